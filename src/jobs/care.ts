import { creditReferrals, forgetIntroductions } from '../crm/care/usecases/crediting.ts';
import { planCareDays } from '../crm/care/usecases/days.ts';
import type { TransactContext } from '../db/transact.ts';
import type { Job } from './job.ts';

/** Between two batches, in ms: whoever works comes first. */
const PAUSE_MS = 500;

/** Credits referrals whose newcomer came a step further, and has the referrer thanked. */
export function referralCredits(ctx: TransactContext): Job {
  return {
    id: 'referrals',
    every: 60,
    async run() {
      const { hasMore } = await creditReferrals(ctx);
      return hasMore ? { again: PAUSE_MS } : undefined;
    },
  };
}

/** Tells reps in the morning whom to greet that day, and forgets introductions that count no more. */
export function careDays(ctx: TransactContext): Job {
  return {
    id: 'care-days',
    every: 600,
    async run() {
      await planCareDays(ctx);
      await forgetIntroductions(ctx);
      return undefined;
    },
  };
}
