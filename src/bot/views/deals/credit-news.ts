import type { CreditNews } from '../../../crm/deals/usecases/credit-news.ts';
import { formatDateTime } from '../../../i18n/format.ts';
import type { Letter } from '../../../ledger/port.ts';
import { actions, button, esc, section } from '../../blocks.ts';
import { callName } from '../assignment.ts';
import type { Reader } from '../nudge.ts';
import { sayPending } from './parts.ts';
import { unitName } from './words.ts';

/** What changed, as the message says it. */
interface Cut {
  why: { code: string; number?: number | undefined };
  because: string;
  was: number;
  is: number;
}

/** Tells somebody that their part of a deal changed; whose customer it is can open the deal. */
export function creditLetter(
  { deal, unit, pending, customer }: CreditNews,
  { why, because, was, is }: Cut,
  { memberId, reader }: { memberId: string; reader: Reader },
): Letter {
  const { w, locale, zone, now } = reader;
  const { news } = w.deals.credit;
  const isTheirs = customer.repId === memberId;
  const say = news.why[why.code] ?? news.why[because];
  const lines = [
    news.head({ deal: `D-${deal.number}`, unit: unitName(w, unit), was, is }),
    isTheirs && esc(callName(customer, locale)),
    say?.({ n: why.number ?? 0 }),
    pending && sayPending(w, pending, (at) => formatDateTime(at, locale, zone, now)),
  ];
  const open = button(w.deals.list.open, 'deal.open', { dealId: deal.id }, { style: 'primary' });
  return {
    text: news.note,
    body: [section(lines.filter(Boolean).join('\n')), ...(isTheirs ? [actions(open)] : [])],
  };
}
