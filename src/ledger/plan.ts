import type { Handle, Tx } from '../db/client.ts';
import { Prisma } from '../db/generated/client.ts';
import { newId } from '../lib/id.ts';

/** One message, planned in the transaction that causes it. */
export interface MessagePlan {
  kind: string;
  /** Whom it is for; the ways a message falls back to need it. */
  memberId: string | null;
  /** The way it goes. */
  target: Target;
  /** With `slot` the identity: planned twice, it leaves once. `digest:<subscription>` and `2026-W48`, say. */
  recipient: string;
  slot: string;
  /** Business time before which it does not leave. */
  dueAt: Date;
  /** Codes and ids only; words are chosen when it leaves. */
  content: Prisma.InputJsonObject;
}

/** A person's nudge channel as they chose it, their DM, their manager's DM, an administrator's DM, or a channel. */
export type Target = 'rep' | 'dm' | 'manager' | 'administrator' | `channel:${string}`;

/** One reason to tell somebody something. */
export interface NudgePlan {
  rule: string;
  subjectId: string;
  slot: string;
  rung: number;
  aboutId: string;
  /** Whose matter it is. */
  memberId: string;
  dueAt: Date;
  envelope: Envelope;
}

/** The message that carries a reason; reasons of one envelope leave together. */
export interface Envelope {
  kind: string;
  recipient: string;
  memberId: string;
  target: Target;
  /** When it leaves (business time), already moved into a time when it may. */
  at: Date;
}

/** Plans one message. Answers its id, or null when this recipient has one for this slot already. */
export async function planMessage(tx: Handle, plan: MessagePlan): Promise<string | null> {
  const id = newId(plan.dueAt);
  const rows = await tx.$queryRaw<{ id: string }[]>`
    INSERT INTO messages (id, kind, member_id, target, recipient, slot, due_at, content)
    VALUES (${id}::uuid, ${plan.kind}, ${plan.memberId}::uuid, ${plan.target}, ${plan.recipient}, ${plan.slot},
      ${plan.dueAt}, ${JSON.stringify(plan.content)}::jsonb)
    ON CONFLICT DO NOTHING RETURNING id`;
  return rows[0]?.id ?? null;
}

/**
 * Plans reasons and puts each new one into its envelope. A reason that exists is left alone: planning
 * twice, or by two processes, tells once. Answers how many were new.
 */
export async function planNudges(tx: Tx, plans: NudgePlan[]): Promise<number> {
  const fresh = await insertNudges(tx, plans);
  const bySlot = new Map<string, { envelope: Envelope; nudgeIds: string[] }>();
  for (const { id, plan } of fresh) {
    const key = `${plan.envelope.recipient} ${slotOf(plan.envelope.at)}`;
    const found = bySlot.get(key) ?? { envelope: plan.envelope, nudgeIds: [] };
    found.nudgeIds.push(id);
    bySlot.set(key, found);
  }
  // Always in the same order, so that two planners wait for each other instead of deadlocking.
  const inOrder = [...bySlot].sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [, { envelope, nudgeIds }] of inOrder) {
    const messageId = await openEnvelope(tx, envelope);
    await tx.$executeRaw`UPDATE nudges SET message_id = ${messageId}::uuid WHERE id = ANY(${nudgeIds}::uuid[])`;
  }
  return fresh.length;
}

/** Messages of one recipient that leave in the same minute are one message. */
export function slotOf(at: Date): string {
  return `${at.toISOString().slice(0, 16)}Z`;
}

async function insertNudges(
  tx: Tx,
  plans: NudgePlan[],
): Promise<{ id: string; plan: NudgePlan }[]> {
  if (plans.length === 0) return [];
  const byId = new Map(plans.map((plan) => [newId(plan.dueAt), plan]));
  const rows = [...byId].map(
    ([
      id,
      p,
    ]) => Prisma.sql`(${id}::uuid, ${p.rule}, ${p.subjectId}::uuid, ${p.slot}, ${p.rung}::int,
      ${p.aboutId}::uuid, ${p.memberId}::uuid, ${p.dueAt}::timestamptz)`,
  );
  const inserted = await tx.$queryRaw<{ id: string }[]>`
    INSERT INTO nudges (id, rule, subject_id, slot, rung, about_id, member_id, due_at)
    VALUES ${Prisma.join(rows)} ON CONFLICT DO NOTHING RETURNING id`;
  return inserted.flatMap(({ id }) => {
    const plan = byId.get(id);
    return plan ? [{ id, plan }] : [];
  });
}

