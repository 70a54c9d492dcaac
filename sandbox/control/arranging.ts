import { findMessage } from '../core/channels.ts';
import { ActError } from '../core/errors.ts';
import { deleteFiles, sendUserChange, setMember } from '../core/interactions/events.ts';
import { deleteMessage } from '../core/messages.ts';
import { requirePerson } from '../core/people.ts';
import type { Channel } from '../core/types.ts';
import type { World } from '../core/world.ts';
import type { Act } from './acting.ts';
import * as bodies from './bodies.ts';
import { clockPicture } from './picture.ts';

/** What arranges the scene, by path under /control/. */
export const arranging: Record<string, Act> = {
  async clock(world, body) {
    const move = bodies.read(bodies.clockBody, body);
    if ('advance' in move) await world.clock.advance(move.advance);
    else await world.clock.set(move.set);
    world.bus.tell({ event: 'clock', data: clockPicture(world) });
    return { clock: clockPicture(world) };
  },

  async locale(world, body) {
    const { user, locale, tz } = bodies.read(bodies.localeBody, body);
    const person = requirePerson(world, user);
    if (locale)
      person.locale = requireKnown(() => Intl.getCanonicalLocales(locale)[0] ?? locale, locale);
    if (tz)
      person.tz = requireKnown(
        () => new Intl.DateTimeFormat('en', { timeZone: tz }).resolvedOptions().timeZone,
        tz,
      );
    return { delivery: await sendUserChange(world, user) };
  },

  async person(world, body) {
    const { user, deleted } = bodies.read(bodies.personBody, body);
    requirePerson(world, user).deleted = deleted;
    return { delivery: await sendUserChange(world, user) };
  },

  async member(world, body) {
    return { delivery: await setMember(world, bodies.read(bodies.memberBody, body)) };
  },

  archive(world, body) {
    const { channel, archived } = bodies.read(bodies.archiveBody, body);
    requireKnownChannel(world, channel).isArchived = archived;
    world.bus.tell({ event: 'channels', data: {} });
    return {};
  },

  async delete(world, body) {
    const { channel, ts } = bodies.read(bodies.deleteBody, body);
    const found = requireKnownChannel(world, channel);
    const message = findMessage(found, ts);
    if (!message) throw new ActError('no_such_message', `There is no message ${ts} in ${channel}.`);
    deleteMessage(world, found, message);
    await deleteFiles(world, message);
    return {};
  },

  refresh(world, body) {
    const { count } = bodies.read(bodies.refreshBody, body);
    world.connections.refresh(count ?? world.connections.count);
    return {};
  },

  faults(world, body) {
    const change = bodies.read(bodies.faultsBody, body);
    if ('add' in change) world.faults.add(addable(change.add));
    else if ('remove' in change) world.faults.remove(change.remove);
    else world.faults.clear();
    world.bus.tell({ event: 'faults', data: {} });
    return { faults: world.faults.list };
  },
};

/** `retryAfter: null` means something, so it must survive. */
function addable(
  spec: { retryAfter?: number | null | undefined } & Parameters<typeof bodies.given>[0],
) {
  const { retryAfter, ...rest } = spec;
  return { ...bodies.given(rest), ...(retryAfter !== undefined && { retryAfter }) } as Parameters<
    World['faults']['add']
  >[0];
}

function requireKnownChannel(world: World, id: string): Channel {
  const channel = world.channels.get(id);
  if (!channel) throw new ActError('unknown_channel', `There is no channel ${id}.`);
  return channel;
}

function requireKnown(read: () => string, given: string): string {
  try {
    return read();
  } catch {
    throw new ActError('bad_request', `"${given}" is not known.`);
  }
}
