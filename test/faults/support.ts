import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';
import { PEOPLE, TEAMS } from '../../prisma/seed/office.ts';
import { type PracticeOptions, PracticeSlack } from '../../sandbox/practice.ts';
import { servePractice } from '../../sandbox/transports/http.ts';
import type { Db } from '../../src/db/client.ts';
import { newId } from '../../src/lib/id.ts';
import { deliveryManifest } from '../support/delivery.ts';
import type { SenderOrder } from './sender.child.ts';

/** The practice workspace behind a real port; its clock stands at `now`. */
export async function servedSlack(now: string, options: Partial<PracticeOptions> = {}) {
  let at = new Date(now).getTime();
  const slack = new PracticeSlack({
    manifest: deliveryManifest(),
    now: () => at,
    clientMsgIds: 'ignored',
    ...options,
  });
  const server = await servePractice(slack.world, 0);
  afterAll(() => server.close());
  const setNow = (iso: string) => {
    at = new Date(iso).getTime();
  };
  return { slack, apiUrl: `http://127.0.0.1:${server.port}/api/`, setNow };
}

/** Short times for processes that die: a lease is over soon after. */
export const TIMES = { leaseMs: 1_500, timeoutMs: 400 };

export interface Sender {
  process: ChildProcess;
  /** Resolves when it works. */
  ready: Promise<unknown>;
  ended: Promise<unknown>;
  /** Lets one that waits begin. */
  go(): void;
  kill(signal?: NodeJS.Signals): void;
}

/** Starts a process of the bot; it is gone at the end of the test file in any case. */
export function startSender(
  order: Omit<SenderOrder, 'leaseMs' | 'timeoutMs'> & Partial<SenderOrder>,
): Sender {
  const script = fileURLToPath(new URL('sender.child.ts', import.meta.url));
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', script, JSON.stringify({ ...TIMES, ...order })],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  const ended = once(child, 'exit');
  const sender: Sender = {
    process: child,
    ready: Promise.race([once(child.stdout, 'data'), ended]),
    ended,
    go: () => void child.stdin.write('go\n'),
    kill: (signal = 'SIGKILL') => void child.kill(signal),
  };
  afterAll(async () => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGCONT');
      child.kill('SIGKILL');
    }
    await ended;
  });
  return sender;
}

/** Waits until something is so; fails after `ms`. */
export async function until(what: () => Promise<boolean> | boolean, ms = 60_000): Promise<void> {
  const end = performance.now() + ms;
  while (!(await what())) {
    if (performance.now() > end) throw new Error('it did not come to be so in time');
    await sleep(40);
  }
}

/**
 * Whether everything that was due has left. Pauses between tries are cut short on the way; leases that
 * somebody holds run their time.
 */
export async function allSent(db: Db, count: number): Promise<boolean> {
  await db.$executeRaw`
      UPDATE messages SET next_at = clock_timestamp(),
        lease_until = CASE WHEN state = 'sending' THEN clock_timestamp() END
      WHERE state IN ('planned', 'sending') AND lease_owner IS NULL
        AND greatest(next_at, lease_until) > clock_timestamp()`.catch(() => {});
  const rows = await db.$queryRaw<{ sent: number; open: number }[]>`
      SELECT (SELECT count(*)::int FROM nudges n JOIN messages m ON m.id = n.message_id WHERE m.state = 'sent') AS sent,
        (SELECT count(*)::int FROM messages WHERE state IN ('planned', 'sending')) AS open`.catch(
    () => [],
  );
  return rows[0]?.sent === count && rows[0].open === 0;
}

/**
 * Many reps, each with one customer who is due: so many messages. They share the east channel, since the
 * practice workspace knows only its own people.
 */
export async function addDueReps(db: Db, count: number, dueAt: Date): Promise<number[]> {
  const reps = Array.from({ length: count }, (_, n) => ({
    id: newId(dueAt),
    slackUserId: `U_REP${n}_${newId().slice(-6)}`,
    name: `顾问${n}`,
    role: 'rep',
    nudgeTarget: 'own',
    ownChannelId: TEAMS.east.channelId,
  }));
  await db.member.createMany({ data: reps });
  await db.teamMember.createMany({
    data: reps.map(({ id }) => ({ memberId: id, teamId: TEAMS.east.id })),
  });
  const customers = reps.map((rep) => ({
    id: newId(dueAt),
    teamId: TEAMS.east.id,
    repId: rep.id,
    registeredById: PEOPLE.lina.id,
    name: '王芳',
    arrivalKind: 'visit',
    arrivedAt: dueAt,
    registeredAt: dueAt,
    confirmedAt: dueAt,
    lastEffectiveAt: dueAt,
    updatedAt: dueAt,
  }));
  await db.customer.createMany({ data: customers });
  await db.followUp.createMany({
    data: customers.map(({ id, repId }) => ({
      id: newId(dueAt),
      customerId: id,
      memberId: repId,
      dueAt,
      firstDueAt: dueAt,
      zone: 'Asia/Shanghai',
      createdById: repId,
      createdAt: dueAt,
    })),
  });
  const rows = await db.customer.findMany({
    where: { id: { in: customers.map(({ id }) => id) } },
    select: { number: true },
  });
  return rows.map(({ number }) => number);
}

/** How often Slack stored each of these customers' nudges: number of customers by count. */
export function tally(slack: PracticeSlack, numbers: number[]): Record<number, number> {
  const times = new Map(numbers.map((number) => [number, 0]));
  for (const { channel, ts } of slack.stored.all) {
    const message = slack.messages(channel).find((one) => one.ts === ts);
    for (const [, number] of JSON.stringify(message?.blocks ?? []).matchAll(/\*C-(\d+) /g)) {
      const key = Number(number);
      if (times.has(key)) times.set(key, (times.get(key) ?? 0) + 1);
    }
  }
  const tallied: Record<number, number> = {};
  for (const count of times.values()) tallied[count] = (tallied[count] ?? 0) + 1;
  return tallied;
}
