import { describe, expect, it } from 'vitest';
import { PEOPLE } from '../../prisma/seed/office.ts';
import { features } from '../../src/commands/index.ts';
import { lapseDue } from '../../src/crm/ownership/usecases/lapse.ts';
import { senderOf } from '../support/delivery.ts';
import { forgePress } from '../support/forge.ts';
import { testOffice, viaMore, wordsOf } from '../support/office.ts';

const { slack, t, screen, setNow } = await testOffice({
  features,
  now: '2026-03-11T09:00:00+08:00',
});
const lina = slack.as('U_LINA');
const zhang = slack.as('U_ZHANG');
const emma = slack.as('U_EMMA');
const wang = slack.as('U_WANG');
const whispered = (user: string) =>
  wordsOf(slack.ephemerals(user).at(-1) ?? slack.dms(user).at(-1));

const delivery = senderOf({ t, slack });
/** Runs the jobs of a minute. */
async function minute() {
  await lapseDue({ db: t.db, keys: t.keyring });
  await delivery.run();
}
const inEast = () => slack.messages('C_EAST').map((message) => wordsOf(message.blocks));

async function register(who: typeof lina, line: string, values: Record<string, unknown> = {}) {
  await who.command('/customer', `new ${line}`);
  const answer = await who.submit({ grade: 'B', ...values });
  await who.close({ all: true });
  return answer;
}

describe('until when a customer is whose', async () => {
  await register(lina, '王晓芳 13812345678', { nextFollowUp: '无' });
  await lina.command('/customer', '改 C-1001');
  await lina.submit({ gender: 'female', budget: '800-1000万', districts: ['pudong'] });
  await lina.close({ all: true });

  it('stands on Li Na’s card, with the reason', async () => {
    await lina.command('/customer', 'C-1001');
    expect(screen('U_LINA')).toContain('🛡 保护至 4月10日 周五 09:00，因为首次保护期到这天');
    await lina.close({ all: true });
  });

  it('Wang Fang reads it in the rules, each value with its meaning, and shortens it from now on', async () => {
    await wang.command('/gatehouse', '规则');
    await wang.click('rules.page#ownership');
    expect(screen('U_WANG')).toContain('30 / 15 / 15 / 30 / 45');
    expect(screen('U_WANG')).toContain('真正联系上之后再保护的天数');
    const { errors } = await wang.submit({ protectMaxDays: '20 / 90 / 90 / 90 / 180' });
    expect(errors).toEqual({ protectMaxDays: '最长保护期不能短于保护期。' });
    await wang.submit({
      protectMaxDays: '180 / 90 / 90 / 90 / 180',
      exemptMembers: [PEOPLE.zhang.id],
    });
    expect(screen('U_WANG')).toContain('不回收的顾问');
    await wang.click('rules.page#ownership');
    expect(screen('U_WANG')).toContain('张伟');
    await wang.submit({ exemptMembers: [] });
    await wang.close({ all: true });
  });
});

describe('registered already?', () => {
  it('Zhang Wei types 查重 with the phone and hears until when, not whose', async () => {
    await zhang.command('/customer', '查重 138 1234 5678');
    expect(whispered('U_ZHANG')).toContain('🛡 保护至 4月10日 周五');
    expect(whispered('U_ZHANG')).not.toMatch(/李娜|晓芳|1001/);
    await zhang.command('/customer', 'check 138****5678');
    expect(whispered('U_ZHANG')).toContain('可能是');
  });

  it('Li Na asks in the form; the answer opens her customer, and the number she typed is gone', async () => {
    await lina.command('/customer', 'check');
    await lina.submit({ identity: '+86 138 1234 5678' });
    expect(screen('U_LINA')).toContain('已是你的客户：C-1001 王晓芳');
    expect(JSON.stringify(slack.modal('U_LINA')!.blocks)).not.toContain('initial_value');
    await lina.submit({ 'identity#1': '139 0000 0000' });
    expect(screen('U_LINA')).toContain('没有登记过');
    const { errors } = await lina.submit({ 'identity#2': '王女士' });
    expect(Object.values(errors ?? {})).toEqual([expect.stringContaining('请填电话')]);
    await lina.close({ all: true });
  });

  it('Emma registers it: the same answer under the phone, in English, and nothing typed is lost', async () => {
    await emma.command('/customer', 'new Ms Wang +86 138 1234 5678');
    const { errors } = await emma.submit({ grade: 'B' });
    expect(errors).toEqual({ phones: expect.stringContaining('protected until Fri 10 Apr') });
    expect(screen('U_EMMA')).toContain('Ms Wang');
    await emma.close({ all: true });
  });

  it('Wang Fang sees how often each of them asked', async () => {
    await wang.command('/gatehouse', 'reveals');
    expect(screen('U_WANG')).toMatch(/张伟.*查重 今天 2，本周 2/);
    await wang.close({ all: true });
  });
});

