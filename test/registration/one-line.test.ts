import { describe, expect, it } from 'vitest';
import { features } from '../../src/commands/index.ts';
import { testOffice } from '../support/office.ts';

const { slack, t, screen } = await testOffice({ features });
const lina = slack.as('U_LINA');
const emma = slack.as('U_EMMA');

/** The newest customer as the database has it. */
const newest = () =>
  t.db.customer.findFirstOrThrow({
    orderBy: { number: 'desc' },
    include: { phones: true, followUps: true },
  });

describe('one line registers', () => {
  it('Li Na types one line; the form is filled, says from which words, and its sections are open', async () => {
    await lina.command(
      '/customer',
      'new 王女士 138 1234 5678 抖音来的 想看两房120平 预算800-1000万 浦东 三个月内买 嫌楼层低 周四下午3点带看',
    );
    const shown = screen('U_LINA');
    expect(shown).toContain('来自“抖音来的”');
    expect(shown).toContain('来自“想看两房”');
    expect(shown).toContain('来自“预算800-1000万”');
    expect(shown).toContain('800-1000万');
    expect(shown).toContain('120㎡');
    expect(shown).toContain('周四下午3点带看');
    expect(shown).toContain('这部分没看懂，先记在备注里：嫌楼层低');
    await lina.submit({ grade: 'A' });
    expect(screen('U_LINA')).toContain('已登记 C-1001');
    const row = await newest();
    expect(row).toMatchObject({
      name: '王女士',
      gender: 'female',
      source: 'douyin',
      layouts: ['2br'],
      areaMin: 120,
      budgetMin: 8_000_000n,
      budgetMax: 10_000_000n,
      districts: ['pudong'],
      purchaseTime: 'month3',
    });
    expect(row.noteSealed).not.toBeNull();
    // 5 March 2026 is a Thursday: 周四 is today.
    expect(row.followUps[0]!.dueAt.toISOString()).toBe('2026-03-05T07:00:00.000Z');
    await lina.close({ all: true });
  });

  it('A section that was filled stays filled when another is opened', async () => {
    await lina.command('/customer', 'new 李先生 13912340000 三房 预算600万 贝壳来的 要车位');
    await lina.click('customer.section#capacity');
    await lina.click('customer.section#need');
    const shown = screen('U_LINA');
    expect(shown).toContain('来自“贝壳来的”');
    expect(shown).toContain('要车位');
    await lina.submit();
    expect(await newest()).toMatchObject({
      layouts: ['3br'],
      source: 'portal',
      budgetMin: 6_000_000n,
    });
    await lina.close({ all: true });
  });

  it('A customer of hers who referred is found by number and by name', async () => {
    await lina.command('/customer', 'new 刘女士 15021112222 C-1001介绍的 两房');
    expect(screen('U_LINA')).toContain('C-1001 王女士');
    expect(screen('U_LINA')).toContain('来自“C-1001介绍的”');
    await lina.submit();
    const king = await t.db.customer.findUniqueOrThrow({ where: { number: 1001 } });
    expect(await newest()).toMatchObject({
      name: '刘女士',
      referrerId: king.id,
      source: 'referral',
    });
    await lina.close({ all: true });
  });

  it('Emma’s line names a referrer she may not see: the number is kept as text and shows nothing', async () => {
    await emma.command(
      '/customer',
      'new Mr Chen +65 9123 4567 referred by C-1001, 3br, budget 2-2.5m, invest, call tmr 10am',
    );
    const shown = screen('U_EMMA');
    expect(shown).not.toContain('C-1001 王女士');
    expect(shown).toContain('C-1001');
    expect(shown).toContain('From “budget 2-2.5m”.');
    await emma.submit();
    expect(await newest()).toMatchObject({
      name: 'Mr Chen',
      gender: 'male',
      referrerId: null,
      layouts: ['3br'],
      purpose: 'invest',
      budgetMax: 2_500_000n,
    });
    await emma.close({ all: true });
  });

  it('A phone with a hidden middle is said to be incomplete and kept', async () => {
    await lina.command('/customer', 'new 周先生 138****5678 三房');
    // What people typed is escaped: an invisible mark stands before each star.
    const shown = screen('U_LINA').replaceAll('\u2060', '');
    expect(shown).toContain('电话不完整：138****5678，已记在备注里。');
    const { errors } = await lina.submit();
    expect(errors).toHaveProperty('phones');
    await lina.close({ all: true });
  });

  it('Slack’s link tokens are only what she typed', async () => {
    await lina.command(
      '/customer',
      'new 赵总 <tel:13700002222|13700002222> <mailto:z@a.cn|z@a.cn> 两房',
    );
    await lina.submit();
    const row = await newest();
    expect(row).toMatchObject({ name: '赵总', layouts: ['2br'] });
    expect(row.emailSealed).not.toBeNull();
    expect(row.phones).toHaveLength(1);
    await lina.close({ all: true });
  });

  it('Three customers pasted at once: each has a button that opens its filled form', async () => {
    await lina.command(
      '/customer',
      'new 今日报备\n1. 孙女士 13611110001 三房\n2. 马先生 13611110002 两房\n3. 胡总 13611110003 别墅',
    );
    expect(screen('U_LINA')).toContain('从文字中认出 3 位客户');
    await lina.click('customer.new#1');
    expect(screen('U_LINA')).toContain('马先生');
    await lina.submit();
    expect(await newest()).toMatchObject({ name: '马先生', layouts: ['2br'] });
    await lina.close({ all: true });
  });
});
