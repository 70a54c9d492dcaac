import type { App } from '@slack/bolt';
import { words } from '../i18n/words.ts';
import type { Door } from './answer.ts';
import type { AnyBlock } from './blocks.ts';
import { type Delivery, deliver, publishHome, sceneOf } from './deliver.ts';
import type { Place } from './doing.ts';
import type { Edge } from './edge.ts';
import { troubleOf } from './errors.ts';
import { readValues } from './form.ts';
import { listenToPeople, welcomeNobody } from './people.ts';
import { parseObject, routeAction, routeCommand } from './route.ts';
import { type Caller, requireActor } from './who.ts';

// biome-ignore lint/suspicious/noExplicitAny: Slack's payloads are checked where they are used, by zod.
type Payload = any;

/** Attaches every listener: each only translates Slack's payload into a delivery. */
export function listen(app: App, edge: Edge): void {
  app.command(/.*/, async ({ body, ack, respond }) => {
    await deliver(edge, commandDelivery(edge, body, ack, respond));
  });
  app.action(/.*/, async ({ body, action, ack, respond }) => {
    await deliver(edge, actionDelivery(edge, body, action, ack, respond));
  });
  app.view(/.*/, async ({ body, ack }) => {
    await deliver(edge, submissionDelivery(edge, body, ack));
  });
  // A pattern alone hears submissions only; closing is asked for by its type.
  app.view({ callback_id: /.*/, type: 'view_closed' }, async ({ body, ack }) => {
    await deliver(edge, closedDelivery(edge, body, ack));
  });
  app.shortcut(/.*/, async ({ body, ack, respond }) => {
    await deliver(edge, shortcutDelivery(edge, body, ack, respond));
  });
  app.options(/.*/, async ({ body, ack }) => suggest(edge, body, ack));
  app.event('app_home_opened', async ({ event, body }) => {
    if (event.tab !== 'home') return;
    await openHome(edge, {
      userId: event.user,
      userTeamId: null,
      teamId: (body as Payload).team_id ?? null,
    });
  });
  listenToPeople(app, edge);
}

function callerOf(body: Payload): Caller {
  return {
    userId: body.user_id ?? body.user?.id,
    userTeamId: body.user?.team_id ?? null,
    teamId: body.team?.id ?? null,
  };
}

interface DoorParts {
  ack: Payload;
  respond?: Payload;
  triggerId: string | null;
  view?: Payload;
  isSubmission?: boolean;
  userId: string;
}

function openDoor(edge: Edge, parts: DoorParts): Door {
  let acked = false;
  return {
    edge,
    triggerId: parts.triggerId,
    view: parts.view
      ? {
          id: parts.view.id,
          previousId: parts.view.previous_view_id ?? null,
          blocks: parts.view.blocks,
        }
      : null,
    isSubmission: parts.isSubmission ?? false,
    async ack(payload) {
      if (acked) return;
      acked = true;
      await parts.ack(payload);
    },
    async whisper({ text, blocks, spare }) {
      try {
        await whisper(edge, parts, text, blocks);
      } catch (error) {
        if (!spare || !isRefused(error)) throw error;
        await whisper(edge, parts, text, spare);
      }
    },
  };
}

async function whisper(
  edge: Edge,
  parts: DoorParts,
  text: string,
  blocks: AnyBlock[] | undefined,
): Promise<void> {
  const message = { text, ...(blocks && { blocks: blocks as Payload }) };
  if (parts.respond) {
    await parts.respond({ ...message, response_type: 'ephemeral', replace_original: false });
    return;
  }
  // Modals and the home tab have no channel to whisper in: the person's own DM is the private place.
  const dm = await edge.client.conversations.open({ users: parts.userId });
  await edge.client.chat.postMessage({ channel: dm.channel!.id!, ...message });
}

/** Slack answered, and said no: nothing was shown. */
function isRefused(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  return code === 'slack_bolt_respond_error' || code === 'slack_webapi_platform_error';
}

function commandDelivery(edge: Edge, body: Payload, ack: Payload, respond: Payload): Delivery {
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

function actionDelivery(
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

function submissionDelivery(edge: Edge, body: Payload, ack: Payload): Delivery {
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
function closedDelivery(edge: Edge, body: Payload, ack: Payload): Delivery {
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

function shortcutDelivery(edge: Edge, body: Payload, ack: Payload, respond: Payload): Delivery {
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

async function suggest(edge: Edge, body: Payload, ack: Payload): Promise<void> {
  const search = edge.searches.get(body.action_id.split('#')[0]);
  try {
    const actor = await requireActor(edge, callerOf(body));
    const place: Place = { from: 'button', channel: null, view: null, message: null };
    const found = search
      ? await search.find(sceneOf(edge, { key: null, place }, actor), body.value ?? '')
      : [];
    await ack({
      options: found.slice(0, 100).map(({ value, label, hint }) => ({
        value,
        text: { type: 'plain_text', text: label.slice(0, 75) },
        ...(hint && { description: { type: 'plain_text', text: hint.slice(0, 75) } }),
      })),
    });
  } catch (error) {
    troubleOf(error, words('en'), { log: edge.log, kind: 'options' });
    await ack({ options: [] });
  }
}

async function openHome(edge: Edge, caller: Caller): Promise<void> {
  const actor = await requireActor(edge, caller).catch((refusal: unknown) =>
    welcomeNobody(edge, caller.userId, refusal),
  );
  if (!actor) return;
  const place: Place = { from: 'home', channel: null, view: null, message: null };
  await publishHome(edge, sceneOf(edge, { key: null, place }, actor));
}
