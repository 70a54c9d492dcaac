import { isStanding, reviewLetter } from '../../bot/views/review/letter.ts';
import { listTold, type Told } from '../../crm/review/usecases/telling.ts';
import type { Draft } from '../../ledger/hooks.ts';
import type { Letter } from '../../ledger/port.ts';
import type { Message } from '../../ledger/rows.ts';
import { findAddress, localeOfChannel, readerOf } from '../address.ts';
import { notNow } from './hours.ts';
import { type MessageKind, oneByOne, type Writing } from './kind.ts';
import { readerWords } from './nudge.ts';

/** What waits for a review, and what became of it, privately; drawn again when somebody decides. */
export const reviewKind: MessageKind = {
  id: 'review',
  bundles: true,
  async compose(writing, messages) {
    const carried = await toldBy(writing, messages);
    return oneByOne(messages, (message) => draftOf(message, carried.get(message.id), writing));
  },
  async redraw(writing, messages) {
    const carried = await toldBy(writing, messages);
    return oneByOne(messages, async (message) =>
      redrawn(message, carried.get(message.id), writing),
    );
  },
};

async function toldBy({ db }: Writing, messages: Message[]): Promise<Map<string, Told[]>> {
  const told = await listTold(
    db,
    messages.map(({ id }) => id),
  );
  const byMessage = new Map<string, Told[]>();
  for (const one of told)
    byMessage.set(one.messageId, [...(byMessage.get(one.messageId) ?? []), one]);
  return byMessage;
}

async function draftOf(message: Message, all: Told[] = [], writing: Writing): Promise<Draft> {
  const { office } = writing;
  const told = all.filter(isStanding);
  if (told.length === 0) return { go: 'drop', why: 'settled' };
  const person = readerOf(message, office);
  const wait = person && notNow(person, 'working', office);
  if (wait) return wait;
  const address = await findAddress(message, writing);
  if ('kind' in address) return { go: 'fail', answer: address };
  const reader = readerWords(address.person, address.locale, office.now);
  return { go: 'post', channel: address.channel, letter: reviewLetter(told, reader) };
}

function redrawn(message: Message, all: Told[] = [], { office }: Writing): Letter | null {
  const person = readerOf(message, office);
  if (!person || all.length === 0 || !message.slackChannel) return null;
  const locale = localeOfChannel(message.slackChannel, person, office);
  return reviewLetter(all, readerWords(person, locale, office.now));
}
