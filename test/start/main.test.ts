import { createHmac } from 'node:crypto';
import { createServer } from 'node:net';
import { afterAll, describe, expect, it } from 'vitest';
import { seedOffice } from '../../prisma/seed/office.ts';
import { PracticeSlack } from '../../sandbox/practice.ts';
import type { HealthReport } from '../../src/bot/health.ts';
import { buildManifest } from '../../src/bot/manifest.ts';
import { features } from '../../src/commands/index.ts';
import type { Config, SlackSettings } from '../../src/config.ts';
import { start } from '../../src/main.ts';
import { testDatabase } from '../support/database.ts';
import { testKeyMaterial } from '../support/keys.ts';
import { testFolder } from '../support/program.ts';

const t = await testDatabase({ now: null });
await seedOffice(t.db);
const slack = new PracticeSlack({ manifest: buildManifest(features), strict: false });
const server = await slack.serve();
const lina = slack.as('U_LINA');
const running = new Set<{ stop(reason: string): Promise<void> }>();
afterAll(async () => {
  for (const bot of running) await bot.stop('test');
  await server.close();
});

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await new Promise((listening) => probe.once('listening', listening));
  const { port } = probe.address() as { port: number };
  await new Promise((closed) => probe.close(closed));
  return port;
}

/** The bot itself, on the test's database, over the given way to the practice workspace. */
async function startBot(settings: SlackSettings, healthPort: number | null = null) {
  const config: Config = {
    slack: settings,
    database: { kind: 'server', appUrl: t.appUrl, ownerUrl: t.ownerUrl },
    dataDir: testFolder(),
    keys: { kind: 'given', keys: testKeyMaterial() },
    prefix: '',
    logLevel: 'error',
    healthPort,
    admins: [],
    model: null,
  };
  const bot = await start(config, settings);
  running.add(bot);
  return bot;
}

const socket = (): SlackSettings => ({
  mode: 'socket',
  botToken: slack.botToken,
  appToken: slack.appToken,
  apiUrl: `http://127.0.0.1:${server.port}/api/`,
});

describe('over Socket Mode', async () => {
  const healthPort = await freePort();
  const bot = await startBot(socket(), healthPort);

  it('holds two connections', async () => {
    await expect.poll(() => slack.world.connections.count).toBe(2);
  });

  it('李娜 is served while Slack renews one connection, and after it renewed both', async () => {
    slack.world.connections.refresh(1);
    expect(await lina.command('/gatehouse', 'me')).toMatchObject({ acked: true, error: null });
    await expect.poll(() => slack.world.connections.count).toBe(2);
    slack.world.connections.refresh(2);
    await expect.poll(() => slack.world.connections.count).toBe(2);
    expect(await lina.command('/gatehouse', 'me')).toMatchObject({ acked: true, error: null });
  });

  it('/healthz tells an operator how it is, in numbers only', async () => {
    const look = async () => {
      const answer = await fetch(`http://127.0.0.1:${healthPort}/healthz`);
      expect(answer.status).toBe(200);
      return (await answer.json()) as HealthReport;
    };
    // What this hour of the real day asks for leaves first.
    await expect.poll(look).toMatchObject({
      ok: true,
      parts: {
        database: { ok: true, counters: { waiting: 0 } },
        slack: { ok: true, counters: { connections: 2, ackP99Ms: expect.any(Number) } },
        delivery: { ok: true, counters: { due: 0, ambiguous: 0, dead: 0, oldestDueSeconds: 0 } },
      },
    });
    expect((await fetch(`http://127.0.0.1:${healthPort}/anything`)).status).toBe(404);
  });

  it('stops without leaving a connection', async () => {
    await bot.stop('test');
    running.delete(bot);
    await expect.poll(() => slack.world.connections.count).toBe(0);
    await expect(fetch(`http://127.0.0.1:${healthPort}/healthz`)).rejects.toThrow();
  });
});

describe('over HTTP', async () => {
  const signingSecret = '0123456789abcdef0123456789abcdef';
  const port = await freePort();
  await startBot({
    mode: 'http',
    botToken: slack.botToken,
    signingSecret,
    port,
    apiUrl: socket().apiUrl,
  });

  /** A request as Slack signs it. */
  function send(
    body: string,
    { type = 'application/json', age = 0, secret = signingSecret } = {},
  ): Promise<Response> {
    const at = Math.floor(Date.now() / 1000) - age;
    const signature = `v0=${createHmac('sha256', secret).update(`v0:${at}:${body}`).digest('hex')}`;
    return fetch(`http://127.0.0.1:${port}/slack/events`, {
      method: 'POST',
      headers: {
        'content-type': type,
        'x-slack-request-timestamp': String(at),
        'x-slack-signature': signature,
      },
      body,
    });
  }

  const opened = {
    type: 'event_callback',
    team_id: slack.world.team.id,
    event_id: 'Ev1',
    event: { type: 'app_home_opened', user: 'U_LINA', tab: 'home', channel: 'D1' },
  };

  it('a signed event is taken and 李娜’s home tab is drawn', async () => {
    expect((await send(JSON.stringify(opened))).status).toBe(200);
    await expect.poll(() => slack.home('U_LINA')).not.toBeNull();
  });

  it.each([
    ['signed with another secret', { secret: 'f'.repeat(32) }, 401],
    ['ten minutes old', { age: 600 }, 401],
  ])('one that is %s is refused', async (_, how, status) => {
    expect((await send(JSON.stringify(opened), how)).status).toBe(status);
  });

  it.each([
    ['an empty object', '{}'],
    ['an unknown type', '{"type":"frobnicate"}'],
    ['a list', '[1,2]'],
    [
      'a button without actions',
      '{"type":"block_actions","user":{"id":"U_LINA"},"trigger_id":"t","actions":[]}',
    ],
    ['a submission without a view', '{"type":"view_submission","user":{"id":"U_LINA"}}'],
    ['an event that is text', '{"type":"event_callback","event":"x"}'],
  ])('%s, well signed, is refused before any listener holds it', async (_, body) => {
    expect((await send(body)).status).toBe(400);
  });

  it('a body beyond every modal is refused unread', async () => {
    expect((await send(JSON.stringify({ ...opened, ballast: 'x'.repeat(1_100_000) }))).status).toBe(
      413,
    );
  });

  it('null, which trips the receiver itself, holds no connection for ever', async () => {
    process.once('unhandledRejection', () => {});
    expect((await send('null')).status).toBe(408);
  });

  it('/healthz answers on the same port', async () => {
    expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200);
  });
});
