import { findMessage } from './channels.ts';
import { documented, thirdParty } from './errors.ts';
import type { Bag, Block, Channel, Ephemeral, Message } from './types.ts';
import type { World } from './world.ts';

export interface Draft {
  user: string;
  text: string;
  blocks?: Block[];
  attachments?: unknown[];
  metadata?: Bag;
  files?: Bag[];
  thread_ts?: string;
  client_msg_id?: string;
  subtype?: string;
  fromBot: boolean;
}

/** Stores a message. The witness is told here and nowhere else. */
export function storeMessage(world: World, channel: Channel, draft: Draft): Message {
  if (draft.thread_ts) countReply(channel, draft.thread_ts);
  const message = compose(world, channel, draft);
  channel.messages.push(message);
  world.stored.record({
    channel: channel.id,
    ts: message.ts,
    text: message.text,
    user: draft.user,
    clientMsgId: message.client_msg_id,
    metadata: message.metadata,
    deleted: false,
  });
  world.bus.tell({
    event: 'message',
    data: { channel: channel.id, ts: message.ts, change: 'posted' },
  });
  return message;
}

function compose(world: World, channel: Channel, draft: Draft): Message {
  return {
    type: 'message',
    channel: channel.id,
    ts: world.clock.nextTs(),
    user: draft.user,
    text: draft.text,
    team: world.team.id,
    ...(draft.fromBot ? { bot_id: world.botId, app_id: world.appId } : {}),
    ...(draft.subtype && { subtype: draft.subtype }),
    ...(draft.blocks && { blocks: draft.blocks }),
    ...(draft.attachments && { attachments: draft.attachments }),
    ...(draft.metadata && { metadata: draft.metadata }),
    ...(draft.files && { files: draft.files }),
    ...(draft.thread_ts && { thread_ts: draft.thread_ts }),
    ...(draft.client_msg_id && { client_msg_id: draft.client_msg_id }),
  };
}

function countReply(channel: Channel, threadTs: string): void {
  const parent = findMessage(channel, threadTs);
  if (!parent) throw thirdParty('thread_not_found', `There is no message ${threadTs} to reply to.`);
  parent.thread_ts = parent.ts;
  parent.reply_count = (parent.reply_count ?? 0) + 1;
}

/**
 * What the error table of chat.postMessage says about client_msg_id: the same id again is the same message; when that
 * message is gone or in another channel, the call is refused. Third-party: nobody has proved it for bots.
 */
export function findDuplicate(world: World, channel: Channel, clientMsgId: string): Message | null {
  if (world.clientMsgIds === 'ignored' || !clientMsgId) return null;
  const first = world.stored.of(clientMsgId).find((stored) => stored.clientMsgId === clientMsgId);
  if (!first) return null;
  if (first.channel !== channel.id) throw documented('duplicate_channel_not_found');
  const message = findMessage(channel, first.ts);
  if (!message) throw documented('duplicate_message_not_found');
  return message;
}

export function editMessage(world: World, message: Message, changes: Partial<Message>): void {
  Object.assign(message, changes, { edited: { user: world.botUser, ts: world.clock.nextTs() } });
  tellChange(world, message, 'edited');
}

export function deleteMessage(world: World, channel: Channel, message: Message): void {
  channel.messages.splice(channel.messages.indexOf(message), 1);
  world.stored.markDeleted(channel.id, message.ts);
  const parent =
    message.thread_ts && message.thread_ts !== message.ts
      ? findMessage(channel, message.thread_ts)
      : null;
  if (parent?.reply_count) parent.reply_count -= 1;
  tellChange(world, message, 'deleted');
}

export function storeEphemeral(
  world: World,
  channel: Channel,
  to: string,
  draft: Draft,
): Ephemeral {
  const message = { ...compose(world, channel, draft), to };
  const mine = world.ephemerals.get(to) ?? [];
  world.ephemerals.set(to, [...mine, message]);
  world.bus.tell({
    event: 'message',
    user: to,
    data: { channel: channel.id, ts: message.ts, change: 'ephemeral', user: to },
  });
  return message;
}

export function findEphemeral(world: World, user: string, ts: string): Ephemeral | null {
  return world.ephemerals.get(user)?.find((message) => message.ts === ts) ?? null;
}

export function replaceEphemeral(
  world: World,
  old: Ephemeral,
  changes: Partial<Message> | null,
): void {
  const mine = world.ephemerals.get(old.to) ?? [];
  world.ephemerals.set(
    old.to,
    mine.flatMap((message) =>
      message !== old ? [message] : changes ? [{ ...message, ...changes }] : [],
    ),
  );
  world.bus.tell({
    event: 'message',
    user: old.to,
    data: {
      channel: old.channel,
      ts: old.ts,
      change: changes ? 'edited' : 'deleted',
      user: old.to,
    },
  });
}

function tellChange(world: World, message: Message, change: 'edited' | 'deleted'): void {
  world.bus.tell({ event: 'message', data: { channel: message.channel, ts: message.ts, change } });
}

/** The message as Slack's answers and payloads carry it. Metadata only when asked for (documented). */
export function messageObject(message: Message, withMetadata: boolean): Bag {
  const { channel: _channel, metadata, ...rest } = message;
  return { ...rest, ...(withMetadata && metadata ? { metadata } : {}) };
}
