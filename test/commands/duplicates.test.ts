import { describe, expect, it } from 'vitest';
import { features } from '../../src/commands/index.ts';
import { forgePress } from '../support/forge.ts';
import { testOffice, wordsOf } from '../support/office.ts';

const { slack, t, screen } = await testOffice({ features });
const lina = slack.as('U_LINA');
const zhang = slack.as('U_ZHANG');
const wang = slack.as('U_WANG');

async function register(who: typeof lina, line: string, values: Record<string, unknown> = {}) {
  await who.command('/customer', `new ${line}`);
  if (values.address || values.wechat || values.email) await who.click('customer.section#person');
  return who.submit({ grade: 'B', nextFollowUp: '无', ...values });
}
const count = () => t.db.customer.count();

describe('registering somebody who may be known already', async () => {
  await register(lina, '王晓芳 13812345678', { wechat: 'wx_fang88' });
  await lina.close({ all: true });

  it('Zhang Wei types one digit wrong and the name in pinyin: he is asked, blindly', async () => {
    await register(zhang, 'Wang Xiaofang 138 1234 5679');
    const asked = screen('U_ZHANG');
    expect(asked).toContain('是否已登记过？');
    expect(asked).toContain('🛡 保护至');
    expect(asked).toContain('电话差一位');
    expect(asked).not.toMatch(/晓芳|李娜|1001|同音/);
    expect(JSON.stringify(slack.modal('U_ZHANG'))).not.toContain(
      (await t.db.customer.findFirstOrThrow()).id,
    );
    expect(await count()).toBe(1);
  });

  it('he goes back to the form: nothing he typed is lost', async () => {
    await zhang.click('customer.resume');
    expect(screen('U_ZHANG')).toContain('Wang Xiaofang');
    expect(screen('U_ZHANG')).toContain('138 1234 5679');
  });

  it('he says that it is somebody else: saved, and the pair waits for the manager', async () => {
    await zhang.submit({});
    await zhang.submit({});
    expect(screen('U_ZHANG')).toContain('已登记 C-');
    expect(await t.db.duplicatePair.findMany()).toMatchObject([
      { kind: 'person', state: 'open', reasons: ['phone-digit', 'name-sound'] },
    ]);
    await zhang.close({ all: true });
  });

  it('Li Na registers her own customer’s WeChat again: she can open the card at once', async () => {
    await register(lina, '王小方 13700000000', { wechat: 'WX_Fang88' });
    expect(screen('U_LINA')).toContain('已是你的客户：C-1001 王晓芳');
    expect(screen('U_LINA')).toContain('微信相同、姓名同音');
    await lina.click('customer.card#0');
    expect(screen('U_LINA')).toContain('客户 C-1001');
    await lina.close({ all: true });
  });

  it('each question is a check: noted, without a name', async () => {
    const rows = await t.db.audit.findMany({ where: { action: 'customer.check' } });
    expect(rows.map(({ details }) => (details as { by: string }).by)).toEqual(
      expect.arrayContaining(['likely']),
    );
    expect(rows.every(({ customerId }) => customerId === null)).toBe(true);
  });

  it('Wang Fang reads who asked about whom, by what; not what was typed, and not Emma’s', async () => {
    await zhang.command('/customer', '查重 138 1234 5678');
    await zhang.command('/customer', '查重 139 9999 0000');
    await wang.command('/gatehouse', '查看记录');
    const { id } = await t.db.member.findFirstOrThrow({ where: { name: '张伟' } });
    await wang.click(`checks.open#${id}`);
    expect(screen('U_WANG')).toContain('电话 · C-1001 王先生/女士');
    expect(screen('U_WANG')).toContain('电话 · 没有登记过');
    expect(screen('U_WANG')).toContain('疑似重复提示 · C-1001');
    expect(screen('U_WANG')).not.toMatch(/5678|0000/);
    await wang.close({ all: true });
    await forgePress(slack, 'U_GRACE', 'checks.open', { memberId: id });
    expect(screen('U_GRACE')).not.toContain('C-1001');
  });

  it('a name alone asks nobody anything', async () => {
    await register(zhang, '王晓芳 13666667777');
    expect(screen('U_ZHANG')).toContain('已登记 C-');
    await zhang.close({ all: true });
  });
});

describe('editing somebody into another', () => {
  it('Zhang Wei adds Li Na’s WeChat to his customer: he is asked, goes back, and saves anyway', async () => {
    const mine = await t.db.customer.findFirstOrThrow({
      where: { name: '王晓芳', number: { gt: 1001 } },
      orderBy: { number: 'asc' },
    });
    await zhang.command('/customer', `改 C-${mine.number}`);
    await zhang.submit({ wechat: 'wx_fang88' });
    expect(screen('U_ZHANG')).toContain('微信相同');
    expect(screen('U_ZHANG')).toContain('才点“仍然保存”');
    expect(screen('U_ZHANG')).not.toMatch(/李娜|1001/);
    await zhang.click('customer.edit-resume');
    expect(screen('U_ZHANG')).toContain('wx_fang88');
    await zhang.submit({});
    await zhang.submit({});
    expect(screen('U_ZHANG')).toContain('已保存');
    await zhang.close({ all: true });
    // Registered at one standing moment, ids are in no order: either may be the first of the pair.
    const pair = await t.db.duplicatePair.findFirstOrThrow({
      where: { OR: [{ oneId: mine.id }, { otherId: mine.id }] },
    });
    expect(pair).toMatchObject({ state: 'open', reasons: ['wechat', 'name-same'] });
    await t.db.duplicatePair.delete({ where: { id: pair.id } });
  });

  it('an edit that moves nothing of it asks nothing', async () => {
    await zhang.command('/customer', '改 C-1002');
    await zhang.submit({ gender: 'female' });
    expect(screen('U_ZHANG')).toContain('已保存');
    await zhang.close({ all: true });
  });
});

