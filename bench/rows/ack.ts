import { fork } from 'node:child_process';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { HTTPReceiver } from '@slack/bolt';
import { createReceiver } from '../../src/bot/connect.ts';
import { Traffic } from '../../src/bot/guard.ts';
import { createLog } from '../../src/lib/log.ts';
import { bareApp, commandBody, InstantSlack, productApp } from '../bolt.ts';
import type { Asked } from '../load.child.ts';
import { type Measured, ms, p50, p99, rate, ratio } from '../measure.ts';
import type { Place } from '../place.ts';
import type { Row } from '../report.ts';

const SECRET = 'b'.repeat(32);
const AT_ONCE = 50;
const RUNS = 3_000;

/** `/customer help` over HTTP, fifty at once, to the acknowledgement; asked from another process. */
export async function ackRow(place: Place): Promise<Row> {
  const bodies = place.office.reps
    .slice(0, 20)
    .map((rep) => commandBody(rep.slackUserId, '/customer', 'help'));
  const floor = await withServer(bareServer, bodies);
  const ours = await withServer((port) => productServer(place, port), bodies);
  return {
    what: 'Slash command to acknowledgement over HTTP, 50 at once',
    floor: `bare Bolt: p50 ${ms(p50(floor))}, p99 ${ms(p99(floor))}, ${rate(floor.perSecond)}`,
    ours: `p50 ${ms(p50(ours))}, p99 ${ms(p99(ours))}, ${rate(ours.perSecond)}`,
    ratio: `${ratio(p99(ours), p99(floor))} (p99)`,
    budget: 'p99 ≤ 1.5 ×',
  };
}

interface Server {
  stop(): Promise<unknown>;
}

async function bareServer(port: number): Promise<Server> {
  const app = bareApp(new HTTPReceiver({ signingSecret: SECRET, port }), new InstantSlack());
  await app.start();
  return app;
}

async function productServer(place: Place, port: number): Promise<Server> {
  const log = createLog({ level: 'error', write: (line) => process.stderr.write(line) });
  const slack = {
    mode: 'http',
    botToken: 'xoxb-bench',
    signingSecret: SECRET,
    port,
    apiUrl: null,
  } as const;
  const receiver = createReceiver(slack, { traffic: new Traffic(), log, looks: {} });
  const app = productApp(place, receiver, new InstantSlack());
  await app.start();
  return app;
}

async function withServer(
  open: (port: number) => Promise<Server>,
  bodies: Record<string, unknown>[],
): Promise<Measured> {
  const port = await freePort();
  const server = await open(port);
  try {
    await load({ port, secret: SECRET, bodies, runs: 500, atOnce: AT_ONCE });
    return await load({ port, secret: SECRET, bodies, runs: RUNS, atOnce: AT_ONCE });
  } finally {
    await server.stop();
  }
}

function load(asked: Asked): Promise<Measured> {
  const child = fork(fileURLToPath(new URL('../load.child.ts', import.meta.url)), {
    execArgv: ['--import', 'tsx'],
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('message', (measured) => {
      resolve(measured as Measured);
      child.kill();
    });
    child.on('exit', (code) => code && reject(new Error(`the load process ended with ${code}`)));
    child.send(asked);
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
