import { describe, expect, it } from 'vitest';
import { PEOPLE, TEAMS } from '../../prisma/seed/office.ts';
import { features } from '../../src/commands/index.ts';
import { newId } from '../../src/lib/id.ts';
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
const admin = slack.as('U_ADMIN');
type Who = typeof lina;
const dm = (user: string) => slack.dms(user).at(-1);
const whispered = (user: string) => wordsOf(slack.ephemerals(user).at(-1));
const close = (who: Who) => who.close({ all: true });

const delivery = senderOf({ t, slack });

async function register(who: Who, line: string) {
  await who.command('/customer', `new ${line}`);
  const answer = await who.submit({ grade: 'B', nextFollowUp: '无' });
  await close(who);
  return answer;
}

describe('Zhang Wei claims 王晓芳 out of a check', async () => {
  await register(lina, '王晓芳 13812345678');
  await lina.command('/customer', '改 C-1001');
  await lina.submit({ gender: 'female' });
  await close(lina);

  it('the blind answer has a button that carries no id of the record', async () => {
    await zhang.command('/customer', '查重 138 1234 5678');
    const { id } = await t.db.customer.findUniqueOrThrow({ where: { number: 1001 } });
    const answer = slack.ephemerals('U_ZHANG').at(-1)!;
    expect(wordsOf(answer)).toContain('提出判客');
    expect(JSON.stringify(answer)).not.toContain(id);
    await zhang.click('case.open#0', answer);
    expect(screen('U_ZHANG')).toContain('由经理根据系统里双方的记录裁定');
    const refused = await zhang.submit({ text: '周日来访时指名找我', links: 'http://x.example' });
    expect(refused.errors).toEqual({ links: expect.stringContaining('https://') });
    await zhang.submit({
      text: '周日来访时指名找我 <!channel>',
      links: 'https://files.example/a?b=1&c=2',
    });
    expect(wordsOf(dm('U_ZHANG'))).toContain('✅ 判客 1 已提出');
  });

  it('Wang Fang, who decides, gets a card with both sides’ evidence and the proposal, naming nobody', async () => {
    await delivery.run();
    const card = wordsOf(dm('U_WANG')!.blocks);
    for (const line of [
      '⚖️ *判客 1 · C-1001 王女士*',
      '等待裁定',
      '归属顾问 3月11日 周三 09:00 登记',
      '保护至 4月10日',
      '主张方没有与该客户的任何记录',
      '有效联系 1 次 · 到访 1 次',
      '*系统建议*：*维持：仍归现在的顾问*\n适用规则：保护期内以先登记者为准。',
    ])
      expect(card).toContain(line);
    expect(JSON.stringify(dm('U_WANG'))).not.toMatch(/晓芳|5678|周日|张伟|李娜/);
  });

  it('Li Na is told privately, not who claims; her card says so, and protection stands still', async () => {
    const told = wordsOf(dm('U_LINA')!.blocks);
    expect(told).toContain('有人主张 C-1001 王女士：判客 1');
    expect(told).not.toContain('张伟');
    await lina.command('/customer', 'C-1001');
    expect(screen('U_LINA')).toContain('⚖️ 判客 1：⏳ 等待裁定');
    expect(screen('U_LINA')).toContain('🛡 保护中，因为正在判客');
    await viaMore(lina, 'customer.history');
    expect(screen('U_LINA')).toContain('有人提出判客');
    expect(screen('U_LINA')).not.toContain('张伟');
    await close(lina);
    await lina.command('/case', '陈述 1 我每周都联系');
    expect(whispered('U_LINA')).toContain('已补充到判客 1');
  });

  it('Wang Fang opens the evidence, asks for more, and decides with a reason', async () => {
    await wang.click('case.show', dm('U_WANG')!);
    const evidence = screen('U_WANG');
    expect(evidence).toContain('系统建议');
    expect(evidence).toContain('保护期内以先登记者为准');
    expect(evidence).toContain('由李娜登记');
    expect(evidence).toContain('张伟没有与该客户的任何记录');
    expect(evidence).toContain('我每周都联系');
    expect(evidence).toContain('&lt;!channel&gt;');
    expect(evidence).toContain('<https://files.example/a?b=1&amp;c=2>');
    expect(evidence).toContain('绝不使用人脸');
    await wang.click('case.ask');
    await wang.submit({ text: '周日是谁接待的？' });
    expect(screen('U_WANG')).toContain('已请各方补充');
    await close(wang);
    await wang.command('/case', '要求补充 1 有没有登记表？');
    expect(whispered('U_WANG')).toContain('已请各方补充');
    await wang.command('/case', '裁定 1 分业绩 30% @张伟 两人都接待过？');
    const form = JSON.stringify(slack.modal('U_WANG'));
    for (const typed of ['"value":"split"', PEOPLE.zhang.id, '"30"', '两人都接待过？'])
      expect(form).toContain(typed);
    await close(wang);
    await wang.command('/case', '1');
    expect(screen('U_WANG')).toContain('有没有登记表？');
    await wang.click('case.decide');
    const { errors } = await wang.submit({ verdict: 'give', reason: '张伟先接待' });
    expect(errors).toEqual({ to: expect.stringContaining('要选主张的顾问') });
    await wang.submit({ verdict: 'give', to: PEOPLE.zhang.id, reason: '张伟先接待' });
    expect(screen('U_WANG')).toContain('✅ 判客 1 已裁定');
    expect(screen('U_WANG')).toContain('改归张伟');
    await close(wang);
  });

  it('both hear it privately, the card in her messages says so, Zhang Wei’s card is his', async () => {
    await delivery.run();
    const toLina = slack.dms('U_LINA').map((one) => wordsOf(one.blocks));
    expect(toLina.some((one) => one.includes('裁定的人请你补充'))).toBe(true);
    expect(toLina.some((one) => one.includes('C-1001 王女士：改归张伟'))).toBe(true);
    expect(wordsOf(dm('U_ZHANG')!.blocks)).toContain('C-1001 王女士：改归你');
    const card = slack.dms('U_WANG').map((one) => wordsOf(one.blocks));
    expect(card.some((one) => one.includes('改归张伟 · 王芳'))).toBe(true);
    await zhang.command('/customer', 'C-1001');
    expect(screen('U_ZHANG')).toContain('归属顾问：张伟');
    await viaMore(zhang, 'owner.open');
    expect(screen('U_ZHANG')).toContain('王芳判客裁定');
    await close(zhang);
  });

  it('Li Na reads the reason and appeals; the administrator decides for good', async () => {
    await lina.command('/case', '1');
    expect(screen('U_LINA')).toContain('张伟先接待');
    await lina.click('case.appeal');
    await lina.submit({ text: '我先登记的' });
    expect(screen('U_LINA')).toContain('判客 1 由管理员裁定');
    await close(lina);
    await delivery.run();
    await admin.click('case.show', dm('U_ADMIN')!);
    await admin.click('case.decide');
    expect(screen('U_ADMIN')).toContain('为最终裁定');
    await admin.submit({ verdict: 'keep', reason: '以先登记者为准' });
    await close(admin);
    await delivery.run();
    expect(wordsOf(dm('U_LINA')!.blocks)).toContain('仍归现在的顾问。\n这是最终裁定');
    expect(await t.db.customer.findUniqueOrThrow({ where: { number: 1001 } })).toMatchObject({
      repId: PEOPLE.lina.id,
    });
  });
});

