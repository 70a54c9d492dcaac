import { read, transact, type Work } from '../../db/transact.ts';
import { planMessage, supersedeNudges } from '../../ledger/plan.ts';
import { Refusal } from '../../lib/refusal.ts';
import { can } from '../access/rules.ts';
import { findMember, listActiveMembers, type Member } from '../access/store.ts';
import { audit } from '../audit/audit.ts';
import type { Ctx } from '../context.ts';
import { lockFile } from '../customers/lock.ts';
import { findCustomer } from '../customers/store.ts';
import { listOpenOf, saveFollowUp } from '../followups/store.ts';
import { giveTo } from '../ownership/store/holder.ts';
import { requireUndisputed } from '../ownership/store/pauses.ts';
import { noteChange } from '../review/opening.ts';
import { getSettings } from '../settings/store.ts';
import { listWaiting, type Waiting } from './store.ts';

export { type Given, listGiven, listNamed, type Waiting } from './store.ts';

/** One line of a roll-up: the message and the rep it is about. */
export interface RollUpLine {
  messageId: string;
  memberId: string;
}

/** The customers of a roll-up's line that the manager may act on. */
export async function readWaiting(
  ctx: Ctx,
  line: RollUpLine,
): Promise<{ waiting: Waiting[]; rep: Member }> {
  return read(ctx, async ({ db }) => {
    const rep = await findMember(db, line.memberId);
    const waiting = (await listWaiting(db, line)).filter((one) =>
      can(ctx.actor, 'nudge:roll-up', one),
    );
    if (!rep || waiting.length === 0) throw new Refusal('nothingWaits');
    return { waiting, rep };
  });
}

/** Asks the rep how it stands: a message to them, naming the customers by number. Answers how many. */
export async function askRep(ctx: Ctx, line: RollUpLine): Promise<{ n: number; rep: string }> {
  const { waiting, rep } = await readWaiting(ctx, line);
  return transact(ctx, async (work) => {
    await tell(work, ctx, {
      kind: 'ask',
      memberId: rep.id,
      slot: `ask:${line.messageId}`,
      waiting,
    });
    note(work, ctx, { action: 'roll-up.ask', line, n: waiting.length });
    return { n: waiting.length, rep: rep.name };
  });
}

/** The manager takes it over: these matters are no longer escalated. Answers how many. */
export async function handleWaiting(
  ctx: Ctx,
  line: RollUpLine,
): Promise<{ n: number; rep: string }> {
  const { waiting, rep } = await readWaiting(ctx, line);
  return transact(ctx, async (work) => {
    const aboutIds = waiting.map(({ id }) => id);
    await supersedeNudges(work.tx, { aboutIds, outcome: 'handled', now: work.now });
    note(work, ctx, { action: 'roll-up.handle', line, n: waiting.length });
    return { n: waiting.length, rep: rep.name };
  });
}

/** Colleagues of a team who can be the assigned rep. */
export async function listReps(ctx: Ctx, teamId: string): Promise<Member[]> {
  return read(ctx, async ({ db }) =>
    (await listActiveMembers(db, [teamId])).filter(({ role }) => role === 'rep'),
  );
}

/** The customer of a card, for a manager who wants to give it to somebody else. */
export async function readForReassign(ctx: Ctx, customerId: string): Promise<Waiting> {
  return read(ctx, async ({ db }) => {
    const record = await findCustomer(db, customerId);
    if (!record || !can(ctx.actor, 'customer:reassign', record)) throw new Refusal('notAllowed');
    return record;
  });
}

/**
 * Gives customers to another rep of their team, open follow-ups included (#41): history of assigned reps,
 * nudges of the one before end, the new one is told. All of them or none. Throws `noRep`, `otherTeam`,
 * `alreadySo`, `inCase`.
 */
export async function reassignCustomers(
  ctx: Ctx,
  wish: { customerIds: string[]; toId: string },
): Promise<{ n: number; rep: string }> {
  const to = await findMember(ctx.db, wish.toId);
  return transact(ctx, async (work) => {
    if (!to?.active || to.role !== 'rep') throw new Refusal('noRep', {}, 'rep');
    const moved: Waiting[] = [];
    // Always in the same order, so that two managers wait for each other instead of deadlocking.
    for (const id of [...wish.customerIds].sort())
      moved.push(...(await reassign(work, ctx, id, to)));
    if (moved.length === 0) throw new Refusal('alreadySo');
    await tell(work, ctx, {
      kind: 'hand-over',
      memberId: to.id,
      slot: `hand-over:${ctx.delivery ?? work.now.toISOString()}`,
      waiting: moved,
    });
    return { n: moved.length, rep: to.name };
  });
}

async function reassign(work: Work, ctx: Ctx, id: string, to: Member): Promise<Waiting[]> {
  const file = await lockFile(work, ctx.actor, { action: 'customer:reassign' }, id);
  if (file.repId === to.id) return [];
  if (!to.teamIds.includes(file.teamId)) throw new Refusal('otherTeam', { name: to.name }, 'rep');
  await requireUndisputed(work, file);
  const before = file.repId ? await findMember(work.tx, file.repId) : null;
  await giveTo(work, file, { toId: to.id, byId: ctx.actor.id, why: 'reassigned' });
  for (const row of await listOpenOf(work.tx, id))
    await saveFollowUp(work, row, { memberId: to.id });
  await supersedeNudges(work.tx, { aboutIds: [id], outcome: 'reassigned', now: work.now });
  const settings = await getSettings(work.tx, file.teamId, work.now);
  await noteChange(work, { file, fields: ['assignedRep'], actor: ctx.actor, settings });
  audit(work, {
    actor: ctx.actor,
    action: 'customer.reassign',
    subject: { kind: 'customer', id },
    customer: file,
    details: { version: file.version + 1, from: file.repId, to: to.id },
    changes: [{ field: 'assignedRep', old: before?.name ?? null, new: to.name }],
  });
  return [{ ...file, repId: to.id }];
}

async function tell(
  work: Work,
  ctx: Ctx,
  word: { kind: 'ask' | 'hand-over'; memberId: string; slot: string; waiting: Waiting[] },
): Promise<void> {
  await planMessage(work.tx, {
    kind: word.kind,
    memberId: word.memberId,
    target: 'dm',
    recipient: `member:${word.memberId}`,
    slot: word.slot,
    dueAt: work.now,
    content: { byId: ctx.actor.id, customerIds: word.waiting.map(({ id }) => id) },
  });
}

function note(work: Work, ctx: Ctx, of: { action: string; line: RollUpLine; n: number }): void {
  audit(work, {
    actor: ctx.actor,
    action: of.action,
    subject: { kind: 'member', id: of.line.memberId },
    details: { message: of.line.messageId, n: of.n },
  });
}
