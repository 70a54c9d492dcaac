import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Job } from '../../src/jobs/job.ts';
import { Scheduler } from '../../src/jobs/scheduler.ts';
import { createLog } from '../../src/lib/log.ts';

const START = new Date('2026-03-05T09:00:00.500Z');
let logged: string[] = [];
const log = createLog({ level: 'info', write: (line) => void logged.push(line) });

beforeEach(() => {
  logged = [];
  vi.useFakeTimers({ now: START });
});
afterEach(() => {
  vi.useRealTimers();
});

/** A job that is over when it is told so. */
function slowJob(every = 5) {
  let runs = 0;
  let finish = () => {};
  const job: Job = {
    id: 'slow',
    every,
    run() {
      runs += 1;
      return new Promise((resolve) => {
        finish = () => resolve(undefined);
      });
    },
  };
  return { job, runs: () => runs, finish: () => finish() };
}

function quickJob(every = 5, result?: { again: number | null }) {
  let runs = 0;
  const job: Job = {
    id: 'quick',
    every,
    async run() {
      runs += 1;
      return result;
    },
  };
  return { job, runs: () => runs };
}

describe('the scheduler', () => {
  it('runs a job at the start and every five seconds', async () => {
    const quick = quickJob();
    const scheduler = new Scheduler({ jobs: [quick.job], log });
    scheduler.start();
    await vi.advanceTimersByTimeAsync(20_000);
    expect(quick.runs()).toBe(5);
    await scheduler.stop();
    await vi.advanceTimersByTimeAsync(20_000);
    expect(quick.runs()).toBe(5);
  });

  it('a rarer job runs as rarely as it says', async () => {
    const rare = quickJob(60);
    const scheduler = new Scheduler({ jobs: [rare.job], log });
    scheduler.start();
    await vi.advanceTimersByTimeAsync(121_000);
    expect(rare.runs()).toBe(3);
    await scheduler.stop();
  });

  it('a job never runs twice at a time; asked for meanwhile it runs once more', async () => {
    const slow = slowJob();
    const scheduler = new Scheduler({ jobs: [slow.job], log });
    scheduler.start();
    for (let n = 0; n < 5; n++) scheduler.wake('slow');
    expect(slow.runs()).toBe(1);
    slow.finish();
    await vi.advanceTimersByTimeAsync(1);
    expect(slow.runs()).toBe(2);
    slow.finish();
    await vi.advanceTimersByTimeAsync(1);
    expect(slow.runs()).toBe(2);
    await scheduler.stop();
  });

  it('a job that has more to do soon is run soon', async () => {
    const quick = quickJob(5, { again: 300 });
    const scheduler = new Scheduler({ jobs: [quick.job], log });
    scheduler.start();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(quick.runs()).toBe(4);
    await scheduler.stop();
  });

  it('a clock set forward by an hour makes no burst of runs', async () => {
    let now = 0;
    const quick = quickJob();
    const scheduler = new Scheduler({ jobs: [quick.job], log, monotonic: () => now });
    scheduler.start();
    await vi.advanceTimersByTimeAsync(0);
    // The timer fires once for each second it believes to have missed.
    for (let n = 0; n < 3_616; n++) scheduler.tick();
    await vi.advanceTimersByTimeAsync(0);
    expect(quick.runs()).toBe(1);
    now = 5_000;
    scheduler.tick();
    expect(quick.runs()).toBe(2);
    await scheduler.stop();
  });

  it('a clock set back by an hour silences the timer for fifteen seconds, not for an hour', async () => {
    let now = 0;
    const quick = quickJob();
    const scheduler = new Scheduler({ jobs: [quick.job], log, monotonic: () => now });
    scheduler.start();
    await vi.advanceTimersByTimeAsync(5_000);
    vi.setSystemTime(START.getTime() - 3_600_000);
    const before = quick.runs();
    now = 15_000;
    scheduler.watch();
    await vi.advanceTimersByTimeAsync(0);
    expect(quick.runs()).toBe(before + 1);
    expect(logged.join()).toContain('tick.rearmed');
    now = 20_000;
    await vi.advanceTimersByTimeAsync(5_000);
    expect(quick.runs()).toBe(before + 2);
    await scheduler.stop();
  });

  it('a job that fails is reported and runs again', async () => {
    let runs = 0;
    const job: Job = {
      id: 'broken',
      every: 5,
      async run() {
        runs += 1;
        throw new Error('it broke');
      },
    };
    const scheduler = new Scheduler({ jobs: [job], log });
    scheduler.start();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(runs).toBe(2);
    expect(logged.filter((line) => line.includes('job.failed'))).toHaveLength(2);
    await scheduler.stop();
  });

  it('stopping waits for what is under way, and for ten seconds at most', async () => {
    const slow = slowJob();
    const scheduler = new Scheduler({ jobs: [slow.job], log });
    scheduler.start();
    let stopped = false;
    const stop = scheduler.stop().then(() => {
      stopped = true;
    });
    await vi.advanceTimersByTimeAsync(9_000);
    expect(stopped).toBe(false);
    slow.finish();
    await vi.advanceTimersByTimeAsync(0);
    await stop;
    expect(slow.runs()).toBe(1);

    const stuck = slowJob();
    const other = new Scheduler({ jobs: [stuck.job], log });
    other.start();
    const late = other.stop();
    await vi.advanceTimersByTimeAsync(10_000);
    await late;
  });
});
