import { z } from 'zod';
import { duplicatesLetter } from '../../bot/views/duplicates/list.ts';
import { countWaiting, DUPLICATES_MESSAGE } from '../../crm/duplicates/usecases/index.ts';
import { words } from '../../i18n/words.ts';
import type { Draft } from '../../ledger/hooks.ts';
import type { Letter } from '../../ledger/port.ts';
import type { Message } from '../../ledger/rows.ts';
import { findAddress, localeOfChannel, readerOf } from '../address.ts';
import { notNow } from './hours.ts';
import { type MessageKind, oneByOne, type Writing } from './kind.ts';

const content = z.object({ memberId: z.uuid() });

/** Pairs that wait for a manager, as many as there are when it leaves; drawn again when they decide one. */
export const duplicatesKind: MessageKind = {
  id: DUPLICATES_MESSAGE,
  compose: (writing, messages) => oneByOne(messages, (message) => draftOf(message, writing)),
  redraw: (writing, messages) => oneByOne(messages, (message) => redrawn(message, writing)),
};

async function draftOf(message: Message, writing: Writing): Promise<Draft> {
  const { office } = writing;
  const n = await countWaiting(writing.db, content.parse(message.content).memberId);
  if (n === 0) return { go: 'drop', why: 'settled' };
  const person = readerOf(message, office);
  const wait = person && notNow(person, 'working', office);
  if (wait) return wait;
  const address = await findAddress(message, writing);
  if ('kind' in address) return { go: 'fail', answer: address };
  return {
    go: 'post',
    channel: address.channel,
    letter: duplicatesLetter(words(address.locale), n),
  };
}

async function redrawn(message: Message, { db, office }: Writing): Promise<Letter | null> {
  const person = readerOf(message, office);
  if (!person || !message.slackChannel) return null;
  const n = await countWaiting(db, content.parse(message.content).memberId);
  return duplicatesLetter(words(localeOfChannel(message.slackChannel, person, office)), n);
}
