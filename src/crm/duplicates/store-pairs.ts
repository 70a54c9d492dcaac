import { z } from 'zod';
import type { Handle } from '../../db/client.ts';
import { Prisma } from '../../db/generated/client.ts';
import type { Work } from '../../db/transact.ts';

/** One of a pair, as the manager's list names it. */
const side = z.object({
  id: z.uuid(),
  number: z.number(),
  name: z.string(),
  teamId: z.uuid(),
  repId: z.uuid().nullable(),
  repName: z.string().nullable(),
});
const pairRows = z.array(
  z.object({
    id: z.uuid(),
    kind: z.enum(['person', 'family']),
    score: z.number(),
    reasons: z.array(z.string()),
    one: side,
    other: side,
  }),
);
export type PairRow = z.infer<typeof pairRows>[number];

/**
 * What is still to be decided of a pair p of records a and b: both live, and not of one family meanwhile, linked
 * with each other or with the same relative.
 */
export const OPEN = Prisma.sql`p.state = 'open' AND a.status IN ('active', 'invalid') AND b.status IN ('active', 'invalid')
  AND NOT EXISTS (SELECT FROM household_links x, household_links y
    WHERE x.state IN ('linked', 'proposed') AND y.state IN ('linked', 'proposed')
      AND a.id IN (x.customer_id, x.other_id) AND b.id IN (y.customer_id, y.other_id)
      AND (x.id = y.id OR x.customer_id IN (y.customer_id, y.other_id) OR x.other_id IN (y.customer_id, y.other_id)))`;

/** Of these teams both; null: of any. */
const ofTeams = (teamIds: readonly string[] | null): Prisma.Sql =>
  teamIds
    ? Prisma.sql`a.team_id = ANY(${teamIds}::uuid[]) AND b.team_id = ANY(${teamIds}::uuid[])`
    : Prisma.sql`true`;

/** Open pairs of these teams, the surest first; the record that was there first is `one`. */
export async function listPairs(
  db: Handle,
  teamIds: readonly string[] | null,
  page: { limit: number; offset: number },
): Promise<PairRow[]> {
  const rows = await db.$queryRaw<unknown[]>`
    SELECT p.id, p.kind, p.score, p.reasons, 
      jsonb_build_object('id', a.id, 'number', a.number, 'name', a.name, 'teamId', a.team_id,
        'repId', a.rep_id, 'repName', ar.name) AS one,
      jsonb_build_object('id', b.id, 'number', b.number, 'name', b.name, 'teamId', b.team_id,
        'repId', b.rep_id, 'repName', br.name) AS other
    FROM duplicate_pairs p JOIN customers a ON a.id = p.one_id JOIN customers b ON b.id = p.other_id
    LEFT JOIN members ar ON ar.id = a.rep_id LEFT JOIN members br ON br.id = b.rep_id
    WHERE ${OPEN} AND ${ofTeams(teamIds)}
    ORDER BY p.score DESC, p.found_at, least(a.number, b.number), greatest(a.number, b.number)
    OFFSET ${page.offset} LIMIT ${page.limit}`;
  return pairRows.parse(rows).map(inOrder);
}

const inOrder = (pair: PairRow): PairRow =>
  pair.one.number <= pair.other.number ? pair : { ...pair, one: pair.other, other: pair.one };

/** How many open pairs these teams have. */
export async function countPairs(db: Handle, teamIds: readonly string[] | null): Promise<number> {
  const [row] = await db.$queryRaw<{ n: number }[]>`
    SELECT count(*)::int AS n FROM duplicate_pairs p
    JOIN customers a ON a.id = p.one_id JOIN customers b ON b.id = p.other_id
    WHERE ${OPEN} AND ${ofTeams(teamIds)}`;
  return row!.n;
}

/** The two of a pair, locked until the transaction ends; null where there is none. */
export async function lockPair(
  tx: Handle,
  id: string,
): Promise<{ oneId: string; otherId: string; state: string } | null> {
  const rows = await tx.$queryRaw<{ oneId: string; otherId: string; state: string }[]>`
    SELECT one_id AS "oneId", other_id AS "otherId", state FROM duplicate_pairs
    WHERE id = ${id}::uuid FOR UPDATE`;
  return rows[0] ?? null;
}

/** The pair of an id, or null. */
export async function findPair(db: Handle, id: string) {
  return db.duplicatePair.findUnique({
    where: { id },
    select: { oneId: true, otherId: true, state: true },
  });
}

/** Remembers what somebody said of a pair. */
export async function settlePair(
  { tx, now }: Work,
  id: string,
  settled: { state: 'different' | 'family'; byId: string },
): Promise<void> {
  await tx.duplicatePair.update({
    where: { id },
    data: { state: settled.state, decidedById: settled.byId, decidedAt: now },
  });
}

/** The last message that told a manager of pairs, so that it can be drawn again. */
export async function findTold(tx: Handle, recipient: string): Promise<string | null> {
  const found = await tx.message.findFirst({
    where: { recipient, state: 'sent' },
    orderBy: { dueAt: 'desc' },
    select: { id: true },
  });
  return found?.id ?? null;
}

/** Records that were looked at beside this one before, or are of its family: nobody is asked about them again. */
export async function listKnown(db: Handle, id: string): Promise<Set<string>> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT CASE WHEN one_id = ${id}::uuid THEN other_id ELSE one_id END AS id FROM duplicate_pairs
      WHERE one_id = ${id}::uuid OR other_id = ${id}::uuid
    UNION SELECT CASE WHEN customer_id = ${id}::uuid THEN other_id ELSE customer_id END FROM household_links
      WHERE (customer_id = ${id}::uuid OR other_id = ${id}::uuid) AND state IN ('proposed', 'linked')`;
  return new Set(rows.map((row) => row.id));
}