describe('what another record has already', () => {
  const dmOf = (user: string) => slack.dms(user).at(-1)!;

  it('is refused in an edit, and the two are a pair for the manager', async () => {
    await register(zhang, '冯军 13688880000');
    await zhang.close({ all: true });
    const feng = await t.db.customer.findFirstOrThrow({ where: { name: '冯军' } });
    await zhang.command('/customer', `改 C-${feng.number}`);
    const { errors } = await zhang.submit({ phones: '13688880000, 13812345678' });
    expect(errors?.phones).toContain('这个电话案场里已有登记');
    await zhang.close({ all: true });
    const pair = await t.db.duplicatePair.findFirstOrThrow({
      where: { OR: [{ oneId: feng.id }, { otherId: feng.id }] },
    });
    expect(pair).toMatchObject({ kind: 'family', state: 'open', reasons: ['phone'] });
    await t.db.duplicatePair.delete({ where: { id: pair.id } });
  });

  it('Li Na’s own is offered to be opened, one of the pool to be claimed', async () => {
    await register(lina, '王晓芳 13812345678');
    await lina.close({ all: true });
    await lina.click('customer.card', dmOf('U_LINA'));
    expect(screen('U_LINA')).toContain('客户 C-1001');
    await lina.close({ all: true });
    await t.owner.query(
      `UPDATE customers SET rep_id = NULL, protected_until = NULL, pooled_at = app_now(), pool_open_at = app_now()
       WHERE name = '冯军'`,
    );
    await register(lina, '冯先生 13688880000');
    await lina.close({ all: true });
    await lina.click('pool.claim', dmOf('U_LINA'));
    expect(wordsOf(slack.ephemerals('U_LINA').at(-1) ?? dmOf('U_LINA'))).toContain('归你了');
  });

  it('a masked phone is no phone: Zhang Wei is told where it belongs', async () => {
    await zhang.command('/customer', 'new 冯女士');
    const { errors } = await zhang.submit({ phones: '136****0000' });
    expect(errors?.phones).toContain('带星号的电话不能当电话登记');
    await zhang.close({ all: true });
  });

  it('asked in words whether somebody is registered, the bot offers the check with the phone in it', async () => {
    await zhang.dm('138 1234 5678 登记过吗');
    await zhang.click(/查重/, slack.dms('U_ZHANG').at(-1)!);
    expect(slack.dms('U_ZHANG').map(wordsOf).join('\n')).toContain('🛡 保护至');
  });

  it('who was checked and is free is registered without typing it again', async () => {
    await zhang.command('/customer', '查重 136 0000 1234');
    await zhang.click('customer.new', slack.ephemerals('U_ZHANG').at(-1)!);
    expect(screen('U_ZHANG')).toContain('136 0000 1234');
    await zhang.close({ all: true });
  });
});

describe('the manager’s list', () => {
  it('Wang Fang types 查重复 and says that these two are not the same: nobody is asked again', async () => {
    await wang.command('/customer', '查重复');
    const list = screen('U_WANG');
    expect(list).toContain('同一个人登记了两次？');
    expect(list).toContain('*C-1001 王晓芳* · 李娜');
    expect(list).toContain('电话差一位、姓名同音');
    await wang.click('merging.open#0');
    expect(screen('U_WANG')).toContain('并入 C-1001');
    await wang.close();
    await wang.click('duplicates.different#0');
    expect(screen('U_WANG')).toContain('以后不再提示');
    expect(screen('U_WANG')).toContain('没有待处理的疑似重复');
    expect(await t.db.duplicatePair.findFirst()).toMatchObject({ state: 'different' });
    await wang.close({ all: true });
  });

  it('a pair of one home becomes a family, and Wang Fang decides whose', async () => {
    const home = { address: '张杨路100弄5号301室' };
    await register(lina, '孙强 13622223333', home);
    await lina.close({ all: true });
    await register(zhang, '吴敏 13622224444', home);
    await zhang.submit({});
    await zhang.close({ all: true });
    await wang.command('/customer', 'duplicates');
    expect(screen('U_WANG')).toContain('👪 是一家人？');
    await wang.click('duplicates.family#0');
    await wang.submit({ relation: 'spouse' });
    expect(screen('U_WANG')).toContain('这一家归谁？');
    // Closed without an answer it is not forgotten.
    await wang.close({ all: true });
    const { number } = await t.db.customer.findFirstOrThrow({ where: { name: '孙强' } });
    await wang.command('/customer', `家庭 C-${number}`);
    await wang.click('household.open-decision#0');
    await wang.click(/归张伟/);
    expect(screen('U_WANG')).toContain('已是一家人，转了 1 位客户');
    await wang.close({ all: true });
    await wang.command('/customer', '查重复');
    expect(screen('U_WANG')).toContain('没有待处理的疑似重复');
    await wang.close({ all: true });
  });

  it('a rep has no such list', async () => {
    await lina.command('/customer', '查重复');
    expect(wordsOf(slack.ephemerals('U_LINA').at(-1))).not.toContain('C-1001');
    await lina.command('/customer', '');
    expect(screen('U_LINA')).not.toContain('疑似重复');
  });
});
