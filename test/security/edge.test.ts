import { createHmac } from 'node:crypto';
import { request } from 'node:http';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { seedOffice } from '../../prisma/seed/office.ts';
import { PracticeSlack } from '../../sandbox/practice.ts';
import { createApp } from '../../src/bot/app.ts';
import { homeTab } from '../../src/bot/blocks.ts';
import { createReceiver } from '../../src/bot/connect.ts';
import { Traffic } from '../../src/bot/guard.ts';
import { buildManifest } from '../../src/bot/manifest.ts';
import { slackLogger } from '../../src/bot/slack-log.ts';
import { features } from '../../src/commands/index.ts';
import { createLog } from '../../src/lib/log.ts';
import { testDatabase } from '../support/database.ts';

const SECRET = 'c0ffee00c0ffee00c0ffee00c0ffee00';
const t = await testDatabase();
await seedOffice(t.db);
const slack = new PracticeSlack({ manifest: buildManifest(features, { prefix: '' }) });
const logged: string[] = [];
const log = createLog({ level: 'info', write: (line) => void logged.push(line) });
const port = await freePort();
const receiver = createReceiver(
  { mode: 'http', botToken: slack.botToken, signingSecret: SECRET, port, apiUrl: slack.apiUrl },
  { traffic: new Traffic(), log, looks: {} },
);
const { app } = createApp(
  {
    botToken: slack.botToken,
    receiver,
    apiUrl: slack.apiUrl,
    fetch: slack.fetch,
    logger: slackLogger(log),
  },
  {
    ...{
      db: t.db,
      keys: t.keyring,
      features,
      prefix: '',
      admins: [],
      teamId: slack.world.team.id,
      log,
    },
    home: async () => homeTab([]),
    wake: () => {},
    health: async () => ({ ok: true, parts: {} }),
  },
);
await app.start();
afterAll(() => app.stop());

const JSON_TYPE = 'application/json';
const FORM_TYPE = 'application/x-www-form-urlencoded';
const seconds = (shift = 0) => String(Math.floor(Date.now() / 1000) + shift);
const sign = (body: string, time: string, secret = SECRET) =>
  `v0=${createHmac('sha256', secret).update(`v0:${time}:${body}`).digest('hex')}`;

interface Sent {
  body: string;
  type?: string;
  time?: string;
  signature?: string | string[];
  path?: string;
}

/** Posts one body, signed rightly unless told otherwise; answers the status (0: the connection was closed) and how long it took. */
function post({
  body,
  type = JSON_TYPE,
  time = seconds(),
  signature,
  path = '/slack/events',
}: Sent) {
  const began = performance.now();
  return new Promise<{ status: number; ms: number }>((resolve) => {
    const done = (status: number) => resolve({ status, ms: performance.now() - began });
    const sent = request(
      {
        ...{ host: '127.0.0.1', port, path, method: 'POST', agent: false },
        // A connection of its own: the one of a refused body may be gone.
        headers: {
          'content-type': type,
          'x-slack-request-timestamp': time,
          'x-slack-signature': signature ?? sign(body, time),
        },
      },
      (response) => {
        response.resume();
        response.on('end', () => done(response.statusCode ?? 0));
      },
    );
    sent.on('error', () => done(0));
    sent.end(body);
  });
}

const COMMAND = `command=%2Fcustomer&text=&user_id=U_LINA&team_id=T1&trigger_id=1.1&channel_id=C1`;

describe('a request that Slack did not sign', () => {
  const time = seconds();
  const cases: [string, Sent][] = [
    ['a wrong secret', { body: COMMAND, signature: sign(COMMAND, time, 'x'.repeat(32)), time }],
    ['an empty secret', { body: COMMAND, signature: `v0=${'0'.repeat(64)}`, time }],
    ['an empty signature', { body: COMMAND, signature: '' }],
    [
      'a signature without its version',
      { body: COMMAND, time, signature: sign(COMMAND, time).slice(3) },
    ],
    ['ten minutes ago', { body: COMMAND, time: seconds(-600) }],
    ['a time that is none', { body: COMMAND, time: 'now' }],
    ['an altered body', { body: `${COMMAND}&x=1`, time, signature: sign(COMMAND, time) }],
    [
      'two signatures',
      { body: COMMAND, time, signature: [`v0=${'0'.repeat(64)}`, sign(COMMAND, time)] },
    ],
  ];
  it.each(cases)('%s is refused and nothing is done', async (_, sent) => {
    const { status } = await post({ type: FORM_TYPE, ...sent });
    expect([400, 401, 403]).toContain(status);
    expect(await t.db.inbox.count()).toBe(0);
  });

  it('a body of three megabytes is refused', async () => {
    const { status } = await post({ body: JSON.stringify({ x: 'a'.repeat(3_000_000) }) });
    expect([0, 400, 413]).toContain(status);
  });
});

