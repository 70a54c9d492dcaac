import { describe, expect, it } from 'vitest';
import { PEOPLE } from '../../prisma/seed/office.ts';
import { saveSetting } from '../../src/crm/settings/store.ts';
import { supersedeNudges } from '../../src/ledger/plan.ts';
import {
  addCustomer,
  addDue,
  type CustomerPlan,
  type DeliveryOffice,
  deliveryOffice,
  dmTexts,
  settleAll,
  shown,
  texts,
  timesTold,
} from '../support/delivery.ts';

const at = (clock: string, day = '05') => `2026-03-${day}T${clock}:00+08:00`;

async function live(office: DeliveryOffice, moments: string[]) {
  const bot = office.bot();
  for (const moment of moments) {
    await office.setNow(moment);
    await settleAll(office, bot);
  }
}

describe('a silent customer', () => {
  it.each([
    ['A', '04'],
    ['B', '09'],
    ['C', '16'],
  ])(
    'of grade %s, last contacted on the 2nd, is asked about on the morning of the %sth',
    async (grade, day) => {
      const office = await deliveryOffice({ now: at('10:00', '02') });
      const { number } = await addCustomer(office.db, {
        grade,
        lastEffectiveAt: at('08:00', '02'),
        arrivedAt: at('08:00', '01'),
      });
      const eve = String(Number(day) - 1).padStart(2, '0');
      await live(office, [at('10:00', eve), at('08:30', day)]);
      expect(timesTold(office.slack, number)).toBe(0);
      await live(office, [at('09:00', day), at('09:05', day), at('12:00', day)]);
      expect(texts(office.slack, 'C_EAST')).toEqual([
        expect.stringContaining('没有联系，也没有计划'),
      ]);
    },
  );

  it('is asked about again only after as many days more', async () => {
    const office = await deliveryOffice({ now: at('09:00', '09') });
    const { number } = await addCustomer(office.db, {
      lastEffectiveAt: at('08:00', '02'),
      arrivedAt: at('08:00', '01'),
    });
    await live(office, [at('09:00', '09'), at('09:00', '12'), at('08:59', '16')]);
    expect(timesTold(office.slack, number)).toBe(1);
    await live(office, [at('09:00', '16')]);
    expect(timesTold(office.slack, number)).toBe(2);
    expect(texts(office.slack, 'C_EAST')[1]).toContain('14 天没有联系');
  });

  it.each<[string, CustomerPlan]>([
    ['is lost', { stage: 'lost' }],
    ['has bought', { stage: 'closed' }],
    ['wants no contact', { doNotContact: true }],
    ['is invalid', { status: 'invalid' }],
    ['is nobody’s', { rep: null }],
  ])('who %s is left alone', async (_, plan) => {
    const office = await deliveryOffice({ now: at('09:00') });
    await addCustomer(office.db, { arrivedAt: '2026-02-01T10:00:00+08:00', ...plan });
    await live(office, [at('09:00'), at('09:00', '06')]);
    expect(office.slack.stored.all).toEqual([]);
  });

  it('with a plan is not silent; when the plan is cancelled the silence counts', async () => {
    const office = await deliveryOffice({ now: at('09:00') });
    const old = { arrivedAt: '2026-02-01T10:00:00+08:00' };
    const planned = await addDue(office.db, at('10:00', '20'), old);
    await live(office, [at('09:00')]);
    expect(office.slack.stored.all).toEqual([]);
    await office.db.followUp.update({
      where: { id: planned.followUpId },
      data: { state: 'cancelled' },
    });
    await live(office, [at('10:00'), at('09:00', '06')]);
    expect(timesTold(office.slack, planned.number)).toBe(1);
  });

  it('contacted in the night before the morning question is not asked about', async () => {
    const office = await deliveryOffice({ now: at('22:00') });
    const { id } = await addCustomer(office.db, { arrivedAt: '2026-02-01T10:00:00+08:00' });
    await live(office, [at('22:00')]);
    expect(await office.db.nudge.count()).toBe(1);
    await office.db.customer.update({
      where: { id },
      data: { lastEffectiveAt: new Date(at('22:30')) },
    });
    await live(office, [at('09:00', '06')]);
    expect(office.slack.stored.all).toEqual([]);
  });

  it('a shorter period of the team takes hold at once', async () => {
    const office = await deliveryOffice({ now: at('08:00') });
    const { number } = await addCustomer(office.db, {
      lastEffectiveAt: at('08:00', '03'),
      arrivedAt: at('08:00', '01'),
    });
    await live(office, [at('09:00')]);
    expect(timesTold(office.slack, number)).toBe(0);
    const value = { A: 1, B: 1, C: 1, D: 1 };
    await saveSetting(office.db, {
      teamId: null,
      key: 'silenceDays',
      value,
      from: new Date(at('08:00')),
      byId: null,
    });
    await live(office, [at('08:59', '06'), at('09:00', '06')]);
    expect(timesTold(office.slack, number)).toBe(1);
  });
});