describe('before the end', () => {
  it('Li Na is warned, once, on the morning three days before', async () => {
    await setNow('2026-04-07T09:05:00+08:00');
    await minute();
    const early = inEast().filter((post) => post.includes('保护期到'));
    expect(early).toEqual([]);
    await setNow('2026-04-08T09:00:00+08:00');
    await minute();
    await minute();
    const posts = inEast().filter((post) => post.includes('保护期到 4月10日'));
    expect(posts).toHaveLength(1);
  });
});

describe('after the end', () => {
  it('the customer is offered in the team’s channel, with surname and need, without name and phone', async () => {
    await setNow('2026-04-10T09:00:00+08:00');
    await minute();
    await setNow('2026-04-10T09:30:00+08:00');
    await minute();
    const post = inEast().at(-1)!;
    expect(post).toContain('1 位客户进入公海，先点先得');
    expect(post).toContain('C-1001 王女士');
    expect(post).toContain('800–1000万');
    expect(post).toContain('浦东');
    expect(post).not.toMatch(/晓芳|5678|138/);
    expect(inEast().some((one) => one.includes('保护期已到，进入公海'))).toBe(true);
  });

  it('it stands in 公海 for Zhang Wei; Li Na no longer sees the card', async () => {
    await zhang.command('/customer', '公海');
    expect(screen('U_ZHANG')).toContain('C-1001 王女士');
    expect(screen('U_ZHANG')).toContain('领取');
    await zhang.close({ all: true });
    await lina.command('/customer', 'C-1001');
    expect(whispered('U_LINA')).toContain('你无权查看或修改');
  });

  it('Zhang Wei claims in the channel; the post says so; Li Na, a moment later, is told who won', async () => {
    const message = slack.messages('C_EAST').at(-1)!;
    const { id } = await t.db.customer.findUniqueOrThrow({ where: { number: 1001 } });
    await zhang.click(`pool.claim#${id}`, message);
    expect(whispered('U_ZHANG')).toContain('✅ C-1001 王女士 归你了');
    await minute();
    expect(inEast().at(-1)).toContain('✓ 张伟 已领取');
    await forgePress(slack, 'U_LINA', 'pool.claim', { id });
    expect(wordsOf(slack.dms('U_LINA').at(-1))).toContain('张伟先点了，客户归张伟');
    await forgePress(slack, 'U_EMMA', 'pool.claim', { id });
    expect(wordsOf(slack.dms('U_EMMA').at(-1))).toContain('You may not see or change this');
    await zhang.command('/customer', 'C-1001');
    expect(screen('U_ZHANG')).toContain('归属顾问：张伟');
    await viaMore(zhang, 'customer.history');
    expect(screen('U_ZHANG')).toContain('从公海领取');
    expect(screen('U_ZHANG')).toContain('保护期到期，进入公海');
    await zhang.close({ all: true });
  });

  it('typed: 领取, 转派 with the colleague’s name, 保留 with the reason', async () => {
    await lina.command('/customer', '领取 C-1001');
    expect(whispered('U_LINA')).toContain('张伟先点了');
    await lina.command('/customer', 'claim 王女士');
    expect(whispered('U_LINA')).toContain('哪一位？请写编号');
    await emma.command('/customer', 'claim C-1001');
    expect(whispered('U_EMMA')).toContain('You may not see or change this');

    await wang.command('/customer', '转派 C-1001 李娜');
    await wang.submit({});
    await wang.close({ all: true }).catch(() => {});
    await wang.command('/customer', 'hold C-1001 客户出国到五月');
    expect(screen('U_WANG')).toContain('客户出国到五月');
    await wang.submit({});
    expect(screen('U_WANG')).toContain('归属顾问：李娜');
    expect(screen('U_WANG')).toContain('🛡 保护中，因为经理保留');
    await wang.close({ all: true });
    await zhang.command('/customer', 'hold C-1001 mine');
    expect(whispered('U_ZHANG')).not.toContain('✅ 已保留');
  });
});
