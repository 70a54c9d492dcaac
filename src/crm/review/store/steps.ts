import type { Handle } from '../../../db/client.ts';
import { type DataKey, open, seal } from '../../../db/sealing.ts';
import type { Work } from '../../../db/transact.ts';
import { newId } from '../../../lib/id.ts';
import type { Move } from '../rules/machine.ts';
import type { Review } from './reviews.ts';

/** One thing done in a review, in the clear. */
export interface Step {
  id: string;
  round: number;
  step: number;
  what: Move;
  byId: string;
  byName: string;
  at: Date;
  /** Why it was returned, a `ReturnReason`; of a change, how the customer reported it. */
  reason: string | null;
  text: string | null;
}

const place = (id: string) => ({ table: 'review_steps', column: 'text_sealed', rowId: id });

/** Notes what was done; what was written is sealed under the customer's key. */
export async function insertStep(
  work: Work,
  of: { review: Pick<Review, 'id' | 'round' | 'approvals'>; dataKey: DataKey },
  done: { what: Move; byId: string; reason?: string | null; text?: string | null },
): Promise<void> {
  const id = newId(work.now);
  const { review, dataKey } = of;
  const { what, byId, reason = null, text = null } = done;
  await work.tx.reviewStep.create({
    data: {
      id,
      reviewId: review.id,
      round: review.round,
      step: review.approvals.length,
      what,
      byId,
      at: work.now,
      reason,
      textSealed: text === null ? null : new Uint8Array(seal(dataKey, place(id), text)),
    },
  });
}

/** Everything done in a review, the first first. */
export async function listSteps(db: Handle, reviewId: string, dataKey: DataKey): Promise<Step[]> {
  const rows = await db.$queryRaw<(Omit<Step, 'text'> & { textSealed: Uint8Array | null })[]>`
    SELECT s.id, s.round, s.step, s.what, s.by_id AS "byId", m.name AS "byName", s.at, s.reason,
      s.text_sealed AS "textSealed"
    FROM review_steps s JOIN members m ON m.id = s.by_id
    WHERE s.review_id = ${reviewId}::uuid ORDER BY s.seq`;
  return rows.map(({ textSealed, ...row }) => ({
    ...row,
    text: textSealed ? open(dataKey, place(row.id), textSealed) : null,
  }));
}

/** Who last did something in a review, and what, without what was written. */
export async function findLastStep(
  db: Handle,
  reviewId: string,
): Promise<Pick<Step, 'what' | 'byName'> | null> {
  const [row] = await db.$queryRaw<Pick<Step, 'what' | 'byName'>[]>`
    SELECT s.what, m.name AS "byName" FROM review_steps s JOIN members m ON m.id = s.by_id
    WHERE s.review_id = ${reviewId}::uuid ORDER BY s.seq DESC LIMIT 1`;
  return row ?? null;
}
