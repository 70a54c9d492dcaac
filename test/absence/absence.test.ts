import { describe, expect, it } from 'vitest';
import { PEOPLE } from '../../prisma/seed/office.ts';
import { features } from '../../src/commands/index.ts';
import { isAway, listAway } from '../../src/crm/absence/store.ts';
import { businessNow } from '../../src/db/transact.ts';
import { forgePress } from '../support/forge.ts';
import { testOffice, wordsOf } from '../support/office.ts';

const { slack, t, screen, setNow } = await testOffice({ features });
const lina = slack.as('U_LINA');
const zhang = slack.as('U_ZHANG');
const wang = slack.as('U_WANG');
const away = async () => listAway(t.db, await businessNow(t.db));

await lina.command('/customer', '登记 王晓芳 13812345678 今天下午3点');
await lina.submit({ grade: 'A' });
await lina.close({ all: true });
const customer = await t.db.customer.findFirstOrThrow({ include: { followUps: true } });

describe('Li Na goes on leave', () => {
  it('she types it; the answer says it in full, and Zhang Wei is told', async () => {
    await lina.command('/gatehouse', '请假 今天到3月7日 @张伟代班');
    expect(screen('U_LINA')).toContain('*李娜* · 请假 3月5日 周四 – 3月7日 周六 · 张伟代班');
    const [row] = await t.db.absence.findMany();
    expect(row).toMatchObject({
      memberId: PEOPLE.lina.id,
      coverId: PEOPLE.zhang.id,
      fromAt: new Date('2026-03-05T00:00:00+08:00'),
      toAt: new Date('2026-03-08T00:00:00+08:00'),
    });
    expect(await t.db.message.findMany({ where: { kind: 'absence' } })).toMatchObject([
      { memberId: PEOPLE.zhang.id },
    ]);
    expect((await away()).get(PEOPLE.lina.id)).toMatchObject({ coverId: PEOPLE.zhang.id });
    expect(await t.db.audit.count({ where: { action: 'absence.set' } })).toBe(1);
    await lina.close({ all: true });
  });

  it('Zhang Wei’s day shows what is due of hers, and both see it on the card', async () => {
    await zhang.command('/customer', '今天');
    expect(screen('U_ZHANG')).toContain('代李娜（休假到 3月7日 周六）：* 1 个到期');
    expect(screen('U_ZHANG')).toContain('C-1001 王晓芳');
    await zhang.close({ all: true });
    for (const [person, user] of [
      [lina, 'U_LINA'],
      [zhang, 'U_ZHANG'],
    ] as const) {
      await person.command('/customer', 'C-1001');
      expect(screen(user)).toContain('李娜 · 🌴 休假到 3月7日 周六，张伟代班');
      await person.close({ all: true });
    }
    await lina.command('/customer', '今天');
    expect(screen('U_LINA')).toContain('你休假到');
    await lina.close({ all: true });
  });

  it('he logs a contact and plans; the customer and the new plan stay hers', async () => {
    await zhang.command('/log', '王晓芳 电话 聊了价格 下次 下周二上午10点');
    await zhang.close({ all: true }).catch(() => {});
    const row = await t.db.customer.findFirstOrThrow({
      include: { interactions: true, followUps: true },
    });
    expect(row.repId).toBe(PEOPLE.lina.id);
    const call = row.interactions.find(({ kind }) => kind === 'phone');
    expect(call?.memberId).toBe(PEOPLE.zhang.id);
    const open = row.followUps.filter(({ state }) => state === 'open');
    expect(open.map(({ memberId }) => memberId)).toEqual([PEOPLE.lina.id]);
    await zhang.command('/customer', 'C-1001');
    expect(screen('U_ZHANG')).toContain('记跟进');
    expect(screen('U_ZHANG')).not.toContain('修改');
    await zhang.close({ all: true });
  });

  it('nothing else: no edit, no stage, no hand-over, no sharing', async () => {
    const { id } = customer;
    const before = await t.db.customer.findUniqueOrThrow({ where: { id } });
    for (const [doing, input] of [
      ['customer.edit', { id }],
      ['customer.confirm', { id }],
      ['customer.invalidate', { id, values: { reason: 'survey' } }],
      ['customer.reassign', { id }],
      ['stage.move', { id, to: 'lost', reason: 'price' }],
      ['customer.share-to', { id, values: { channel: 'C_EAST' } }],
    ] as const)
      await forgePress(slack, 'U_ZHANG', doing, input);
    const after = await t.db.customer.findUniqueOrThrow({ where: { id } });
    expect(after.version).toBe(before.version);
    expect(slack.modal('U_ZHANG')).toBeNull();
  });

  it('Tom Becker of another team may do nothing, nor may Zhang Wei once she is back', async () => {
    await forgePress(slack, 'U_TOM', 'customer.card', { id: customer.id });
    expect(slack.modal('U_TOM')).toBeNull();
    await setNow('2026-03-08T09:00:00+08:00');
    expect(await isAway(t.db, PEOPLE.lina.id, new Date('2026-03-08T09:00:00+08:00'))).toBe(false);
    await forgePress(slack, 'U_ZHANG', 'customer.card', { id: customer.id });
    expect(slack.modal('U_ZHANG')).toBeNull();
  });
});

