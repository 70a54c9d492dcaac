import type { Handle } from '../../../db/client.ts';
import type { Totals } from '../rules/rates.ts';
import type { CountedTeam, Oldest, PricedTeam, Tally } from '../rules/snapshot.ts';
import type { DigestWindow } from '../rules/week.ts';
import { overdue } from './appointments.ts';
import { counted } from './counting.ts';

/**
 * Counts a week and keeps, for every number, exactly the customers behind it: one row per key and rep
 * with the customers and how often each counts; a party that left nothing has nobody behind it. One statement
 * over the week; the rows never leave the database.
 */
export async function writeLines(
  db: Handle,
  snapshotId: string,
  team: PricedTeam,
  window: DigestWindow,
): Promise<void> {
  await db.$executeRaw`DELETE FROM digest_lines WHERE snapshot_id = ${snapshotId}::uuid`;
  await db.$executeRaw`
    /* planned anew */ ${counted(team, window)}
    INSERT INTO digest_lines (snapshot_id, key, member_id, total, customer_ids, counts)
    SELECT ${snapshotId}::uuid, key, member_id, sum(n),
      coalesce(array_agg(customer_id) FILTER (WHERE customer_id IS NOT NULL), '{}'),
      coalesce(array_agg(n) FILTER (WHERE customer_id IS NOT NULL), '{}')
    FROM counted GROUP BY key, member_id`;
}

/** The sums of the kept lines. */
export async function readTally(db: Handle, snapshotId: string): Promise<Tally> {
  return tallyOf(
    await db.$queryRaw`
      SELECT key, member_id AS "memberId", total::float8 FROM digest_lines
      WHERE snapshot_id = ${snapshotId}::uuid ORDER BY key, member_id`,
  );
}

/** Counts a week without keeping anything: what a digest is compared with. */
export async function countTotals(
  db: Handle,
  team: PricedTeam,
  window: DigestWindow,
): Promise<Totals> {
  const rows: CountedRow[] = await db.$queryRaw`
    /* planned anew */ ${counted(team, window)}
    SELECT key, NULL::uuid AS "memberId", sum(n)::float8 AS total FROM counted GROUP BY key`;
  return tallyOf(rows).totals;
}

interface CountedRow {
  key: string;
  memberId: string | null;
  total: number;
}

/** Parts of a set are counted by hundredths: their sum is one again, and not nearly. */
const addUp = (one: number, other: number): number => Math.round((one + other) * 100) / 100;

function tallyOf(rows: CountedRow[]): Tally {
  const tally: Tally = { totals: {}, reps: new Map() };
  for (const { key, memberId, total } of rows) {
    tally.totals[key] = addUp(tally.totals[key] ?? 0, total);
    if (memberId === null) continue;
    const own = tally.reps.get(memberId) ?? {};
    own[key] = total;
    tally.reps.set(memberId, own);
  }
  return tally;
}

/** The oldest overdue follow-up of every rep who has one. */
export async function listOldestOverdue(
  db: Handle,
  team: CountedTeam,
  window: DigestWindow,
): Promise<Oldest[]> {
  return db.$queryRaw<Oldest[]>`
    /* planned anew */ WITH ${overdue(team, window)}
    SELECT DISTINCT ON (member_id) member_id AS "memberId", customer_id AS "customerId", due_at AS "dueAt"
    FROM overdue ORDER BY member_id, due_at, customer_id`;
}
