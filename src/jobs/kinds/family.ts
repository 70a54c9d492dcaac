import { z } from 'zod';
import { familyLetter, settledLetter } from '../../bot/views/duplicates/family.ts';
import {
  type Decision,
  FAMILY_DECIDED,
  FAMILY_MESSAGE,
  findDecision,
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

/** A manager is asked whose a family of two reps is to be; drawn again when it is decided. */
export const familyKind: MessageKind = {
  id: FAMILY_MESSAGE,
  compose: (writing, messages) =>
    oneByOne(messages, (message) => draftOf(message, writing, (one) => one.state === 'proposed')),
  redraw: (writing, messages) => oneByOne(messages, (message) => redrawn(message, writing)),
};

/** Who asked hears what was decided. */
export const familyDecidedKind: MessageKind = {
  id: FAMILY_DECIDED,
  compose: (writing, messages) =>
    oneByOne(messages, (message) => draftOf(message, writing, (one) => one.state !== 'proposed')),
};

async function draftOf(
  message: Message,
  writing: Writing,
  isToTell: (decision: Decision) => boolean,
): Promise<Draft> {
  const { office } = writing;
  const decision = await findDecision(writing.db, content.parse(message.content).linkId);
  if (!decision || !isToTell(decision)) return { go: 'drop', why: 'settled' };
  const person = readerOf(message, office);
  const wait = person && notNow(person, 'working', office);
  if (wait) return wait;
  const address = await findAddress(message, writing);
  if ('kind' in address) return { go: 'fail', answer: address };
  return {
    go: 'post',
    channel: address.channel,
    letter: letterOf(decision, address, office),
  };
}

async function redrawn(message: Message, writing: Writing): Promise<Letter | null> {
  const { office } = writing;
  const decision = await findDecision(writing.db, content.parse(message.content).linkId);
  const person = readerOf(message, office);
  if (!decision || !person || !message.slackChannel) return null;
  const locale = localeOfChannel(message.slackChannel, person, office);
  return letterOf(decision, { person, locale }, office);
}

function letterOf(
  decision: Decision,
  { person, locale }: { person: Person; locale: Locale },
  office: Writing['office'],
): Letter {
  const reader = { w: words(locale), locale, sees: sightOf(person) };
  if (decision.state !== 'proposed') return settledLetter(decision, reader);
  const by = `<@${office.people.get(decision.proposedById)?.slackUserId ?? ''}>`;
  return familyLetter({ decision, by }, reader);
}
