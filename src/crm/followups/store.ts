import type { Handle } from '../../db/client.ts';
import { findCustomerKeys } from '../../db/data-keys.ts';
import { Prisma } from '../../db/generated/client.ts';
import { type DataKey, open, seal } from '../../db/sealing.ts';
import type { Reading, Work, Writing } from '../../db/transact.ts';
import { supersedeNudges } from '../../ledger/plan.ts';
import { newId } from '../../lib/id.ts';
import { Refusal } from '../../lib/refusal.ts';
import { findSaidSteps, type SaidStep } from '../playbooks/store/said.ts';
import type { WhyFacts } from '../why/rules.ts';
import { selectWhy, whyFacts } from '../why/store.ts';
import type { Bucket } from './rules.ts';

/** A follow-up as it is planned. `zone` is the zone it was said in. */
export interface NewFollowUp {
  customerId: string;
  memberId: string;
  dueAt: Date;
  /** minute | hour | daypart | day | coarse */
  grain: string;
  zone: string;
  what: string | null;
  createdById: string;
  /** The step of a playbook it carries, how, and by when that is to be done at the latest. */
  stepId?: string | null;
  stepAs?: string | null;
  limitAt?: Date | null;
}

/** What of a follow-up changes in its life. */
export interface FollowUpState {
  memberId: string;
  dueAt: Date;
  grain: string;
  zone: string;
  state: string;
  cancelReason: string | null;
  snoozes: number;
  moves: number;
  closedAt: Date | null;
  interactionId: string | null;
  stepId: string | null;
  stepAs: string | null;
  limitAt: Date | null;
}

export interface FollowUpRow extends FollowUpState {
  id: string;
  customerId: string;
  dueVersion: number;
  createdAt: Date;
  whatSealed: Uint8Array | null;
}

const place = (id: string) => ({ table: 'follow_ups', column: 'what_sealed', rowId: id });

/** Writes a planned follow-up; what is to be done is sealed under the customer's key. Answers its id. */
export async function insertFollowUp(
  work: Work,
  dataKey: DataKey,
  plan: NewFollowUp,
): Promise<string> {
  const row = rowOf(work, dataKey, plan);
  await work.tx.followUp.create({ data: row });
  return row.id;
}

/** Puts a planned follow-up that nothing in the transaction reads back. */
export function putFollowUp(work: Writing, dataKey: DataKey, plan: NewFollowUp): void {
  work.puts.add('follow_ups', rowOf(work, dataKey, plan));
}

function rowOf({ now }: Writing, dataKey: DataKey, { what, ...plan }: NewFollowUp) {
  const id = newId(now);
  return {
    id,
    ...plan,
    firstDueAt: plan.dueAt,
    createdAt: now,
    whatSealed: what ? seal(dataKey, place(id), what) : null,
  };
}

/** A follow-up, or null. */
export async function findFollowUp(db: Handle, id: string): Promise<FollowUpRow | null> {
  return db.followUp.findUnique({ where: { id } });
}

/** The customer's open follow-ups, the next one first. */
export async function listOpenOf(db: Handle, customerId: string): Promise<FollowUpRow[]> {
  return db.followUp.findMany({ where: { customerId, state: 'open' }, orderBy: { dueAt: 'asc' } });
}

/**
 * Changes a follow-up that is still as it was read; throws `followUpChanged` otherwise. Every change
 * counts its version up, and settles its nudges: what has not left does not leave.
 */
export async function saveFollowUp(
  work: Work,
  row: FollowUpRow,
  change: Partial<FollowUpState>,
): Promise<FollowUpRow> {
  const { count } = await work.tx.followUp.updateMany({
    where: { id: row.id, dueVersion: row.dueVersion },
    data: { ...change, dueVersion: { increment: 1 } },
  });
  if (count === 0) throw new Refusal('followUpChanged');
  await supersedeNudges(work.tx, {
    subjectIds: [row.id],
    outcome: outcomeOf(change),
    now: work.now,
  });
  return { ...row, ...change, dueVersion: row.dueVersion + 1 };
}

/**
 * Gives the open follow-ups of customers to whoever has these now. Nudges about the customers are the caller's.
 * Answers how many went along, by customer.
 */
export async function giveOpenOf(
  { tx }: Work,
  given: readonly { customerId: string; toId: string }[],
): Promise<Map<string, number>> {
  const rows = await tx.$queryRaw<{ customerId: string }[]>`
    UPDATE follow_ups f SET member_id = t."toId", due_version = f.due_version + 1
    FROM jsonb_to_recordset(${JSON.stringify(given)}::jsonb) AS t("customerId" uuid, "toId" uuid)
    WHERE f.customer_id = t."customerId" AND f.state = 'open' RETURNING f.customer_id AS "customerId"`;
  const counts = new Map<string, number>();
  for (const { customerId } of rows) counts.set(customerId, (counts.get(customerId) ?? 0) + 1);
  return counts;
}

