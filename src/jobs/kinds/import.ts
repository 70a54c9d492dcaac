import { z } from 'zod';
import { fileLetter, importLetter, toldLetter } from '../../bot/views/exchange/letter.ts';
import { readForLetter, readTold } from '../../crm/exchange/usecases/letter.ts';
import { words } from '../../i18n/words.ts';
import type { Draft } from '../../ledger/hooks.ts';
import type { Letter } from '../../ledger/port.ts';
import type { Message } from '../../ledger/rows.ts';
import type { Locale } from '../../lib/locale.ts';
import { findAddress, readerOf } from '../address.ts';
import { notNow } from './hours.ts';
import { type MessageKind, oneByOne, type Writing } from './kind.ts';

const content = z.object({ importId: z.uuid(), asked: z.number().int().default(0) });

/** A file on its way: posted when it is dropped, drawn again as it goes on. It answers the person at once. */
export const importKind: MessageKind = {
  id: 'import',
  compose: (writing, messages) =>
    oneByOne(messages, (message) => composed(writing, message, importOf)),
  redraw: (writing, messages) =>
    oneByOne(messages, (message) => redrawn(writing, message, importOf)),
};

/** Asks for the deletion of an uploaded file, in working hours; drawn again when it is gone. */
export const importFileKind: MessageKind = {
  id: 'import-file',
  compose: (writing, messages) =>
    oneByOne(messages, async (message) => {
      const reader = readerOf(message, writing.office);
      const wait = reader && notNow(reader, 'working', writing.office);
      if (wait) return wait;
      const gone = await isGone(writing, message);
      return gone ? { go: 'drop', why: 'settled' } : composed(writing, message, fileOf);
    }),
  redraw: (writing, messages) => oneByOne(messages, (message) => redrawn(writing, message, fileOf)),
};

const told = z.object({ byId: z.uuid(), n: z.number().int() });

/** How many customers an import brought a rep, in working hours; drawn again when it is taken back. */
export const importToldKind: MessageKind = {
  id: 'import-told',
  compose: (writing, messages) =>
    oneByOne(messages, async (message) => {
      const reader = readerOf(message, writing.office);
      const wait = reader && notNow(reader, 'working', writing.office);
      if (wait) return wait;
      // Taken back before they were told: there is nothing to tell, unless something stayed.
      const { isUndone, stays } = await standingOf(writing, message);
      return isUndone && stays === 0
        ? { go: 'drop', why: 'settled' }
        : composed(writing, message, toldOf);
    }),
  redraw: (writing, messages) => oneByOne(messages, (message) => redrawn(writing, message, toldOf)),
};

const standingOf = ({ db }: Writing, { slot, memberId }: Message) =>
  readTold({ db }, { importId: slot, repId: memberId ?? '' });

const toldOf: Write = async (writing, message, locale) => {
  const { byId, n } = told.parse(message.content);
  const by = writing.office.people.get(byId)?.slackUserId ?? '';
  const standing = await standingOf(writing, message);
  return toldLetter({ n, byId: by, ...standing }, { w: words(locale) });
};

type Write = (writing: Writing, message: Message, locale: Locale) => Promise<Letter | null>;

async function composed(writing: Writing, message: Message, write: Write): Promise<Draft> {
  const address = await findAddress(message, writing);
  if ('kind' in address) return { go: 'fail', answer: address };
  const letter = await write(writing, message, address.locale);
  return letter ? { go: 'post', channel: address.channel, letter } : { go: 'drop', why: 'settled' };
}

async function redrawn(writing: Writing, message: Message, write: Write): Promise<Letter | null> {
  const person = readerOf(message, writing.office);
  return person && write(writing, message, person.locale);
}

const importOf: Write = async (writing, message, locale) => {
  const shown = await readForLetter(writing, content.parse(message.content).importId);
  return shown && importLetter(shown, { w: words(locale), locale });
};

const fileOf: Write = async (writing, message, locale) => {
  const { asked } = content.parse(message.content);
  return fileLetter({ asked, isGone: await isGone(writing, message) }, { w: words(locale) });
};

async function isGone(writing: Writing, message: Message): Promise<boolean> {
  const shown = await readForLetter(writing, content.parse(message.content).importId);
  return shown?.record.fileGoneAt != null;
}
