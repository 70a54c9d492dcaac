import { describe, expect, test } from 'vitest';
import { newTrigger } from '../../sandbox/core/triggers.ts';
import { button, client, input, modal, option, practice, textInput, withBot } from './support.ts';

/** Opens a modal with one input for Li Na. */
async function withInput(element: Record<string, unknown>, more: Record<string, unknown> = {}) {
  const slack = practice();
  const seen: unknown[] = [];
  await withBot(slack, (app) => {
    app.view('form', async ({ ack, view }) => {
      seen.push(view.state.values.b?.a);
      await ack();
    });
    app.options(/.*/, async ({ ack, options }) =>
      ack({ options: [option('c1', `王 ${options.value}`)] as never }),
    );
  });
  const view = modal([input('b', { action_id: 'a', ...element }, more)]);
  await client(slack).views.open({ trigger_id: newTrigger(slack.world, 'U_LINA'), view });
  return { slack, seen, lina: slack.as('U_LINA') };
}

const two = [option('1', 'one'), option('2', 'two')];

describe('what the bot receives', () => {
  const table: [string, Record<string, unknown>, unknown, Record<string, unknown>][] = [
    ['text', { type: 'plain_text_input' }, '王芳', { type: 'plain_text_input', value: '王芳' }],
    [
      'an e-mail',
      { type: 'email_text_input' },
      'a@b.example',
      { type: 'email_text_input', value: 'a@b.example' },
    ],
    [
      'a URL',
      { type: 'url_text_input' },
      'https://a.example',
      { type: 'url_text_input', value: 'https://a.example' },
    ],
    [
      'a number',
      { type: 'number_input', is_decimal_allowed: true },
      '12.5',
      { type: 'number_input', value: '12.5' },
    ],
    [
      'a date',
      { type: 'datepicker' },
      '2026-03-05',
      { type: 'datepicker', selected_date: '2026-03-05' },
    ],
    ['a time', { type: 'timepicker' }, '15:30', { type: 'timepicker', selected_time: '15:30' }],
    [
      'a moment',
      { type: 'datetimepicker' },
      1772600000,
      { type: 'datetimepicker', selected_date_time: 1772600000 },
    ],
    [
      'a choice',
      { type: 'static_select', options: two },
      '2',
      { type: 'static_select', selected_option: two[1] },
    ],
    [
      'choices',
      { type: 'multi_static_select', options: two },
      ['1', '2'],
      { type: 'multi_static_select', selected_options: two },
    ],
    [
      'a radio button',
      { type: 'radio_buttons', options: two },
      '1',
      { type: 'radio_buttons', selected_option: two[0] },
    ],
    [
      'ticks',
      { type: 'checkboxes', options: two },
      ['2'],
      { type: 'checkboxes', selected_options: [two[1]] },
    ],
    [
      'a person',
      { type: 'users_select' },
      'U_EMMA',
      { type: 'users_select', selected_user: 'U_EMMA' },
    ],
    [
      'people',
      { type: 'multi_users_select' },
      ['U_EMMA', 'U_TOM'],
      { type: 'multi_users_select', selected_users: ['U_EMMA', 'U_TOM'] },
    ],
    [
      'a conversation',
      { type: 'conversations_select' },
      'C_EAST',
      { type: 'conversations_select', selected_conversation: 'C_EAST' },
    ],
    [
      'a channel',
      { type: 'channels_select' },
      'C_EAST',
      { type: 'channels_select', selected_channel: 'C_EAST' },
    ],
    [
      'channels',
      { type: 'multi_channels_select' },
      ['C_EAST'],
      { type: 'multi_channels_select', selected_channels: ['C_EAST'] },
    ],
  ];
  test.each(table)('%s', async (_what, element, value, state) => {
    const { seen, lina } = await withInput(element);
    expect(await lina.submit({ b: value })).toMatchObject({ outcome: 'closed' });
    expect(seen).toEqual([state]);
  });

  test('rich text, as a rich text block', async () => {
    const { seen, lina } = await withInput({ type: 'rich_text_input' });
    await lina.submit({ b: '你好' });
    expect(seen[0]).toMatchObject({
      type: 'rich_text_input',
      rich_text_value: { type: 'rich_text' },
    });
  });

  test('files, with their names', async () => {
    const { seen, lina } = await withInput({ type: 'file_input' });
    const file = await lina.upload('customers.csv', 'name\n王芳\n');
    await lina.submit({ b: [file.id] });
    expect(seen[0]).toMatchObject({
      type: 'file_input',
      files: [{ id: file.id, name: 'customers.csv', size: 12 }],
    });
  });

  const initial: [string, Record<string, unknown>, Record<string, unknown>][] = [
    ['text', { type: 'plain_text_input', initial_value: 'x' }, { value: 'x' }],
    ['date', { type: 'datepicker', initial_date: '2026-03-05' }, { selected_date: '2026-03-05' }],
    [
      'time',
      { type: 'timepicker', initial_time: '09:00', timezone: 'Asia/Shanghai' },
      { selected_time: '09:00', timezone: 'Asia/Shanghai' },
    ],
    [
      'choice',
      { type: 'static_select', options: two, initial_option: two[0] },
      { selected_option: two[0] },
    ],
    [
      'ticks',
      { type: 'checkboxes', options: two, initial_options: two },
      { selected_options: two },
    ],
    ['person', { type: 'users_select', initial_user: 'U_TOM' }, { selected_user: 'U_TOM' }],
  ];
  test.each(initial)('the initial %s when nobody touches it', async (_what, element, state) => {
    const { seen, lina } = await withInput(element);
    await lina.submit();
    expect(seen[0]).toEqual({ type: element.type, ...state });
  });

  test('null or an empty list for an optional input left empty', async () => {
    const text = await withInput(
      { type: 'plain_text_input', initial_value: 'x' },
      { optional: true },
    );
    await text.lina.submit({ b: null });
    expect(text.seen).toEqual([{ type: 'plain_text_input', value: null }]);
    const ticks = await withInput({ type: 'checkboxes', options: two }, { optional: true });
    await ticks.lina.submit();
    expect(ticks.seen).toEqual([{ type: 'checkboxes', selected_options: [] }]);
  });
});

