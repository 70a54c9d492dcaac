import { documented, thirdParty } from './errors.ts';
import type { Bag, Channel, Message } from './types.ts';
import type { World } from './world.ts';

/** The channel by id or by name, with or without #; null when the bot could not know of it. */
export function findChannel(world: World, idOrName: string): Channel | null {
  const byId = world.channels.get(idOrName);
  if (byId) return byId;
  const name = idOrName.replace(/^#/, '');
  return [...world.channels.values()].find((c) => c.kind === 'channel' && c.name === name) ?? null;
}

/**
 * The channel as the bot's token sees it. Documented: what the token may not see is `channel_not_found`,
 * also a private channel that exists.
 */
export function requireChannel(world: World, idOrName: string): Channel {
  const channel = findChannel(world, idOrName);
  if (!channel) throw documented('channel_not_found');
  const hidden = channel.isPrivate || channel.kind === 'im';
  if (hidden && !channel.members.has(world.botUser)) throw documented('channel_not_found');
  return channel;
}

/** Documented: writing needs membership and a living channel. */
export function requireWritable(world: World, channel: Channel): void {
  if (channel.isArchived) throw documented('is_archived');
  if (!channel.members.has(world.botUser) && !world.scopes.includes('chat:write.public')) {
    throw documented('not_in_channel');
  }
  // Third-party: the DM with somebody deactivated takes no more messages.
  if (channel.kind === 'im' && world.people.get(channel.with ?? '')?.deleted) {
    throw thirdParty('channel_not_found', 'The person was deactivated.');
  }
  if (channel.kind === 'im' && !world.manifest.messagesTab) {
    throw documented('messages_tab_disabled', 'The Messages tab is switched off in the manifest.');
  }
}

/** The DM between the bot and a person; made on first use. */
export function openDm(world: World, user: string): Channel {
  const existing = findDm(world, user);
  if (existing) return existing;
  const channel: Channel = {
    id: `D_${user.replace(/^[UW]_?/, '')}`,
    name: '',
    kind: 'im',
    isPrivate: true,
    isArchived: false,
    isGeneral: false,
    isExtShared: false,
    topic: '',
    created: world.clock.seconds(),
    members: new Set([user, world.botUser]),
    messages: [],
    lastRead: new Map(),
    with: user,
  };
  world.channels.set(channel.id, channel);
  world.bus.tell({ event: 'channels', data: {} });
  return channel;
}

export function findDm(world: World, user: string): Channel | null {
  return [...world.channels.values()].find((c) => c.kind === 'im' && c.with === user) ?? null;
}

export function findMessage(channel: Channel, ts: string): Message | null {
  // From the end: what is edited or deleted is nearly always recent.
  return channel.messages.findLast((message) => message.ts === ts) ?? null;
}

/** The conversation object of Slack's answers. */
export function channelObject(world: World, channel: Channel): Bag {
  if (channel.kind === 'im') {
    return {
      id: channel.id,
      created: channel.created,
      is_im: true,
      is_org_shared: false,
      is_archived: channel.isArchived,
      user: channel.with,
      is_user_deleted: world.people.get(channel.with ?? '')?.deleted ?? false,
    };
  }
  return {
    id: channel.id,
    name: channel.name,
    name_normalized: channel.name,
    is_channel: !channel.isPrivate,
    is_group: channel.isPrivate,
    is_im: false,
    is_mpim: false,
    is_private: channel.isPrivate,
    is_archived: channel.isArchived,
    is_general: channel.isGeneral,
    is_shared: channel.isExtShared,
    is_ext_shared: channel.isExtShared,
    is_org_shared: false,
    is_member: channel.members.has(world.botUser),
    created: channel.created,
    creator: 'U_ADMIN',
    topic: { value: channel.topic, creator: '', last_set: 0 },
    purpose: { value: '', creator: '', last_set: 0 },
    num_members: channel.members.size,
    context_team_id: world.team.id,
  };
}

/** The name Slack puts into payloads. */
export function payloadName(channel: Channel): string {
  if (channel.kind === 'im') return 'directmessage';
  return channel.isPrivate ? 'privategroup' : channel.name;
}

/** Scope names end in the kind of conversation: channels:history, groups:history, im:history. */
export function scopeFor(channel: Channel, right: 'read' | 'history' | 'write'): string {
  const family = channel.kind === 'im' ? 'im' : channel.isPrivate ? 'groups' : 'channels';
  return `${family}:${right}`;
}
