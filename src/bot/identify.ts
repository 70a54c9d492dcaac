import { type Logger, WebClient } from '@slack/web-api';

/** Who we are to Slack, and what the token may do. */
export interface Identity {
  botId: string;
  botUserId: string;
  teamId: string;
  teamName: string;
  /** Scopes granted to the token, as Slack's answer lists them; null when it lists none. */
  scopes: string[] | null;
}

/** Slack did not accept the token, or did not answer; the message says what to do. */
export class SlackUnreachable extends Error {
  override name = 'SlackUnreachable';
}

/** Asks Slack who the token belongs to: at start, so that a wrong one is noticed before anybody clicks. */
export async function identify(slack: {
  botToken: string;
  apiUrl: string | null;
  logger?: Logger;
}): Promise<Identity> {
  const client = new WebClient(slack.botToken, {
    timeout: 10_000,
    retryConfig: { retries: 2, minTimeout: 500 },
    ...(slack.logger && { logger: slack.logger }),
    ...(slack.apiUrl && { slackApiUrl: slack.apiUrl }),
  });
  const answer = await client.auth
    .test()
    .catch((error: { data?: { error?: string }; message: string }) => {
      throw new SlackUnreachable(remedyOf(error.data?.error ?? null), { cause: error });
    });
  const scopes = answer.response_metadata?.scopes;
  return {
    botId: answer.bot_id ?? '',
    botUserId: answer.user_id ?? '',
    teamId: answer.team_id ?? '',
    teamName: answer.team ?? '',
    scopes: scopes?.length ? scopes : null,
  };
}

function remedyOf(code: string | null): string {
  if (code === null)
    return 'Slack did not answer. Check the connection to https://slack.com and start again.';
  const refused = `Slack refused SLACK_BOT_TOKEN (${code}).`;
  return `${refused} Install the app to the workspace again and copy "Bot User OAuth Token" from "OAuth & Permissions".`;
}
