import { bags, str } from '../bags.ts';
import { requireValidBlocks } from '../blocks/refuse.ts';
import { findMessage, openDm, requireChannel, requireWritable } from '../channels.ts';
import { documented, thirdParty } from '../errors.ts';
import {
  type Draft,
  deleteMessage,
  editMessage,
  findDuplicate,
  messageObject,
  storeEphemeral,
  storeMessage,
} from '../messages.ts';
import { withIds } from '../naming.ts';
import type { Bag, Channel, Message } from '../types.ts';
import type { World } from '../world.ts';
import type { Args } from './args.ts';
import type { Methods } from './method.ts';

/** Documented: longer texts are cut at 40,000; we refuse, which is the stricter reading. */
const TEXT_POST = 40_000;
/** Third-party: chat.update refuses texts over 4,000 characters. */
const TEXT_UPDATE = 4000;

export const chat: Methods = {
  'chat.postMessage': { scopes: ['chat:write'], run: postMessage },
  'chat.update': { scopes: ['chat:write'], run: update },
  'chat.delete': { scopes: ['chat:write'], run: remove },
  'chat.postEphemeral': { scopes: ['chat:write'], run: postEphemeral },
  'chat.getPermalink': { run: getPermalink },
};

function postMessage(world: World, args: Args): Bag {
  const channel = targetOf(world, args.required('channel'));
  requireWritable(world, channel);
  const draft = draftOf(world, args, TEXT_POST);
  const clientMsgId = args.str('client_msg_id');
  const duplicate = findDuplicate(world, channel, clientMsgId);
  const message =
    duplicate ??
    storeMessage(world, channel, { ...draft, ...(clientMsgId && { client_msg_id: clientMsgId }) });
  return { channel: channel.id, ts: message.ts, message: messageObject(message, true) };
}

/** A channel id or name; a person's id means the DM with them (documented). */
function targetOf(world: World, target: string): Channel {
  const person = world.people.get(target);
  if (!person) return requireChannel(world, target);
  if (person.isBot || person.deleted) throw documented('channel_not_found');
  return openDm(world, person.id);
}

function draftOf(world: World, args: Args, longest: number): Draft {
  const text = args.str('text');
  const blocks = args.json('blocks', 'invalid_blocks_format');
  const attachments = args.json('attachments');
  const empty = !text && bags(blocks).length === 0 && bags(attachments).length === 0;
  if (empty) throw documented('no_text');
  if (text.length > longest) throw documented('msg_too_long');
  requireValidBlocks(world, blocks);
  for (const attachment of bags(attachments)) requireValidBlocks(world, attachment.blocks);
  const metadata = metadataOf(args);
  return {
    user: world.botUser,
    text,
    fromBot: true,
    ...(blocks !== undefined && { blocks: withIds(world, blocks) }),
    ...(attachments !== undefined && { attachments: bags(attachments) }),
    ...(metadata && { metadata }),
    ...(args.str('thread_ts') && { thread_ts: args.str('thread_ts') }),
  };
}

/** Documented: event_type and event_payload, both needed. */
function metadataOf(args: Args): Bag | undefined {
  const metadata = args.object('metadata', 'invalid_metadata_format');
  if (!metadata || Array.isArray(metadata.entities)) return metadata;
  const payload = metadata.event_payload;
  const sound = str(metadata.event_type) !== '' && typeof payload === 'object' && payload !== null;
  if (!sound) throw documented('invalid_metadata_format');
  return metadata;
}

function ownMessage(
  world: World,
  args: Args,
  code: string,
): { channel: Channel; message: Message } {
  const channel = requireChannel(world, args.required('channel'));
  const message = findMessage(channel, args.required('ts'));
  if (!message) throw documented('message_not_found');
  if (message.bot_id !== world.botId) throw documented(code);
  return { channel, message };
}

function update(world: World, args: Args): Bag {
  const { channel, message } = ownMessage(world, args, 'cant_update_message');
  if (channel.isArchived) throw documented('is_archived');
  // Documented: without `blocks` the earlier blocks stay; an empty array removes them.
  const keepsBlocks =
    !args.has('blocks') && message.blocks !== undefined && args.str('text') !== '';
  const draft = draftOf(world, args, TEXT_UPDATE);
  editMessage(world, message, {
    text: draft.text,
    ...(keepsBlocks ? {} : { blocks: draft.blocks ?? [] }),
    ...(draft.attachments && { attachments: draft.attachments }),
    ...(draft.metadata && { metadata: draft.metadata }),
  });
  return {
    channel: channel.id,
    ts: message.ts,
    text: message.text,
    message: messageObject(message, true),
  };
}

function remove(world: World, args: Args): Bag {
  const { channel, message } = ownMessage(world, args, 'cant_delete_message');
  deleteMessage(world, channel, message);
  return { channel: channel.id, ts: message.ts };
}

function postEphemeral(world: World, args: Args): Bag {
  const channel = requireChannel(world, args.required('channel'));
  requireWritable(world, channel);
  const user = args.required('user');
  if (!channel.members.has(user)) throw documented('user_not_in_channel');
  const draft = draftOf(world, args, TEXT_POST);
  if (draft.metadata)
    throw thirdParty('invalid_arguments', 'Ephemeral messages carry no metadata.');
  return { message_ts: storeEphemeral(world, channel, user, draft).ts };
}

function getPermalink(world: World, args: Args): Bag {
  const channel = requireChannel(world, args.required('channel'));
  const message = findMessage(channel, args.required('message_ts'));
  if (!message) throw documented('message_not_found');
  return {
    channel: channel.id,
    permalink: `https://${world.team.domain}.slack.com/archives/${channel.id}/p${message.ts.replace('.', '')}`,
  };
}
