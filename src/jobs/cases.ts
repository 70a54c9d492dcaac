import { remindOfCases, settleCases } from '../crm/cases/usecases/waiting.ts';
import type { TransactContext } from '../db/transact.ts';
import type { Job } from './job.ts';

/** Reminds of cases that wait, and lets verdicts become final that nobody appealed against. */
export function caseWork(ctx: TransactContext): Job {
  return {
    id: 'cases',
    every: 60,
    async run() {
      await settleCases(ctx);
      await remindOfCases(ctx);
      return undefined;
    },
  };
}
