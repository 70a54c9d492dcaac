import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { control, controlUpload, look } from '../control.ts';
import type { World } from '../core/world.ts';
import { handle } from './fetch.ts';
import { SocketServer } from './socket.ts';
import { serveEvents } from './sse.ts';
import { servePage } from './static.ts';

const BODY_BYTES = 32 * 1024 * 1024;

export interface PracticeServer {
  port: number;
  close(): Promise<void>;
}

/** Serves the workspace on 127.0.0.1: Web API, Socket Mode, control API and the page. */
export async function servePractice(world: World, port: number): Promise<PracticeServer> {
  const sockets = new SocketServer(world);
  const server = createServer((request, response) => {
    route(world, request, response).catch((error: unknown) => {
      if (response.headersSent) return response.destroy();
      sendJson(response, 500, { ok: false, error: 'internal_error', message: String(error) });
    });
  });
  server.on('upgrade', (request, socket, head) => sockets.upgrade(request, socket, head));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  const actual = typeof address === 'object' && address ? address.port : port;
  world.publicUrl = `http://127.0.0.1:${actual}`;
  return { port: actual, close: () => closeAll(server, sockets) };
}

function closeAll(server: Server, sockets: SocketServer): Promise<void> {
  sockets.close();
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}

async function route(
  world: World,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', world.publicUrl);
  const refusal = strangerRefusal(world, request);
  if (refusal) return sendJson(response, 403, { ok: false, error: 'forbidden', message: refusal });
  const [, area = ''] = url.pathname.split('/');
  if (area === 'control') return routeControl(world, url, request, response);
  if (['api', 'response', 'upload', 'files'].includes(area))
    return routeSlack(world, url, request, response);
  return servePage(url.pathname, response);
}

/**
 * The control API has no password: whatever reaches it may act. So only this machine's own pages may: another site's page is
 * known by its Origin, a rebound DNS name by its Host.
 */
function strangerRefusal(world: World, request: IncomingMessage): string | null {
  const port = new URL(world.publicUrl).port;
  const own = [`127.0.0.1:${port}`, `localhost:${port}`];
  if (!own.includes(request.headers.host ?? '')) return 'This address is for this machine only.';
  const origin = request.headers.origin;
  if (origin && !own.some((host) => origin === `http://${host}`))
    return 'Other sites may not act here.';
  return null;
}

async function routeControl(
  world: World,
  url: URL,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = url.pathname.replace('/control/', '');
  if (request.method !== 'POST') {
    if (path === 'events') return serveEvents(world, url.searchParams.get('user'), response);
    if (path.startsWith('file/')) return sendFile(world, path.replace('file/', ''), response);
    const { status, body } = look(world, path, url.searchParams);
    return sendJson(response, status, body);
  }
  const bytes = await readBody(request);
  const answer =
    path === 'file'
      ? await controlUpload(world, url.searchParams, bytes)
      : await control(world, path, parse(bytes));
  sendJson(response, answer.status, answer.body);
}

async function routeSlack(
  world: World,
  url: URL,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await readBody(request);
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers))
    if (typeof value === 'string') headers.set(name, value);
  const answer = await handle(world, { url, body, headers });
  if (answer.wire === 'hang') return;
  if (answer.wire === 'reset') {
    request.socket.resetAndDestroy();
    return;
  }
  const send = () =>
    response.writeHead(answer.status, answer.headers).end(answer.bytes ?? answer.body);
  if (answer.delayMs > 0) world.timers.after(answer.delayMs, send);
  else send();
}

function sendFile(world: World, id: string, response: ServerResponse): void {
  const file = world.files.get(id);
  if (!file) {
    sendJson(response, 400, {
      ok: false,
      error: 'not_found',
      message: `There is no file ${id}.`,
    });
    return;
  }
  // Never shown as a page of ours, whatever somebody uploaded.
  const headers = {
    'content-type': file.mimetype.startsWith('image/') ? file.mimetype : 'application/octet-stream',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
  };
  response.writeHead(200, headers).end(file.bytes);
}

async function readBody(request: IncomingMessage): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > BODY_BYTES) throw new Error('The body is too large.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8') || '{}');
  } catch {
    return null;
  }
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response
    .writeHead(status, {
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-store',
    })
    .end(JSON.stringify(body));
}
