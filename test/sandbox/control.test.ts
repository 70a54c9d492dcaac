import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from '@slack/bolt';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readManifest } from '../../sandbox/core/manifest.ts';
import { World } from '../../sandbox/core/world.ts';
import { coupleClock } from '../../sandbox/database-clock.ts';
import { keepState } from '../../sandbox/saving.ts';
import { riversideGarden } from '../../sandbox/seed.ts';
import { servePractice } from '../../sandbox/transports/http.ts';
import { PracticeReceiver } from '../../sandbox/transports/receiver.ts';
import { testDatabase } from '../support/database.ts';
import {
  button,
  input,
  manifest,
  modal,
  NINE,
  option,
  plain,
  silent,
  textInput,
} from './support.ts';

// biome-ignore lint/suspicious/noExplicitAny: answers are looked into freely
type Any = any;

let world: World;
let close: () => Promise<void>;

function newWorld(): World {
  return new World({
    manifest: readManifest(manifest),
    office: riversideGarden(),
    now: () => NINE,
  });
}

beforeEach(async () => {
  world = newWorld();
  ({ close } = await servePractice(world, 0));
});
afterEach(() => close());

async function look(path: string): Promise<Any> {
  return (await fetch(`${world.publicUrl}/control/${path}`)).json();
}

async function act(path: string, body: unknown): Promise<Any> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`${world.publicUrl}/control/${path}`, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  });
  return { status: response.status, ...((await response.json()) as object) };
}

/** A bot with a form that has one of everything the control API must reach. */
async function withBot(): Promise<void> {
  const app = new App({
    receiver: new PracticeReceiver(world),
    token: world.botToken,
    clientOptions: { slackApiUrl: `${world.publicUrl}/api/`, retryConfig: { retries: 0 } },
    logger: silent,
  });
  const form = modal([
    input('name', textInput('value')),
    input(
      'customer',
      { type: 'external_select', action_id: 'pick', min_query_length: 0 },
      { optional: true },
    ),
    {
      type: 'actions',
      block_id: 'more',
      elements: [
        button('push'),
        button('drop', { confirm: { title: plain('Sure?'), text: plain('Really') } }),
      ],
    },
  ]);
  app.command('/customer', async ({ ack, client, body }) => {
    await ack();
    await client.views.open({ trigger_id: body.trigger_id, view: form });
  });
  app.action('push', async ({ ack, client, body }) => {
    await ack();
    if ('trigger_id' in body) await client.views.push({ trigger_id: body.trigger_id, view: form });
  });
  app.action('drop', async ({ ack }) => ack());
  app.options('pick', async ({ ack }) => ack({ options: [option('c1', '王芳') as never] }));
  app.view('form', async ({ ack, client, view }) => {
    await ack();
    await client.chat.postMessage({
      channel: 'C_EAST',
      text: `<@U_ZHANG> ${view.state.values.name?.value?.value}`,
      blocks: [
        {
          type: 'actions',
          block_id: 'b',
          elements: [
            { type: 'static_select', action_id: 'stage', options: [option('1'), option('2')] },
          ],
        },
      ],
      metadata: { event_type: 'n', event_payload: { id: 'n-9' } },
    });
  });
  app.action('stage', async ({ ack }) => ack());
  app.event('app_home_opened', async ({ event, client }) => {
    await client.views.publish({
      user_id: event.user,
      view: { type: 'home', blocks: [{ type: 'divider' }] },
    });
  });
  await app.start();
}

