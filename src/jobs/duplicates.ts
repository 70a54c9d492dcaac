import { sweepDuplicates, tellDuplicates } from '../crm/duplicates/usecases/index.ts';
import type { TransactContext } from '../db/transact.ts';
import type { Job } from './job.ts';

/** Between two batches, in ms: whoever works comes first. */
const PAUSE_MS = 500;

/** Looks for likely duplicates among what was written since the last time. */
export function duplicateSweep(ctx: TransactContext): Job {
  return {
    id: 'duplicates',
    every: 60,
    async run() {
      const { hasMore } = await sweepDuplicates(ctx);
      return hasMore ? { again: PAUSE_MS } : undefined;
    },
  };
}

/** Lists the pairs that wait to the managers, once in the office's period. */
export function duplicateList(ctx: TransactContext): Job {
  return {
    id: 'duplicates-list',
    every: 600,
    async run() {
      await tellDuplicates(ctx);
      return undefined;
    },
  };
}
