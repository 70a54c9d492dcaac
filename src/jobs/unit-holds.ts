import { endHoldsDue } from '../crm/properties/usecases/hold.ts';
import type { TransactContext } from '../db/transact.ts';
import type { Job } from './job.ts';

/** Ends holds of units whose time is over; the delivery tells their reps. */
export function unitHolds(ctx: TransactContext): Job {
  return {
    id: 'unit-holds',
    every: 15,
    async run() {
      await endHoldsDue(ctx);
      return undefined;
    },
  };
}
