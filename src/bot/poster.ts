import type { KnownBlock } from '@slack/types';
import {
  type Logger,
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
  WebClient,
} from '@slack/web-api';
import type { Answer, Found, Letter, Poster } from '../ledger/port.ts';
import { leavingBefore, punctualFetch, TOO_LATE } from './punctual-fetch.ts';

export interface PosterOptions {
  token: string;
  apiUrl?: string;
  /** In-process transport of the tests. */
  fetch?: typeof globalThis.fetch;
  /** The longest one call may take, in ms; the lease check counts with it. */
  timeoutMs?: number;
  /** Tries of Slack's client on its own account. Must be 0: it repeats a post that may have been stored. */
  retries?: number;
}

/** Name of our entry in a message's metadata, which every app of the workspace may read: ids only. */
const EVENT_TYPE = 'gatehouse_message';
const PAGE = 200;
/** Reading further back than this for one message would use up what Slack allows. */
const MOST_PAGES = 25;

/**
 * The way out to Slack, with a client of its own, so that neither its waiting nor its refusals are felt
 * by people's clicks. It never tries twice: what may have been stored is for the ledger to find out.
 */
export function createPoster(options: PosterOptions): Poster {
  const client = new WebClient(options.token, {
    retryConfig: { retries: options.retries ?? 0, minTimeout: 0 },
    rejectRateLimitedCalls: true,
    timeout: options.timeoutMs ?? 10_000,
    logger: SILENT,
    ...(options.apiUrl && { slackApiUrl: options.apiUrl }),
    fetch: options.fetch ?? punctualFetch(),
  });
  const channels = client.conversations;
  return {
    openDm: (person) => answered(async () => (await channels.open({ users: person })).channel?.id),
    post: (channel, letter, id, latest) =>
      leavingBefore(latest, () =>
        orSpare(letter, (shown) =>
          answered(async () => (await client.chat.postMessage(postOf(channel, shown, id))).ts),
        ),
      ),
    edit: (channel, ts, letter) =>
      orSpare(letter, (shown) =>
        answered(async () => (await client.chat.update({ channel, ts, ...contentOf(shown) })).ts),
      ),
    find: async (channel, ids, since) => {
      const posted = new Map<string, string>();
      const read = await answered(() =>
        readBack(client, { channel, ids: new Set(ids), since }, posted),
      );
      if (read.kind === 'posted') return { kind: 'read', posted } satisfies Found;
      if (read.kind === 'refused' && UNREADABLE.has(read.code)) return { kind: 'unreadable' };
      return read;
    },
  };
}

/** Codes of a channel whose past this app may not read. */
const UNREADABLE = new Set([
  'missing_scope',
  'not_in_channel',
  'channel_not_found',
  'no_permission',
]);

/** The second call must fit into what the lease check counted for one. */
const SPARE_WITHIN_MS = 4_000;

/** Says the letter; where its layout was refused (so nothing was stored) and it brings a simpler one, that. */
async function orSpare(letter: Letter, say: (letter: Letter) => Promise<Answer>): Promise<Answer> {
  const begun = performance.now();
  const answer = await say(letter);
  const refused = answer.kind === 'refused' && answer.code === 'invalid_blocks';
  if (!refused || !letter.spare || performance.now() - begun > SPARE_WITHIN_MS) return answer;
  return say({ text: letter.text, body: letter.spare });
}

const contentOf = ({ text, body }: Letter) => ({ text, blocks: body as KnownBlock[] });

function postOf(channel: string, letter: Letter, id: string) {
  return {
    channel,
    ...contentOf(letter),
    unfurl_links: false,
    unfurl_media: false,
    metadata: { event_type: EVENT_TYPE, event_payload: { d: id } },
    // Not in Slack's list of arguments, but in its table of errors: a second line of defence only.
    client_msg_id: id,
  };
}

/** Reads a channel from its newest message back, until all ids are found or the time is reached. */
async function readBack(
  client: WebClient,
  wanted: { channel: string; ids: Set<string>; since: Date },
  posted: Map<string, string>,
): Promise<string> {
  let cursor: string | undefined;
  for (let page = 0; page < MOST_PAGES; page++) {
    const { messages = [], response_metadata } = await client.conversations.history({
      channel: wanted.channel,
      limit: PAGE,
      include_all_metadata: true,
      ...(cursor && { cursor }),
    });
    for (const { ts, metadata } of messages) {
      const id = (metadata?.event_payload as { d?: unknown } | undefined)?.d;
      if (ts && typeof id === 'string' && wanted.ids.has(id)) posted.set(id, ts);
    }
    const oldest = Number(messages.at(-1)?.ts ?? 0) * 1000;
    cursor = response_metadata?.next_cursor || undefined;
    if (!cursor || posted.size === wanted.ids.size || oldest < wanted.since.getTime()) break;
  }
  return 'read';
}

/** Runs one call; whatever happens becomes an answer. */
async function answered(call: () => Promise<string | undefined>): Promise<Answer> {
  try {
    const ts = await call();
    return ts ? { kind: 'posted', ts } : { kind: 'unknown', why: 'no_address' };
  } catch (error) {
    return answerOf(error);
  }
}

/** Failures before anything was sent: nobody to talk to, or no time left. */
const NEVER_LEFT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', TOO_LATE]);
const NO_HEADER_MS = 30_000;

function answerOf(error: unknown): Answer {
  if (error instanceof WebAPIRateLimitedError)
    return { kind: 'limited', afterMs: error.retryAfter * 1000 };
  if (error instanceof WebAPIPlatformError) return ofCode(error.data.error);
  if (error instanceof WebAPIHTTPError) return { kind: 'unknown', why: `http_${error.statusCode}` };
  if (error instanceof WebAPIRequestError) return ofRequest(error.original);
  // The client has no class of its own for a 429 that does not say how long.
  if (error instanceof Error && error.message.startsWith('Retry header')) {
    return { kind: 'limited', afterMs: NO_HEADER_MS };
  }
  return ofRequest(error);
}

/** A page instead of an answer arrives as an error whose code is the page. */
function ofCode(code: unknown): Answer {
  if (typeof code === 'string' && /^[a-z0-9_]{1,80}$/.test(code)) return { kind: 'refused', code };
  return { kind: 'unknown', why: 'unreadable_answer' };
}

function ofRequest(error: unknown): Answer {
  const { code, cause } = error as { code?: unknown; cause?: { code?: unknown } };
  const name = [code, cause?.code].find((one) => typeof one === 'string') as string | undefined;
  if (name && NEVER_LEFT.has(name)) return { kind: 'unreached', why: name };
  return { kind: 'unknown', why: name ?? (error instanceof Error ? error.name : 'error') };
}

/** Slack's client quotes requests in what it logs; we say what matters in events of our own. */
const SILENT: Logger = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  getLevel: () => 'error' as ReturnType<Logger['getLevel']>,
  setName() {},
};
