import type { Receiver } from '@slack/bolt';
import type { Log } from '../lib/log.ts';
import type { SlackConnection } from './app.ts';
import { guarded, type Traffic } from './guard.ts';
import type { Look } from './health.ts';
import type { Identity } from './identify.ts';
import { httpReceiver, type SlackReceiver, socketReceiver } from './receivers.ts';
import { slackLogger } from './slack-log.ts';

/** How the office reaches Slack; the configuration's shape. */
export type SlackWay =
  | { mode: 'socket'; botToken: string; appToken: string; apiUrl: string | null }
  | { mode: 'http'; botToken: string; signingSecret: string; port: number; apiUrl: string | null };

/** The receiver of the chosen way, guarded. */
export function createReceiver(
  slack: SlackWay,
  watch: { traffic: Traffic; log: Log; looks: Record<string, Look> },
): SlackReceiver {
  const logger = slackLogger(watch.log);
  const receiver =
    slack.mode === 'socket'
      ? socketReceiver({ appToken: slack.appToken, apiUrl: slack.apiUrl, logger })
      : httpReceiver({
          signingSecret: slack.signingSecret,
          port: slack.port,
          logger,
          looks: watch.looks,
        });
  return guarded(receiver, watch);
}

/** What the app needs of it, once Slack said who we are. */
export function connectionOf(
  slack: SlackWay,
  receiver: Receiver,
  identity: Identity,
  log: Log,
): SlackConnection {
  const { botId, botUserId } = identity;
  return {
    botToken: slack.botToken,
    receiver,
    logger: slackLogger(log),
    bot: { botId, botUserId },
    ...(slack.apiUrl && { apiUrl: slack.apiUrl }),
  };
}
