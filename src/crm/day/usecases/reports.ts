import { getOfficeKey } from '../../../db/data-keys.ts';
import {
  type Reading,
  read,
  type TransactContext,
  transact,
  type Work,
} from '../../../db/transact.ts';
import { planMessage, redrawMessage } from '../../../ledger/plan.ts';
import { Refusal } from '../../../lib/refusal.ts';
import type { Actor } from '../../access/actor.ts';
import { requirePermission } from '../../access/rules.ts';
import { actorOf, findMember, findTeam, listActiveMembers } from '../../access/store.ts';
import { audit } from '../../audit/audit.ts';
import type { Ctx } from '../../context.ts';
import type { Settings } from '../../settings/rules.ts';
import { getSettings } from '../../settings/store.ts';
import {
  addFigures,
  canConfirm,
  type DayFigures,
  dayBounds,
  dueOccasion,
  MAX_REPORT_NOTE,
  NO_FIGURES,
  nextWorkingDay,
  type Occasion,
} from '../rules.ts';
import {
  listManagedTeams,
  listWorkers,
  type PersonDay,
  readFigures,
  type Worker,
} from '../store.ts';
import {
  confirmReportRow,
  findReport,
  findReportOf,
  insertReport,
  linkReport,
  listDrafted,
  listReports,
  openNote,
  type Report,
} from '../store-reports.ts';
import { type Day, dayOf } from './overview.ts';

/** Most lines of a brief: one phone screen. */
const BRIEF_LINES = 10;

interface DueWorker extends Worker {
  day: string;
  at: Date;
  settings: Settings;
}

