import type { Feature, Subcommand } from '../../bot/doing.ts';
import { milestoneDoings } from './milestones.ts';
import { openDoings } from './open.ts';
import { chosen } from './which.ts';
import { workDoings } from './work.ts';

/** A subcommand whose text names the customer, and what there is to say besides. */
const step = (doing: string, ...words: string[]): Subcommand => ({
  words,
  doing,
  parse: (text) => (text ? { text } : {}),
});

/** 网签, 备案, 贷款, 交付: the mark is in the word. */
const mark = (key: string, ...words: string[]): Subcommand => ({
  words,
  doing: 'deal.mark',
  parse: (text) => ({ mark: key, ...(text && { text }) }),
});

/** 成交: from the intent money to the hand-over, and the ways back. */
export const deal: Feature = {
  commands: [
    {
      name: 'deal',
      description: '成交：认筹、认购、签约、回款、交付 · Deals: subscription, contract, payments',
      usageHint: '[subscribe 认购 | sign 签约 | paid 回款 | list 列表 | help 帮助] C-1042 …',
      subcommands: [
        step('deal.intent', 'intent', '认筹', '小定'),
        step('deal.subscribe', 'subscribe', '认购', '大定', '定金'),
        step('deal.check', 'check', '资格', '核实'),
        step('deal.condition', 'condition', '约定', '条件'),
        step('deal.appoint', 'appoint', '约签'),
        step('deal.sign', 'sign', '签约', '合同', 'contract'),
        step('deal.pay', 'paid', '回款', '收款', 'payment', 'pay'),
        mark('filed', 'filed', '网签'),
        mark('registered', 'registered', '备案'),
        mark('loan_applied', 'loan', '申请贷款', '贷款'),
        mark('loan_approved', 'approved', '批贷'),
        mark('loan_granted', 'granted', '放款'),
        mark('loan_refused', 'refused', '拒贷'),
        mark('delivered', 'handover', '交付', '交房'),
        step('deal.correct', 'correct', '更正'),
        step('deal.back', 'back', '退', '退筹', '退认购', '挞定', '退房', '退定'),
        { words: ['list', '列表', '逾期', 'overdue'], doing: 'deal.list', parse: () => ({}) },
        { words: ['help', '帮助', '?', '？'], doing: 'help', parse: () => ({ about: 'deal' }) },
      ],
      fallback: { doing: 'deal.start', parse: (text) => ({ text }) },
      help: (w) => w.deals.help,
    },
  ],
  doings: [...openDoings, ...milestoneDoings, ...workDoings, chosen],
};
