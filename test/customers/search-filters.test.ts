import { describe, expect, it } from 'vitest';
import { features } from '../../src/commands/index.ts';
import { testOffice } from '../support/office.ts';

const { slack, screen, setNow } = await testOffice({ features });
const lina = slack.as('U_LINA');
const wang = slack.as('U_WANG');
const zhang = slack.as('U_ZHANG');
type Person = typeof lina;

async function register(who: Person, line: string) {
  await who.command('/customer', `new ${line}`);
  await who.submit();
  await who.close({ all: true });
}

describe('finding by what they want', async () => {
  await register(lina, '王晓芳 13812345678 两房 浦东 预算800-900万 A类 明天上午10点打电话');
  await register(lina, '陈伟 13812345679 三房 徐汇 预算1500万 B类 下下周三上午10点打电话');
  await register(lina, '林小雨 13812345670 两房 徐汇 C类 下下周三上午10点打电话');
  await register(zhang, '高建国 13812345671 两房 浦东 预算700万 A类 明天上午10点打电话');
  await setNow('2026-03-09T01:00:00.000Z');

  it('Li Na’s words become filters, each with a button that takes it away', async () => {
    await lina.command('/customer', '查 两房 徐汇');
    // One hit opens at once; the list is reached by the search box.
    expect(screen('U_LINA')).toContain('林小雨');
    await lina.close({ all: true });
    await lina.command('/customer', '');
    await lina.submit({ 'search#': '两房 浦东 1000万内 A类 逾期' });
    expect(screen('U_LINA')).toContain('王晓芳');
    expect(screen('U_LINA')).not.toContain('林小雨');
    for (const label of ['✕ 两房', '✕ 浦东', '✕ A', '✕ 已逾期'])
      expect(screen('U_LINA')).toContain(label);
    expect(screen('U_LINA')).toMatch(/✕ ≤1,?000万/);
    await lina.click('customer.list#drop-districts-pudong');
    await lina.click('customer.list#drop-grade');
    await lina.click('customer.list#drop-overdue');
    expect(screen('U_LINA')).not.toContain('✕ 浦东');
    expect(screen('U_LINA')).not.toContain('林小雨');
    await lina.click('customer.list#drop-budget');
    expect(screen('U_LINA')).toContain('林小雨');
    expect(screen('U_LINA')).not.toContain('陈伟');
    await lina.click('customer.list#drop-layouts-2br');
    expect(screen('U_LINA')).toContain('陈伟');
    await lina.close({ all: true });
  });

  it('One of two districts is taken away, the other stays', async () => {
    await lina.command('/customer', '查 浦东 徐汇');
    for (const name of ['王晓芳', '陈伟', '林小雨']) expect(screen('U_LINA')).toContain(name);
    await lina.click('customer.list#drop-districts-pudong');
    expect(screen('U_LINA')).toContain('✕ 徐汇');
    expect(screen('U_LINA')).not.toContain('王晓芳');
    await lina.close({ all: true });
  });

  it('Li Na sees no customer of Zhang Wei’s by any filter', async () => {
    await lina.command('/customer', '');
    await lina.submit({ 'search#': '张伟 两房 浦东' });
    expect(screen('U_LINA')).not.toContain('高建国');
    await lina.close({ all: true });
  });

  it('Wang Fang, who manages, filters by the assigned rep and takes the filter away', async () => {
    await wang.command('/customer', '');
    await wang.submit({ 'search#': '张伟 逾期' });
    expect(screen('U_WANG')).toContain('高建国');
    expect(screen('U_WANG')).not.toContain('王晓芳');
    expect(screen('U_WANG')).toContain('✕ 张伟');
    await wang.click('customer.list#drop-repId');
    expect(screen('U_WANG')).toContain('王晓芳');
    await wang.close({ all: true });
  });

  it('What is left of the words is a name: the overdue one of hers comes first', async () => {
    await lina.command('/customer', '');
    await lina.submit({ 'search#': '两房 王' });
    expect(screen('U_LINA')).toContain('王晓芳');
    expect(screen('U_LINA')).not.toContain('林小雨');
    await lina.submit({ 'search#王': '两房' });
    const shown = screen('U_LINA');
    expect(shown.indexOf('王晓芳')).toBeLessThan(shown.indexOf('林小雨'));
    await lina.close({ all: true });
  });

  it('The filter form shows the filters of the words and keeps them', async () => {
    await lina.command('/customer', '查 两房 800-900万');
    await lina.close({ all: true });
    await lina.command('/customer', '查 浦东 徐汇');
    await lina.click('customer.filter');
    await lina.submit({ layouts: ['3br'] });
    expect(screen('U_LINA')).toContain('陈伟');
    expect(screen('U_LINA')).toContain('✕ 三房');
    expect(screen('U_LINA')).toContain('✕ 浦东');
    expect(screen('U_LINA')).not.toContain('王晓芳');
    await lina.close({ all: true });
  });
});
