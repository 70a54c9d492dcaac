import { closeWeeks, planDigests } from '../crm/digests/usecases/posting.ts';
import type { TransactContext } from '../db/transact.ts';
import type { Job } from './job.ts';

/** Plans the digests that people subscribed to; the delivery sends them. */
export function digests(ctx: TransactContext): Job {
  return {
    id: 'digests',
    every: 30,
    async run() {
      await planDigests(ctx);
      return undefined;
    },
  };
}

/** Keeps each week as it was when it ended, whether or not somebody asked for it. */
export function closingWeeks(ctx: TransactContext): Job {
  return {
    id: 'digests-close',
    every: 300,
    async run() {
      await closeWeeks(ctx);
      return undefined;
    },
  };
}
