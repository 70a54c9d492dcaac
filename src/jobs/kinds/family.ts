import { z } from 'zod';
import { familyLetter, settledLetter } from '../../bot/views/duplicates/family.ts';
import {
  FAMILY_DECIDED,
  FAMILY_MESSAGE,
  findDecision,
  listMoved,
  sightOf,
} from '../../crm/households/usecases/index.ts';
import { words } from '../../i18n/words.ts';
import type { Draft } from '../../ledger/hooks.ts';
import type { Letter } from '../../ledger/port.ts';
import type { Message } from '../../ledger/rows.ts';
import type { Locale } from '../../lib/locale.ts';
import type { Person } from '../../nudges/office.ts';
import { findAddress, localeOfChannel, readerOf } from '../address.ts';
import { notNow } from './hours.ts';
import { type MessageKind, oneByOne, type Writing } from './kind.ts';

const content = z.object({ linkId: z.uuid() });
const told = z.object({
  linkId: z.uuid().optional(),
  customerIds: z.array(z.uuid()).default([]),
});

/** A manager is asked whose a family of two reps is to be; drawn again when it is decided. */
export const familyKind: MessageKind = {
  id: FAMILY_MESSAGE,
  compose: (writing, messages) => oneByOne(messages, (message) => questionOf(message, writing)),
  redraw: (writing, messages) => oneByOne(messages, (message) => redrawn(message, writing)),
};

/** Who asked hears what was decided; whoever had customers that went to another rep, which. */
export const familyDecidedKind: MessageKind = {
  id: FAMILY_DECIDED,
  compose: (writing, messages) => oneByOne(messages, (message) => wordOf(message, writing)),
};

async function wordOf(message: Message, writing: Writing): Promise<Draft> {
  const { linkId, customerIds } = told.parse(message.content);
  const decision = linkId ? await findDecision(writing.db, linkId) : null;
  const moved = await listMoved(writing.db, customerIds);
  if (moved.length === 0 && (!decision || decision.state === 'proposed'))
    return { go: 'drop', why: 'settled' };
  return posted(message, writing, (reader) => settledLetter(decision, reader, moved));
}

async function questionOf(message: Message, writing: Writing): Promise<Draft> {
  const decision = await findDecision(writing.db, content.parse(message.content).linkId);
  if (decision?.state !== 'proposed') return { go: 'drop', why: 'settled' };
  const by = `<@${writing.office.people.get(decision.proposedById)?.slackUserId ?? ''}>`;
  return posted(message, writing, (reader) => familyLetter({ decision, by }, reader));
}

/** In the reader's hours and words, and by what the reader may see. */
async function posted(
  message: Message,
  writing: Writing,
  write: (reader: Parameters<typeof settledLetter>[1]) => Letter,
): Promise<Draft> {
  const { office } = writing;
  const person = readerOf(message, office);
  const wait = person && notNow(person, 'working', office);
  if (wait) return wait;
  const address = await findAddress(message, writing);
  if ('kind' in address) return { go: 'fail', answer: address };
  return {
    go: 'post',
    channel: address.channel,
    letter: write(readingOf(address)),
  };
}

async function redrawn(message: Message, writing: Writing): Promise<Letter | null> {
  const { office } = writing;
  const decision = await findDecision(writing.db, content.parse(message.content).linkId);
  const person = readerOf(message, office);
  if (!decision || !person || !message.slackChannel) return null;
  const locale = localeOfChannel(message.slackChannel, person, office);
  const by = `<@${office.people.get(decision.proposedById)?.slackUserId ?? ''}>`;
  return familyLetter({ decision, by }, readingOf({ person, locale }));
}

const readingOf = ({ person, locale }: { person: Person; locale: Locale }) => ({
  w: words(locale),
  locale,
  sees: sightOf(person),
});
