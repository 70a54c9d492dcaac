import type { Handle } from '../../../db/client.ts';
import type { Prisma } from '../../../db/generated/client.ts';
import type { Work, Writing } from '../../../db/transact.ts';
import { newId } from '../../../lib/id.ts';
import type { Reviewed, ReviewState, StepOf } from '../rules/machine.ts';

/** Why there is a review. */
export type Cause = 'registration' | 'import' | 'change' | 'reported';

/** A review as it is kept. */
export interface Review extends Reviewed {
  id: string;
  customerId: string;
  cause: Cause;
  fields: string[];
  openedAt: Date;
  waitingSince: Date;
  rung: number;
  rungAt: Date | null;
  closedAt: Date | null;
}

const OPEN = ['waiting', 'asked', 'returned'];

const WITH_REP = { customer: { select: { repId: true } } } as const;

const typed = ({
  customer,
  ...row
}: Prisma.ReviewGetPayload<{ include: typeof WITH_REP }>): Review => ({
  ...row,
  cause: row.cause as Cause,
  chain: row.chain as StepOf[],
  state: row.state as ReviewState,
  repId: customer.repId,
});

/** The review of a customer that is open, or the last one that was; null where there was none. */
export async function findReview(db: Handle, customerId: string): Promise<Review | null> {
  const row = await db.review.findFirst({
    where: { customerId },
    orderBy: [{ closedAt: { sort: 'desc', nulls: 'first' } }, { openedAt: 'desc' }],
    include: WITH_REP,
  });
  return row && typed(row);
}

/** The reviews of customers that somebody still has to look at; a customer has one at most. */
export async function listOpenReviews(db: Handle, customerIds: string[]): Promise<Review[]> {
  if (customerIds.length === 0) return [];
  const rows = await db.review.findMany({
    where: { customerId: { in: customerIds }, state: { in: OPEN } },
    include: WITH_REP,
  });
  return rows.map(typed);
}

/** A review that begins. */
export type NewReview = Reviewed & {
  customerId: string;
  cause: Cause;
  fields: string[];
  /** false: nothing is said by itself, it stands in the list. */
  isTold: boolean;
};

/** Writes reviews that begin, and their state on the customers: one statement. Answers their ids, in their order. */
export async function insertReviews(
  { tx, now }: Work,
  fresh: readonly NewReview[],
): Promise<string[]> {
  const rows = fresh.map(({ customerId, cause, fields, chain, authors, isTold }) => ({
    ...{ id: newId(now), customer_id: customerId, cause, fields, chain, authors },
    ...{ opened_at: now, waiting_since: now, rung_at: isTold ? now : null },
  }));
  await tx.$executeRaw`
    WITH opened AS (
      INSERT INTO reviews (id, customer_id, cause, fields, chain, authors, opened_at, waiting_since, rung_at)
      SELECT id, customer_id, cause, fields, chain, authors, opened_at, waiting_since, rung_at
      FROM jsonb_populate_recordset(NULL::reviews, ${JSON.stringify(rows)}::jsonb)
      RETURNING customer_id
    )
    UPDATE customers c SET review_state = 'waiting' FROM opened o WHERE c.id = o.customer_id`;
  return rows.map(({ id }) => id);
}

/** Puts the review of a customer who is put along with it; answers the state for the customer's row. */
export function putReview({ puts, now }: Writing, fresh: NewReview): ReviewState {
  const { isTold, customerId, cause, fields, chain, authors, state } = fresh;
  puts.add('reviews', {
    ...{ id: newId(now), customerId, cause, fields, chain, authors, state },
    ...{ openedAt: now, waitingSince: now, rungAt: isTold ? now : null },
  });
  return state;
}

/** Writes what became of a review, and its state on the customer. The customer's row must be locked. */
export async function saveReview(
  work: Work,
  review: Review,
  change: Partial<
    Pick<Review, 'cause' | 'fields' | 'waitingSince' | 'rung' | 'rungAt' | 'closedAt'> & Reviewed
  >,
): Promise<void> {
  const { id, customerId } = review;
  const { repId: _, ...data } = change;
  await work.tx.review.update({ where: { id }, data });
  if (!change.state || change.state === review.state) return;
  await work.tx.customer.update({
    where: { id: customerId },
    data: { reviewState: change.state },
  });
}

