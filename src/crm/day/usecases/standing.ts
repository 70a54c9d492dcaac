import { getOfficeKey } from '../../../db/data-keys.ts';
import type { Reading } from '../../../db/transact.ts';
import { planMessage } from '../../../ledger/plan.ts';
import { listAway } from '../../absence/store.ts';
import { listActiveMembers } from '../../access/store.ts';
import type { Settings } from '../../settings/rules.ts';
import { getSettings } from '../../settings/store.ts';
import { type DayFigures, dayBounds, NO_FIGURES, nextWorkingDay } from '../rules.ts';
import { type PersonDay, readFigures, type Worker } from '../store.ts';
import { listReports, openNote, type Report } from '../store-reports.ts';

/** A person's day and the next working one, as bounds. */
export const personDay = (
  worker: Pick<Worker, 'id' | 'zone'> & { day: string; settings: Settings },
): PersonDay => {
  const { from, to } = dayBounds(worker.day, worker.zone);
  const next = dayBounds(nextWorkingDay(worker.day, worker.zone, worker.settings), worker.zone);
  return { memberId: worker.id, from, to, nextFrom: next.from, nextTo: next.to };
};

/** A report with its figures as they are now, until it is confirmed. */
export interface OwnReport {
  report: Report;
  figures: DayFigures;
  note: string | null;
}

/** A report as it stands at this moment. */
export async function current(at: Reading, report: Report, zone: string): Promise<OwnReport> {
  const note = openNote(await getOfficeKey(at.db, at.keys), report);
  if (report.confirmedAt) return { report, figures: report.figures, note };
  const settings = await getSettings(at.db, report.teamId, at.now);
  const { memberId, day } = report;
  const figures = await readFigures(at.db, [personDay({ id: memberId, day, zone, settings })]);
  return { report, figures: figures.get(memberId) ?? NO_FIGURES, note };
}

/** A team's confirmed reports of a day, and who has not confirmed. */
export async function gather(at: Reading, teamId: string, day: string) {
  const [members, reports, away, key] = await Promise.all([
    listActiveMembers(at.db, [teamId]),
    listReports(at.db, teamId, day),
    listAway(at.db, at.now),
    getOfficeKey(at.db, at.keys),
  ]);
  const names = new Map(members.map((member) => [member.id, member.name]));
  const confirmed = reports.filter((report) => report.confirmedAt);
  const missing = members.filter(
    ({ id, role }) =>
      role === 'rep' && !away.has(id) && !confirmed.some(({ memberId }) => memberId === id),
  );
  return {
    reps: confirmed.map((report) => ({
      name: names.get(report.memberId) ?? '–',
      figures: report.figures,
      note: openNote(key, report),
    })),
    missing: missing.map(({ name }) => name),
  };
}

/** Plans a team's report for one of its managers; once per day, whoever asks. */
export function planOfficeReport(
  db: Reading['db'],
  plan: { teamId: string; managerId: string; day: string; dueAt: Date },
): Promise<string | null> {
  const { teamId, managerId, day, dueAt } = plan;
  return planMessage(db, {
    kind: 'office-report',
    memberId: managerId,
    target: 'dm',
    recipient: `office-report:${teamId}:${managerId}`,
    slot: day,
    dueAt,
    content: { teamId, day },
  });
}
