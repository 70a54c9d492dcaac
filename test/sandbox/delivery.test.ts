import { describe, expect, test } from 'vitest';
import { ManualTimers } from '../../sandbox/core/timers.ts';
import { newTrigger } from '../../sandbox/core/triggers.ts';
import { client, codeOf, input, manifest, modal, practice, textInput, withBot } from './support.ts';

const never = () => new Promise<void>(() => undefined);

describe('three seconds to acknowledge', () => {
  test('a command nobody acknowledges fails with operation_timeout, and the person sees it', async () => {
    const timers = new ManualTimers();
    const slack = practice({ timers });
    await withBot(slack, (app) => app.command('/customer', never));
    const sending = slack.as('U_LINA').command('/customer', 'new');
    timers.pass(2999);
    expect(slack.notices('U_LINA')).toEqual([]);
    timers.pass(1);
    expect(await sending).toMatchObject({ acked: false, error: 'operation_timeout' });
    expect(slack.notices('U_LINA')).toMatchObject([
      { kind: 'command', error: 'operation_timeout' },
    ]);
    expect(slack.traffic.entries.find((entry) => entry.kind === 'rule')).toMatchObject({
      evidence: 'documented',
    });
  });

  test('an ack after three seconds is not heard', async () => {
    const timers = new ManualTimers();
    const slack = practice({ timers });
    let ackLate = async () => undefined as unknown;
    await withBot(slack, (app) =>
      app.command('/customer', ({ ack }) => {
        ackLate = () => ack('too late');
        return never();
      }),
    );
    const sending = slack.as('U_LINA').command('/customer');
    await Promise.resolve();
    timers.pass(3000);
    await sending;
    await ackLate();
    expect(slack.ephemerals('U_LINA')).toEqual([]);
  });

  test('a command without a listener fails at once, since no ack can come', async () => {
    const slack = practice();
    await withBot(slack, () => undefined);
    expect(await slack.as('U_LINA').command('/customer')).toMatchObject({
      error: 'operation_timeout',
    });
  });

  test('a command fails when no bot is there', async () => {
    const slack = practice();
    expect(await slack.as('U_LINA').command('/customer')).toMatchObject({
      sent: false,
      error: 'dispatch_failed',
    });
  });

  test('a modal stays open with what was typed when its submission is not acknowledged', async () => {
    const timers = new ManualTimers();
    const slack = practice({ timers });
    await withBot(slack, (app) => app.view('form', never));
    const view = modal([input('name', textInput('value'))]);
    await client(slack).views.open({ trigger_id: newTrigger(slack.world, 'U_LINA'), view });
    const submitting = slack.as('U_LINA').submit({ name: '王芳' });
    timers.pass(3000);
    expect(await submitting).toMatchObject({ outcome: 'failed' });
    expect(slack.modal('U_LINA')?.values.name?.value).toMatchObject({ value: '王芳' });
  });

  test("a listener's error reaches whoever acted", async () => {
    const slack = practice();
    await withBot(slack, (app) =>
      app.command('/customer', async ({ ack }) => {
        await ack();
        throw new Error('a bug');
      }),
    );
    await expect(slack.as('U_LINA').command('/customer')).rejects.toThrow('a bug');
  });
});

describe('the answer in an ack', () => {
  test.each<[string, unknown, number, number]>([
    ['a string is an ephemeral', 'hello', 1, 0],
    ['so is a message', { text: 'hello' }, 1, 0],
    ['in_channel is for all', { text: 'hello', response_type: 'in_channel' }, 0, 1],
  ])('%s', async (_what, answer, ephemerals, messages) => {
    const slack = practice();
    await withBot(slack, (app) =>
      app.command('/customer', async ({ ack }) => ack(answer as never)),
    );
    await slack.as('U_LINA').command('/customer', '', { channel: 'C_EAST' });
    expect(slack.ephemerals('U_LINA')).toHaveLength(ephemerals);
    expect(slack.messages('C_EAST')).toHaveLength(messages);
  });

  test('blocks Slack refuses are not shown, and the person is told', async () => {
    const slack = practice();
    await withBot(slack, (app) =>
      app.command('/customer', async ({ ack }) =>
        ack({ text: 'x', blocks: [{ type: 'x' }] as never }),
      ),
    );
    await slack.as('U_LINA').command('/customer');
    expect(slack.ephemerals('U_LINA')).toEqual([]);
    expect(slack.notices('U_LINA')[0]?.error).toBe('invalid_blocks');
  });
});

