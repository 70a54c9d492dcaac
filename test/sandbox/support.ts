import { App, type LogLevel, webApi } from '@slack/bolt';
import { type PracticeOptions, PracticeSlack } from '../../sandbox/practice.ts';

/** A small manifest of the tests' own, so that they do not change with the product. */
export const manifest = {
  display_information: { name: 'Gatehouse' },
  features: {
    app_home: { home_tab_enabled: true, messages_tab_enabled: true },
    slash_commands: [
      { command: '/customer', description: 'customers', usage_hint: 'new', should_escape: false },
      { command: '/share', description: 'share', should_escape: true },
    ],
    shortcuts: [
      { name: 'Register', type: 'global', callback_id: 'register', description: 'register' },
      { name: 'Add to file', type: 'message', callback_id: 'add_to_file', description: 'add' },
    ],
  },
  oauth_config: {
    scopes: {
      bot: ['commands', 'chat:write', 'im:write', 'users:read', 'app_mentions:read'],
      bot_optional: [
        'channels:history',
        'groups:history',
        'im:history',
        'files:read',
        'channels:read',
        'usergroups:read',
      ],
    },
  },
  settings: {
    event_subscriptions: {
      bot_events: [
        'app_home_opened',
        'message.im',
        'app_mention',
        'user_change',
        'member_joined_channel',
        'file_shared',
      ],
    },
  },
};

/** 2026-03-02 09:00 in Shanghai, a Monday. */
export const NINE = Date.parse('2026-03-02T01:00:00Z');

/** A workspace whose time stands still until it is moved. */
export function practice(options: Partial<PracticeOptions> = {}): PracticeSlack {
  return new PracticeSlack({ manifest, now: () => NINE, ...options });
}

export const silent = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  setName() {},
  getLevel: () => 'error' as LogLevel,
};

/** A real Bolt App over the in-process receiver, with the listeners that `listen` adds. */
export async function withBot(
  slack: PracticeSlack,
  listen: (app: App) => void,
  receiver = slack.receiver(),
): Promise<App> {
  const app = new App({
    receiver,
    token: slack.botToken,
    clientOptions: { ...slack.clientOptions, retryConfig: { retries: 0 } },
    logger: silent,
  });
  listen(app);
  await app.start();
  return app;
}

/** A client of the Web API that tries once and says nothing about refusals, which are what is tested. */
export function client(slack: PracticeSlack, token = slack.botToken): webApi.WebClient {
  return new webApi.WebClient(token, {
    ...slack.clientOptions,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: silent,
  });
}

/** The code a call was refused with, or `ok`. */
export async function codeOf(call: Promise<unknown>): Promise<string> {
  return call.then(
    () => 'ok',
    (error) => error.data?.error ?? error.code ?? String(error),
  );
}

export const plain = (text: string) => ({ type: 'plain_text' as const, text });
export const input = (
  block_id: string,
  element: Record<string, unknown>,
  more: Record<string, unknown> = {},
) => ({
  type: 'input',
  block_id,
  label: plain(block_id),
  element,
  ...more,
});
export const textInput = (action_id: string, more: Record<string, unknown> = {}) => ({
  type: 'plain_text_input',
  action_id,
  ...more,
});
export const button = (action_id: string, more: Record<string, unknown> = {}) => ({
  type: 'button',
  action_id,
  text: plain(action_id),
  ...more,
});
export const option = (value: string, text = value) => ({ text: plain(text), value });
// biome-ignore lint/suspicious/noExplicitAny: tests build views loosely on purpose, also wrong ones
export const modal = (blocks: unknown[], more: Record<string, unknown> = {}): any => ({
  type: 'modal',
  callback_id: 'form',
  title: plain('Form'),
  submit: plain('Save'),
  blocks,
  ...more,
});
