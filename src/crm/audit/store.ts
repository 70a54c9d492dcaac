import type { Handle } from '../../db/client.ts';
import { type DataKey, open } from '../../db/sealing.ts';
import type { Change } from './rules.ts';

/** One line of a customer's history. */
export interface HistoryRow {
  id: string;
  at: Date;
  actorName: string | null;
  action: string;
  details: Record<string, unknown>;
  sealed: Uint8Array | null;
  /** Whose record it was written to. */
  customerId: string;
}

/** The history of a customer and of the records that became part of it, newest first. */
export async function listHistory(
  db: Handle,
  customerIds: string[],
  page: { limit: number; offset: number },
): Promise<HistoryRow[]> {
  return db.$queryRaw<HistoryRow[]>`
    SELECT a.id, a.at, m.name AS "actorName", a.action, a.details, a.sealed, a.customer_id AS "customerId"
    FROM audit a LEFT JOIN members m ON m.id = a.actor_id
    WHERE a.customer_id = ANY(${customerIds}::uuid[])
    ORDER BY a.seq DESC OFFSET ${page.offset} LIMIT ${page.limit}`;
}

/** The changes of a history row in the clear. */
export function openChanges(
  dataKey: DataKey,
  row: { id: string; sealed: Uint8Array | null },
): Change[] {
  if (!row.sealed) return [];
  return JSON.parse(
    open(dataKey, { table: 'audit', column: 'sealed', rowId: row.id }, row.sealed),
  ) as Change[];
}

/** Canonical values that fields had at `version`, for every field changed since. */
export async function listChangedSince(
  db: Handle,
  customer: { id: string; dataKey: DataKey },
  version: number,
): Promise<Map<string, string | null>> {
  const rows = await db.$queryRaw<{ id: string; sealed: Uint8Array | null }[]>`
    SELECT id, sealed FROM audit
    WHERE customer_id = ${customer.id}::uuid AND (details->>'version')::int > ${version}
    ORDER BY seq`;
  return firstOld(rows, customer.dataKey);
}

/** What each field was before the first of these changes. */
function firstOld(
  rows: { id: string; sealed: Uint8Array | null }[],
  dataKey: DataKey,
): Map<string, string | null> {
  const base = new Map<string, string | null>();
  for (const change of rows.flatMap((row) => openChanges(dataKey, row))) {
    if (!base.has(change.field)) base.set(change.field, change.old);
  }
  return base;
}

/** Canonical values that fields had at a moment, for every field changed after it. */
export async function listChangedAfter(
  db: Handle,
  customer: { id: string; dataKey: DataKey },
  at: Date,
): Promise<Map<string, string | null>> {
  const rows = await db.$queryRaw<{ id: string; sealed: Uint8Array | null }[]>`
    SELECT id, sealed FROM audit WHERE customer_id = ${customer.id}::uuid AND at > ${at} ORDER BY seq`;
  return firstOld(rows, customer.dataKey);
}

/** How often a person did something since a moment, to one subject where it is given: for limits per hour or day. */
export async function countActions(
  db: Handle,
  actorId: string,
  action: string,
  since: Date,
  subjectId: string | null = null,
): Promise<number> {
  const [row] = await db.$queryRaw<{ n: number }[]>`
    SELECT count(*)::int AS n FROM audit
    WHERE actor_id = ${actorId}::uuid AND action = ${action} AND at > ${since}
      AND (${subjectId}::uuid IS NULL OR subject_id = ${subjectId}::uuid)`;
  return row!.n;
}

/** Reveals and checks of people since two moments, in one look. */
export async function countReadings(
  db: Handle,
  actorIds: string[],
  since: { day: Date; week: Date },
): Promise<
  (Record<'revealsDay' | 'revealsWeek' | 'checksDay' | 'checksWeek', number> & {
    actorId: string;
  })[]
> {
  return db.$queryRaw`
    SELECT actor_id AS "actorId",
           count(*) FILTER (WHERE action = 'customer.reveal' AND at > ${since.day})::int AS "revealsDay",
           count(*) FILTER (WHERE action = 'customer.reveal')::int AS "revealsWeek",
           count(*) FILTER (WHERE action = 'customer.check' AND at > ${since.day})::int AS "checksDay",
           count(*) FILTER (WHERE action = 'customer.check')::int AS "checksWeek"
    FROM audit
    WHERE actor_id = ANY(${actorIds}::uuid[]) AND at > ${since.week}
      AND action IN ('customer.reveal', 'customer.check')
    GROUP BY actor_id`;
}

/** A check: when, by what, which records it found, and which of them are likely somebody else's. */
interface Check {
  at: Date;
  by: string;
  found: string[];
  others: string[];
}

/** The newest checks a person made, however: when, by what, and which records they found. */
export async function listChecks(
  db: Handle,
  actorId: string,
  limit: number,
): Promise<Pick<Check, 'at' | 'by' | 'found'>[]> {
  return db.$queryRaw`
    SELECT at, details->>'by' AS by, details->'found' AS found FROM audit
    WHERE actor_id = ${actorId}::uuid AND action = 'customer.check'
    ORDER BY at DESC, seq DESC LIMIT ${limit}`;
}

/** A check this person made; null where there is none of theirs. */
export async function findCheck(
  db: Handle,
  { checkId, actorId }: { checkId: string; actorId: string },
): Promise<Check | null> {
  const rows = await db.$queryRaw<Check[]>`
    SELECT at, details->>'by' AS by, details->'found' AS found,
      coalesce(details->'others', '[]') AS others FROM audit
    WHERE id = ${checkId}::uuid AND actor_id = ${actorId}::uuid AND action = 'customer.check'`;
  return rows[0] ?? null;
}
