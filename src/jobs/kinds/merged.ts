import { z } from 'zod';
import { partedLetter, toldLetter } from '../../bot/views/merging/told.ts';
import { readParted, readTold } from '../../crm/merging/usecases/told.ts';
import { words } from '../../i18n/words.ts';
import type { Draft } from '../../ledger/hooks.ts';
import type { Message } from '../../ledger/rows.ts';
import { findAddress } from '../address.ts';
import { notNow } from './hours.ts';
import { type MessageKind, oneByOne, type Writing } from './kind.ts';

const content = z.object({ mergeId: z.uuid() });

/** Tells a rep that a record of theirs was merged with another. */
export const mergedKind: MessageKind = {
  id: 'merged',
  compose: (writing, messages) => oneByOne(messages, (message) => composeTold(writing, message)),
};

async function composeTold(writing: Writing, message: Message): Promise<Draft> {
  const { office } = writing;
  const told = await readTold(writing.db, content.parse(message.content).mergeId);
  if (!told) return { go: 'drop', why: 'undone' };
  const address = await findAddress(message, writing);
  if ('kind' in address) return { go: 'fail', answer: address };
  const wait = notNow(address.person, 'working', office);
  if (wait) return wait;
  const { locale, channel, person } = address;
  const name = told.repId && office.people.get(told.repId)?.name;
  const rep = name ? { name, own: told.repId === person.id } : null;
  const byId = office.people.get(told.byId)?.slackUserId ?? '';
  const letter = toldLetter({ ...told, byId, rep }, { w: words(locale), locale });
  return { go: 'post', channel, letter };
}

/** Tells a rep that a merge of their record was undone. */
export const partedKind: MessageKind = {
  id: 'parted',
  compose: (writing, messages) => oneByOne(messages, (message) => composeParted(writing, message)),
};

async function composeParted(writing: Writing, message: Message): Promise<Draft> {
  const { office } = writing;
  const parted = await readParted(writing.db, content.parse(message.content).mergeId);
  if (!parted) return { go: 'drop', why: 'merged again' };
  const address = await findAddress(message, writing);
  if ('kind' in address) return { go: 'fail', answer: address };
  const wait = notNow(address.person, 'working', office);
  if (wait) return wait;
  const { locale, channel, person } = address;
  const byId = office.people.get(parted.byId)?.slackUserId ?? '';
  const both = parted.both.map((one) => ({ ...one, isOwn: one.repId === person.id }));
  return {
    go: 'post',
    channel,
    letter: partedLetter({ byId, both }, { w: words(locale), locale }),
  };
}
