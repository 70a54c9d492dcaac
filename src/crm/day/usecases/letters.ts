import { read, type TransactContext } from '../../../db/transact.ts';
import { isAway } from '../../absence/store.ts';
import type { Actor } from '../../access/actor.ts';
import { can } from '../../access/rules.ts';
import { actorOf, findMember, findTeam } from '../../access/store.ts';
import { addFigures, type DayFigures } from '../rules.ts';
import { findReport } from '../store-reports.ts';
import { type Day, dayOf } from './overview.ts';
import { current, gather, type OwnReport } from './standing.ts';

/** Most lines of a brief: one phone screen. */
const BRIEF_LINES = 10;

/** What a brief says, read when it leaves; null when the person left or is away. */
export async function readBrief(
  ctx: TransactContext,
  memberId: string,
): Promise<{ actor: Actor; day: Day } | null> {
  return read(ctx, async (at) => {
    const member = await findMember(at.db, memberId);
    if (!member?.active) return null;
    const actor = actorOf(member);
    if (await isAway(at.db, memberId, at.now)) return null;
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
    if (!can(actorOf(member), 'nudge:roll-up', { teamId: team.id })) return null;
    const { reps, missing } = await gather(at, wish.teamId, wish.day);
    const total = addFigures(reps.map((rep) => rep.figures));
    return {
      actor: actorOf(member),
      report: { teamName: team.name, day: wish.day, reps, missing, total },
    };
  });
}
