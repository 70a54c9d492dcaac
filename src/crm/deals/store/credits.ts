import type { Handle, Tx } from '../../../db/client.ts';
import { Prisma } from '../../../db/generated/client.ts';
import type { CreditFacts, CreditReason, Ruling, Share } from '../rules/credit.ts';
import { dayOf } from './days.ts';

/** Whose result a deal is, the largest share first; none before 认购. */
export async function listCredits(db: Handle, dealId: string): Promise<Share[]> {
  const rows = await db.dealCredit.findMany({
    where: { dealId },
    select: { memberId: true, percent: true, because: true },
    orderBy: [{ percent: 'desc' }, { memberId: 'asc' }],
  });
  return rows.map((row) => ({ ...row, because: row.because as CreditReason }));
}

/** Writes the shares of a deal in place of those before. */
export async function saveCredits(tx: Tx, dealId: string, shares: readonly Share[]): Promise<void> {
  await tx.dealCredit.deleteMany({ where: { dealId } });
  await tx.dealCredit.createMany({ data: shares.map((share) => ({ dealId, ...share })) });
}

/**
 * Who made a deal and when: its contract, before that its subscription. When it was entered first counts, a
 * correction changes its day only. Null before 认购.
 */
export async function findMaking(
  db: Handle,
  dealId: string,
): Promise<Pick<CreditFacts, 'repId' | 'at' | 'since' | 'days'> | null> {
  const facts = await db.dealFact.findMany({
    where: { dealId, kind: { in: ['subscription', 'contract'] } },
    orderBy: [{ at: 'asc' }, { id: 'asc' }],
  });
  const standing = facts.filter(({ voidedAt }) => voidedAt === null);
  const made = standing.findLast(({ kind }) => kind === 'contract') ?? standing.at(-1);
  if (!made) return null;
  const enteredAt = (kind: string) => facts.find((fact) => fact.kind === kind)!.at;
  const theirs = standing
    .filter(({ memberId }) => memberId === made.memberId)
    .map(({ kind }) => enteredAt(kind).getTime());
  return {
    repId: made.memberId,
    at: enteredAt(made.kind),
    since: new Date(Math.min(...theirs)),
    days: standing.map(({ kind, on }) => ({ day: dayOf(on), at: enteredAt(kind) })),
  };
}

/** When a deal was made, since when, and until when what is claimed or found out still concerns it. */
interface Concerned {
  customerId: string;
  madeAt: Date;
  /** Since when it is the rep's who made it. */
  since: Date;
  until: Date;
}

