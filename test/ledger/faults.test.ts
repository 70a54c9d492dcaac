import { beforeEach, describe, expect, it } from 'vitest';
import type { FaultSpec } from '../../sandbox/core/faults.ts';
import { addDue, deliveryOffice, passTime, settleAll, timesTold } from '../support/delivery.ts';

const DUE = '2026-03-05T09:00:00+08:00';
const office = await deliveryOffice({ now: DUE });
const { db, slack } = office;
const post = { method: 'chat.postMessage' };

beforeEach(() => slack.faults.clear());

describe('Slack misbehaves while a nudge is sent', () => {
  it.each<[string, FaultSpec[]]>([
    ['says 429 with Retry-After', [{ ...post, kind: 'rate_limited', retryAfter: 7, next: 1 }]],
    [
      'says 429 without Retry-After',
      [{ ...post, kind: 'rate_limited', retryAfter: null, next: 1 }],
    ],
    ['fails with 500 and stores nothing', [{ ...post, kind: 'refuse_500', next: 1 }]],
    ['stores the message and fails with 500', [{ ...post, kind: 'store_500', next: 1 }]],
    ['cuts the line before storing', [{ ...post, kind: 'reset_before', next: 1 }]],
    ['cuts the line after storing', [{ ...post, kind: 'reset_after', next: 1 }]],
    ['stores and never answers', [{ ...post, kind: 'hang_after', next: 1 }]],
    ['stores and answers with a page', [{ ...post, kind: 'html', next: 1 }]],
    ['says internal_error', [{ ...post, kind: 'error', code: 'internal_error', next: 1 }]],
    [
      'says a code nobody knows',
      [{ ...post, kind: 'error', code: 'team_is_being_migrated', next: 1 }],
    ],
    [
      'stores and never answers, and cannot be read either at first',
      [
        { ...post, kind: 'hang_after', next: 1 },
        { method: 'conversations.history', kind: 'rate_limited', next: 1 },
        { method: 'conversations.history', kind: 'reset_before', next: 1 },
      ],
    ],
    [
      'fails five times in five ways',
      [
        { ...post, kind: 'reset_before', next: 1 },
        { ...post, kind: 'rate_limited', next: 1 },
        { ...post, kind: 'refuse_500', next: 1 },
        { ...post, kind: 'error', code: 'fatal_error', next: 1 },
        { ...post, kind: 'store_500', next: 1 },
      ],
    ],
  ])('and %s: Li Na is told exactly once', async (_, faults) => {
    const { number } = await addDue(db, DUE);
    for (const fault of faults) slack.faults.add(fault);
    await settleAll(office, office.bot(), 12);
    expect(timesTold(slack, number)).toBe(1);
    expect(await db.message.count({ where: { state: { not: 'sent' } } })).toBe(0);
  });

  it('a nudge that was refused waits as long as Slack says, and the next channel does not wait', async () => {
    const own = await deliveryOffice({ now: DUE });
    const { db, slack } = own;
    const mine = await addDue(db, DUE);
    const hers = await addDue(db, '2026-03-05T01:00:00+00:00', { rep: 'emma', team: 'west' });
    await own.setNow('2026-03-05T11:00:00+00:00');
    slack.faults.add({ ...post, kind: 'rate_limited', retryAfter: 60, channel: 'C_EAST', next: 1 });
    await own.bot().run();
    expect([timesTold(slack, mine.number), timesTold(slack, hers.number)]).toEqual([0, 1]);
    const [row] = await db.$queryRaw<{ wait: number }[]>`
      SELECT extract(epoch FROM next_at - clock_timestamp())::float8 AS wait FROM messages WHERE state = 'planned'`;
    expect(row?.wait).toBeGreaterThan(50);
    await passTime(own.t);
    await own.setNow('2026-03-06T09:00:00+08:00');
    await own.bot().run();
    expect(timesTold(slack, mine.number)).toBe(1);
  });
});

describe('the bot may not read channels', () => {
  it('a doubtful nudge is posted again only under the same id, which Slack knows', async () => {
    const blind = await deliveryOffice({
      now: DUE,
      scopes: ['chat:write', 'im:write'],
      clientMsgIds: 'honoured',
    });
    const { number } = await addDue(blind.db, DUE);
    blind.slack.faults.add({ ...post, kind: 'hang_after', next: 1 });
    await settleAll(blind, blind.bot());
    expect(timesTold(blind.slack, number)).toBe(1);
    const posts = blind.slack.traffic.entries.filter(({ name }) => name === 'chat.postMessage');
    const ids = posts.map(({ request }) => (request as { client_msg_id: string }).client_msg_id);
    expect(ids).toEqual([ids[0], ids[0]]);
  });
});
