import type { Feature } from '../../bot/doing.ts';
import { amendDoings } from './amending.ts';
import { milestoneDoings } from './milestones.ts';
import { openDoings } from './open.ts';
import { STEPS } from './steps.ts';
import { chosen } from './which.ts';
import { workDoings } from './work.ts';

/** 成交: from the intent money to the hand-over, and the ways back. */
export const deal: Feature = {
  commands: [
    {
      name: 'deal',
      description: '成交：认筹、认购、签约、回款、交付 · Deals: subscription, contract, payments',
      usageHint: '[subscribe 认购 | sign 签约 | paid 回款 | list 列表 | help 帮助] C-1042 …',
      subcommands: [
        ...STEPS,
        { words: ['list', '列表', '逾期', 'overdue'], doing: 'deal.list', parse: () => ({}) },
        { words: ['help', '帮助', '?', '？'], doing: 'help', parse: () => ({ about: 'deal' }) },
      ],
      fallback: { doing: 'deal.start', parse: (text) => ({ text }) },
      help: (w) => w.deals.help,
    },
  ],
  doings: [...openDoings, ...milestoneDoings, ...workDoings, ...amendDoings, chosen],
};
