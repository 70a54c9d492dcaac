import { read, transact, type Work } from '../../../db/transact.ts';
import { Refusal } from '../../../lib/refusal.ts';
import type { Action } from '../../access/policy.ts';
import { isTheirs, requirePermission } from '../../access/rules.ts';
import { findMember, listActiveMembers } from '../../access/store.ts';
import { audit } from '../../audit/audit.ts';
import type { Ctx } from '../../context.ts';
import { lockFile } from '../../customers/lock.ts';
import { type CustomerFile, findCustomer } from '../../customers/store.ts';
import { requireWorkable } from '../../review/rules/standing.ts';
import type { Settings } from '../../settings/rules.ts';
import { getSettings } from '../../settings/store.ts';
import { offerUndo } from '../../undo/store.ts';
import { stateChange, writeFollowUp } from '../changes.ts';
import { type CancelReason, type Due, planDue, type Snooze, snoozedTo } from '../rules.ts';
import { type FollowUpRow, type FollowUpState, findFollowUp, openWhats } from '../store.ts';

/** What a follow-up became, and the offer to take it back. */
export type Changed = {
  kind: string;
  id: string;
  customerId: string;
  number: number;
  dueAt: string;
  grain: string;
  undoId: string;
};

/** One change of an open follow-up, as a pure decision. */
interface Change {
  kind: 'done' | 'move' | 'snooze' | 'cancel' | 'hand-over';
  action: Action;
  decide(row: FollowUpRow, at: { now: Date; settings: Settings }): Partial<FollowUpState>;
}

/** Marks a follow-up as done without logging a contact. */
export function finishFollowUp(ctx: Ctx, id: string): Promise<Changed> {
  return change(ctx, id, {
    kind: 'done',
    action: 'follow-up:change',
    decide: (_, { now }) => ({ state: 'done', closedAt: now }),
  });
}

/** Moves a follow-up to another moment. Throws `whenPast`, `whenFar`, `reviewFirst`. */
export function moveFollowUp(ctx: Ctx, id: string, due: Due): Promise<Changed> {
  const { zone } = ctx.actor;
  return change(ctx, id, {
    kind: 'move',
    action: 'follow-up:change',
    decide: (row, at) => ({
      ...planDue({ instant: due.dueAt, grain: due.grain }, { ...at, zone }),
      zone,
      moves: row.moves + 1,
    }),
  });
}

/** Postpones to tonight or tomorrow; how often is counted, and the manager sees it. Throws `reviewFirst`. */
export function snoozeFollowUp(ctx: Ctx, id: string, snooze: Snooze): Promise<Changed> {
  const { zone } = ctx.actor;
  return change(ctx, id, {
    kind: 'snooze',
    action: 'follow-up:change',
    decide: (row, at) => ({
      ...snoozedTo(snooze, { ...at, zone }),
      zone,
      snoozes: row.snoozes + 1,
    }),
  });
}

/** Drops a plan, with the reason. */
export function cancelFollowUp(ctx: Ctx, id: string, reason: CancelReason): Promise<Changed> {
  return change(ctx, id, {
    kind: 'cancel',
    action: 'follow-up:change',
    decide: (_, { now }) => ({ state: 'cancelled', cancelReason: reason, closedAt: now }),
  });
}

/** Gives one follow-up to a colleague of the customer's team; the assigned rep stays who it is. */
export async function handOverFollowUp(ctx: Ctx, id: string, memberId: string): Promise<Changed> {
  const found = await findMember(ctx.db, memberId);
  const colleague = found?.active && found.role !== 'reviewer' ? found : null;
  return change(ctx, id, {
    kind: 'hand-over',
    action: 'follow-up:hand-over',
    decide: () => ({ memberId }),
    colleagueTeams: colleague?.teamIds ?? [],
  });
}

/** A follow-up the person may change, with its customer, and the colleagues it could be handed to. */
export async function readForChange(ctx: Ctx, id: string) {
  return read(ctx, async ({ db, keys, now }) => {
    const row = await findFollowUp(db, id);
    const customer = row && (await findCustomer(db, row.customerId));
    if (!row || !customer) throw new Refusal('notAllowed');
    const isStandIn = isTheirs(ctx.actor, row.memberId, customer.teamId);
    if (!isStandIn) requirePermission(ctx.actor, 'follow-up:change', customer);
    if (row.state !== 'open') throw new Refusal('followUpClosed');
    const [[followUp], members] = await Promise.all([
      openWhats({ db, keys }, [row]),
      listActiveMembers(db, [customer.teamId]),
    ]);
    const colleagues = members
      .filter((one) => one.role !== 'reviewer' && one.id !== row.memberId)
      .map(({ id: memberId, name }) => ({ id: memberId, name }));
    return { followUp: followUp!, customer, colleagues, now };
  });
}

async function change(
  ctx: Ctx,
  id: string,
  wish: Change & { colleagueTeams?: string[] },
): Promise<Changed> {
  return transact(ctx, async (work) => {
    const { row, file } = await lockFollowUp(work, ctx, id, wish.action);
    if (wish.colleagueTeams) requireColleague(wish.colleagueTeams, file);
    const settings = await getSettings(work.tx, file.teamId, work.now);
    if (wish.kind === 'move' || wish.kind === 'snooze') requireWorkable(file, settings);
    const next = wish.decide(row, { now: work.now, settings });
    if (next.memberId === row.memberId) throw new Refusal('alreadySo', {}, 'colleague');
    const step = await writeFollowUp(work, row, next);
    const undoId = await offerUndo(work, {
      memberId: ctx.actor.id,
      customerId: file.id,
      kind: wish.kind,
      repId: file.repId,
      steps: [step],
    });
    audit(work, {
      actor: ctx.actor,
      action: `follow-up.${wish.kind}`,
      subject: { kind: 'follow-up', id },
      customer: file,
      details: { reason: next.cancelReason ?? null, snoozes: next.snoozes ?? row.snoozes },
      changes: stateChange(row, next),
    });
    const due = { ...row, ...next };
    return {
      kind: wish.kind,
      id,
      customerId: file.id,
      number: file.number,
      dueAt: due.dueAt.toISOString(),
      grain: due.grain,
      undoId,
    };
  });
}

function requireColleague(teamIds: string[], file: CustomerFile): void {
  if (!teamIds.includes(file.teamId)) throw new Refusal('notInTeam', {}, 'colleague');
}

/**
 * An open follow-up with its customer's file, locked for a change by a person who may: by the customer,
 * or because the follow-up was handed over to them. Throws `followUpClosed` for one that is over.
 */
export async function lockFollowUp(
  work: Work,
  ctx: Ctx,
  id: string,
  action: Action,
): Promise<{ row: FollowUpRow; file: CustomerFile }> {
  const found = await findFollowUp(work.tx, id);
  if (!found) throw new Refusal('notAllowed');
  const file = await lockFile(
    work,
    ctx.actor,
    { action, standIn: { repId: found.memberId } },
    found.customerId,
  );
  const row = await findFollowUp(work.tx, id);
  if (row?.state !== 'open') throw new Refusal('followUpClosed');
  // A merge was undone while we waited: it is another record's.
  if (row.customerId !== file.id) throw new Refusal('followUpChanged');
  return { row, file };
}
