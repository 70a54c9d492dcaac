import { Prisma } from '../../../db/generated/client.ts';
import type { Reading } from '../../../db/transact.ts';
import type { Actor } from '../../access/actor.ts';
import { type CustomerLine, visibleTo } from '../../customers/store-search.ts';
import type { Totals } from '../rules/rates.ts';

/** A customer behind a number, and how often it counts there. */
export interface BehindLine extends CustomerLine {
  times: number;
}

/** Which number's customers: counted keys of a snapshot, of one rep or of all. */
export interface Behind {
  snapshotId: string;
  keys: readonly string[];
  memberId: string | null;
}

/** How many customers a page of the list shows. */
export const BEHIND_PAGE = 10;

// A snapshot keeps the ids it counted; behind one that became part of another stands the kept record.

/**
 * A page of exactly the customers behind a number that the person may see, newest numbers first, with
 * how much of the number all visible ones make.
 */
export async function listBehind(
  at: Reading,
  actor: Actor,
  behind: Behind,
  page: number,
): Promise<{ lines: BehindLine[]; customers: number; counted: number }> {
  const rows = await at.db.$queryRaw<(BehindLine & { customers: number; counted: number })[]>`
    /* planned anew */ WITH ${unfolded(behind)}
    SELECT c.id, c.number, c.name, c.gender, c.stage, c.grade, c.status, c.rep_id AS "repId", m.name AS "repName",
      c.last_effective_at AS "lastEffectiveAt", next.due_at AS "nextDueAt", b.times,
      b.customers, b.counted
    FROM (
      SELECT c.id, b.times, (count(*) OVER ())::int AS customers, (sum(b.times) OVER ())::float8 AS counted
      FROM behind b JOIN customers c ON c.id = b.customer_id
      WHERE c.status IN ('active', 'invalid') AND ${visibleTo(actor, 'customer:see')}
      ORDER BY c.number DESC OFFSET ${page * BEHIND_PAGE} LIMIT ${BEHIND_PAGE}
    ) b
    JOIN customers c ON c.id = b.id
    LEFT JOIN members m ON m.id = c.rep_id
    LEFT JOIN LATERAL (
      SELECT min(due_at) AS due_at FROM follow_ups f WHERE f.customer_id = c.id AND f.state = 'open'
    ) next ON true
    ORDER BY c.number DESC`;
  const { customers = 0, counted = 0 } = rows[0] ?? {};
  return { lines: rows.map(({ customers: _, counted: __, ...line }) => line), customers, counted };
}

function unfolded({ snapshotId, keys, memberId }: Behind): Prisma.Sql {
  return Prisma.sql`
    behind AS (
      SELECT coalesce(was.merged_into_id, u.customer_id) AS customer_id, sum(u.n)::float8 AS times
      FROM digest_lines l, unnest(l.customer_ids, l.counts) AS u (customer_id, n)
      LEFT JOIN customers was ON was.id = u.customer_id AND was.status = 'merged'
      WHERE l.snapshot_id = ${snapshotId}::uuid AND l.key = ANY(${[...keys]}::text[])
        AND (${memberId}::uuid IS NULL OR l.member_id = ${memberId}::uuid)
      GROUP BY 1
    )`;
}

/** The part of a snapshot that is about customers the person may see. */
export async function sumVisible(at: Reading, actor: Actor, snapshotId: string): Promise<Totals> {
  const rows = await at.db.$queryRaw<{ key: string; total: number }[]>`
    SELECT l.key, sum(u.n)::float8 AS total
    FROM digest_lines l, unnest(l.customer_ids, l.counts) AS u (customer_id, n)
    LEFT JOIN customers was ON was.id = u.customer_id AND was.status = 'merged'
    JOIN customers c ON c.id = coalesce(was.merged_into_id, u.customer_id)
    WHERE l.snapshot_id = ${snapshotId}::uuid AND c.status IN ('active', 'invalid') AND ${visibleTo(actor, 'customer:see')}
    GROUP BY l.key`;
  return Object.fromEntries(rows.map(({ key, total }) => [key, total]));
}
