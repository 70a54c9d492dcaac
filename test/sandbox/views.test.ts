import { describe, expect, test } from 'vitest';
import { newTrigger } from '../../sandbox/core/triggers.ts';
import { topView } from '../../sandbox/core/views.ts';
import type { PracticeSlack } from '../../sandbox/practice.ts';
import {
  button,
  client,
  codeOf,
  input,
  manifest,
  modal,
  plain,
  practice,
  textInput,
  withBot,
} from './support.ts';

const view = (more: Record<string, unknown> = {}) =>
  modal([input('name', textInput('value'))], more);

/** A trigger as an interaction would give it; in the open modal if there is one. */
function trigger(slack: PracticeSlack, user = 'U_LINA'): string {
  return newTrigger(slack.world, user, topView(slack.world, user)?.id ?? null);
}

describe('triggers', () => {
  test('a modal opens once per trigger', async () => {
    const slack = practice();
    const trigger_id = trigger(slack);
    expect(await codeOf(client(slack).views.open({ trigger_id, view: view() }))).toBe('ok');
    expect(await codeOf(client(slack).views.open({ trigger_id, view: view() }))).toBe(
      'exchanged_trigger_id',
    );
  });

  test('a refused view does not use the trigger up', async () => {
    const slack = practice();
    const trigger_id = trigger(slack);
    expect(
      await codeOf(client(slack).views.open({ trigger_id, view: view({ title: undefined }) })),
    ).toBe('invalid_arguments');
    expect(await codeOf(client(slack).views.open({ trigger_id, view: view() }))).toBe('ok');
  });

  test('a trigger lives three seconds', async () => {
    const slack = practice();
    const [early, late] = [trigger(slack), trigger(slack)];
    await slack.clock.advance(3000);
    expect(await codeOf(client(slack).views.open({ trigger_id: early, view: view() }))).toBe('ok');
    await slack.clock.advance(1);
    expect(await codeOf(client(slack).views.open({ trigger_id: late, view: view() }))).toBe(
      'expired_trigger_id',
    );
  });

  test('a trigger that nobody gave out is invalid', async () => {
    const web = client(practice());
    expect(await codeOf(web.views.open({ trigger_id: '1.2.abc', view: view() }))).toBe(
      'invalid_trigger_id',
    );
    expect(await codeOf(web.views.open({ view: view() } as never))).toBe('invalid_arguments');
  });
});

describe('the stack', () => {
  test('three modals lie on each other, a fourth is refused', async () => {
    const slack = practice();
    const web = client(slack);
    await web.views.open({ trigger_id: trigger(slack), view: view() });
    await web.views.push({ trigger_id: trigger(slack), view: view() });
    await web.views.push({ trigger_id: trigger(slack), view: view() });
    expect(await codeOf(web.views.push({ trigger_id: trigger(slack), view: view() }))).toBe(
      'push_limit_reached',
    );
    const [root, second, third] = slack.modals('U_LINA');
    expect(slack.modals('U_LINA')).toHaveLength(3);
    expect(third).toMatchObject({ root_view_id: root?.id, previous_view_id: second?.id });
  });

  test('a push needs a trigger from inside an open modal', async () => {
    const slack = practice();
    expect(
      await codeOf(
        client(slack).views.push({ trigger_id: newTrigger(slack.world, 'U_LINA'), view: view() }),
      ),
    ).toBe('not_found');
  });

  test("Li Na's modal is hers alone", async () => {
    const slack = practice();
    await client(slack).views.open({ trigger_id: trigger(slack), view: view() });
    expect(slack.modal('U_ZHANG')).toBeNull();
  });
});