/** The members of a customer's family that are linked directly, now or at some time. */
export async function listFamilyIds(db: Handle, customerId: string): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT f.id FROM (${familyOf(customerId)}) f ORDER BY f.id`;
  return [...new Set(rows.map(({ id }) => id))];
}

/** Family links of a customer: the relative, from when to when it was known. */
const familyOf = (customerId: string) => Prisma.sql`
  SELECT CASE WHEN l.customer_id = ${customerId}::uuid THEN l.other_id ELSE l.customer_id END AS id,
    l.decided_at, l.ended_at
  FROM household_links l
  WHERE ${customerId}::uuid IN (l.customer_id, l.other_id) AND l.state IN ('linked', 'ended')`;

/**
 * Receptions of a customer by a colleague, the first one first, with their day in `zone`; not where the
 * assigned rep came in person, nor those taken back. A family is one customer: receptions for `repId` of
 * whoever was known as the family when the deal was made are among them. That a link ends after 认购 changes nothing:
 * nobody signs a colleague's part away.
 */
export async function listSharedReceptions(
  db: Handle,
  { customerId, madeAt, since, repId }: Omit<Concerned, 'until'> & { repId: string },
  zone: string,
): Promise<CreditFacts['courtesies'][number][]> {
  return db.$queryRaw`
    SELECT r.receiver_id AS "receiverId", r.assigned_share AS "assignedShare",
      to_char(r.called_at AT TIME ZONE ${zone}, 'YYYY-MM-DD') AS day, r.called_at AS at
    FROM courtesy_receptions r JOIN arrivals a ON a.id = r.arrival_id
    WHERE a.voided_at IS NULL AND r.answer IS DISTINCT FROM 'coming'
      AND (r.customer_id = ${customerId}::uuid OR r.assigned_id = ${repId}::uuid AND r.customer_id IN (
        SELECT f.id FROM (${familyOf(customerId)}) f
        WHERE f.decided_at <= ${madeAt}
          AND (f.ended_at IS NULL OR f.ended_at > greatest(${since}, r.called_at))))
    ORDER BY r.called_at, r.id`;
}

/**
 * The newest verdict that concerns a deal, also while an appeal may come. Not one of before the customer
 * went through the pool: whoever claimed it from there began anew.
 */
export async function findRuling(
  db: Handle,
  { customerId, madeAt, until }: Omit<Concerned, 'since'>,
): Promise<Ruling | null> {
  const [newest] = await db.$queryRaw<Ruling[]>`
    SELECT v.verdict, k.holder_id AS "holderId", v.to_id AS "toId", v.share, v.at,
      ARRAY(SELECT p.member_id::text FROM case_parties p
        WHERE p.case_id = k.id AND p.side = 'claimant') AS "claimantIds"
    FROM cases k JOIN case_verdicts v ON v.case_id = k.id
    WHERE k.customer_id = ${customerId}::uuid AND k.opened_at <= ${until}
      AND NOT EXISTS (
        SELECT FROM assignments s WHERE s.customer_id = k.customer_id
          AND s.from_at > v.at AND s.from_at <= ${madeAt} AND s.why = 'claimed')
    ORDER BY k.opened_at DESC, v.instance DESC LIMIT 1`;
  return newest ?? null;
}

/**
 * Concealed receptions of a customer, or of its family, that stand in the register of breaches, with whose
 * the customer was: the last one before the deal who is somebody else, the family's where there is nobody.
 * What is of a record that became part of this one counts, and of whoever was family when the deal was made.
 */
export async function listConcealed(
  db: Handle,
  { customerId, madeAt, since, until }: Concerned,
): Promise<CreditFacts['concealed'][number][]> {
  return db.$queryRaw`
    WITH records AS (
      SELECT id, true AS is_own FROM customers
      WHERE id = ${customerId}::uuid OR merged_into_id = ${customerId}::uuid
      UNION ALL
      SELECT f.id, false FROM (${familyOf(customerId)}) f
      WHERE f.decided_at IS NOT NULL AND (f.ended_at IS NULL OR f.ended_at > ${since})
    )
    SELECT b.member_id AS "memberId", b.recorded_at AS at,
      (SELECT s.member_id FROM assignments s JOIN records r ON r.id = s.customer_id
        WHERE s.member_id <> b.member_id AND s.from_at <= ${madeAt}
        ORDER BY r.is_own DESC, s.from_at DESC, s.id DESC LIMIT 1) AS "fromId"
    FROM breaches b
    WHERE b.customer_id IN (SELECT id FROM records) AND b.kind = 'concealed' AND b.recorded_at <= ${until}
    ORDER BY b.recorded_at, b.id`;
}

/** A case that may still move the credit of a deal. */
export interface PendingCase {
  id: string;
  number: number;
  state: 'waiting' | 'decided' | 'appealed';
  appealUntil: Date | null;
}

/** The case that may still move the credit of a deal: open, appealed, or to be appealed; null: none. */
export async function findPending(
  db: Handle,
  { customerId, until }: Pick<Concerned, 'customerId' | 'until'>,
  now: Date,
): Promise<PendingCase | null> {
  const [open] = await db.$queryRaw<PendingCase[]>`
    SELECT id, number, state, appeal_until AS "appealUntil" FROM cases
    WHERE customer_id = ${customerId}::uuid AND settled_at IS NULL AND opened_at <= ${until}
      AND (state <> 'decided' OR appeal_until > ${now})
    ORDER BY opened_at DESC LIMIT 1`;
  return open ?? null;
}
