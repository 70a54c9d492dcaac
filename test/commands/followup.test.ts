import { beforeEach, describe, expect, it } from 'vitest';
import { features } from '../../src/commands/index.ts';
import { askNothing } from '../support/moves.ts';
import { testOffice, wordsOf } from '../support/office.ts';

const { slack, t, screen } = await testOffice({ features });
await askNothing(t);
const lina = slack.as('U_LINA');
const zhang = slack.as('U_ZHANG');
const emma = slack.as('U_EMMA');
const wang = slack.as('U_WANG');

const said = (user: string) => wordsOf(slack.ephemerals(user).at(-1));
const day = (iso: string) => new Date(iso);
const openPlans = (customerId: string) =>
  t.db.followUp.findMany({ where: { customerId, state: 'open' }, orderBy: { dueAt: 'asc' } });
const plansOf = (customerId: string) => t.db.followUp.findMany({ where: { customerId } });

/** A customer without a plan. */
async function register(who: typeof lina, line: string, nextFollowUp: string) {
  await t.setNow('2026-03-05T09:00:00+08:00');
  const [, name, phones] = /^(.*) (\S+)$/.exec(line)!;
  await who.command('/customer', 'new');
  await who.submit({ name, phones, grade: 'B', nextFollowUp });
  await who.close({ all: true });
  await t.setNow('2026-03-05T10:00:00+08:00');
  return t.db.customer.findFirstOrThrow({ orderBy: { number: 'desc' } });
}

beforeEach(async () => {
  await t.setNow('2026-03-05T10:00:00+08:00');
  for (const who of [lina, zhang, emma, wang]) await who.close({ all: true }).catch(() => null);
});

describe('planning by text', () => {
  it('Li Na plans in Chinese and reads the full date, weekday and zone', async () => {
    const { id, number } = await register(lina, '王晓芳 13812345678', '不安排');
    await lina.command('/followup', '王女士 下周三下午3点 带看');
    expect(said('U_LINA')).toContain(`✅ C-${number} · 跟进 2026年3月11日 周三 15:00（中国时间）`);
    expect(await openPlans(id)).toMatchObject([
      { dueAt: day('2026-03-11T15:00:00+08:00'), grain: 'minute' },
    ]);
    await lina.click('undo');
    expect(await openPlans(id)).toEqual([]);
  });

  it('Emma plans in English, in her own zone', async () => {
    const { id, number } = await register(emma, 'Ms Clarkson +447911123456', 'none');
    await emma.command('/followup', `C-${number} next Tue 3pm show flat`);
    expect(said('U_EMMA')).toContain('Tue 10 Mar 2026 15:00 (United Kingdom Time)');
    expect(await openPlans(id)).toMatchObject([{ dueAt: day('2026-03-10T15:00:00Z') }]);
  });

  it('Words that can be read in two ways are offered as buttons, and what is to be done is kept', async () => {
    const { id } = await register(emma, 'Mr Brook +447911123457', 'none');
    await emma.command('/followup', 'Brook 03/04 3pm show flat');
    expect(slack.modal('U_EMMA')!.callback_id).toBe('followup.readings');
    await emma.click(/4 Mar|3 Apr/);
    const plans = await openPlans(id);
    expect(plans).toHaveLength(1);
    expect(plans[0]!.whatSealed).not.toBeNull();
  });

  it.each([
    ['yesterday 3pm', 'That has passed', 'Ms Hill +447911123461'],
    ['30 Feb 3pm', 'That is no date I understand', 'Ms Moss +447911123462'],
    ['when she calls', 'That is no date I understand', 'Ms Reed +447911123463'],
  ])('“%s” is refused with a sentence and kept in the form', async (words, sentence, line) => {
    const { id, number } = await register(emma, line, 'none');
    await emma.command('/followup', `C-${number} ${words}`);
    expect(screen('U_EMMA')).toContain(sentence);
    expect(screen('U_EMMA')).toContain(words);
    expect(await openPlans(id)).toEqual([]);
  });

  it('A second plan asks: replace or keep both', async () => {
    const { id, number } = await register(lina, '周敏 13812340001', '明天上午10点');
    await lina.command('/followup', `C-${number} 后天下午2点`);
    expect(screen('U_LINA')).toContain('已有跟进');
    expect(await openPlans(id)).toHaveLength(1);
    await lina.click({ action: 'followup.save-at#replace' });
    expect(await openPlans(id)).toMatchObject([{ dueAt: day('2026-03-07T14:00:00+08:00') }]);
    await lina.click('undo');
    expect(await openPlans(id)).toMatchObject([{ dueAt: day('2026-03-06T10:00:00+08:00') }]);
    await lina.close({ all: true });
    await lina.command('/followup', `C-${number} 后天下午2点`);
    await lina.click({ action: 'followup.save-at#keep' });
    expect(await openPlans(id)).toHaveLength(2);
  });

  it('Zhang Wei cannot plan for a customer of Li Na; reviewers cannot plan at all', async () => {
    const { id, number } = await register(lina, '吴敏 13812340002', '不安排');
    await zhang.command('/followup', `C-${number} 明天上午10点`);
    expect(screen('U_ZHANG')).toContain('没有找到');
    await slack.as('U_CHEN').command('/followup', `C-${number} 明天上午10点`);
    expect(said('U_CHEN')).toContain('你的角色不包含');
    expect(await openPlans(id)).toEqual([]);
  });
});

