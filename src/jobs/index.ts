import type { TransactContext } from '../db/transact.ts';
import { dayPlans } from './day.ts';
import type { Delivery } from './deliver.ts';
import { closingWeeks, digests } from './digests.ts';
import { sealing, tidying } from './housekeeping.ts';
import type { Job, Report } from './job.ts';
import { lapses } from './pool.ts';

/** What the jobs are made with: a pool of their own, so that no person waits behind them. */
export interface JobParts {
  ctx: TransactContext;
  delivery: Delivery;
  log: Report;
}

/** The scheduled jobs, in the order they are started. */
export function listJobs({ ctx, delivery, log }: JobParts): Job[] {
  return [
    delivery,
    sealing(ctx, log),
    tidying(ctx),
    digests(ctx),
    closingWeeks(ctx),
    dayPlans(ctx),
    lapses(ctx),
  ];
}
