import { describe, expect, it } from 'vitest';
import { PEOPLE } from '../../prisma/seed/office.ts';
import { features } from '../../src/commands/index.ts';
import { findActor } from '../../src/crm/access/store.ts';
import { openCase } from '../../src/crm/cases/usecases/claim.ts';
import { decideCase } from '../../src/crm/cases/usecases/judging.ts';
import { appealCase } from '../../src/crm/cases/usecases/speaking.ts';
import { recordBreach } from '../../src/crm/conduct/usecases/breaches.ts';
import type { Ctx } from '../../src/crm/context.ts';
import { correctFact } from '../../src/crm/deals/usecases/correcting.ts';
import { endLink, linkFamily } from '../../src/crm/households/usecases/index.ts';
import { mergeCustomers } from '../../src/crm/merging/usecases/merge.ts';
import { undoMerge } from '../../src/crm/merging/usecases/undo.ts';
import { answerCourtesy } from '../../src/crm/reception/usecases/courtesy.ts';
import { newId } from '../../src/lib/id.ts';
import { openProject } from '../properties/support.ts';
import { senderOf } from '../support/delivery.ts';
import { testOffice, wordsOf } from '../support/office.ts';

const { slack, t, screen, setNow } = await testOffice({
  features,
  now: '2026-07-28T10:00:00+08:00',
});
const lina = slack.as('U_LINA');
const wang = slack.as('U_WANG');
const as = async (user: string): Promise<Ctx> => ({
  ...{ db: t.db, keys: t.keyring },
  actor: (await findActor(t.db, user))!,
});
const boss = await as('U_WANG');
const { addUnit } = await openProject(boss);
const PHONES = ['13811112222', '13811113333', '13811114444'];
for (const [nth, phone] of PHONES.entries()) {
  await addUnit({ listPrice: 4_300_000, floorPrice: 4_000_000 });
  await lina.command('/customer', `new ${'王赵周'[nth]}女士 ${phone}`);
  await lina.submit({ grade: 'A', nextFollowUp: '无' });
  await lina.close({ all: true });
}
const delivery = senderOf({ t, slack });
const customer = (number: number) => t.db.customer.findUniqueOrThrow({ where: { number } });
const told = (user: string) =>
  slack
    .dms(user)
    .map(({ blocks }) => wordsOf(blocks))
    .filter((words) => words.includes('💰'));
const dealOf = async (number: number) =>
  t.db.deal.findFirstOrThrow({ where: { customerId: (await customer(number)).id } });
const shares = async (number: number) =>
  (await t.db.dealCredit.findMany({ where: { dealId: (await dealOf(number)).id } }))
    .map(({ memberId, percent, because }) => {
      const [name] = Object.entries(PEOPLE).find(([, { id }]) => id === memberId)!;
      return `${name} ${percent} ${because}`;
    })
    .sort();
const shown = async (number: number) => {
  await lina.command('/deal', `C-${number}`);
  const words = screen('U_LINA');
  await lina.close({ all: true });
  return words;
};

/** Two of Li Na’s customers are husband and wife. */
const link = async (number: number, other: number): Promise<string> => {
  const [one, two] = [await customer(number), await customer(other)];
  const family = { customerId: one.id, otherId: two.id, relation: 'spouse' as const };
  return (await linkFamily(await as('U_LINA'), family)).linkId;
};

/** Li Na has her customer’s eligibility, money and loan checked, and signs the contract. */
const sign = async (number: number) => {
  for (const kind of ['purchase', 'funds', 'loan']) {
    await lina.command('/deal', `资格 C-${number}`);
    await lina.submit({ kind, result: 'not_needed' });
    await lina.close({ all: true });
  }
  await lina.command('/deal', `签约 C-${number}`);
  const form = { contract: `2026-${number}`, payments: '首付 135万 9月15日\n贷款 280万 9月30日' };
  expect((await lina.submit(form)).errors).toEqual({});
  await lina.close({ all: true });
};

