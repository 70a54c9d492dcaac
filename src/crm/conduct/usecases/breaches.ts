import type { Handle } from '../../../db/client.ts';
import { read, transact, type Work } from '../../../db/transact.ts';
import { planMessage, redrawAll } from '../../../ledger/plan.ts';
import { newId } from '../../../lib/id.ts';
import { Refusal } from '../../../lib/refusal.ts';
import { can, reachOf, requirePermission } from '../../access/rules.ts';
import { findMember, listActiveMembers, type Member } from '../../access/store.ts';
import { audit } from '../../audit/audit.ts';
import type { Ctx } from '../../context.ts';
import { openLocked } from '../../customers/lock.ts';
import {
  type CustomerFile,
  type CustomerRecord,
  findCustomer,
  findCustomerByNumber,
  followMerged,
} from '../../customers/store.ts';
import { recutCredits } from '../../deals/crediting.ts';
import { type BreachKind, isOpenSignal } from '../rules.ts';
import {
  type BreachLine,
  type BreachReply,
  type BreachRow,
  type BreachText,
  findBreach,
  insertBreach,
  insertReply,
  listBreachLines,
  openBreach,
} from '../store/breaches.ts';
import { lockSignal, saveSignal } from '../store/signals.ts';

export type { BreachLine, BreachReply, BreachRow, BreachText };

const MOST = 20;

/** The register of breaches (#44): a manager's teams', a rep's own; the newest first. */
export async function listBreaches(
  ctx: Ctx,
): Promise<{ lines: BreachLine[]; mayRecord: boolean; now: Date }> {
  const { actor } = ctx;
  const reach = reachOf(actor, 'breach:record');
  const teamIds = reach === 'all' ? null : reach === 'team' ? actor.teamIds : [];
  return read(ctx, async ({ db, now }) => ({
    lines: await listBreachLines(db, { memberId: actor.id, teamIds, limit: MOST }),
    mayRecord: reach !== 'none',
    now,
  }));
}

/** Whose breaches the person may record: everybody of the teams they lead, but not their own. */
export async function listAccountable(ctx: Ctx): Promise<Member[]> {
  const reach = reachOf(ctx.actor, 'breach:record');
  if (reach === 'none') throw new Refusal('notAllowed');
  return read(ctx, async ({ db }) =>
    (await listActiveMembers(db, reach === 'all' ? undefined : ctx.actor.teamIds)).filter(
      ({ id, role }) => id !== ctx.actor.id && role !== 'administrator',
    ),
  );
}

/** The customer a breach is about, before the form opens. Throws `breachCustomer` for one the person may not see. */
export async function readConcerned(
  ctx: Ctx,
  which: { id: string } | { number: number },
): Promise<CustomerRecord> {
  return read(ctx, async ({ db }) => {
    const record =
      'id' in which
        ? await findCustomer(db, which.id)
        : await findCustomerByNumber(db, which.number);
    if (!record || record.status === 'erased' || !can(ctx.actor, 'customer:see', record))
      throw new Refusal('breachCustomer', {}, 'customer');
    return record;
  });
}

/** A breach as a manager records it; `customerId`: whom it was about, `signalId`: the question it came out of. */
export interface NewBreach {
  memberId: string;
  kind: BreachKind;
  customerId: string | null;
  text: BreachText;
  signalId: string | null;
}

/**
 * Records a confirmed breach with decision and consequence, for good; the person is told and may reply. A
 * concealed reception of a customer moves the credit of their deals in the same step. Throws `breachWho`,
 * `breachCustomer` for a customer the manager may not see, `signalHandled`, `creditOwn` where the credit would come to
 * the manager who records it.
 */
export async function recordBreach(
  ctx: Ctx,
  breach: NewBreach,
): Promise<{ id: string; number: number }> {
  return transact(ctx, async (work) => {
    const member = await findMember(work.tx, breach.memberId);
    const teamId = member?.teamIds.find((id) => can(ctx.actor, 'breach:record', { teamId: id }));
    if (!member || !teamId || member.id === ctx.actor.id)
      throw new Refusal('breachWho', {}, 'member');
    const file = breach.customerId ? await openNamed(work, ctx, breach.customerId) : null;
    if (breach.signalId) await closeSignal(work, ctx, breach);
    const made = await insertBreach(work, { ...breach, teamId, recordedById: ctx.actor.id });
    await tell(work, { to: member.id, breachId: made.id, news: 'recorded' });
    audit(work, {
      actor: ctx.actor,
      action: 'breach.record',
      subject: { kind: 'breach', id: made.id },
      details: {
        ...{ number: made.number, member: member.id, kind: breach.kind },
        ...(file && { customer: file.id }),
      },
    });
    if (file && breach.kind === 'concealed')
      await recutCredits(work, ctx, file, { code: 'breach', number: made.number });
    return made;
  });
}