describe('Emma, in English', () => {
  it('registers the phone, is refused, and is offered to open a case, in private', async () => {
    await emma.command('/customer', 'new Ms Wang +86 138 1234 5678');
    const { errors } = await emma.submit({ grade: 'B' });
    expect(Object.keys(errors!)).toEqual(['phones']);
    await close(emma);
    const offer = dm('U_EMMA')!;
    expect(wordsOf(offer.blocks)).toContain('Open a case');
    await emma.click('case.open', offer);
    await emma.submit({ text: 'She asked for me.' });
    expect(wordsOf(dm('U_EMMA'))).toContain('✅ Case 2 is open');
    await emma.command('/case', '');
    expect(screen('U_EMMA')).toContain('Case 2 · a customer you claim');
    expect(screen('U_EMMA')).not.toMatch(/1001|Wang|王/);
    await emma.click(/^case\.show/);
    expect(screen('U_EMMA')).toContain('You claim this customer.');
    await close(emma);
  });

  it('types the phone and the reason at once; the number of a record is not enough', async () => {
    await register(lina, '李强 13912345678');
    await emma.command('/case', 'open +86 139 1234 5678 he called me on Sunday');
    expect(screen('U_EMMA')).toContain('he called me on Sunday');
    await emma.submit({});
    expect(wordsOf(dm('U_EMMA'))).toContain('Case 3 is open');
    await emma.command('/case', 'open C-1002');
    expect(whispered('U_EMMA')).toContain('Claim by what you know of the customer');
    await emma.command('/case', 'open C-4711');
    expect(whispered('U_EMMA')).toContain('Claim by what you know of the customer');
  });

  it('forges other people’s cases, and learns nothing', async () => {
    const { id: caseId } = await t.db.case.findUniqueOrThrow({ where: { number: 1 } });
    for (const doing of ['case.show', 'case.speak', 'case.appeal', 'case.decide'])
      await forgePress(slack, 'U_EMMA', doing, { caseId });
    await emma.command('/case', 'statement 1 let me in');
    expect(whispered('U_EMMA')).toContain('You may not see or change this');
  });
});

