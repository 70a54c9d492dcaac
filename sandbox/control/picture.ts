import { openDm } from '../core/channels.ts';
import { plainValues, stateOf } from '../core/elements.ts';
import { ActError } from '../core/errors.ts';
import { messageObject } from '../core/messages.ts';
import { isForeign, requirePerson } from '../core/people.ts';
import type { Bag, Channel, Ephemeral, Message, Person, View } from '../core/types.ts';
import { viewObject } from '../core/view-content.ts';
import { stackOf } from '../core/views.ts';
import type { World } from '../core/world.ts';

/** The pictures the control API gives; shapes are in sandbox/README.md. */

const MESSAGES_SHOWN = 200;

/** What one person sees. */
export function pictureOf(
  world: World,
  asked: { user: string; channel?: string; thread?: string },
): Bag {
  const me = requirePerson(world, asked.user || firstPerson(world).id);
  if (!me.isBot) openDm(world, me.id);
  return {
    clock: clockPicture(world),
    team: world.team,
    app: {
      name: world.manifest.name,
      botUser: world.botUser,
      connections: world.connections.count,
      homeTab: world.manifest.homeTab,
      messagesTab: world.manifest.messagesTab,
      messagesReadOnly: world.manifest.messagesReadOnly,
    },
    me: personPicture(world, me),
    people: [...world.people.values()].map((person) => personPicture(world, person)),
    channels: visibleChannels(world, me).map((channel) => channelPicture(world, me, channel)),
    ...conversation(world, me, asked),
    modals: stackOf(world, me.id).map((view) => viewPicture(world, view)),
    home: homePicture(world, me.id),
    notices: world.notices(me.id).map(({ user: _user, ...notice }) => notice),
  };
}

export function clockPicture(world: World): Bag {
  return { now: world.clock.iso(), shiftMs: world.clock.shiftMs };
}

export function homePicture(world: World, user: string): Bag | null {
  const home = world.homes.get(user);
  return home ? viewPicture(world, home) : null;
}

/** Slack's view object with what the inputs hold and the errors under them. */
export function viewPicture(world: World, view: View): Bag {
  const { state: _state, ...object } = viewObject(world, view);
  return { ...object, values: plainValues(view.values), errors: view.errors };
}

function firstPerson(world: World): Person {
  const first = [...world.people.values()].find((person) => !person.isBot && !person.deleted);
  if (!first) throw new ActError('unknown_user', 'The office is empty.');
  return first;
}

function personPicture(world: World, person: Person): Bag {
  const { id, name, realName, displayName, title, locale, tz, isBot, deleted } = person;
  return {
    id,
    name,
    realName,
    displayName,
    title,
    locale,
    tz,
    isBot,
    deleted,
    kind: kindOf(world, person),
  };
}

function kindOf(world: World, person: Person): string {
  if (person.isBot) return 'bot';
  if (person.deleted) return 'deleted';
  if (isForeign(world, person)) return 'external';
  if (person.isRestricted || person.isUltraRestricted) return 'guest';
  if (person.isOwner) return 'owner';
  return person.isAdmin ? 'admin' : 'member';
}

/** Their own first, then public ones (not for guests and outsiders, documented), then DMs. */
function visibleChannels(world: World, me: Person): Channel[] {
  const all = [...world.channels.values()];
  const mine = all.filter((c) => c.kind === 'channel' && c.members.has(me.id));
  const inside = !me.isRestricted && !me.isUltraRestricted && !isForeign(world, me);
  const open = inside
    ? all.filter((c) => c.kind === 'channel' && !c.isPrivate && !c.members.has(me.id))
    : [];
  return [...mine, ...open, ...all.filter((c) => c.kind === 'im' && c.members.has(me.id))];
}

function channelPicture(world: World, me: Person, channel: Channel): Bag {
  const isMember = channel.members.has(me.id);
  const unread = isMember ? unreadOf(channel, me.id) : [];
  return {
    id: channel.id,
    name: channel.name,
    kind: channel.kind,
    isPrivate: channel.isPrivate,
    isArchived: channel.isArchived,
    isMember,
    botIsMember: channel.members.has(world.botUser),
    topic: channel.topic,
    unread: unread.length,
    mentions: unread.filter((message) => channel.kind === 'im' || isMention(message, me.id)).length,
    latest: channel.messages.at(-1)?.ts ?? null,
    with: channel.kind === 'im' ? ([...channel.members].find((id) => id !== me.id) ?? null) : null,
  };
}

function unreadOf(channel: Channel, user: string): Message[] {
  const read = Number(channel.lastRead.get(user) ?? 0);
  return channel.messages.filter((message) => Number(message.ts) > read && message.user !== user);
}

function isMention(message: Message, user: string): boolean {
  const text = message.text + JSON.stringify(message.blocks ?? '');
  return text.includes(`<@${user}>`) || text.includes('<!channel>') || text.includes('<!here>');
}

function conversation(world: World, me: Person, asked: { channel?: string; thread?: string }): Bag {
  const id = asked.channel === 'DM' ? openDm(world, me.id).id : asked.channel;
  if (!id) return { messages: [], thread: [] };
  const channel = visibleChannels(world, me).find((c) => c.id === id);
  if (!channel) throw new ActError('unknown_channel', `${me.id} sees no channel ${id}.`);
  const mine = (world.ephemerals.get(me.id) ?? []).filter((message) => message.channel === id);
  const all = [...channel.messages, ...mine].sort((a, b) => Number(a.ts) - Number(b.ts));
  const { thread } = asked;
  return {
    messages: show(
      world,
      me,
      all.filter((m) => !m.thread_ts || m.thread_ts === m.ts),
    ),
    thread: thread
      ? show(
          world,
          me,
          all.filter((m) => m.ts === thread || m.thread_ts === thread),
        )
      : [],
  };
}

function show(world: World, me: Person, messages: (Message | Ephemeral)[]): Bag[] {
  return messages.slice(-MESSAGES_SHOWN).map((message) => {
    const { to, ...object } = messageObject(message, true);
    const picked = world.picked.get(`${me.id} ${message.channel} ${message.ts}`) ?? {};
    const values = plainValues(stateOf(message.blocks ?? [], picked));
    return { ...object, channel: message.channel, ...(to ? { ephemeral: true } : {}), values };
  });
}
