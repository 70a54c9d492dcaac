import type { Deal } from '../../../crm/deals/store/deals.ts';
import type { Unit } from '../../../crm/properties/store/units.ts';
import type { Messages } from '../../../i18n/words.ts';
import type { Locale } from '../../../lib/locale.ts';
import { money, shortDay, unitName } from './words.ts';

/** What a line about a deal is drawn from; `on` is the day of its last milestone. */
export interface DealLine {
  deal: Pick<Deal, 'state' | 'currency' | 'intentAmount' | 'signBy'>;
  unit: Pick<Unit, 'building' | 'code'> | null;
  on: string | null;
  today: string;
}

/** `认购 3栋1201 · 8月5日前签约`; null where there is nothing to say (no deal, or one that is over). */
export function dealLine(
  { deal, unit, on, today }: DealLine,
  { w, locale }: { w: Messages; locale: Locale },
): string | null {
  const words = w.deals.line;
  const name = unitName(w, unit);
  const when = on ? shortDay(on, locale) : '';
  switch (deal.state) {
    case 'open':
      return words.open;
    case 'intent':
      return words.intent({ money: money(deal.intentAmount, deal, locale) });
    case 'subscribed': {
      const { signBy } = deal;
      const said = { unit: name, when: signBy ? shortDay(signBy, locale) : '' };
      return signBy && signBy < today ? `⏰ ${words.overdue(said)}` : words.subscribed(said);
    }
    case 'signed':
      return words.signed({ unit: name, when });
    case 'delivered':
      return words.delivered({ unit: name, when });
    default:
      return null;
  }
}

/** The unit a deal's line names already; null where it names none. */
export const namedUnit = (
  deal: { deal: Pick<Deal, 'state'>; unitId: string | null } | null,
): string | null =>
  deal && ['subscribed', 'signed', 'delivered'].includes(deal.deal.state) ? deal.unitId : null;