describe('protection that ends', () => {
  const ending = async (office: DeliveryOffice, until: string) => {
    const { id, number } = await addCustomer(office.db);
    const end = { protectedUntil: new Date(until), protectionBecause: 'default' };
    await office.db.customer.update({ where: { id }, data: end });
    return number;
  };
  const told = ({ slack }: DeliveryOffice, number: number) => timesTold(slack, number);

  it('Li Na is warned once, on the last morning that leaves her three whole days', async () => {
    const office = await deliveryOffice({ now: at('09:00') });
    const number = await ending(office, at('10:00', '10'));
    await live(office, [
      at('09:00', '06'),
      at('09:01', '06'),
      at('20:00', '06'),
      at('08:59', '07'),
    ]);
    expect(told(office, number)).toBe(0);
    await live(office, [at('09:00', '07')]);
    expect(told(office, number)).toBe(1);
    await live(office, [
      at('10:00', '07'),
      at('09:00', '08'),
      at('09:00', '09'),
      at('09:00', '10'),
    ]);
    expect(told(office, number)).toBe(1);
  });

  it('in a holiday, she is warned on the last morning at work before it', async () => {
    const office = await deliveryOffice({ now: at('09:00') });
    const number = await ending(office, at('10:00', '10'));
    await saveSetting(office.db, {
      teamId: null,
      key: 'extraRestDays',
      value: ['2026-03-07', '2026-03-08', '2026-03-09', '2026-03-10', '2026-03-11'],
      from: new Date(0),
      byId: null,
    });
    await live(office, [at('09:01'), at('20:00')]);
    expect(told(office, number)).toBe(0);
    await live(office, [at('09:00', '06')]);
    expect(told(office, number)).toBe(1);
  });

  it('that is shorter than the warning, she is told while she is still at work', async () => {
    const office = await deliveryOffice({ now: at('14:00') });
    const number = await ending(office, at('08:30', '06'));
    await live(office, [at('14:00')]);
    expect(told(office, number)).toBe(1);
  });
});

