import { type Logger, WebClient } from '@slack/web-api';
import { SCOPES } from './manifest.ts';

/** Slack's answer to one question: nothing wrong, or its code. */
export type Verdict = { ok: true } | { ok: false; code: string };

/** What an operator can ask Slack about the installation, and try out in it. Nothing here is used by the bot itself. */
export interface Inspection {
  /** Whether Socket Mode would be allowed; opens nothing. */
  tryAppToken(appToken: string): Promise<Verdict>;
  /** Whether the bot can read, and so is in, this channel. */
  readChannel(channel: string): Promise<Verdict>;
  post(channel: string, message: TestMessage): Promise<Verdict & { ts?: string }>;
  edit(channel: string, ts: string, text: string): Promise<Verdict>;
  remove(channel: string, ts: string): Promise<Verdict>;
  /** Messages of the channel that carry this id in their metadata. */
  findPosted(channel: string, id: string): Promise<Verdict & { ts?: string[] }>;
  /** What Slack thinks of a view. `problems` name place and reason. */
  validateView(view: unknown): Promise<Verdict & { problems?: string[] }>;
}

export interface TestMessage {
  text: string;
  id: string;
  /** Slack may or may not recognise a message it has seen by this. */
  clientMessageId: string;
}

const EVENT_TYPE = 'gatehouse_doctor';

const SILENT: Logger = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  getLevel: () => 'error' as never,
  setName() {},
};

/** Opens an inspection with the bot's token: one try per call, ten seconds each. */
export function openInspection(slack: { botToken: string; apiUrl: string | null }): Inspection {
  const client = clientOf(slack.botToken, slack.apiUrl);
  return {
    tryAppToken: (appToken) =>
      verdictOf(() => clientOf(appToken, slack.apiUrl).apps.connections.open({}), {}),
    readChannel: (channel) =>
      verdictOf(() => client.conversations.history({ channel, limit: 1 }), {}),
    post: (channel, message) =>
      verdictOf(
        () =>
          client.apiCall('chat.postMessage', {
            channel,
            text: message.text,
            client_msg_id: message.clientMessageId,
            metadata: { event_type: EVENT_TYPE, event_payload: { id: message.id } },
          }),
        { ts: (answer) => String(answer.ts) },
      ),
    edit: (channel, ts, text) => verdictOf(() => client.chat.update({ channel, ts, text }), {}),
    remove: (channel, ts) => verdictOf(() => client.chat.delete({ channel, ts }), {}),
    findPosted: (channel, id) =>
      verdictOf(
        () => client.conversations.history({ channel, limit: 15, include_all_metadata: true }),
        {
          ts: (answer) => timestampsOf(answer.messages, id),
        },
      ),
    validateView: async (view) => {
      try {
        await client.apiCall('blocks.validate', { view: JSON.stringify(view) });
        return { ok: true };
      } catch (error) {
        return { ok: false, code: codeOf(error), problems: problemsOf(error) };
      }
    },
  };
}

/** Scopes the token lacks, with what each is for, and scopes nobody asked for. */
export function compareScopes(granted: readonly string[]) {
  const missing = SCOPES.filter(({ name }) => !granted.includes(name));
  return {
    missing: missing.filter(({ optional }) => !optional),
    missingOptional: missing.filter(({ optional }) => optional),
    unneeded: granted.filter((scope) => !SCOPES.some(({ name }) => name === scope)),
  };
}

function clientOf(token: string, apiUrl: string | null): WebClient {
  return new WebClient(token, {
    timeout: 10_000,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: SILENT,
    ...(apiUrl && { slackApiUrl: apiUrl }),
  });
}

type Bag = Record<string, unknown>;

/** Slack's answer with what was asked of it, or its code. */
async function verdictOf<T extends Record<string, (answer: Bag) => unknown>>(
  call: () => Promise<unknown>,
  parts: T,
): Promise<Verdict & { [K in keyof T]?: ReturnType<T[K]> }> {
  try {
    const answer = (await call()) as Bag;
    const found = Object.fromEntries(
      Object.entries(parts).map(([name, read]) => [name, read(answer)]),
    );
    return { ok: true, ...found } as never;
  } catch (error) {
    return { ok: false, code: codeOf(error) } as never;
  }
}

function codeOf(error: unknown): string {
  const { data, code, message } = error as {
    data?: { error?: string };
    code?: string;
    message?: string;
  };
  return data?.error ?? code ?? message ?? 'unknown';
}

function problemsOf(error: unknown): string[] {
  const { errors = [] } =
    (error as { data?: { errors?: { pointer?: string; message?: string; code?: string }[] } })
      .data ?? {};
  return errors.map((one) => `${one.pointer ?? ''} ${one.message ?? one.code ?? ''}`.trim());
}

function timestampsOf(messages: unknown, id: string): string[] {
  const list = Array.isArray(messages) ? (messages as Bag[]) : [];
  return list
    .filter(
      (message) =>
        (message.metadata as { event_payload?: { id?: string } } | undefined)?.event_payload?.id ===
        id,
    )
    .map((message) => String(message.ts));
}
