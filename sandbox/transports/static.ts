import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const PAGE = fileURLToPath(new URL('../page/', import.meta.url));

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.json': 'application/json',
};

/** A file of sandbox/page/; nothing outside it. */
export async function servePage(path: string, response: ServerResponse): Promise<void> {
  const file = normalize(
    join(PAGE, decoded(path).endsWith('/') ? `${decoded(path)}index.html` : decoded(path)),
  );
  const type = TYPES[extname(file)];
  const contents =
    file.startsWith(PAGE.endsWith(sep) ? PAGE : PAGE + sep) && type
      ? await readFile(file).catch(() => null)
      : null;
  if (!contents || !type) {
    response.writeHead(404, { 'content-type': 'text/plain' }).end('Not found');
    return;
  }
  response
    .writeHead(200, {
      'content-type': type,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    })
    .end(contents);
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return '/';
  }
}
