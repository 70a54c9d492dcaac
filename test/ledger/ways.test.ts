import { beforeEach, describe, expect, it } from 'vitest';
import { PEOPLE } from '../../prisma/seed/office.ts';
import { planMessage } from '../../src/ledger/plan.ts';
import {
  addDue,
  deliveryOffice,
  dmTexts,
  passTime,
  settleAll,
  texts,
  timesTold,
} from '../support/delivery.ts';

const DUE = '2026-03-05T09:00:00+08:00';

describe.each([
  ['is_archived'],
  ['not_in_channel'],
  ['channel_not_found'],
  ['restricted_action_read_only_channel'],
])('the team channel answers %s', (code) => {
  it('nudges go to the DMs of their people, and the administrator hears of it once a day', async () => {
    const office = await deliveryOffice({ now: DUE });
    const { db, slack } = office;
    const [mine, his] = [
      await addDue(db, DUE),
      await addDue(db, DUE, { rep: 'zhang', name: '李伟' }),
    ];
    slack.faults.add({ kind: 'error', code, method: 'chat.postMessage', channel: 'C_EAST' });
    const bot = office.bot();
    await settleAll(office, bot);
    expect(dmTexts(slack, 'U_LINA').join()).toContain(`C-${mine.number} `);
    expect(dmTexts(slack, 'U_ZHANG').join()).toContain(`C-${his.number} `);
    expect([mine, his].map(({ number }) => timesTold(slack, number))).toEqual([1, 1]);
    expect(dmTexts(slack, 'U_ADMIN')).toEqual([expect.stringContaining(code)]);

    const next = await addDue(db, '2026-03-05T10:00:00+08:00', { name: '赵强' });
    await office.setNow('2026-03-05T10:00:00+08:00');
    await settleAll(office, bot);
    expect(timesTold(slack, next.number)).toBe(1);
    expect(dmTexts(slack, 'U_ADMIN')).toHaveLength(1);

    slack.faults.clear();
    const repaired = await addDue(db, '2026-03-05T11:00:00+08:00', { name: '钱多' });
    await office.setNow('2026-03-05T11:00:00+08:00');
    await settleAll(office, bot);
    expect(texts(slack, 'C_EAST').join()).toContain(`C-${repaired.number} `);
  });
});

describe('a person cannot be reached', () => {
  it("Li Na has left: her customer's nudge goes to her manager, who reads whose it is", async () => {
    const office = await deliveryOffice({ now: DUE });
    const { db, slack } = office;
    const { number } = await addDue(db, DUE);
    await db.member.update({ where: { id: PEOPLE.lina.id }, data: { active: false } });
    await settleAll(office, office.bot());
    const [told] = dmTexts(slack, 'U_WANG');
    expect(told).toContain(`C-${number} `);
    expect(told).toContain('李娜');
    expect(timesTold(slack, number)).toBe(1);
  });

  it('nobody can be reached: the nudge ends with the administrator, and when he fails it is counted as dead', async () => {
    const office = await deliveryOffice({ now: DUE });
    const { db, slack } = office;
    await addDue(db, DUE);
    slack.faults.add({ kind: 'error', code: 'user_disabled', method: 'conversations.open' });
    slack.faults.add({ kind: 'error', code: 'is_archived', method: 'chat.postMessage' });
    const bot = office.bot();
    await settleAll(office, bot, 8);
    expect(await bot.health()).toMatchObject({ due: 0, sending: 0, dead: expect.any(Number) });
    const ways = await db.message.findMany({
      where: { kind: 'nudge' },
      orderBy: { createdAt: 'asc' },
    });
    expect(ways.map(({ target, state }) => `${target} ${state}`)).toEqual([
      'rep suppressed',
      'dm suppressed',
      'manager suppressed',
      'administrator dead',
    ]);
  });
});

describe('the token is gone', () => {
  it.each(['token_revoked', 'account_inactive', 'invalid_auth', 'missing_scope'])(
    '%s: sending stops, everything is kept, and goes out once it is repaired',
    async (code) => {
      const office = await deliveryOffice({ now: DUE });
      const { db, slack } = office;
      const due = [];
      for (const rep of ['lina', 'zhang', 'lina'] as const)
        due.push(await addDue(db, DUE, { rep }));
      const broken = slack.faults.add({ kind: 'error', code });
      let clock = 0;
      const bot = office.bot({ engine: { monotonic: () => clock } });
      await bot.run();
      await passTime(office.t);
      await bot.run();
      // One message asked; the others were not even tried.
      expect(slack.traffic.calls('chat.postMessage').length).toBeLessThanOrEqual(2);
      expect(await bot.health()).toMatchObject({ stopped: code, due: 2, dead: 0 });
      slack.faults.remove(broken.id);
      clock += 60_000;
      await settleAll(office, bot);
      expect(due.map(({ number }) => timesTold(slack, number))).toEqual([1, 1, 1]);
      expect(await bot.health()).toMatchObject({ stopped: null, due: 0 });
    },
  );
});

describe('Slack refuses the layout', () => {
  it('the nudge goes once more as plain text', async () => {
    const office = await deliveryOffice({ now: DUE });
    await addDue(office.db, DUE);
    office.slack.faults.add({
      kind: 'error',
      code: 'invalid_blocks',
      method: 'chat.postMessage',
      next: 1,
    });
    await settleAll(office, office.bot());
    const [message] = office.slack.messages('C_EAST');
    expect(message?.text).toContain('<@U_LINA>');
    expect(message?.blocks ?? []).toEqual([]);
  });

  it('refused again it is given up, and the administrator is told', async () => {
    const office = await deliveryOffice({ now: DUE });
    await addDue(office.db, DUE);
    office.slack.faults.add({
      kind: 'error',
      code: 'invalid_blocks',
      method: 'chat.postMessage',
      channel: 'C_EAST',
    });
    const bot = office.bot();
    await settleAll(office, bot);
    expect(await bot.health()).toMatchObject({ dead: 1, due: 0 });
    expect(dmTexts(office.slack, 'U_ADMIN')).toEqual([expect.stringContaining('invalid_blocks')]);
  });
});

describe('a message planned by somebody else', () => {
  const office = deliveryOffice({ now: DUE });
  beforeEach(async () => (await office).slack.faults.clear());

  it('planned twice for one recipient and slot leaves once', async () => {
    const { db } = await office;
    const plan = {
      kind: 'notice',
      memberId: PEOPLE.admin.id,
      target: 'dm' as const,
      recipient: 'administrator:x',
      slot: '2026-W10',
      dueAt: new Date(DUE),
      content: { trouble: 'dead', kind: 'digest', code: 'msg_too_long' },
    };
    expect(await planMessage(db, plan)).not.toBeNull();
    expect(await planMessage(db, plan)).toBeNull();
    await settleAll(await office, (await office).bot());
    expect(dmTexts((await office).slack, 'U_ADMIN')).toHaveLength(1);
  });

  it('of a kind this version does not know waits for one that does', async () => {
    const { db, ...rest } = await office;
    await planMessage(db, {
      kind: 'from-the-future',
      memberId: PEOPLE.lina.id,
      target: 'dm',
      recipient: 'future:1',
      slot: '1',
      dueAt: new Date(DUE),
      content: {},
    });
    await rest.bot().run();
    const waiting = await db.message.findFirstOrThrow({ where: { kind: 'from-the-future' } });
    expect(waiting).toMatchObject({ state: 'planned', attempts: 0 });
  });
});