describe('the office’s rules', () => {
  it('Wang Fang has a channel for the cases, and a case of her own opened for Zhang Wei goes there', async () => {
    await setNow('2026-03-12T10:00:00+08:00');
    await wang.command('/gatehouse', '规则');
    await wang.click('rules.page#cases');
    expect(screen('U_WANG')).toContain('判客频道');
    await wang.submit({ caseChannel: 'C_MGR' });
    await close(wang);
    await register(lina, '赵云 13712345678');
    const at = new Date('2026-03-12T09:59:00+08:00');
    await t.db.arrival.create({
      data: {
        ...{ id: newId(at), teamId: TEAMS.east.id, day: new Date('2026-03-12'), how: 'turn' },
        ...{
          memberId: PEOPLE.zhang.id,
          byId: PEOPLE.zhang.id,
          at: new Date('2026-03-12T10:00:00+08:00'),
        },
        customerId: (await t.db.customer.findUniqueOrThrow({ where: { number: 1003 } })).id,
      },
    });
    await wang.command('/case', '提 C-1003 张伟说上周接待过');
    expect(screen('U_WANG')).toContain('C-1003');
    await wang.submit({ rep: PEOPLE.zhang.id });
    await delivery.run();
    const post = slack.messages('C_MGR').at(-1)!;
    expect(wordsOf(post.blocks)).toContain('判客 4 · C-1003 赵');
    expect(JSON.stringify(post)).not.toMatch(/赵云|3712345678|上周|张伟|李娜/);
    expect(wordsOf(dm('U_ZHANG')!.blocks)).toContain('已为你提出判客 4');
    const { id: caseId } = await t.db.case.findUniqueOrThrow({ where: { number: 4 } });
    await forgePress(slack, 'U_EMMA', 'case.show', { caseId });
    expect(wordsOf(dm('U_EMMA'))).toContain('You may not see or change this');
  });

  it('out of the case she records that he received without calling: who and which customer are filled in', async () => {
    await wang.command('/case', '4');
    expect(screen('U_WANG')).toContain('没有告知归属顾问就接待（瞒报）');
    await wang.click(/^breach\.new/);
    const form = JSON.stringify(slack.modal('U_WANG'));
    expect(form).toMatch(/"initial_option":.*张伟/);
    expect(screen('U_WANG')).toContain('C-1003');
    await wang.submit({ what: '没叫李娜', decision: '属实', consequence: '业绩归李娜' });
    expect(await t.db.breach.findFirstOrThrow()).toMatchObject({
      ...{ kind: 'concealed', memberId: PEOPLE.zhang.id },
      customerId: (await t.db.customer.findUniqueOrThrow({ where: { number: 1003 } })).id,
    });
  });
});

describe('out of a likeness, while registering', () => {
  it('Zhang Wei is asked whether it is 孙强, protected, and opens a case about him, blindly', async () => {
    await register(lina, '孙强 13522223333');
    await zhang.command('/customer', 'new 孙强 135 2222 3334');
    await zhang.submit({ grade: 'B', nextFollowUp: '无' });
    expect(screen('U_ZHANG')).toContain('是否已登记过？');
    const { id } = await t.db.customer.findUniqueOrThrow({ where: { number: 1004 } });
    expect(JSON.stringify(slack.modal('U_ZHANG'))).not.toContain(id);
    await zhang.click('case.open#0');
    await zhang.submit({ text: '上周在现场见过' });
    expect(wordsOf(dm('U_ZHANG'))).toContain('✅ 判客 5 已提出');
    await close(zhang).catch(() => {});
    await wang.command('/case', '5');
    expect(screen('U_WANG')).toContain('C-1004');
    expect(screen('U_WANG')).toContain('疑似这位客户，请先看是不是同一个人');
    await close(wang);
  });

  it('a likely relative is somebody else: no button, and a forged one opens nothing', async () => {
    await lina.command('/customer', 'new 吴敏 13611110001');
    await lina.click('customer.section#person');
    await lina.submit({ grade: 'B', nextFollowUp: '无', address: '张杨路100弄5号301室' });
    await close(lina);
    await zhang.command('/customer', 'new 郑浩 13799998888');
    await zhang.click('customer.section#person');
    await zhang.submit({ grade: 'B', nextFollowUp: '无', address: '张杨路100弄5号301室' });
    expect(screen('U_ZHANG')).toContain('一家人');
    expect(screen('U_ZHANG')).not.toContain('提出判客');
    await close(zhang);
    const check = await t.db.audit.findFirstOrThrow({
      where: { action: 'customer.check', actorId: PEOPLE.zhang.id },
      orderBy: { at: 'desc' },
    });
    await forgePress(slack, 'U_ZHANG', 'case.open', { checkId: check.id, nth: 0 });
    expect(wordsOf(dm('U_ZHANG'))).toContain('请用完整的号码提出');
  });
});
