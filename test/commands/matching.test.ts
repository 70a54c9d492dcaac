import { describe, expect, it } from 'vitest';
import { TEAMS } from '../../prisma/seed/office.ts';
import { features } from '../../src/commands/index.ts';
import { openStock } from '../matching/support.ts';
import { forgePress } from '../support/forge.ts';
import { testOffice, wordsOf } from '../support/office.ts';

const { slack, t, screen, setNow } = await testOffice({ features });
const lina = slack.as('U_LINA');
const zhang = slack.as('U_ZHANG');
const emma = slack.as('U_EMMA');
const wang = slack.as('U_WANG');
const chen = slack.as('U_CHEN');
const whispered = (user: string) =>
  wordsOf(slack.ephemerals(user).at(-1) ?? slack.dms(user).at(-1));
const stock = await openStock({ db: t.db, keys: t.keyring });
const NEED = {
  layouts: ['3br'],
  area: '100-120',
  budget: '800-1000万',
  districts: ['pudong'],
  nearby: ['transit', 'school'],
};

async function register(who: typeof lina, line: string, need: Record<string, unknown> = {}) {
  await who.command('/customer', `new ${line}`);
  await who.submit({ grade: 'A', nextFollowUp: '无', consent: ['yes'] });
  await who.close({ all: true });
  const { id, number } = await t.db.customer.findFirstOrThrow({ orderBy: { number: 'desc' } });
  await who.command('/customer', `改 C-${number}`);
  // A title in the line says it already.
  await who.submit({ ...(!line.startsWith('Ms') && { gender: 'female' }), ...need });
  await who.close({ all: true });
  return id;
}