describe('Zhang Wei receives Ms Wang, who is Li Na’s', () => {
  it('she subscribes the same day: the deal is split, says why, and he is told', async () => {
    await slack.as('U_ZHANG').command('/reception', '上岗');
    await wang.command('/reception', '来客 13811112222');
    await lina.command('/deal', '认购 C-1001 3栋1001 420万 定金5万');
    await lina.submit({});
    expect(screen('U_LINA')).toContain('业绩：李娜 50% · 张伟 50%（义务接待，当日成交）');
    await lina.close({ all: true });
    await delivery.run();
    expect(told('U_ZHANG')).toEqual([
      '💰 *D-1 · 3栋1001*\n你的业绩：0% → *50%*\n义务接待，当日成交。',
    ]);
    expect(told('U_LINA')).toEqual([]);
  });

  it('a party that Wang Fang notes by mistake after the deal shares nothing', async () => {
    await setNow('2026-07-28T10:20:00+08:00');
    await wang.command('/reception', '来客 13811112222');
    expect(await t.db.courtesyReception.count()).toBe(2);
    expect(await shares(1001)).toEqual(['lina 50 courtesy', 'zhang 50 courtesy']);
  });

  it('she cannot take his half by saying late that she came, nor by another day; no word of it is kept', async () => {
    const first = await t.db.courtesyReception.findFirstOrThrow({ orderBy: { calledAt: 'asc' } });
    await expect(answerCourtesy(await as('U_LINA'), first.id, 'coming')).rejects.toMatchObject({
      code: 'creditOwn',
    });
    const { id: dealId } = await dealOf(1001);
    const { id: factId } = await t.db.dealFact.findFirstOrThrow({
      where: { dealId, kind: 'subscription' },
    });
    const earlier = {
      ...{ factId, on: '2026-07-27', note: '抄错了' },
      amount: null,
      contract: null,
    };
    await expect(correctFact(await as('U_LINA'), dealId, earlier)).rejects.toMatchObject({
      code: 'creditOwn',
    });
    expect(await shares(1001)).toEqual(['lina 50 courtesy', 'zhang 50 courtesy']);
    expect(await t.db.courtesyReception.count({ where: { answer: null } })).toBe(2);
    expect(await t.db.dealFact.count({ where: { dealId } })).toBe(1);
  });

  it('Wang Fang, who has no part in it, corrects the day: the deal is hers alone, in the same step', async () => {
    const { id: dealId } = await dealOf(1001);
    const { id: factId } = await t.db.dealFact.findFirstOrThrow({ where: { dealId } });
    const earlier = {
      ...{ factId, on: '2026-07-27', note: '抄错了' },
      amount: null,
      contract: null,
    };
    await correctFact(boss, dealId, earlier);
    expect(await shares(1001)).toEqual(['lina 100 assigned']);
    await delivery.run();
    expect(told('U_ZHANG').at(-1)).toBe(
      '💰 *D-1 · 3栋1001*\n你的业绩：50% → *0%*\n成交日期有更正。',
    );
    const rows = await t.db.audit.findMany({
      where: { action: 'deal.credit' },
      orderBy: { at: 'asc' },
    });
    expect(rows.map(({ details }) => details)).toMatchObject([
      { why: 'step', before: {}, after: { [PEOPLE.lina.id]: 50, [PEOPLE.zhang.id]: 50 } },
      { why: 'correction', after: { [PEOPLE.lina.id]: 100 }, fields: ['deal.credit'] },
    ]);
  });
});

describe('Emma claims Ms Zhao after Li Na has subscribed her', () => {
  const open = async () => {
    const said = { text: '上周是我接待的', links: [] };
    return openCase(await as('U_EMMA'), { by: 'identity', text: PHONES[1]! }, said);
  };

  it('while the case waits the credit is provisional; the verdict splits it at once, both are told', async () => {
    await lina.command('/deal', '认购 C-1002 3栋1002 420万 定金5万');
    await lina.submit({});
    await lina.close({ all: true });
    const { id: caseId } = await open();
    expect(await shown(1002)).toContain('⏳ 业绩暂定：判客 1 还没裁定。');
    const verdict = { verdict: 'split' as const, toId: PEOPLE.emma.id, share: 30 };
    await decideCase(boss, { caseId, ...verdict, reason: '两人都有接待' });
    expect(await shares(1002)).toEqual(['emma 30 verdict', 'lina 70 verdict']);
    const words = await shown(1002);
    expect(words).toMatch(/业绩：李娜 70% · Emma Clarke 30%（判客裁定）/);
    expect(words).toMatch(/⏳ 业绩暂定：判客 1 在 7月31日.*前可以申诉。/);
    await delivery.run();
    expect(told('U_LINA').join()).toMatch(/C-1002 赵女士\n按判客 1 的裁定。/);
  });

  it('in London, when it is day, Emma reads of her part without hearing whose customer it is', async () => {
    await setNow('2026-07-28T10:30:00+01:00');
    await delivery.run();
    const [words = ''] = told('U_EMMA');
    expect(words).toMatch(
      /D-2 · 3-1002\*\nYour sales credit: 0 % → \*30 %\*\nBy the verdict of case 1/,
    );
    expect(words).toMatch(/⏳ Provisional: case 1 can be appealed until .*31 Jul/);
    expect(words).not.toMatch(/赵|C-1002/);
  });

  it('on appeal it is kept: Li Na has it whole again, and it is final', async () => {
    const { id: caseId } = await t.db.case.findFirstOrThrow();
    const said = { text: '接待记录不是这位客户', links: [] };
    await appealCase(await as('U_LINA'), caseId, said);
    expect(await shown(1002)).toContain('⏳ 业绩暂定：判客 1 正在申诉。');
    expect(await shares(1002)).toEqual(['emma 30 verdict', 'lina 70 verdict']);
    const keep = { verdict: 'keep' as const, toId: null, share: null };
    await decideCase(await as('U_ADMIN'), { caseId, ...keep, reason: '维持' });
    expect(await shares(1002)).toEqual(['lina 100 assigned']);
    expect(await shown(1002)).not.toContain('暂定');
    await delivery.run();
    expect(told('U_LINA').at(-1)).toMatch(/70% → \*100%\*\n.*\n按判客 1 的申诉裁定。\n打开$/);
  });

  it('a month and a day after the subscription a case leaves it alone', async () => {
    await setNow('2026-08-28T10:21:00+08:00');
    const { id: caseId } = await open();
    const split = { verdict: 'split' as const, toId: PEOPLE.emma.id, share: 90 };
    await decideCase(boss, { caseId, ...split, reason: '以后的成交' });
    expect(await shares(1002)).toEqual(['lina 100 assigned']);
    expect(await shown(1002)).not.toContain('暂定');
  });
});

