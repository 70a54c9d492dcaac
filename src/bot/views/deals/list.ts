import { sayNumber } from '../../../crm/customers/rules.ts';
import type { DealEntry } from '../../../crm/deals/usecases/listing.ts';
import { surnameWithTitle } from '../../../lib/names.ts';
import { button, context, esc, type ModalView, modal, section } from '../../blocks.ts';
import type { Scene } from '../../doing.ts';
import { dealLine } from './line.ts';
import { longDay } from './words.ts';

/** Deals under way and contracts with something to do, what is due first. */
export function dealsModal(
  scene: Scene,
  { entries, today }: { entries: DealEntry[]; today: string },
): ModalView {
  const { w, actor } = scene;
  const words = w.deals.list;
  const rows = entries.slice(0, 45).map((entry) => {
    const { deal, customer, unit, on, next } = entry;
    const who = surnameWithTitle(customer.name, customer.gender, actor.locale);
    const due = next
      ? `${next.dueOn < today ? '⏰ ' : ''}${w.deals.duty[next.kind]({
          when: longDay(next.dueOn, actor.locale, today),
        })}`
      : null;
    const line = dealLine({ deal, unit, on, today }, { w, locale: actor.locale });
    return section(
      [`*${sayNumber(customer.number)} ${esc(who)}*`, line ?? w.deals.state[deal.state], due]
        .filter(Boolean)
        .join('\n'),
      { accessory: button(words.open, 'deal.open', { dealId: deal.id }, { nth: deal.id }) },
    );
  });
  return modal({
    id: 'deal.list',
    title: words.title,
    close: w.common.close,
    blocks: [context(rows.length > 0 ? words.intro : words.none), ...rows],
  });
}
