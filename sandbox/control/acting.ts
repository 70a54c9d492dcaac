import { ActError } from '../core/errors.ts';
import { act } from '../core/interactions/actions.ts';
import { sendCommand } from '../core/interactions/commands.ts';
import { channelFor, openHome, say } from '../core/interactions/events.ts';
import { sendShortcut } from '../core/interactions/shortcuts.ts';
import { close, enter, submit } from '../core/interactions/submissions.ts';
import { suggest } from '../core/interactions/suggestions.ts';
import type { Bag } from '../core/types.ts';
import { findView } from '../core/views.ts';
import type { World } from '../core/world.ts';
import * as bodies from './bodies.ts';
import { homePicture, viewPicture } from './picture.ts';

export type Act = (world: World, body: unknown) => Bag | Promise<Bag>;

/** What people do, by path under /control/. */
export const acting: Record<string, Act> = {
  async command(world, body) {
    const { user, channel, command, text, thread_ts } = bodies.read(bodies.commandBody, body);
    const at = channelFor(world, user, channel).id;
    const sending = {
      user,
      channel: at,
      command,
      text: text ?? '',
      ...(thread_ts && { threadTs: thread_ts }),
    };
    return { delivery: await sendCommand(world, sending) };
  },

  async message(world, body) {
    const { user, channel, text, thread_ts } = bodies.read(bodies.messageBody, body);
    const { message, delivery } = await say(world, {
      user,
      channel,
      text,
      ...(thread_ts && { threadTs: thread_ts }),
    });
    return { ts: message.ts, channel: message.channel, delivery };
  },

  async shortcut(world, body) {
    const { user, callback_id, channel, ts } = bodies.read(bodies.shortcutBody, body);
    const message = channel && ts ? { channel: channelFor(world, user, channel).id, ts } : null;
    return {
      delivery: await sendShortcut(world, {
        user,
        callbackId: callback_id,
        ...(message && { message }),
      }),
    };
  },

  async action(world, body) {
    const { user, in: place, block_id, action_id, ...rest } = bodies.read(bodies.actionBody, body);
    const { delivery, openUrl } = await act(world, {
      user,
      in: place,
      blockId: block_id,
      actionId: action_id,
      ...('value' in rest && { value: rest.value }),
      ...(rest.values && { values: rest.values }),
      ...(rest.confirmed !== undefined && { confirmed: rest.confirmed }),
    });
    return { delivery, ...(openUrl && { open_url: openUrl }) };
  },

  async suggest(world, body) {
    const {
      user,
      in: place,
      block_id,
      action_id,
      query,
      values,
    } = bodies.read(bodies.suggestBody, body);
    const asking = {
      user,
      in: place,
      blockId: block_id,
      actionId: action_id,
      query,
      ...(values && { values }),
    };
    return { ...(await suggest(world, asking)) };
  },

  input(world, body) {
    const { user, view_id, values } = bodies.read(bodies.inputBody, body);
    const view = findView(world, view_id);
    if (view?.user !== user)
      throw new ActError('no_such_view', `${user} has no open view ${view_id}.`);
    enter(world, view, values);
    return { view: viewPicture(world, view) };
  },

  async submit(world, body) {
    const { user, view_id, values } = bodies.read(bodies.submitBody, body);
    return {
      ...(await submit(world, {
        user,
        ...(view_id && { viewId: view_id }),
        ...(values && { values }),
      })),
    };
  },

  async close(world, body) {
    const { user, view_id, all } = bodies.read(bodies.closeBody, body);
    return {
      delivery: await close(world, {
        user,
        ...(view_id && { viewId: view_id }),
        all: all ?? false,
      }),
    };
  },

  async 'home/open'(world, body) {
    const { user, tab } = bodies.read(bodies.homeBody, body);
    const delivery = await openHome(world, user, tab ?? 'home');
    return { delivery, home: homePicture(world, user) };
  },

  read(world, body) {
    const { user, channel } = bodies.read(bodies.readBody, body);
    const found = channelFor(world, user, channel);
    const latest = found.messages.at(-1)?.ts;
    if (latest && found.lastRead.get(user) !== latest) {
      found.lastRead.set(user, latest);
      world.bus.tell({ event: 'channels', user, data: {} });
    }
    return {};
  },
};