describe('updating', () => {
  test('an update keeps the id, changes the hash, and refuses an old one', async () => {
    const slack = practice();
    const web = client(slack);
    const opened = await web.views.open({
      trigger_id: trigger(slack),
      view: view({ external_id: 'e1' }),
    });
    const { id = '', hash = '' } = opened.view ?? {};
    const updated = await web.views.update({
      view_id: id,
      hash,
      view: view({ title: plain('Two'), external_id: 'e1' }),
    });
    expect(updated.view?.id).toBe(id);
    expect(updated.view?.hash).not.toBe(hash);
    expect(await codeOf(web.views.update({ view_id: id, hash, view: view() }))).toBe(
      'hash_conflict',
    );
    expect(await codeOf(web.views.update({ external_id: 'e1', view: view() }))).toBe('ok');
  });

  test('a closed view cannot be updated', async () => {
    const slack = practice();
    const { view: opened } = await client(slack).views.open({
      trigger_id: trigger(slack),
      view: view(),
    });
    await slack.as('U_LINA').close();
    expect(
      await codeOf(client(slack).views.update({ view_id: opened?.id ?? '', view: view() })),
    ).toBe('not_found');
  });

  test('an external_id is unique among open views', async () => {
    const slack = practice();
    await client(slack).views.open({
      trigger_id: trigger(slack),
      view: view({ external_id: 'e1' }),
    });
    const second = client(slack).views.open({
      trigger_id: trigger(slack, 'U_ZHANG'),
      view: view({ external_id: 'e1' }),
    });
    expect(await codeOf(second)).toBe('duplicate_external_id');
  });

  test('a view over 250 kB is too large', async () => {
    const slack = practice();
    const blocks = Array.from({ length: 99 }, () => ({
      type: 'section',
      text: plain('字'.repeat(900)),
    }));
    expect(
      await codeOf(client(slack).views.open({ trigger_id: trigger(slack), view: modal(blocks) })),
    ).toBe('view_too_large');
  });

  test('what Li Na typed stays where block_id and action_id stay, whatever the new initial value', async () => {
    const slack = practice();
    const web = client(slack);
    const form = (block: string, initial: string) =>
      modal([input(block, textInput('value', { initial_value: initial }))]);
    const { view: opened } = await web.views.open({
      trigger_id: trigger(slack),
      view: form('name', 'Wang'),
    });
    slack.as('U_LINA').fill({ name: '王芳' });
    await web.views.update({ view_id: opened?.id ?? '', view: form('name', 'Zhang') });
    expect(slack.modal('U_LINA')?.values.name?.value).toMatchObject({ value: '王芳' });
    await web.views.update({ view_id: opened?.id ?? '', view: form('name_2', 'Zhang') });
    expect(slack.modal('U_LINA')?.values).toEqual({
      name_2: { value: { type: 'plain_text_input', value: 'Zhang' } },
    });
  });

  test('ids are made up for blocks and elements that have none', async () => {
    const slack = practice();
    const blocks = [{ type: 'input', label: plain('L'), element: { type: 'plain_text_input' } }];
    const { view: opened } = await client(slack).views.open({
      trigger_id: trigger(slack),
      view: modal(blocks),
    });
    const [block] = (opened?.blocks ?? []) as {
      block_id: string;
      element: { action_id: string };
    }[];
    expect(block?.block_id).toMatch(/^.{5}$/);
    expect(block?.element.action_id).toMatch(/^.{5}$/);
  });

  test('a file input needs files:read', async () => {
    const slack = practice({ manifest: { oauth_config: { scopes: { bot: ['chat:write'] } } } });
    const files = modal([input('f', { type: 'file_input', action_id: 'a' })]);
    expect(
      await codeOf(client(slack).views.open({ trigger_id: trigger(slack), view: files })),
    ).toBe('missing_scope');
  });
});

describe('the home tab', () => {
  const home = (text: string) => ({
    type: 'home' as const,
    blocks: [{ type: 'header' as const, text: plain(text) }],
  });

  test('is published per person, and again with the hash of the last one', async () => {
    const slack = practice();
    const web = client(slack);
    const first = await web.views.publish({ user_id: 'U_LINA', view: home('one') });
    const hash = first.view?.hash ?? '';
    const second = await web.views.publish({ user_id: 'U_LINA', view: home('two'), hash });
    expect(second.view?.id).toBe(first.view?.id);
    expect(await codeOf(web.views.publish({ user_id: 'U_LINA', view: home('three'), hash }))).toBe(
      'hash_conflict',
    );
    expect(slack.home('U_ZHANG')).toBeNull();
    expect(await codeOf(web.views.publish({ user_id: 'U_NOBODY', view: home('x') }))).toBe(
      'invalid_arguments',
    );
    expect(await codeOf(web.views.publish({ user_id: 'U_LINA', view: view() }))).toBe(
      'invalid_arguments',
    );
  });

  test('cannot be published when the manifest has none', async () => {
    const slack = practice({ manifest: { ...manifest, features: {} } });
    expect(await codeOf(client(slack).views.publish({ user_id: 'U_LINA', view: home('x') }))).toBe(
      'not_enabled',
    );
  });
});

