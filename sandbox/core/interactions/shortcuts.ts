import { findMessage } from '../channels.ts';
import { type Delivery, deliver } from '../delivery.ts';
import { ActError } from '../errors.ts';
import { messageObject } from '../messages.ts';
import { requirePerson } from '../people.ts';
import { newResponseUrl, newTrigger } from '../triggers.ts';
import type { Bag } from '../types.ts';
import type { World } from '../world.ts';
import { requireActable } from './commands.ts';
import { actionTs, channelPart, commonPart } from './payloads.ts';

/** A global shortcut, or a message shortcut when a message is given. */
export function sendShortcut(
  world: World,
  act: { user: string; callbackId: string; message?: { channel: string; ts: string } },
): Promise<Delivery> {
  const person = requirePerson(world, act.user);
  const type = act.message ? 'message' : 'global';
  const known = world.manifest.shortcuts.some(
    (s) => s.callback_id === act.callbackId && s.type === type,
  );
  if (!known)
    throw new ActError(
      'unknown_shortcut',
      `${act.callbackId} is not a ${type} shortcut of the manifest.`,
    );
  const payload: Bag = {
    ...commonPart(world, person),
    type: act.message ? 'message_action' : 'shortcut',
    callback_id: act.callbackId,
    action_ts: actionTs(world),
    trigger_id: newTrigger(world, person.id),
    ...(act.message ? messagePart(world, act.user, act.message) : {}),
  };
  return deliver(world, {
    type: 'interactive',
    payload,
    name: `${String(payload.type)} ${act.callbackId}`,
    user: person.id,
    kind: 'shortcut',
  });
}

function messagePart(world: World, user: string, at: { channel: string; ts: string }): Bag {
  const channel = requireActable(world, user, at.channel);
  const message = findMessage(channel, at.ts);
  if (!message)
    throw new ActError('no_such_message', `There is no message ${at.ts} in ${channel.id}.`);
  return {
    channel: channelPart(channel),
    message: messageObject(message, false),
    message_ts: message.ts,
    response_url: newResponseUrl(world, {
      user,
      channel: channel.id,
      source: { ts: message.ts, ephemeral: false },
    }),
  };
}