describe('Li Na looks for homes for Ms Wang', async () => {
  const ms = await register(lina, '王晓芳 13812345678', NEED);
  const best = await stock.add({ code: '2001', floorPrice: 8_123_456 });
  const dear = await stock.add({ code: '2002', listPrice: 10_400_000, transit: null });
  await stock.add({ code: '2003', listPrice: 11_500_000 });
  await stock.add({ code: '2004', layout: '2br' });
  await stock.add({ code: '2005', area: 140 });

  it('by the button of the card: two of five fit, the best first, with reasons and with what does not', async () => {
    await lina.command('/customer', 'C-1001');
    await lina.click('match.units');
    const shown = screen('U_LINA');
    expect(shown).toContain('*C-1001 王女士*  *2 套合适*');
    expect(shown).toContain('想要：三房 · 100–120㎡ · 800–1000万 · 浦东 · 地铁、学区');
    expect(shown).toContain('还没问：楼层，按一半计。');
    expect(shown).toContain('*江畔府 3-2001*  96 分\n三房 · 110㎡ · 20 楼 · 朝南 · 900万');
    expect(shown).toContain('✓ 预算内、户型、面积、区域、地铁、学区');
    expect(shown).toContain('✓ 户型、面积、区域、学区\n✗ 超预算 4%、地铁未注明');
    expect(shown.indexOf('3-2001')).toBeLessThan(shown.indexOf('3-2002'));
    expect(shown).not.toMatch(/3-2003|3-2004|3-2005/);
    expect(shown).not.toContain('812');
    await lina.close({ all: true });
  });

  it('typed in either language; not another’s customer, and nothing without a number', async () => {
    await lina.command('/customer', '匹配 C-1001');
    expect(screen('U_LINA')).toContain('2 套合适');
    await lina.close({ all: true });
    await wang.command('/property', 'match C-1001');
    expect(screen('U_WANG')).toContain('2 套合适');
    await wang.close({ all: true });
    await zhang.command('/customer', 'match C-1001');
    expect(whispered('U_ZHANG')).toContain('无权查看或修改');
    await lina.command('/property', '匹配 大房子');
    expect(whispered('U_LINA')).toContain('匹配什么？');
  });

  it('written to the bot, with the strongest named and a button to all; in a channel by surname only', async () => {
    await lina.dm('有什么适合王女士的房子？');
    const answer = wordsOf(slack.dms('U_LINA').at(-1)!.blocks);
    expect(answer).toContain('*C-1001 王女士*  *2 套合适*');
    expect(answer).toContain('江畔府 3-2001');
    await lina.click('match.units', slack.dms('U_LINA').at(-1)!);
    expect(screen('U_LINA')).toContain('推荐哪几套');
    await lina.close({ all: true });
    await zhang.dm('what fits C-1001');
    expect(wordsOf(slack.dms('U_ZHANG').at(-1)!)).not.toContain('江畔府');
  });

  it('a must of her own leaves the one without a metro out; a customer of whom nothing is known is asked first', async () => {
    await lina.command('/customer', '改 C-1001');
    await lina.click('customer.edit-section#need');
    await lina.submit({ musts: ['transit'] });
    await lina.close({ all: true });
    await lina.command('/customer', '匹配 C-1001');
    expect(screen('U_LINA')).toContain('1 套合适');
    await lina.close({ all: true });
    await t.db.customer.update({ where: { id: ms }, data: { musts: [] } });
    const id = await register(lina, '李雷 13812345699');
    const { number } = await t.db.customer.findUniqueOrThrow({ where: { id } });
    await lina.command('/customer', `匹配 C-${number}`);
    expect(screen('U_LINA')).toContain('还不知道客户想要什么');
    await lina.click('customer.edit');
    expect(screen('U_LINA')).toContain('硬性要求');
    await lina.close({ all: true });
  });

  it('makes a sheet of two: in the customer’s language, list prices only, kept as given', async () => {
    await lina.command('/customer', '匹配 C-1001');
    await lina.submit({ units: [best, dear] });
    const sheet = screen('U_LINA');
    expect(sheet).toContain('为王女士推荐的房源（C-1001）');
    expect(sheet).toContain('1. 江畔府 3-2001\n三房 · 110㎡ · 20 楼 · 朝南\n备案价 900万');
    expect(sheet).toContain('地铁：2号线 300 米');
    expect(sheet).toContain('置业顾问：李娜');
    expect(sheet).not.toMatch(/812|超预算|138/);
    await lina.click('proposal.show');
    expect(screen('U_LINA')).toContain('Homes for Ms Wang (C-1001)');
    expect(screen('U_LINA')).toContain('1. Riverside 3-2001');
    expect(screen('U_LINA')).toContain('List price 9,000,000 CNY');
    await lina.close({ all: true });
    expect(await t.db.proposalUnit.findMany({ orderBy: { position: 'asc' } })).toMatchObject([
      { unitId: best, listPrice: 9_000_000n },
      { unitId: dear, listPrice: 10_400_000n },
    ]);
    await lina.command('/customer', '匹配 C-1001');
    expect(screen('U_LINA')).toContain('推荐过：江畔府 3-2001、江畔府 3-2002');
    expect(screen('U_LINA')).toContain('推荐过_');
    await lina.close({ all: true });
  });

  it('keeps the price it was given with, and can say that it was not given after all', async () => {
    await setNow('2026-03-05T09:30:00+08:00');
    await stock.change(best, 'price', { listPrice: 8_900_000, oldPrice: 9_000_000 });
    await lina.command('/customer', '匹配 C-1001');
    expect(screen('U_LINA')).toContain('890万');
    const { id } = await t.db.proposal.findFirstOrThrow();
    await lina.click(`proposal.show#${id}`);
    expect(screen('U_LINA')).toContain('备案价 900万');
    await lina.click('proposal.take-back');
    expect(screen('U_LINA')).toContain('已改为没有给客户，不计。');
    await lina.click('match.page');
    expect(screen('U_LINA')).not.toContain('推荐过');
    await lina.close({ all: true });
    await lina.command('/customer', 'C-1001');
    await lina.click('customer.more');
    await lina.click('customer.history');
    expect(screen('U_LINA')).toContain('推荐了房源\n• 房源：江畔府 3-2001、江畔府 3-2002');
    expect(screen('U_LINA')).toContain('改为没有给推荐单');
    await lina.close({ all: true });
  });

  it('proposes nothing that was sold a moment ago', async () => {
    await lina.command('/customer', '匹配 C-1001');
    await stock.change(dear, 'sold', { status: 'sold' });
    const { errors } = await lina.submit({ units: [dear] });
    expect(errors).toEqual({ units: '3-2002 已不可售，请换一套。' });
    await lina.close({ all: true });
  });

  it('whom a unit fits: Li Na sees her own, Wang Fang the team’s with their reps, the West nobody', async () => {
    await register(zhang, '赵敏 13912345678', NEED);
    await lina.command('/property', '匹配 3-2001');
    expect(screen('U_LINA')).toContain('*江畔府 3-2001*\n*适合 1 位客户*');
    await lina.close({ all: true });
    await lina.command('/property', '3-2001');
    await lina.click('match.customers');
    expect(screen('U_LINA')).toContain('*C-1001 王女士*');
    await lina.click(`customer.card#${ms}`);
    expect(screen('U_LINA')).toContain('王晓芳');
    await lina.close({ all: true });
    const press = async (who: typeof lina, user: string) => {
      await forgePress(slack, user, 'match.customers', { unitId: best });
      const shown = slack.modal(user) ? screen(user) : whispered(user);
      if (slack.modal(user)) await who.close({ all: true });
      return shown;
    };
    const linas = await press(lina, 'U_LINA');
    expect(linas).toContain('*江畔府 3-2001*\n*适合 1 位客户*');
    expect(linas).toContain('*C-1001 王女士*');
    const wangs = await press(wang, 'U_WANG');
    expect(wangs).toContain('*适合 2 位客户*');
    expect(wangs).toContain('张伟');
    expect(await press(emma, 'U_EMMA')).toContain('You may not see or change this');
    expect(await press(chen, 'U_CHEN')).not.toContain('王');
  });
});

