import type { Handle } from '../../../db/client.ts';
import { read, transact, type Work } from '../../../db/transact.ts';
import { supersedeNudges } from '../../../ledger/plan.ts';
import { civilDay, startOfDay } from '../../../lib/calendar/index.ts';
import { Refusal } from '../../../lib/refusal.ts';
import { isAway } from '../../absence/store.ts';
import { can, canEver, reachOf, requirePermission } from '../../access/rules.ts';
import { findTeam, lockMember } from '../../access/store.ts';
import { audit } from '../../audit/audit.ts';
import type { Ctx } from '../../context.ts';
import { openLocked } from '../../customers/lock.ts';
import { readNumber, sayNumber } from '../../customers/rules.ts';
import { type CustomerFile, findCustomerByNumber } from '../../customers/store.ts';
import { noteChange } from '../../review/opening.ts';
import type { Settings } from '../../settings/rules.ts';
import { getSettings } from '../../settings/store.ts';
import { requireClaim } from '../rules/claiming.ts';
import { giveTo } from '../store/holder.ts';
import { isPaused } from '../store/pauses.ts';
import {
  countClaims,
  findClaimer,
  findLossOf,
  listEntries,
  listPool,
  type PoolEntry,
} from '../store/pool.ts';

export type { PoolEntry } from '../store/pool.ts';
export { listEntries };

const PAGE = 8;

/** A page of the pool as the person may see it. */
export interface PoolPage {
  entries: PoolEntry[];
  page: number;
  hasNext: boolean;
  claimedToday: number;
  /** Whether the person claims at all. */
  mayClaim: boolean;
  settings: Settings;
  now: Date;
}

/** The pool of the person's teams, the newest first. */
export async function readPool(ctx: Ctx, page: number): Promise<PoolPage> {
  const { actor } = ctx;
  const reach = reachOf(actor, 'pool:see');
  if (reach === 'none') throw new Refusal('notAllowed');
  return read(ctx, async ({ db, now }) => {
    const rows = await listPool(db, reach === 'all' ? null : actor.teamIds, {
      limit: PAGE + 1,
      offset: page * PAGE,
    });
    const teamId = actor.teamIds[0] ?? null;
    const { claimed } = await countClaims(db, actor.id, await dayStart(db, teamId, now));
    return {
      entries: rows.slice(0, PAGE),
      page,
      hasNext: rows.length > PAGE,
      claimedToday: claimed,
      mayClaim: canEver(actor, 'pool:claim'),
      settings: await getSettings(db, teamId, now),
      now,
    };
  });
}

/** The customer a typed line names, where the person claims in its team. Throws `notAllowed`, `claimUnreadable`. */
export async function findToClaim(ctx: Ctx, text: string): Promise<string> {
  const number = readNumber(text);
  if (number === null) throw new Refusal('claimUnreadable');
  return read(ctx, async ({ db }) => {
    const record = await findCustomerByNumber(db, number);
    requirePermission(ctx.actor, 'pool:claim', record && { teamId: record.teamId });
    return record!.id;
  });
}

/**
 * 领取 Claims a customer from the pool (#41): the first click wins by the lock on the customer's row, the
 * others are told who won. Claims of one person wait for each other, so that the limits hold. Throws what
 * `requireClaim` throws, `claimTaken`, `claimYours`, `claimGone`, `claimCase`.
 */
export async function claimCustomer(ctx: Ctx, id: string): Promise<{ id: string }> {
  return transact(ctx, async (work) => {
    const { actor } = ctx;
    // The customer before the person, as everywhere: nobody who holds a unit for them waits crosswise.
    const file = await openLocked(work, id);
    await lockMember(work.tx, actor.id);
    if (await isAway(work.tx, actor.id, work.now)) throw new Refusal('claimAway');
    if (!file || !can(actor, 'pool:claim', { teamId: file.teamId }))
      throw new Refusal('notAllowed');
    await requireInPool(work, ctx, file);
    // On appeal it can still become somebody's.
    if (await isPaused(work.tx, id)) throw new Refusal('claimCase');
    const since = await dayStart(work.tx, file.teamId, work.now);
    const { claimed, holding } = await countClaims(work.tx, actor.id, since);
    const settings = await getSettings(work.tx, file.teamId, work.now);
    requireClaim(
      {
        now: work.now,
        zone: actor.zone,
        openAt: file.poolOpenAt,
        claimedToday: claimed,
        holding,
        lostAt: await findLossOf(work.tx, id, actor.id),
      },
      settings,
    );
    await giveTo(work, file, { toId: actor.id, byId: actor.id, why: 'claimed' });
    await supersedeNudges(work.tx, { aboutIds: [id], outcome: 'claimed', now: work.now });
    await noteChange(work, { file, fields: ['assignedRep'], actor, settings });
    audit(work, {
      actor,
      action: 'customer.claim',
      subject: { kind: 'customer', id },
      customer: file,
      details: { version: file.version + 1, to: actor.id },
      changes: [{ field: 'assignedRep', old: null, new: actor.name }],
    });
    return { id };
  });
}

/** Whoever comes second hears who was first, where it went from the pool; nothing else is told. */
async function requireInPool(work: Work, { actor }: Ctx, file: CustomerFile): Promise<void> {
  if (file.repId === actor.id) throw new Refusal('claimYours', { number: sayNumber(file.number) });
  if (file.repId === null && file.status === 'active') return;
  const winner = file.repId && (await findClaimer(work.tx, file.id));
  throw winner ? new Refusal('claimTaken', { name: winner.name }) : new Refusal('claimGone');
}

/** When the team's day began: whoever sets another zone in Slack gets no second one. */
async function dayStart(db: Handle, teamId: string | null, now: Date): Promise<Date> {
  const team = teamId && (await findTeam(db, teamId));
  const zone = team ? team.zone : 'UTC';
  return startOfDay(civilDay(now, zone), zone);
}
