import { continueHandOvers } from '../crm/assignment/usecases-handover-run.ts';
import type { TransactContext } from '../db/transact.ts';
import type { Job } from './job.ts';

/** Moves the customers of leavers, some at a time; what was stopped goes on where it was. */
export function handOvers(ctx: TransactContext): Job {
  return {
    id: 'hand-overs',
    every: 5,
    async run() {
      await continueHandOvers(ctx);
      return undefined;
    },
  };
}
