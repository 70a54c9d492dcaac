import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { features } from '../../src/commands/index.ts';
import { tellReviews } from '../../src/crm/review/usecases/telling.ts';
import { senderOf } from '../support/delivery.ts';
import { testOffice, viaMore, wordsOf } from '../support/office.ts';

const { slack, t, screen, setNow } = await testOffice({
  features,
  now: '2026-03-11T09:00:00+08:00',
});
const lina = slack.as('U_LINA');
const wang = slack.as('U_WANG');
const chen = slack.as('U_CHEN');
const delivery = senderOf({ t, slack });
/** Runs the jobs of a minute. */
async function minute() {
  await tellReviews({ db: t.db, keys: t.keyring });
  await delivery.run();
}
const told = (user: string) => wordsOf(slack.dms(user).at(-1)?.blocks);
const whispered = (user: string) =>
  wordsOf(slack.ephemerals(user).at(-1) ?? slack.dms(user).at(-1));

async function register(line: string, values: Record<string, unknown> = {}) {
  await lina.command('/customer', `new ${line}`);
  await lina.submit({ grade: 'B', nextFollowUp: '无', ...values });
  await lina.close({ all: true });
}

describe('a registration', async () => {
  await register('王晓芳女士 13812345678');
  await minute();

  it('goes to the manager privately, with number and surname, without phone and name', () => {
    expect(told('U_WANG')).toContain('🔎 *C-1001 王女士* 待你审核：李娜登记');
    expect(told('U_WANG')).not.toMatch(/晓芳|138|5678/);
    expect(slack.dms('U_CHEN')).toHaveLength(0);
  });

  it('Wang Fang sees on the card what matters, the phone masked, and the standard', async () => {
    await wang.click(/^审核$/, slack.dms('U_WANG').at(-1)!);
    const card = screen('U_WANG');
    expect(card).toContain('138****5678');
    expect(card).not.toContain('13812345678');
    expect(card).toContain('第 1 步（共 2 步），等待：经理');
    expect(card).toContain('⚠️ 资料不全：');
    expect(card).toContain('没有联系同意');
    expect(card).toContain('未核对：姓名、联系方式、购房意向、身份、购房资格');
    expect(card).toContain('审核标准');
  });

  it('she notes what she verified, with whom; it is kept with her name', async () => {
    await wang.click('review.verify-form');
    await wang.submit({ 'with-phone': 'customer', 'with-identity': 'document' });
    expect(screen('U_WANG')).toContain('✓ 联系方式：与客户本人 · 王芳');
    expect(screen('U_WANG')).toContain('未核对：姓名、购房意向、购房资格');
  });

  it('she approves; the message says so; Chen Jing is asked, and Wang Fang cannot take both steps', async () => {
    await wang.click('review.approve');
    expect(screen('U_WANG')).toContain('C-1001 王女士：本步通过');
    expect(screen('U_WANG')).toContain('没有等你处理的');
    await wang.close({ all: true });
    await minute();
    expect(told('U_WANG')).toContain('✓ C-1001 王女士 · 王芳已通过');
    expect(told('U_CHEN')).toContain('C-1001 王女士* 待你审核');
    await wang.command('/review', '通过 C-1001');
    expect(whispered('U_WANG')).toContain('上一步是你通过的');
  });

  it('Chen Jing returns it in one line; Li Na is told privately, without what was written', async () => {
    await chen.command('/review', '退回 C-1001 电话打不通，空号');
    expect(whispered('U_CHEN')).toContain('已退回');
    await minute();
    expect(told('U_LINA')).toContain('*C-1001 王女士* 被陈静退回：电话有误或打不通');
    expect(told('U_LINA')).not.toContain('空号');
  });

  it('she reads why, gets words for the customer, corrects the phone and hands it in again', async () => {
    await lina.command('/customer', 'C-1001');
    expect(screen('U_LINA')).toContain('↩️ 审核退回');
    await lina.click('review.fix');
    expect(screen('U_LINA')).toContain('电话打不通，空号');
    await lina.click('texts.open');
    expect(screen('U_LINA')).toContain('王女士您好，我是售楼处的李娜。您登记的电话好像有误');
    await lina.close({ all: true });
    await lina.command('/customer', '改 C-1001');
    await lina.submit({ phones: '13912345678' });
    await lina.close({ all: true });
    await lina.command('/review', '晓芳');
    expect(screen('U_LINA')).toContain('↩️ 审核退回');
    expect(screen('U_LINA')).not.toContain('没有人可以审');
    await lina.close({ all: true });
    await lina.command('/review', '提交 C-1001');
    await lina.submit({ text: '已改号码' });
    expect(screen('U_LINA')).toContain('C-1001：已重新提交审核');
    expect(screen('U_LINA')).toContain('🔎 审核中');
    await lina.close({ all: true });
    await minute();
    expect(told('U_WANG')).toContain('C-1001 王女士* 待你审核');
    await wang.command('/review', 'C-1001');
    // What was checked of the phone no longer counts.
    expect(screen('U_WANG')).toContain('未核对：姓名、联系方式');
    expect(screen('U_WANG')).toContain('不是第一轮');
    await wang.close({ all: true });
  });

  it('approved by both, the first follow-up is planned and Li Na hears of it', async () => {
    await wang.command('/review', 'approve C-1001');
    await chen.command('/review', '通过 C-1001');
    expect(whispered('U_CHEN')).toContain('审核通过');
    expect(whispered('U_CHEN')).toContain('已安排跟进');
    await minute();
    expect(told('U_LINA')).toContain('✅ *C-1001 王女士* 审核通过 · 下次跟进');
    const plans = await t.db.followUp.findMany({ where: { state: 'open' } });
    expect(plans).toHaveLength(1);
    await lina.command('/customer', 'C-1001');
    expect(screen('U_LINA')).toContain('✅ 审核通过');
    await viaMore(lina, 'customer.history');
    expect(screen('U_LINA')).toContain('审核退回');
    await lina.close({ all: true });
  });
});