describe('Wang Fang records that Zhang Wei concealed a reception of Ms Zhou', () => {
  it('typed with whom and which customer: the deal of that day is Li Na’s again, he is told', async () => {
    await setNow('2026-08-29T10:00:00+08:00');
    await slack.as('U_ZHANG').command('/reception', '上岗');
    await wang.command('/reception', `来客 ${PHONES[2]}`);
    await lina.command('/deal', '认购 C-1003 3栋1003 420万 定金5万');
    await lina.submit({});
    await lina.close({ all: true });
    expect(await shares(1003)).toEqual(['lina 50 courtesy', 'zhang 50 courtesy']);
    await wang.command('/case', '登记违规 @张伟 瞒报 C-1003 前一天接待没有告知');
    expect(screen('U_WANG')).toContain('前一天接待没有告知');
    await wang.submit({ decision: '属实', consequence: '业绩归李娜' });
    expect(await shares(1003)).toEqual(['lina 100 concealed']);
    expect(await shown(1003)).toContain('业绩：李娜 100%（隐瞒接待，业绩全归归属顾问）');
    await delivery.run();
    expect(told('U_ZHANG').at(-1)).toContain(
      '50% → *0%*\n查实有人隐瞒接待，业绩全部归还归属顾问。',
    );
    const zhang = slack.as('U_ZHANG');
    await zhang.command('/case', '违规');
    expect(screen('U_ZHANG')).toContain('瞒报：接待了客户没有告知归属顾问 · C-1003');
    await zhang.click(/^breach\.show/);
    expect(screen('U_ZHANG')).toContain('C-1003');
    expect(screen('U_ZHANG')).not.toContain('周女士');
    await zhang.close({ all: true });
  });

  it('her husband, linked as family, subscribes on the day she was received: he is one customer with her', async () => {
    await setNow('2026-08-30T10:00:00+08:00');
    await lina.command('/customer', 'new 陈先生 13811115555');
    await lina.submit({ grade: 'A', nextFollowUp: '无' });
    await lina.close({ all: true });
    await link(1004, 1003);
    await setNow('2026-08-30T10:05:00+08:00');
    await slack.as('U_ZHANG').command('/reception', '上岗');
    await wang.command('/reception', `来客 ${PHONES[2]}`);
    await setNow('2026-08-30T10:30:00+08:00');
    await addUnit({ listPrice: 4_300_000, floorPrice: 4_000_000 });
    await lina.command('/deal', '认购 C-1004 3栋1004 420万 定金5万');
    await lina.submit({});
    await lina.close({ all: true });
    // The breach of the day before names her: it stands for both.
    expect(await shares(1004)).toEqual(['lina 100 concealed']);
  });

  it('they are said to be no family any more: what was concealed of one customer stays so when he signs', async () => {
    await setNow('2026-08-30T11:00:00+08:00');
    const { id } = await t.db.householdLink.findFirstOrThrow();
    await endLink(await as('U_LINA'), id);
    await setNow('2026-08-30T11:30:00+08:00');
    await sign(1004);
    expect(await shares(1004)).toEqual(['lina 100 concealed']);
  });

  it('a second record of hers that he sold on: with the breach, the merge brings the deal to Li Na; undone, it is his', async () => {
    await setNow('2026-08-31T10:00:00+08:00');
    const zhang = slack.as('U_ZHANG');
    await zhang.command('/customer', 'new 周小姐 13911116666');
    await zhang.submit({ grade: 'A', nextFollowUp: '无' });
    await zhang.close({ all: true });
    await addUnit({ listPrice: 4_300_000, floorPrice: 4_000_000 });
    await zhang.command('/deal', '认购 C-1005 3栋1005 420万 定金5万');
    await zhang.submit({});
    await zhang.close({ all: true });
    expect(await shares(1005)).toEqual(['zhang 100 assigned']);
    await setNow('2026-08-31T15:00:00+08:00');
    await wang.command('/case', '登记违规 @张伟 瞒报 C-1003 用另一个号码登记');
    await wang.submit({ decision: '属实', consequence: '业绩归李娜' });
    const deal = await dealOf(1005);
    const credit = async () => t.db.dealCredit.findMany({ where: { dealId: deal.id } });
    const [keep, lose] = [await customer(1003), await customer(1005)];
    await mergeCustomers(boss, {
      ...{ keepId: keep.id, loseId: lose.id, choices: {} },
      ...{ keepVersion: keep.version, loseVersion: lose.version },
    });
    expect(await credit()).toMatchObject([
      { memberId: PEOPLE.lina.id, percent: 100, because: 'concealed' },
    ]);
    await undoMerge(boss, lose.id);
    expect(await credit()).toMatchObject([
      { memberId: PEOPLE.zhang.id, percent: 100, because: 'assigned' },
    ]);
  });

  it('Wang Fang, who had a customer before him, cannot bring the deal to herself; the administrator can', async () => {
    const { id } = await customer(1005);
    await t.db.assignment.create({
      data: {
        ...{ id: newId(new Date()), customerId: id, memberId: PEOPLE.wang.id, why: 'reassigned' },
        ...{ fromAt: new Date('2026-08-29T02:00:00Z'), toAt: new Date('2026-08-31T01:00:00Z') },
      },
    });
    const breach = {
      ...{ memberId: PEOPLE.zhang.id, kind: 'concealed' as const, customerId: id, signalId: null },
      text: { what: '接待没有告知', decision: '属实', consequence: '业绩归还' },
    };
    await expect(recordBreach(boss, breach)).rejects.toMatchObject({ code: 'creditOwn' });
    expect(await shares(1005)).toEqual(['zhang 100 assigned']);
    expect(await t.db.breach.count()).toBe(2);
    await recordBreach(await as('U_ADMIN'), breach);
    expect(await shares(1005)).toEqual(['wang 100 concealed']);
  });

  it('a customer of another team is refused under its field; nothing is recorded', async () => {
    const grace = slack.as('U_GRACE');
    await grace.command('/case', 'record Emma late C-1003 typed the next day');
    expect(wordsOf(slack.ephemerals('U_GRACE').at(-1))).toContain(
      'Choose a customer of a team you lead',
    );
    expect(await t.db.breach.count()).toBe(3);
  });
});

describe('Zhang Wei receives Ms Qian, whose husband subscribes that day', () => {
  it('Li Na ends the family before she signs with him: half of the deal is Zhang Wei’s all the same', async () => {
    await setNow('2026-09-02T10:00:00+08:00');
    for (const [nth, name] of ['钱女士', '孙先生'].entries()) {
      await addUnit({ listPrice: 4_300_000, floorPrice: 4_000_000 });
      await lina.command('/customer', `new ${name} 1391111777${nth}`);
      await lina.submit({ grade: 'A', nextFollowUp: '无' });
      await lina.close({ all: true });
    }
    const linkId = await link(1007, 1006);
    await slack.as('U_ZHANG').command('/reception', '上岗');
    await wang.command('/reception', '来客 13911117770');
    await lina.command('/deal', '认购 C-1007 3栋1006 420万 定金5万');
    await lina.submit({});
    await lina.close({ all: true });
    expect(await shares(1007)).toEqual(['lina 50 courtesy', 'zhang 50 courtesy']);
    await setNow('2026-09-03T10:00:00+08:00');
    await endLink(await as('U_LINA'), linkId);
    await sign(1007);
    expect(await shares(1007)).toEqual(['lina 50 courtesy', 'zhang 50 courtesy']);
  });
});
