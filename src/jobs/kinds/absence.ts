import { z } from 'zod';
import { absenceLetter } from '../../bot/views/absence.ts';
import { readAbsenceWord } from '../../crm/absence/usecases.ts';
import type { Draft } from '../../ledger/hooks.ts';
import type { Message } from '../../ledger/rows.ts';
import { findAddress } from '../address.ts';
import { notNow } from './hours.ts';
import { type MessageKind, oneByOne, type Writing } from './kind.ts';
import { readerWords } from './nudge.ts';

const content = z.object({ absenceId: z.uuid(), event: z.enum(['set', 'ended']), byId: z.uuid() });

/** Whoever stands in, and whose leave a manager set, learn of it. */
export const absenceKind: MessageKind = {
  id: 'absence',
  compose: (writing, messages) => oneByOne(messages, (message) => draftOf(writing, message)),
};

async function draftOf(writing: Writing, message: Message): Promise<Draft> {
  const { office } = writing;
  const { byId, ...told } = content.parse(message.content);
  const word = await readAbsenceWord(writing, told);
  if (!word) return { go: 'drop', why: 'settled' };
  const address = await findAddress(message, writing);
  if ('kind' in address) return { go: 'fail', answer: address };
  const wait = notNow(address.person, 'chosen', office);
  if (wait) return wait;
  const by = office.people.get(byId)?.slackUserId ?? '';
  const isCover = word.absence.coverId === message.memberId;
  return {
    go: 'post',
    channel: address.channel,
    letter: absenceLetter(
      { ...word, event: told.event, byId: by, isCover },
      readerWords(address.person, address.locale, office.now),
    ),
  };
}