/** What a posted nudge about it says from now on. */
function outcomeOf(change: Partial<FollowUpState>): string {
  if (change.state === 'done' || change.state === 'cancelled') return change.state;
  return change.memberId === undefined || change.dueAt !== undefined ? 'moved' : 'reassigned';
}

/** What is to be done, in the clear. */
export function openWhat(
  dataKey: DataKey,
  row: Pick<FollowUpRow, 'id' | 'whatSealed'>,
): string | null {
  return row.whatSealed ? open(dataKey, place(row.id), row.whatSealed) : null;
}

/** What is to be done: as somebody wrote it, and the step of a playbook that is carried. */
export interface ToDo {
  what: string | null;
  step: SaidStep | null;
}

/** Rows with what is to be done, in the clear; one query for all keys, one for all steps. */
export async function openWhats<
  R extends Pick<FollowUpRow, 'id' | 'customerId' | 'whatSealed'> & { stepId?: string | null },
>(at: Pick<Reading, 'db' | 'keys'>, rows: R[]): Promise<(Omit<R, 'whatSealed'> & ToDo)[]> {
  const steps = await findSaidSteps(
    at.db,
    rows.map(({ stepId }) => stepId),
  );
  const sealed = rows.filter((row) => row.whatSealed).map((row) => row.customerId);
  const keys = await findCustomerKeys(at.db, at.keys, sealed);
  return rows.map(({ whatSealed, ...row }) => {
    const key = keys.get(row.customerId);
    return {
      ...row,
      what: key ? openWhat(key, { id: row.id, whatSealed }) : null,
      step: (row.stepId && steps.get(row.stepId)) || null,
    };
  });
}

/** One open follow-up with whom it is about. */
export interface OpenLine {
  id: string;
  customerId: string;
  number: number;
  name: string;
  grade: string | null;
  dueAt: Date;
  grain: string;
  snoozes: number;
  whatSealed: Uint8Array | null;
  stepId: string | null;
  /** Whether the customer is the person's own, not only the follow-up. */
  isOwn: boolean;
  facts: WhyFacts;
}

/** The present moment and the bounds of the reader's day. */
export interface DayBounds {
  now: Date;
  today: Date;
  tomorrow: Date;
}

/** SQL of `bucketOf`: a plan of a day is overdue when the day is over, one of a time when that has passed. */
function inBucket(bucket: Bucket, { now, today, tomorrow }: DayBounds): Prisma.Sql {
  const overdue = Prisma.sql`(f.due_at < CASE WHEN f.grain IN ('day', 'coarse') THEN ${today}::timestamptz ELSE ${now}::timestamptz END)`;
  switch (bucket) {
    case 'overdue':
      return overdue;
    case 'today':
      return Prisma.sql`(NOT ${overdue} AND f.due_at < ${tomorrow}::timestamptz)`;
    case 'coming':
      return Prisma.sql`(f.due_at >= ${tomorrow}::timestamptz)`;
  }
}

/** How many open follow-ups a person has of each sort. */
export async function countOpen(
  db: Handle,
  memberId: string,
  bounds: DayBounds,
): Promise<Record<Bucket, number>> {
  const [row] = await db.$queryRaw<Record<Bucket, number>[]>`
    SELECT count(*) FILTER (WHERE ${inBucket('overdue', bounds)})::int AS overdue,
           count(*) FILTER (WHERE ${inBucket('today', bounds)})::int AS today,
           count(*) FILTER (WHERE ${inBucket('coming', bounds)})::int AS coming
    FROM follow_ups f WHERE f.member_id = ${memberId}::uuid AND f.state = 'open'`;
  return row!;
}

/** A person's open follow-ups of one sort, the longest due first, with what may be reasons to call. */
export async function listOpen(
  db: Handle,
  wish: DayBounds & { memberId: string; bucket: Bucket; offset: number; limit: number },
): Promise<OpenLine[]> {
  const plan = Prisma.sql`json_build_object('dueAt', f.due_at, 'grain', f.grain)`;
  const rows = await db.$queryRaw<(Omit<OpenLine, 'facts'> & { facts: unknown })[]>`
    SELECT f.id, f.customer_id AS "customerId", c.number, c.name, c.grade, f.due_at AS "dueAt", f.grain,
           f.snoozes, f.what_sealed AS "whatSealed", f.step_id AS "stepId", coalesce(c.rep_id = ${wish.memberId}::uuid, false) AS "isOwn",
           ${selectWhy(Prisma.sql`${wish.now}::timestamptz`, plan)} AS facts
    FROM follow_ups f JOIN customers c ON c.id = f.customer_id
    WHERE f.member_id = ${wish.memberId}::uuid AND f.state = 'open' AND ${inBucket(wish.bucket, wish)}
    ORDER BY f.due_at, f.id OFFSET ${wish.offset} LIMIT ${wish.limit}`;
  return rows.map((row) => ({ ...row, facts: whyFacts.parse(row.facts) }));
}
