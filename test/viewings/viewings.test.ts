import { describe, expect, it } from 'vitest';
import { PEOPLE, TEAMS } from '../../prisma/seed/office.ts';
import { features } from '../../src/commands/index.ts';
import { countViewings } from '../../src/crm/viewings/store-lists.ts';
import { passTime, senderOf } from '../support/delivery.ts';
import { forgePress } from '../support/forge.ts';
import { testOffice, wordsOf } from '../support/office.ts';

const at = (text: string) => `2026-03-${text}:00+08:00`;
const { slack, t, screen, setNow } = await testOffice({ features, now: at('04T10:00') });
const lina = slack.as('U_LINA');
const zhang = slack.as('U_ZHANG');
const wang = slack.as('U_WANG');
const emma = slack.as('U_EMMA');
const bot = senderOf({ t, slack });
const posted = () => slack.messages('C_EAST').map((message) => wordsOf(message.blocks));
const whispered = (user: string) => wordsOf(slack.ephemerals(user).at(-1));
async function live(moment: string) {
  await setNow(at(moment));
  await passTime(t);
  await bot.run();
  await bot.run();
}
async function register(who: typeof lina, name: string, phones: string, nextFollowUp = '无') {
  await who.command('/customer', 'new');
  await who.submit({ name, phones, grade: 'B', arrivalKind: 'call_in', nextFollowUp });
  await who.close({ all: true });
  return t.db.customer.findFirstOrThrow({ orderBy: { number: 'desc' } });
}
const viewings = () => t.db.viewing.findMany({ orderBy: { startsAt: 'asc' } });
const customer = (number: number) => t.db.customer.findUniqueOrThrow({ where: { number } });

const first = await register(lina, '王女士', '13812345678');
const second = await register(lina, '欧阳伟', '13912348888');

describe('an appointment', () => {
  it('Li Na types it in one line; it is read back with the weekday, and she is not silent about her', async () => {
    await lina.command('/viewing', `C-${first.number} 周六下午3点 看 3栋1201 3-1502 带上价格表`);
    expect(whispered('U_LINA')).toContain('C-1001 带看约好了：2026年3月7日 周六 15:00');
    const [row] = await viewings();
    expect(row).toMatchObject({
      ...{ memberId: PEOPLE.lina.id, unitCodes: ['3-1201', '3-1502'], state: 'planned' },
      startsAt: new Date(at('07T15:00')),
    });
    expect(JSON.stringify(row)).not.toContain('价格表');
    expect(Buffer.from(row!.noteSealed!).toString('utf8')).not.toContain('价格表');
    const [plan] = await t.owner
      .query('SELECT has_plan FROM customers WHERE number = 1001')
      .then(({ rows }) => rows);
    expect(plan.has_plan).toBe(true);
  });

  it('it stands on her card, with the way to it', async () => {
    await lina.command('/customer', `C-${first.number}`);
    expect(screen('U_LINA')).toContain('🏠 带看 3月7日 周六 15:00：3-1201、3-1502');
    await lina.click('viewing.show');
    expect(screen('U_LINA')).toContain('备注：带上价格表');
    await lina.close({ all: true });
  });

  it('negotiating asks for a viewing that was held, and offers its button', async () => {
    await lina.command('/customer', `C-${first.number}`);
    await lina.select('choose#card', '改阶段');
    await lina.click('洽谈');
    expect(screen('U_LINA')).toContain('带看');
    expect(await customer(first.number)).toMatchObject({ stage: 'potential' });
    await lina.close({ all: true });
  });

  it('a second tap makes no second one', async () => {
    await lina.command('/viewing', `C-${first.number} 周六下午3点 看 3栋1201`);
    expect(screen('U_LINA') + whispered('U_LINA')).toContain('那个时间已经约了带看');
    await lina.close({ all: true });
    expect(await viewings()).toHaveLength(1);
  });

  it('another customer at the same time: she is told of the clash, and takes another time', async () => {
    await lina.command('/viewing', `C-${second.number} 周六下午3点半 3-1201`);
    expect(screen('U_LINA')).toContain('15:00–16:00 C-1001');
    await lina.click('viewing.new');
    expect(screen('U_LINA')).toContain('3-1201');
    await lina.submit({ when: '周六下午5点' });
    expect(screen('U_LINA')).toContain('带看约好了：2026年3月7日 周六 17:00');
    await lina.close({ all: true });
  });

  it.each([
    ['王女士 周六', '几点？把时间补上'],
    ['C-1001 哪天都行', '没看懂这个时间'],
  ])('“%s” is asked back in the form, with what she typed', async (line, sentence) => {
    await lina.command('/viewing', line);
    expect(screen('U_LINA')).toContain(sentence);
    await lina.close({ all: true });
  });

  it('Emma of the other team can neither arrange nor open one of Li Na’s', async () => {
    await emma.command('/viewing', `C-${first.number} Sat 10am 3-1201`);
    expect((await viewings()).length).toBe(2);
    await emma.close({ all: true });
    const [{ id: viewingId } = { id: '' }] = await viewings();
    for (const [doing, values] of [
      ['viewing.recorded', { outcome: 'came' }],
      ['viewing.cancel-with', { reason: 'mistake' }],
      ['viewing.missed', {}],
    ] as const) {
      await forgePress(slack, 'U_EMMA', doing, { viewingId, values });
    }
    expect((await viewings()).every(({ state }) => state === 'planned')).toBe(true);
  });
});

