import { describe, expect, it } from 'vitest';
import { features } from '../../src/commands/index.ts';
import { senderOf } from '../support/delivery.ts';
import { testOffice, viaMore, wordsOf } from '../support/office.ts';

const { slack, t, screen, setNow } = await testOffice({ features });
const lina = slack.as('U_LINA');
const zhang = slack.as('U_ZHANG');
const wang = slack.as('U_WANG');
const grace = slack.as('U_GRACE');
const admin = slack.as('U_ADMIN');
const delivery = senderOf({ t, slack });
/** What the person was answered, in a modal or a private line; the modal is closed. */
async function answered(who: typeof lina, user: string): Promise<string> {
  if (!slack.modal(user)) return whispered(user);
  const shown = screen(user);
  await who.close({ all: true });
  return shown;
}
const whispered = (user: string) =>
  wordsOf(slack.ephemerals(user).at(-1) ?? slack.dms(user).at(-1));

async function register(who: typeof lina, line: string, values: Record<string, unknown> = {}) {
  await who.command('/customer', `new ${line}`);
  await who.submit({ grade: 'B', ...values });
  await who.close({ all: true });
}
const record = (number: number) => t.db.customer.findUniqueOrThrow({ where: { number } });

await register(lina, '王女士 13812345678', { nextFollowUp: '明天10点' });
await register(zhang, '王晓芳 13900001111', { nextFollowUp: '后天10点' });
await lina.command('/customer', '改 C-1001');
await lina.submit({ mustHaves: '喜欢高楼层' });
await lina.close({ all: true });
await zhang.command('/customer', '改 C-1002');
await zhang.submit({ wechat: 'wxf_1988', mustHaves: '要学区' });
await zhang.close({ all: true });
await zhang.command('/log', 'C-1002 看房 很满意');

describe('a manager who finds two records of one person', () => {
  it('is asked for two numbers that can be read, and for two records', async () => {
    await wang.command('/customer', '合并 C-1001');
    expect(whispered('U_WANG')).toContain('请写两个编号');
    await wang.command('/customer', 'merge C-1001 C-1001');
    expect(whispered('U_WANG')).toContain('同一条记录');
    await grace.command('/customer', 'merge C-1001 C-1002');
    expect(whispered('U_GRACE')).toContain('may not see or change');
    await lina.command('/customer', '合并 C-1001 C-1002');
    expect(whispered('U_LINA')).toContain('角色');
  });

  it('sees them side by side, what identifies somebody masked, phones together, and chooses', async () => {
    await wang.command('/customer', '合并 C-1001 C-1002');
    const shown = screen('U_WANG');
    expect(shown).toContain('保留 *C-1001 王女士*');
    expect(shown).toContain('并进来');
    expect(shown).toContain('王晓芳');
    expect(shown).toContain('w******8');
    expect(shown).not.toContain('wxf_1988');
    expect(shown).toContain('138****5678、139****1111');
    expect(shown).toContain('喜欢高楼层');
    expect(shown).toContain('两个都留');
    await wang.submit({ name: 'lose', mustHaves: 'both', rep: 'keep' });
    const asked = screen('U_WANG');
    expect(asked).toContain('C-1002 并入 *C-1001*');
    expect(asked).toContain('姓名：王晓芳（C-1002）');
    expect(asked).toContain('2 条跟进记录');
    expect(asked).toContain('1 个未完成的跟进计划');
    expect(asked).toContain('4月4日');
  });

  it('confirms while others have the second card open', async () => {
    await admin.command('/customer', 'C-1002');
    await zhang.command('/customer', 'C-1002');
    await zhang.click('customer.edit');
  });

  it('reads one card with everything of both', async () => {
    await wang.submit({});
    const card = screen('U_WANG');
    expect(card).toContain('✅ C-1002 已并入 C-1001');
    expect(card).toContain('王晓芳');
    expect(card).toContain('曾用编号 C-1002');
    expect(card).toContain('喜欢高楼层\n要学区');
    expect(card).toContain('139****1111');
    await setNow('2026-03-05T09:30:00+08:00');
    await viaMore(wang, 'customer.history');
    expect(screen('U_WANG')).toContain('张伟 · 登记 · C-1002');
    await wang.close({ all: true });
  });

  it('both reps learn by a private word which number it is now, and whose', async () => {
    await delivery.run();
    const zhangs = wordsOf(slack.dms('U_ZHANG').at(-1));
    expect(zhangs).toContain('并入 *C-1001 王女士*');
    expect(zhangs).toContain('归属顾问现在是李娜');
    expect(wordsOf(slack.dms('U_LINA').at(-1))).toContain('归你，两边的内容都在');
  });

  it('leaves one record in lists, search and the blind check; the old number finds it everywhere', async () => {
    await wang.command('/customer', '王晓芳');
    expect(screen('U_WANG')).toContain('C-1001');
    await wang.close({ all: true });
    for (const [command, text] of [
      ['/customer', 'C-1002'],
      ['/customer', '1002'],
      ['/customer', '改 C-1002'],
      ['/log', 'C-1002 电话 约了周末'],
      ['/followup', 'C-1002 下周三下午3点 看样板房'],
      ['/customer', '家庭 C-1002'],
      ['/customer', 'history C-1002'],
      ['/customer', 'new 李四 13866667777 C-1002介绍来的'],
    ] as const) {
      await lina.command(command, text);
      expect(await answered(lina, 'U_LINA'), text).toContain('C-1001');
    }
    await lina.command('/customer', '查重 13900001111');
    expect(whispered('U_LINA')).toContain('C-1001');
    await wang.command('/customer', '归属 C-1002');
    expect(screen('U_WANG')).toContain('张伟（C-1002）');
    expect(screen('U_WANG')).toContain('与另一条记录合并');
    await wang.close({ all: true });
    expect((await record(1002)).repId).toBeNull();
  });

  it('tells whoever had the old card open where it went, with a button to go on', async () => {
    await admin.click('customer.more');
    expect(screen('U_ADMIN')).toContain('C-1002 已并入 C-1001，这里没有改动');
    await admin.click('customer.card');
    expect(screen('U_ADMIN')).toContain('曾用编号 C-1002');
    await admin.close({ all: true });
    await zhang.submit({ mustHaves: '要车位' });
    expect(screen('U_ZHANG')).toContain('打开 C-1001');
    await zhang.click('customer.card');
    expect(screen('U_ZHANG')).toContain('无权');
    await zhang.close({ all: true });
    expect(await t.db.audit.count({ where: { action: 'customer.update' } })).toBe(2);
  });
});