async function listDue(at: Reading, occasion: Occasion): Promise<DueWorker[]> {
  const workers = await listWorkers(at.db);
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

const personDay = (worker: Pick<DueWorker, 'id' | 'day' | 'zone' | 'settings'>): PersonDay => {
  const { from, to } = dayBounds(worker.day, worker.zone);
  const next = dayBounds(nextWorkingDay(worker.day, worker.zone, worker.settings), worker.zone);
  return { memberId: worker.id, from, to, nextFrom: next.from, nextTo: next.to };
};

async function draftReport(
  ctx: TransactContext,
  worker: DueWorker,
  figures: DayFigures,
): Promise<void> {
  const { id: memberId, teamId, day, at: dueAt } = worker;
  await transact(ctx, async (work) => {
    // Another process may have been faster: the row of a person and day exists once.
    const known = await findReportOf(work.tx, memberId, day);
    const id = known?.id ?? (await insertReport(work, { memberId, teamId, day, figures }));
    const messageId = await planMessage(work.tx, {
      kind: 'report',
      memberId,
      target: 'dm',
      recipient: `report:${memberId}`,
      slot: day,
      dueAt,
      content: { reportId: id },
    });
    if (messageId) await linkReport(work, id, messageId);
    audit(work, {
      actor: 'system',
      action: 'report.draft',
      subject: { kind: 'report', id },
      details: { memberId, day },
    });
    return { id };
  });
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

function planOfficeReport(
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

/** What came of a confirmation. */
export type Confirmed = { id: string; day: string };

/** Confirms one's own daily report as it stands now, with a note if there is one. Throws `reportOver`. */
export async function confirmReport(ctx: Ctx, id: string, note: string | null): Promise<Confirmed> {
  const { actor } = ctx;
  return transact(ctx, async (work) => {
    const { report, figures } = await readOwn(
      { db: work.tx, now: work.now, keys: work.keys },
      actor,
      id,
    );
    if (!canConfirm(report.day, work.now, actor.zone)) throw new Refusal('reportOver');
    const text = readNote(note);
    const key = await getOfficeKey(work.tx, work.keys);
    await confirmReportRow(work, report, { figures, note: text, key });
    if (report.messageId) await redrawMessage(work.tx, report.messageId);
    await planWhenComplete(work, report);
    audit(work, {
      actor,
      action: 'report.confirm',
      subject: { kind: 'report', id },
      details: { day: report.day, noted: text !== null },
    });
    return { id, day: report.day };
  });
}

/** When the last rep of a team has confirmed, the managers need not wait. */
async function planWhenComplete(work: Work, { teamId, day }: Report): Promise<void> {
  const { db, now } = { db: work.tx, now: work.now };
  const { missing } = await gather({ db, now, keys: work.keys }, teamId, day);
  if (missing.length > 0) return;
  for (const pair of await listManagedTeams(db)) {
    if (pair.teamId === teamId)
      await planOfficeReport(db, { teamId, managerId: pair.managerId, day, dueAt: now });
  }
}

function readNote(typed: string | null): string | null {
  const note = (typed ?? '').normalize('NFC').trim();
  if (note.length > MAX_REPORT_NOTE) throw new Refusal('tooLong', { max: MAX_REPORT_NOTE }, 'note');
  return note === '' ? null : note;
}

/** A report with its figures as they are now, until it is confirmed. */
export interface OwnReport {
  report: Report;
  figures: DayFigures;
  note: string | null;
}

/** One's own report of a day, for the form that adds a note. */
export async function readReport(ctx: Ctx, id: string): Promise<OwnReport> {
  return read(ctx, (at) => readOwn(at, ctx.actor, id));
}

async function readOwn(at: Reading, actor: Actor, id: string): Promise<OwnReport> {
  const report = await findReport(at.db, id);
  requirePermission(actor, 'daily-report:confirm', { repId: report?.memberId ?? null });
  return current(at, report!, actor.zone);
}

async function current(at: Reading, report: Report, zone: string): Promise<OwnReport> {
  const note = openNote(await getOfficeKey(at.db, at.keys), report);
  if (report.confirmedAt) return { report, figures: report.figures, note };
  const settings = await getSettings(at.db, report.teamId, at.now);
  const { memberId, day } = report;
  const figures = await readFigures(at.db, [personDay({ id: memberId, day, zone, settings })]);
  return { report, figures: figures.get(memberId) ?? NO_FIGURES, note };
}

/** What a brief says, read when it leaves; null when the person left. */
export async function readBrief(
  ctx: TransactContext,
  memberId: string,
): Promise<{ actor: Actor; day: Day } | null> {
  return read(ctx, async (at) => {
    const member = await findMember(at.db, memberId);
    if (!member?.active) return null;
    const actor = actorOf(member);
    return { actor, day: await dayOf(at, actor, BRIEF_LINES) };
  });
}

/** What the message asking for a report says, read when it leaves or is drawn again; null when it is gone. */
export async function readDraft(
  ctx: TransactContext,
  reportId: string,
): Promise<(OwnReport & { actor: Actor }) | null> {
  return read(ctx, async (at) => {
    const report = await findReport(at.db, reportId);
    const member = report && (await findMember(at.db, report.memberId));
    if (!report || !member?.active) return null;
    const actor = actorOf(member);
    return { actor, ...(await current(at, report, actor.zone)) };
  });
}

/** A team's daily report: confirmed ones by rep, those still missing by name. */
export interface OfficeReport {
  teamName: string;
  day: string;
  reps: { name: string; figures: DayFigures; note: string | null }[];
  missing: string[];
  total: DayFigures;
}

/** The office's 日报 of a team and day, read when it leaves; null when the team or the manager is gone. */
export async function readOfficeReport(
  ctx: TransactContext,
  wish: { teamId: string; managerId: string; day: string },
): Promise<{ actor: Actor; report: OfficeReport } | null> {
  return read(ctx, async (at) => {
    const member = await findMember(at.db, wish.managerId);
    const team = await findTeam(at.db, wish.teamId);
    if (!member?.active || !team) return null;
    const { reps, missing } = await gather(at, wish.teamId, wish.day);
    const total = addFigures(reps.map((rep) => rep.figures));
    return {
      actor: actorOf(member),
      report: { teamName: team.name, day: wish.day, reps, missing, total },
    };
  });
}

async function gather(at: Reading, teamId: string, day: string) {
  const [members, reports, key] = await Promise.all([
    listActiveMembers(at.db, [teamId]),
    listReports(at.db, teamId, day),
    getOfficeKey(at.db, at.keys),
  ]);
  const names = new Map(members.map((member) => [member.id, member.name]));
  const confirmed = reports.filter((report) => report.confirmedAt);
  const missing = members.filter(
    (member) => member.role === 'rep' && !confirmed.some((report) => report.memberId === member.id),
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