describe('several at once', () => {
  const whole = {
    source: 'douyin',
    area: '120',
    layouts: ['3br'],
    gender: 'female',
    consent: ['yes'],
  };

  it('Wang Fang approves those without remarks in one tap below their list; the others stay', async () => {
    for (const who of ['李女士 13712340001', '周女士 13698765002']) {
      await lina.command('/customer', `new ${who}`);
      for (const part of ['person', 'source', 'need']) await lina.click(`customer.section#${part}`);
      await lina.submit({ grade: 'B', ...whole });
      await lina.close({ all: true });
    }
    await register('赵先生 13555540003');
    await wang.command('/customer', '今天');
    await wang.click('review.list');
    expect(screen('U_WANG')).toContain('3 条等你处理');
    expect(screen('U_WANG')).toContain('通过无异议的 2 条');
    await wang.click('review.clear');
    expect(screen('U_WANG')).toContain('已通过 2 条');
    expect(screen('U_WANG')).toContain('1 条等你处理');
    await wang.close({ all: true });
  });

  it('a question goes to Li Na and her answer back, where the review stood', async () => {
    await wang.command('/review', '询问 C-1004 是自住吗');
    await minute();
    expect(told('U_LINA')).toContain('王芳就 *C-1004 赵先生* 问你一个问题');
    await lina.click(/^回答$/, slack.dms('U_LINA').at(-1)!);
    expect(screen('U_LINA')).toContain('是自住吗');
    const { errors } = await lina.submit({ text: '' });
    expect(Object.values(errors ?? {})).toHaveLength(1);
    await setNow('2026-03-11T09:02:00+08:00');
    await lina.submit({ text: '是，自住' });
    await lina.close({ all: true });
    await wang.command('/review', 'C-1004');
    expect(screen('U_WANG')).toContain('是，自住');
    await wang.close({ all: true });
  });
});

describe('a registration that may be in the register already', () => {
  it('shows on the card how much and why, not who', async () => {
    const [one, other] = await t.db.customer.findMany({
      where: { number: { in: [1001, 1004] } },
      orderBy: { id: 'asc' },
    });
    await t.db.duplicatePair.create({
      data: {
        id: randomUUID(),
        oneId: one!.id,
        otherId: other!.id,
        kind: 'person',
        score: 71,
        reasons: ['phone-digit', 'name-sound'],
        foundAt: new Date(),
      },
    });
    await wang.command('/review', 'C-1004');
    expect(screen('U_WANG')).toContain('👥 可能已登记过，71 分：电话差一位、');
    expect(screen('U_WANG')).toContain('疑似重复');
    expect(screen('U_WANG')).not.toContain('1001');
    await wang.close({ all: true });
  });

  it('Li Na, whose customer it is, is not told what is alike', async () => {
    await lina.command('/review', 'C-1004');
    expect(screen('U_LINA')).toContain('C-1004');
    expect(screen('U_LINA')).not.toContain('71 分');
    await lina.close({ all: true });
  });
});