describe('the list', () => {
  it('Li Na sees what is overdue, opens one, and is back on the list when it is done', async () => {
    const { number } = await register(lina, '郑强 13812340003', '明天上午10点');
    await t.setNow('2026-03-07T09:00:00+08:00');
    await lina.command('/followup');
    expect(screen('U_LINA')).toContain(`C-${number} 郑强`);
    expect(screen('U_LINA')).toMatch(/逾期 \d/);
    await lina.click({
      action: `followup.open#${(await openPlans((await t.db.customer.findUniqueOrThrow({ where: { number } })).id))[0]!.id}`,
    });
    expect(slack.modal('U_LINA')!.callback_id).toBe('followup.open');
    await lina.select('choose#follow-up', '已完成（未联系）');
    expect(slack.modal('U_LINA')!.callback_id).toBe('followup.list');
    expect(screen('U_LINA')).toContain(`✅ C-${number} · 跟进已完成`);
    await lina.click('undo');
    expect(screen('U_LINA')).toContain(`C-${number} 郑强`);
  });
});

describe('changing one', () => {
  it('Tonight and tomorrow are counted as postponed, and the manager sees it', async () => {
    const { id, number } = await register(lina, '冯洁 13812340004', '今天下午2点');
    const [plan] = await openPlans(id);
    await lina.command('/followup', '今天');
    await lina.click({ action: `followup.open#${plan!.id}` });
    await lina.click('今晚');
    expect(screen('U_LINA')).toContain(`C-${number} · 推迟到 2026年3月5日 周四 19:00`);
    expect(await openPlans(id)).toMatchObject([
      { dueAt: day('2026-03-05T19:00:00+08:00'), snoozes: 1, dueVersion: 2 },
    ]);
    await lina.close({ all: true });
    await wang.command('/customer', 'day');
    expect(screen('U_WANG')).toMatch(/李娜：.*推迟1次/);
  });

  it('Moving by words; a date in the past is refused in place and nothing is lost', async () => {
    const { id } = await register(lina, '曹阳 13812340005', '今天下午3点');
    const [plan] = await openPlans(id);
    await lina.command('/followup', '今天');
    await lina.click({ action: `followup.open#${plan!.id}` });
    await lina.click('followup.move');
    expect((await lina.submit({ when: '昨天' })).errors).toHaveProperty('when');
    await lina.submit({ when: '下周一上午11点' });
    expect(await openPlans(id)).toMatchObject([
      { dueAt: day('2026-03-09T11:00:00+08:00'), moves: 1, snoozes: 0 },
    ]);
  });

  it('Cancelling needs a reason', async () => {
    const { id } = await register(lina, '钱丽 13812340006', '今天下午4点');
    const [plan] = await openPlans(id);
    await lina.command('/followup', '今天');
    await lina.click({ action: `followup.open#${plan!.id}` });
    await lina.select('choose#follow-up', '取消跟进');
    expect((await lina.submit({})).errors).toHaveProperty('reason');
    await lina.submit({ reason: 'customer_asked' });
    expect(await plansOf(id)).toMatchObject([
      { state: 'cancelled', cancelReason: 'customer_asked' },
    ]);
  });

  it('Handing over gives Zhang Wei this one: he logs the contact, the assigned rep stays', async () => {
    const { id, number } = await register(lina, '孙磊 13812340007', '今天下午5点');
    const [plan] = await openPlans(id);
    await lina.command('/followup', '今天');
    await lina.click({ action: `followup.open#${plan!.id}` });
    await lina.select('choose#follow-up', '转给同事');
    await lina.submit({ colleague: '00000000-0000-7000-8000-000000000002' });
    expect(screen('U_LINA')).toContain('跟进已转给同事');
    await zhang.command('/followup', '今天');
    expect(screen('U_ZHANG')).toContain(`C-${number}`);
    await zhang.click({ action: `followup.open#${plan!.id}` });
    await zhang.click('contact.reached');
    await zhang.submit({ said: '替李娜打的' });
    await zhang.close({ all: true });
    expect(await t.db.customer.findUniqueOrThrow({ where: { id } })).toMatchObject({
      repId: '00000000-0000-7000-8000-000000000001',
      effectiveCount: 2,
    });
    expect(await t.db.followUp.findUniqueOrThrow({ where: { id: plan!.id } })).toMatchObject({
      state: 'done',
    });
  });

  it('Undo is refused when the follow-up was changed again since', async () => {
    const { id } = await register(lina, '罗敏 13812340008', '今天下午6点');
    const [plan] = await openPlans(id);
    await lina.command('/followup', '今天');
    await lina.click({ action: `followup.open#${plan!.id}` });
    await lina.click('明天');
    const undoView = slack.modal('U_LINA')!;
    await t.db.followUp.update({ where: { id: plan!.id }, data: { dueVersion: { increment: 1 } } });
    await lina.click('undo', undoView);
    expect(screen('U_LINA')).toContain('又有改动');
    await t.setNow('2026-03-05T10:11:00+08:00');
  });

  it('Undo ends after ten minutes and works once', async () => {
    const { id, number } = await register(lina, '韩雪 13812340009', '不安排');
    await lina.command('/followup', `C-${number} 明天上午10点`);
    const line = slack.ephemerals('U_LINA').at(-1)!;
    await t.setNow('2026-03-05T10:10:01+08:00');
    await lina.click('undo', line as never);
    expect(said('U_LINA')).toContain('已过十分钟');
    await t.setNow('2026-03-05T10:09:59+08:00');
    await lina.click('undo', line as never);
    expect(said('U_LINA')).toContain('已撤销');
    await lina.click('undo', line as never);
    expect(said('U_LINA')).toContain('已经撤销过');
    expect(await openPlans(id)).toEqual([]);
  });
});

