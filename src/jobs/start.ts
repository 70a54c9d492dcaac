import type { Files } from '../bot/files.ts';
import { createPoster } from '../bot/poster.ts';
import type { Directory } from '../crm/access/profile.ts';
import { anchorFileOf } from '../db/audit-verify.ts';
import { LIMITS } from '../db/client.ts';
import type { OpenDatabase } from '../db/open.ts';
import type { Log } from '../lib/log.ts';
import { Delivery } from './deliver.ts';
import { ImportWork } from './imports.ts';
import { listJobs } from './index.ts';
import { membersSync } from './members-sync.ts';
import { Scheduler } from './scheduler.ts';

/** Due messages this old mean that sending does not keep up, in seconds. */
const LATE_SECONDS = 300;

/** The jobs at work. */
export interface Jobs {
  /** Something may be due now. */
  wake(): void;
  stop(): Promise<void>;
  /** How sending is, for /healthz. */
  health(): Promise<{ ok: boolean; counters: Record<string, number | string | null> }>;
}

/** Starts the jobs on a pool of their own, so that nobody who clicks waits behind them. */
export function startJobs(parts: {
  database: OpenDatabase;
  slack: { botToken: string; apiUrl: string | null };
  directory: Directory;
  files: Files;
  log: Log;
  config: { dataDir: string };
}): Jobs {
  const { database, slack, directory, files, log } = parts;
  const ctx = { db: database.another(LIMITS.background).prisma, keys: database.keyring };
  const poster = createPoster({
    token: slack.botToken,
    ...(slack.apiUrl && { apiUrl: slack.apiUrl }),
  });
  const delivery = new Delivery({ ...ctx, poster, log });
  const imports = new ImportWork({ ctx, files, onProgress: () => scheduler.wake(delivery.id) });
  const jobs = [
    ...listJobs({ ctx, delivery, log, anchorFile: anchorFileOf(parts.config.dataDir) }),
    imports,
    membersSync({ ...ctx, directory, report: log }),
  ];
  const scheduler = new Scheduler({ jobs, log });
  scheduler.start();
  return {
    wake() {
      scheduler.wake(delivery.id);
      scheduler.wake(imports.id);
    },
    async stop() {
      delivery.stop();
      imports.stop();
      await scheduler.stop();
    },
    async health() {
      const counters = await delivery.health();
      const ok = counters.stopped === null && counters.oldestDueSeconds < LATE_SECONDS;
      return { ok, counters: { ...counters } };
    },
  };
}
