import type { Told } from '../../../crm/review/usecases/telling.ts';
import { formatDateTime } from '../../../i18n/format.ts';
import type { Letter } from '../../../ledger/port.ts';
import { type AnyBlock, actions, button, esc, section } from '../../blocks.ts';
import { callName } from '../assignment.ts';
import type { Reader } from '../nudge.ts';

/** Slack draws 50 blocks; the rest stands in `/review`. */
const MOST = 20;

/** Whether a reason still stands: nothing has happened that makes it void. */
export function isStanding({ rule, state, outcome, status }: Told): boolean {
  if (outcome !== null || status !== 'active') return false;
  if (rule === 'review-approved') return true;
  if (rule === 'review-returned') return state === 'returned';
  if (rule === 'review-asked') return state === 'asked';
  return rule === 'review-late' ? state !== 'approved' : state === 'waiting';
}

/**
 * News of reviews for one person, the latest of each customer: number and surname with title, no phone and
 * nothing that was typed.
 */
export function reviewLetter(told: Told[], reader: Reader): Letter {
  const { w } = reader;
  const latest = new Map(told.map((one) => [one.customerId, one]));
  const shown = [...latest.values()].slice(0, MOST);
  const rest = latest.size - shown.length;
  return {
    text: w.review.news.note,
    body: [
      ...shown.map((one) => item(one, reader)),
      ...(rest > 0 ? [section(w.common.more({ n: rest }))] : []),
      actions(button(w.review.all, 'review.list')),
    ],
  };
}

function item(told: Told, reader: Reader): AnyBlock {
  const { w } = reader;
  const words = w.review.news;
  const customer = esc(callName(told, reader.locale));
  if (!isStanding(told)) {
    const did = w.review.did[told.lastWhat ?? ''];
    const name = esc(told.lastBy ?? '');
    return section(did ? words.over({ customer, name, did }) : words.gone({ customer }));
  }
  const { customerId: id } = told;
  return section(lineOf(told, reader, customer), { accessory: buttonOf(told, reader, id) });
}

function lineOf(told: Told, { w, locale, zone, now }: Reader, customer: string): string {
  const words = w.review.news;
  const when = formatDateTime(told.since, locale, zone, now);
  const name = esc(told.turnedBy ?? '');
  switch (told.rule) {
    case 'review-returned': {
      const reason = w.review.reasons[told.reason ?? 'other'] ?? '';
      return told.rung > 0
        ? words.returnedAgain({ customer, when, reason })
        : words.returned({ customer, name, reason });
    }
    case 'review-asked':
      return told.rung > 0
        ? words.askedAgain({ customer, name, when })
        : words.asked({ customer, name });
    case 'review-approved': {
      const next = told.nextDueAt && formatDateTime(told.nextDueAt, locale, zone, now);
      return [words.approved({ customer }), next && words.next({ when: next })]
        .filter(Boolean)
        .join(' · ');
    }
    case 'review-stuck':
      return words.stuck({ customer });
    case 'review-late':
      return told.state === 'waiting'
        ? words.late({ customer, when })
        : words.lateRep[told.state === 'asked' ? 'asked' : 'returned']({ customer, when });
    default:
      return told.rung > 0
        ? words.again({ customer, when })
        : words.wait({
            customer,
            cause: w.review.cause[told.cause] ?? '',
            name: esc(told.author),
          });
  }
}

function buttonOf({ rule }: Told, { w }: Reader, id: string) {
  const nth = id;
  if (rule === 'review-returned') return button(w.review.fix, 'review.fix', { id }, { nth });
  if (rule === 'review-asked') return button(w.review.answerIt, 'review.fix', { id }, { nth });
  if (rule === 'review-approved')
    return button(w.customers.menu.open, 'customer.card', { id }, { nth });
  return button(w.review.open, 'review.open', { id }, { nth });
}
