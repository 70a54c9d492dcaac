import { bags, str } from '../bags.ts';
import { openDm } from '../channels.ts';
import { type Delivery, deliver, NOT_SENT } from '../delivery.ts';
import { ActError } from '../errors.ts';
import { fileObject, newFile } from '../files.ts';
import { messageObject, storeMessage } from '../messages.ts';
import { requirePerson, userObject } from '../people.ts';
import type { Bag, Channel, Message, StoredFile } from '../types.ts';
import { viewObject } from '../view-content.ts';
import type { World } from '../world.ts';
import { requireActable } from './commands.ts';
import { asSent } from './typed.ts';

/** Sends an event if the manifest subscribes to it. */
export async function sendEvent(
  world: World,
  subscription: string,
  event: Bag,
  user: string,
): Promise<Delivery> {
  if (!world.manifest.events.includes(subscription)) return NOT_SENT;
  const payload: Bag = {
    token: 'practice-verification-token',
    team_id: world.team.id,
    context_team_id: world.team.id,
    api_app_id: world.appId,
    event,
    type: 'event_callback',
    event_id: world.ids.next('Ev'),
    event_time: world.clock.seconds(),
    authorizations: [
      {
        enterprise_id: null,
        team_id: world.team.id,
        user_id: world.botUser,
        is_bot: true,
        is_enterprise_install: false,
      },
    ],
    is_ext_shared_channel: false,
  };
  return deliver(world, {
    type: 'events_api',
    payload,
    name: `event ${subscription}`,
    user,
    kind: 'event',
  });
}

/** `DM` names the person's DM with the bot. */
export function channelFor(world: World, user: string, id: string): Channel {
  return id === 'DM'
    ? openDm(world, requirePerson(world, user).id)
    : requireActable(world, user, id);
}

/** A person posts a message. */
export async function say(
  world: World,
  saying: { user: string; channel: string; text: string; threadTs?: string },
): Promise<{ message: Message; delivery: Delivery }> {
  const person = requirePerson(world, saying.user);
  const channel = channelFor(world, person.id, saying.channel);
  requireOpen(world, channel);
  const known = { people: world.people.values(), channels: world.channels.values() };
  const message = storeMessage(world, channel, {
    user: person.id,
    text: asSent(saying.text, known, { mentions: true }),
    fromBot: false,
    client_msg_id: world.ids.uuid(),
    ...(saying.threadTs && { thread_ts: saying.threadTs }),
  });
  channel.lastRead.set(person.id, message.ts);
  return { message, delivery: await sendMessageEvents(world, channel, message) };
}

/** Documented: archived channels, and a Messages tab that the manifest makes read-only, take nothing from people. */
function requireOpen(world: World, channel: Channel): void {
  const readOnly = channel.kind === 'im' && world.manifest.messagesReadOnly;
  if (channel.isArchived || readOnly) throw new ActError('read_only', 'Nobody can write here.');
}

async function sendMessageEvents(
  world: World,
  channel: Channel,
  message: Message,
): Promise<Delivery> {
  const kind = channel.kind === 'im' ? 'im' : channel.isPrivate ? 'group' : 'channel';
  const family = { im: 'message.im', group: 'message.groups', channel: 'message.channels' }[kind];
  const user = message.user ?? '';
  const base = { ...messageObject(message, true), channel: channel.id, event_ts: message.ts };
  const here = channel.members.has(world.botUser);
  const delivery = here
    ? await sendEvent(world, family, { ...base, channel_type: kind }, user)
    : NOT_SENT;
  // Documented: a mention reaches the bot also as app_mention; not in DMs.
  const mentioned = here && kind !== 'im' && message.text.includes(`<@${world.botUser}>`);
  return mentioned
    ? sendEvent(world, 'app_mention', { ...base, type: 'app_mention' }, user)
    : delivery;
}

/** A person opens the app's home. */
export function openHome(
  world: World,
  user: string,
  tab: 'home' | 'messages' = 'home',
): Promise<Delivery> {
  requirePerson(world, user);
  const view = world.homes.get(user);
  const event: Bag = {
    type: 'app_home_opened',
    user,
    channel: openDm(world, user).id,
    tab,
    event_ts: (world.clock.now() / 1000).toFixed(6),
    ...(tab === 'home' && view ? { view: viewObject(world, view) } : {}),
  };
  return sendEvent(world, 'app_home_opened', event, user);
}

/** A person uploads a file, into a channel or for a file_input. */
export async function upload(
  world: World,
  uploading: { user: string; name: string; bytes: Uint8Array; channel?: string; comment?: string },
): Promise<{ file: StoredFile; message?: Message; delivery: Delivery }> {
  const person = requirePerson(world, uploading.user);
  const channel = uploading.channel ? channelFor(world, person.id, uploading.channel) : null;
  if (channel) requireOpen(world, channel);
  const file = newFile(world, { name: uploading.name, user: person.id, bytes: uploading.bytes });
  if (!channel) return { file, delivery: NOT_SENT };
  file.channels.push(channel.id);
  const message = storeMessage(world, channel, {
    user: person.id,
    text: uploading.comment ?? '',
    fromBot: false,
    subtype: 'file_share',
    files: [fileObject(world, file)],
  });
  const shared = {
    type: 'file_shared',
    file_id: file.id,
    user_id: person.id,
    file: { id: file.id },
    channel_id: channel.id,
    event_ts: message.ts,
  };
  if (channel.members.has(world.botUser)) await sendEvent(world, 'file_shared', shared, person.id);
  return { file, message, delivery: await sendMessageEvents(world, channel, message) };
}

/** Documented: a file that is deleted is gone everywhere, and apps that may read files are told its id. */
export async function deleteFiles(world: World, message: Message): Promise<void> {
  for (const { id, user } of bags(message.files)) {
    if (user !== message.user || !world.files.delete(str(id))) continue;
    const event: Bag = {
      type: 'file_deleted',
      file_id: str(id),
      event_ts: (world.clock.now() / 1000).toFixed(6),
    };
    await sendEvent(world, 'file_deleted', event, str(user));
  }
}

/** Tells the bot that somebody's profile, language, zone or status changed. */
export function sendUserChange(world: World, user: string): Promise<Delivery> {
  world.bus.tell({ event: 'people', data: {} });
  const person = requirePerson(world, user);
  return sendEvent(
    world,
    'user_change',
    { type: 'user_change', user: userObject(world, person, true) },
    user,
  );
}

/** Invites somebody into a channel or takes them out. */
export async function setMember(
  world: World,
  change: { channel: string; user: string; member: boolean },
): Promise<Delivery> {
  const channel = world.channels.get(change.channel);
  if (!channel) throw new ActError('unknown_channel', `There is no channel ${change.channel}.`);
  requirePerson(world, change.user);
  if (change.member) channel.members.add(change.user);
  else channel.members.delete(change.user);
  world.bus.tell({ event: 'channels', data: {} });
  const type = change.member ? 'member_joined_channel' : 'member_left_channel';
  if (!channel.members.has(world.botUser)) return NOT_SENT;
  const kind = channel.isPrivate ? 'G' : 'C';
  return sendEvent(
    world,
    type,
    { type, user: change.user, channel: channel.id, channel_type: kind, team: world.team.id },
    change.user,
  );
}
