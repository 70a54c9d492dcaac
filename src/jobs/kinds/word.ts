import { z } from 'zod';
import { wordLetter } from '../../bot/views/assignment.ts';
import { listNamed } from '../../crm/assignment/usecases.ts';
import { words } from '../../i18n/words.ts';
import type { Draft } from '../../ledger/hooks.ts';
import type { Message } from '../../ledger/rows.ts';
import { findAddress } from '../address.ts';
import { type MessageKind, oneByOne, type Writing } from './kind.ts';

const content = z.object({ byId: z.uuid(), customerIds: z.array(z.uuid()) });

/** A manager's word to a rep: asked about waiting customers, or given some. */
const wordKind = (id: 'ask' | 'hand-over'): MessageKind => ({
  id,
  compose: (writing, messages) =>
    oneByOne(messages, (message) => composeWord(id, writing, message)),
});

export const askKind = wordKind('ask');
export const handOverKind = wordKind('hand-over');

async function composeWord(
  kind: 'ask' | 'hand-over',
  writing: Writing,
  message: Message,
): Promise<Draft> {
  const { office } = writing;
  const { byId, customerIds } = content.parse(message.content);
  const customers = await listNamed(writing.db, customerIds);
  if (customers.length === 0) return { go: 'drop', why: 'settled' };
  const address = await findAddress(message, writing);
  if ('kind' in address) return { go: 'fail', answer: address };
  const { locale, channel } = address;
  const by = office.people.get(byId)?.slackUserId ?? '';
  return {
    go: 'post',
    channel,
    letter: wordLetter({ kind, byId: by, customers }, { w: words(locale), locale }),
  };
}
