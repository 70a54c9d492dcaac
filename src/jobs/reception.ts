import { forgetOldReports } from '../crm/partners/usecases/keeping.ts';
import { closeDay } from '../crm/reception/usecases/closing.ts';
import type { TransactContext } from '../db/transact.ts';
import type { Job } from './job.ts';

/** Closes the day of every reception: who has arrivals left to register is told, duty ends. */
export function closings(ctx: TransactContext): Job {
  return {
    id: 'reception',
    every: 60,
    async run() {
      await closeDay(ctx);
      await forgetOldReports(ctx);
      return undefined;
    },
  };
}
