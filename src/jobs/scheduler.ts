import { gracefulShutdown, scheduleJob, type Job as Timer } from 'node-schedule';
import { errorReference } from '../lib/log.ts';
import type { Job, Report } from './job.ts';

/** A string with a zone: rules as objects fire twice in a repeated hour. UTC repeats none. */
const EVERY_FIVE_SECONDS = { rule: '*/5 * * * * *', tz: 'Etc/UTC' };
/** Without a tick for this long, by a clock nobody moves, the timer is set up again. */
const SILENT_MS = 15_000;
const STOP_MS = 10_000;

export interface SchedulerOptions {
  jobs: readonly Job[];
  log: Report;
  /** A clock nobody moves, in ms. */
  monotonic?: () => number;
}

interface Running {
  job: Job;
  ranAt: number;
  current: Promise<void> | null;
  /** It was asked for again while it ran. */
  wanted: boolean;
  timer: NodeJS.Timeout | null;
}

/**
 * Wakes the jobs; what is due is for the database to say. A job never runs twice at a time. The wall
 * clock may jump: set back it silences the timer, set forward it fires it in bursts, and neither matters
 * here, since a burst meets a job that runs already and a silence is noticed by the watchdog.
 */
export class Scheduler {
  readonly #running: Running[];
  readonly #log: Report;
  readonly #monotonic: () => number;
  #timer: Timer | null = null;
  #watchdog: NodeJS.Timeout | null = null;
  #tickedAt = 0;
  #stopping = false;

  constructor({ jobs, log, monotonic = () => performance.now() }: SchedulerOptions) {
    this.#log = log;
    this.#monotonic = monotonic;
    this.#running = jobs.map((job) => ({
      job,
      ranAt: Number.NEGATIVE_INFINITY,
      current: null,
      wanted: false,
      timer: null,
    }));
  }

  /** Starts the timer and runs everything once. */
  start(): void {
    this.#arm();
    this.#watchdog = setInterval(() => this.watch(), SILENT_MS / 3);
    this.#watchdog.unref();
    this.tick();
  }

  /** Runs the jobs whose time has come. */
  tick(): void {
    this.#tickedAt = this.#monotonic();
    for (const one of this.#running) {
      // Half a second early is on time: the timer does not fire to the millisecond.
      if (this.#monotonic() - one.ranAt >= one.job.every * 1000 - 500) this.#run(one);
    }
  }

  /** Runs one job now; one that is running runs once more. */
  wake(id: string): void {
    const one = this.#running.find(({ job }) => job.id === id);
    if (one) this.#run(one);
  }

  /** Sets the timer up again when it has been silent; the watchdog calls it. */
  watch(): void {
    const silentMs = this.#monotonic() - this.#tickedAt;
    if (silentMs < SILENT_MS || this.#stopping) return;
    this.#log.warn('tick.rearmed', { silentMs: Math.round(silentMs) });
    this.#timer?.cancel();
    this.#arm();
    this.tick();
  }

  /** No more runs; resolves when those under way are over, after ten seconds at the latest. */
  async stop(): Promise<void> {
    this.#stopping = true;
    if (this.#watchdog) clearInterval(this.#watchdog);
    this.#timer?.cancel();
    for (const { timer } of this.#running) if (timer) clearTimeout(timer);
    await gracefulShutdown();
    const under = this.#running.map(({ current }) => current);
    let late: NodeJS.Timeout | undefined;
    const limit = new Promise<void>((resolve) => {
      late = setTimeout(resolve, STOP_MS);
    });
    await Promise.race([Promise.all(under), limit]);
    clearTimeout(late);
  }

  #arm(): void {
    this.#timer = scheduleJob(EVERY_FIVE_SECONDS, () => this.tick());
    // A rule it does not understand gives null, not an error.
    if (!this.#timer) throw new Error('the timer could not be set up');
  }

  #run(one: Running): void {
    if (this.#stopping) return;
    if (one.current) {
      one.wanted = true;
      return;
    }
    if (one.timer) clearTimeout(one.timer);
    one.ranAt = this.#monotonic();
    one.current = this.#once(one).then((again) => this.#after(one, again));
  }

  async #once({ job }: Running): Promise<number | null> {
    try {
      return (await job.run())?.again ?? null;
    } catch (error) {
      this.#log.error('job.failed', { job: job.id, reference: errorReference() }, error);
      return null;
    }
  }

  #after(one: Running, again: number | null): void {
    one.current = null;
    if (this.#stopping) return;
    if (one.wanted) {
      one.wanted = false;
      this.#run(one);
    } else if (again !== null) {
      one.timer = setTimeout(() => this.#run(one), again);
    }
  }
}
