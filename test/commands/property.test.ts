import { describe, expect, it } from 'vitest';
import { features } from '../../src/commands/index.ts';
import { endHoldsDue } from '../../src/crm/properties/usecases/hold.ts';
import { senderOf } from '../support/delivery.ts';
import { testOffice, wordsOf } from '../support/office.ts';

const { slack, t, screen, setNow } = await testOffice({ features });
const lina = slack.as('U_LINA');
const zhang = slack.as('U_ZHANG');
const wang = slack.as('U_WANG');
const emma = slack.as('U_EMMA');
const whispered = (user: string) =>
  wordsOf(slack.ephemerals(user).at(-1) ?? slack.dms(user).at(-1));
const delivery = senderOf({ t, slack });

await lina.command('/customer', 'new 王女士 13500000001');
await lina.submit({ grade: 'A' });
await lina.close({ all: true });
await zhang.command('/customer', 'new 欧阳晓芙 13500000002');
await zhang.submit({ grade: 'A' });
await zhang.close({ all: true });
const numbers = await t.db.customer.findMany({ orderBy: { number: 'asc' } });
const [ms, other] = numbers.map(({ number }) => `C-${number}`);

describe('Wang Fang keeps the stock', () => {
  it('adds a project; a permit needs its day; the name is taken once', async () => {
    await wang.command('/property', '');
    expect(screen('U_WANG')).toContain('还没有楼盘');
    await wang.click('project.open');
    const { errors } = await wang.submit({ nameZh: '翠湖天地', permitNumber: '沪房管 8 号' });
    expect(errors).toEqual({ permitOn: '许可证是哪天发的？' });
    await wang.submit({
      ...{ nameZh: '翠湖天地', nameEn: 'Lakeside', permitNumber: '沪房管 8 号' },
      ...{ permitOn: '2026-01-15', district: 'pudong', transit: '2号线世纪大道站' },
    });
    expect(screen('U_WANG')).toContain('预售许可证 沪房管 8 号');
    await wang.close({ all: true });
    await wang.command('/property', '楼盘');
    const again = await wang.submit({ nameZh: '翠湖天地' });
    expect(again.errors).toEqual({ nameZh: '已有叫翠湖天地的楼盘。' });
    await wang.close({ all: true });
  });

  it('types a unit in one line, sees it in the form, and adds it', async () => {
    await wang.command('/property', '加 翠湖天地 3-1201 三房 120平 12楼 朝南 980万 底价 930万');
    expect(screen('U_WANG')).toContain('930万');
    const { errors } = await wang.submit({ area: 'large', floorPrice: '990万' });
    expect(errors).toEqual({ area: '请填一个面积（平方米），如 120。' });
    const above = await wang.submit({ area: '120', floorPrice: '990万' });
    expect(above.errors).toEqual({ floorPrice: '底价高于备案价。' });
    await wang.submit({ floorPrice: '930万', files: '户型图 https://example.com/3-1201.png' });
    expect(screen('U_WANG')).toMatch(
      /翠湖天地 3-1201\* {2}三房[\s\S]*120㎡ · 12 楼 · 朝南[\s\S]*备案价：980万[\s\S]*底价：930万/,
    );
    await wang.close({ all: true });
    await wang.command('/property', 'add Lakeside Tower 3 unit 0502 2 bedrooms 88 sqm 6.5m');
    await wang.submit({});
    await wang.close({ all: true });
    await wang.command('/property', '加 翠湖天地 3栋1201 三房 120平 980万');
    const taken = await wang.submit({});
    expect(taken.errors).toEqual({ code: '这个楼盘里已有 3-1201 这套房。' });
    await wang.close({ all: true });
    expect(await t.db.unit.findMany({ orderBy: { code: 'asc' } })).toMatchObject([
      { building: '3', code: '0502', layout: '2br', area: 88, listPrice: 6_500_000n },
      { code: '1201', layout: '3br', floor: 12, orientation: 's', district: 'pudong' },
    ]);
  });

  it('changes a price; who had the form open before does not overwrite it', async () => {
    await wang.command('/property', '改 3-1201');
    const admin = slack.as('U_ADMIN');
    await admin.command('/property', '改 3-1201 1000万');
    await admin.submit({});
    await admin.close({ all: true });
    const stale = await wang.submit({ listPrice: '970万' });
    expect(JSON.stringify(stale)).toContain('同事改过这套房');
    await wang.close({ all: true });
    expect(await t.db.unit.findFirst({ where: { code: '1201' } })).toMatchObject({
      listPrice: 10_000_000n,
    });
  });
});

