import { z } from 'zod';
import type { Handle } from '../../db/client.ts';
import { type DataKey, open, seal } from '../../db/sealing.ts';
import type { Work } from '../../db/transact.ts';
import { newId } from '../../lib/id.ts';
import type { DayFigures } from './rules.ts';

const figuresSchema = z.object({
  callIns: z.number(),
  firstVisits: z.number(),
  revisits: z.number(),
  contacts: z.number(),
  attempts: z.number(),
  registered: z.number(),
  followUpsDone: z.number(),
  stillOverdue: z.number(),
  planned: z.number(),
});

/** A daily report 日报 as it is kept. */
export interface Report {
  id: string;
  memberId: string;
  teamId: string;
  /** The civil day, `YYYY-MM-DD`. */
  day: string;
  figures: DayFigures;
  noteSealed: Uint8Array | null;
  confirmedAt: Date | null;
  /** The message that asks for it. */
  messageId: string | null;
}

const place = (id: string) => ({ table: 'daily_reports', column: 'note_sealed', rowId: id });
const civil = (day: Date): string => day.toISOString().slice(0, 10);
const dateOf = (day: string): Date => new Date(`${day}T00:00:00Z`);

type Row = Omit<Report, 'day' | 'figures'> & { day: Date; figures: unknown };
const reportOf = (row: Row): Report => ({
  ...row,
  day: civil(row.day),
  figures: figuresSchema.parse(row.figures),
});

/** Writes a draft; answers its id. */
export async function insertReport(
  work: Work,
  draft: { memberId: string; teamId: string; day: string; figures: DayFigures },
): Promise<string> {
  const id = newId(work.now);
  const { day, figures, ...rest } = draft;
  await work.tx.dailyReport.create({
    data: { id, ...rest, day: dateOf(day), figures: { ...figures }, createdAt: work.now },
  });
  return id;
}

/** Remembers which message asks for a report, so that it can be drawn again. */
export async function linkReport(work: Work, id: string, messageId: string | null): Promise<void> {
  await work.tx.dailyReport.update({ where: { id }, data: { messageId } });
}

/** A report, or null. */
export async function findReport(db: Handle, id: string): Promise<Report | null> {
  const row = await db.dailyReport.findUnique({ where: { id } });
  return row && reportOf(row);
}

/** A team's reports of a day. */
export async function listReports(db: Handle, teamId: string, day: string): Promise<Report[]> {
  const rows = await db.dailyReport.findMany({ where: { teamId, day: dateOf(day) } });
  return rows.map(reportOf);
}

/** Who of these has a report of the given day already: `member day`. */
export async function listDrafted(
  db: Handle,
  memberIds: string[],
  days: string[],
): Promise<Set<string>> {
  const rows = await db.dailyReport.findMany({
    where: { memberId: { in: memberIds }, day: { in: days.map(dateOf) } },
    select: { memberId: true, day: true },
  });
  return new Set(rows.map((row) => `${row.memberId} ${civil(row.day)}`));
}

/** Writes the confirmed figures and the note, sealed under the office's key. */
export async function confirmReportRow(
  work: Work,
  report: Pick<Report, 'id'>,
  confirmed: { figures: DayFigures; note: string | null; key: DataKey },
): Promise<void> {
  const { figures, note, key } = confirmed;
  await work.tx.dailyReport.update({
    where: { id: report.id },
    data: {
      figures: { ...figures },
      confirmedAt: work.now,
      ...(note !== null && { noteSealed: new Uint8Array(seal(key, place(report.id), note)) }),
    },
  });
}

/** A report's note in the clear. */
export function openNote(key: DataKey, report: Pick<Report, 'id' | 'noteSealed'>): string | null {
  return report.noteSealed ? open(key, place(report.id), report.noteSealed) : null;
}
