import { App } from '@slack/bolt';
import type { KnownBlock } from '@slack/types';
import type { PracticeSlack } from '../../sandbox/practice.ts';
import { CITIES, changing, charts, everyInput, papers, pressable, step } from './trial_views.ts';

/** A manifest with one command for each thing the page has to show. */
export const TRIAL_MANIFEST = {
  display_information: { name: 'Gatehouse', description: 'Trial' },
  features: {
    app_home: { home_tab_enabled: true, messages_tab_enabled: true },
    bot_user: { display_name: 'Gatehouse', always_online: true },
    slash_commands: [
      { command: '/every', description: 'A form with every input', usage_hint: '[name]' },
      { command: '/changing', description: 'A form that changes', usage_hint: '' },
      { command: '/press', description: 'A message with buttons', usage_hint: '' },
      { command: '/charts', description: 'Charts and tables', usage_hint: '' },
      { command: '/whisper', description: 'An ephemeral line', usage_hint: '' },
      { command: '/silent', description: 'Never acknowledged', usage_hint: '' },
    ],
    shortcuts: [
      { name: 'Register', type: 'global', callback_id: 'register', description: 'New customer' },
      { name: 'Add to file', type: 'message', callback_id: 'add', description: 'Keep this' },
    ],
  },
  oauth_config: {
    scopes: {
      bot: ['commands', 'chat:write', 'im:write', 'users:read', 'im:history', 'files:read'],
    },
  },
  settings: { event_subscriptions: { bot_events: ['app_home_opened', 'message.im'] } },
};

/** What the app was told, for the tests to look at. */
export interface Heard {
  submitted: Record<string, Record<string, unknown>>[];
  actions: Record<string, unknown>[];
  said: string[];
}

/** Starts the trial app on a workspace. */
export async function startTrialApp(slack: PracticeSlack): Promise<Heard> {
  const heard: Heard = { submitted: [], actions: [], said: [] };
  const app = new App({
    receiver: slack.receiver(),
    token: slack.botToken,
    clientOptions: slack.clientOptions,
  });
  addCommands(app);
  addActions(app, heard);
  addForms(app, heard);
  addHomeAndMessages(app, heard);
  await app.start();
  return heard;
}

function addCommands(app: App): void {
  app.command('/every', async ({ ack, body, client }) => {
    await ack();
    await client.views.open({ trigger_id: body.trigger_id, view: everyInput() });
  });
  app.command('/changing', async ({ ack, body, client }) => {
    await ack();
    await client.views.open({ trigger_id: body.trigger_id, view: changing('none') });
  });
  app.command('/press', async ({ ack, body, client }) => {
    await ack();
    await client.chat.postMessage({ channel: body.channel_id, text: 'Press', blocks: pressable() });
  });
  app.command('/charts', async ({ ack, body, client }) => {
    await ack();
    for (const blocks of [...charts(), papers()]) {
      // The types of 3.2.0 do not know data_visualization.
      const known = blocks as unknown as KnownBlock[];
      await client.chat.postMessage({ channel: body.channel_id, text: 'Look', blocks: known });
    }
  });
  app.command('/whisper', async ({ ack }) => ack('Between *us*'));
  app.command('/silent', async () => undefined);
}

function addActions(app: App, heard: Heard): void {
  app.action(/^(reached|erase|menu|day)$/, async ({ ack, action }) => {
    heard.actions.push({ ...action });
    await ack();
  });
  app.action('size', async ({ ack, action, body, client }) => {
    heard.actions.push({ ...action });
    await ack();
    if (body.type !== 'block_actions' || !body.view || action.type !== 'static_select') return;
    const size = action.selected_option?.text.text ?? 'none';
    await client.views.update({ view_id: body.view.id, view: changing(size) });
  });
  app.action('echo', async ({ ack, action, body, client }) => {
    heard.actions.push({ ...action });
    await ack();
    if (body.type !== 'block_actions' || !body.view || action.type !== 'plain_text_input') return;
    await client.views.update({ view_id: body.view.id, view: changing(action.value ?? '') });
  });
  app.action('deeper', async ({ ack, body, client }) => {
    await ack();
    if (body.type !== 'block_actions' || !body.view) return;
    const number = body.view.previous_view_id ? 3 : 2;
    await client.views.push({ trigger_id: body.trigger_id, view: step(number) });
  });
}

function addForms(app: App, heard: Heard): void {
  app.options<'block_suggestion'>('v', async ({ ack, payload }) => {
    const wanted = payload.value.toLowerCase();
    await ack({ options: CITIES.filter(({ value }) => value?.startsWith(wanted)) });
  });
  app.view('every', async ({ ack, view }) => {
    const { values } = view.state;
    if (values.name?.v?.value === 'wrong') {
      await ack({ response_action: 'errors', errors: { name: 'Nobody is called that.' } });
      return;
    }
    heard.submitted.push(values as unknown as Heard['submitted'][number]);
    await ack();
  });
  app.view('changing', async ({ ack }) => ack({ response_action: 'update', view: step(1) }));
  for (const id of ['register', 'add']) {
    app.shortcut(id, async ({ ack, body, client }) => {
      heard.actions.push({ shortcut: id });
      await ack();
      await client.views.open({ trigger_id: body.trigger_id, view: step(1) });
    });
  }
}

function addHomeAndMessages(app: App, heard: Heard): void {
  app.event('app_home_opened', async ({ event, client }) => {
    if (event.tab !== 'home') return;
    const blocks = pressable();
    await client.views.publish({ user_id: event.user, view: { type: 'home', blocks } });
  });
  app.message(async ({ message, say }) => {
    if (message.subtype !== undefined) return;
    heard.said.push(message.text ?? '');
    const thread = message.thread_ts ?? message.ts;
    await say({ text: 'Noted :white_check_mark:', thread_ts: thread });
  });
}