test('a script walks through a registration', async () => {
  await withBot();
  const lina = { user: 'U_LINA' };
  const sent = await act('command', {
    ...lina,
    channel: 'C_EAST',
    command: '/customer',
    text: 'new',
  });
  expect(sent).toMatchObject({
    status: 200,
    ok: true,
    delivery: { sent: true, acked: true, error: null },
  });

  const [view] = (await look('state?user=U_LINA')).modals;
  expect(view).toMatchObject({
    type: 'modal',
    callback_id: 'form',
    values: { name: { value: null } },
    errors: {},
  });

  const invalid = await act('submit', lina);
  expect(invalid).toMatchObject({
    outcome: 'invalid',
    delivery: { sent: false },
    errors: { name: expect.any(String) },
  });

  const at = { ...lina, in: { view_id: view.id } };
  const suggested = await act('suggest', {
    ...at,
    block_id: 'customer',
    action_id: 'pick',
    query: '',
  });
  expect(suggested.options).toEqual([option('c1', '王芳')]);
  const typed = await act('input', {
    ...lina,
    view_id: view.id,
    values: { name: { value: '王芳' }, customer: { pick: 'c1' } },
  });
  expect(typed.view.values).toEqual({
    name: { value: '王芳' },
    customer: { pick: option('c1', '王芳') },
  });

  const asked = await act('action', { ...at, block_id: 'more', action_id: 'drop' });
  expect(asked).toMatchObject({
    status: 400,
    error: 'confirm_needed',
    confirm: { title: plain('Sure?') },
  });
  expect(
    await act('action', { ...at, block_id: 'more', action_id: 'drop', confirmed: true }),
  ).toMatchObject({ status: 200 });
  await act('action', { ...at, block_id: 'more', action_id: 'push' });
  expect((await look('state?user=U_LINA')).modals).toHaveLength(2);
  expect(await act('close', lina)).toMatchObject({ ok: true, delivery: { sent: false } });

  expect(await act('submit', { ...lina, view_id: view.id })).toMatchObject({ outcome: 'closed' });
  const state = await look('state?user=U_ZHANG&channel=C_EAST');
  expect(state.modals).toEqual([]);
  expect(state.messages).toMatchObject([
    { text: '<@U_ZHANG> 王芳', user: 'U_GATEHOUSE', values: { b: { stage: null } } },
  ]);
  expect(state.channels[0]).toMatchObject({
    id: 'C_EAST',
    unread: 1,
    mentions: 1,
    isMember: true,
    botIsMember: true,
  });
  expect(await look('stored?metadata=n-9')).toMatchObject({
    ok: true,
    count: 1,
    messages: [{ channel: 'C_EAST', deleted: false }],
  });

  const { ts } = state.messages[0];
  await act('action', {
    user: 'U_ZHANG',
    in: { channel: 'C_EAST', ts },
    block_id: 'b',
    action_id: 'stage',
    value: '2',
  });
  expect((await look('state?user=U_ZHANG&channel=C_EAST')).messages[0].values).toEqual({
    b: { stage: '2' },
  });
  expect((await look('state?user=U_LINA&channel=C_EAST')).messages[0].values).toEqual({
    b: { stage: null },
  });
  await act('read', { user: 'U_ZHANG', channel: 'C_EAST' });
  expect((await look('state?user=U_ZHANG')).channels[0]).toMatchObject({ unread: 0, mentions: 0 });
});

describe('looking', () => {
  test('the manifest, with what a page needs of it', async () => {
    expect(await look('manifest')).toMatchObject({
      ok: true,
      name: 'Gatehouse',
      commands: [
        { command: '/customer', usage_hint: 'new', should_escape: false },
        { command: '/share' },
      ],
      shortcuts: [
        { callback_id: 'register', type: 'global' },
        { callback_id: 'add_to_file', type: 'message' },
      ],
    });
  });

  test('each person sees their own channels, public ones and their DM with the bot', async () => {
    const seen = async (user: string) =>
      (await look(`state?user=${user}`)).channels.map((c: Any) => [c.id, c.isMember]);
    expect(await seen('U_LINA')).toEqual([
      ['C_EAST', true],
      ['C_RECEPTION', true],
      ['C_GENERAL', true],
      ['C_WEST', false],
      ['D_LINA', true],
    ]);
    expect(await seen('U_GUEST')).toEqual([
      ['C_RECEPTION', true],
      ['D_GUEST', true],
    ]);
  });

  test('people come with what they are', async () => {
    const { people } = await look('state');
    const kinds = Object.fromEntries(people.map((p: Any) => [p.id, p.kind]));
    expect(kinds).toMatchObject({
      U_LINA: 'member',
      U_ADMIN: 'owner',
      U_GUEST: 'guest',
      U_CONNECT: 'external',
      U_GONE: 'deleted',
      U_GATEHOUSE: 'bot',
    });
  });

  test('a thread, and its parent with the number of replies', async () => {
    const { ts } = await act('message', { user: 'U_LINA', channel: 'C_EAST', text: 'one' });
    await act('message', { user: 'U_ZHANG', channel: 'C_EAST', text: 'two', thread_ts: ts });
    const state = await look(`state?user=U_LINA&channel=C_EAST&thread=${ts}`);
    expect(state.messages).toMatchObject([{ text: 'one', reply_count: 1 }]);
    expect(state.thread.map((m: Any) => m.text)).toEqual(['one', 'two']);
  });

  test('the inspector shows what crossed, without tokens', async () => {
    await withBot();
    await act('home/open', { user: 'U_LINA' });
    const { entries, next } = await look('traffic');
    expect(entries.map((e: Any) => [e.kind, e.name])).toEqual([
      ['call', 'auth.test'],
      ['delivery', 'event app_home_opened'],
      ['ack', 'event app_home_opened'],
      ['call', 'views.publish'],
    ]);
    expect(JSON.stringify(entries)).not.toContain('xoxb-');
    expect((await look(`traffic?since=${next}`)).entries).toEqual([]);
  });
});

