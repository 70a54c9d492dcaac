import { channelObject, findChannel, openDm, requireChannel, scopeFor } from '../channels.ts';
import { documented } from '../errors.ts';
import { messageObject } from '../messages.ts';
import type { Bag, Channel, Message } from '../types.ts';
import type { World } from '../world.ts';
import type { Args } from './args.ts';
import { type Methods, page, requireScope } from './method.ts';

export const conversations: Methods = {
  'conversations.open': { run: open },
  'conversations.info': { run: info },
  'conversations.list': { run: list },
  'conversations.members': { run: members },
  'conversations.history': { run: history },
  'conversations.replies': { run: replies },
  'conversations.join': { scopes: ['channels:join'], run: join },
};

function readable(world: World, args: Args, right: 'read' | 'history'): Channel {
  const id = args.required('channel');
  const known = findChannel(world, id);
  // The scope depends on the kind of conversation; one that does not exist is refused before scopes are looked at.
  if (known) requireScope(world, scopeFor(known, right));
  return requireChannel(world, id);
}

function open(world: World, args: Args): Bag {
  requireScope(world, 'im:write');
  const users = args.list('users');
  if (args.str('channel')) return opened(world, requireChannel(world, args.str('channel')), args);
  if (users.length === 0) throw documented('users_list_not_supplied');
  // Group DMs need mpim:write, which this bot never asks for.
  if (users.length > 1) requireScope(world, 'mpim:write');
  const person = world.people.get(users[0] ?? '');
  if (!person) throw documented('user_not_found');
  if (person.isBot) throw documented('cannot_dm_bot');
  if (person.deleted) throw documented('user_disabled');
  return opened(world, openDm(world, person.id), args);
}

function opened(world: World, channel: Channel, args: Args): Bag {
  return { channel: args.flag('return_im') ? channelObject(world, channel) : { id: channel.id } };
}

function info(world: World, args: Args): Bag {
  const channel = readable(world, args, 'read');
  const person = world.people.get(world.botUser);
  return {
    channel: {
      ...channelObject(world, channel),
      ...(args.flag('include_locale') ? { locale: person?.locale } : {}),
    },
  };
}

/** The conversations of these types that the bot may see. */
export function listVisible(world: World, args: Args): Channel[] {
  const types = args.list('types');
  const wanted = types.length > 0 ? types : ['public_channel'];
  const scope = {
    public_channel: 'channels:read',
    private_channel: 'groups:read',
    im: 'im:read',
    mpim: 'mpim:read',
  };
  for (const type of wanted) {
    const needed = scope[type as keyof typeof scope];
    if (!needed) throw documented('invalid_types');
    requireScope(world, needed);
  }
  return [...world.channels.values()].filter((channel) => {
    if (args.flag('exclude_archived') && channel.isArchived) return false;
    if (channel.kind === 'im') return wanted.includes('im');
    if (!channel.isPrivate) return wanted.includes('public_channel');
    return wanted.includes('private_channel') && channel.members.has(world.botUser);
  });
}

function list(world: World, args: Args): Bag {
  const { items, next } = page(listVisible(world, args), args);
  return {
    channels: items.map((channel) => channelObject(world, channel)),
    response_metadata: { next_cursor: next },
  };
}

function members(world: World, args: Args): Bag {
  const { items, next } = page([...readable(world, args, 'read').members], args);
  return { members: items, response_metadata: { next_cursor: next } };
}

/** Documented: newest first, without thread replies, `oldest` and `latest` exclusive unless `inclusive`. */
function history(world: World, args: Args): Bag {
  const channel = readable(world, args, 'history');
  if (!channel.members.has(world.botUser)) throw documented('not_in_channel');
  const within = channel.messages
    .filter((message) => !isReply(message) && isBetween(message, args))
    .reverse();
  return answer(within, args);
}

function replies(world: World, args: Args): Bag {
  const channel = readable(world, args, 'history');
  if (!channel.members.has(world.botUser)) throw documented('not_in_channel');
  const ts = args.required('ts');
  const thread = channel.messages.filter(
    (message) => message.ts === ts || message.thread_ts === ts,
  );
  if (thread.length === 0) throw documented('thread_not_found');
  return answer(
    thread.filter((message) => message.ts === ts || isBetween(message, args)),
    args,
  );
}

function answer(found: Message[], args: Args): Bag {
  const { items, next } = page(found, args);
  const withMetadata = args.flag('include_all_metadata');
  return {
    messages: items.map((message) => messageObject(message, withMetadata)),
    has_more: next !== '',
    response_metadata: { next_cursor: next },
  };
}

function isReply(message: Message): boolean {
  return message.thread_ts !== undefined && message.thread_ts !== message.ts;
}

function isBetween(message: Message, args: Args): boolean {
  const ts = Number(message.ts);
  const oldest = args.number('oldest', 0);
  const latest = args.number('latest', Number.POSITIVE_INFINITY);
  if (args.flag('inclusive')) return ts >= oldest && ts <= latest;
  return ts > oldest && ts < latest;
}

function join(world: World, args: Args): Bag {
  const channel = requireChannel(world, args.required('channel'));
  if (channel.kind === 'im' || channel.isPrivate)
    throw documented('method_not_supported_for_channel_type');
  if (channel.isArchived) throw documented('is_archived');
  channel.members.add(world.botUser);
  world.bus.tell({ event: 'channels', data: {} });
  return { channel: channelObject(world, channel) };
}
