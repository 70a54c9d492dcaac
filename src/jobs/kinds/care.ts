import { z } from 'zod';
import { careDaysLetter, lowLetter, referralLetter } from '../../bot/views/care/letters.ts';
import { findReferralNews } from '../../crm/care/usecases/crediting.ts';
import { listCareOf } from '../../crm/care/usecases/days.ts';
import { findLow } from '../../crm/care/usecases/satisfaction.ts';
import { sightOf } from '../../crm/households/usecases/index.ts';
import { words } from '../../i18n/words.ts';
import type { Draft } from '../../ledger/hooks.ts';
import type { Letter } from '../../ledger/port.ts';
import type { Message } from '../../ledger/rows.ts';
import { findAddress, readerOf } from '../address.ts';
import { notNow } from './hours.ts';
import { type MessageKind, oneByOne, type Writing } from './kind.ts';

const referral = z.object({
  referrerId: z.uuid(),
  newcomerId: z.uuid(),
  isFirst: z.boolean(),
  events: z.array(z.string()),
});

/** A referral, to the referrer's rep. */
export const referralKind: MessageKind = {
  id: 'referral',
  compose: (writing, messages) => oneByOne(messages, (one) => composeReferral(writing, one)),
};

async function composeReferral(writing: Writing, message: Message): Promise<Draft> {
  const { isFirst, ...of } = referral.parse(message.content);
  const news = await findReferralNews(writing.db, of);
  if (!news) return { go: 'drop', why: 'settled' };
  return posted(writing, message, ({ person, w, locale }) =>
    referralLetter({ ...news, isFirst, sees: sightOf(person)(news.newcomer) }, { w, locale }),
  );
}

/** A low score of satisfaction, to the manager. */
export const lowKind: MessageKind = {
  id: 'satisfaction-low',
  compose: (writing, messages) => oneByOne(messages, (one) => composeLow(writing, one)),
};

async function composeLow(writing: Writing, message: Message): Promise<Draft> {
  const { satisfactionId } = z.object({ satisfactionId: z.uuid() }).parse(message.content);
  const low = await findLow(writing, satisfactionId);
  if (!low) return { go: 'drop', why: 'settled' };
  const rep = writing.office.people.get(message.memberId ?? '')?.name ?? '–';
  return posted(writing, message, ({ w, locale }) => lowLetter(low, rep, { w, locale }));
}

const day = z.object({ day: z.iso.date(), teamId: z.uuid() });

/** Whom a rep may greet today, as the customers' consent stands when it leaves, and whenever it changes. */
export const careDaysKind: MessageKind = {
  id: 'care-days',
  compose: (writing, messages) => oneByOne(messages, (one) => composeCare(writing, one)),
  redraw: (writing, messages) => oneByOne(messages, (one) => redrawnCare(writing, one)),
};

const dueOf = (writing: Writing, message: Message) =>
  listCareOf(writing, { ...day.parse(message.content), repId: message.memberId ?? '' });

async function composeCare(writing: Writing, message: Message): Promise<Draft> {
  const due = await dueOf(writing, message);
  if (due.length === 0) return { go: 'drop', why: 'settled' };
  return posted(writing, message, ({ w, locale }) => careDaysLetter(due, { w, locale }));
}

async function redrawnCare(writing: Writing, message: Message): Promise<Letter | null> {
  const person = readerOf(message, writing.office);
  if (!person) return null;
  const { locale } = person;
  return careDaysLetter(await dueOf(writing, message), { w: words(locale), locale });
}

type Reading = Parameters<typeof lowLetter>[2] & {
  person: NonNullable<ReturnType<typeof readerOf>>;
};

/** The letter to where the message goes, in working hours. */
async function posted(
  writing: Writing,
  message: Message,
  letterFor: (reading: Reading) => Letter,
): Promise<Draft> {
  const address = await findAddress(message, writing);
  if ('kind' in address) return { go: 'fail', answer: address };
  const { person, locale, channel } = address;
  const wait = notNow(person, 'working', writing.office);
  if (wait) return wait;
  return { go: 'post', channel, letter: letterFor({ person, locale, w: words(locale) }) };
}
