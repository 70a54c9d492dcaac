import { describe, expect, it } from 'vitest';
import { noteStatements } from '../../bench/trips.ts';
import { features } from '../../src/commands/index.ts';
import { testOffice, viaMore, wordsOf } from '../support/office.ts';

const { slack, t, screen } = await testOffice({ features });
const lina = slack.as('U_LINA');
const wang = slack.as('U_WANG');
const emma = slack.as('U_EMMA');

async function register(who: typeof lina, line: string, values: Record<string, unknown> = {}) {
  await who.command('/customer', `new ${line}`);
  await who.submit({ grade: 'B', ...values });
  await who.close({ all: true });
}

describe('finding', async () => {
  await register(lina, '王晓芳 13812345678');
  await register(lina, '欧阳伟 13912348888');
  await register(emma, 'Ms Clarkson +447911123456');

  it.each([
    ['王', '王晓芳'],
    ['wangx', '王晓芳'],
    ['wxf', '王晓芳'],
    ['1381234', '王晓芳'],
    ['8888', '欧阳伟'],
    ['C-1002', '欧阳伟'],
    ['1002', '欧阳伟'],
    ['138 1234 5678', '王晓芳'],
    ['138****5678', '王晓芳'],
  ])('Li Na types %s and sees %s at once', async (typed, name) => {
    await lina.command('/customer', typed);
    expect(screen('U_LINA')).toContain(name);
    expect(slack.modal('U_LINA')!.callback_id).toBe('customer.card');
    await lina.close({ all: true });
  });

  it('Li Na’s card costs three statements: who asks, whom she means, the customer with all around', async () => {
    const sent = await noteStatements(() => lina.command('/customer', '13812345678'));
    expect(slack.modal('U_LINA')!.callback_id).toBe('customer.card');
    expect(sent.map(({ text }) => text)).toHaveLength(3);
    await lina.close({ all: true });
  });

  it('Li Na finds nobody of Emma’s, whatever she types', async () => {
    for (const typed of ['Clarkson', '+447911123456', '3456', '1003']) {
      await lina.command('/customer', typed);
      expect(screen('U_LINA')).not.toContain('Ms Clarkson');
      await lina.close({ all: true });
    }
    await lina.command('/customer', 'C-1003');
    expect(wordsOf(slack.ephemerals('U_LINA').at(-1))).toContain('你无权查看或修改');
  });

  it('A page of text after a command is refused with its limit, whichever word it begins with', async () => {
    for (const typed of ['王'.repeat(10_000), `new ${'王'.repeat(10_000)}`]) {
      await lina.command('/customer', typed);
      expect(wordsOf(slack.ephemerals('U_LINA').at(-1))).toContain('太长了，最多 2000 个字');
      expect(slack.modal('U_LINA')).toBeNull();
    }
  });

  it('Wang Fang, who manages both teams, filters by grade and pages through', async () => {
    await wang.command('/customer', '查 B类');
    expect(screen('U_WANG')).toContain('欧阳伟');
    expect(screen('U_WANG')).toContain('Clarkson');
    await wang.close({ all: true });
  });
});

describe('the card', () => {
  it('Li Na shows the phone, which is noted, and nobody else’s screen has it', async () => {
    await lina.command('/customer', 'C-1001');
    expect(screen('U_LINA')).not.toContain('13812345678');
    await lina.click('customer.reveal');
    expect(screen('U_LINA')).toContain('<tel:+8613812345678|');
    await lina.close({ all: true });
    expect(await t.db.audit.count({ where: { action: 'customer.reveal' } })).toBe(1);
  });

  it('Li Na edits the need; what changed is in the history with old and new', async () => {
    await lina.command('/customer', '改 C-1001');
    await lina.submit({ budget: '800-1000万', layouts: ['2br', '3br'] });
    expect(screen('U_LINA')).toContain('已保存：意向户型、预算');
    await viaMore(lina, 'customer.history');
    expect(screen('U_LINA')).toContain('预算：（空） → 800–1000万');
    await lina.close({ all: true });
  });

  it('An unreadable budget is said under its field and nothing else is lost', async () => {
    await lina.command('/customer', '改 C-1001');
    const { errors } = await lina.submit({ budget: 'quite a lot' });
    expect(errors).toEqual({ budget: '请填预算：800-1000万、300万以内。' });
    await lina.close({ all: true });
  });

  it('Two edits of different fields both stand; of the same field, the second person chooses', async () => {
    await lina.command('/customer', '改 C-1001');
    await wang.command('/customer', '改 C-1001');
    await wang.submit({ area: '120平' });
    await wang.close({ all: true });
    await lina.submit({ area: '100-110', purpose: 'live' });
    expect(slack.modal('U_LINA')!.callback_id).toBe('customer.resolve');
    expect(screen('U_LINA')).toContain('对方：120㎡');
    expect(screen('U_LINA')).toContain('我的：100–110㎡');
    await lina.submit({ area: 'mine' });
    const row = await t.db.customer.findUniqueOrThrow({ where: { number: 1001 } });
    expect(row).toMatchObject({ areaMin: 100, areaMax: 110, purpose: 'live' });
    await lina.close({ all: true });
  });

  it('Li Na marks a record invalid with a reason and takes it back', async () => {
    await lina.command('/customer', 'C-1002');
    await lina.select('choose#card', '标为无效');
    await lina.submit({ reason: 'survey' });
    expect(screen('U_LINA')).toContain('无效：同行踩盘');
    expect(
      await t.db.followUp.count({ where: { customer: { number: 1002 }, state: 'open' } }),
    ).toBe(0);
    await lina.click('undo');
    expect(
      await t.db.followUp.count({ where: { customer: { number: 1002 }, state: 'open' } }),
    ).toBe(1);
    await lina.close({ all: true });
    await lina.command('/customer', 'C-1002');
    await lina.select('choose#card', '标为无效');
    await lina.submit({ reason: 'survey' });
    await lina.select('choose#card', '恢复有效');
    expect(await t.db.customer.findUniqueOrThrow({ where: { number: 1002 } })).toMatchObject({
      status: 'active',
    });
    await lina.close({ all: true });
  });

  it('Li Na shares to the team channel: what is planned to leave has no phone and no name', async () => {
    await lina.command('/customer', 'C-1001');
    await lina.select('choose#card', '分享到频道');
    await lina.submit({ channel: 'C_EAST' });
    const [message] = await t.db.message.findMany({ where: { kind: 'share' } });
    expect(message).toMatchObject({ target: 'channel:C_EAST', state: 'planned' });
    expect(JSON.stringify(message!.content)).not.toContain('王');
    await lina.close({ all: true });
  });
});