describe('Li Na looks for units', () => {
  it('by words in either language, and never sees the minimum price', async () => {
    await lina.command('/property', '三房 1000万内 浦东');
    expect(screen('U_LINA')).toContain('翠湖天地 3-1201');
    expect(screen('U_LINA')).not.toContain('3-0502');
    await lina.command('/property', 'find 2 bedrooms under 7m');
    expect(screen('U_LINA')).toContain('3-0502');
    expect(screen('U_LINA')).not.toContain('翠湖天地 3-1201');
    await lina.command('/property', '3-1201');
    expect(screen('U_LINA')).toContain('备案价：1000万');
    await lina.click('property.history');
    expect(screen('U_LINA')).toContain('备案价 980万 → 1000万');
    for (const view of slack.modals('U_LINA')) expect(JSON.stringify(view)).not.toMatch(/底价|930/);
    await lina.close({ all: true });
    expect(whispered('U_LINA')).not.toContain('底价');
  });

  it('by a form, and by pages of a price list with list prices only', async () => {
    await lina.command('/property', '找');
    await lina.click('房源');
    await lina.click('property.filter');
    const { errors } = await lina.submit({ price: 'cheap' });
    expect(Object.keys(errors ?? {})).toEqual(['price']);
    await lina.submit({ price: '600-700万', layouts: ['2br'] });
    expect(screen('U_LINA')).toContain('3-0502');
    await lina.close({ all: true });
    await lina.command('/property', '价目表');
    expect(screen('U_LINA')).toMatch(/3-0502[\s\S]*650万[\s\S]*3-1201[\s\S]*1000万/);
    await lina.close({ all: true });
    await lina.command('/property', '留');
    const { options } = await lina.suggest('property.pick', '两房');
    expect(JSON.stringify(options)).toContain('翠湖天地 3-0502 · 两房 · 88㎡ · 650万 · 可售');
    await lina.close({ all: true });
  });

  it('what is another team’s does not exist for Emma', async () => {
    await emma.command('/property', '3-1201');
    expect(screen('U_EMMA')).toContain('No unit fits');
    await emma.close({ all: true });
    await emma.command('/property', 'show 3-1201');
    expect(whispered('U_EMMA')).toContain('No such unit.');
  });

  it('she cannot change anything', async () => {
    await lina.command('/property', '加 翠湖天地 9-901 三房 120平 980万');
    expect(whispered('U_LINA')).toContain('你的角色不包含这项功能');
  });
});

describe('a hold', () => {
  it('in one line; a colleague hears until when, not for whom', async () => {
    await lina.command('/property', `留 3-1201 ${ms}`);
    expect(whispered('U_LINA')).toMatch(
      new RegExp(`已为 \\*${ms} 王女士\\* 留 \\*翠湖天地 3-1201\\* 到 3月6日 周五 09:00`),
    );
    await lina.command('/customer', ms!);
    expect(screen('U_LINA')).toContain('🏠 翠湖天地 3-1201 留到 3月6日 周五 09:00');
    await lina.close({ all: true });
    await zhang.command('/property', `hold 3-1201 ${other}`);
    const said = whispered('U_ZHANG');
    expect(said).toContain('同事已为客户留到 2026年3月6日 周五 09:00');
    expect(said).not.toContain('王');
    await zhang.command('/property', '3-1201');
    expect(screen('U_ZHANG')).toContain('李娜留到');
    expect(screen('U_ZHANG')).not.toContain('王女士');
    await zhang.click('property.history');
    expect(screen('U_ZHANG')).toContain('为客户留房');
    expect(screen('U_ZHANG')).not.toContain('王女士');
    await zhang.close({ all: true });
  });

  it('she is told before it ends and when it has, once; the first is drawn again when it is prolonged', async () => {
    await setNow('2026-03-05T17:59:00+08:00');
    await delivery.run();
    // At nine in the morning it ends; she hears of it before she goes home.
    expect(wordsOf(slack.dms('U_LINA').at(-1))).toContain('到 3月6日 周五 09:00 释放');
    await setNow('2026-03-06T09:00:00+08:00');
    await endHoldsDue({ db: t.db, keys: t.keyring });
    await delivery.run();
    await delivery.run();
    const told = slack.dms('U_LINA').map(wordsOf);
    expect(told.filter((text) => text.includes('到期释放'))).toHaveLength(1);

    await lina.command('/property', `留 3-1201 ${ms} 6小时`);
    await setNow('2026-03-06T13:00:00+08:00');
    await delivery.run();
    const before = wordsOf(slack.dms('U_LINA').at(-1));
    expect(before).toContain('留的 *翠湖天地 3-1201* 到 3月6日 周五 15:00 释放');
    await wang.command('/property', '延 3-1201 1天');
    await delivery.run();
    expect(wordsOf(slack.dms('U_LINA').at(-1))).toContain('已延长到 3月7日 周六 15:00');
  });

  it('by its form, let go by its button, and by a manager', async () => {
    await lina.command('/property', '3-1201');
    await lina.click('unit.release');
    expect(screen('U_LINA')).toContain('已释放');
    await lina.click('unit.hold');
    const mine = numbers[0]!.id;
    await lina.suggest('customers', '王女士');
    const { errors } = await lina.submit({ customer: mine, hours: 'long' });
    expect(errors).toEqual({ hours: '留几小时？请填 1 到 720。' });
    await lina.submit({ customer: mine, hours: '5' });
    expect(screen('U_LINA')).toContain('王女士');
    await lina.close({ all: true });
    await wang.command('/property', '放 3-1201');
    await delivery.run();
    expect(wordsOf(slack.dms('U_LINA').at(-1))).toContain('王芳 释放了你为');
  });

  it('a withdrawn unit is not to be had until it is back', async () => {
    await wang.command('/property', '下架 3-0502');
    await lina.command('/property', `留 3-0502 ${ms}`);
    expect(whispered('U_LINA')).toContain('目前不对外销售');
    await wang.command('/property', 'back 3-0502');
    await lina.command('/property', `留 3-0502 ${ms} 2小时`);
    expect(whispered('U_LINA')).toContain('已为');
  });
});
