import { describe, expect, it } from 'vitest';
import { PEOPLE } from '../../prisma/seed/office.ts';
import { findActor } from '../../src/crm/access/store.ts';
import { planBriefs, planDailyReports } from '../../src/crm/day/usecases/index.ts';
import { claimCustomer } from '../../src/crm/ownership/usecases/pool.ts';
import { newId } from '../../src/lib/id.ts';
import {
  addCustomer,
  addDue,
  deliveryOffice,
  dmTexts,
  settleAll,
  texts,
  timesTold,
} from '../support/delivery.ts';

const at = (clock: string, day = '05') => `2026-03-${day}T${clock}:00+08:00`;
const office = await deliveryOffice({ now: at('08:30') });
const { db, slack, t } = office;
const bot = office.bot();
const ctx = { db, keys: t.keyring };

async function away(memberId: string, from: string, to: string, coverId: string | null = null) {
  const time = { fromAt: new Date(from), toAt: new Date(to) };
  const by = { createdById: memberId, createdAt: time.fromAt };
  const { id } = await db.absence.create({
    data: { id: newId(time.fromAt), memberId, kind: 'leave', ...time, coverId, ...by },
  });
  return id;
}

async function live(...moments: string[]) {
  for (const moment of moments) {
    await office.setNow(moment);
    await settleAll(office, bot);
  }
}

describe('while Li Na is away', () => {
  it('a follow-up goes to Zhang Wei, who reads whose it is; the matter stays hers', async () => {
    await away(PEOPLE.lina.id, at('00:00'), at('13:00'), PEOPLE.zhang.id);
    const { number } = await addDue(db, at('10:00'), { name: '王晓芳' });
    await live(at('10:00'), at('10:01'));
    const [told, ...more] = texts(slack, 'C_EAST');
    expect(more).toEqual([]);
    expect(told).toContain(`<@U_ZHANG> *C-${number} 王女士*`);
    expect(told).toContain('代李娜跟进，李娜休假到 3月5日 周四 13:00');
    expect((await db.nudge.findFirstOrThrow()).memberId).toBe(PEOPLE.lina.id);
  });

  it('a question about her record waits until she is back', async () => {
    const { number } = await addCustomer(db, {
      confirmedAt: '2025-11-01T09:00:00+08:00',
      name: '周敏',
    });
    await live(at('11:00'), at('12:00'));
    expect(timesTold(slack, number)).toBe(0);
    await live(at('13:00'), at('14:00'), at('09:00', '06'), at('09:05', '06'));
    expect(timesTold(slack, number)).toBe(1);
    expect(texts(slack, 'C_EAST').at(-1)).toContain('<@U_LINA>');
  });

  it('without a cover the manager’s roll-up says so', async () => {
    const id = await away(PEOPLE.lina.id, at('09:30', '06'), at('18:00', '06'));
    const { number } = await addDue(db, at('10:10', '06'), { name: '孙倩' });
    await live(at('10:10', '06'), at('11:00', '06'), at('11:01', '06'));
    expect(timesTold(slack, number)).toBe(1);
    const told = dmTexts(slack, 'U_WANG').at(-1);
    expect(told).toContain(`C-${number} 孙女士`);
    expect(told).toContain('休假到 3月6日 周五 18:00，没人代班');
    await db.absence.update({ where: { id }, data: { cancelledAt: new Date(at('11:30', '06')) } });
  });

  it('what was planned in the night for her goes to whoever stands in when it leaves', async () => {
    const { number } = await addDue(db, at('22:30', '06'), { name: '吴静' });
    await live(at('22:30', '06'));
    expect(timesTold(slack, number)).toBe(0);
    await away(PEOPLE.lina.id, at('00:00', '07'), at('00:00', '09'), PEOPLE.zhang.id);
    await live(at('08:00', '07'), at('08:01', '07'));
    expect(texts(slack, 'C_EAST').at(-1)).toContain(`<@U_ZHANG> *C-${number} 吴女士*`);
  });

  it('no brief, no report, no claim for her; his brief counts what is hers', async () => {
    await planBriefs(ctx);
    await live(at('09:00', '07'), at('09:01', '07'));
    expect(await db.message.count({ where: { kind: 'brief', memberId: PEOPLE.lina.id } })).toBe(0);
    await planBriefs(ctx);
    await settleAll(office, bot);
    expect(dmTexts(slack, 'U_ZHANG').at(-1)).toContain('代李娜（休假到 3月8日 周日）：*');
    await office.setNow(at('18:00', '07'));
    await planDailyReports(ctx);
    const reports = await db.dailyReport.findMany();
    expect(reports.map(({ memberId }) => memberId)).not.toContain(PEOPLE.lina.id);
    const { id } = await addCustomer(db, { rep: null, name: '郑先生' });
    const actor = (await findActor(db, 'U_LINA'))!;
    await expect(claimCustomer({ ...ctx, actor }, id)).rejects.toMatchObject({ code: 'claimAway' });
  });
});
