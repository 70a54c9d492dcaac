import type { Feature } from '../../bot/doing.ts';
import { answerDoings } from './answer.ts';
import { decideDoings } from './decide.ts';
import { lookDoings } from './look.ts';

/** `/review`: what waits for me, one review, approve, return, ask, verify, hand in again. */
export const review: Feature = {
  commands: [
    {
      name: 'review',
      description: '审核登记：待审、通过、退回、核对 · Review registrations',
      usageHint: '[C-1042 | approve 通过 C-1042 | return 退回 C-1042 … | standard 标准]',
      subcommands: [
        { words: ['list', '待审', '列表', 'waiting'], doing: 'review.list', parse: () => ({}) },
        {
          words: ['approve', '通过', '批准', 'ok'],
          doing: 'review.approve-typed',
          parse: (text) => ({ text }),
        },
        {
          words: ['return', '退回', '驳回', 'reject'],
          doing: 'review.return-typed',
          parse: (text) => ({ text }),
        },
        {
          words: ['ask', '询问', '问', '提问'],
          doing: 'review.ask-typed',
          parse: (text) => ({ text }),
        },
        {
          words: ['verify', '核对', '核实'],
          doing: 'review.verify-form',
          parse: (text) => ({ text }),
        },
        {
          words: ['resubmit', '提交', '重新提交', 'fix', 'answer', '回答'],
          doing: 'review.fix',
          parse: (text) => ({ text }),
        },
        { words: ['standard', '标准', '审核标准'], doing: 'review.standard', parse: () => ({}) },
        { words: ['help', '帮助', '?', '？'], doing: 'help', parse: () => ({ about: 'review' }) },
      ],
      fallback: { doing: 'review.start', parse: (text) => ({ text }) },
      help: (w) => w.review.help,
    },
  ],
  doings: [...lookDoings, ...decideDoings, ...answerDoings],
};
