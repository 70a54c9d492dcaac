import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { createPoster } from '../../src/bot/poster.ts';

let arrived = 0;
const server = createServer((_, response) => {
  arrived += 1;
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ ok: true, ts: '1.1' }));
}).listen(0, '127.0.0.1');
await once(server, 'listening');
afterAll(() => server.close());
const { port } = server.address() as AddressInfo;
const poster = createPoster({ token: 'xoxb-1', apiUrl: `http://127.0.0.1:${port}/api/` });
const letter = { text: 'hello', body: [] };

beforeEach(() => {
  arrived = 0;
});

describe('a post with a latest moment', () => {
  it('leaves before it', async () => {
    expect(await poster.post('C1', letter, 'id', performance.now() + 5_000)).toEqual({
      kind: 'posted',
      ts: '1.1',
    });
  });

  it('does not leave after it, on a new connection or on one that is open', async () => {
    for (const way of [
      createPoster({ token: 'xoxb-1', apiUrl: `http://127.0.0.1:${port}/api/` }),
      poster,
    ]) {
      expect(await way.post('C1', letter, 'id', performance.now() - 1)).toEqual({
        kind: 'unreached',
        why: 'TOO_LATE',
      });
    }
    expect(arrived).toBe(0);
  });

  it('nobody listens: nothing was sent, and that is known', async () => {
    const gone = createServer().listen(0, '127.0.0.1');
    await once(gone, 'listening');
    const { port: closed } = gone.address() as AddressInfo;
    await new Promise((done) => gone.close(done));
    const lost = createPoster({ token: 'xoxb-1', apiUrl: `http://127.0.0.1:${closed}/api/` });
    expect(await lost.post('C1', letter, 'id', performance.now() + 5_000)).toMatchObject({
      kind: 'unreached',
    });
  });
});