/** Reviews whose next rung has come, the longest waiting first. */
export async function listDue(
  db: Handle,
  now: Date,
  limit: number,
): Promise<{ id: string; customerId: string }[]> {
  return db.$queryRaw<{ id: string; customerId: string }[]>`
    SELECT r.id, r.customer_id AS "customerId" FROM reviews r JOIN customers c ON c.id = r.customer_id
    WHERE r.rung_at <= ${now} AND c.status = 'active'
    ORDER BY r.rung_at, r.id LIMIT ${limit}`;
}

/** Which waiting reviews are listed: of these teams (null: of all), or those a rep has to answer. */
export type Waiting =
  | { of: 'judge'; id: string; role: string; teamIds: string[] | null }
  | { of: 'rep'; id: string };

/**
 * Ids of the customers whose review waits for a person, the longest waiting first: those whose step is
 * theirs and that they neither made nor approved nor have themselves; for whose customer it is those returned
 * or asked about, for the manager those that have no rep. An administrator has those whose step nobody of the
 * team can take, and those that waited too long. `total` counts them beyond the page.
 */
export async function listWaitingFor(
  db: Handle,
  who: Waiting,
  page: { limit: number; offset: number },
): Promise<{ ids: string[]; total: number }> {
  const { limit, offset } = page;
  if (who.of === 'rep') {
    const rows = await db.$queryRaw<Counted[]>`
      SELECT c.id, count(*) OVER ()::int AS total FROM reviews r JOIN customers c ON c.id = r.customer_id
      WHERE r.state IN ('asked', 'returned') AND c.status = 'active' AND c.rep_id = ${who.id}::uuid
      ORDER BY r.waiting_since, r.id LIMIT ${limit} OFFSET ${offset}`;
    return counted(rows);
  }
  const { id, role, teamIds } = who;
  const rows = await db.$queryRaw<Counted[]>`
    SELECT c.id, count(*) OVER ()::int AS total FROM reviews r JOIN customers c ON c.id = r.customer_id
    WHERE c.status = 'active' AND (r.state IN ('asked', 'returned') AND (c.rep_id = ${id}::uuid
      OR c.rep_id IS NULL AND ${role} = 'manager' AND c.team_id = ANY(${teamIds}::uuid[]))
      OR r.state = 'waiting'
      AND (${teamIds}::uuid[] IS NULL OR c.team_id = ANY(${teamIds}::uuid[]))
      AND NOT (${id}::uuid = ANY(r.authors || r.approvals)) AND c.rep_id IS DISTINCT FROM ${id}::uuid
      AND CASE WHEN ${role} <> 'administrator'
        THEN r.chain[cardinality(r.approvals) + 1] IN (${role}, 'either')
        ELSE r.rung > 2 OR NOT EXISTS (
          SELECT FROM members m JOIN team_members t ON t.member_id = m.id
          WHERE m.active AND t.team_id = c.team_id AND NOT (m.id = ANY(r.authors || r.approvals))
            AND m.id IS DISTINCT FROM c.rep_id
            AND CASE r.chain[cardinality(r.approvals) + 1]
              WHEN 'either' THEN m.role IN ('manager', 'reviewer')
              ELSE m.role = r.chain[cardinality(r.approvals) + 1] END)
        END)
    ORDER BY r.waiting_since, r.id LIMIT ${limit} OFFSET ${offset}`;
  return counted(rows);
}

/** A row of a page, with how many there are in all. */
type Counted = { id: string; total: number };

const counted = (rows: Counted[]) => ({
  ids: rows.map(({ id }) => id),
  total: rows[0]?.total ?? 0,
});

/** Writes on the customer what its open, or else its last, review says. */
export async function keepReviewState({ tx }: Work, customerId: string): Promise<void> {
  const reviewState = (await findReview(tx, customerId))?.state ?? null;
  await tx.customer.update({ where: { id: customerId }, data: { reviewState } });
}
