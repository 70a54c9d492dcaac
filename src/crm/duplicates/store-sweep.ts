import { z } from 'zod';
import type { Handle } from '../../db/client.ts';
import { Prisma } from '../../db/generated/client.ts';
import type { Sealed } from '../../db/sealing.ts';

/** Records that have no keys yet: they came in before there were any, or by a write that had not the whole file. */
export async function listUnkeyed(db: Handle, limit: number): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT id FROM customers WHERE keyed_at IS NULL AND status IN ('active', 'invalid')
    ORDER BY id LIMIT ${limit}`;
  return rows.map(({ id }) => id);
}

/** Keeps a record's keys. They say nothing that the file does not, so that no version and no audit moves. */
export async function saveKeys(
  db: Handle,
  of: { id: string; version: number; now: Date },
  keys: Sealed[],
): Promise<void> {
  await db.customer.updateMany({
    where: { id: of.id, version: of.version },
    data: { matchKeys: keys, keyedAt: of.now },
  });
}

/** Where the sweep stands: up to which moment of writing, and which record of that moment. */
export interface Mark {
  keyedTo: Date;
  idTo: string;
}

/** The next records to look through: written since the mark, and long enough ago to be all there. */
export async function listNext(
  db: Handle,
  of: { mark: Mark | null; before: Date; limit: number },
): Promise<(Mark & { id: string })[]> {
  const since = of.mark
    ? Prisma.sql`(keyed_at, id) > (${of.mark.keyedTo}::timestamptz, ${of.mark.idTo}::uuid)`
    : Prisma.sql`true`;
  return db.$queryRaw`
    SELECT id, id AS "idTo", keyed_at AS "keyedTo" FROM customers
    WHERE keyed_at IS NOT NULL AND keyed_at < ${of.before} AND ${since}
    ORDER BY keyed_at, id LIMIT ${of.limit}`;
}

/** How far the sweep has come; null before the first one. */
export async function findMark(db: Handle): Promise<Mark | null> {
  return db.duplicateSweep.findFirst({ select: { keyedTo: true, idTo: true } });
}

/** Keeps how far the sweep has come, so that the next one goes on there. */
export async function saveMark(db: Handle, { keyedTo, idTo }: Mark): Promise<void> {
  await db.duplicateSweep.upsert({
    where: { onlyRow: true },
    create: { keyedTo, idTo },
    update: { keyedTo, idTo },
  });
}

const couples = z.array(z.object({ id: z.uuid(), otherId: z.uuid() }));

/** Records that share one thing; what more of them share says little. */
const MOST = 40;

/**
 * Which live records share a keyed hash with these, and were not looked at as a pair before: through the
 * indexes alone, nothing is opened.
 */
export async function listCouples(
  db: Handle,
  ids: readonly string[],
): Promise<{ id: string; otherId: string }[]> {
  const live = Prisma.sql`c.status IN ('active', 'invalid')`;
  const rows = await db.$queryRaw<unknown[]>`
    SELECT DISTINCT least(a.id, b.id) AS id, greatest(a.id, b.id) AS "otherId"
    FROM customers a, LATERAL (
      (SELECT c.id FROM customers c WHERE c.match_keys && a.match_keys AND c.id <> a.id AND ${live} LIMIT ${MOST})
      UNION (SELECT c.id FROM customers c
        WHERE c.wechat_index = a.wechat_index AND c.id <> a.id AND ${live} LIMIT ${MOST})
      UNION (SELECT c.id FROM customers c
        WHERE c.email_index = a.email_index AND c.id <> a.id AND ${live} LIMIT ${MOST})
    ) b
    WHERE a.id = ANY(${[...ids]}::uuid[]) AND a.status IN ('active', 'invalid')
      AND NOT EXISTS (SELECT FROM duplicate_pairs p WHERE p.one_id = least(a.id, b.id)
        AND p.other_id = greatest(a.id, b.id) AND p.state <> 'open')`;
  return couples.parse(rows);
}