describe('mistakes of whoever calls', () => {
  test.each<[string, unknown, string]>([
    ['command', { user: 'U_LINA', channel: 'C_EAST', command: '/nothing' }, 'unknown_command'],
    ['command', { user: 'U_NOBODY', channel: 'C_EAST', command: '/customer' }, 'unknown_user'],
    ['command', { user: 'U_LINA', channel: 'C_WEST', command: '/customer' }, 'not_in_channel'],
    ['command', { user: 'U_LINA', channel: 'C_NONE', command: '/customer' }, 'unknown_channel'],
    ['command', { user: 'U_LINA' }, 'bad_request'],
    ['command', null, 'bad_request'],
    ['shortcut', { user: 'U_LINA', callback_id: 'none' }, 'unknown_shortcut'],
    ['submit', { user: 'U_LINA' }, 'no_such_view'],
    [
      'action',
      { user: 'U_LINA', in: { channel: 'C_EAST', ts: '1.1' }, block_id: 'b', action_id: 'a' },
      'no_such_message',
    ],
    ['clock', { advance: 'soon' }, 'bad_request'],
    ['locale', { user: 'U_LINA', tz: 'Mars/Olympus' }, 'bad_request'],
    ['faults', { add: { kind: 'earthquake' } }, 'bad_request'],
    ['nothing', {}, 'not_found'],
  ])('%s %j', async (path, body, error) => {
    expect(await act(path, body)).toMatchObject({
      status: 400,
      ok: false,
      error,
      message: expect.any(String),
    });
  });
});

describe('arranging', () => {
  test('the clock moves on, for the next message and for everybody', async () => {
    expect(await act('clock', { advance: '1d 2h' })).toMatchObject({
      clock: { now: '2026-03-03T03:00:00.000Z', shiftMs: 93_600_000 },
    });
    expect(await act('clock', { set: '2026-03-05T09:00:00+08:00' })).toMatchObject({
      clock: { now: '2026-03-05T01:00:00.000Z' },
    });
    await act('message', { user: 'U_LINA', channel: 'C_EAST', text: 'x' });
    expect(await act('clock', { advance: -1000 })).toMatchObject({
      status: 400,
      error: 'clock_backwards',
    });
  });

  test('a language, a zone, a status, a membership, an archive, a deletion', async () => {
    await act('locale', { user: 'U_EMMA', locale: 'zh-CN', tz: 'Asia/Shanghai' });
    await act('person', { user: 'U_TOM', deleted: true });
    await act('member', { channel: 'C_GENERAL', user: 'U_GATEHOUSE', member: true });
    await act('archive', { channel: 'C_WEST', archived: true });
    const { ts } = await act('message', { user: 'U_LINA', channel: 'C_EAST', text: 'x' });
    await act('delete', { channel: 'C_EAST', ts });
    const state = await look('state?user=U_EMMA');
    expect(state.me).toMatchObject({ locale: 'zh-CN', tz: 'Asia/Shanghai' });
    expect(state.people.find((p: Any) => p.id === 'U_TOM').kind).toBe('deleted');
    expect(state.channels.find((c: Any) => c.id === 'C_GENERAL').botIsMember).toBe(true);
    expect(state.channels.find((c: Any) => c.id === 'C_WEST').isArchived).toBe(true);
    expect(await act('message', { user: 'U_EMMA', channel: 'C_WEST', text: 'x' })).toMatchObject({
      error: 'read_only',
    });
    expect(world.channels.get('C_EAST')?.messages).toEqual([]);
  });

  test('faults are set, listed and cleared', async () => {
    const { faults } = await act('faults', {
      add: { kind: 'rate_limited', method: 'chat.postMessage', retryAfter: null },
    });
    expect(faults).toMatchObject([{ kind: 'rate_limited', retryAfter: null, struck: 0 }]);
    await act('faults', { remove: faults[0].id });
    expect(await look('faults')).toMatchObject({ faults: [] });
  });

  test('a file uploaded to the DM is a message with it, and can be looked at', async () => {
    const url = `${world.publicUrl}/control/file?user=U_LINA&channel=DM&name=a.csv&comment=here`;
    const uploaded = (await (await fetch(url, { method: 'POST', body: 'x,y' })).json()) as Any;
    expect(uploaded).toMatchObject({ ok: true, file: { name: 'a.csv', size: 3 } });
    const { messages } = await look('state?user=U_LINA&channel=DM');
    expect(messages).toMatchObject([
      { text: 'here', subtype: 'file_share', files: [{ id: uploaded.file.id }] },
    ]);
    const contents = await fetch(`${world.publicUrl}/control/file/${uploaded.file.id}`);
    expect(await contents.text()).toBe('x,y');
    expect(contents.headers.get('content-security-policy')).toContain('sandbox');
  });
});

