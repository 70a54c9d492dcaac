import { z } from 'zod';
import { breachLetter } from '../../bot/views/conduct/breach.ts';
import { questionLetter, signalLetter } from '../../bot/views/conduct/signal.ts';
import { findBreachNumber } from '../../crm/conduct/usecases/breaches.ts';
import { readSignalTold } from '../../crm/conduct/usecases/signals.ts';
import type { Draft } from '../../ledger/hooks.ts';
import type { Letter } from '../../ledger/port.ts';
import type { Message } from '../../ledger/rows.ts';
import { type Address, findAddress, localeOfChannel, readerOf } from '../address.ts';
import { notNow } from './hours.ts';
import { type MessageKind, oneByOne, type Writing } from './kind.ts';
import { readerWords } from './nudge.ts';

const signal = z.object({ signalId: z.uuid(), byId: z.uuid().optional() });
const breach = z.object({ breachId: z.uuid(), news: z.enum(['recorded', 'reply']) });

/** A question to a manager; drawn again once something was done about it. */
export const signalKind: MessageKind = {
  id: 'signal',
  compose: (writing, messages) =>
    oneByOne(messages, async (message) => {
      const told = await readSignalTold(writing, signal.parse(message.content).signalId);
      if (!told || told.state === 'fine' || told.state === 'breach')
        return { go: 'drop', why: 'settled' };
      return post(writing, message, ({ person, locale }) =>
        signalLetter(told, readerWords(person, locale, writing.office.now)),
      );
    }),
  redraw: (writing, messages) => oneByOne(messages, (message) => redrawn(writing, message)),
};

async function redrawn(writing: Writing, message: Message): Promise<Letter | null> {
  const { office } = writing;
  const told = await readSignalTold(writing, signal.parse(message.content).signalId);
  const person = readerOf(message, office);
  if (!told || !person || !message.slackChannel) return null;
  const locale = localeOfChannel(message.slackChannel, person, office);
  return signalLetter(told, readerWords(person, locale, office.now));
}

/** The question to the person concerned. */
export const signalAskKind: MessageKind = {
  id: 'signal-ask',
  compose: (writing, messages) =>
    oneByOne(messages, async (message) => {
      const { signalId, byId } = signal.parse(message.content);
      const told = await readSignalTold(writing, signalId);
      if (told?.state !== 'asked') return { go: 'drop', why: 'settled' };
      const by = writing.office.people.get(byId ?? '')?.slackUserId ?? '';
      return post(writing, message, ({ person, locale }) =>
        questionLetter(told, by, readerWords(person, locale, writing.office.now)),
      );
    }),
};

/** What the person concerned, or who recorded it, is told of a breach. */
export const breachKind: MessageKind = {
  id: 'breach',
  compose: (writing, messages) =>
    oneByOne(messages, async (message) => {
      const { breachId, news } = breach.parse(message.content);
      const number = await findBreachNumber(writing, breachId);
      if (number === null) return { go: 'drop', why: 'settled' };
      return post(writing, message, ({ person, locale }) =>
        breachLetter({ breachId, number, news }, readerWords(person, locale, writing.office.now).w),
      );
    }),
};

/** In working time, to the person's own messages. */
async function post(
  writing: Writing,
  message: Message,
  letterFor: (address: Address) => Letter,
): Promise<Draft> {
  const address = await findAddress(message, writing);
  if ('kind' in address) return { go: 'fail', answer: address };
  const wait = notNow(address.person, 'working', writing.office);
  return wait ?? { go: 'post', channel: address.channel, letter: letterFor(address) };
}
