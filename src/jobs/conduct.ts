import { findSignals } from '../crm/conduct/usecases/signals.ts';
import type { TransactContext } from '../db/transact.ts';
import type { Job } from './job.ts';

/** Looks through late entries for what a manager should ask about. */
export function conductWatch(ctx: TransactContext): Job {
  return {
    id: 'conduct',
    every: 900,
    async run() {
      await findSignals(ctx);
      return undefined;
    },
  };
}
