import type { Answer } from './port.ts';

/**
 * What an answer means for the message:
 * - `sent`: it is there (`ts` null: it was, and somebody deleted it).
 * - `later`: a definite no that may change; nothing was posted.
 * - `limited`: a definite no for now; only this channel waits.
 * - `doubtful`: it may have been posted; nobody posts again before looking.
 * - `no-way`: this channel or person cannot be reached; another way is needed.
 * - `stopped`: our permission is gone; nothing can be sent by anybody.
 * - `poison`: this layout will never be accepted.
 */
export type Verdict =
  | { is: 'sent'; ts: string | null }
  | { is: 'later'; why: string }
  | { is: 'limited'; afterMs: number }
  | { is: 'doubtful'; why: string }
  | { is: 'no-way'; why: string }
  | { is: 'stopped'; why: string }
  | { is: 'poison'; why: string };

type Class = Exclude<Verdict['is'], 'sent' | 'limited'> | 'gone' | 'limited';

/** Refusal codes by meaning; one that is not listed may change, so it is tried again with growing pauses. */
export const CODES: Readonly<Record<Class, readonly string[]>> = {
  // The first post of this id existed: delivered, and never posted again.
  gone: ['duplicate_message_not_found', 'duplicate_channel_not_found'],
  doubtful: ['internal_error', 'fatal_error', 'service_unavailable', 'request_timeout'],
  limited: ['ratelimited', 'rate_limited', 'message_limit_exceeded'],
  'no-way': [
    'channel_not_found',
    'is_archived',
    'not_in_channel',
    'restricted_action',
    'restricted_action_read_only_channel',
    'restricted_action_thread_only_channel',
    'restricted_action_non_threadable_channel',
    'restricted_action_thread_locked',
    'messages_tab_disabled',
    'cannot_dm_bot',
    'user_disabled',
    'user_not_found',
    'users_not_found',
    'user_not_visible',
    'member_inactive',
    'no_channel',
  ],
  stopped: [
    'token_revoked',
    'token_expired',
    'account_inactive',
    'invalid_auth',
    'not_authed',
    'missing_scope',
    'not_allowed_token_type',
    'team_access_not_granted',
    'team_added_to_org',
    'ekm_access_denied',
    'enterprise_is_restricted',
    'org_login_required',
    'access_denied',
    'accesslimited',
  ],
  poison: [
    'msg_too_long',
    'msg_blocks_too_long',
    'invalid_blocks',
    'invalid_blocks_format',
    'invalid_arguments',
    'invalid_attachments',
    'invalid_metadata_format',
    'invalid_metadata_schema',
    'metadata_too_large',
    'no_text',
    'too_many_attachments',
  ],
  later: [],
};

const CLASS_OF = new Map(
  Object.entries(CODES).flatMap(([kind, codes]) => codes.map((code) => [code, kind as Class])),
);

/** How long a channel rests when it is told to slow down without being told how long. */
const LIMITED_MS = 30_000;

/** What an answer of the poster means for the message: sent, again later, given up, or unclear. */
export function classify(answer: Answer): Verdict {
  switch (answer.kind) {
    case 'posted':
      return { is: 'sent', ts: answer.ts };
    case 'limited':
      return { is: 'limited', afterMs: answer.afterMs };
    case 'unreached':
      return { is: 'later', why: answer.why };
    case 'unknown':
      return { is: 'doubtful', why: answer.why };
    case 'refused':
      return ofCode(answer.code);
  }
}

function ofCode(code: string): Verdict {
  const kind = CLASS_OF.get(code) ?? 'later';
  if (kind === 'gone') return { is: 'sent', ts: null };
  if (kind === 'limited') return { is: 'limited', afterMs: LIMITED_MS };
  return { is: kind, why: code };
}

const FIRST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 15 * 60_000;
/** With pauses of at most a quarter of an hour: about a week of trying. */
const TRIES = 700;

/** The pause before the next try: doubling, with jitter (`random` 0…1) so that many do not return at once. */
export function pauseMs(attempts: number, random: number): number {
  const full = Math.min(FIRST_PAUSE_MS * 2 ** Math.max(0, attempts), LONGEST_PAUSE_MS);
  return Math.round(full * (0.5 + random / 2));
}

/** Whether trying again has lost its sense. */
export function isHopeless(attempts: number): boolean {
  return attempts >= TRIES;
}
