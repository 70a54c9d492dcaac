import { read, type Work } from '../../db/transact.ts';
import { Refusal } from '../../lib/refusal.ts';
import type { Actor } from '../access/actor.ts';
import { can, requirePermission } from '../access/rules.ts';
import { findMember, findTeam, listActiveMembers, listTeams } from '../access/store.ts';
import { chooseRep } from '../assignment/arriving.ts';
import type { AssignWhy, Choice } from '../assignment/rules.ts';
import type { Ctx } from '../context.ts';
import type { CustomerValues } from '../customers/values.ts';

/** For whom somebody registers: for a colleague, or for a team, by its rules. Null: for themselves. */
export type ForWhom = { memberId: string } | { rulesOf: string } | null;

/** Whose the new customer becomes. */
export interface Holder {
  teamId: string;
  /** Null: nobody was there, it goes to the pool. */
  rep: { id: string; zone: string } | null;
  /** Why the assignment begins: `registered` by themselves, or as it was chosen. */
  why: AssignWhy | 'registered';
  /** How it was chosen; null: nobody chose. */
  choice: Choice | null;
}

/**
 * Whose a new customer becomes. Registering for somebody else needs the right to do so in their team.
 * Throws `noTeam`, `notAllowed`, `noRep`.
 */
export async function resolveHolder(
  work: Work,
  ctx: Ctx,
  wish: { forWhom: ForWhom; values: CustomerValues },
): Promise<Holder> {
  const { forWhom, values } = wish;
  if (!forWhom || isOwn(ctx.actor, forWhom)) return ownHolder(ctx.actor);
  return 'memberId' in forWhom
    ? forColleague(work, ctx, forWhom.memberId)
    : byRules(work, ctx, { teamId: forWhom.rulesOf, values });
}

/** Whether somebody registers for themselves. */
export const isOwn = (actor: Actor, forWhom: ForWhom): boolean =>
  !forWhom || ('memberId' in forWhom && forWhom.memberId === actor.id);

/** Whose a customer becomes whom somebody registers for themselves. Throws `noTeam`, `notAllowed`. */
export function ownHolder(actor: Actor): Holder {
  const teamId = actor.teamIds[0];
  if (!teamId) throw new Refusal('noTeam');
  requirePermission(actor, 'customer:register', { repId: actor.id, teamId });
  return { teamId, rep: actor, why: 'registered', choice: null };
}

async function forColleague({ tx }: Work, { actor }: Ctx, memberId: string): Promise<Holder> {
  const rep = await findMember(tx, memberId);
  const teamId = rep?.teamIds[0] ?? null;
  requirePermission(actor, 'customer:register-for', { teamId });
  if (!rep?.active || rep.role !== 'rep' || !teamId) throw new Refusal('noRep', {}, 'forWhom');
  const choice = { repId: rep.id, why: 'chosen' as const, rule: null, absentIds: [] };
  return { teamId, rep, why: choice.why, choice };
}

async function byRules(
  work: Work,
  { actor }: Ctx,
  { teamId, values }: { teamId: string; values: CustomerValues },
): Promise<Holder> {
  requirePermission(actor, 'customer:register-for', { teamId });
  const team = await findTeam(work.tx, teamId);
  if (!team || team.archivedAt) throw new Refusal('teamGone', {}, 'forWhom');
  const choice = await chooseRep(work, { ...values, teamId });
  const rep = choice.repId ? await findMember(work.tx, choice.repId) : null;
  return { teamId, rep, why: choice.why, choice };
}

/** Teams and reps for whom the person may register besides themselves; none for a rep. */
export interface Others {
  teams: { id: string; name: string }[];
  reps: { id: string; name: string; teamId: string }[];
}

/** Reads for whom the person may register. */
export async function listForWhom(ctx: Ctx): Promise<Others> {
  return read(ctx, async ({ db }) => {
    const teams = (await listTeams(db)).filter(({ id }) =>
      can(ctx.actor, 'customer:register-for', { teamId: id }),
    );
    const ids = teams.map(({ id }) => id);
    const reps = ids.length === 0 ? [] : await listActiveMembers(db, ids);
    return {
      teams: teams.map(({ id, name }) => ({ id, name })),
      reps: reps
        .filter(({ role }) => role === 'rep')
        .map(({ id, name, teamIds }) => ({ id, name, teamId: teamIds[0] ?? '' })),
    };
  });
}
