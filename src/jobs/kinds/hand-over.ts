import { z } from 'zod';
import { progressLetter, receivedLetter } from '../../bot/views/hand-over.ts';
import { readHandOver } from '../../crm/assignment/usecases-handover.ts';
import { words } from '../../i18n/words.ts';
import type { Draft } from '../../ledger/hooks.ts';
import type { Letter } from '../../ledger/port.ts';
import type { Message } from '../../ledger/rows.ts';
import type { Locale } from '../../lib/locale.ts';
import { findAddress, readerOf } from '../address.ts';
import { type MessageKind, oneByOne, type Writing } from './kind.ts';

const content = z.object({ handoverId: z.uuid() });

type Draw = (writing: Writing, message: Message, locale: Locale) => Promise<Letter | null>;

/** Drawn from how far the hand-over is at that moment. */
const kindOf = (id: string, draw: Draw, isRedrawn: boolean): MessageKind => ({
  id,
  compose: (writing, messages) =>
    oneByOne(messages, async (message): Promise<Draft> => {
      const address = await findAddress(message, writing);
      if ('kind' in address) return { go: 'fail', answer: address };
      const letter = await draw(writing, message, address.locale);
      if (!letter) return { go: 'drop', why: 'settled' };
      return { go: 'post', channel: address.channel, letter };
    }),
  ...(isRedrawn && {
    redraw: (writing: Writing, messages: Message[]) =>
      oneByOne(messages, async (message) => {
        const person = readerOf(message, writing.office);
        return person && draw(writing, message, person.locale);
      }),
  }),
});

/** How far a hand-over is, for whoever began it. */
export const handOverProgressKind = kindOf(
  'handover-progress',
  async (writing, message, locale) => {
    const state = await readHandOver(writing, content.parse(message.content).handoverId);
    return state && progressLetter(state, { w: words(locale), locale });
  },
  true,
);

/** How many customers came, and from whom, for whoever has them now. */
export const handOverReceivedKind = kindOf(
  'handover-received',
  async (writing, message, locale) => {
    const state = await readHandOver(writing, content.parse(message.content).handoverId);
    const mine = state?.receivers.find(({ id }) => id === message.memberId);
    return state && mine ? receivedLetter(state, mine, { w: words(locale), locale }) : null;
  },
  false,
);
