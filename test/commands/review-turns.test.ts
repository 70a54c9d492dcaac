import { describe, expect, it } from 'vitest';
import { features } from '../../src/commands/index.ts';
import { tellReviews } from '../../src/crm/review/usecases/telling.ts';
import { senderOf } from '../support/delivery.ts';
import { testOffice, wordsOf } from '../support/office.ts';

/* A review as busy people meet it: typed in a hurry, shown while others change it, taken back. */
const { slack, t, screen, setNow } = await testOffice({
  features,
  now: '2026-03-11T10:00:00+00:00',
});
const [emma, grace, lina, wang] = ['U_EMMA', 'U_GRACE', 'U_LINA', 'U_WANG'].map((id) =>
  slack.as(id),
) as [Person, Person, Person, Person];
type Person = ReturnType<typeof slack.as>;
const delivery = senderOf({ t, slack });
async function minute(iso: string) {
  await setNow(iso);
  await tellReviews({ db: t.db, keys: t.keyring });
  await delivery.run();
}
const told = (user: string) => wordsOf(slack.dms(user).at(-1)?.blocks);
const whispered = (user: string) => wordsOf(slack.ephemerals(user).at(-1));

const whole = {
  source: 'douyin',
  area: '120',
  layouts: ['3br'],
  gender: 'female',
  consent: ['yes'],
};
async function register(who: Person, line: string, values: Record<string, unknown> = {}) {
  await who.command('/customer', `new ${line}`);
  for (const part of ['person', 'source', 'need']) await who.click(`customer.section#${part}`);
  await who.submit({ grade: 'B', nextFollowUp: who === lina ? '无' : 'none', ...whole, ...values });
  await who.close({ all: true });
}
await register(emma, 'Ms Jane Doe 07911 123456'); // C-1001
await register(emma, 'Ms Paula Okafor 07400 654321'); // C-1002
await register(lina, '王晓芳女士 13812345678'); // C-1003
await register(lina, '欧阳凤女士 15290901212'); // C-1004

describe('approving together', () => {
  it('Wang Fang takes the approvals she gave in one tap back in one tap, and sees the list again', async () => {
    await wang.command('/review', '通过 全部');
    expect(screen('U_WANG')).toContain('通过无异议的 4 条');
    await wang.click('review.clear');
    expect(screen('U_WANG')).toContain('✅ 已通过 4 条');
    await wang.click('review.take-back');
    expect(screen('U_WANG')).toContain('↩️ 已撤回 4 条通过');
    expect(screen('U_WANG')).toContain('4 条等你处理');
    await wang.close({ all: true });
  });

  it('one that she approved from its card comes back into the list, and she stays there', async () => {
    await wang.command('/review', '王晓芳');
    await wang.click('review.approve');
    expect(screen('U_WANG')).toContain('3 条等你处理');
    await wang.click('review.take-back');
    expect(screen('U_WANG')).toContain('C-1003：已撤销');
    expect(screen('U_WANG')).toContain('4 条等你处理');
    await wang.close({ all: true });
  });
});

describe('typed in a hurry', () => {
  it.each([
    ['通过 C-1003 C-1004', '一次通过一位'],
    ['通过', '请带上客户'],
    ['通过 没有这个人', '没有找到这位客户'],
  ])('“%s” does nothing, and says what to write', async (line, said) => {
    await wang.command('/review', line);
    expect(whispered('U_WANG')).toContain(said);
    expect(await t.db.reviewStep.count({ where: { what: 'approve', step: 0 } })).toBe(5);
  });

  it('the blank after the verb or the number may be missing, and a name will do', async () => {
    await wang.command('/review', '退回C-1003电话打不通');
    expect(whispered('U_WANG')).toContain('C-1003 王女士：已退回');
    await wang.command('/review', '询问 欧阳凤 是自住吗');
    expect(whispered('U_WANG')).toContain('C-1004 欧阳女士：已向顾问询问');
    await grace.command('/review', 'approve Jane Doe');
    expect(whispered('U_GRACE')).toContain('C-1001 Ms Doe: this step is approved');
  });

  it('what was returned already is said before Grace writes a reason', async () => {
    await grace.command('/review', 'return C-1002 phone wrong');
    await grace.command('/review', 'return C-1002');
    expect(slack.modal('U_GRACE')).toBeNull();
    expect(whispered('U_GRACE')).toContain('It was returned to the rep');
  });
});

describe('what was returned', () => {
  it('Emma verifies and edits on her way and comes back to what she was writing', async () => {
    await emma.command('/review', 'fix C-1002');
    await emma.fill({ text: 'She moved' });
    await emma.click('review.verify-form');
    await emma.submit({ 'with-phone': 'customer' });
    expect(screen('U_EMMA')).toContain('Noted what was verified');
    await emma.click('customer.edit');
    await emma.submit({ phones: '07500 123987' });
    expect(screen('U_EMMA')).toContain('✅ Saved: Phone');
    expect(screen('U_EMMA')).toContain('Phone wrong or not reached');
  });

  it('reminded of it later she reads who returned it and why, though she changed it since', async () => {
    await minute('2026-03-11T15:00:00+00:00');
    expect(told('U_EMMA')).toMatch(
      /\*C-1002 Ms Okafor\* was returned .*\(Phone wrong or not reached\)/,
    );
    expect(told('U_EMMA').match(/C-1002/g)).toHaveLength(1);
    await emma.submit({});
    expect(screen('U_EMMA')).toContain('C-1002: handed in for review');
    await emma.close({ all: true });
    await grace.command('/review', 'C-1002');
    expect(screen('U_GRACE')).toContain('Emma Clarke handed it in again · She moved');
  });
});

describe('changed under their eyes', () => {
  it('Grace, who has the card open, sees it anew before she approves what Emma changed', async () => {
    await emma.command('/customer', 'edit C-1002');
    await emma.submit({ phones: '07500 555111', reportedBy: 'visit' });
    await emma.close({ all: true });
    await grace.click('review.approve');
    expect(slack.modals('U_GRACE')).toHaveLength(1);
    expect(screen('U_GRACE')).toContain('Something changed since you opened it');
    expect(screen('U_GRACE')).toContain('Emma Clarke changed it · the customer said so at a visit');
    expect(screen('U_GRACE')).toContain('reported by the customer');
  });

  it('the reason she is writing stays when the file changes, and goes out on the second tap', async () => {
    await grace.click('review.return-form');
    await emma.command('/customer', 'edit C-1002');
    await emma.submit({ phones: '07500 777222' });
    await emma.close({ all: true });
    await grace.submit({ reason: 'phone', text: 'rang three times' });
    expect(screen('U_GRACE')).toContain('The record changed while you were writing');
    expect(screen('U_GRACE')).toContain('rang three times');
    await grace.submit({ reason: 'phone', text: 'rang three times' });
    expect(screen('U_GRACE')).toContain('C-1002 Ms Okafor: returned');
    await grace.close({ all: true });
  });
});
