import { App, type Receiver, type ReceiverEvent } from '@slack/bolt';
import { createApp } from '../src/bot/app.ts';
import { drawHome, features } from '../src/commands/index.ts';
import { createLog } from '../src/lib/log.ts';
import type { Place } from './place.ts';

/** Slack that answers at once and stores nothing. `views` are the modals it was told to show. */
export class InstantSlack {
  readonly views: Record<string, unknown>[] = [];
  #keep = false;

  /** From now on opened modals are kept, for a submission to be made of one. */
  keepViews(): void {
    this.#keep = true;
  }

  readonly fetch = (async (_: unknown, init?: { body?: unknown }) => {
    if (this.#keep) this.#note(init?.body);
    return new Response(ANSWER, { headers: { 'content-type': 'application/json' } });
  }) as typeof globalThis.fetch;

  #note(body: unknown): void {
    const view = new URLSearchParams(String(body)).get('view');
    if (view) this.views.push(JSON.parse(view) as Record<string, unknown>);
  }
}

const ANSWER = JSON.stringify({
  ok: true,
  user_id: 'U0',
  bot_id: 'B0',
  view: { id: 'V1' },
  ts: '1.1',
  channel: { id: 'D1' },
});

/** Takes deliveries in this process: no port, no signature. */
export class Inside implements Receiver {
  #app: App | null = null;
  init(app: App): void {
    this.#app = app;
  }
  async start(): Promise<void> {}
  async stop(): Promise<void> {}

  /** Hands one body to the app; answers the ms until its acknowledgement and what that said, once all is done. */
  async deliver(
    body: Record<string, unknown>,
    onAck: () => void = () => {},
  ): Promise<{ acked: number; said: unknown }> {
    const began = performance.now();
    let acked = Number.NaN;
    let said: unknown;
    const ack = async (answer?: unknown) => {
      acked = performance.now() - began;
      onAck();
      said = answer;
    };
    await this.#app?.processEvent({ body, ack } as ReceiverEvent);
    return { acked, said };
  }
}

/** The product's app over a receiver. */
export function productApp(place: Place, receiver: Receiver, slack: InstantSlack): App {
  const { app } = createApp(
    {
      botToken: 'xoxb-bench',
      receiver,
      apiUrl: 'http://slack.invalid/api/',
      fetch: slack.fetch,
      bot: { botId: 'B0', botUserId: 'U0' },
    },
    {
      ...{
        db: place.database.prisma,
        keys: place.keys,
        features,
        prefix: '',
        admins: [],
        teamId: null,
      },
      home: drawHome,
      wake: () => {},
      log: createLog({ level: 'error', write: (line) => process.stderr.write(line) }),
      health: async () => ({ ok: true, parts: {} }) as never,
    },
  );
  return app;
}

/** Bolt with one command that does `work` and acknowledges. */
export function bareApp(
  receiver: Receiver,
  slack: InstantSlack,
  work: (text: string) => Promise<unknown> = async () => {},
): App {
  const app = new App({
    token: 'xoxb-bench',
    receiver,
    botId: 'B0',
    botUserId: 'U0',
    clientOptions: { slackApiUrl: 'http://slack.invalid/api/', fetch: slack.fetch },
  });
  app.command(/.*/, async ({ ack, body }) => {
    await work(body.text);
    await ack();
  });
  return app;
}

let serial = 0;

/** A slash command as Slack sends it. */
export function commandBody(
  userId: string,
  command: string,
  text: string,
): Record<string, unknown> {
  serial += 1;
  return {
    ...{
      token: 't',
      team_id: 'T1',
      team_domain: 'bench',
      channel_id: 'C1',
      channel_name: 'c',
      user_id: userId,
      user_name: 'u',
    },
    ...{
      command,
      text,
      api_app_id: 'A1',
      response_url: 'http://slack.invalid/r',
      trigger_id: `${process.pid}.${serial}`,
    },
  };
}
