import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { seedOffice } from '../../prisma/seed/office.ts';
import { PracticeSlack } from '../../sandbox/practice.ts';
import { createPoster } from '../../src/bot/poster.ts';
import { createDatabase } from '../../src/db/client.ts';
import { serverProcesses } from '../../src/db/embedded/processes.ts';
import { attachServer } from '../../src/db/embedded.ts';
import { migrate } from '../../src/db/migrate.ts';
import { Delivery } from '../../src/jobs/deliver.ts';
import type { Poster } from '../../src/ledger/port.ts';
import { newId } from '../../src/lib/id.ts';
import { createLog } from '../../src/lib/log.ts';
import { deliveryManifest, noPace } from '../support/delivery.ts';
import { testKeyring } from '../support/keys.ts';
import { addDueReps, allSent, tally, until } from './support.ts';

// A server of this file's own, with every safety on: it is frozen and killed.
const dataDir = mkdtempSync(join(tmpdir(), 'gatehouse-faults-'));
const server = await attachServer({ dataDir });
await migrate(server.url('owner'));
const { pgdata } = server.place;
/** The sender's: it gives up soon. And the test's own, which has time. */
const hasty = createDatabase({
  url: server.url('app'),
  limits: { connect: 800, statement: 800, answer: 1_000, sessions: 4 },
  onLostConnection: () => {},
});
const patient = createDatabase({
  url: server.url('app'),
  limits: { connect: 20_000, statement: 20_000, answer: 20_000, sessions: 2 },
  onLostConnection: () => {},
});
afterAll(async () => {
  await Promise.all([hasty.close(), patient.close()]);
  await server.detach();
  rmSync(dataDir, { recursive: true, force: true });
}, 60_000);
const db = patient.prisma;
await seedOffice(db);

// Business time runs with the clock here, so the office knows neither nights nor holidays.
const always = { quietStart: '00:00', quietEnd: '00:00', holidays: 'none' };
await db.setting.createMany({
  data: Object.entries(always).map(([key, value]) => ({
    id: newId(),
    key,
    value,
    effectiveFrom: new Date(0),
  })),
});
const slack = new PracticeSlack({ manifest: deliveryManifest(), clientMsgIds: 'ignored' });
const { botToken: token, apiUrl, fetch } = slack;
const way = createPoster({ token, apiUrl, fetch, timeoutMs: 300 });
const log = createLog({ level: 'error', write: () => {} });
let total = 0;

function bot(poster: Poster = way): Delivery {
  const engine = { leaseMs: 1_000, tryMs: 400, pace: noPace(), inFlight: 8 };
  return new Delivery({ db: hasty.prisma, keys: testKeyring(), log, poster, engine });
}

/** Looks again and again, as the scheduler would, until all is sent; failures are the point of it. */
async function keepRunning(sender: Delivery): Promise<void> {
  await until(async () => {
    await sender.run().catch(() => {});
    return allSent(db, total);
  });
}

async function due(count: number): Promise<number[]> {
  total += count;
  return addDueReps(db, count, new Date(Date.now() - 60_000));
}

/** A way out that does something once, right after Slack stored a message or right before it is asked to. */
function accident(when: 'before' | 'after', happen: () => void | Promise<void>): Poster {
  let done = false;
  const once = async () => {
    if (!done) {
      done = true;
      await happen();
    }
  };
  return {
    ...way,
    async post(...letter) {
      if (when === 'before') await once();
      const answer = await way.post(...letter);
      if (when === 'after') await once();
      return answer;
    },
  };
}

describe('PostgreSQL', () => {
  it.each(['before', 'after'] as const)(
    'freezes right %s Slack stores a message, and thaws: every nudge is delivered exactly once',
    async (when) => {
      const numbers = await due(12);
      let frozen: number[] = [];
      const sender = bot(
        accident(when, () => {
          frozen = serverProcesses(pgdata);
          for (const pid of frozen) process.kill(pid, 'SIGSTOP');
        }),
      );
      try {
        await sender.run().catch(() => {});
        expect(frozen.length).toBeGreaterThan(0);
        await expect(sender.run()).rejects.toThrow();
      } finally {
        for (const pid of frozen) process.kill(pid, 'SIGCONT');
      }
      await keepRunning(sender);
      expect(tally(slack, numbers)).toEqual({ 1: numbers.length });
    },
    150_000,
  );

  it('crashes and recovers, again and again: every nudge is delivered exactly once', async () => {
    const numbers: number[] = [];
    for (const when of ['before', 'after', 'after', 'before'] as const) {
      numbers.push(...(await due(8)));
      const sender = bot(accident(when, crash));
      await sender.run().catch(() => {});
      await keepRunning(sender);
    }
    expect(tally(slack, numbers)).toEqual({ 1: numbers.length });
  }, 150_000);
});

/** A killed session makes the whole server stop at once, recover from its log and come back. */
async function crash(): Promise<void> {
  const [row] = await db.$queryRaw<{ pid: number }[]>`
    SELECT pid FROM pg_stat_activity WHERE application_name = 'gatehouse' AND pid <> pg_backend_pid() LIMIT 1`;
  if (!row) throw new Error('nobody is there to be killed');
  process.kill(row.pid, 'SIGKILL');
}
