import { bags, str } from './bags.ts';
import { requireValidBlocks } from './blocks/refuse.ts';
import { findMessage } from './channels.ts';
import { documented, SlackError } from './errors.ts';
import {
  type Draft,
  deleteMessage,
  editMessage,
  findEphemeral,
  replaceEphemeral,
  storeEphemeral,
  storeMessage,
} from './messages.ts';
import { withIds } from './naming.ts';
import { RESPONSE_URL_LIFE_MS, RESPONSE_URL_USES } from './triggers.ts';
import type { Bag } from './types.ts';
import { type Answer, answer } from './webapi.ts';
import type { ResponseUrl, World } from './world.ts';

type Target = Pick<ResponseUrl, 'user' | 'channel' | 'source'>;

/** A post to a response_url. Third-party: five uses in thirty minutes; the codes are Slack's. */
export function respond(world: World, id: string, body: Bag): Answer {
  const target = world.responseUrls.get(id);
  const refusal = !target
    ? 'invalid_url'
    : world.clock.now() - target.at > RESPONSE_URL_LIFE_MS
      ? 'expired_url'
      : target.uses >= RESPONSE_URL_USES
        ? 'used_url'
        : null;
  const result = refusal || !target ? { ok: false, error: refusal } : attempt(world, target, body);
  const error = result.ok ? {} : { error: String(result.error) };
  world.traffic.add({
    kind: 'response',
    name: 'response_url',
    ok: result.ok === true,
    request: body,
    ...error,
  });
  return answer(result, { status: result.ok ? 200 : 404 });
}

function attempt(world: World, target: ResponseUrl, body: Bag): Bag {
  try {
    postResponse(world, target, body);
    target.uses += 1;
    return { ok: true };
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    return { ok: false, error: error.error, ...error.extra };
  }
}

/** What the body of an ack or of a response_url post does. Documented: ephemeral unless `in_channel`. */
export function postResponse(world: World, target: Target, body: Bag): void {
  if (body.delete_original === true || body.replace_original === true) {
    changeSource(world, target, body);
    return;
  }
  const channel = world.channels.get(target.channel);
  if (!channel) throw documented('channel_not_found');
  const draft = draftOf(world, body);
  if (body.response_type === 'in_channel') storeMessage(world, channel, draft);
  else storeEphemeral(world, channel, target.user, draft);
}

function draftOf(world: World, body: Bag): Draft {
  const text = str(body.text);
  if (!text && bags(body.blocks).length === 0 && bags(body.attachments).length === 0)
    throw documented('no_text');
  requireValidBlocks(world, body.blocks);
  return {
    user: world.botUser,
    text,
    fromBot: true,
    ...(body.blocks !== undefined && { blocks: withIds(world, body.blocks) }),
    ...(body.attachments !== undefined && { attachments: bags(body.attachments) }),
    ...(str(body.thread_ts) && { thread_ts: str(body.thread_ts) }),
  };
}

function changeSource(world: World, target: Target, body: Bag): void {
  const { source } = target;
  const remove = body.delete_original === true;
  if (!source) throw documented('message_not_found');
  const changes = remove
    ? null
    : { text: str(body.text), blocks: draftOf(world, body).blocks ?? [] };
  if (source.ephemeral) {
    const ephemeral = findEphemeral(world, target.user, source.ts);
    if (!ephemeral) throw documented('message_not_found');
    replaceEphemeral(world, ephemeral, changes);
    return;
  }
  const channel = world.channels.get(target.channel);
  const message = channel ? findMessage(channel, source.ts) : null;
  if (!channel || !message) throw documented('message_not_found');
  if (changes) editMessage(world, message, changes);
  else deleteMessage(world, channel, message);
}
