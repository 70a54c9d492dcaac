import { describe, expect, it } from 'vitest';
import { PEOPLE } from '../../prisma/seed/office.ts';
import { features } from '../../src/commands/index.ts';
import { findActor } from '../../src/crm/access/store.ts';
import { creditReferrals } from '../../src/crm/care/usecases/crediting.ts';
import { planCareDays } from '../../src/crm/care/usecases/days.ts';
import { mergeCustomers } from '../../src/crm/merging/usecases/merge.ts';
import { senderOf } from '../support/delivery.ts';
import { forgePress } from '../support/forge.ts';
import { testOffice, wordsOf } from '../support/office.ts';

const { slack, t, screen, setNow } = await testOffice({ features });
const lina = slack.as('U_LINA');
const zhang = slack.as('U_ZHANG');
const wang = slack.as('U_WANG');
const ctx = { db: t.db, keys: t.keyring };
const delivery = senderOf({ t, slack });
const byNumber = (number: number) => t.db.customer.findUniqueOrThrow({ where: { number } });
const lastDm = (user: string) => slack.dms(user).at(-1)!;

async function register(who: typeof lina, line: string) {
  await who.command('/customer', `new ${line}`);
  await who.submit({ grade: 'B' });
  await who.close({ all: true });
}

await register(lina, '王晓芳女士 13812345678');
await register(lina, '李强先生 13787654321');
await register(zhang, '赵玉兰女士 13522223333');
await register(lina, '陈明先生 13611112222');

describe('老带新: who brought whom', () => {
  it('Li Na types it, and the card’s More shows the chain by number and surname', async () => {
    await lina.command('/customer', '老带新 C-1002 C-1001');
    await lina.command('/customer', 'referral C-1004 C-1002');
    expect(await byNumber(1002)).toMatchObject({ referrerId: (await byNumber(1001)).id });
    await lina.command('/customer', 'C-1004');
    await lina.click('customer.more');
    await lina.click('referral.open');
    expect(screen('U_LINA')).toContain('C-1001 王女士 → C-1002 李先生 → *C-1004 陈先生*');
    expect(screen('U_LINA')).toContain('业绩算 *李娜* 的');
    expect(screen('U_LINA')).not.toMatch(/晓芳|5678/);
    await lina.close({ all: true });
  });

  it('a circle is refused under the input, and by the edit form too', async () => {
    await lina.command('/customer', '老带新 C-1001');
    await lina.suggest('customers', '陈明');
    const answer = await lina.submit({ referrer: (await byNumber(1004)).id });
    expect(Object.values(answer.errors ?? {})).toEqual([
      '这样会绕成一圈：对方正是这位客户（直接或间接）介绍来的。',
    ]);
    await lina.suggest('customers', '王晓芳');
    const itself = await lina.submit({ referrer: (await byNumber(1001)).id });
    expect(Object.values(itself.errors ?? {})).toEqual(['不能自己介绍自己，请选另一位客户。']);
    await lina.close({ all: true });
    expect((await byNumber(1001)).referrerId).toBeNull();
  });

  it('two changes in one moment do not make one together', async () => {
    await register(lina, '周一先生 13900000001');
    await register(lina, '吴二先生 13900000002');
    await Promise.all([
      lina.command('/customer', '老带新 C-1005 C-1006'),
      wang.command('/customer', '老带新 C-1006 C-1005'),
    ]);
    const both = [await byNumber(1005), await byNumber(1006)];
    expect(both.filter(({ referrerId }) => referrerId !== null)).toHaveLength(1);
  });

  it('Zhang Wei names no customer of Li Na, whatever id he presses', async () => {
    const [hers, his] = [await byNumber(1001), await byNumber(1003)];
    await zhang.command('/customer', '老带新 C-1003 C-1001');
    await forgePress(slack, 'U_ZHANG', 'referral.open', { id: hers.id });
    await forgePress(slack, 'U_ZHANG', 'referral.introduce', { id: hers.id });
    expect((await byNumber(1003)).referrerId).toBeNull();
    expect(slack.modal('U_ZHANG')).toBeNull();
    // The manager may; Zhang Wei then sees that somebody brought his customer, and not who.
    await wang.command('/customer', '老带新 C-1003 C-1001');
    expect((await byNumber(1003)).referrerId).toBe(hers.id);
    await zhang.command('/customer', `老带新 C-${his.number}`);
    expect(screen('U_ZHANG')).toContain('C-1001（其他顾问的客户） → *C-1003 赵女士*');
    expect(screen('U_ZHANG')).toContain('业绩算 *张伟* 的');
    await zhang.close({ all: true });
  });
});