describe('closing', () => {
  test('the bot hears of it where it asked to, with is_cleared when the whole stack went', async () => {
    const slack = practice();
    const heard: [string, boolean][] = [];
    await withBot(slack, (app) => {
      for (const id of ['one', 'two']) {
        app.view({ callback_id: id, type: 'view_closed' }, async ({ ack, body }) => {
          await ack();
          heard.push([id, body.type === 'view_closed' && body.is_cleared]);
        });
      }
    });
    const named = (callback_id: string) => view({ callback_id, notify_on_close: true });
    await client(slack).views.open({ trigger_id: trigger(slack), view: named('one') });
    await client(slack).views.push({ trigger_id: trigger(slack), view: named('two') });
    await slack.as('U_LINA').close();
    expect(heard).toEqual([['two', false]]);
    await client(slack).views.push({ trigger_id: trigger(slack), view: named('two') });
    await slack.as('U_LINA').close({ all: true });
    expect(heard.slice(1)).toEqual([
      ['two', true],
      ['one', true],
    ]);
    expect(slack.modals('U_LINA')).toEqual([]);
  });

  test('clear_on_close takes the whole stack, and an unasked bot hears nothing', async () => {
    const slack = practice();
    await client(slack).views.open({ trigger_id: trigger(slack), view: view() });
    await client(slack).views.push({
      trigger_id: trigger(slack),
      view: view({ clear_on_close: true }),
    });
    expect(await slack.as('U_LINA').close()).toMatchObject({ sent: false });
    expect(slack.modals('U_LINA')).toEqual([]);
  });
});

describe('answers to a submission', () => {
  /** Opens a modal, submits it, and lets the bot ack with `answer`. */
  async function submitted(answer: Record<string, unknown> | undefined, depth = 1) {
    const slack = practice();
    await withBot(slack, (app) => {
      app.view('form', async ({ ack }) => ack(answer as never));
    });
    await client(slack).views.open({ trigger_id: trigger(slack), view: view() });
    for (let i = 1; i < depth; i++)
      await client(slack).views.push({ trigger_id: trigger(slack), view: view() });
    const result = await slack.as('U_LINA').submit({ name: '王芳' });
    return { slack, result, titles: slack.modals('U_LINA').map((v) => v.title?.text) };
  }
  const second = view({ title: plain('Second') });

  test.each<[string, Record<string, unknown> | undefined, string, string[]]>([
    ['nothing closes this view', undefined, 'closed', ['Form']],
    ['clear closes all', { response_action: 'clear' }, 'cleared', []],
    [
      'update replaces it',
      { response_action: 'update', view: second },
      'updated',
      ['Form', 'Second'],
    ],
    [
      'push lays one on top',
      { response_action: 'push', view: second },
      'pushed',
      ['Form', 'Form', 'Second'],
    ],
    [
      'errors keep it',
      { response_action: 'errors', errors: { name: 'no' } },
      'errors',
      ['Form', 'Form'],
    ],
    [
      'errors at a block that is no input fail',
      { response_action: 'errors', errors: { nme: 'no' } },
      'failed',
      ['Form', 'Form'],
    ],
    [
      'an empty list of errors fails',
      { response_action: 'errors', errors: {} },
      'failed',
      ['Form', 'Form'],
    ],
    [
      'an invalid view fails',
      { response_action: 'update', view: modal([{ type: 'x' }]) },
      'failed',
      ['Form', 'Form'],
    ],
  ])('%s', async (_what, answer, outcome, titles) => {
    const done = await submitted(answer, 2);
    expect(done.result.outcome).toBe(outcome);
    expect(done.titles).toEqual(titles);
    expect(done.slack.notices('U_LINA')).toHaveLength(outcome === 'failed' ? 1 : 0);
  });

  test('a fourth view pushed by an answer fails', async () => {
    const { result, slack } = await submitted({ response_action: 'push', view: second }, 3);
    expect(result.outcome).toBe('failed');
    expect(slack.notices('U_LINA')[0]?.error).toBe('push_limit_reached');
  });

  test('errors stand under the inputs with what was typed still there, and go with the next submission', async () => {
    const { slack } = await submitted({ response_action: 'errors', errors: { name: '请写全名' } });
    expect(slack.modal('U_LINA')).toMatchObject({
      errors: { name: '请写全名' },
      values: { name: { value: { value: '王芳' } } },
    });
  });
});

test('a modal without a submit button cannot be submitted', async () => {
  const slack = practice();
  const blocks = [{ type: 'actions', elements: [button('a')] }];
  await client(slack).views.open({
    trigger_id: trigger(slack),
    view: modal(blocks, { submit: undefined }),
  });
  await expect(slack.as('U_LINA').submit()).rejects.toThrow('no submit button');
});
