import type { Handle } from '../../../db/client.ts';
import type { AreaRange, BudgetRange } from '../../customers/values.ts';

/** A customer in the pool, or lately there: what colleagues may read, without phone or free text. */
export interface PoolEntry {
  id: string;
  number: number;
  name: string;
  gender: string | null;
  teamId: string;
  /** Null while it is in the pool. */
  repId: string | null;
  status: string;
  stage: string;
  grade: string | null;
  pooledAt: Date | null;
  /** From when it may be claimed; null: at once. */
  poolOpenAt: Date | null;
  layouts: string[];
  area: AreaRange | null;
  budget: BudgetRange | null;
  districts: string[];
  purchaseTime: string | null;
  purpose: string | null;
}

const columns = {
  id: true,
  number: true,
  name: true,
  gender: true,
  teamId: true,
  repId: true,
  status: true,
  stage: true,
  grade: true,
  pooledAt: true,
  poolOpenAt: true,
  layouts: true,
  areaMin: true,
  areaMax: true,
  budgetMin: true,
  budgetMax: true,
  currency: true,
  districts: true,
  purchaseTime: true,
  purpose: true,
} as const;

type Row = Omit<PoolEntry, 'area' | 'budget'> & {
  areaMin: number | null;
  areaMax: number | null;
  budgetMin: bigint | null;
  budgetMax: bigint | null;
  currency: string;
};

function entryOf({ areaMin, areaMax, budgetMin, budgetMax, currency, ...row }: Row): PoolEntry {
  const amount = (value: bigint | null) => (value === null ? null : Number(value));
  return {
    ...row,
    area: areaMin === null && areaMax === null ? null : { min: areaMin, max: areaMax },
    budget:
      budgetMin === null && budgetMax === null
        ? null
        : { min: amount(budgetMin), max: amount(budgetMax), currency },
  };
}

/** These customers, in or out of the pool, by number. */
export async function listEntries(db: Handle, ids: string[]): Promise<PoolEntry[]> {
  const rows = await db.customer.findMany({
    where: { id: { in: ids } },
    select: columns,
    orderBy: { number: 'asc' },
  });
  return rows.map(entryOf);
}

/**
 * The pool of some teams (null: of all), the newest first. Who was lost or wants no contact is in no
 * list: such a customer waits until somebody registers or checks them again.
 */
export async function listPool(
  db: Handle,
  teamIds: string[] | null,
  page: { limit: number; offset: number },
): Promise<PoolEntry[]> {
  const rows = await db.customer.findMany({
    where: {
      repId: null,
      status: 'active',
      doNotContact: false,
      stage: { notIn: ['closed', 'lost'] },
      ...(teamIds && { teamId: { in: teamIds } }),
    },
    select: columns,
    orderBy: [{ pooledAt: { sort: 'desc', nulls: 'last' } }, { number: 'desc' }],
    take: page.limit,
    skip: page.offset,
  });
  return rows.map(entryOf);
}

/** A rep whose customers do not lapse, in a team. */
export interface Exempt {
  teamId: string;
  memberId: string;
}

/** Customers whose protection has ended, the longest over first. */
export async function listLapsed(
  db: Handle,
  { now, exempt, limit }: { now: Date; exempt: Exempt[]; limit: number },
): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT c.id FROM customers c
    WHERE c.status = 'active' AND c.protected_until IS NOT NULL AND c.protected_until <= ${now}
      AND NOT EXISTS (
        SELECT FROM jsonb_to_recordset(${JSON.stringify(exempt)}::jsonb) AS e("teamId" uuid, "memberId" uuid)
        WHERE e."teamId" = c.team_id AND e."memberId" = c.rep_id)
    ORDER BY c.protected_until, c.id LIMIT ${limit}`;
  return rows.map(({ id }) => id);
}

/** How many customers a member claimed since a moment, and how many they work with. */
export async function countClaims(
  db: Handle,
  memberId: string,
  since: Date,
): Promise<{ claimed: number; holding: number }> {
  const [row] = await db.$queryRaw<{ claimed: number; holding: number }[]>`
    SELECT (SELECT count(*)::int FROM assignments a
        WHERE a.member_id = ${memberId}::uuid AND a.why = 'claimed' AND a.from_at >= ${since}) AS claimed,
      (SELECT count(*)::int FROM customers c
        WHERE c.rep_id = ${memberId}::uuid AND c.status = 'active' AND c.stage NOT IN ('closed', 'lost')) AS holding`;
  return row!;
}

/**
 * When this customer, or a record that became part of it, last went from a member into the pool, or null: by the
 * end of protection, and however it came into the pool where it is now (a verdict, a hand-over).
 */
export async function findLossOf(
  db: Handle,
  customerId: string,
  memberId: string,
): Promise<Date | null> {
  const [row] = await db.$queryRaw<{ at: Date | null }[]>`
    SELECT max(a.to_at) AS at FROM assignments a JOIN customers c ON c.id = a.customer_id
    WHERE a.member_id = ${memberId}::uuid
      AND (c.id = ${customerId}::uuid OR c.merged_into_id = ${customerId}::uuid)
      AND (a.ended_why = 'lapsed' OR a.to_at = c.pooled_at)`;
  return row?.at ?? null;
}

/** The member who claimed the customer and still has it, or null. */
export async function findClaimer(
  db: Handle,
  customerId: string,
): Promise<{ id: string; name: string } | null> {
  const rows = await db.$queryRaw<{ id: string; name: string }[]>`
    SELECT m.id, m.name FROM assignments a JOIN members m ON m.id = a.member_id
    WHERE a.customer_id = ${customerId}::uuid AND a.to_at IS NULL AND a.why = 'claimed'`;
  return rows[0] ?? null;
}
