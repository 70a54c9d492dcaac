import { describe, expect, it } from 'vitest';
import { PEOPLE, TEAMS } from '../../prisma/seed/office.ts';
import { saveSetting } from '../../src/crm/settings/store.ts';
import { supersedeNudges } from '../../src/ledger/plan.ts';
import {
  addCustomer,
  addDue,
  addFollowUp,
  type DeliveryOffice,
  deliveryOffice,
  dmTexts,
  settleAll,
  shown,
  texts,
  timesTold,
} from '../support/delivery.ts';

/** Runs the bot at each of these moments. */
async function live(office: DeliveryOffice, moments: string[]) {
  const bot = office.bot();
  for (const moment of moments) {
    await office.setNow(moment);
    await settleAll(office, bot);
  }
}

const at = (clock: string, day = '05') => `2026-03-${day}T${clock}:00+08:00`;

describe('a follow-up that is due', () => {
  it('Li Na is told in her team channel at the minute, once, with number and surname only', async () => {
    const office = await deliveryOffice({ now: at('14:00') });
    const { slack } = office;
    const { number } = await addDue(office.db, at('15:00'), { name: '王晓芳' });
    await live(office, [at('14:59')]);
    expect(texts(slack, 'C_EAST')).toEqual([]);
    await live(office, [at('15:00'), at('15:01'), at('15:30')]);
    const [message, ...more] = slack.messages('C_EAST');
    expect(more).toEqual([]);
    expect(shown(message)).toContain(`<@U_LINA> *C-${number} 王女士*\n跟进到期：15:00`);
    expect(JSON.stringify(message)).not.toContain('晓芳');
    expect(message?.text).toBe('<@U_LINA> 你有 1 项跟进要处理。');
    expect(['打通了', '没接', '改期'].every((word) => shown(message).includes(word))).toBe(true);
  });

  it("the channel is in the team's language, Emma's DM in hers", async () => {
    const office = await deliveryOffice({ now: at('17:00') });
    const { db, slack } = office;
    await addDue(db, at('17:00'), { rep: 'emma', team: 'west', name: 'Grace Hopper' });
    await live(office, [at('17:00')]);
    expect(texts(slack, 'C_WEST').join()).toContain('Ms Hopper*\nFollow-up due 09:00');
    await db.member.update({
      where: { id: PEOPLE.lina.id },
      data: { nudgeTarget: 'dm', locale: 'en' },
    });
    await addDue(db, at('17:00'), { name: '王芳' });
    await live(office, [at('17:00')]);
    expect(dmTexts(slack, 'U_LINA').join()).toContain('Follow-up due 17:00');
  });

  it('Zhang Wei has a channel of his own, and his nudges go there', async () => {
    const office = await deliveryOffice({ now: at('10:00') });
    const own = { nudgeTarget: 'own', ownChannelId: 'C_RECEPTION' };
    await office.db.member.update({ where: { id: PEOPLE.zhang.id }, data: own });
    office.slack.world.channels.get('C_RECEPTION')?.members.add('U_GATEHOUSE');
    await addDue(office.db, at('10:00'), { rep: 'zhang' });
    await live(office, [at('10:00')]);
    expect(texts(office.slack, 'C_RECEPTION').join()).toContain('<@U_ZHANG>');
  });

  it('everything of one person and minute is one message; more than ten are counted', async () => {
    const office = await deliveryOffice({ now: at('10:00') });
    const { db, slack } = office;
    const due = [];
    for (let n = 0; n < 13; n++) due.push(await addDue(db, at('10:00')));
    await addDue(db, at('10:00'), { rep: 'zhang' });
    await live(office, [at('10:00')]);
    expect(slack.messages('C_EAST')).toHaveLength(2);
    const mine = texts(slack, 'C_EAST').find((text) => text.includes('U_LINA')) ?? '';
    expect(mine).toContain('13 项跟进待处理');
    expect(mine).toContain('还有 3 位');
    expect(due.filter(({ number }) => mine.includes(`C-${number} `))).toHaveLength(10);
  });

  it('six hours of downtime across the slot: one message says what was due when', async () => {
    const office = await deliveryOffice({ now: at('09:30') });
    const due = [];
    for (const clock of ['10:00', '11:30', '13:15']) due.push(await addDue(office.db, at(clock)));
    await live(office, [at('16:00'), at('16:01')]);
    expect(office.slack.messages('C_EAST')).toHaveLength(1);
    expect(due.map(({ number }) => timesTold(office.slack, number))).toEqual([1, 1, 1]);
    expect(texts(office.slack, 'C_EAST').join()).toContain('跟进原定：11:30');
  });

  it('nobody is told at night, on a rest day or a holiday, and nothing is dropped', async () => {
    const office = await deliveryOffice({ now: at('20:00') });
    const { db, slack } = office;
    await saveSetting(db, {
      teamId: TEAMS.east.id,
      key: 'restWeekdays',
      value: [6, 7],
      from: new Date(at('00:00', '01')),
      byId: null,
    });
    const late = await addDue(db, at('23:00'));
    const friday = await addDue(db, at('22:00', '06'), { name: '李伟' });
    await live(office, [at('23:00'), at('02:00', '06'), at('07:59', '06')]);
    expect(slack.messages('C_EAST')).toEqual([]);
    await live(office, [
      at('08:00', '06'),
      at('22:00', '06'),
      at('08:00', '07'),
      at('12:00', '08'),
      at('07:59', '09'),
    ]);
    expect([timesTold(slack, late.number), timesTold(slack, friday.number)]).toEqual([1, 0]);
    await live(office, [at('08:00', '09')]);
    expect(timesTold(slack, friday.number)).toBe(1);
  });

  it('a make-up working day counts as a day of work', async () => {
    // 4 January 2026, a Sunday, is worked for the New Year holiday.
    const office = await deliveryOffice({ now: '2026-01-02T10:00:00+08:00' });
    await saveSetting(office.db, {
      teamId: null,
      key: 'restWeekdays',
      value: [6, 7],
      from: new Date('2026-01-01T00:00:00Z'),
      byId: null,
    });
    const { number } = await addDue(office.db, '2026-01-02T10:00:00+08:00');
    await live(office, ['2026-01-02T10:00:00+08:00', '2026-01-03T10:00:00+08:00']);
    expect(timesTold(office.slack, number)).toBe(0);
    await live(office, ['2026-01-04T08:00:00+08:00']);
    expect(timesTold(office.slack, number)).toBe(1);
  });

  it('tonight at 19:00 was chosen, so it is told tonight at 19:00', async () => {
    const office = await deliveryOffice({ now: at('19:00') });
    const { number } = await addDue(office.db, at('19:00'));
    await live(office, [at('19:00')]);
    expect(timesTold(office.slack, number)).toBe(1);
  });

  it("Tom's night counts, not his team's: 09:00 in London is told in New York's morning", async () => {
    const office = await deliveryOffice({ now: '2026-03-05T09:00:00+00:00' });
    const { number } = await addDue(office.db, '2026-03-05T09:00:00+00:00', {
      rep: 'tom',
      team: 'west',
    });
    await live(office, ['2026-03-05T09:00:00Z', '2026-03-05T12:59:00Z']);
    expect(timesTold(office.slack, number)).toBe(0);
    await live(office, ['2026-03-05T13:00:00Z']);
    expect(timesTold(office.slack, number)).toBe(1);
  });

  it('with a customer, Li Na is left alone; back again she gets one message with everything', async () => {
    const office = await deliveryOffice({ now: at('10:00') });
    const { db, slack } = office;
    await db.member.update({
      where: { id: PEOPLE.lina.id },
      data: { busyUntil: new Date(at('11:00')) },
    });
    const due = [];
    for (const clock of ['10:00', '10:20', '10:40']) due.push(await addDue(db, at(clock)));
    await live(office, [at('10:00'), at('10:20'), at('10:40')]);
    expect(slack.messages('C_EAST')).toEqual([]);
    await db.member.update({ where: { id: PEOPLE.lina.id }, data: { busyUntil: null } });
    await live(office, [at('10:41')]);
    expect(slack.messages('C_EAST')).toHaveLength(1);
    expect(due.map(({ number }) => timesTold(slack, number))).toEqual([1, 1, 1]);
  });

  it('with a customer for longer than said: after the time is over the nudges come', async () => {
    const office = await deliveryOffice({ now: at('10:00') });
    await office.db.member.update({
      where: { id: PEOPLE.lina.id },
      data: { busyUntil: new Date(at('11:00')) },
    });
    const { number } = await addDue(office.db, at('10:00'));
    await live(office, [at('10:00'), at('10:59')]);
    expect(timesTold(office.slack, number)).toBe(0);
    await live(office, [at('11:00')]);
    expect(timesTold(office.slack, number)).toBe(1);
  });
});

