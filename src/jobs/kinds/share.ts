import { z } from 'zod';
import { sharedLetter } from '../../bot/views/customer/shared.ts';
import { readShared } from '../../crm/customers/usecases/index.ts';
import { words } from '../../i18n/words.ts';
import type { Draft } from '../../ledger/hooks.ts';
import type { Message } from '../../ledger/rows.ts';
import { findAddress } from '../address.ts';
import { type MessageKind, oneByOne, type Writing } from './kind.ts';

const content = z.object({ customerId: z.uuid(), byId: z.uuid() });

/** A customer that somebody shared to a channel, as it is when it leaves. */
export const shareKind: MessageKind = {
  id: 'share',
  compose: (writing, messages) => oneByOne(messages, (message) => composeShare(writing, message)),
};

async function composeShare(writing: Writing, message: Message): Promise<Draft> {
  const { office } = writing;
  const { customerId, byId } = content.parse(message.content);
  const file = await readShared(writing, customerId);
  if (!file) return { go: 'drop', why: 'erased' };
  const address = await findAddress(message, writing);
  if ('kind' in address) return { go: 'fail', answer: address };
  const { locale, channel } = address;
  const settings = office.settings(file.teamId);
  const showing = { w: words(locale, settings.stages), locale, settings };
  const by = office.people.get(byId)?.slackUserId ?? '';
  return {
    go: 'post',
    channel,
    letter: sharedLetter({ record: file, values: file.values, by }, showing),
  };
}
