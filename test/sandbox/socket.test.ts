import { App, webApi } from '@slack/bolt';
import { afterEach, describe, expect, test } from 'vitest';
import WebSocket from 'ws';
import { sendCommand } from '../../sandbox/core/interactions/commands.ts';
import { openHome } from '../../sandbox/core/interactions/events.ts';
import { submit } from '../../sandbox/core/interactions/submissions.ts';
import { readManifest } from '../../sandbox/core/manifest.ts';
import { ManualTimers } from '../../sandbox/core/timers.ts';
import { World } from '../../sandbox/core/world.ts';
import { riversideGarden } from '../../sandbox/seed.ts';
import { servePractice } from '../../sandbox/transports/http.ts';
import { input, manifest, modal, practice, silent, textInput } from './support.ts';

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function served(timers?: ManualTimers) {
  const world = new World({
    manifest: readManifest(manifest),
    office: riversideGarden(),
    ...(timers && { timers }),
  });
  const server = await servePractice(world, 0);
  closers.push(server.close);
  return { world, apiUrl: `${world.publicUrl}/api/` };
}

/** A real Bolt App in Socket Mode. */
async function bot(world: World, listen: (app: App) => void): Promise<App> {
  const app = new App({
    token: world.botToken,
    appToken: world.appToken,
    socketMode: true,
    clientOptions: { slackApiUrl: `${world.publicUrl}/api/`, retryConfig: { retries: 0 } },
    logger: silent,
  });
  listen(app);
  await app.start();
  closers.push(() => app.stop());
  return app;
}

/** A bare connection, to see what goes over the wire. */
async function bare(world: World) {
  const web = new webApi.WebClient(world.appToken, {
    slackApiUrl: `${world.publicUrl}/api/`,
    logger: silent,
  });
  const { url = '' } = await web.apps.connections.open();
  const socket = new WebSocket(url);
  const received: Record<string, unknown>[] = [];
  const waiters: (() => void)[] = [];
  socket.on('message', (data) => {
    received.push(JSON.parse(String(data)));
    for (const waiter of waiters.splice(0)) waiter();
  });
  closers.push(async () => socket.terminate());
  /** The n-th message, however long it takes. */
  const message = async (n: number): Promise<Record<string, unknown>> => {
    while (received.length <= n) await new Promise<void>((resolve) => waiters.push(resolve));
    return received[n] ?? {};
  };
  const ack = (envelope: Record<string, unknown>, payload = {}) =>
    socket.send(JSON.stringify({ envelope_id: envelope.envelope_id, payload }));
  return { url, socket, message, ack };
}

const command = { user: 'U_LINA', channel: 'C_EAST', command: '/customer', text: 'new' };

describe('Socket Mode', () => {
  test('Li Na registers a customer through a real Bolt App', async () => {
    const { world } = await served();
    await bot(world, (app) => {
      app.command('/customer', async ({ ack, client, body }) => {
        await client.views.open({
          trigger_id: body.trigger_id,
          view: modal([input('name', textInput('value'))]),
        });
        await ack();
      });
      app.view('form', async ({ ack, view }) => {
        const name = view.state.values.name?.value?.value ?? '';
        if (name.length < 2) await ack({ response_action: 'errors', errors: { name: '请写全名' } });
        else await ack({ response_action: 'clear' });
      });
    });
    expect(world.connections.count).toBe(1);
    expect(await sendCommand(world, command)).toMatchObject({ acked: true });
    expect(
      await submit(world, { user: 'U_LINA', values: { name: { value: '王' } } }),
    ).toMatchObject({
      outcome: 'errors',
      errors: { name: '请写全名' },
    });
    expect(
      await submit(world, { user: 'U_LINA', values: { name: { value: '王芳' } } }),
    ).toMatchObject({ outcome: 'cleared' });
  });

  test('a workspace that tests drive in-process can be reached by a bot elsewhere too', async () => {
    const slack = practice();
    const server = await slack.serve();
    closers.push(server.close);
    await bot(slack.world, (app) => app.command('/customer', async ({ ack }) => ack('你好')));
    await slack.as('U_LINA').command('/customer');
    expect(slack.ephemerals('U_LINA').map((m) => m.text)).toEqual(['你好']);
  });

  test('says hello, sends envelopes and hears acks by envelope_id', async () => {
    const { world } = await served();
    const { message, ack } = await bare(world);
    expect(await message(0)).toMatchObject({
      type: 'hello',
      num_connections: 1,
      connection_info: { app_id: 'A_GATEHOUSE' },
    });
    const sending = sendCommand(world, command);
    const envelope = await message(1);
    expect(envelope).toMatchObject({
      type: 'slash_commands',
      accepts_response_payload: true,
      payload: { text: 'new' },
    });
    expect(envelope.retry_attempt).toBeUndefined();
    ack({ envelope_id: 'another' });
    ack(envelope, { text: 'hello' });
    expect(await sending).toMatchObject({ acked: true, response: { text: 'hello' } });
    expect(world.ephemerals.get('U_LINA')?.map((m) => m.text)).toEqual(['hello']);
  });

  test('each envelope goes to one of the connections in turn', async () => {
    const { world } = await served();
    const [one, two] = [await bare(world), await bare(world)];
    await one.message(0);
    expect(await two.message(0)).toMatchObject({ num_connections: 2 });
    const sent = [sendCommand(world, command), sendCommand(world, command)];
    const [first, second] = [await one.message(1), await two.message(1)];
    expect(first.envelope_id).not.toBe(second.envelope_id);
    one.ack(first);
    two.ack(second);
    expect(await Promise.all(sent)).toMatchObject([{ acked: true }, { acked: true }]);
  });

  test('what a connection did not acknowledge before it closed goes to the next with retry_attempt', async () => {
    const { world } = await served();
    const first = await bare(world);
    await first.message(0);
    const sending = sendCommand(world, command);
    const lost = await first.message(1);
    first.socket.terminate();
    const second = await bare(world);
    const again = await second.message(1);
    expect(again).toMatchObject({ envelope_id: lost.envelope_id, retry_attempt: 1 });
    second.ack(again);
    expect(await sending).toMatchObject({ acked: true, attempts: 2 });
  });

  test('an event nobody acknowledged comes again with the same event_id', async () => {
    const timers = new ManualTimers();
    const { world } = await served(timers);
    const { message, ack } = await bare(world);
    await message(0);
    const opening = openHome(world, 'U_LINA');
    const first = await message(1);
    expect(first).toMatchObject({ type: 'events_api', retry_attempt: 0 });
    timers.pass(3000);
    expect(await opening).toMatchObject({ error: 'operation_timeout' });
    timers.pass(0);
    const second = await message(2);
    expect(second).toMatchObject({ retry_attempt: 1, retry_reason: 'timeout' });
    expect((second.payload as { event_id: string }).event_id).toBe(
      (first.payload as { event_id: string }).event_id,
    );
    ack(second);
  });

  test('a refresh tells the connection to go and sends it nothing more', async () => {
    const { world } = await served();
    const { message } = await bare(world);
    await message(0);
    world.connections.refresh(1);
    expect(await message(1)).toMatchObject({ type: 'disconnect', reason: 'refresh_requested' });
    expect(await sendCommand(world, command)).toMatchObject({ error: 'dispatch_failed' });
  });

  test('an address is good for one connection', async () => {
    const { world } = await served();
    const { url, message } = await bare(world);
    await message(0);
    const second = new WebSocket(url);
    const failure = await new Promise((resolve) => second.on('error', resolve));
    expect(String(failure)).toContain('403');
  });
});
