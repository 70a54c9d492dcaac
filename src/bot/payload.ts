import type { Caller } from './who.ts';

// biome-ignore lint/suspicious/noExplicitAny: Slack's payloads are checked where they are used, by zod.
export type Payload = any;

/** Who sent a payload, and from which workspace. */
export function callerOf(body: Payload): Caller {
  return {
    userId: body.user_id ?? body.user?.id,
    userTeamId: body.user?.team_id ?? null,
    teamId: body.team?.id ?? null,
  };
}