describe('credits and thanks', () => {
  it('the referrer’s rep is asked once to thank; a visit earns what the office says', async () => {
    await creditReferrals(ctx);
    await creditReferrals(ctx);
    await delivery.run();
    const asked = slack.dms('U_LINA').filter(({ text }) => text.includes('介绍人来了'));
    expect(asked).toHaveLength(4);
    const told = wordsOf(asked.map(({ blocks }) => blocks));
    expect(told).toContain('*C-1001 王女士* 介绍了 C-1002 李先生');
    expect(told).toContain('*C-1001 王女士* 介绍了其他顾问的客户');
    expect(told).toContain('道一声谢');
    expect(told).not.toMatch(/晓芳|玉兰|5678/);
    await lina.click('texts.open', asked[0]!);
    expect(screen('U_LINA')).toContain('谢谢您把朋友介绍过来');
    await lina.close({ all: true });
    const credits = await t.db.referralCredit.findMany();
    expect(credits.map((one) => [one.event, one.recipient, one.whatZh])).toEqual(
      Array(4).fill(['visited', 'referrer', '到访小礼一份']),
    );
  });

  it('an introduction that was logged beforehand counts for the rep who logged it', async () => {
    await lina.command('/customer', '介绍 C-1001 13755556666');
    await lina.command('/customer', '介绍 C-1001 137 5555 6666');
    expect(lastDm('U_LINA')).toBeDefined();
    const [row] = await t.db.introduction.findMany();
    expect(await t.db.introduction.count()).toBe(1);
    expect(Buffer.from(row!.phoneIndex).toString()).not.toContain('13755556666');
    await setNow('2026-03-05T11:00:00+08:00');
    await register(zhang, '孙三先生 13755556666');
    await wang.command('/customer', '老带新 C-1007 C-1001');
    await wang.command('/customer', '老带新 C-1007');
    expect(screen('U_WANG')).toContain('业绩算 *李娜* 的（事先记过介绍）');
    expect(screen('U_WANG')).toContain('经理可以改归属');
    await wang.close({ all: true });
    await t.db.customer.update({ where: { number: 1007 }, data: { stage: 'closed' } });
    await creditReferrals(ctx);
    const credits = await t.db.referralCredit.findMany({
      where: { newcomerId: (await byNumber(1007)).id, event: 'signed' },
      orderBy: { nth: 'asc' },
    });
    expect(credits.map((one) => [one.recipient, one.memberId, one.because])).toEqual([
      ['referrer', null, null],
      ['newcomer', null, null],
      ['rep', PEOPLE.lina.id, 'introduced'],
    ]);
  });

  it('who brought a customer is not changed any more once somebody earned by it', async () => {
    await wang.command('/customer', '老带新 C-1007 C-1002');
    expect((await byNumber(1007)).referrerId).toBe((await byNumber(1001)).id);
  });

  it('a manager notes that it was given, once; a rep cannot', async () => {
    await wang.command('/customer', '老带新 C-1002');
    const credit = await t.db.referralCredit.findFirstOrThrow({
      where: { newcomerId: (await byNumber(1002)).id },
    });
    const input = { creditId: credit.id, customerId: (await byNumber(1002)).id };
    await forgePress(slack, 'U_LINA', 'referral.give', input);
    expect(await t.db.referralCredit.count({ where: { givenById: { not: null } } })).toBe(0);
    await wang.click(`referral.give#${credit.id}`);
    expect(screen('U_WANG')).toContain('✓');
    await wang.close({ all: true });
    expect(await t.db.referralCredit.findUnique({ where: { id: credit.id } })).toMatchObject({
      givenById: PEOPLE.wang.id,
    });
  });
});

