import { isUniqueViolation } from '../../../db/errors.ts';
import {
  type Reading,
  read,
  type TransactContext,
  transact,
  type Work,
} from '../../../db/transact.ts';
import { planMessage } from '../../../ledger/plan.ts';
import { listAway } from '../../absence/store.ts';
import { audit } from '../../audit/audit.ts';
import type { Settings } from '../../settings/rules.ts';
import { getSettings } from '../../settings/store.ts';
import { type DayFigures, dueOccasion, NO_FIGURES, type Occasion } from '../rules.ts';
import { listManagedTeams, listWorkers, readFigures, type Worker } from '../store.ts';
import { insertReport, linkReport, listDrafted } from '../store-reports.ts';
import { personDay, planOfficeReport } from './standing.ts';

interface DueWorker extends Worker {
  day: string;
  at: Date;
  settings: Settings;
}

async function listDue(at: Reading, occasion: Occasion): Promise<DueWorker[]> {
  // Who is on leave is told nothing of the day.
  const away = await listAway(at.db, at.now);
  const workers = (await listWorkers(at.db)).filter(({ id }) => !away.has(id));
  const byTeam = new Map<string, Settings>();
  const due: DueWorker[] = [];
  for (const worker of workers) {
    const settings = byTeam.get(worker.teamId) ?? (await getSettings(at.db, worker.teamId, at.now));
    byTeam.set(worker.teamId, settings);
    const found = dueOccasion(occasion, { now: at.now, zone: worker.zone, settings });
    if (found) due.push({ ...worker, ...found, settings });
  }
  return due;
}

/**
 * Plans the morning briefs that are due: one per person and working day, however often and by however
 * many processes it is asked. Answers how many are new.
 */
export async function planBriefs(ctx: TransactContext): Promise<number> {
  return read(ctx, async (at) => {
    let planned = 0;
    for (const { id, day, at: dueAt } of await listDue(at, 'brief')) {
      const recipient = `brief:${id}`;
      const made = await planMessage(at.db, {
        kind: 'brief',
        memberId: id,
        target: 'dm',
        recipient,
        slot: day,
        dueAt,
        content: { memberId: id, day },
      });
      if (made) planned++;
    }
    return planned;
  });
}

/**
 * Drafts the daily reports that are due and asks their reps to confirm; an hour later plans the office's
 * report for the managers. Answers how many drafts are new.
 */
export async function planDailyReports(ctx: TransactContext): Promise<number> {
  const drafts = await read(ctx, async (at) => {
    const due = (await listDue(at, 'report')).filter((worker) => worker.role === 'rep');
    const drafted = await listDrafted(
      at.db,
      due.map(({ id }) => id),
      [...new Set(due.map(({ day }) => day))],
    );
    const open = due.filter(({ id, day }) => !drafted.has(`${id} ${day}`));
    const figures = await readFigures(at.db, open.map(personDay));
    return open.map((worker) => ({ worker, figures: figures.get(worker.id) ?? NO_FIGURES }));
  });
  for (const { worker, figures } of drafts) await draftReport(ctx, worker, figures);
  await planOfficeReports(ctx);
  return drafts.length;
}

async function draftReport(
  ctx: TransactContext,
  worker: DueWorker,
  figures: DayFigures,
): Promise<void> {
  try {
    await transact(ctx, (work) => draft(work, worker, figures));
  } catch (error) {
    // Another process was faster: a person's report of a day exists once, with its message.
    if (!isUniqueViolation(error)) throw error;
  }
}

async function draft(work: Work, worker: DueWorker, figures: DayFigures): Promise<{ id: string }> {
  const { id: memberId, teamId, day, at: dueAt } = worker;
  const id = await insertReport(work, { memberId, teamId, day, figures });
  const messageId = await planMessage(work.tx, {
    kind: 'report',
    memberId,
    target: 'dm',
    recipient: `report:${memberId}`,
    slot: day,
    dueAt,
    content: { reportId: id },
  });
  await linkReport(work, id, messageId);
  audit(work, {
    actor: 'system',
    action: 'report.draft',
    subject: { kind: 'report', id },
    details: { memberId, day },
  });
  return { id };
}

async function planOfficeReports(ctx: TransactContext): Promise<void> {
  await read(ctx, async ({ db, now }) => {
    for (const { teamId, zone, managerId } of await listManagedTeams(db)) {
      const settings = await getSettings(db, teamId, now);
      const due = dueOccasion('office', { now, zone, settings });
      if (due) await planOfficeReport(db, { teamId, managerId, day: due.day, dueAt: due.at });
    }
  });
}
