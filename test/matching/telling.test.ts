import { describe, expect, it } from 'vitest';
import { PEOPLE, TEAMS } from '../../prisma/seed/office.ts';
import { features } from '../../src/commands/index.ts';
import { isNewsOf, keepStrongest, tellAt } from '../../src/crm/matching/rules-telling.ts';
import { listNewFits } from '../../src/crm/matching/store/fits.ts';
import { tellFits } from '../../src/crm/matching/usecases/telling.ts';
import { DEFAULTS } from '../../src/crm/settings/rules.ts';
import { newId } from '../../src/lib/id.ts';
import { senderOf } from '../support/delivery.ts';
import { testOffice, wordsOf } from '../support/office.ts';
import { openStock } from './support.ts';

const NOW = '2026-03-05T10:05:00+08:00';
const { slack, t, setNow, screen } = await testOffice({ features, now: NOW });
const lina = slack.as('U_LINA');
const stock = await openStock({ db: t.db, keys: t.keyring });
const ctx = { db: t.db, keys: t.keyring };
const delivery = senderOf({ t, slack });
const told = (user: string) => slack.dms(user).map((message) => wordsOf(message));

async function addCustomer(repId: string, name: string, change: object = {}): Promise<string> {
  const id = newId(new Date());
  const at = new Date('2026-03-01T10:00:00+08:00');
  await t.db.customer.create({
    data: {
      ...{ id, teamId: TEAMS.east.id, repId, registeredById: repId, name, gender: 'female' },
      ...{ arrivalKind: 'visit', arrivedAt: at, registeredAt: at, confirmedAt: at, updatedAt: at },
      ...{ layouts: ['3br'], areaMin: 100, areaMax: 120, budgetMax: 10_000_000n, grade: 'A' },
      ...{ districts: ['pudong'], hasPlan: true },
      ...change,
    },
  });
  return id;
}
const since = new Date('2026-02-20T00:00:00Z');
const fresh = (ids: string[], now = NOW) => listNewFits(t.db, ids, { since, now: new Date(now) });

describe('what is news, and when it is told', () => {
  it.each([
    ['added', undefined, true],
    ['released', undefined, true],
    ['returned', undefined, true],
    ['back', undefined, true],
    ['price', { old: 10, new: 9 }, true],
    ['price', { old: 9, new: 10 }, false],
    ['sold', undefined, false],
    ['edited', undefined, false],
  ] as const)('%s %o: %s', (kind, price, isNews) => {
    expect(isNewsOf(kind, price)).toBe(isNews);
  });

  it.each([
    ['2026-03-05T10:05:00+08:00', '2026-03-05T10:15:00+08:00'],
    ['2026-03-05T10:15:00+08:00', '2026-03-05T10:30:00+08:00'],
    ['2026-03-05T17:58:00+08:00', '2026-03-06T09:00:00+08:00'],
    ['2026-03-05T23:00:00+08:00', '2026-03-06T09:00:00+08:00'],
  ])('at %s it is told at %s', (now, at) => {
    expect(tellAt(new Date(now), DEFAULTS, 'Asia/Shanghai')).toEqual(new Date(at));
  });

  it('an import of a thousand units names each rep twenty at most, the strongest', () => {
    const fits = Array.from({ length: 1_000 }, (_, nth) => ({
      memberId: nth % 2 ? 'lina' : 'zhang',
      score: (nth * 37) % 101,
    }));
    const kept = keepStrongest(fits);
    expect(kept).toHaveLength(40);
    expect(Math.min(...kept.map(({ score }) => score))).toBeGreaterThanOrEqual(96);
  });
});

