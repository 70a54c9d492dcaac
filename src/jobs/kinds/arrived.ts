import { arrivedLetter } from '../../bot/views/assignment-letters.ts';
import { listGiven } from '../../crm/assignment/usecases.ts';
import { words } from '../../i18n/words.ts';
import type { Draft } from '../../ledger/hooks.ts';
import type { Message } from '../../ledger/rows.ts';
import { findAddress, readerOf } from '../address.ts';
import { notNow } from './hours.ts';
import { type Weighed, weighMatters } from './items.ts';
import { type MessageKind, oneByOne, type Writing } from './kind.ts';

/** Customers that arrived without a rep and are somebody's now. Whoever has lost one since is not told of it. */
export const arrivedKind: MessageKind = {
  id: 'arrived',
  bundles: true,
  async compose(writing, messages) {
    const carried = await weighMatters(writing.db, messages);
    return oneByOne(messages, (message) => draftOf(message, carried.get(message.id), writing));
  },
};

async function draftOf(
  message: Message,
  weighed: Weighed[] = [],
  writing: Writing,
): Promise<Draft> {
  const { db, office } = writing;
  const person = readerOf(message, office);
  const wait = person && notNow(person, 'working', office);
  if (wait) return wait;
  const ids = weighed.filter(({ outcome }) => outcome === null);
  const given = await listGiven(
    db,
    ids.map(({ matter }) => matter.customerId),
    message.memberId ?? '',
  );
  if (given.length === 0) return { go: 'drop', why: 'settled' };
  const address = await findAddress(message, writing);
  if ('kind' in address) return { go: 'fail', answer: address };
  const { channel, locale } = address;
  const settings = office.settings(given[0]?.teamId ?? null);
  return {
    go: 'post',
    channel,
    letter: arrivedLetter(given, { w: words(locale, settings.stages), locale, settings }),
  };
}
