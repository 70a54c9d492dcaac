import { planBriefs, planDailyReports } from '../crm/day/usecases/index.ts';
import type { TransactContext } from '../db/transact.ts';
import type { Job } from './job.ts';

/** Plans morning briefs and daily reports when their time comes; the delivery sends them. */
export function dayPlans(ctx: TransactContext): Job {
  return {
    id: 'day',
    every: 60,
    async run() {
      await planBriefs(ctx);
      await planDailyReports(ctx);
      return undefined;
    },
  };
}
