import type { ServerResponse } from 'node:http';
import type { World } from '../core/world.ts';

const HEARTBEAT_MS = 15_000;

/** Server-sent events for one person, or for everybody when there is no user. */
export function serveEvents(world: World, user: string | null, response: ServerResponse): void {
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
  });
  response.write(': hello\n\n');
  let id = 0;
  const stop = world.bus.listen((happening) => {
    if (user && happening.user && happening.user !== user) return;
    id += 1;
    response.write(
      `id: ${id}\nevent: ${happening.event}\ndata: ${JSON.stringify(happening.data)}\n\n`,
    );
  });
  const heartbeat = setInterval(() => response.write(':\n\n'), HEARTBEAT_MS).unref();
  response.on('close', () => {
    stop();
    clearInterval(heartbeat);
  });
}
