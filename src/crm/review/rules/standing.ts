import { Refusal } from '../../../lib/refusal.ts';
import type { Settings } from '../../settings/rules.ts';

/** Whether plans and moves wait for the review, by the team's rules. */
export function waitsForReview(
  { reviewState }: { reviewState: string | null },
  { reviewWorkMeanwhile }: Pick<Settings, 'reviewWorkMeanwhile'>,
): boolean {
  return !reviewWorkMeanwhile && reviewState !== null && reviewState !== 'approved';
}

/**
 * Throws `reviewFirst` where the team's rules say that a customer is not worked with before the review
 * is over. What happened already is logged all the same: only plans and moves wait.
 */
export function requireWorkable(
  file: { reviewState: string | null },
  settings: Pick<Settings, 'reviewWorkMeanwhile'>,
): void {
  if (waitsForReview(file, settings)) throw new Refusal('reviewFirst');
}
