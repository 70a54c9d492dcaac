import type { Feature } from '../../bot/doing.ts';
import { changeDoings } from './change.ts';
import { listDoings } from './list.ts';
import { planDoings } from './plan.ts';
import { stageDoings } from './stage.ts';

/** `/followup`: my overdue, today, coming; plan one; and what becomes of it. Stages and grades with it. */
export const followUp: Feature = {
  commands: [
    {
      name: 'followup',
      description: '跟进：逾期、今天、以后；安排一条 · My follow-ups; plan one',
      usageHint: '[C-1042 next Tue 3pm show flat | 王女士 下周三下午3点 带看]',
      subcommands: [
        {
          words: ['overdue', '逾期'],
          doing: 'followup.list',
          parse: () => ({ bucket: 'overdue' }),
        },
        { words: ['today', '今天'], doing: 'followup.list', parse: () => ({ bucket: 'today' }) },
        { words: ['coming', '以后'], doing: 'followup.list', parse: () => ({ bucket: 'coming' }) },
        { words: ['list', '跟进', '列表'], doing: 'followup.list', parse: () => ({}) },
        {
          words: ['call', '该联系谁', '联系谁', 'why'],
          doing: 'why.list',
          parse: () => ({}),
        },
        {
          words: ['new', '安排', 'plan'],
          doing: 'followup.plan',
          parse: (text) => (text ? { text } : {}),
        },
        { words: ['busy', '接待中', '忙'], doing: 'day.busy', parse: () => ({}) },
        { words: ['back', '回来', '接待完了'], doing: 'day.back', parse: () => ({}) },
        { words: ['help', '帮助', '?', '？'], doing: 'help', parse: () => ({ about: 'followup' }) },
      ],
      fallback: { doing: 'followup.start', parse: (text) => ({ text }) },
      help: (w) => w.work.help.followUp,
    },
  ],
  doings: [...planDoings, ...listDoings, ...changeDoings, ...stageDoings],
};