describe("what Slack's own client refuses, so that the bot hears nothing", () => {
  const table: [string, Record<string, unknown>, unknown][] = [
    ['a required text left empty', { type: 'plain_text_input' }, null],
    ['a required choice not made', { type: 'static_select', options: two }, null],
    ['no ticks where some are required', { type: 'checkboxes', options: two }, []],
    ['a text under its shortest length', { type: 'plain_text_input', min_length: 3 }, 'ab'],
    ['a text over its longest', { type: 'plain_text_input', max_length: 3 }, 'abcd'],
    ['a text over 3000', { type: 'plain_text_input' }, 'x'.repeat(3001)],
    ['an e-mail that is none', { type: 'email_text_input' }, 'nobody'],
    ['a URL that is none', { type: 'url_text_input' }, 'nowhere'],
    ['a decimal where none is allowed', { type: 'number_input', is_decimal_allowed: false }, '1.5'],
    [
      'a number under its least',
      { type: 'number_input', is_decimal_allowed: false, min_value: '1' },
      '0',
    ],
    [
      'a number over its most',
      { type: 'number_input', is_decimal_allowed: false, max_value: '9' },
      '10',
    ],
    [
      'more choices than allowed',
      { type: 'multi_static_select', options: two, max_selected_items: 1 },
      ['1', '2'],
    ],
  ];
  test.each(table)('%s', async (_what, element, value) => {
    const { slack, seen, lina } = await withInput(element);
    const result = await lina.submit({ b: value });
    expect(result).toMatchObject({ outcome: 'invalid', delivery: { sent: false } });
    expect(Object.keys(result.errors)).toEqual(['b']);
    expect(seen).toEqual([]);
    expect(slack.modal('U_LINA')).not.toBeNull();
  });

  test('nobody can pick what was not offered', async () => {
    const { lina } = await withInput({ type: 'static_select', options: two });
    await expect(lina.submit({ b: '3' })).rejects.toThrow('not one of the options');
  });
});

describe('external selects', () => {
  test('ask the bot, and what it offered can be picked', async () => {
    const { seen, lina } = await withInput({ type: 'external_select', min_query_length: 0 });
    expect(await lina.suggest('a', '芳')).toMatchObject({ options: [option('c1', '王 芳')] });
    await lina.submit({ b: 'c1' });
    expect(seen).toEqual([{ type: 'external_select', selected_option: option('c1', '王 芳') }]);
  });

  test('ask only from min_query_length on, which is 3 unless said otherwise', async () => {
    const { lina } = await withInput({ type: 'external_select' });
    expect(await lina.suggest('a', '王芳')).toMatchObject({
      delivery: { sent: false },
      options: [],
    });
    expect(await lina.suggest('a', '王芳芳')).toMatchObject({ delivery: { acked: true } });
  });

  test('101 suggestions are refused and the person is told', async () => {
    const slack = practice();
    await withBot(slack, (app) => {
      app.options('a', async ({ ack }) =>
        ack({ options: Array.from({ length: 101 }, (_, i) => option(`${i}`)) as never }),
      );
    });
    const view = modal([
      input('b', { type: 'external_select', action_id: 'a', min_query_length: 0 }),
    ]);
    await client(slack).views.open({ trigger_id: newTrigger(slack.world, 'U_LINA'), view });
    expect(await slack.as('U_LINA').suggest('a', '')).toMatchObject({ options: [] });
    expect(slack.notices('U_LINA')[0]?.error).toBe('invalid_options');
  });
});