describe('满意度', () => {
  it('Li Na asks by text; the customer’s reply, pasted to the bot, is kept once', async () => {
    await lina.command('/customer', '满意度 C-1001');
    await lina.click('satisfaction.ask');
    const [, code] = /请回复 (\w{6}) 加/.exec(screen('U_LINA')) ?? [];
    expect(code).toBeDefined();
    const stored = await t.db.satisfaction.findFirstOrThrow();
    expect(Buffer.from(stored.codeSealed!).toString('latin1')).not.toContain(code);
    await lina.close({ all: true });
    await zhang.command('/customer', `回复码 ${code} 1 假的`);
    expect(await t.db.satisfaction.count({ where: { score: { not: null } } })).toBe(0);
    await lina.dm(`${code!.toLowerCase()}，5分，都很好`);
    expect(wordsOf(slack.dms('U_LINA').at(-1)!)).toContain('C-1001：5 分，已记下');
    await lina.command('/customer', `code ${code} 3 又来`);
    expect(await t.db.satisfaction.findMany()).toMatchObject([{ score: 5, how: 'code' }]);
    await lina.command('/customer', '满意度 C-1001');
    expect(screen('U_LINA')).toContain('★★★★★ 5 分');
    expect(screen('U_LINA')).toContain('都很好');
    await lina.close({ all: true });
  });

  it('a code that is too old is refused', async () => {
    await lina.command('/customer', '满意度 C-1002');
    await lina.click('satisfaction.ask');
    const [, code] = /请回复 (\w{6}) 加/.exec(screen('U_LINA')) ?? [];
    await lina.close({ all: true });
    await setNow('2026-03-20T10:00:00+08:00');
    await lina.command('/customer', `回复码 ${code} 5`);
    expect(await t.db.satisfaction.count({ where: { score: { not: null } } })).toBe(1);
  });

  it('a low score goes to the manager once, without the words, and the rep has a follow-up', async () => {
    await lina.command('/customer', '满意度 C-1002 2 交房拖了半个月');
    await delivery.run();
    const told = wordsOf(lastDm('U_WANG'));
    expect(told).toContain('*C-1002 李先生* 打了 2 分（李娜）');
    expect(told).not.toContain('交房');
    await wang.click('satisfaction.open', lastDm('U_WANG'));
    expect(screen('U_WANG')).toContain('交房拖了半个月');
    await wang.close({ all: true });
    const plan = await t.db.followUp.findFirstOrThrow({
      where: { customerId: (await byNumber(1002)).id, state: 'open', grain: 'day' },
      orderBy: { createdAt: 'desc' },
    });
    expect(plan.dueAt.toISOString()).toBe('2026-03-21T01:00:00.000Z');
    const before = slack.dms('U_WANG').length;
    await delivery.run();
    expect(slack.dms('U_WANG')).toHaveLength(before);
  });
});

describe('关怀日', () => {
  it('nothing is kept without the customer’s own consent', async () => {
    await lina.command('/customer', '关怀 C-1001');
    const refused = await lina.submit({ birthday: '3月21日' });
    expect(Object.values(refused.errors ?? {})).toEqual([
      '客户没有同意，这些日子不能记：请勾选同意，或留空。',
    ]);
    const unread = await lina.submit({ birthday: '春天', agrees: ['yes'] });
    expect(Object.values(unread.errors ?? {})).toEqual(['请写月和日：3月5日，或 03-05。']);
    await lina.submit({ birthday: '1988年3月21日', agrees: ['yes'], moveInOn: '2025-03-21' });
    expect(screen('U_LINA')).toContain('关怀日已记下');
    expect(screen('U_LINA')).toContain('李娜 记录');
    await lina.close({ all: true });
    const row = await t.db.careFile.findFirstOrThrow();
    expect(row).toMatchObject({ consentById: PEOPLE.lina.id });
    expect(Buffer.from(row.birthdaySealed!).toString('latin1')).not.toMatch(/03-21|1988/);
  });

  it('one word in the morning, to her only, with the text ready; never at night', async () => {
    await setNow('2026-03-21T00:30:00+08:00');
    await planCareDays(ctx);
    await planCareDays(ctx);
    const before = slack.dms('U_LINA').length;
    await delivery.run();
    expect(slack.dms('U_LINA')).toHaveLength(before);
    await setNow('2026-03-21T09:00:00+08:00');
    await delivery.run();
    await delivery.run();
    const greetings = slack.dms('U_LINA').filter(({ text }) => text.includes('可以问候'));
    expect(greetings).toHaveLength(1);
    expect(wordsOf(greetings[0]!)).toContain('C-1001 王女士');
    expect(wordsOf(greetings[0]!)).not.toMatch(/生日|晓芳/);
    await lina.click(/问候的话/, greetings[0]!);
    expect(screen('U_LINA')).toContain('王女士，生日快乐！');
    await lina.close({ all: true });
  });

  it('withdrawn consent stops it at once: the days are deleted, the posted word says so', async () => {
    await lina.command('/customer', '关怀 C-1001');
    await lina.submit({ agrees: [] });
    expect(screen('U_LINA')).toContain('同意已撤回');
    await lina.close({ all: true });
    expect(await t.db.careFile.findFirstOrThrow()).toMatchObject({
      birthdaySealed: null,
      birthdayIndex: null,
      moveInOn: null,
    });
    await delivery.run();
    expect(wordsOf(slack.dms('U_LINA').at(-1)!)).toContain('今天没有要问候的了');
    await setNow('2027-03-21T09:00:00+08:00');
    expect(await planCareDays(ctx)).toBe(0);
  });
});

