import type { Handle } from '../../db/client.ts';
import { Prisma } from '../../db/generated/client.ts';
import type { Work } from '../../db/transact.ts';
import { newId } from '../../lib/id.ts';

/** Somebody with customers, here or gone. */
export interface HolderCount {
  id: string;
  name: string;
  active: boolean;
  customers: number;
}

/** Teams whose customers the person may hand over; null: all. */
export type Reach = string[] | null;

const within = (reach: Reach) =>
  reach === null ? Prisma.sql`true` : Prisma.sql`c.team_id = ANY(${reach}::uuid[])`;
const among = (numbers: number[] | null) =>
  numbers === null ? Prisma.sql`true` : Prisma.sql`c.number = ANY(${numbers}::int[])`;

/** Whoever has customers in these teams, those who have left first. */
export async function listHolders(db: Handle, reach: Reach): Promise<HolderCount[]> {
  return db.$queryRaw<HolderCount[]>`
    SELECT m.id, m.name, m.active, count(*)::int AS customers
    FROM customers c JOIN members m ON m.id = c.rep_id
    WHERE c.status <> 'erased' AND ${within(reach)}
    GROUP BY m.id ORDER BY m.active, m.name, m.id`;
}

/** What would be handed over: how many, how they stand, and what is planned with them. */
export interface HandOverCounts {
  customers: number;
  underWork: number;
  closed: number;
  lost: number;
  followUps: number;
  overdue: number;
  /** Of them in teams the new rep is not in: they stay. */
  elsewhere: number;
}

/** Which customers of whom. `numbers` null: all. */
export interface HandOverScope {
  fromId: string;
  numbers: number[] | null;
  reach: Reach;
  /** Teams of the new rep; null: by the rules, in each customer's own team. */
  toTeams: string[] | null;
}

/** Counts what a hand-over would move. */
export async function countHandOver(
  db: Handle,
  { fromId, numbers, reach, toTeams }: HandOverScope,
  now: Date,
): Promise<HandOverCounts> {
  const [row] = await db.$queryRaw<HandOverCounts[]>`
    WITH those AS MATERIALIZED (
      SELECT c.id, c.stage, c.status, ${toTeams}::uuid[] IS NULL OR c.team_id = ANY(${toTeams}::uuid[]) AS fits
      FROM customers c
      WHERE c.rep_id = ${fromId}::uuid AND c.status <> 'erased' AND ${within(reach)} AND ${among(numbers)}
    ), plans AS (
      SELECT f.due_at FROM follow_ups f JOIN those t ON t.id = f.customer_id AND t.fits WHERE f.state = 'open'
    )
    SELECT count(*) FILTER (WHERE fits)::int AS customers,
      count(*) FILTER (WHERE fits AND status = 'active' AND stage NOT IN ('closed', 'lost'))::int AS "underWork",
      count(*) FILTER (WHERE fits AND stage = 'closed')::int AS closed,
      count(*) FILTER (WHERE fits AND stage = 'lost')::int AS lost,
      count(*) FILTER (WHERE NOT fits)::int AS elsewhere,
      (SELECT count(*)::int FROM plans) AS "followUps",
      (SELECT count(*)::int FROM plans WHERE due_at < ${now}) AS overdue
    FROM those`;
  return row!;
}

/** A hand-over as it is kept. */
export interface HandOver {
  id: string;
  fromId: string;
  toId: string | null;
  byId: string;
  isAll: boolean;
  total: number;
  begunAt: Date;
  doneAt: Date | null;
  messageId: string | null;
}

/** Writes a hand-over with its customers, as they are at this moment; answers it. */
export async function insertHandOver(
  { tx, now }: Pick<Work, 'tx' | 'now'>,
  scope: HandOverScope & { toId: string | null; byId: string },
): Promise<HandOver> {
  const { fromId, toId, byId, numbers, reach, toTeams } = scope;
  const id = newId(now);
  await tx.handover.create({
    data: { id, fromId, toId, byId, isAll: numbers === null, total: 0, begunAt: now },
  });
  const total = await tx.$executeRaw`
    INSERT INTO handover_items (handover_id, customer_id)
    SELECT ${id}::uuid, c.id FROM customers c
    WHERE c.rep_id = ${fromId}::uuid AND c.status <> 'erased' AND ${within(reach)} AND ${among(numbers)}
      AND (${toTeams}::uuid[] IS NULL OR c.team_id = ANY(${toTeams}::uuid[]))`;
  return tx.handover.update({ where: { id }, data: { total } });
}

/** Remembers which message tells how far it is. */
export async function linkHandOver(
  tx: Handle,
  id: string,
  messageId: string | null,
): Promise<void> {
  await tx.handover.update({ where: { id }, data: { messageId } });
}

/** Hand-overs that are not done, the oldest first. */
export async function listOpenHandOvers(db: Handle): Promise<HandOver[]> {
  return db.handover.findMany({ where: { doneAt: null }, orderBy: { begunAt: 'asc' } });
}