describe('reminders', () => {
  it('Li Na is told on Friday at five, and an hour before, each once; number and surname only', async () => {
    await live('06T16:59');
    expect(posted()).toEqual([]);
    await live('06T17:00');
    await live('06T17:05');
    expect(posted()).toHaveLength(1);
    expect(posted()[0]).toContain('C-1001 王女士*\n带看 3月7日 周六 15:00：3-1201、3-1502');
    expect(posted()[0]).toContain('C-1002');
    expect(posted().join()).not.toContain('欧阳伟');
    await live('07T14:00');
    expect(posted()).toHaveLength(2);
    expect(posted()[1]).toContain('带看 15:00');
    expect(posted()[1]).not.toContain('C-1002');
  });

  it('moved to Sunday, the reminder of Saturday says so, and the new time has its own', async () => {
    const { id: viewingId } = (await viewings()).find(
      ({ customerId }) => customerId === second.id,
    )!;
    await lina.command('/viewing', `改期 C-${second.number}`);
    await lina.submit({ when: '周日下午3点' });
    expect(screen('U_LINA')).toContain('的带看改为 2026年3月8日 周日 15:00');
    await lina.close({ all: true });
    await live('07T14:05');
    expect(posted()[0]).toContain('已改期');
    expect(await t.db.viewing.findUniqueOrThrow({ where: { id: viewingId } })).toMatchObject({
      dayAt: new Date(at('07T17:00')),
    });
  });

  it('her other nudges wait while she shows, and come together afterwards', async () => {
    await lina.command('/followup', `C-${second.number} 今天下午3点10分 打电话`);
    await live('07T15:20');
    expect(posted()).toHaveLength(2);
    await live('07T16:00');
    expect(posted()).toHaveLength(3);
    expect(posted()[2]).toContain('C-1002');
  });

  it('in the evening she is asked once what came of it, and says that they came', async () => {
    await live('07T19:00');
    await live('07T19:30');
    const asked = slack.messages('C_EAST').at(-1)!;
    expect(wordsOf(asked.blocks)).toContain('15:00 的带看，结果怎么样？');
    expect(posted().filter((text) => text.includes('结果怎么样')).length).toBe(1);
    const { rows } = await t.owner.query('SELECT has_plan FROM customers WHERE number = 1001');
    expect(rows).toEqual([{ has_plan: false }]);
    await lina.click(/来了/, asked);
    await lina.submit({
      ...{ outcome: 'late', party: '三', decider: 'yes', again: '周日' },
    });
    expect(slack.modal('U_LINA')!.callback_id).toBe('viewing.recorded');
    await lina.submit({
      ...{ outcome: 'late', party: '3', decider: 'yes', liked: '楼层和采光' },
      ...{ objections: '总价高', again: '3月14日上午10点' },
    });
    expect(screen('U_LINA')).toContain('C-1001 迟到，已计一次到访');
    expect(screen('U_LINA')).toContain('复看：2026年3月14日 周六 10:00');
    await lina.close({ all: true });
    await live('07T19:40');
    expect(posted().at(-1)).toContain('已完成');
  });
});

