import { z } from 'zod';
import { briefLetter, officeReportLetter, reportLetter } from '../../bot/views/day-letters.ts';
import { readBrief, readDraft, readOfficeReport } from '../../crm/day/usecases/index.ts';
import type { Draft } from '../../ledger/hooks.ts';
import type { Letter } from '../../ledger/port.ts';
import type { Message } from '../../ledger/rows.ts';
import { civilDay } from '../../lib/calendar/index.ts';
import { findAddress, readerOf } from '../address.ts';
import { notNow } from './hours.ts';
import { type MessageKind, oneByOne, type Writing } from './kind.ts';

const briefContent = z.object({ memberId: z.uuid(), day: z.iso.date() });
const reportContent = z.object({ reportId: z.uuid() });
const officeContent = z.object({ teamId: z.uuid(), day: z.iso.date() });

/** The morning brief 早报: what is due as it stands when it leaves. Yesterday's is not told today. */
export const briefKind: MessageKind = {
  id: 'brief',
  compose: (writing, messages) => posts(writing, messages, briefOf),
};

async function briefOf(writing: Writing, message: Message): Promise<Letter | null> {
  const { memberId, day } = briefContent.parse(message.content);
  const brief = await readBrief(writing, memberId);
  if (!brief || civilDay(brief.day.now, brief.actor.zone) !== day) return null;
  return briefLetter(brief.actor, brief.day);
}

/** The draft of a daily report 日报; drawn again when it is confirmed. */
export const reportKind: MessageKind = {
  id: 'report',
  compose: (writing, messages) => posts(writing, messages, reportOf),
  redraw: (writing, messages) => oneByOne(messages, (message) => reportOf(writing, message)),
};

async function reportOf(writing: Writing, message: Message): Promise<Letter | null> {
  const { reportId } = reportContent.parse(message.content);
  const draft = await readDraft(writing, reportId);
  return draft && reportLetter(draft.actor, draft);
}

/** A team's daily report for its manager: confirmed ones, and who is missing, as of when it leaves. */
export const officeReportKind: MessageKind = {
  id: 'office-report',
  compose: (writing, messages) => posts(writing, messages, officeReportOf),
};

async function officeReportOf(writing: Writing, message: Message): Promise<Letter | null> {
  const { teamId, day } = officeContent.parse(message.content);
  if (!message.memberId) return null;
  const found = await readOfficeReport(writing, { teamId, day, managerId: message.memberId });
  return found && officeReportLetter(found.actor, found.report);
}

/**
 * Posts to the person's own direct message and nowhere else, never in quiet hours: what could not reach
 * them there is not told to somebody in their place.
 */
function posts(
  writing: Writing,
  messages: Message[],
  letterOf: (writing: Writing, message: Message) => Promise<Letter | null>,
): Promise<Map<string, Draft>> {
  return oneByOne(messages, async (message) => {
    const person = readerOf(message, writing.office);
    const wait = person && notNow(person, 'chosen', writing.office);
    if (wait) return wait;
    const letter = message.target === 'dm' ? await letterOf(writing, message) : null;
    if (!letter) return { go: 'drop', why: 'nothing-to-say' };
    const address = await findAddress(message, writing);
    if ('kind' in address) return { go: 'fail', answer: address };
    return { go: 'post', channel: address.channel, letter };
  });
}
