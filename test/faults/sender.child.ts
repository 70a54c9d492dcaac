import { createPoster } from '../../src/bot/poster.ts';
import { createDatabase, type Db } from '../../src/db/client.ts';
import { Delivery } from '../../src/jobs/deliver.ts';
import type { Job } from '../../src/jobs/job.ts';
import { Scheduler } from '../../src/jobs/scheduler.ts';
import { Pace } from '../../src/ledger/pace.ts';
import type { Poster } from '../../src/ledger/port.ts';
import { createLog } from '../../src/lib/log.ts';
import { testKeyring } from '../support/keys.ts';

// A process of the bot that only sends: the real scheduler, delivery, client and database pool. It may be
// told to die, as by kill -9, at one place. Times are short so that a test need not wait a minute.

/** What the test tells it, as JSON in the first argument. */
export interface SenderOrder {
  databaseUrl: string;
  apiUrl: string;
  token: string;
  leaseMs: number;
  timeoutMs: number;
  /** Dies when it has said (`after`) or is about to say (`before`) something that contains these words. */
  dieAt?: { when: 'before' | 'after'; words: string };
  /** Begins only when something arrives on its standard input: it is warm then. */
  waits?: boolean;
}

const order = JSON.parse(process.argv[2] ?? '{}') as SenderOrder;
const die = (): never => {
  process.kill(process.pid, 'SIGKILL');
  throw new Error('it should be dead');
};

/** Whether this is the place to die at. */
const isPlace = (when: 'before' | 'after', words: string): boolean =>
  order.dieAt?.when === when && words.includes(order.dieAt.words);

/** The database, watched: every statement passes by here, those of transactions too. */
function watched<T extends object>(handle: T): T {
  return new Proxy(handle, {
    get(target, key) {
      const value = Reflect.get(target, key) as unknown;
      if (typeof value !== 'function') return value;
      if (key === '$queryRaw' || key === '$executeRaw') {
        return async (sql: TemplateStringsArray, ...values: unknown[]) => {
          const words = sql.join('?');
          if (isPlace('before', words)) die();
          const rows: unknown = await value.call(target, sql, ...values);
          if (isPlace('after', words)) die();
          return rows;
        };
      }
      if (key === '$transaction') {
        return async (work: (tx: object) => Promise<unknown>, options?: unknown) => {
          const done: unknown = await value.call(
            target,
            (tx: object) => work(watched(tx)),
            options,
          );
          if (isPlace('after', 'COMMIT')) die();
          return done;
        };
      }
      return value.bind(target);
    },
  });
}

function watchedPoster(poster: Poster): Poster {
  return {
    ...poster,
    async post(...letter) {
      if (isPlace('before', 'POST')) die();
      const answer = await poster.post(...letter);
      if (isPlace('after', 'POST')) die();
      return answer;
    },
  };
}

const database = createDatabase({
  url: order.databaseUrl,
  limits: { connect: 1_500, statement: 2_000, answer: 2_200, sessions: 4 },
  onLostConnection: () => {},
});
const log = createLog({ level: 'error', write: () => {} });
const unlimited = { perSecond: Number.POSITIVE_INFINITY, burst: 1_000_000 };
const delivery = new Delivery({
  db: watched(database.prisma as Db),
  keys: testKeyring(),
  log,
  poster: watchedPoster(
    createPoster({ token: order.token, apiUrl: order.apiUrl, timeoutMs: order.timeoutMs }),
  ),
  engine: {
    leaseMs: order.leaseMs,
    tryMs: order.timeoutMs + 200,
    pace: new Pace({ channel: unlimited, workspace: unlimited }),
    inFlight: 8,
  },
});

/** The office looks every five seconds; here it looks again a moment after each look. */
const eager: Job = {
  id: 'eager',
  every: 5,
  async run() {
    await delivery.run();
    return { again: 50 };
  },
};
const scheduler = new Scheduler({ jobs: [eager], log });
process.stdout.write('ready\n');
if (order.waits) await new Promise((resolve) => process.stdin.once('data', resolve));
process.stdin.pause();
scheduler.start();

process.on('SIGTERM', async () => {
  delivery.stop();
  await scheduler.stop();
  await database.close();
  process.exit(0);
});