describe('the form, and who may decide', () => {
  it('Wang Fang sends Zhang Wei on rest days every week, by the form; he is told', async () => {
    await wang.command('/gatehouse', '请假');
    await wang.click('away.new');
    await wang.submit({
      who: PEOPLE.zhang.id,
      leaveKind: 'rest',
      firstDay: '2026-03-09',
      weekdays: ['3'],
      cover: PEOPLE.lina.id,
    });
    expect(screen('U_WANG')).toContain('*张伟* · 轮休 每周三 · 李娜代班');
    await wang.close({ all: true });
    const wednesday = await listAway(t.db, new Date('2026-03-11T10:00:00+08:00'));
    expect(wednesday.get(PEOPLE.zhang.id)).toMatchObject({
      coverId: PEOPLE.lina.id,
      until: new Date('2026-03-12T00:00:00+08:00'),
    });
    const thursday = await listAway(t.db, new Date('2026-03-12T10:00:00+08:00'));
    expect(thursday.has(PEOPLE.zhang.id)).toBe(false);
    const told = await t.db.message.findMany({
      where: { kind: 'absence' },
      orderBy: { id: 'desc' },
      take: 2,
    });
    expect(told.map(({ memberId }) => memberId).sort()).toEqual(
      [PEOPLE.lina.id, PEOPLE.zhang.id].sort(),
    );
  });

  it.each([
    [{ firstDay: '2026-03-01' }, 'firstDay', '从今天或以后'],
    [{ firstDay: '2026-03-12', lastDay: '2026-03-10' }, 'lastDay', '早于'],
    [{ firstDay: '2026-03-12', lastDay: '2028-03-10' }, 'lastDay', '交接'],
  ])('%o is refused under its input', async (values, field, why) => {
    await lina.command('/gatehouse', '请假');
    await lina.click('away.new');
    const { errors } = await lina.submit(values);
    expect(errors).toMatchObject({ [field]: expect.stringContaining(why) });
    await lina.close({ all: true });
  });

  it('what is unclear opens the form with what was understood; leave twice and a cover who is away are refused', async () => {
    await lina.command('/gatehouse', '请假 3月20日 家里有事 张伟代班');
    expect(screen('U_LINA')).toContain('没完全看懂');
    await lina.submit();
    expect(await t.db.absence.count({ where: { coverId: PEOPLE.zhang.id } })).toBe(2);
    await lina.close({ all: true });
    await lina.command('/gatehouse', 'away 2026-03-19 to 2026-03-21');
    expect(wordsOf(slack.ephemerals('U_LINA').at(-1))).toContain('已经有假');
    await zhang.command('/gatehouse', 'away 2026-03-20 cover 李娜');
    expect(wordsOf(slack.ephemerals('U_ZHANG').at(-1))).toContain(
      '李娜从 2026年3月20日 周五 起也休假',
    );
  });

  it('somebody who is away stands in for nobody', async () => {
    await wang.command('/gatehouse', '请假 张伟 3月25日 李娜代班');
    await wang.close({ all: true });
    await wang.command('/gatehouse', '轮休 李娜 每周三');
    await wang.close({ all: true });
    const day = await listAway(t.db, new Date('2026-03-25T10:00:00+08:00'));
    expect(day.get(PEOPLE.zhang.id)).toMatchObject({ kind: 'leave', coverId: null });
  });

  it('Li Na ends hers; she can neither set nor end Zhang Wei’s, and Grace of West neither', async () => {
    const [his] = await t.db.absence.findMany({ where: { memberId: PEOPLE.zhang.id } });
    const before = await t.db.absence.findMany({ orderBy: { id: 'asc' } });
    for (const user of ['U_LINA', 'U_GRACE', 'U_EMMA']) {
      await forgePress(slack, user, 'away.end', { id: his!.id });
      await forgePress(slack, user, 'away.save', {
        values: { who: PEOPLE.zhang.id, leaveKind: 'leave', firstDay: '2026-04-01' },
      });
    }
    expect(await t.db.absence.findMany({ orderBy: { id: 'asc' } })).toEqual(before);
    const hers = await t.db.absence.findFirstOrThrow({
      where: {
        memberId: PEOPLE.lina.id,
        coverId: PEOPLE.zhang.id,
        fromAt: { gt: new Date('2026-03-10') },
      },
    });
    await lina.command('/gatehouse', '请假');
    await lina.click(`away.end#${hers.id}`);
    expect(screen('U_LINA')).toContain('已结束');
    const row = await t.db.absence.findUniqueOrThrow({ where: { id: hers.id } });
    expect(row.cancelledById).toBe(PEOPLE.lina.id);
  });
});