describe('Li Na is told once that a home fits Ms Wang', async () => {
  const wang = await addCustomer(PEOPLE.lina.id, '王晓芳');
  const zhao = await addCustomer(PEOPLE.lina.id, '赵敏', { districts: ['minhang'] });
  await addCustomer(PEOPLE.lina.id, '孙静', { budgetMax: 5_000_000n });
  await addCustomer(PEOPLE.zhang.id, '李静', { stage: 'closed' });
  let unit = '';

  it('two new homes are one message, in working hours, the strongest pair first, with buttons', async () => {
    unit = await stock.add({ code: '2001' });
    await stock.add({ code: '2002', listPrice: 10_500_000 });
    // Two processes look at once.
    await Promise.all([tellFits(ctx), tellFits(ctx)]);
    await tellFits(ctx);
    await delivery.run();
    expect(told('U_LINA')).toEqual([]);
    await setNow('2026-03-05T10:15:00+08:00');
    await delivery.run();
    expect(told('U_LINA')).toHaveLength(1);
    const [letter] = told('U_LINA');
    expect(letter).toContain('🏠 *你的客户有 3 个新匹配*');
    expect(letter).toContain(
      '王女士* – *江畔府 3-2001*  87 分\n新上架 · 三房 · 110㎡ · 20 楼 · 朝南 · 900万',
    );
    expect(letter).toContain('✓ 预算内、户型、面积、区域');
    expect(letter).not.toContain('孙');
    expect(letter!.indexOf('3-2001')).toBeLessThan(letter!.indexOf('3-2002'));
    expect(told('U_ZHANG')).toEqual([]);
    await lina.click(`match.customers#${unit}`);
    expect(screen('U_LINA')).toContain('*适合 2 位客户*');
    await lina.close({ all: true });
  });

  it('never again for the same event, however often it is looked', async () => {
    expect(await tellFits(ctx)).toEqual({ hasMore: false });
    await setNow('2026-03-05T11:00:00+08:00');
    await delivery.run();
    expect(told('U_LINA')).toHaveLength(1);
    expect(await t.db.unitNews.count()).toBe(0);
    expect((await fresh([wang, zhao])).length).toBe(3);
    expect(await fresh([wang])).toHaveLength(2);
  });

  it('a lower price is told with the old one; a higher one is not', async () => {
    await stock.change(unit, 'price', { listPrice: 9_300_000, oldPrice: 9_000_000 });
    await tellFits(ctx);
    await setNow('2026-03-05T11:30:00+08:00');
    await delivery.run();
    expect(told('U_LINA')).toHaveLength(1);
    await stock.change(unit, 'price', { listPrice: 8_800_000, oldPrice: 9_300_000 });
    await tellFits(ctx);
    await setNow('2026-03-05T12:00:00+08:00');
    await delivery.run();
    expect(told('U_LINA')).toHaveLength(2);
    expect(told('U_LINA')[1]).toContain('原价 930万 · 三房 · 110㎡ · 20 楼 · 朝南 · 880万');
  });

  it('the card says so when the home is taken; nobody is told of one that was taken before', async () => {
    const held = {
      ...({ status: 'held', holdId: newId(new Date()), memberId: PEOPLE.zhang.id } as const),
      ...{ heldUntil: new Date('2026-03-07T10:00:00+08:00'), customerId: wang },
    };
    await stock.change(unit, 'held', held);
    await tellFits(ctx);
    await delivery.run();
    expect(told('U_LINA')[1]).toContain('✓ 已被定下');
    expect(told('U_LINA')[1]).not.toContain('880万');
    expect((await fresh([wang])).map(({ unitId }) => unitId)).not.toContain(unit);

    const other = await stock.add({ code: '2003' });
    await tellFits(ctx);
    await stock.change(other, 'sold', { status: 'sold' });
    await tellFits(ctx);
    await setNow('2026-03-05T13:00:00+08:00');
    await delivery.run();
    expect(told('U_LINA')).toHaveLength(2);
  });

  it('a release from hold is told; what was given or spoken of since is new no more', async () => {
    await setNow('2026-03-05T17:58:00+08:00');
    await stock.change(unit, 'released', {
      ...{ status: 'available', holdId: null, memberId: null, heldUntil: null, customerId: null },
    });
    await tellFits(ctx);
    await setNow('2026-03-05T22:00:00+08:00');
    await delivery.run();
    expect(told('U_LINA')).toHaveLength(2);
    await setNow('2026-03-06T09:00:00+08:00');
    await delivery.run();
    expect(told('U_LINA')).toHaveLength(3);
    expect(told('U_LINA')[2]).toContain('重新可售');
    const now = '2026-03-06T09:00:00+08:00';
    expect((await fresh([wang], now)).map(({ unitId }) => unitId)).toContain(unit);
    await t.db.proposal.create({
      data: {
        ...{ id: newId(new Date()), customerId: wang, memberId: PEOPLE.lina.id, locale: 'zh' },
        at: new Date(now),
        units: { create: { unitId: unit, position: 0, listPrice: 1n, currency: 'CNY' } },
      },
    });
    expect((await fresh([wang], now)).map(({ unitId }) => unitId)).not.toContain(unit);
    await t.db.customer.update({ where: { id: zhao }, data: { lastEffectiveAt: new Date(now) } });
    expect(await fresh([zhao], now)).toEqual([]);
  });

  it('whoever lost the customer meanwhile is not told of them', async () => {
    await stock.add({ code: '2009' });
    await tellFits(ctx);
    await t.db.customer.updateMany({ data: { repId: PEOPLE.zhang.id } });
    await setNow('2026-03-06T09:30:00+08:00');
    await delivery.run();
    expect(told('U_LINA')).toHaveLength(3);
    expect(told('U_ZHANG')).toEqual([]);
  });
});