describe('who wants to hear nothing, or no more', () => {
  async function keepDays(number: number, birthday: string) {
    await wang.command('/customer', `关怀 C-${number}`);
    await wang.submit({ birthday, agrees: ['yes'] });
    await wang.close({ all: true });
  }

  it('a day that was told goes from the old message too, and from a record that became part of this one', async () => {
    await setNow('2027-04-01T09:00:00+08:00');
    await keepDays(1005, '4月2日');
    await keepDays(1006, '4月2日');
    await setNow('2027-04-02T09:00:00+08:00');
    await planCareDays(ctx);
    await delivery.run();
    const told = () =>
      slack
        .dms('U_LINA')
        .filter(({ text }) => text.includes('可以问候'))
        .at(-1);
    const { ts } = told()!;
    const [kept, lost] = [await byNumber(1005), await byNumber(1006)];
    await mergeCustomers(
      { ...ctx, actor: (await findActor(t.db, 'U_WANG'))! },
      {
        ...{ keepId: kept.id, loseId: lost.id, choices: {} },
        ...{ keepVersion: kept.version, loseVersion: lost.version },
      },
    );
    await setNow('2027-04-10T09:00:00+08:00');
    await wang.command('/customer', '关怀 C-1005');
    await wang.submit({ agrees: [] });
    await wang.close({ all: true });
    const files = await t.db.careFile.findMany({
      where: { customerId: { in: [kept.id, lost.id] } },
    });
    expect(files.map(({ birthdaySealed }) => birthdaySealed)).toEqual([null, null]);
    expect(files.every(({ withdrawnAt }) => withdrawnAt !== null)).toBe(true);
    await delivery.run();
    const redrawn = slack.dms('U_LINA').find((one) => one.ts === ts)!;
    expect(wordsOf(redrawn)).not.toContain('周先生');
  });

  it('nobody is asked how satisfied they are who does not want to be contacted', async () => {
    const { id } = await t.db.customer.update({
      where: { number: 1004 },
      data: { doNotContact: true },
    });
    await forgePress(slack, 'U_LINA', 'satisfaction.ask', { id });
    expect(await t.db.satisfaction.count({ where: { customerId: id } })).toBe(0);
  });
});

describe('the text that asks', () => {
  it('the text speaks the customer’s language, else the team’s; the hint the reader’s', async () => {
    const speak = (locale: string) =>
      t.db.member.update({ where: { id: PEOPLE.lina.id }, data: { locale } });
    await register(lina, '周宁先生 13611119999');
    const { id, number } = await t.db.customer.findFirstOrThrow({ orderBy: { number: 'desc' } });
    await lina.command('/customer', `满意度 C-${number}`);
    await lina.click('satisfaction.ask');
    expect(screen('U_LINA')).toMatch(/周先生您好.*`\/customer 回复码 \w{6} 5`/s);
    await lina.close({ all: true });
    await speak('en');
    await lina.command('/customer', `satisfaction C-${number}`);
    expect(screen('U_LINA')).toMatch(/周先生您好.*`\/customer code \w{6} 5`/s);
    await lina.close({ all: true });
    await speak('zh');
    await t.db.customer.update({ where: { id }, data: { language: 'en' } });
    await lina.command('/customer', `满意度 C-${number}`);
    expect(screen('U_LINA')).toMatch(/Mr Zhou.*`\/customer 回复码 \w{6} 5`/s);
    await lina.close({ all: true });
  });
});
