import { z } from 'zod';
import type { Work } from '../../db/transact.ts';
import { Refusal } from '../../lib/refusal.ts';
import { findMember } from '../access/store.ts';
import type { Change } from '../audit/rules.ts';
import type { CustomerFile } from '../customers/store.ts';
import { moved } from './rules/machine.ts';
import { findReview, saveReview } from './store/reviews.ts';
import { insertStep } from './store/steps.ts';
import { settleTold } from './telling.ts';

const step = z.object({
  reviewId: z.uuid(),
  round: z.number(),
  /** How many steps are done with the approval. */
  approvals: z.number(),
  byId: z.uuid(),
});

/**
 * An approval is none: the step waits again, and whoever's it is is told anew. Throws `undoChanged` when
 * something was done with the review since.
 */
export async function takeBackApproval(
  work: Work,
  file: CustomerFile,
  data: unknown,
): Promise<Change[]> {
  const { reviewId, round, approvals, byId } = step.parse(data);
  const review = await findReview(work.tx, file.id);
  const by = await findMember(work.tx, byId);
  const isStill =
    review?.id === reviewId && review.round === round && review.approvals.length === approvals;
  if (!isStill || !by) throw new Refusal('undoChanged');
  const after = moved(review, 'undo', by);
  await insertStep(
    work,
    { review: { ...review, ...after }, dataKey: file.dataKey },
    { what: 'undo', byId },
  );
  await saveReview(work, review, {
    ...after,
    closedAt: null,
    waitingSince: work.now,
    ...{ rung: 0, rungAt: work.now },
  });
  await settleTold(work, reviewId, 'changed');
  return [];
}