describe('acting in a message, a modal and the home tab', () => {
  async function acted(
    surface: 'message' | 'modal' | 'home',
    element: Record<string, unknown>,
    value?: unknown,
  ) {
    const slack = practice();
    const bodies: Record<string, unknown>[] = [];
    await withBot(slack, (app) => {
      app.action('a', async ({ ack, body }) => {
        await ack();
        bodies.push(body as never);
      });
    });
    const blocks = [
      { type: 'actions', block_id: 'b', elements: [{ action_id: 'a', ...element }] },
    ] as never;
    const web = client(slack);
    if (surface === 'message') await web.chat.postMessage({ channel: 'C_EAST', text: 'x', blocks });
    if (surface === 'modal')
      await web.views.open({ trigger_id: newTrigger(slack.world, 'U_LINA'), view: modal(blocks) });
    if (surface === 'home')
      await web.views.publish({ user_id: 'U_LINA', view: { type: 'home', blocks } });
    const lina = slack.as('U_LINA');
    await (value === undefined ? lina.click('a') : lina.select('a', value));
    return bodies[0] as Record<string, Record<string, unknown> & unknown[]>;
  }

  test('a button in a message comes with the message and a response_url', async () => {
    const body = await acted('message', button('a', { value: 'C-1042' }));
    expect(body).toMatchObject({
      type: 'block_actions',
      user: { id: 'U_LINA', team_id: 'T_RIVERSIDE' },
      container: { type: 'message', channel_id: 'C_EAST', is_ephemeral: false },
      channel: { id: 'C_EAST' },
      message: { text: 'x' },
      actions: [{ type: 'button', action_id: 'a', block_id: 'b', value: 'C-1042' }],
    });
    expect(body.response_url).toMatch(/\/response\//);
    expect(body.view).toBeUndefined();
  });

  test('a button in a modal comes with the view and no response_url', async () => {
    const body = await acted('modal', button('a'));
    expect(body).toMatchObject({
      container: { type: 'view' },
      view: { type: 'modal', callback_id: 'form' },
    });
    expect(body.response_url).toBeUndefined();
  });

  test('a select at home comes with its state', async () => {
    const body = await acted('home', { type: 'static_select', options: two }, 'two');
    expect(body.actions?.[0]).toMatchObject({ type: 'static_select', selected_option: two[1] });
    expect(body.view).toMatchObject({
      type: 'home',
      state: { values: { b: { a: { selected_option: two[1] } } } },
    });
  });

  test('an overflow menu tells what was chosen', async () => {
    const body = await acted('message', { type: 'overflow', options: two }, '2');
    expect(body.actions?.[0]).toMatchObject({ type: 'overflow', selected_option: two[1] });
  });

  test('a date picked in a message is in its state', async () => {
    const body = await acted('message', { type: 'datepicker' }, '2026-03-05');
    expect(body.state).toEqual({
      values: { b: { a: { type: 'datepicker', selected_date: '2026-03-05' } } },
    });
  });

  test('what was typed in a modal comes along with a button', async () => {
    const slack = practice();
    let state: unknown;
    await withBot(slack, (app) => {
      app.action('more', async ({ ack, body }) => {
        state = 'view' in body ? body.view?.state.values : null;
        await ack();
      });
    });
    const view = modal([
      input('name', textInput('value')),
      { type: 'actions', elements: [button('more')] },
    ]);
    await client(slack).views.open({ trigger_id: newTrigger(slack.world, 'U_LINA'), view });
    const lina = slack.as('U_LINA');
    lina.fill({ name: '王芳' });
    await lina.click('more');
    expect(state).toEqual({ name: { value: { type: 'plain_text_input', value: '王芳' } } });
  });

  test('a button in an ephemeral comes without the message, and its response_url can replace or remove it', async () => {
    const slack = practice();
    let body: Record<string, unknown> = {};
    await withBot(slack, (app) => {
      app.action('a', async ({ ack, respond, body: got }) => {
        await ack();
        body = got as never;
        await respond({
          replace_original: true,
          text: 'replaced',
          blocks: [{ type: 'actions', elements: [button('b') as never] }],
        });
      });
      app.action('b', async ({ ack, respond }) => {
        await ack();
        await respond({ delete_original: true });
      });
    });
    const blocks = [{ type: 'actions', elements: [button('a')] }] as never;
    await client(slack).chat.postEphemeral({
      channel: 'C_EAST',
      user: 'U_LINA',
      text: 'x',
      blocks,
    });
    await slack.as('U_LINA').click('a');
    expect(body.container).toMatchObject({ is_ephemeral: true });
    expect(body.message).toBeUndefined();
    expect(slack.ephemerals('U_LINA').map((m) => m.text)).toEqual(['replaced']);
    await slack.as('U_LINA').click('b');
    expect(slack.ephemerals('U_LINA')).toEqual([]);
  });

  test('nobody can press a button in a channel they are not in', async () => {
    const slack = practice();
    const blocks = [{ type: 'actions', elements: [button('a')] }] as never;
    await client(slack).chat.postMessage({ channel: 'C_WEST', text: 'x', blocks });
    await expect(slack.as('U_LINA').click('a', slack.messages('C_WEST')[0])).rejects.toThrow(
      'not in',
    );
  });
});