/**
 * The envelope of this recipient and minute that nobody has claimed yet; else the next part. The row is
 * locked until our commit, so that no claim takes it half filled.
 */
async function openEnvelope(tx: Tx, envelope: Envelope): Promise<string> {
  const slot = slotOf(envelope.at);
  for (let part = 0; ; part++) {
    const [row] = await tx.$queryRaw<{ id: string; state: string }[]>`
      INSERT INTO messages (id, kind, member_id, target, recipient, slot, part, due_at)
      VALUES (${newId(envelope.at)}::uuid, ${envelope.kind}, ${envelope.memberId}::uuid, ${envelope.target},
        ${envelope.recipient}, ${slot}, ${part}::int, ${envelope.at})
      ON CONFLICT (recipient, slot, part) DO UPDATE SET part = messages.part
      RETURNING id, state`;
    if (row?.state === 'planned') return row.id;
  }
}

/** What is over: a subject (a follow-up, a customer), or everything about a customer. */
export type Over = { subjectIds: string[] } | { aboutIds: string[] };

/**
 * Says that a matter is over (`outcome`: done, moved, cancelled, reassigned, contacted, erased …), in the
 * transaction that ends it. What has not left yet does not leave; posted cards are drawn again to say so.
 * `rules` limits it to nudges of these rules, `except` leaves some out.
 */
export async function supersedeNudges(
  tx: Handle,
  over: Over & { outcome: string; now: Date; rules?: string[]; except?: string[] },
): Promise<void> {
  const subjects = 'subjectIds' in over ? over.subjectIds : [];
  const about = 'aboutIds' in over ? over.aboutIds : [];
  const rules = over.rules ?? null;
  const except = over.except ?? [];
  // A message being sent at this moment is marked too: it may be drawn from what was true before.
  await tx.$executeRaw`
    WITH settled AS (
      UPDATE nudges SET state = 'settled', outcome = ${over.outcome}, settled_at = ${over.now}
      WHERE state = 'open' AND (subject_id = ANY(${subjects}::uuid[]) OR about_id = ANY(${about}::uuid[]))
        AND (${rules}::text[] IS NULL OR rule = ANY(${rules}::text[]))
        AND NOT rule = ANY(${except}::text[])
      RETURNING message_id
    )
    UPDATE messages SET stale = stale + 1 WHERE id IN (SELECT message_id FROM settled)`;
}

/**
 * Says that matters which were settled are open again: posted cards are drawn again with their buttons, and
 * what was dropped because nothing was left to say is weighed anew.
 */
export async function resumeNudges(tx: Handle, nudgeIds: string[]): Promise<void> {
  await tx.$executeRaw`
    UPDATE messages SET stale = stale + CASE WHEN state = 'suppressed' THEN 0 ELSE 1 END,
      state = CASE WHEN state = 'suppressed' THEN 'planned' ELSE state END
    WHERE id IN (SELECT message_id FROM nudges WHERE id = ANY(${nudgeIds}::uuid[]))`;
}

/** Has a posted message drawn again, because what it tells was corrected. */
export async function redrawMessage(tx: Handle, messageId: string): Promise<void> {
  await tx.$executeRaw`UPDATE messages SET stale = stale + 1 WHERE id = ${messageId}::uuid`;
}

/** The same for whatever a recipient was told in a slot: it may not have been told anything. */
export async function redrawSlot(
  tx: Handle,
  { recipient, slot }: Pick<MessagePlan, 'recipient' | 'slot'>,
): Promise<void> {
  await tx.$executeRaw`
    UPDATE messages SET stale = stale + 1 WHERE recipient = ${recipient} AND slot = ${slot}`;
}

/** The same for everything that was posted to a recipient. */
export async function redrawAll(tx: Handle, recipient: string): Promise<void> {
  await tx.$executeRaw`UPDATE messages SET stale = stale + 1 WHERE recipient = ${recipient}`;
}
