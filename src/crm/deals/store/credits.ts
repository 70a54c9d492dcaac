import type { Handle, Tx } from '../../../db/client.ts';
import type { CreditFacts, CreditReason, Share } from '../rules/credit.ts';

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
 * Receptions of a customer by a colleague, the first one first, with their day in `zone`; not where the
 * assigned rep came in person, nor those taken back.
 */
export async function listSharedReceptions(
  db: Handle,
  customerId: string,
  zone: string,
): Promise<CreditFacts['courtesies'][number][]> {
  return db.$queryRaw`
    SELECT r.receiver_id AS "receiverId", r.assigned_share AS "assignedShare",
      to_char(r.called_at AT TIME ZONE ${zone}, 'YYYY-MM-DD') AS day
    FROM courtesy_receptions r JOIN arrivals a ON a.id = r.arrival_id
    WHERE r.customer_id = ${customerId}::uuid AND a.voided_at IS NULL
      AND r.answer IS DISTINCT FROM 'coming'
    ORDER BY r.called_at, r.id`;
}

/** How the last decided case about a customer splits the credit; null: it does not, or an appeal is open. */
export async function findSplit(db: Handle, customerId: string): Promise<CreditFacts['verdict']> {
  const [last] = await db.$queryRaw<
    { state: string; verdict: string; holderId: string; toId: string; share: number }[]
  >`
    SELECT k.state, v.verdict, k.holder_id AS "holderId", v.to_id AS "toId", v.share
    FROM cases k JOIN case_verdicts v ON v.case_id = k.id
    WHERE k.customer_id = ${customerId}::uuid
    ORDER BY k.opened_at DESC, v.instance DESC LIMIT 1`;
  return last?.verdict === 'split' && last.state !== 'appealed' ? last : null;
}

/**
 * Who received a customer while a colleague was assigned, did not call that colleague, and has a breach of
 * concealed reception confirmed since.
 */
export async function listConcealers(db: Handle, customerId: string): Promise<string[]> {
  const rows = await db.$queryRaw<{ memberId: string }[]>`
    SELECT DISTINCT a.member_id AS "memberId"
    FROM arrivals a
    JOIN breaches b ON b.member_id = a.member_id AND b.kind = 'concealed' AND b.recorded_at >= a.at
    JOIN assignments s ON s.customer_id = a.customer_id AND s.member_id <> a.member_id
      AND s.from_at <= a.at AND (s.to_at IS NULL OR a.at < s.to_at)
    WHERE a.customer_id = ${customerId}::uuid AND a.voided_at IS NULL
      AND NOT EXISTS (SELECT 1 FROM courtesy_receptions r WHERE r.arrival_id = a.id)`;
  return rows.map(({ memberId }) => memberId);
}