describe('Emma does the same in English, for a customer who reads Chinese', async () => {
  const west = await openStock({ db: t.db, keys: t.keyring }, TEAMS.west);
  await register(emma, 'Ms Clarkson +44 7911 123456', {
    ...{ layouts: ['2br'], area: '70-90', budget: '0.8-1m', districts: [] },
  });
  const { number } = await t.db.customer.findFirstOrThrow({ orderBy: { number: 'desc' } });
  const home = { layout: '2br' as const, area: 80, currency: 'GBP', transit: 'Bank, 5 minutes' };
  const fits = await west.add({ ...home, code: '101', listPrice: 950_000 });
  await west.add({ ...home, code: '102', listPrice: 1_050_000, area: 95 });
  await west.add({ ...home, code: '103', listPrice: 1_150_000 });
  await west.add({ ...home, code: '104', listPrice: 900_000, currency: 'CNY' });

  it('sees two homes, why, and what does not fit', async () => {
    await emma.command('/property', `match C-${number}`);
    const shown = screen('U_EMMA');
    expect(shown).toContain('*2 homes fit*');
    expect(shown).toContain('✓ within budget, layout, area');
    expect(shown).toContain('✗ 5% over budget, 6% larger');
    expect(shown).toContain('Not asked yet: Districts, Metro, School, Floor. Counts half.');
    expect(shown).not.toMatch(/3-103|3-104/);
    await emma.close({ all: true });
  });

  it('makes a sheet in the customer’s language, and reads it in her own', async () => {
    await t.db.customer.updateMany({ where: { number }, data: { language: 'zh' } });
    await emma.dm(`what fits C-${number}?`);
    await emma.click('match.units', slack.dms('U_EMMA').at(-1)!);
    await emma.submit({ units: [fits] });
    expect(screen('U_EMMA')).toContain('符合您的要求：预算内、户型、面积');
    expect(screen('U_EMMA')).toContain('备案价 95万 GBP');
    await emma.click('proposal.show');
    expect(screen('U_EMMA')).toContain('As you wished: within budget, layout, area');
    expect(screen('U_EMMA')).toContain('List price 950,000 GBP');
    await emma.close({ all: true });
  });
});
