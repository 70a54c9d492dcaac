import type { Handle } from '../../../db/client.ts';

/** A reason of a message about a review, with how things stand now. */
export interface Told {
  messageId: string;
  /** review-wait | review-late | review-stuck | review-returned | review-asked | review-approved */
  rule: string;
  rung: number;
  /** Why it is over, or null. */
  outcome: string | null;
  customerId: string;
  number: number;
  name: string;
  gender: string | null;
  /** The customer's, not the file's: an erased or invalid one is told of no more. */
  status: string;
  completeness: number;
  cause: string;
  state: string;
  since: Date;
  /** Whose work it is, the first of them. */
  author: string;
  /** Who did the last thing, and what it was. */
  lastBy: string | null;
  lastWhat: string | null;
  /** Who returned it or asked last, and the reason of a return: whatever was changed since. */
  turnedBy: string | null;
  reason: string | null;
  nextDueAt: Date | null;
}

/** What these messages carry, in the order in which it was planned. */
export async function listTold(db: Handle, messageIds: string[]): Promise<Told[]> {
  return db.$queryRaw<Told[]>`
    SELECT n.message_id AS "messageId", n.rule, n.rung, n.outcome, c.id AS "customerId", c.number, c.name, c.gender,
      c.status, c.completeness, r.cause, r.state, r.waiting_since AS since, a.name AS author,
      l.name AS "lastBy", l.what AS "lastWhat", b.name AS "turnedBy", b.reason,
      (SELECT min(f.due_at) FROM follow_ups f WHERE f.customer_id = c.id AND f.state = 'open') AS "nextDueAt"
    FROM nudges n JOIN reviews r ON r.id = n.subject_id JOIN customers c ON c.id = r.customer_id
    JOIN members a ON a.id = r.authors[1]
    LEFT JOIN LATERAL (
      SELECT m.name, s.what FROM review_steps s JOIN members m ON m.id = s.by_id
      WHERE s.review_id = r.id ORDER BY s.seq DESC LIMIT 1) l ON true
    LEFT JOIN LATERAL (
      SELECT m.name, s.reason FROM review_steps s JOIN members m ON m.id = s.by_id
      WHERE s.review_id = r.id AND s.what IN ('return', 'ask') ORDER BY s.seq DESC LIMIT 1) b ON true
    WHERE n.message_id = ANY(${messageIds}::uuid[]) ORDER BY n.due_at, n.id`;
}
