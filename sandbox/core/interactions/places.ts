import { findMessage } from '../channels.ts';
import { stateOf } from '../elements.ts';
import { ActError } from '../errors.ts';
import { findEphemeral, messageObject } from '../messages.ts';
import { newResponseUrl, newTrigger } from '../triggers.ts';
import type { Bag, Block, StateValues } from '../types.ts';
import { viewObject } from '../view-content.ts';
import { findView } from '../views.ts';
import type { World } from '../world.ts';
import { requireActable } from './commands.ts';
import { channelPart } from './payloads.ts';

/** Where an element is: in a message or ephemeral, or in a modal or the home tab. */
export type Place = { channel: string; ts: string } | { viewId: string };

/** A place with all that acting in it needs. */
export interface Spot {
  key: string;
  blocks: Block[];
  /** What the elements hold; changed in place by entering. */
  values: StateValues;
  /** The view's or message's part of a payload, made after values were entered. */
  part(): Bag;
  /** For block_actions only. */
  responsePart(): Bag;
  trigger(): string;
}

export function spotOf(world: World, user: string, place: Place): Spot {
  return 'viewId' in place ? viewSpot(world, user, place.viewId) : messageSpot(world, user, place);
}

function viewSpot(world: World, user: string, id: string): Spot {
  const view = findView(world, id);
  if (!view || view.user !== user)
    throw new ActError('no_such_view', `${user} has no open view ${id}.`);
  return {
    key: `${user} ${id}`,
    blocks: view.blocks,
    values: view.values,
    part: () => ({ container: { type: 'view', view_id: view.id }, view: viewObject(world, view) }),
    // Documented: no response_url from views.
    responsePart: () => ({}),
    trigger: () => newTrigger(world, user, view.id),
  };
}

function messageSpot(world: World, user: string, place: { channel: string; ts: string }): Spot {
  const channel = requireActable(world, user, place.channel);
  const ephemeral = findEphemeral(world, user, place.ts);
  const message = ephemeral ?? findMessage(channel, place.ts);
  if (!message)
    throw new ActError(
      'no_such_message',
      `There is no message ${place.ts} in ${channel.id} for ${user}.`,
    );
  const key = `${user} ${channel.id} ${message.ts}`;
  const blocks = message.blocks ?? [];
  const values = stateOf(blocks, world.picked.get(key) ?? {});
  world.picked.set(key, values);
  const container = {
    type: 'message',
    message_ts: message.ts,
    channel_id: channel.id,
    is_ephemeral: ephemeral !== null,
    ...(message.thread_ts ? { thread_ts: message.thread_ts } : {}),
  };
  return {
    key,
    blocks,
    values,
    part: () => ({
      container,
      channel: channelPart(channel),
      // Third-party: payloads from an ephemeral carry no message.
      ...(ephemeral ? {} : { message: messageObject(message, true) }),
      state: { values },
    }),
    responsePart: () => ({
      response_url: newResponseUrl(world, {
        user,
        channel: channel.id,
        source: { ts: message.ts, ephemeral: ephemeral !== null },
      }),
    }),
    trigger: () => newTrigger(world, user),
  };
}