describe('the ladder', () => {
  it('undone after two working hours Li Na is told again in a new message, after eight her manager', async () => {
    const office = await deliveryOffice({ now: at('10:00') });
    const { db, slack } = office;
    const { number } = await addDue(db, at('10:00'));
    await live(office, [at('10:00'), at('11:59')]);
    expect(slack.messages('C_EAST')).toHaveLength(1);
    await live(office, [at('12:00'), at('17:59'), at('18:30')]);
    expect(texts(slack, 'C_EAST')).toEqual([
      expect.stringContaining('跟进到期：10:00'),
      expect.stringContaining('仍未跟进，原定 10:00'),
    ]);
    expect(dmTexts(slack, 'U_WANG')).toEqual([]);
    await live(office, [at('09:00', '06')]);
    const [rollUp, ...more] = dmTexts(slack, 'U_WANG');
    expect(more).toEqual([]);
    expect(rollUp).toContain('*李娜* · 1 位');
    expect(rollUp).toContain(`C-${number} 王女士`);
    expect(['问一下', '转派', '我来处理'].every((word) => rollUp?.includes(word))).toBe(true);
    await live(office, [at('12:00', '06'), at('17:00', '06'), at('12:00', '07')]);
    expect(timesTold(slack, number)).toBe(3);
  });

  it('the manager gets one roll-up per hour with a line for each rep', async () => {
    const office = await deliveryOffice({ now: at('09:00') });
    const { db, slack } = office;
    for (const [clock, rep] of [
      ['09:00', 'lina'],
      ['09:10', 'lina'],
      ['09:20', 'zhang'],
    ] as const) {
      await addDue(db, at(clock), { rep });
    }
    await live(office, [
      at('09:00'),
      at('09:10'),
      at('09:20'),
      at('11:20'),
      at('17:20'),
      at('17:59'),
    ]);
    expect(dmTexts(slack, 'U_WANG')).toEqual([]);
    await live(office, [at('09:00', '06')]);
    const [rollUp, ...more] = dmTexts(slack, 'U_WANG');
    expect(more).toEqual([]);
    expect(rollUp).toContain('*李娜* · 2 位');
    expect(rollUp).toContain('*张伟* · 1 位');
  });

  it('a plan for a day is late when the day is over, not two hours after opening', async () => {
    const office = await deliveryOffice({ now: at('09:00') });
    const { number } = await addDue(office.db, at('09:00'), { grain: 'day' });
    await live(office, [at('09:00'), at('11:30'), at('17:00'), at('10:59', '06')]);
    expect(timesTold(office.slack, number)).toBe(1);
    await live(office, [at('11:00', '06')]);
    expect(timesTold(office.slack, number)).toBe(2);
  });
});

