import { z } from 'zod';
import { caseLetter, newsLetter } from '../../bot/views/cases/letters.ts';
import { readTold } from '../../crm/cases/usecases/reading.ts';
import type { Draft } from '../../ledger/hooks.ts';
import type { Letter } from '../../ledger/port.ts';
import type { Message } from '../../ledger/rows.ts';
import { findAddress, localeOfChannel, readerOf } from '../address.ts';
import { notNow } from './hours.ts';
import { type MessageKind, oneByOne, type Writing } from './kind.ts';
import { readerWords } from './nudge.ts';

const content = z.object({ caseId: z.uuid(), news: z.string().optional() });

/** The card of a case, for those who decide; drawn again as the case goes on. */
const cardKind = (id: 'case' | 'case-waiting'): MessageKind => ({
  id,
  compose: (writing, messages) => oneByOne(messages, (message) => composeCard(writing, message)),
  redraw: (writing, messages) => oneByOne(messages, (message) => redrawn(writing, message)),
});

export const caseKind = cardKind('case');
/** The same once more, since it waits. */
export const caseWaitingKind = cardKind('case-waiting');

/** What a party is told privately. */
export const caseNewsKind: MessageKind = {
  id: 'case-news',
  compose: (writing, messages) => oneByOne(messages, (message) => composeNews(writing, message)),
};

async function composeCard(writing: Writing, message: Message): Promise<Draft> {
  const { office } = writing;
  const told = await readTold(writing, content.parse(message.content).caseId);
  if (!told) return { go: 'drop', why: 'erased' };
  const waits = message.kind === 'case-waiting';
  const isOpen = told.row.state === 'waiting' || told.row.state === 'appealed';
  if (waits && !isOpen) return { go: 'drop', why: 'settled' };
  const address = await findAddress(message, writing);
  if ('kind' in address) return { go: 'fail', answer: address };
  const wait = notNow(address.person, 'working', office);
  if (wait) return wait;
  const reader = readerWords(address.person, address.locale, office.now);
  return { go: 'post', channel: address.channel, letter: caseLetter(told, reader, waits) };
}

async function redrawn(writing: Writing, message: Message): Promise<Letter | null> {
  const { office } = writing;
  const told = await readTold(writing, content.parse(message.content).caseId);
  const person = readerOf(message, office);
  if (!told || !person || !message.slackChannel) return null;
  const locale = localeOfChannel(message.slackChannel, person, office);
  const reader = readerWords(person, locale, office.now);
  return caseLetter(told, reader, message.kind === 'case-waiting');
}

async function composeNews(writing: Writing, message: Message): Promise<Draft> {
  const { office } = writing;
  const { caseId, news = '' } = content.parse(message.content);
  const told = await readTold(writing, caseId);
  if (!told || !message.memberId) return { go: 'drop', why: 'erased' };
  const address = await findAddress(message, writing);
  if ('kind' in address) return { go: 'fail', answer: address };
  const wait = notNow(address.person, 'chosen', office);
  if (wait) return wait;
  const reader = readerWords(address.person, address.locale, office.now);
  const letter = newsLetter(told, { what: news, memberId: message.memberId }, reader);
  return { go: 'post', channel: address.channel, letter };
}