describe('stage and grade', () => {
  const card = async (number: number) => {
    await lina.command('/customer', `C-${number}`);
  };
  const file = (id: string) => t.db.customer.findUniqueOrThrow({ where: { id } });

  it('Forward is one tap, shown on the card, and taken back', async () => {
    const { id, number } = await register(lina, '唐宁 13812340010', '不安排');
    await card(number);
    await lina.select('choose#card', '改阶段');
    await lina.click('意向');
    expect(screen('U_LINA')).toContain(`C-${number} · 潜在 → 意向`);
    expect(await file(id)).toMatchObject({ stage: 'interested' });
    expect(await t.db.stageMove.count({ where: { customerId: id } })).toBe(2);
    await lina.click('undo');
    expect(await file(id)).toMatchObject({ stage: 'potential' });
    expect(await t.db.stageMove.count({ where: { customerId: id } })).toBe(1);
  });

  it('Lost asks why, cancels the open follow-up, and Undo brings both back', async () => {
    const { id, number } = await register(lina, '许可 13812340011', '明天上午10点');
    await card(number);
    await lina.select('choose#card', '改阶段');
    await lina.click('流失');
    expect((await lina.submit({})).errors).toHaveProperty('reason');
    await lina.submit({ reason: 'price', note: 'canary-因为贵' });
    expect(await file(id)).toMatchObject({ stage: 'lost', lostReason: 'price' });
    expect(await openPlans(id)).toEqual([]);
    expect(slack.modal('U_LINA')!.callback_id).toBe('customer.card');
    await lina.click('undo');
    expect(await file(id)).toMatchObject({ stage: 'potential', lostReason: null });
    expect(await openPlans(id)).toHaveLength(1);
    const raw = await t.owner.query(
      `SELECT row_to_json(a)::text AS row FROM audit a WHERE customer_id = $1`,
      [id],
    );
    expect(JSON.stringify(raw.rows)).not.toContain('canary-因为贵');
  });

  it('The grade is one tap with its meaning beside the letter', async () => {
    const { id, number } = await register(lina, '邓伦 13812340012', '不安排');
    await card(number);
    await lina.select('choose#card', '改等级');
    expect(screen('U_LINA')).toContain('1个月内会买');
    await lina.click('grade.set#A');
    expect(await file(id)).toMatchObject({ grade: 'A' });
    await lina.click('undo');
    expect(await file(id)).toMatchObject({ grade: 'B' });
  });
});