async function openNamed(work: Work, { actor }: Ctx, customerId: string): Promise<CustomerFile> {
  const file = await openLocked(work, customerId);
  if (!file || !can(actor, 'customer:see', file))
    throw new Refusal('breachCustomer', {}, 'customer');
  return file;
}

async function closeSignal(work: Work, ctx: Ctx, { signalId, memberId }: NewBreach): Promise<void> {
  const row = await lockSignal(work, signalId!);
  const isTheirs = row?.memberId === memberId;
  if (!row || !isTheirs || !can(ctx.actor, 'signal:handle', { teamId: row.teamId }))
    throw new Refusal('breachWho', {}, 'member');
  if (!isOpenSignal(row.state)) throw new Refusal('signalHandled');
  await saveSignal(work, row.id, { state: 'breach', handledById: ctx.actor.id });
  await redrawAll(work.tx, `signal:${row.id}`);
}

/** A breach in the clear, for the person concerned and who leads the team. */
export interface BreachView {
  row: BreachRow;
  /** The customer it was about, as far as the person may know: the number to everybody concerned. */
  customer: { number: number; record: CustomerRecord | null } | null;
  name: string;
  byName: string;
  text: BreachText;
  replies: BreachReply[];
}

/** Opens a breach. */
export async function readBreach(ctx: Ctx, id: string): Promise<BreachView> {
  return read(ctx, async (at) => {
    const row = await requireSight(at.db, ctx, id);
    return {
      row,
      customer: row.customerId ? await namedOf(at.db, ctx, row.customerId) : null,
      name: (await findMember(at.db, row.memberId))?.name ?? '',
      byName: (await findMember(at.db, row.recordedById))?.name ?? '',
      ...(await openBreach(at, id)),
    };
  });
}

async function namedOf(
  db: Handle,
  { actor }: Ctx,
  customerId: string,
): Promise<BreachView['customer']> {
  const record = await findCustomer(db, await followMerged(db, customerId));
  if (!record) return null;
  const isShown = record.status !== 'erased' && can(actor, 'customer:see', record);
  return { number: record.number, record: isShown ? record : null };
}

async function requireSight(db: Work['tx'] | Ctx['db'], ctx: Ctx, id: string): Promise<BreachRow> {
  const row = await findBreach(db, id);
  requirePermission(ctx.actor, 'breach:see', {
    repId: row?.memberId ?? null,
    teamId: row?.teamId ?? null,
  });
  if (!row) throw new Refusal('notAllowed');
  return row;
}

/** Says something about a breach: the person concerned, or a manager; the other side is told. */
export async function replyBreach(ctx: Ctx, id: string, text: string): Promise<{ id: string }> {
  return transact(ctx, async (work) => {
    const row = await requireSight(work.tx, ctx, id);
    await insertReply(work, { breachId: id, memberId: ctx.actor.id, text });
    const to = ctx.actor.id === row.memberId ? row.recordedById : row.memberId;
    await tell(work, { to, breachId: id, news: 'reply' });
    audit(work, {
      actor: ctx.actor,
      action: 'breach.reply',
      subject: { kind: 'breach', id },
      details: { number: row.number },
    });
    return { id };
  });
}

async function tell(
  work: Work,
  { to, breachId, news }: { to: string; breachId: string; news: 'recorded' | 'reply' },
): Promise<void> {
  await planMessage(work.tx, {
    kind: 'breach',
    memberId: to,
    target: 'dm',
    recipient: `member:${to}`,
    slot: `breach:${breachId}:${newId(work.now)}`,
    dueAt: work.now,
    content: { breachId, news },
  });
}

/** The number of a breach, for a message when it leaves. */
export async function findBreachNumber(
  { db }: Pick<Ctx, 'db'>,
  id: string,
): Promise<number | null> {
  return (await findBreach(db, id))?.number ?? null;
}