/** A hand-over, its row held until the transaction ends; null where it is done, or another process is at it. */
export async function takeHandOver(tx: Handle, id: string): Promise<HandOver | null> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM handovers WHERE id = ${id}::uuid AND done_at IS NULL FOR UPDATE SKIP LOCKED`;
  return rows.length === 0 ? null : tx.handover.findUnique({ where: { id } });
}

/** The next customers of a hand-over that is held. */
export async function takeItems(tx: Handle, id: string, limit: number): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT customer_id AS id FROM handover_items WHERE handover_id = ${id}::uuid AND state = 'waiting'
    ORDER BY customer_id LIMIT ${limit}`;
  return rows.map((row) => row.id);
}

/** What became of one customer of a hand-over. */
export interface ItemDone {
  state: 'moved' | 'pooled' | 'kept';
  toId: string | null;
  followUps: number;
}

/** Notes what became of customers. */
export async function settleItems(
  tx: Handle,
  handoverId: string,
  items: readonly (ItemDone & { customerId: string })[],
): Promise<void> {
  await tx.$executeRaw`
    UPDATE handover_items i SET state = t.state, to_id = t."toId", follow_ups = t."followUps"
    FROM jsonb_to_recordset(${JSON.stringify(items)}::jsonb)
      AS t("customerId" uuid, state text, "toId" uuid, "followUps" int)
    WHERE i.handover_id = ${handoverId}::uuid AND i.customer_id = t."customerId"`;
}

/** Ends a hand-over none of whose customers waits any more; answers whether it did. */
export async function closeHandOver(tx: Handle, id: string, now: Date): Promise<boolean> {
  const closed = await tx.$executeRaw`
    UPDATE handovers SET done_at = ${now} WHERE id = ${id}::uuid AND done_at IS NULL
      AND NOT EXISTS (SELECT FROM handover_items WHERE handover_id = ${id}::uuid AND state = 'waiting')`;
  return closed === 1;
}

/** How far a hand-over is: customers by what became of them, follow-ups that went along, and to whom. */
export interface HandOverState extends HandOver {
  fromName: string;
  toName: string | null;
  waiting: number;
  moved: number;
  pooled: number;
  kept: number;
  followUps: number;
  receivers: { id: string; name: string; customers: number; followUps: number }[];
}

/** Reads how far a hand-over is; null where there is none. */
export async function findHandOver(db: Handle, id: string): Promise<HandOverState | null> {
  const row = await db.handover.findUnique({ where: { id } });
  if (!row) return null;
  const states = await db.$queryRaw<{ state: string; n: number; followUps: number }[]>`
    SELECT state, count(*)::int AS n, coalesce(sum(follow_ups), 0)::int AS "followUps"
    FROM handover_items WHERE handover_id = ${id}::uuid GROUP BY state`;
  const receivers = await db.$queryRaw<HandOverState['receivers']>`
    SELECT m.id, m.name, count(*)::int AS customers, sum(i.follow_ups)::int AS "followUps"
    FROM handover_items i JOIN members m ON m.id = i.to_id
    WHERE i.handover_id = ${id}::uuid AND i.state = 'moved' GROUP BY m.id ORDER BY m.name, m.id`;
  const names = await db.$queryRaw<{ id: string; name: string }[]>`
    SELECT id, name FROM members WHERE id IN (${row.fromId}::uuid, ${row.toId}::uuid)`;
  const nameOf = (memberId: string | null) =>
    names.find((one) => one.id === memberId)?.name ?? null;
  const of = (state: string) => states.find((one) => one.state === state)?.n ?? 0;
  return {
    ...row,
    fromName: nameOf(row.fromId) ?? '',
    toName: nameOf(row.toId),
    waiting: of('waiting'),
    moved: of('moved'),
    pooled: of('pooled'),
    kept: of('kept'),
    followUps: states.reduce((sum, one) => sum + one.followUps, 0),
    receivers,
  };
}

/** Open follow-ups of a member on colleagues' customers: customer and whose it is. */
export async function listStrayFollowUps(
  db: Handle,
  memberId: string,
): Promise<{ customerId: string }[]> {
  return db.$queryRaw<{ customerId: string }[]>`
    SELECT DISTINCT f.customer_id AS "customerId" FROM follow_ups f JOIN customers c ON c.id = f.customer_id
    WHERE f.member_id = ${memberId}::uuid AND f.state = 'open' AND c.rep_id IS NOT NULL
      AND c.rep_id <> ${memberId}::uuid ORDER BY 1`;
}

/** Holds the teams of these customers until the transaction ends, always in the same order. */
export async function lockTeamsOf(tx: Handle, customerIds: string[]): Promise<void> {
  await tx.$queryRaw`
    SELECT id FROM teams WHERE id IN (SELECT team_id FROM customers WHERE id = ANY(${customerIds}::uuid[]))
    ORDER BY id FOR NO KEY UPDATE`;
}
