import type { TransactContext } from '../db/transact.ts';
import { careDays, referralCredits } from './care.ts';
import { caseWork } from './cases.ts';
import { conductWatch } from './conduct.ts';
import { dayPlans } from './day.ts';
import type { Delivery } from './deliver.ts';
import { closingWeeks, digests } from './digests.ts';
import { duplicateList, duplicateSweep } from './duplicates.ts';
import { handOvers } from './hand-overs.ts';
import { anchoring, sealing, tidying } from './housekeeping.ts';
import type { Job, Report } from './job.ts';
import { fits } from './matching.ts';
import { playbooks } from './playbooks.ts';
import { lapses } from './pool.ts';
import { closings } from './reception.ts';
import { reviews } from './review.ts';
import { unitHolds } from './unit-holds.ts';

/** What the jobs are made with: a pool of their own, so that no person waits behind them. */
export interface JobParts {
  ctx: TransactContext;
  delivery: Delivery;
  log: Report;
  /** Where the audit is anchored, outside the database. */
  anchorFile: string;
}

/** The scheduled jobs, in the order they are started. */
export function listJobs({ ctx, delivery, log, anchorFile }: JobParts): Job[] {
  return [
    delivery,
    sealing(ctx, log),
    anchoring(ctx, anchorFile, log),
    tidying(ctx),
    digests(ctx),
    closingWeeks(ctx),
    dayPlans(ctx),
    lapses(ctx),
    playbooks(ctx),
    handOvers(ctx),
    reviews(ctx),
    closings(ctx),
    duplicateSweep(ctx),
    duplicateList(ctx),
    caseWork(ctx),
    conductWatch(ctx),
    fits(ctx),
    unitHolds(ctx),
    referralCredits(ctx),
    careDays(ctx),
  ];
}