describe('more', () => {
  it('Wang Fang comes from a list, and what she opens stands on the card: three screens are enough', async () => {
    await wang.command('/customer', '查 B类');
    const { id } = await t.db.customer.findUniqueOrThrow({ where: { number: 1003 } });
    await wang.click(`customer.card#${id}`);
    await wang.click('customer.more');
    expect(screen('U_WANG')).toContain('归属与保护');
    expect(screen('U_WANG')).toContain('合并');
    await wang.click('household.open');
    expect(slack.modals('U_WANG').map(({ callback_id: id }) => id)).not.toContain('menu');
    expect(slack.modals('U_WANG')).toHaveLength(3);
    await wang.close();
    expect(slack.modal('U_WANG')!.callback_id).toBe('customer.card');
    await wang.close({ all: true });
  });

  it('Li Na sees only what she may do', async () => {
    await lina.command('/customer', 'C-1001');
    await lina.click('customer.more');
    expect(screen('U_LINA')).toContain('归属');
    for (const managers of ['合并', '转派', '保留']) {
      expect(screen('U_LINA')).not.toContain(managers);
    }
    await lina.close({ all: true });
  });
});

describe('drafts', () => {
  it('Li Na closes a half-filled form; the next one offers to continue and has it all', async () => {
    await lina.command('/customer', 'new');
    lina.fill({ name: '赵总', phones: '13700001111' });
    await lina.click('customer.section#need');
    lina.fill({ budget: '500万' });
    await lina.select({ action: 'customer.keep', block: 'grade' }, 'C');
    await lina.close();
    expect(slack.notices('U_LINA')).toEqual([]);
    await lina.command('/customer', 'new');
    expect(screen('U_LINA')).toContain('没填完的表');
    await lina.click('customer.resume');
    expect(screen('U_LINA')).toContain('赵总');
    expect(screen('U_LINA')).toContain('500万');
    await lina.submit();
    expect(screen('U_LINA')).toContain('已登记');
    await lina.close({ all: true });
    const raw = await t.owner.query('SELECT count(*)::int AS n FROM drafts');
    expect(raw.rows[0].n).toBe(0);
  });
});

describe('what the customer allows', () => {
  it('Li Na notes that the customer wants no contact: it stands on the card and in the history', async () => {
    await lina.command('/customer', 'edit C-1001');
    await lina.submit({ wishes: ['doNotContact'] });
    expect(screen('U_LINA')).toContain('🚫 请勿联系');
    await viaMore(lina, 'customer.history');
    expect(screen('U_LINA')).toContain('更改联系同意');
    await lina.close({ all: true });
  });

  it('王女士 is registered as a woman without anybody choosing it', async () => {
    await lina.command('/customer', 'new 王女士 13590907788');
    await lina.submit({ grade: 'B' });
    await lina.close({ all: true });
    expect(await t.db.customer.findFirstOrThrow({ where: { name: '王女士' } })).toMatchObject({
      gender: 'female',
    });
  });

  it('Li Na takes back a confirmation within ten minutes, once', async () => {
    await lina.command('/customer', 'C-1002');
    const before = await t.db.customer.findUniqueOrThrow({ where: { number: 1002 } });
    await t.advance('5 minutes');
    await lina.select('choose#card', '资料没有变化');
    expect(screen('U_LINA')).toContain('已确认无误');
    await lina.click('undo');
    const after = await t.db.customer.findUniqueOrThrow({ where: { number: 1002 } });
    expect(after.confirmedAt).toEqual(before.confirmedAt);
    await lina.close({ all: true });
  });
});
