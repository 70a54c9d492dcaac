import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isDelivery, Traffic } from '../../src/bot/guard.ts';

const user = { id: 'U1' };
const DELIVERIES = {
  'a slash command': { command: '/customer', text: '', user_id: 'U1', trigger_id: 't' },
  'an event': { type: 'event_callback', event: { type: 'app_home_opened' } },
  'a button': { type: 'block_actions', user, trigger_id: 't', actions: [{ action_id: 'a' }] },
  'a search': { type: 'block_suggestion', user, action_id: 'a', value: '' },
  'a submission': {
    type: 'view_submission',
    user,
    view: { id: 'V1', blocks: [], state: { values: {} } },
  },
  'a closed modal': { type: 'view_closed', user, view: { id: 'V1' } },
  'a global shortcut': { type: 'shortcut', user, callback_id: 'c', trigger_id: 't' },
  'a message shortcut': {
    type: 'message_action',
    user,
    callback_id: 'c',
    trigger_id: 't',
    message: {},
    channel: {},
  },
};

describe('what has the shape of a delivery', () => {
  it.each(Object.entries(DELIVERIES))('%s passes', (_, body) => {
    expect(isDelivery(body)).toBe(true);
  });

  it.each(
    Object.entries(DELIVERIES).flatMap(([what, body]) =>
      Object.keys(body)
        .filter((key) => !['text', 'value', 'view.blocks'].includes(key))
        .map((key) => ({ what, key, body: { ...body, [key]: undefined } })),
    ),
  )('$what without its $key does not', ({ body }) => {
    expect(isDelivery(body)).toBe(false);
  });

  it('no other body passes, and none throws', () => {
    fc.assert(
      fc.property(fc.anything(), (body) => {
        expect(isDelivery(body)).toBe(false);
      }),
    );
  });
});

describe('the traffic', () => {
  it('tells the slowest one in a hundred of the last thousand acknowledgements', () => {
    const traffic = new Traffic();
    expect(traffic.ackP99()).toBeNull();
    for (let ms = 1; ms <= 1_100; ms += 1) traffic.acked(ms);
    expect(traffic.ackP99()).toBe(1_090);
  });

  it('closing waits for what is at work and lets nothing more in', async () => {
    const traffic = new Traffic();
    traffic.begin();
    let closed = false;
    const closing = traffic.close().then(() => {
      closed = true;
    });
    expect(traffic.isOpen).toBe(false);
    await Promise.resolve();
    expect(closed).toBe(false);
    traffic.end();
    await closing;
    expect(closed).toBe(true);
  });
});