describe('a matter that has moved on', () => {
  async function told() {
    const office = await deliveryOffice({ now: at('10:00') });
    const due = await addDue(office.db, at('10:00'));
    await live(office, [at('10:00')]);
    const change = (state: string, outcome: string, data: object) =>
      office.db.$transaction(async (tx) => {
        await tx.followUp.update({ where: { id: due.followUpId }, data: { state, ...data } });
        await supersedeNudges(tx, {
          subjectIds: [due.followUpId],
          outcome,
          now: new Date(at('10:05')),
        });
      });
    return { office, change, ...due };
  }

  it('done somewhere else: the card says so, without buttons, and nobody is told again', async () => {
    const { office, change, number } = await told();
    await change('done', 'done', { closedAt: new Date(at('10:05')) });
    await live(office, [at('10:05'), at('14:00'), at('12:00', '06')]);
    const [message, ...more] = office.slack.messages('C_EAST');
    expect(more).toEqual([]);
    expect(shown(message)).toBe(`*C-${number} 王女士* · ✓ 已完成`);
    expect(message?.edited).toBeDefined();
    expect(dmTexts(office.slack, 'U_WANG')).toEqual([]);
  });

  it('moved: the old card says so, and the new time is told', async () => {
    const { office, change } = await told();
    await change('open', 'moved', { dueAt: new Date(at('15:00')), dueVersion: 2 });
    await live(office, [at('10:05'), at('12:30')]);
    expect(texts(office.slack, 'C_EAST')).toEqual([expect.stringContaining('已改期')]);
    await live(office, [at('15:00')]);
    expect(texts(office.slack, 'C_EAST')[1]).toContain('跟进到期：15:00');
  });

  it('handed over: Zhang Wei is told, Li Na is not told again', async () => {
    const { office, change } = await told();
    await change('open', 'reassigned', { memberId: PEOPLE.zhang.id, dueVersion: 2 });
    await live(office, [at('10:06'), at('12:30')]);
    const all = texts(office.slack, 'C_EAST');
    expect(all[0]).toContain('已转给同事');
    expect(all.slice(1).every((text) => text.includes('<@U_ZHANG>'))).toBe(true);
    expect(all).toHaveLength(3);
  });

  it('handed over before it was due: only the new person is told', async () => {
    const office = await deliveryOffice({ now: at('09:59') });
    const due = await addDue(office.db, at('10:00'));
    await office.db.followUp.update({
      where: { id: due.followUpId },
      data: { memberId: PEOPLE.zhang.id },
    });
    await live(office, [at('10:00')]);
    expect(texts(office.slack, 'C_EAST')).toEqual([expect.stringContaining('<@U_ZHANG>')]);
  });

  it('of a bundle only the line that is done changes; the others keep their buttons', async () => {
    const office = await deliveryOffice({ now: at('10:00') });
    const [one, two] = [
      await addDue(office.db, at('10:00')),
      await addDue(office.db, at('10:00'), { name: '李伟' }),
    ];
    await live(office, [at('10:00')]);
    await office.db.$transaction(async (tx) => {
      await tx.followUp.update({ where: { id: one.followUpId }, data: { state: 'done' } });
      await supersedeNudges(tx, {
        aboutIds: [one.id],
        outcome: 'contacted',
        now: new Date(at('10:05')),
      });
    });
    await live(office, [at('10:05')]);
    const [card] = texts(office.slack, 'C_EAST');
    expect(card).toContain(`*C-${one.number} 王女士* · ✓ 已联系`);
    expect(card).toContain(`*C-${two.number} 李女士*\n跟进到期`);
    expect(card?.match(/打通了/g)).toHaveLength(1);
  });

  it('done between planning and sending: nothing is sent', async () => {
    const office = await deliveryOffice({ now: at('23:00') });
    const due = await addDue(office.db, at('23:00'));
    await live(office, [at('23:00')]);
    await office.db.followUp.update({ where: { id: due.followUpId }, data: { state: 'done' } });
    await live(office, [at('08:00', '06'), at('12:00', '06')]);
    expect(office.slack.stored.all).toEqual([]);
  });

  it.each([
    ['who asked not to be contacted', { doNotContact: true }],
    ['whose record is invalid', { status: 'invalid' }],
    ['who was erased', { status: 'erased' }],
  ])('nothing is sent about a customer %s', async (_, data) => {
    const office = await deliveryOffice({ now: at('10:00') });
    await addDue(office.db, at('10:00'), data);
    await live(office, [at('10:00'), at('13:00'), at('12:00', '06')]);
    expect(office.slack.stored.all).toEqual([]);
    expect(
      await office.db.message.count({ where: { state: { in: ['planned', 'sending', 'dead'] } } }),
    ).toBe(0);
  });

  it('a second follow-up of the same customer is a matter of its own', async () => {
    const office = await deliveryOffice({ now: at('10:00') });
    const { id, number } = await addCustomer(office.db);
    for (const clock of ['10:00', '10:30'])
      await addFollowUp(office.db, { customerId: id, dueAt: at(clock) });
    await live(office, [at('10:00'), at('10:30')]);
    expect(timesTold(office.slack, number)).toBe(2);
  });
});
