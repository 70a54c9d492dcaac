import { tellReviews } from '../crm/review/usecases/telling.ts';
import type { TransactContext } from '../db/transact.ts';
import type { Job } from './job.ts';

/** Tells whoever may review what waits, and climbs the ladder when it waits too long. */
export function reviews(ctx: TransactContext): Job {
  return {
    id: 'review',
    every: 15,
    async run() {
      await tellReviews(ctx);
      return undefined;
    },
  };
}
