import type { Log } from '../lib/log.ts';

/** Something that is done again and again. Every process may run it: the database decides what is due. */
export interface Job {
  id: string;
  /** Seconds between two runs of one process. */
  every: number;
  run(): Promise<JobResult | undefined>;
}

/** `again`: in how many ms it wants to run once more, when that is sooner. */
export interface JobResult {
  again: number | null;
}

/** Said once a failure: what failed, and a reference for whoever asks. */
export type Report = Pick<Log, 'error' | 'warn' | 'info'>;
