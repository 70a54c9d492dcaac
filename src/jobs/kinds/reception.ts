import { z } from 'zod';
import { noticeLetter } from '../../bot/views/reception/arrival.ts';
import { boardLetter, type RotaReader } from '../../bot/views/reception/board.ts';
import { callLetter, courtesyWordLetter, leftLetter } from '../../bot/views/reception/letters.ts';
import { readReportedParty } from '../../crm/partners/usecases/form.ts';
import {
  readBoard,
  readCourtesy,
  readLeft,
  readNotice,
} from '../../crm/reception/usecases/letters.ts';
import { words } from '../../i18n/words.ts';
import type { Draft } from '../../ledger/hooks.ts';
import type { Letter } from '../../ledger/port.ts';
import type { Message } from '../../ledger/rows.ts';
import { outOfQuiet } from '../../nudges/hours.ts';
import { findAddress, localeOfChannel, readerOf } from '../address.ts';
import { type MessageKind, oneByOne, type Writing } from './kind.ts';

const rotaContent = z.object({ teamId: z.uuid() });
const arrivalContent = z.object({ arrivalId: z.uuid() });
const courtesyContent = z.object({
  courtesyId: z.uuid(),
  about: z.enum(['answer', 'silence']).default('answer'),
});
const leftContent = z.object({ teamId: z.uuid(), memberId: z.uuid(), day: z.iso.date() });

/** Draws what a message says now, in the reader's words; null: nothing. */
type Write = (writing: Writing, message: Message, reader: RotaReader) => Promise<Letter | null>;

/** The live message of a reception, whose turn it is: by the office's clock, since all read it; a notice is by its reader's. */
export const rotaKind = receptionKind('rota', async (writing, message, reader) => {
  const { teamId } = rotaContent.parse(message.content);
  const board = await readBoard(writing, teamId, message.id);
  const nameOf = (id: string) => writing.office.people.get(id)?.name ?? '';
  return board && boardLetter(board, { ...reader, zone: board.team.zone }, nameOf);
});

/** To a rep: a party arrived for you. */
export const arrivalKind = receptionKind('arrival', async (writing, message, reader) => {
  const { arrivalId } = arrivalContent.parse(message.content);
  const notice = await readNotice(writing, arrivalId);
  return notice && noticeLetter(notice, reader, await readReportedParty(writing, arrivalId));
});

/** To the assigned rep whose customer came; answered, it says so. */
export const courtesyCallKind = receptionKind('courtesy-call', async (writing, message, reader) => {
  const { courtesyId } = courtesyContent.parse(message.content);
  const file = await readCourtesy(writing, courtesyId);
  return file && callLetter(file, reader);
});

/** To whoever received a colleague's customer: what the assigned rep says, or that they say nothing. */
export const courtesyWordKind = receptionKind('courtesy-word', async (writing, message, reader) => {
  const { courtesyId, about } = courtesyContent.parse(message.content);
  const file = await readCourtesy(writing, courtesyId);
  return file && courtesyWordLetter(file, about, reader);
});

/** At closing time: which parties of the day wait for a registration. */
export const leftKind = receptionKind('arrivals-left', async (writing, message, reader) => {
  const of = leftContent.parse(message.content);
  const notices = await readLeft(writing, of);
  return leftLetter(notices, reader);
});

/**
 * Somebody stands at the door: these leave at any hour at which somebody works, rest days included, and
 * only quiet hours hold them up.
 */
function receptionKind(id: string, write: Write): MessageKind {
  return {
    id,
    compose: (writing, messages) =>
      oneByOne(messages, (message) => draftOf(writing, message, write)),
    redraw: (writing, messages) =>
      oneByOne(messages, async (message) => {
        const { office } = writing;
        const person = readerOf(message, office);
        if (!person || !message.slackChannel) return null;
        const locale = localeOfChannel(message.slackChannel, person, office);
        return write(writing, message, { w: words(locale), locale, zone: person.zone });
      }),
  };
}

async function draftOf(writing: Writing, message: Message, write: Write): Promise<Draft> {
  const { office } = writing;
  const person = readerOf(message, office);
  const settings = office.settings(person?.teamIds[0] ?? null);
  const at = person && outOfQuiet(office.now, { settings, zone: person.zone });
  if (at && at > office.now) return { go: 'later', at };
  const address = await findAddress(message, writing);
  if ('kind' in address) return { go: 'fail', answer: address };
  const { locale, channel } = address;
  const letter = await write(writing, message, {
    w: words(locale),
    locale,
    zone: address.person.zone,
  });
  return letter ? { go: 'post', channel, letter } : { go: 'drop', why: 'nothing-to-say' };
}