describe('signed bodies of no shape that Slack sends', () => {
  const base = {
    user: { id: 'U_LINA', team_id: 'T1' },
    team: { id: 'T1' },
    trigger_id: '1.1',
    actions: [{ action_id: 'customer.card', type: 'button', value: '{}', block_id: 'b' }],
    view: {
      id: 'V1',
      hash: 'h',
      type: 'modal',
      callback_id: 'customer.save',
      blocks: [],
      state: { values: {} },
    },
    callback_id: 'customer.new',
    message: { ts: '1.1', text: 'x' },
    channel: { id: 'C1' },
    action_id: 'customers',
    value: 'x',
    event: { type: 'app_home_opened', user: 'U_LINA', tab: 'home' },
    team_id: 'T1',
    authorizations: [{ team_id: 'T1', user_id: 'U', is_bot: true }],
    event_id: 'Ev1',
  };
  const TYPES = [
    ...['block_actions', 'view_submission', 'view_closed', 'block_suggestion', 'shortcut'],
    ...['message_action', 'event_callback', 'url_verification', 'interactive_message', 'nothing'],
  ];
  const odd = fc.oneof(
    fc.constantFrom(null, '', 0, true, [], {}, [null], [[]], '__proto__', 'a'.repeat(5_000)),
    fc.jsonValue({ maxDepth: 2 }),
  );
  const paths = fc.constantFrom(
    ...Object.keys(base).map((key) => [key]),
    ...[
      ['user', 'id'],
      ['team', 'id'],
      ['actions', '0'],
      ['actions', '0', 'action_id'],
    ],
    ...[
      ['actions', '0', 'value'],
      ['actions', '0', 'type'],
      ['view', 'state'],
      ['view', 'blocks'],
    ],
    ...[
      ['view', 'state', 'values'],
      ['view', 'private_metadata'],
      ['view', 'callback_id'],
    ],
    ...[
      ['view', 'hash'],
      ['message', 'ts'],
      ['message', 'text'],
      ['channel', 'id'],
      ['event', 'type'],
    ],
    ...[['event', 'user'], ['event', 'tab'], ['response_url'], ['state'], ['container']],
  );
  const body = fc
    .tuple(
      fc.constantFrom(...TYPES),
      fc.array(fc.tuple(paths, odd), { minLength: 1, maxLength: 4 }),
    )
    .map(([type, changes]) => {
      const made = structuredClone({ type, ...base }) as Record<string, unknown>;
      for (const [path, value] of changes) put(made, path, value);
      return made;
    });

  it('are answered at once, with no error of ours, and the next honest one is served', async () => {
    const bodies = fc.sample(body, { numRuns: 300, seed: 20260305 });
    const answers: { status: number; ms: number; made: unknown }[] = [];
    for (let from = 0; from < bodies.length; from += 4) {
      const some = bodies.slice(from, from + 4);
      answers.push(
        ...(await Promise.all(
          some.map(async (made) => {
            const isEvent = (made as { type: string }).type.endsWith('callback');
            const json = JSON.stringify(made);
            const sent = isEvent
              ? { body: json }
              : { body: `payload=${encodeURIComponent(json)}`, type: FORM_TYPE };
            return { ...(await post(sent)), made };
          }),
        )),
      );
    }
    const broken = answers.filter(({ status }) => status >= 500 || status === 404 || status === 0);
    expect(
      broken.map(({ status, made }) => `${status} ${JSON.stringify(made).slice(0, 3000)}`),
    ).toEqual([]);
    const bugs = logged.filter((line) => line.includes('"event":"request.failed"'));
    expect([...new Set(bugs.map(shorten))]).toEqual([]);
    const honest = await post({ body: COMMAND, type: FORM_TYPE });
    expect(honest.status).toBe(200);
  }, 120_000);
});

function put(on: Record<string, unknown>, [first, ...rest]: string[], value: unknown): void {
  if (!first) return;
  const inner = on[first];
  if (rest.length === 0 || typeof inner !== 'object' || inner === null) {
    Object.defineProperty(on, first, {
      value,
      enumerable: true,
      writable: true,
      configurable: true,
    });
  } else put(inner as Record<string, unknown>, rest, value);
}

function shorten(line: string): string {
  const { error, line: said, event } = JSON.parse(line);
  return `${event} ${said ?? ''} ${error?.name ?? ''} ${error?.message ?? ''} ${error?.frames?.find((frame: string) => frame.includes('/src/') && !frame.includes('generated')) ?? ''}`;
}

async function freePort(): Promise<number> {
  const { createServer } = await import('node:net');
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address() as { port: number };
      server.close(() => resolve(address.port));
    });
  });
}
