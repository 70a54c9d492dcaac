import type { CareDue } from '../../../crm/care/store/days.ts';
import type { Credit } from '../../../crm/care/store/referrals.ts';
import type { Messages } from '../../../i18n/words.ts';
import type { Letter } from '../../../ledger/port.ts';
import type { Locale } from '../../../lib/locale.ts';
import { actions, button, esc, section } from '../../blocks.ts';
import { callName } from '../assignment.ts';

/** In which words a letter of this area is read. */
export interface CareReader {
  w: Messages;
  locale: Locale;
}

type Person = { id: string; number: number; name: string; gender: string | null };

/** A referral, to the referrer's rep: who brought whom, a thank-you once, what was earned. */
export function referralLetter(
  news: { referrer: Person; newcomer: Person; credits: Credit[]; isFirst: boolean; sees: boolean },
  { w, locale }: CareReader,
): Letter {
  const words = w.care.referral;
  const { referrer, newcomer, credits, isFirst, sees } = news;
  const told = words.told({
    referrer: esc(callName(referrer, locale)),
    newcomer: sees ? esc(callName(newcomer, locale)) : w.care.hidden,
  });
  const lines = credits.map((one) =>
    words.toldCredit({
      event: words.event[one.event] ?? one.event,
      to: words.to[one.recipient] ?? one.recipient,
      what: esc(locale === 'zh' ? one.whatZh : one.whatEn),
    }),
  );
  const thanks = button(
    words.thanks,
    'texts.open',
    { id: referrer.id, key: 'referralThanks' },
    { style: 'primary' },
  );
  return {
    text: words.note,
    body: [
      section([told, ...(isFirst ? [words.thank] : []), ...lines].join('\n')),
      actions(
        ...(isFirst ? [thanks] : []),
        button(words.open, 'referral.open', { id: referrer.id }),
      ),
    ],
  };
}

/** A low score, to the manager: who, how low, whose; the words are behind the button. */
export function lowLetter(
  low: { customerId: string; number: number; name: string; gender: string | null; score: number },
  rep: string,
  { w, locale }: CareReader,
): Letter {
  const words = w.care.satisfaction;
  const customer = esc(callName(low, locale));
  return {
    text: words.note,
    body: [
      section(words.told({ customer, score: low.score, rep: esc(rep) })),
      actions(
        button(words.show, 'satisfaction.open', { id: low.customerId }, { style: 'primary' }),
        button(w.nudges.openCard, 'customer.card', { id: low.customerId }),
      ),
    ],
  };
}

/** Lines of one message; more than these on one day are not greeted by one person. */
const MOST_DUE = 20;

/** Whose day it is, to their rep: which day it is stands behind the button. */
export function careDaysLetter(due: CareDue[], { w, locale }: CareReader): Letter {
  const words = w.care.days;
  if (due.length === 0) return { text: words.over, body: [section(words.over)] };
  return {
    text: words.note,
    body: [
      section(words.told({ n: due.length })),
      ...due.slice(0, MOST_DUE).map(({ customerId, isBirthday, ...who }) =>
        section(esc(callName(who, locale)), {
          accessory: button(
            words.greet,
            'texts.open',
            { id: customerId, key: isBirthday ? 'birthday' : 'moveIn' },
            { nth: customerId },
          ),
        }),
      ),
    ],
  };
}
