import type { CustomerRecord } from '../../../crm/customers/store.ts';
import { type AnyBlock, button, section } from '../../blocks.ts';
import type { Scene } from '../../doing.ts';

/** Where the review of a customer stands, on its card, with the one thing to do about it. */
export function reviewLine(
  { w }: Scene,
  { id, reviewState }: Pick<CustomerRecord, 'id' | 'reviewState'>,
  may: { answer: boolean },
): AnyBlock[] {
  const words = w.review;
  const state = reviewState && words.standing[reviewState];
  if (!state) return [];
  const isRepsTurn = may.answer && (reviewState === 'returned' || reviewState === 'asked');
  const label = reviewState === 'asked' ? words.answerIt : words.fix;
  return [
    section(state, {
      accessory: isRepsTurn
        ? button(label, 'review.fix', { id })
        : button(words.open, 'review.open', { id }),
    }),
  ];
}
