import type { Handle } from '../../../db/client.ts';

/** One assignment: whose the customer was from when to when, by whom it began, why it began and ended. */
export interface Period {
  memberId: string;
  name: string;
  /** Number of the record it was of: the asked one's, or of one that became part of it. */
  number: number;
  fromAt: Date;
  toAt: Date | null;
  byName: string | null;
  why: string;
  endedWhy: string | null;
}

/** Every assignment of a customer and of the records that became part of it, the first one first. */
export async function listPeriods(db: Handle, customerId: string): Promise<Period[]> {
  return db.$queryRaw<Period[]>`
    SELECT a.member_id AS "memberId", m.name, c.number, a.from_at AS "fromAt", a.to_at AS "toAt", b.name AS "byName",
      a.why, a.ended_why AS "endedWhy"
    FROM assignments a JOIN members m ON m.id = a.member_id LEFT JOIN members b ON b.id = a.by_id
    JOIN customers c ON c.id = a.customer_id
    WHERE c.id = ${customerId}::uuid OR c.merged_into_id = ${customerId}::uuid ORDER BY a.from_at, a.id`;
}

/** An effective contact as evidence: when, how, by whom, and when it was entered. */
export interface ContactEvidence {
  happenedAt: Date;
  enteredAt: Date;
  kind: string;
  memberId: string;
  name: string;
}

/**
 * The effective contacts of a customer that had happened by a moment, whoever had them, the newest first: what
 * the answer about a day, the evidence of a case and the card count. The arrival is one of them.
 */
export async function listContactsBy(
  db: Handle,
  customerId: string,
  asOf: Date,
): Promise<ContactEvidence[]> {
  return db.$queryRaw<ContactEvidence[]>`
    SELECT i.happened_at AS "happenedAt", i.entered_at AS "enteredAt", i.kind,
      i.member_id AS "memberId", m.name
    FROM interactions i JOIN members m ON m.id = i.member_id
    WHERE i.customer_id = ${customerId}::uuid AND i.effective AND i.withdrawn_at IS NULL
      AND i.happened_at <= ${asOf}
    ORDER BY i.happened_at DESC, i.id DESC`;
}
