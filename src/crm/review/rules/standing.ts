import { Refusal } from '../../../lib/refusal.ts';
import type { Settings } from '../../settings/rules.ts';

/**
 * Throws `reviewFirst` where the team's rules say that a customer is not worked with before the review
 * is over. What happened already is logged all the same: only plans and moves wait.
 */
export function requireWorkable(
  { reviewState }: { reviewState: string | null },
  { reviewWorkMeanwhile }: Pick<Settings, 'reviewWorkMeanwhile'>,
): void {
  if (reviewWorkMeanwhile || reviewState === null || reviewState === 'approved') return;
  throw new Refusal('reviewFirst');
}