describe('a manager who merged by mistake', () => {
  it('reads what goes back and what stays before anything happens', async () => {
    await wang.command('/customer', '改 C-1001');
    await wang.submit({ mustHaves: '要车位' });
    await wang.click(`merging.undo-ask#${(await record(1002)).id}`);
    const shown = screen('U_WANG');
    expect(shown).toContain('*C-1002* 重新成为单独的一条');
    expect(shown).toContain('*回到 C-1002*\n• 2 条跟进记录\n• 1 个跟进计划\n• 1 个电话');
    expect(shown).toContain('*合并后新增，留在 C-1001*\n• 1 条跟进记录');
    expect(shown).toContain('*合并后改过，C-1001 保持现在的内容*\n必要条件');
  });

  it('has two records again, the old one with its rep, what was edited since on the kept one', async () => {
    await wang.submit({});
    expect(screen('U_WANG')).toContain('C-1002 和 C-1001 又是两条记录了');
    expect(screen('U_WANG')).toContain('王女士');
    expect(screen('U_WANG')).toContain('要车位');
    expect(screen('U_WANG')).not.toContain('139****1111');
    await wang.close({ all: true });
    await zhang.command('/customer', 'C-1002');
    expect(screen('U_ZHANG')).toContain('王晓芳');
    expect(screen('U_ZHANG')).toContain('要学区');
    expect(screen('U_ZHANG')).toContain('139****1111');
    await zhang.close({ all: true });
  });

  it('and both reps learn that they are two again, and which is theirs', async () => {
    await delivery.run();
    const zhangs = wordsOf(slack.dms('U_ZHANG').at(-1));
    expect(zhangs).toContain('撤销了合并');
    expect(zhangs).toContain('C-1002 王');
    expect(zhangs).toContain('打开 C-1002');
    expect(zhangs).not.toContain('打开 C-1001');
    expect(wordsOf(slack.dms('U_LINA').at(-1))).toContain('打开 C-1001');
  });

  it('is told when there is nothing to undo any more', async () => {
    await wang.command('/customer', '撤销合并 C-1002');
    expect(whispered('U_WANG')).toContain('没有可撤销的合并');
  });
});
