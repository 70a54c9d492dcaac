import { describe, expect, test } from 'vitest';
import type { FaultSpec } from '../../sandbox/core/faults.ts';
import { ManualTimers } from '../../sandbox/core/timers.ts';
import { client, codeOf, practice, withBot } from './support.ts';

const post = {
  channel: 'C_EAST',
  text: 'nudge',
  metadata: { event_type: 'nudge', event_payload: { id: 'n-1' } },
};

describe('how Slack can misbehave, and what it stored', () => {
  const table: [string, FaultSpec, string, number][] = [
    ['429', { kind: 'rate_limited', retryAfter: 30 }, 'slack_webapi_rate_limited_error', 0],
    ['500 refused', { kind: 'refuse_500' }, 'slack_webapi_http_error', 0],
    ['500 after storing', { kind: 'store_500' }, 'slack_webapi_http_error', 1],
    ['reset before', { kind: 'reset_before' }, 'slack_webapi_request_error', 0],
    ['reset after storing', { kind: 'reset_after' }, 'slack_webapi_request_error', 1],
    ['an HTML page', { kind: 'html' }, '<html><body>Server error</body></html>', 1],
    ['token_revoked', { kind: 'error', code: 'token_revoked' }, 'token_revoked', 0],
    [
      'channel_not_found in this channel',
      { kind: 'error', code: 'channel_not_found', channel: 'C_EAST' },
      'channel_not_found',
      0,
    ],
    [
      'an error in another channel',
      { kind: 'error', code: 'channel_not_found', channel: 'C_WEST' },
      'ok',
      1,
    ],
    [
      'an error of another method',
      { kind: 'error', code: 'fatal_error', method: 'chat.update' },
      'ok',
      1,
    ],
    [
      'an error that is past',
      { kind: 'error', code: 'fatal_error', method: 'chat.delete', next: 1 },
      'ok',
      1,
    ],
    [
      'an error that happens never',
      { kind: 'error', code: 'fatal_error', probability: 0 },
      'ok',
      1,
    ],
  ];
  test.each(table)('%s', async (_what, spec, code, stored) => {
    const slack = practice();
    slack.faults.add(spec);
    expect(await codeOf(client(slack).chat.postMessage(post))).toBe(code);
    expect(slack.stored.count('n-1')).toBe(stored);
  });

  test('slow answers come late, and a client that gives up has stored its message all the same', async () => {
    const timers = new ManualTimers();
    const slack = practice({ timers });
    slack.faults.add({ kind: 'slow', delayMs: 5000, next: 1 });
    const slow = codeOf(client(slack).chat.postMessage(post));
    while (timers.waiting === 0) await new Promise(setImmediate);
    expect(slack.stored.count('n-1')).toBe(1);
    timers.pass(5000);
    expect(await slow).toBe('ok');
  });

  test('an answer that never comes ends with the patience of the client', async () => {
    const slack = practice();
    slack.faults.add({ kind: 'hang_after' });
    const abort = new AbortController();
    const hanging = slack.fetch(`${slack.apiUrl}chat.postMessage`, {
      method: 'POST',
      headers: { authorization: `Bearer ${slack.botToken}`, 'content-type': 'application/json' },
      body: JSON.stringify(post),
      signal: abort.signal,
    });
    while (slack.stored.count('n-1') === 0) await new Promise(setImmediate);
    abort.abort(new Error('patience'));
    await expect(hanging).rejects.toThrow('patience');
  });

  test('the next two calls fail, the third does not', async () => {
    const slack = practice();
    slack.faults.add({ kind: 'error', code: 'internal_error', next: 2 });
    const codes = [];
    for (let i = 0; i < 3; i++) codes.push(await codeOf(client(slack).chat.postMessage(post)));
    expect(codes).toEqual(['internal_error', 'internal_error', 'ok']);
    expect(slack.faults.list).toEqual([]);
  });

  test('one in three calls fails with the dice the test brought', async () => {
    let turn = 0;
    const slack = practice({ random: () => (turn++ % 3) / 3 });
    slack.faults.add({ kind: 'error', code: 'internal_error', probability: 0.2 });
    const codes = [];
    for (let i = 0; i < 6; i++) codes.push(await codeOf(client(slack).chat.postMessage(post)));
    expect(codes.filter((code) => code !== 'ok')).toHaveLength(2);
  });

  test('charts are refused where the rollout has not come', async () => {
    const slack = practice();
    slack.faults.add({ kind: 'error', code: 'invalid_blocks', method: 'data_visualization' });
    const chart = {
      type: 'data_visualization',
      title: 'T',
      chart: { type: 'pie', segments: [{ label: 'a', value: 1 }] },
    };
    expect(
      await codeOf(client(slack).chat.postMessage({ ...post, blocks: [chart] as never })),
    ).toBe('invalid_blocks');
    expect(await codeOf(client(slack).chat.postMessage(post))).toBe('ok');
  });

  test('a delivery comes four times more, the same body with a retry number', async () => {
    const slack = practice();
    const seen: unknown[] = [];
    await withBot(slack, (app) => {
      app.command('/customer', async ({ ack, body, context }) => {
        seen.push([body.trigger_id, context.retryNum]);
        await ack();
      });
    });
    slack.faults.add({ kind: 'redeliver', method: 'slash_commands', times: 4, next: 1 });
    await slack.as('U_LINA').command('/customer');
    expect(seen.map((one) => (one as unknown[])[1])).toEqual([undefined, 1, 2, 3, 4]);
    expect(new Set(seen.map((one) => (one as unknown[])[0])).size).toBe(1);
    await slack.as('U_LINA').command('/customer');
    expect(seen).toHaveLength(6);
  });
});

test('two processes share the envelopes: each goes to one of them', async () => {
  const slack = practice();
  const took = { first: 0, second: 0 };
  for (const name of ['first', 'second'] as const) {
    await withBot(slack, (app) =>
      app.command('/customer', async ({ ack }) => {
        took[name] += 1;
        await ack();
      }),
    );
  }
  for (let i = 0; i < 4; i++) await slack.as('U_LINA').command('/customer');
  expect(took).toEqual({ first: 2, second: 2 });
});
