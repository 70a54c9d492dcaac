import { z } from 'zod';
import type { Handle } from '../../db/client.ts';
import { Refusal } from '../../lib/refusal.ts';
import { can } from '../access/rules.ts';
import type { Ctx } from '../context.ts';
import { findCustomer, followMerged } from './store.ts';

/**
 * Throws `notAllowed` unless the person may see the customer who is to be the referrer: an id is the
 * client's word, and the card shows what stands behind it. For a customer who is in the register already
 * (`newcomerId`) it also throws `referralItself`, and `referralCycle` where that customer brought, through
 * whomever, the one who is to have brought them.
 */
export async function requireReferrer(
  db: Handle,
  ctx: Ctx,
  referrerId: string | null | undefined,
  newcomerId?: string,
): Promise<void> {
  if (!referrerId) return;
  const record = await findCustomer(db, await followMerged(db, referrerId));
  if (!record || !can(ctx.actor, 'customer:see', record))
    throw new Refusal('notAllowed', {}, 'referrerId');
  if (!newcomerId) return;
  if (record.id === newcomerId) throw new Refusal('referralItself', {}, 'referrerId');
  await lockReferrals(db);
  const above = await listAbove(db, record.id);
  if (above.some(({ id }) => id === newcomerId))
    throw new Refusal('referralCycle', {}, 'referrerId');
}

/** One change of who brought whom at a time: two that are right by themselves can make a circle together. */
async function lockReferrals(tx: Handle): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('gatehouse.referrals'))`;
}

/** A customer of a chain of referrals, as the reader may see it or not. */
export interface Link {
  id: string;
  number: number;
  name: string;
  gender: string | null;
  teamId: string;
  repId: string | null;
  /** How many customers it brought itself. */
  brought: number;
}

const links = z.array(
  z.object({
    id: z.string(),
    number: z.number(),
    name: z.string(),
    gender: z.string().nullable(),
    teamId: z.string(),
    repId: z.string().nullable(),
    brought: z.number(),
  }),
);

/** A chain longer than this is a mistake in the data. */
const MOST_LINKS = 50;

/** Who brought this customer, who brought that one, and so on: the nearest first. */
export async function listAbove(db: Handle, id: string): Promise<Link[]> {
  const rows = await db.$queryRaw<unknown[]>`
    WITH RECURSIVE above (id, depth, seen) AS (
      SELECT referrer_id, 1, ARRAY[id] FROM customers WHERE id = ${id}::uuid AND referrer_id IS NOT NULL
      UNION ALL
      SELECT c.referrer_id, a.depth + 1, a.seen || c.id FROM above a JOIN customers c ON c.id = a.id
      WHERE c.referrer_id IS NOT NULL AND NOT c.referrer_id = ANY(a.seen) AND a.depth < ${MOST_LINKS}::int
    )
    SELECT c.id, c.number, c.name, c.gender, c.team_id AS "teamId", c.rep_id AS "repId", 0 AS brought
    FROM above a JOIN customers c ON c.id = a.id ORDER BY a.depth`;
  return links.parse(rows);
}

/** Whom this customer brought, the first first, each with how many they brought in turn. */
export async function listBrought(db: Handle, id: string, limit: number): Promise<Link[]> {
  const rows = await db.$queryRaw<unknown[]>`
    SELECT c.id, c.number, c.name, c.gender, c.team_id AS "teamId", c.rep_id AS "repId",
      (SELECT count(*)::int FROM customers n WHERE n.referrer_id = c.id AND n.status = 'active') AS brought
    FROM customers c WHERE c.referrer_id = ${id}::uuid AND c.status = 'active'
    ORDER BY c.number LIMIT ${limit}`;
  return links.parse(rows);
}
