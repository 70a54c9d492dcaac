import type { ServerResponse } from 'node:http';
import type { App } from '@slack/bolt';
import { HTTPReceiver, type Logger, type Receiver, SocketModeReceiver } from '@slack/bolt';
import { RejectedBody } from './guard.ts';
import { answerHealth, type Look } from './health.ts';

/** What a receiver tells about its way to Slack. */
export interface SlackReceiver extends Receiver {
  /** Living connections to Slack; null where Slack comes to us. */
  connections(): number | null;
}

/** Two connections: while Slack renews one every few hours, envelopes come over the other. */
const CONNECTIONS = 2;
const CONNECT_PATIENCE_MS = 10_000;
const CLOSE_PATIENCE_MS = 1_000;
const LONGEST_PAUSE_MS = 10_000;

/**
 * Socket Mode over two connections that are kept alive here: Bolt's own reconnecting waits five seconds
 * after each of Slack's renewals, and its failure to reconnect ends the process.
 */
export function socketReceiver(slack: {
  appToken: string;
  apiUrl: string | null;
  logger: Logger;
}): SlackReceiver {
  const lines = Array.from({ length: CONNECTIONS }, () => new Line(slack));
  return {
    init: (app) => lines.forEach((line) => void line.init(app)),
    // The first must stand before we are ready; the second follows when it can.
    async start() {
      const [first, ...others] = lines;
      await first?.open();
      for (const line of others) line.keep();
    },
    async stop() {
      await Promise.all(lines.map((line) => line.close()));
    },
    connections: () => lines.filter((line) => line.isUp).length,
  };
}

/** One connection: opened again at once when it ends, with growing pauses while that fails. */
class Line {
  readonly #receiver: SocketModeReceiver;
  #up = false;
  #closing = false;
  #failures = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor({
    appToken,
    apiUrl,
    logger,
  }: { appToken: string; apiUrl: string | null; logger: Logger }) {
    this.#receiver = new SocketModeReceiver({
      appToken,
      logger,
      autoReconnectEnabled: false,
      installerOptions: {
        clientOptions: {
          timeout: CONNECT_PATIENCE_MS,
          retryConfig: { retries: 0 },
          ...(apiUrl && { slackApiUrl: apiUrl }),
        },
      },
    });
    this.#receiver.client.on('disconnected', () => {
      this.#up = false;
      this.keep();
    });
  }

  get isUp(): boolean {
    return this.#up;
  }

  init(app: App): void {
    this.#receiver.init(app);
  }

  /** Connects, or throws. */
  async open(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(
        () => reject(new Error('Slack did not greet the connection in time')),
        CONNECT_PATIENCE_MS,
      );
    });
    try {
      await Promise.race([this.#receiver.client.start(), late]);
      this.#up = true;
      this.#failures = 0;
    } catch (error) {
      // A connection that was never greeted must not come to life later beside its successor.
      void this.#receiver.client.disconnect();
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  /** Sees to it that the line is up: now if it is down, and again whenever it ends. */
  keep(): void {
    if (this.#closing || this.#up || this.#timer) return;
    const pause = this.#failures === 0 ? 0 : Math.min(LONGEST_PAUSE_MS, 100 * 2 ** this.#failures);
    this.#timer = setTimeout(async () => {
      this.#timer = undefined;
      if (this.#closing) return;
      try {
        await this.open();
      } catch {
        this.#failures += 1;
        this.keep();
      }
    }, pause);
  }

  async close(): Promise<void> {
    this.#closing = true;
    clearTimeout(this.#timer);
    this.#up = false;
    const patience = new Promise<void>((resolve) => setTimeout(resolve, CLOSE_PATIENCE_MS).unref());
    await Promise.race([this.#receiver.client.disconnect(), patience]);
  }
}

/** Slack allows three seconds; what nobody answered by then is given up a little earlier. */
const UNANSWERED_MS = 2_900;
const BODY_LIMIT = '1mb';

/** Slack's requests over HTTP, signed; /healthz on the same port. */
export function httpReceiver(slack: {
  signingSecret: string;
  port: number;
  logger: Logger;
  looks: Record<string, Look>;
}): SlackReceiver {
  const receiver = new HTTPReceiver({
    signingSecret: slack.signingSecret,
    port: slack.port,
    logger: slack.logger,
    bodyLimit: BODY_LIMIT,
    unhandledRequestTimeoutMillis: UNANSWERED_MS,
    customRoutes: [
      {
        path: '/healthz',
        method: 'GET',
        handler: (request, response) => void answerHealth(slack.looks, request, response),
      },
    ],
    processEventErrorHandler: async ({ error, response }) => {
      if (!response.headersSent)
        refuse(response, error instanceof RejectedBody ? error.status : 500);
      return true;
    },
  });
  boundRequests(receiver);
  return Object.assign(receiver, { connections: () => null });
}

function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status);
  response.end();
}

/** Whatever becomes of a request inside, its connection is not held for long. */
function boundRequests(receiver: HTTPReceiver): void {
  const listener = receiver.requestListener;
  receiver.requestListener = (request, response) => {
    const late = setTimeout(() => {
      if (!response.headersSent) refuse(response, 408);
    }, UNANSWERED_MS + 500);
    response.on('close', () => clearTimeout(late));
    return listener(request, response);
  };
}
