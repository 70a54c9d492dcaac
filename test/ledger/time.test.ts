import { describe, expect, it } from 'vitest';
import { PEOPLE } from '../../prisma/seed/office.ts';
import { wallClock } from '../../src/lib/calendar/index.ts';
import {
  addCustomer,
  addDue,
  addFollowUp,
  deliveryOffice,
  settleAll,
  timesTold,
} from '../support/delivery.ts';

const DUE = '2026-03-05T10:00:00+08:00';
const HOUR = 3_600_000;

describe('the clock of the database', () => {
  it('goes back an hour after a nudge was sent: it is not sent again', async () => {
    const office = await deliveryOffice({ now: DUE });
    const { number } = await addDue(office.db, DUE);
    const bot = office.bot();
    await settleAll(office, bot);
    for (const jump of ['-1 hour', '30 minutes', '30 minutes', '1 minute']) {
      await office.t.advance(jump);
      await settleAll(office, bot);
    }
    expect(timesTold(office.slack, number)).toBe(1);
  });

  it('goes back an hour right before a nudge is due: it comes when its time comes again', async () => {
    const office = await deliveryOffice({ now: '2026-03-05T09:59:00+08:00' });
    const { number } = await addDue(office.db, DUE);
    const bot = office.bot();
    await office.t.advance('-1 hour');
    await settleAll(office, bot);
    expect(timesTold(office.slack, number)).toBe(0);
    await office.t.advance('61 minutes');
    await settleAll(office, bot);
    expect(timesTold(office.slack, number)).toBe(1);
  });

  it('goes an hour ahead while a message is in doubt: it is found and not sent again', async () => {
    const office = await deliveryOffice({ now: DUE });
    const { number } = await addDue(office.db, DUE);
    office.slack.faults.add({ kind: 'hang_after', method: 'chat.postMessage', next: 1 });
    const bot = office.bot();
    await bot.run();
    await office.t.advance('1 hour');
    await settleAll(office, bot);
    expect(timesTold(office.slack, number)).toBe(1);
  });

  it('a moved business clock ends no lease', async () => {
    const office = await deliveryOffice({ now: DUE });
    await addDue(office.db, DUE);
    const planned = office.bot();
    office.slack.faults.add({ kind: 'rate_limited', method: 'chat.postMessage', next: 1 });
    await planned.run();
    const { id } = await office.db.message.findFirstOrThrow();
    // Another process has claimed it and is about to post.
    await office.db.$executeRaw`
      UPDATE messages SET state = 'sending', lease_until = clock_timestamp() + interval '1 minute',
        lease_owner = gen_random_uuid()`;
    await office.advance('2 days', 48 * HOUR);
    await office.bot().run();
    expect(office.slack.stored.count(id)).toBe(0);
  });
});

describe.each([
  ['lina', 'Asia/Shanghai', '2026-02-15T00:00:00+08:00', 'the Spring Festival'],
  ['emma', 'Europe/London', '2026-03-28T00:00:00Z', 'the clocks going forward in London'],
  ['tom', 'America/New_York', '2026-10-31T00:00:00-04:00', 'the clocks going back in New York'],
  ['zhang', 'Australia/Lord_Howe', '2026-04-04T00:00:00+11:00', 'a change of half an hour'],
] as const)('three days of %s in %s from %s, with %s', (rep, zone, from, _change) => {
  it('every follow-up is told exactly once, and never between 21:00 and 08:00', async () => {
    const office = await deliveryOffice({ now: from });
    await office.db.member.update({ where: { id: PEOPLE[rep].id }, data: { zone } });
    const start = new Date(from).getTime();
    const end = start + 72 * HOUR;
    let planned = 0;
    for (let at = start; at < end; at += 3.5 * HOUR) {
      const { id } = await addCustomer(office.db, {
        rep,
        team: rep === 'emma' || rep === 'tom' ? 'west' : 'east',
      });
      await addFollowUp(office.db, { customerId: id, dueAt: new Date(at), rep });
      planned += 1;
    }
    // The ladder is not what is counted here.
    const value = 10_000;
    await office.db.setting.create({
      data: { id: PEOPLE[rep].id, key: 'overdueAgainMinutes', value, effectiveFrom: new Date(0) },
    });
    const bot = office.bot();
    // The Spring Festival's rest days last over a week.
    for (let at = start; at < end + 240 * HOUR; at += at < end ? HOUR : 12 * HOUR) {
      await office.setNow(new Date(at).toISOString());
      await settleAll(office, bot);
    }
    const nudges = await office.db.nudge.findMany({
      where: { rule: 'followup-due' },
      include: { message: true },
    });
    expect(nudges).toHaveLength(planned);
    for (const { message } of nudges) expect(office.slack.stored.count(message?.id ?? '')).toBe(1);
    for (const { ts } of office.slack.stored.all) {
      const { minute } = wallClock(new Date(Number(ts) * 1000), zone);
      expect(minute).toBeGreaterThanOrEqual(8 * 60);
      expect(minute).toBeLessThan(21 * 60);
    }
  }, 60_000);
});
