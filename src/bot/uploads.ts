import type { App } from '@slack/bolt';
import { type Delivery, deliver } from './deliver.ts';
import type { Place } from './doing.ts';
import { openDoor } from './door.ts';
import type { Edge } from './edge.ts';
import type { Payload } from './payload.ts';

/**
 * A file dropped into somebody's conversation with us asks for the doing that receives files; files in
 * channels are nobody's business here. One that is deleted is told to whoever waits for that.
 */
export function listenToFiles(app: App, edge: Edge): void {
  app.event('file_shared', async ({ event, body }) => {
    if (!edge.uploads || !event.channel_id?.startsWith('D')) return;
    if (typeof event.user_id !== 'string') return;
    await deliver(edge, uploadDelivery(edge, event, body as Payload));
  });
  app.event('file_deleted', async ({ event }) => {
    if (typeof event.file_id !== 'string') return;
    await edge.uploads?.deleted({ db: edge.db, keys: edge.keys }, event.file_id);
    edge.wake();
  });
}

function uploadDelivery(edge: Edge, event: Payload, body: Payload): Delivery {
  const place: Place = { from: 'message', channel: event.channel_id, view: null, message: null };
  return {
    // A repeated event has its effect once; the file itself is one import.
    key: `file:${event.file_id}:${event.channel_id}`,
    caller: { userId: event.user_id, userTeamId: null, teamId: body.team_id ?? null },
    place,
    door: openDoor(edge, { ack: async () => {}, triggerId: null, userId: event.user_id }),
    route: () => ({
      doing: edge.doings.get(edge.uploads?.doing ?? ''),
      input: { fileId: event.file_id },
    }),
  };
}
