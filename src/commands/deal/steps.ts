import type { Subcommand } from '../../bot/doing.ts';

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

/** The steps of a deal, by the words that ask for them: before the customer or after. */
export const STEPS: readonly Subcommand[] = [
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
];

/** The step that a text begins with, and what is said besides; null where it begins with none. */
export function findStep(text: string): { step: Subcommand; rest: string } | null {
  const [word = '', rest = ''] = text.trim().split(/\s+(.*)/s);
  const step = STEPS.find(({ words }) => words.includes(word.toLowerCase()));
  return step ? { step, rest } : null;
}