describe('what waits too long', () => {
  it('is said to Wang Fang again after four working hours, to the administrator after eight', async () => {
    await minute();
    const before = slack.dms('U_ADMIN').length;
    await setNow('2026-03-11T13:30:00+08:00');
    await minute();
    expect(told('U_WANG')).toContain('⏰ *C-1004 赵先生* 还在等你审核');
    await setNow('2026-03-11T17:30:00+08:00');
    await minute();
    await minute();
    expect(slack.dms('U_ADMIN')).toHaveLength(before + 1);
    expect(told('U_ADMIN')).toContain('C-1004 赵先生* 从');
  });
});

describe('four eyes in a small office', () => {
  it('what the only manager registered is the administrator’s; what nobody may approve is said', async () => {
    await wang.command('/customer', 'new 孙先生 13322310009');
    await wang.submit({ grade: 'B' });
    await wang.close({ all: true });
    await setNow('2026-03-12T09:05:00+08:00');
    await minute();
    expect(
      slack
        .dms('U_ADMIN')
        .map((message) => wordsOf(message.blocks))
        .join(),
    ).toContain('C-1005 孙先生* 待你审核：王芳登记');
    const admin = slack.as('U_ADMIN');
    await admin.command('/customer', '改 C-1005');
    await admin.submit({ phones: '13322398010' });
    await admin.close({ all: true });
    await minute();
    expect(told('U_ADMIN')).toContain('⛔ *C-1005 孙先生*：没有人可以审核');
    await admin.command('/review', 'C-1005');
    expect(screen('U_ADMIN')).toContain('没有人可以审核');
    await admin.close({ all: true });
  });
});

describe('changes after it was approved', () => {
  it('a change the customer reported is kept with its source and looked at again', async () => {
    await lina.command('/customer', '改 C-1001');
    await lina.submit({ name: '王小芳', reportedBy: 'wechat' });
    await viaMore(lina, 'customer.history');
    expect(screen('U_LINA')).toContain('是，微信上说的');
    await lina.close({ all: true });
    await wang.command('/review', 'C-1001');
    expect(screen('U_WANG')).toContain('李娜按客户反映修改');
    expect(screen('U_WANG')).toContain('要核对：姓名');
    await wang.close({ all: true });
  });

  it('Wang Fang writes the office’s own standard, and no plan before the review is over', async () => {
    await wang.command('/gatehouse', '规则');
    await wang.click('rules.page#review');
    expect(screen('U_WANG')).toContain('两步：先经理，再审核员');
    const { errors } = await wang.submit({ reviewEscalateHours: '1' });
    expect(Object.keys(errors ?? {})).toEqual(['reviewEscalateHours']);
    await wang.submit({
      reviewStandardZh: '本案场标准：先核对电话',
      reviewWorkMeanwhile: 'no',
      reviewEscalateHours: '8',
    });
    await wang.close({ all: true });
    await lina.command('/review', '标准');
    expect(whispered('U_LINA')).toContain('本案场标准：先核对电话');
    await lina.command('/followup', 'C-1001 明天下午3点 看房');
    expect(whispered('U_LINA')).toContain('要等审核通过');
    // A contact that happened is logged; its next date waits.
    await lina.command('/log', 'C-1001 电话 谈了价格，下次：周三下午3点');
    expect(whispered('U_LINA')).toMatch(/电话[\s\S]*未安排[\s\S]*要等审核通过/);
  });

  it('the plan that is typed with a registration waits too, and says so; the approval makes the first one', async () => {
    await lina.command('/customer', 'new 尉迟恭先生 18877665544');
    await lina.submit({ grade: 'B', nextFollowUp: '明天下午3点' });
    expect(screen('U_LINA')).toMatch(/⏳ 未安排 .*要等审核通过/);
    await lina.close({ all: true });
    const of = { customer: { name: '尉迟恭先生' } };
    expect(await t.db.followUp.count({ where: of })).toBe(0);
    await wang.command('/review', '通过 尉迟恭');
    await chen.command('/review', '通过 尉迟恭');
    expect(whispered('U_CHEN')).toContain('已安排跟进');
    expect(await t.db.followUp.count({ where: of })).toBe(1);
  });
});