describe('response_url', () => {
  async function urlOf() {
    const slack = practice();
    let url = '';
    await withBot(slack, (app) =>
      app.command('/customer', async ({ ack, body }) => {
        url = body.response_url;
        await ack();
      }),
    );
    await slack.as('U_LINA').command('/customer', '', { channel: 'C_EAST' });
    const post = async (body: unknown) => {
      const headers = { 'content-type': 'application/json' };
      const response = await slack.fetch(url, {
        method: 'POST',
        headers,
        body: JSON.stringify(body),
      });
      return [response.status, ((await response.json()) as { error?: string }).error ?? 'ok'];
    };
    return { slack, post };
  }

  test('takes five posts, ephemeral unless told otherwise', async () => {
    const { slack, post } = await urlOf();
    for (let i = 0; i < 4; i++) expect(await post({ text: `${i}` })).toEqual([200, 'ok']);
    expect(await post({ text: 'all', response_type: 'in_channel' })).toEqual([200, 'ok']);
    expect(await post({ text: 'six' })).toEqual([404, 'used_url']);
    expect(slack.ephemerals('U_LINA')).toHaveLength(4);
    expect(slack.messages('C_EAST').map((m) => m.text)).toEqual(['all']);
  });

  test('lives thirty minutes', async () => {
    const { slack, post } = await urlOf();
    await slack.clock.advance(30 * 60_000);
    expect(await post({ text: 'in time' })).toEqual([200, 'ok']);
    await slack.clock.advance(1);
    expect(await post({ text: 'late' })).toEqual([404, 'expired_url']);
  });

  test('refuses what Slack refuses without using it up', async () => {
    const { post } = await urlOf();
    expect(await post({ text: '' })).toEqual([404, 'no_text']);
    expect(await post({ text: 'x', blocks: [{ type: 'x' }] })).toEqual([404, 'invalid_blocks']);
  });
});

