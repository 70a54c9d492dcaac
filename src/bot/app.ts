import { App, type Logger, type Receiver } from '@slack/bolt';
import { createEdge, type Edge, type EdgeParts } from './edge.ts';
import { createFiles } from './files.ts';
import { listen } from './listen.ts';

/** How the app reaches Slack: where, with which token, through which receiver. */
export interface SlackConnection {
  botToken: string;
  /** Only the practice workspace's; Slack's own otherwise. */
  apiUrl?: string;
  receiver: Receiver;
  /** The bot's own ids, when they are known already; otherwise Bolt asks Slack for them. */
  bot?: { botId: string; botUserId: string };
  logger?: Logger;
  /** In-process transport of the tests. */
  fetch?: typeof globalThis.fetch;
}

/** Builds the Bolt app: people's clicks never wait long, so its client tries twice and gives up after 2.5 s. */
export function createApp(connection: SlackConnection, parts: EdgeParts): { app: App; edge: Edge } {
  const app = new App({
    token: connection.botToken,
    receiver: connection.receiver,
    ...connection.bot,
    ...(connection.logger && { logger: connection.logger }),
    clientOptions: {
      timeout: 2_500,
      retryConfig: { retries: 1 },
      rejectRateLimitedCalls: true,
      ...(connection.apiUrl && { slackApiUrl: connection.apiUrl }),
      ...(connection.fetch && { fetch: connection.fetch }),
    },
  });
  const files = createFiles(app.client, {
    token: connection.botToken,
    ...(connection.apiUrl && { apiUrl: connection.apiUrl }),
    ...(connection.fetch && { fetch: connection.fetch }),
  });
  const edge = createEdge(parts, app.client, files);
  listen(app, edge);
  return { app, edge };
}
