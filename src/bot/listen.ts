import type { App } from '@slack/bolt';
import { canEver } from '../crm/access/rules.ts';
import { words } from '../i18n/words.ts';
import { Refusal } from '../lib/refusal.ts';
import { deliver, publishHome, sceneOf } from './deliver.ts';
import {
  actionDelivery,
  closedDelivery,
  commandDelivery,
  messageDelivery,
  shortcutDelivery,
  submissionDelivery,
} from './deliveries.ts';
import type { Place } from './doing.ts';
import type { Edge } from './edge.ts';
import { troubleOf } from './errors.ts';
import { callerOf, type Payload } from './payload.ts';
import { listenToPeople, welcomeNobody } from './people.ts';
import { listenToFiles } from './uploads.ts';
import { type Caller, requireAsker } from './who.ts';

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
    if (event.tab !== 'home' || typeof event.user !== 'string') return;
    await openHome(edge, {
      userId: event.user,
      userTeamId: null,
      teamId: (body as Payload).team_id ?? null,
    });
  });
  app.event('message', async ({ event, body }) => {
    if (event.channel_type === 'im') await hear(edge, body, event);
  });
  app.event('app_mention', async ({ event, body }) => hear(edge, body, event));
  listenToPeople(app, edge);
  listenToFiles(app, edge);
}

async function hear(edge: Edge, body: Payload, event: Payload): Promise<void> {
  const delivery = messageDelivery(edge, body, event);
  if (delivery) await deliver(edge, delivery);
}

async function suggest(edge: Edge, body: Payload, ack: Payload): Promise<void> {
  const search = edge.searches.get(body.action_id.split('#')[0]);
  try {
    const asker = await requireAsker(edge, callerOf(body));
    const place: Place = { from: 'button', channel: null, view: null, message: null };
    if (search && !canEver(asker.actor, search.can)) throw new Refusal('notAllowed');
    const found = search
      ? await search.find(sceneOf(edge, { key: null, place }, asker), body.value ?? '')
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
  const asker = await requireAsker(edge, caller).catch((refusal: unknown) =>
    welcomeNobody(edge, caller.userId, refusal),
  );
  if (!asker) return;
  const place: Place = { from: 'home', channel: null, view: null, message: null };
  await publishHome(edge, sceneOf(edge, { key: null, place }, asker));
}
