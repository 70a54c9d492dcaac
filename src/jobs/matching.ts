import { tellFits } from '../crm/matching/usecases/telling.ts';
import type { TransactContext } from '../db/transact.ts';
import type { Job } from './job.ts';

/** Between two batches, in ms: whoever works comes first. */
const PAUSE_MS = 300;

/** Looks whom units fit that are new, cheaper or free again; the delivery tells the reps. */
export function fits(ctx: TransactContext): Job {
  return {
    id: 'fits',
    every: 15,
    async run() {
      const { hasMore } = await tellFits(ctx);
      return hasMore ? { again: PAUSE_MS } : undefined;
    },
  };
}
