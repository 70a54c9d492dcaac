import type { Delivery } from './deliver.ts';
import type { Place } from './doing.ts';
import { openDoor } from './door.ts';
import type { Edge } from './edge.ts';
import { readValues } from './form-values.ts';
import { callerOf, type Payload } from './payload.ts';
import { parseObject, routeAction, routeCommand } from './route.ts';

// Slack's payloads as deliveries, one function per kind. Each names the inbox key by which a repeated
// delivery is recognised.

/** A slash command. */
export function commandDelivery(
  edge: Edge,
  body: Payload,
  ack: Payload,
  respond: Payload,
): Delivery {
  const place: Place = { from: 'command', channel: body.channel_id, view: null, message: null };
  return {
    key: `command:${body.trigger_id}`,
    caller: {
      userId: body.user_id,
      userTeamId: body.user_team_id ?? null,
      teamId: body.team_id ?? null,
    },
    place,
    door: openDoor(edge, { ack, respond, triggerId: body.trigger_id, userId: body.user_id }),
    route: (scene) => {
      const command = edge.commands.get(body.command);
      return command
        ? routeCommand(edge, command, body.text ?? '', scene)
        : { doing: undefined, input: {} };
    },
  };
}

/** A press, a choice or a menu, on a message, in a modal or on the home tab. */
export function actionDelivery(
  edge: Edge,
  body: Payload,
  action: Payload,
  ack: Payload,
  respond: Payload,
): Delivery {
  const { view, message, channel } = body;
  const values = readValues(view?.state?.values ?? body.state?.values);
  const isModal = view?.type === 'modal';
  return {
    key: `action:${body.trigger_id}:${action.action_id}`,
    caller: callerOf(body),
    place: {
      from: view?.type === 'home' ? 'home' : 'button',
      channel: channel?.id ?? null,
      view: isModal ? { id: view.id, hash: view.hash, callbackId: view.callback_id, values } : null,
      message: message ? { channel: channel.id, ts: message.ts, text: message.text ?? '' } : null,
    },
    door: openDoor(edge, {
      ack,
      ...(body.response_url && { respond }),
      triggerId: body.trigger_id,
      ...(isModal && { view }),
      onMessage: Boolean(message) || body.container?.type === 'message',
      userId: body.user.id,
    }),
    route: () => {
      const [picked] = Object.values(readValues({ picked: { value: action } }));
      // Only a button's value is ours; that of an input is what the person typed.
      const own = action.type === 'button' ? { value: action.value } : {};
      return routeAction(
        edge,
        { action_id: action.action_id, picked, ...own },
        parseObject(view?.private_metadata),
        values,
      );
    },
  };
}

/** A modal that was handed in. */
export function submissionDelivery(edge: Edge, body: Payload, ack: Payload): Delivery {
  const { view } = body;
  const values = readValues(view.state?.values);
  return {
    // The hash changes with every update of the view, so a corrected submit is a new delivery.
    key: `submit:${view.id}:${view.hash}`,
    caller: callerOf(body),
    place: {
      from: 'submission',
      channel: null,
      view: { id: view.id, hash: view.hash, callbackId: view.callback_id, values },
      message: null,
    },
    door: openDoor(edge, {
      ack,
      triggerId: body.trigger_id ?? null,
      view,
      isSubmission: true,
      userId: body.user.id,
    }),
    route: () => ({
      doing: edge.doings.get(view.callback_id),
      input: { ...parseObject(view.private_metadata), values },
    }),
  };
}

/** A modal closed with ×: a form that keeps half-filled values has a doing called `….closed`. */
export function closedDelivery(edge: Edge, body: Payload, ack: Payload): Delivery {
  const submission = submissionDelivery(edge, body, ack);
  const { view } = body;
  return {
    ...submission,
    key: `closed:${view.id}:${view.hash}`,
    door: openDoor(edge, { ack, triggerId: null, userId: body.user.id }),
    route: (scene) => ({
      ...submission.route(scene),
      doing: edge.doings.get(`${view.callback_id}.closed`),
    }),
  };
}

/**
 * A person wrote to the bot: in its DM, or by mention in a channel. Null for what is no person's fresh
 * message: the bot's own, other bots', edits, deletions, joins.
 */
export function messageDelivery(edge: Edge, body: Payload, event: Payload): Delivery | null {
  const isFresh = event.subtype === undefined || SAID.has(event.subtype);
  const isPersons = typeof event.user === 'string' && !event.bot_id && !event.hidden;
  if (!isFresh || !isPersons || !event.text?.trim() || isAboutTable(event)) return null;
  const isShared = event.type === 'app_mention';
  const { channel, ts, thread_ts: threadTs } = event;
  return {
    key: `event:${body.event_id}`,
    caller: {
      userId: event.user,
      userTeamId: event.user_team ?? event.team ?? null,
      teamId: body.team_id ?? null,
    },
    place: { from: 'message', channel, view: null, message: { channel, ts, text: event.text } },
    door: openDoor(edge, {
      ack: async () => {},
      triggerId: null,
      userId: event.user,
      said: { channel, threadTs: threadTs ?? null, isShared },
    }),
    route: () => ({
      doing: edge.doings.get('talk.hear'),
      input: { text: withoutMention(body, event.text), isShared },
    }),
  };
}
/** The text without the bot's own name, wherever it stands. */
function withoutMention(body: Payload, text: string): string {
  const seats: Payload[] = Array.isArray(body.authorizations) ? body.authorizations : [];
  const own = seats.map(({ user_id: id }) => `<@${id}>`);
  const lead = text.replace(/^\s*<@[UW][A-Z0-9_]+(?:\|[^<>]*)?>[\s,:，：]*/u, '');
  return own.reduce((rest, mention) => rest.replaceAll(mention, ' '), lead).trim();
}

/** Words beside a dropped table are about the table, which has its own answer. */
const isAboutTable = ({ files, channel_type: kind }: Payload): boolean =>
  kind === 'im' &&
  Array.isArray(files) &&
  files.some(({ name }) => /\.(?:csv|tsv|xlsx)$/i.test(name));

/** Messages with a subtype that are still somebody speaking. */
const SAID = new Set(['file_share', 'thread_broadcast']);

/** A shortcut, with the message it was taken from where there is one. */
export function shortcutDelivery(
  edge: Edge,
  body: Payload,
  ack: Payload,
  respond: Payload,
): Delivery {
  const shortcut = edge.shortcuts.get(body.callback_id);
  const { message, channel } = body;
  return {
    key: `shortcut:${body.trigger_id}`,
    caller: callerOf(body),
    place: {
      from: 'shortcut',
      channel: channel?.id ?? null,
      view: null,
      message: message ? { channel: channel.id, ts: message.ts, text: message.text ?? '' } : null,
    },
    door: openDoor(edge, {
      ack,
      ...(body.response_url && { respond }),
      triggerId: body.trigger_id,
      userId: body.user.id,
    }),
    route: () => ({
      doing: shortcut && edge.doings.get(shortcut.doing),
      input: message ? { text: message.text ?? '' } : {},
    }),
  };
}