test('events tell a page what changed, for its person', async () => {
  const response = await fetch(`${world.publicUrl}/control/events?user=U_LINA`);
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  await act('message', { user: 'U_ZHANG', channel: 'C_EAST', text: 'x' });
  world.notify({ user: 'U_ZHANG', kind: 'view', error: 'e', text: 'not for her' });
  world.notify({ user: 'U_LINA', kind: 'view', error: 'e', text: 'for her' });
  let text = '';
  while (!text.includes('for her')) text += (await reader?.read())?.value ?? '';
  await reader?.cancel();
  expect(text).toMatch(
    /id: 1\nevent: message\ndata: {"channel":"C_EAST","ts":"[\d.]+","change":"posted"}/,
  );
  expect(text).not.toContain('not for her');
});

describe('strangers', () => {
  test("another site's page cannot act here", async () => {
    const response = await fetch(`${world.publicUrl}/control/state`, {
      headers: { origin: 'https://evil.example' },
    });
    expect(response.status).toBe(403);
  });

  test('nothing outside the page folder is served', async () => {
    expect((await fetch(`${world.publicUrl}/..%2fserver.ts`)).status).toBe(404);
    expect((await fetch(`${world.publicUrl}/`)).headers.get('content-type')).toContain('text/html');
  });
});

test('what was posted, who is where and the time survive a restart', async () => {
  const path = join(mkdtempSync(join(tmpdir(), 'practice-')), 'state.json');
  const save = keepState(world, path);
  await act('locale', { user: 'U_EMMA', locale: 'zh-CN' });
  await act('member', { channel: 'C_GENERAL', user: 'U_GATEHOUSE', member: true });
  await act('message', { user: 'U_LINA', channel: 'C_EAST', text: 'x' });
  await act('clock', { advance: '2h' });
  save();
  const again = newWorld();
  keepState(again, path);
  expect(again.channels.get('C_EAST')?.messages).toEqual(world.channels.get('C_EAST')?.messages);
  expect(again.channels.get('C_GENERAL')?.members.has('U_GATEHOUSE')).toBe(true);
  expect(again.people.get('U_EMMA')?.locale).toBe('zh-CN');
  expect(again.clock.iso()).toBe('2026-03-02T03:00:00.000Z');
  expect(again.stored.all).toHaveLength(1);
});

describe("the bot's database", () => {
  test('moves its business time with the clock, and a new workspace takes it over', async () => {
    const database = await testDatabase({ now: null });
    const uncouple = await coupleClock(world, database.ownerUrl);
    await act('clock', { advance: '90m' });
    const { rows } = await database.owner.query('SELECT shift::text FROM practice_clock');
    expect(rows).toEqual([{ shift: '01:30:00' }]);
    await uncouple();
    const next = newWorld();
    const uncoupleNext = await coupleClock(next, database.ownerUrl);
    expect(next.clock.shiftMs).toBe(90 * 60_000);
    await uncoupleNext();
  });
});
