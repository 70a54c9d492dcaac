import { z } from 'zod';
import { holdLetter } from '../../bot/views/property/letters.ts';
import { findHoldNews, HOLD_MESSAGE, type HoldNews } from '../../crm/properties/usecases/told.ts';
import { words } from '../../i18n/words.ts';
import type { Draft } from '../../ledger/hooks.ts';
import type { Letter } from '../../ledger/port.ts';
import type { Message } from '../../ledger/rows.ts';
import type { Locale } from '../../lib/locale.ts';
import type { Person } from '../../nudges/office.ts';
import { findAddress, localeOfChannel, readerOf } from '../address.ts';
import { notNow } from './hours.ts';
import { type MessageKind, oneByOne, type Writing } from './kind.ts';

const content = z.object({
  unitId: z.uuid(),
  holdId: z.uuid(),
  customerId: z.uuid(),
  phase: z.enum(['before', 'over']),
  until: z.coerce.date(),
  why: z.enum(['expired', 'by-hand', 'withdrawn']).optional(),
  byId: z.uuid().nullish(),
});

/** A rep is told that a hold ends soon, and that it has ended; drawn again when it ends or lasts longer. */
export const unitHoldKind: MessageKind = {
  id: HOLD_MESSAGE,
  compose: (writing, messages) => oneByOne(messages, (message) => draftOf(message, writing)),
  redraw: (writing, messages) => oneByOne(messages, (message) => redrawn(message, writing)),
};

const newsOf = (message: Message, { db, office }: Writing): Promise<HoldNews | null> =>
  findHoldNews(db, content.parse(message.content), office.now);

async function draftOf(message: Message, writing: Writing): Promise<Draft> {
  const { office } = writing;
  const news = await newsOf(message, writing);
  // A warning of a hold that ended meanwhile, or lasts longer, warns of nothing.
  if (!news || (news.phase === 'before' && news.state !== 'running'))
    return { go: 'drop', why: 'settled' };
  const person = readerOf(message, office);
  const wait = person && notNow(person, 'working', office);
  if (wait) return wait;
  const address = await findAddress(message, writing);
  if ('kind' in address) return { go: 'fail', answer: address };
  return { go: 'post', channel: address.channel, letter: letterOf(news, address, writing) };
}

async function redrawn(message: Message, writing: Writing): Promise<Letter | null> {
  const { office } = writing;
  const news = await newsOf(message, writing);
  const person = readerOf(message, office);
  if (!news || !person || !message.slackChannel) return null;
  const locale = localeOfChannel(message.slackChannel, person, office);
  return letterOf(news, { person, locale }, writing);
}

function letterOf(
  news: HoldNews,
  { person, locale }: { person: Person; locale: Locale },
  { office }: Writing,
): Letter {
  const by = news.byId ? (office.people.get(news.byId)?.name ?? null) : null;
  return holdLetter(news, {
    ...{ w: words(locale), locale, zone: person.zone, now: office.now, by },
  });
}
