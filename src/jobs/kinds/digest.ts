import { z } from 'zod';
import { digestMessage } from '../../bot/views/digest/message.ts';
import { DIGEST_MESSAGE, findDigest, readsDigest } from '../../crm/digests/usecases/posting.ts';
import { words } from '../../i18n/words.ts';
import type { Draft } from '../../ledger/hooks.ts';
import type { Letter } from '../../ledger/port.ts';
import type { Message } from '../../ledger/rows.ts';
import { findAddress, readerOf } from '../address.ts';
import { type MessageKind, oneByOne, type Writing } from './kind.ts';

const content = z.object({
  teamId: z.uuid(),
  year: z.number().int(),
  week: z.number().int(),
  locale: z.enum(['zh', 'en']),
});

/** A team's weekly digest for a channel or a manager; a corrected one is drawn again where it stands. */
export const digestKind: MessageKind = {
  id: DIGEST_MESSAGE,
  compose: (writing, messages) => oneByOne(messages, (message) => draftOf(message, writing)),
  redraw: (writing, messages) => oneByOne(messages, (message) => letterOf(message, writing)),
};

async function draftOf(message: Message, writing: Writing): Promise<Draft> {
  const letter = await letterOf(message, writing);
  if (!letter) return { go: 'drop', why: 'no-digest' };
  const address = await findAddress(message, writing);
  if ('kind' in address) return { go: 'fail', answer: address };
  return { go: 'post', channel: address.channel, letter };
}

async function letterOf(message: Message, writing: Writing): Promise<Letter | null> {
  const { teamId, year, week, locale } = content.parse(message.content);
  const digest = await findDigest(writing.db, teamId, { year, week });
  if (!digest) return null;
  const perRep =
    showsReps(message, teamId, writing) || (isChannel(message) && digest.settings.perRepInChannel);
  const { text, blocks, spare } = digestMessage({ w: words(locale), locale }, digest, { perRep });
  return { text, body: blocks, spare };
}

const isChannel = ({ target }: Message): boolean => target.startsWith('channel:');

/** The reps' lines are for those who may read the team's digest, in their own messages. */
function showsReps(message: Message, teamId: string, { office }: Writing): boolean {
  const reader = readerOf(message, office);
  return !isChannel(message) && reader !== null && readsDigest(reader, teamId);
}