describe('an enquiry nobody answered', () => {
  const enquiry = { arrivalKind: 'online', lastEffectiveAt: null } as const;

  it('after 15 working minutes Li Na is warned, after 60 her manager is told', async () => {
    const office = await deliveryOffice({ now: at('10:00') });
    const { number } = await addCustomer(office.db, { ...enquiry, arrivedAt: at('10:00') });
    await live(office, [at('10:14')]);
    expect(office.slack.stored.all).toEqual([]);
    await live(office, [at('10:15'), at('10:16'), at('10:59')]);
    expect(texts(office.slack, 'C_EAST')).toEqual([
      expect.stringContaining('10:00 的咨询还没联系'),
    ]);
    await live(office, [at('11:00'), at('11:05'), at('15:00')]);
    expect(dmTexts(office.slack, 'U_WANG')).toEqual([
      expect.stringContaining(`C-${number} 王女士`),
    ]);
  });

  it('that came at night is warned about 15 minutes after opening', async () => {
    const office = await deliveryOffice({ now: at('22:00') });
    await addCustomer(office.db, { ...enquiry, arrivedAt: at('22:00') });
    await live(office, [at('22:30'), at('08:00', '06'), at('09:14', '06')]);
    expect(office.slack.stored.all).toEqual([]);
    await live(office, [at('09:15', '06')]);
    expect(office.slack.stored.all).toHaveLength(1);
  });

  it('that is answered in time leaves no trace; answered later, the warning says so', async () => {
    const office = await deliveryOffice({ now: at('10:00') });
    const [quick, slow] = [
      await addCustomer(office.db, { ...enquiry, arrivedAt: at('10:00'), name: '李伟' }),
      await addCustomer(office.db, { ...enquiry, arrivedAt: at('10:00') }),
    ];
    await office.db.customer.update({
      where: { id: quick.id },
      data: { lastEffectiveAt: new Date(at('10:10')) },
    });
    await live(office, [at('10:20')]);
    expect([quick, slow].map(({ number }) => timesTold(office.slack, number))).toEqual([0, 1]);
    await office.db.$transaction(async (tx) => {
      await tx.customer.update({
        where: { id: slow.id },
        data: { lastEffectiveAt: new Date(at('10:30')) },
      });
      await supersedeNudges(tx, {
        aboutIds: [slow.id],
        outcome: 'contacted',
        now: new Date(at('10:30')),
      });
    });
    await live(office, [at('10:31'), at('12:00')]);
    expect(texts(office.slack, 'C_EAST')).toEqual([`*C-${slow.number} 王女士* · ✓ 已联系`]);
    expect(dmTexts(office.slack, 'U_WANG')).toEqual([]);
  });

  it('tried without success and planned again is being looked after', async () => {
    const office = await deliveryOffice({ now: at('10:00') });
    await addDue(office.db, at('16:00'), {
      ...enquiry,
      arrivedAt: at('10:00'),
      lastAttemptAt: at('10:05'),
    });
    await live(office, [at('10:30'), at('11:30')]);
    expect(office.slack.stored.all).toEqual([]);
  });

  it('from a list imported long after is no fresh enquiry', async () => {
    const office = await deliveryOffice({ now: at('10:00') });
    await addCustomer(office.db, {
      ...enquiry,
      grade: 'D',
      arrivedAt: '2026-02-20T10:00:00+08:00',
    });
    await live(office, [at('10:00')]);
    expect(office.slack.stored.all).toEqual([]);
  });
});

describe('a record nobody confirmed', () => {
  it('Li Na is asked once, in the morning, still right? with Yes and Edit', async () => {
    const office = await deliveryOffice({ now: at('10:00') });
    const { number } = await addDue(office.db, at('10:00', '30'), {
      confirmedAt: '2025-12-01T10:00:00+08:00',
      arrivedAt: '2025-12-01T10:00:00+08:00',
    });
    await live(office, [at('10:00'), at('09:00', '06'), at('09:00', '07')]);
    const [card, ...more] = office.slack.messages('C_EAST');
    expect(more).toEqual([]);
    expect(shown(card)).toContain(`C-${number}`);
    expect(shown(card)).toContain('95 天没有确认，还对吗？');
    expect(JSON.stringify(card?.blocks)).toContain('customer.confirm');
    expect(JSON.stringify(card?.blocks)).toContain('customer.edit');
  });

  it('confirmed meanwhile, the question is not put', async () => {
    const office = await deliveryOffice({ now: at('10:00') });
    const { id } = await addDue(office.db, at('10:00', '30'), {
      confirmedAt: '2025-12-01T10:00:00+08:00',
      arrivedAt: '2025-12-01T10:00:00+08:00',
    });
    await live(office, [at('10:00')]);
    await office.db.customer.update({
      where: { id },
      data: { confirmedAt: new Date(at('17:00')) },
    });
    await live(office, [at('09:00', '06')]);
    expect(office.slack.stored.all).toEqual([]);
  });
});

describe('what a manager hears', () => {
  it('a team without a manager of its own: the administrator hears it', async () => {
    const office = await deliveryOffice({ now: at('10:00') });
    await office.db.teamMember.deleteMany({ where: { memberId: PEOPLE.wang.id } });
    const { number } = await addCustomer(office.db, {
      arrivalKind: 'online',
      lastEffectiveAt: null,
      arrivedAt: at('10:00'),
    });
    await live(office, [at('10:15'), at('11:00')]);
    expect(dmTexts(office.slack, 'U_ADMIN').join()).toContain(`C-${number} `);
  });
});