describe('events', () => {
  test('Li Na writes to the bot, and it answers in the DM', async () => {
    const slack = practice();
    await withBot(slack, (app) =>
      app.message(
        async ({ message, say }) =>
          void (await say(`你说：${'text' in message ? message.text : ''}`)),
      ),
    );
    await slack.as('U_LINA').dm('王芳 13812345678');
    expect(slack.dms('U_LINA').map((m) => m.text)).toEqual([
      '王芳 <tel:13812345678|13812345678>',
      '你说：王芳 <tel:13812345678|13812345678>',
    ]);
  });

  test('nobody writes to a bot whose Messages tab is read-only', async () => {
    const app_home = { messages_tab_enabled: true, messages_tab_read_only_enabled: true };
    const slack = practice({
      manifest: { ...manifest, features: { ...manifest.features, app_home } },
    });
    await expect(slack.as('U_LINA').dm('hello')).rejects.toThrow('Nobody can write here');
    await expect(slack.as('U_LINA').upload('a.csv', 'x', 'DM')).rejects.toThrow(
      'Nobody can write here',
    );
  });

  test('a mention in a channel reaches the bot, other talk does not', async () => {
    const slack = practice();
    const heard: string[] = [];
    await withBot(slack, (app) => {
      app.event('app_mention', async ({ event }) => void heard.push(event.text));
      app.event('message', async () => void heard.push('message'));
    });
    await slack.as('U_LINA').say('C_EAST', '@gatehouse help');
    await slack.as('U_LINA').say('C_EAST', 'lunch?');
    expect(heard).toEqual(['<@U_GATEHOUSE> help']);
  });

  test('opening the home tab tells which tab, and the view that is there', async () => {
    const slack = practice();
    const heard: unknown[] = [];
    await withBot(slack, (app) => {
      app.event('app_home_opened', async ({ event, client: web }) => {
        heard.push([event.tab, event.view?.type]);
        await web.views.publish({ user_id: event.user, view: { type: 'home', blocks: [] } });
      });
    });
    await slack.as('U_LINA').openHome();
    await slack.as('U_LINA').openHome();
    await slack.as('U_LINA').openHome('messages');
    expect(heard).toEqual([
      ['home', undefined],
      ['home', 'home'],
      ['messages', undefined],
    ]);
  });

  test('an event the manifest does not subscribe to is not sent', async () => {
    const slack = practice({ manifest: { ...manifest, settings: {} } });
    await withBot(slack, () => undefined);
    expect(await slack.as('U_LINA').openHome()).toMatchObject({ sent: false });
  });

  test('an event nobody acknowledged comes again at once, after a minute and after five', async () => {
    const timers = new ManualTimers();
    const slack = practice({ timers });
    const seen: [string, number][] = [];
    slack.world.connections.join({
      tracksEnd: false,
      send: (envelope) => seen.push([String(envelope.payload.event_id), envelope.retry_attempt]),
    });
    const opening = slack.as('U_LINA').openHome();
    timers.pass(3000);
    await opening;
    for (const wait of [0, 3000, 60_000, 3000, 300_000, 3000, 600_000]) {
      timers.pass(wait);
      await new Promise(setImmediate);
    }
    expect(seen.map(([, retry]) => retry)).toEqual([0, 1, 2, 3]);
    expect(new Set(seen.map(([id]) => id)).size).toBe(1);
  });

  test('a shortcut and a message shortcut open from where they are', async () => {
    const slack = practice();
    const seen: unknown[] = [];
    await withBot(slack, (app) => {
      app.shortcut('register', async ({ ack, body }) => {
        await ack();
        seen.push(body.type);
      });
      app.shortcut('add_to_file', async ({ ack, body }) => {
        await ack();
        seen.push(body.type === 'message_action' && body.message.text);
      });
    });
    const lina = slack.as('U_LINA');
    await lina.shortcut('register');
    await lina.messageShortcut('add_to_file', await lina.say('C_EAST', '看中了三房'));
    expect(seen).toEqual(['shortcut', '看中了三房']);
    await expect(lina.shortcut('add_to_file')).rejects.toThrow('not a global shortcut');
  });
});

describe('who may act where', () => {
  test('nobody sends a command from a channel they are not in, or one that is not in the manifest', async () => {
    const slack = practice();
    await expect(
      slack.as('U_LINA').command('/customer', '', { channel: 'C_WEST' }),
    ).rejects.toThrow('not in');
    await expect(slack.as('U_LINA').command('/nothing')).rejects.toThrow('not a command');
    expect(() => slack.as('U_NOBODY')).toThrow('nobody');
  });

  test('somebody from a connected workspace comes with their own team', async () => {
    const slack = practice();
    let team: string | undefined;
    await withBot(slack, (app) =>
      app.command('/customer', async ({ ack, body }) => {
        team = body.team_id;
        await ack();
      }),
    );
    await slack.as('U_CONNECT').command('/customer');
    expect(team).toBe('T_PARTNER');
  });
});

test('the clock moves forward for messages, never back to before the last one', async () => {
  const slack = practice();
  await client(slack).chat.postMessage({ channel: 'C_EAST', text: 'one' });
  await slack.clock.advance(2 * 3_600_000);
  await client(slack).chat.postMessage({ channel: 'C_EAST', text: 'two' });
  const [one, two] = slack.messages('C_EAST').map((m) => Number(m.ts));
  expect(Math.round((two ?? 0) - (one ?? 0))).toBe(7200);
  await expect(slack.clock.advance(-3_600_000)).rejects.toThrow('cannot go back');
  expect(await codeOf(client(slack).chat.postMessage({ channel: 'C_EAST', text: 'three' }))).toBe(
    'ok',
  );
});
