import { lapseDue, startClocks } from '../crm/ownership/usecases/lapse.ts';
import type { TransactContext } from '../db/transact.ts';
import type { Job } from './job.ts';

/** Puts customers whose protection has ended into the pool; the delivery offers them to the team. */
export function lapses(ctx: TransactContext): Job {
  return {
    id: 'pool',
    every: 60,
    async run() {
      await startClocks(ctx);
      await lapseDue(ctx);
      return undefined;
    },
  };
}
