import { isBag } from '../core/bags.ts';
import { respond } from '../core/responding.ts';
import type { Bag } from '../core/types.ts';
import { type Answer, answer, callMethod } from '../core/webapi.ts';
import type { World } from '../core/world.ts';

/** A `fetch` that ends in the workspace: hand it to Bolt as `clientOptions.fetch`. No port is opened. */
export function practiceFetch(world: World): typeof globalThis.fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    const body = new Uint8Array(await request.arrayBuffer());
    const reply = handle(world, { url: new URL(request.url), body, headers: request.headers });
    return carryOut(world, await reply, init?.signal ?? null);
  };
}

export interface WebRequest {
  url: URL;
  body: Uint8Array;
  headers: Headers;
}

/** What Slack's servers answer the bot: Web API, response_url, upload URL, file contents. */
export async function handle(
  world: World,
  request: WebRequest,
): Promise<Answer & { bytes?: Uint8Array }> {
  const [, area = '', name = ''] = request.url.pathname.split('/');
  const token = bearer(request.headers);
  if (area === 'api') return callMethod(world, name, { args: await readArgs(request), token });
  if (area === 'response') return respond(world, name, await readArgs(request));
  if (area === 'upload') return upload(world, name, await readUpload(request));
  if (area === 'files') return download(world, name, token);
  return answer({ ok: false, error: 'not_found' }, { status: 404 });
}

function bearer(headers: Headers): string | null {
  return /^Bearer (.+)$/.exec(headers.get('authorization') ?? '')?.[1] ?? null;
}

async function readArgs(request: WebRequest): Promise<Bag> {
  const type = request.headers.get('content-type') ?? '';
  const text = Buffer.from(request.body).toString('utf8');
  const query = Object.fromEntries(request.url.searchParams);
  if (type.startsWith('application/json')) return { ...query, ...parseJson(text) };
  if (type.startsWith('multipart/form-data'))
    return { ...query, ...Object.fromEntries(await formOf(request)) };
  return { ...query, ...Object.fromEntries(new URLSearchParams(text)) };
}

function parseJson(text: string): Bag {
  try {
    const parsed: unknown = JSON.parse(text);
    return isBag(parsed) ? parsed : {};
  } catch {
    return {};
  }
}

function formOf(request: WebRequest): Promise<FormData> {
  const type = request.headers.get('content-type') ?? '';
  return new Response(request.body, { headers: { 'content-type': type } }).formData();
}

/** The bytes of an upload: a multipart field (measured: `body`) or the body itself. */
async function readUpload(request: WebRequest): Promise<Uint8Array> {
  if (!request.headers.get('content-type')?.startsWith('multipart/')) return request.body;
  for (const value of (await formOf(request)).values()) {
    if (typeof value !== 'string') return new Uint8Array(await value.arrayBuffer());
  }
  return new Uint8Array();
}

function upload(world: World, id: string, bytes: Uint8Array): Answer {
  const file = world.files.get(id);
  if (!file || file.complete)
    return answer({ ok: false, error: 'file_not_found' }, { status: 404 });
  file.bytes = bytes;
  world.traffic.add({
    kind: 'call',
    name: 'upload',
    ok: true,
    request: { file: id, size: bytes.length },
  });
  return answer({}, { headers: { 'content-type': 'text/plain' }, body: `OK - ${bytes.length}` });
}

/** Documented: url_private needs the token; without it Slack shows a login page. */
function download(world: World, id: string, token: string | null): Answer & { bytes?: Uint8Array } {
  const file = world.files.get(id);
  if (!file) return answer({ ok: false, error: 'file_not_found' }, { status: 404 });
  const allowed = token === world.botToken && world.scopes.includes('files:read');
  world.traffic.add({ kind: 'call', name: 'url_private', ok: allowed, request: { file: id } });
  if (!allowed)
    return answer({}, { headers: { 'content-type': 'text/html' }, body: '<html>Sign in</html>' });
  return { ...answer({}, { headers: { 'content-type': file.mimetype } }), bytes: file.bytes };
}

async function carryOut(
  world: World,
  reply: Answer & { bytes?: Uint8Array },
  signal: AbortSignal | null,
): Promise<Response> {
  if (reply.delayMs > 0) await waiting(signal, (done) => world.timers.after(reply.delayMs, done));
  if (reply.wire === 'hang') await waiting(signal, () => () => undefined);
  if (reply.wire === 'reset') {
    const cause = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
    throw new TypeError('fetch failed', { cause });
  }
  return new Response(reply.bytes ? Buffer.from(reply.bytes) : reply.body, {
    status: reply.status,
    headers: reply.headers,
  });
}

/** Waits until `start` says done or the caller gives up, as a real socket would. */
function waiting(
  signal: AbortSignal | null,
  start: (done: () => void) => () => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const cancel = start(resolve);
    signal?.addEventListener('abort', () => {
      cancel();
      reject(signal.reason);
    });
  });
}
