import { describe, expect, it } from 'vitest';
import { PEOPLE } from '../../prisma/seed/office.ts';
import { features } from '../../src/commands/index.ts';
import { senderOf } from '../support/delivery.ts';
import { forgePress } from '../support/forge.ts';
import { testOffice, viaMore, wordsOf } from '../support/office.ts';

const { slack, t, screen } = await testOffice({ features });
const lina = slack.as('U_LINA');
const zhang = slack.as('U_ZHANG');
const wang = slack.as('U_WANG');
const delivery = senderOf({ t, slack });
const HOME = '浦东新区张杨路100弄5号301室';

async function register(who: typeof lina, line: string, address?: string) {
  await who.command('/customer', `new ${line}`);
  if (address) await who.click('customer.section#person');
  return who.submit({ grade: 'B', ...(address && { address }) });
}
const byNumber = (number: number) => t.db.customer.findUniqueOrThrow({ where: { number } });

describe('a couple that one rep has', async () => {
  await register(lina, '王晓芳 13812345678', HOME);
  await lina.close({ all: true });

  it('the same door proposes it: Li Na says that they are spouses, and both cards show it', async () => {
    await register(lina, '李强 13787654321', '张杨路100弄5-301');
    expect(screen('U_LINA')).toContain('可能是一家人');
    expect(screen('U_LINA')).toContain('同住一户');
    await lina.click('duplicates.same-family#0');
    expect(screen('U_LINA')).toContain('对方是 李强 的');
    await lina.submit({ relation: 'spouse' });
    expect(screen('U_LINA')).toContain('👪 已关联为一家人。');
    expect(screen('U_LINA')).toContain('👪 家庭：配偶：C-1001 王晓芳');
    await lina.close({ all: true });
  });

  it('their child is linked by the card, and is family to the other parent too', async () => {
    await register(lina, '李小明 13611112222');
    await viaMore(lina, 'household.open');
    const { id } = await byNumber(1001);
    const itself = await byNumber(1003);
    await lina.suggest('customers', '李小明');
    const twice = await lina.submit({ relative: itself.id, relation: 'parent' });
    expect(Object.values(twice.errors ?? {})).toEqual(['这是同一位客户。']);
    await lina.suggest('customers', '王晓芳');
    await lina.submit({ relative: id, relation: 'parent' });
    expect(screen('U_LINA')).toContain('父母：C-1001 王晓芳');
    expect(screen('U_LINA')).toContain('家人：C-1002 李强');
    await lina.close({ all: true });
    await lina.command('/customer', 'C-1001');
    expect(screen('U_LINA')).toContain('子女：C-1003 李小明');
    await viaMore(lina, 'customer.history');
    expect(screen('U_LINA')).toContain('关联为一家人');
    await lina.close({ all: true });
  });

  it('what was linked by mistake is unlinked; the others stay', async () => {
    await lina.command('/customer', 'C-1001');
    await viaMore(lina, 'household.open');
    await lina.click('household.unlink#1');
    expect(screen('U_LINA')).toContain('已解除关联');
    expect(screen('U_LINA')).not.toContain('C-1003');
    expect(screen('U_LINA')).toContain('C-1002');
    await lina.close({ all: true });
  });

  it('nobody else unlinks or decides, whatever he presses', async () => {
    const link = await t.db.householdLink.findFirstOrThrow({ where: { state: 'linked' } });
    const { id } = await byNumber(1001);
    await forgePress(slack, 'U_ZHANG', 'household.unlink', { linkId: link.id, customerId: id });
    await forgePress(slack, 'U_ZHANG', 'household.decide', { linkId: link.id });
    expect(await t.db.householdLink.count({ where: { state: 'linked' } })).toBe(1);
  });
});

describe('a family of two reps', () => {
  it('Zhang Wei registers the mother: he is not told whose the daughter is, and a manager is asked', async () => {
    await register(zhang, '赵玉兰 13522223333', HOME);
    expect(screen('U_ZHANG')).toContain('可能是一家人');
    expect(screen('U_ZHANG')).not.toMatch(/晓芳|李娜|1001/);
    await zhang.click('duplicates.same-family#0');
    await zhang.submit({ relation: 'child' });
    expect(screen('U_ZHANG')).toContain('已请经理决定');
    expect(screen('U_ZHANG')).toContain('其他顾问的客户（待经理决定）');
    await zhang.close({ all: true });
    expect(await byNumber(1004)).toMatchObject({ repId: PEOPLE.zhang.id });
  });

  it('Wang Fang gets the question, numbers and surnames only, and gives the family to Li Na', async () => {
    await delivery.run();
    const asked = slack.dms('U_WANG').at(-1)!;
    expect(wordsOf(asked.blocks)).toContain('C-1004 赵先生/女士 与 C-1001 王先生/女士（子女）');
    expect(wordsOf(asked.blocks)).not.toMatch(/玉兰|晓芳|3333|5678/);
    await wang.click('household.open-decision', asked);
    expect(screen('U_WANG')).toContain('这一家归谁？');
    expect(screen('U_WANG')).toContain('C-1001 是 C-1004 的子女');
    await wang.click(/归李娜/);
    expect(screen('U_WANG')).toContain('已是一家人，转了 1 位客户');
    expect(await byNumber(1004)).toMatchObject({ repId: PEOPLE.lina.id });
    expect(await t.db.assignment.count({ where: { memberId: PEOPLE.lina.id, toAt: null } })).toBe(
      4,
    );
    await delivery.run();
    expect(wordsOf(slack.dms('U_WANG').at(-1)?.blocks)).toContain('是一家人');
    const told = wordsOf(slack.dms('U_ZHANG').at(-1)?.blocks);
    expect(told).toContain('C-1004 赵先生/女士 与 其他顾问的客户：是一家人');
    expect(told).toContain('C-1004 赵先生/女士 随家人转给同一位顾问跟进');
    expect(told).not.toMatch(/1001|李娜/);
    expect(wordsOf(slack.dms('U_LINA').at(-1)?.blocks)).toContain('C-1004');
    await wang.close({ all: true });
  });

  it('what is decided is decided once', async () => {
    const link = await t.db.householdLink.findFirstOrThrow({ where: { relation: 'child' } });
    await forgePress(slack, 'U_WANG', 'household.decide', { linkId: link.id });
    expect(await t.db.householdLink.findUnique({ where: { id: link.id } })).toMatchObject({
      state: 'linked',
    });
  });
});
