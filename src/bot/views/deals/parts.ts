import { isLive } from '../../../crm/deals/rules/machine.ts';
import type { PendingCase } from '../../../crm/deals/store/credits.ts';
import type { DealView } from '../../../crm/deals/usecases/reading.ts';
import { formatDateTime } from '../../../i18n/format.ts';
import type { Messages } from '../../../i18n/words.ts';
import { type AnyBlock, button, divider, esc, section } from '../../blocks.ts';
import type { Scene } from '../../doing.ts';
import { longDay, money, shortDay } from './words.ts';

/** What came in of what is owed, and each payment with its day. */
export function paymentLines(scene: Scene, view: DealView): string[] {
  const { w, actor } = scene;
  const { deal, payments, today } = view;
  if (!deal || payments.length === 0) return [];
  const say = (amount: bigint) => money(amount, deal, actor.locale);
  const sum = (of: (one: DealView['payments'][number]) => bigint) =>
    payments.reduce((total, one) => total + of(one), 0n);
  const lines = payments.slice(0, 12).map(({ kind, amount, received, dueOn }) => {
    const stands =
      received >= amount
        ? `✓ ${w.deals.paid}`
        : [
            received > 0n ? w.deals.partly({ rest: say(amount - received) }) : null,
            dueOn < today ? `⏰ ${w.deals.overdue}` : null,
          ]
            .filter(Boolean)
            .join(' · ');
    return [`• ${shortDay(dueOn, actor.locale)} ${w.deals.payment[kind]} ${say(amount)}`, stands]
      .filter(Boolean)
      .join(' · ');
  });
  return [
    w.deals.received({
      received: say(sum((one) => one.received)),
      of: say(sum((one) => one.amount)),
    }),
    ...lines,
  ];
}

/** Whose result the deal is, in percent, and why where it is not simply the assigned rep's; null: not yet known. */
export function creditLine({ w }: Scene, { credits, names }: DealView): string | null {
  const [first] = credits;
  if (!first) return null;
  const { credit } = w.deals;
  const shares = credits
    .map(({ memberId, percent }) => credit.share({ who: esc(names.get(memberId) ?? '?'), percent }))
    .join(' · ');
  return first.because === 'assigned'
    ? credit.line({ shares })
    : credit.split({ shares, because: credit.because[first.because] });
}

/** That a case may still move the credit; null: it is final. */
export function pendingLine(
  { w, actor }: Scene,
  { credits, pending, now }: Pick<DealView, 'credits' | 'pending' | 'now'>,
): string | null {
  if (!pending || credits.length === 0) return null;
  return sayPending(w, pending, (at) => formatDateTime(at, actor.locale, actor.zone, now));
}

/** `Provisional: case 12 can be appealed until …` */
export function sayPending(
  { deals }: Messages,
  { number: n, state, appealUntil }: PendingCase,
  say: (at: Date) => string,
): string {
  const words = deals.credit.pending;
  return state === 'decided' && appealUntil
    ? words.decided({ n, when: say(appealUntil) })
    : words[state === 'appealed' ? 'appealed' : 'waiting']({ n });
}

/** Conditions and duties of both sides: open ones with one tap to say that they are met. */
export function conditionBlocks(scene: Scene, view: DealView): AnyBlock[] {
  const { w, actor } = scene;
  const { conditions, deal, names, today } = view;
  if (!deal || conditions.length === 0) return [];
  const rows = conditions.slice(0, 15).map(({ id, side, what, dueOn, doneOn, doneById }) => {
    const words = [
      w.common.pair({ label: w.deals.sides[side], value: esc(what ?? '–') }),
      dueOn && !doneOn ? longDay(dueOn, actor.locale, today) : null,
      dueOn && !doneOn && dueOn < today ? `⏰ ${w.deals.overdue}` : null,
      doneOn &&
        `✓ ${w.deals.metBy({
          when: shortDay(doneOn, actor.locale),
          who: esc(names.get(doneById ?? '') ?? '?'),
        })}`,
    ]
      .filter(Boolean)
      .join(' · ');
    const mayTap = !doneOn && view.may.change && isLive(deal.state);
    return section(
      words,
      mayTap
        ? { accessory: button(w.deals.met, 'deal.met', { conditionId: id }, { nth: id }) }
        : {},
    );
  });
  return [divider(), section(`*${w.deals.conditions}*`), ...rows];
}