describe('what came of it counts', () => {
  it('as a visit of the party: contact, protection, objections in the file, the return visit planned', async () => {
    const row = await customer(first.number);
    expect(row).toMatchObject({ visitCount: 1, lastEffectiveAt: new Date(at('07T15:00')) });
    expect(row.protectedUntil! > first.protectedUntil!).toBe(true);
    const [visit] = await t.db.interaction.findMany({
      where: { customerId: first.id, kind: 'visit' },
    });
    expect(visit).toMatchObject({ partySize: 3, effective: true });
    await lina.command('/customer', `C-${first.number}`);
    expect(screen('U_LINA')).toContain('总价高');
    await lina.close({ all: true });
    expect((await viewings()).filter(({ customerId }) => customerId === first.id)).toMatchObject([
      { state: 'done', outcome: 'late', partySize: 3, decisionMaker: true },
      { state: 'planned', unitCodes: ['3-1201', '3-1502'] },
    ]);
  });

  it('and she may move on to negotiating', async () => {
    await lina.command('/customer', `C-${first.number}`);
    await lina.select('choose#card', '改阶段');
    await lina.click('洽谈');
    await lina.close({ all: true });
    expect(await customer(first.number)).toMatchObject({ stage: 'negotiating' });
  });

  it('Zhang Wei and the database see neither what they liked nor the objections', async () => {
    const { rows } = await t.owner.query('SELECT liked_sealed, objections_sealed FROM viewings');
    expect(JSON.stringify(rows.map((one) => one.liked_sealed?.toString()))).not.toContain('采光');
    const [{ id: viewingId } = { id: '' }] = await viewings();
    await forgePress(slack, 'U_ZHANG', 'viewing.show', { viewingId });
    expect(slack.modal('U_ZHANG')).toBeNull();
  });

  it('who did not come is no contact, and a new appointment is offered; undo takes it back once', async () => {
    await live('08T15:30');
    await lina.command('/viewing', `没来 C-${second.number}`);
    expect(whispered('U_LINA')).toContain('没来，不算有效联系');
    expect(whispered('U_LINA')).toContain('重新约');
    expect(await customer(second.number)).toMatchObject({ visitCount: 0 });
    await lina.click('undo', slack.ephemerals('U_LINA').at(-1)!);
    expect((await viewings()).find(({ customerId }) => customerId === second.id)!.state).toBe(
      'planned',
    );
    await lina.command('/viewing', `没来 C-${second.number}`);
  });

  it('two taps on the same outcome at once: one visit', async () => {
    await lina.command('/viewing', `C-${second.number} 昨天上午9点 3-1201`);
    expect(screen('U_LINA')).toContain('已经看过了？');
    await wang.command('/viewing', `结果 C-${second.number}`);
    await Promise.all([lina.submit({ outcome: 'came' }), wang.submit({ outcome: 'came' })]);
    await wang.close({ all: true }).catch(() => {});
    expect(await t.db.interaction.count({ where: { customerId: second.id, kind: 'visit' } })).toBe(
      1,
    );
    await lina.close({ all: true });
  });

  it('a visit that was logged already is not counted twice', async () => {
    await lina.command('/viewing', `C-${second.number} 今天下午6点 3-1502`);
    await setNow(at('08T18:30'));
    await lina.command('/log', `C-${second.number} 来访 看了三房`);
    await lina.command('/viewing', `结果 C-${second.number}`);
    await lina.submit({ outcome: 'came' });
    await lina.close({ all: true });
    expect(await customer(second.number)).toMatchObject({ visitCount: 2 });
  });

  it('Wang Fang reads the week: parties, first and repeat, who did not come', async () => {
    await wang.command('/viewing', '本周');
    expect(screen('U_WANG')).toContain('带看 *3* 组：首看 2，复看 1 · 没来 1');
    expect(screen('U_WANG')).toContain('李娜');
    await wang.close({ all: true });
    const week = { from: new Date(at('02T00:00')), to: new Date(at('09T00:00')) };
    expect(await countViewings(t.db, { teamIds: [TEAMS.east.id], ...week })).toEqual([
      {
        ...{ memberId: PEOPLE.lina.id, parties: 3, first: 2, repeat: 1, heads: 5 },
        ...{ withDecider: 1, notCome: 1, open: 0 },
      },
    ]);
  });
});

describe('when the customer goes elsewhere', () => {
  it('a lost customer’s viewing is cancelled, and comes back with the undo', async () => {
    const state = async () => (await viewings()).at(-1)!.state;
    await lina.command('/customer', `C-${first.number}`);
    await lina.select('choose#card', '改阶段');
    await lina.click('流失');
    await lina.submit({ reason: 'price' });
    expect(await state()).toBe('cancelled');
    await lina.click('undo');
    expect(await state()).toBe('planned');
    await lina.close({ all: true });
  });

  it('reassigned to Zhang Wei, the appointment is his', async () => {
    await wang.command('/customer', `C-${first.number}`);
    await wang.click('customer.more');
    await wang.click('customer.reassign');
    await wang.submit({ rep: PEOPLE.zhang.id });
    expect((await viewings()).at(-1)!.memberId).toBe(PEOPLE.zhang.id);
  });

  it('cancelled with a reason; nobody is told of it', async () => {
    await zhang.command('/viewing', `取消 C-${first.number}`);
    await zhang.submit({ reason: 'customer_asked' });
    expect(screen('U_ZHANG')).toContain('的带看已取消');
    await zhang.close({ all: true });
    const told = posted().length;
    await live('13T17:00');
    await live('14T09:00');
    expect(posted().slice(told).join()).not.toMatch(/带看 (?:3月14日|10:00)/);
  });
});
