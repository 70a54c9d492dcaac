import type { Feature } from '../../bot/doing.ts';
import { caseDoings } from './case.ts';
import { claimDoings } from './claim.ts';

/** `/case` 判客: claims against protected customers, and how they are decided. */
export const cases: Feature = {
  commands: [
    {
      name: 'case',
      description: '判客：主张、陈述、裁定、申诉；违规登记 · Cases: claim, state, appeal; breaches',
      usageHint:
        '[open 提 138… | statement 陈述 12 … | appeal 申诉 12 … | breaches 违规 | help 帮助]',
      subcommands: [
        {
          words: ['open', '提', '提出', '主张', 'claim'],
          doing: 'case.open',
          parse: (text) => (text ? { text } : {}),
        },
        {
          words: ['statement', '陈述', '补充'],
          doing: 'case.state-typed',
          parse: (text) => ({ text }),
        },
        { words: ['appeal', '申诉'], doing: 'case.appeal-typed', parse: (text) => ({ text }) },
        {
          words: ['decide', '裁定', 'judge', '判'],
          doing: 'case.decide-typed',
          parse: (text) => ({ text }),
        },
        {
          words: ['ask', '要求补充', '追问'],
          doing: 'case.ask-typed',
          parse: (text) => ({ text }),
        },
        {
          words: ['record', '登记违规', '登记'],
          doing: 'breach.typed',
          parse: (text) => ({ text }),
        },
        { words: ['breaches', '违规', 'breach'], doing: 'breach.list', parse: () => ({}) },
        { words: ['help', '帮助', '?', '？'], doing: 'help', parse: () => ({ about: 'case' }) },
      ],
      fallback: { doing: 'case.list', parse: (text) => ({ text }) },
      help: (w) => w.cases.help,
    },
  ],
  doings: [...claimDoings, ...caseDoings],
};
