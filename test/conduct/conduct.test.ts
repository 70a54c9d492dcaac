import { describe, expect, it } from 'vitest';
import { PEOPLE } from '../../prisma/seed/office.ts';
import { features } from '../../src/commands/index.ts';
import { findSignals } from '../../src/crm/conduct/usecases/signals.ts';
import { newId } from '../../src/lib/id.ts';
import { forge, forgeSubmission } from '../security/hostile.ts';
import { senderOf } from '../support/delivery.ts';
import { testOffice, wordsOf } from '../support/office.ts';

const { slack, t, screen, setNow } = await testOffice({
  features,
  now: '2026-03-11T10:00:00+08:00',
});
const lina = slack.as('U_LINA');
const wang = slack.as('U_WANG');
const grace = slack.as('U_GRACE');
const dm = (user: string) => slack.dms(user).at(-1)!;
const whispered = (user: string) => wordsOf(slack.ephemerals(user).at(-1));
const delivery = senderOf({ t, slack });
const find = () => findSignals({ db: t.db, keys: t.keyring });
const signal = (kind: string) => t.db.signal.findFirstOrThrow({ where: { kind } });

/** Li Na's customers, by number. */
const ids: string[] = [];
for (const n of [1, 2, 3, 4]) {
  await lina.command('/customer', `new 王晓芳 1381234567${n}`);
  await lina.submit({ grade: 'B', nextFollowUp: '无' });
  // The names and phones are alike: she says that these are others.
  await lina.submit({}).catch(() => {});
  await lina.close({ all: true });
}
for (const { id } of await t.db.customer.findMany({ orderBy: { number: 'asc' } })) ids.push(id);

/** Entries as they stand in the register: who, whose, when entered. */
const enter = (
  memberId: string,
  entries: { customerId: string; at: string; effective?: boolean }[],
) =>
  t.db.interaction.createMany({
    data: entries.map(({ customerId, at, effective = true }) => ({
      ...{ id: newId(new Date(at)), customerId, memberId, kind: 'phone', effective },
      ...{ happenedAt: new Date(at), enteredAt: new Date(at) },
    })),
  });

describe('the same words under four customers', () => {
  it('are put to Wang Fang once, as a question with what can be done', async () => {
    for (const customerId of ids)
      await forgeSubmission(slack, {
        user: 'U_LINA',
        doing: 'contact.save',
        input: { customerId, kind: 'phone', result: 'effective' },
        values: { said: '客户说再考虑一下' },
      });
    await lina.close({ all: true }).catch(() => {});
    expect(await Promise.all([find(), find()])).toEqual(expect.arrayContaining([1]));
    expect(await find()).toBe(0);
    expect(await t.db.signal.findMany()).toMatchObject([
      { kind: 'copied', memberId: PEOPLE.lina.id, state: 'open' },
    ]);
    await delivery.run();
    const words = wordsOf(dm('U_WANG').blocks);
    expect(words).toContain('李娜的录入有一点要问');
    expect(words).toContain('7 天内，4 位客户名下写的是一模一样的话');
    expect(words).toContain('客户：C-1001、C-1002、C-1003、C-1004');
    expect(words).toContain('这只是询问，不是处分');
    expect(words).toMatch(/没问题[\s\S]*问一问顾问[\s\S]*登记违规/);
    expect(JSON.stringify(dm('U_WANG'))).not.toMatch(/晓芳|1381234|再考虑/);
    expect(
      slack
        .dms('U_LINA')
        .map((one) => wordsOf(one.blocks))
        .join(),
    ).not.toContain('一模一样');
  });

  it('a shorter list, or words that were taken back, are no question', async () => {
    const before = await t.db.signal.count();
    await t.db.interaction.updateMany({
      where: { customerId: ids[0]! },
      data: { withdrawnAt: new Date('2026-03-11T02:00:00Z') },
    });
    expect(await find()).toBe(0);
    expect(await t.db.signal.count()).toBe(before);
  });

  it('Wang Fang asks Li Na, who answers; Wang Fang reads it and finds it in order', async () => {
    await wang.click(/^signal\.ask/, dm('U_WANG'));
    expect(whispered('U_WANG')).toContain('已客气地询问顾问');
    await delivery.run();
    expect(wordsOf(dm('U_WANG').blocks)).toContain('⏳ 已询问顾问');
    const question = dm('U_LINA');
    expect(wordsOf(question.blocks)).toContain('<@U_WANG> 想了解这是怎么回事');
    await lina.click(/^signal\.answer/, question);
    expect((await lina.submit({ text: ' ' })).errors).toEqual({ text: '请写一点内容。' });
    await lina.submit({ text: '都是同一场活动的回访' });
    expect(wordsOf(dm('U_LINA'))).toContain('✅ 已答复经理');
    await delivery.run();
    const { id } = await signal('copied');
    const row = await t.owner.query('SELECT answer_sealed FROM conduct_signals WHERE id = $1', [
      id,
    ]);
    expect(row.rows[0].answer_sealed.toString()).not.toContain('活动');
    await wang.click(/^signal\.show/, dm('U_WANG'));
    expect(screen('U_WANG')).toContain('都是同一场活动的回访');
    await wang.click(/^signal\.fine/);
    expect(await signal('copied')).toMatchObject({ state: 'fine', handledById: PEOPLE.wang.id });
    await wang.close({ all: true });
    await forge(slack, { user: 'U_LINA', doing: 'signal.answer', input: { signalId: id } });
    expect(wordsOf(dm('U_LINA'))).toMatch(/无权|处理过了/);
  });
});

describe('Emma, in English', () => {
  it('thirty calls and none unanswered: her managers are asked, each in their language', async () => {
    await setNow('2026-03-11T10:30:00+00:00');
    const calls = (n: number, effective: boolean) =>
      Array.from({ length: n }, () => ({
        ...{ customerId: ids[1]!, at: '2026-03-11T09:00:00Z', effective },
      }));
    await enter(PEOPLE.tom.id, [...calls(40, true), ...calls(1, false)]);
    await enter(PEOPLE.emma.id, calls(29, true));
    expect(await find()).toBe(0);
    await enter(PEOPLE.emma.id, calls(1, true));
    expect(await find()).toBe(1);
    expect(await find()).toBe(0);
    const told = await t.db.message.findMany({ where: { kind: 'signal' } });
    const asked = told.filter(
      ({ memberId }) => memberId === PEOPLE.grace.id || memberId === PEOPLE.wang.id,
    );
    expect(new Set(asked.map(({ memberId }) => memberId))).toContain(PEOPLE.grace.id);
    await setNow('2026-03-12T10:30:00+08:00');
    await delivery.run();
    const words = wordsOf(dm('U_GRACE').blocks);
    expect(words).toContain('A question about entries of Emma Clarke');
    expect(words).toContain('30 calls in 7 days, and every single one was answered.');
    expect(words).toContain('This is a question, not a charge.');
  });

  it('Grace records a breach out of it; Emma is told, reads it and replies; Grace hears', async () => {
    await grace.click(/^breach\.new/, dm('U_GRACE'));
    expect(screen('U_GRACE')).toContain('The person is told and may reply.');
    const empty = await grace.submit({ kind: 'false', what: ' ', decision: 'x', consequence: 'x' });
    expect(empty.errors).toEqual({ what: 'Write something, please.' });
    await grace.submit({
      ...{ kind: 'false', what: 'Half of the calls were never made.' },
      ...{ decision: 'Confirmed by the phone bill.', consequence: 'A warning.' },
    });
    expect(wordsOf(dm('U_GRACE'))).toContain('✅ Breach 1 is on record; the person is told.');
    expect(await signal('perfect')).toMatchObject({ state: 'breach' });
    const stored = await t.owner.query('SELECT * FROM breaches');
    expect(stored.rows.map((row) => row.sealed.toString()).join()).not.toMatch(/calls|warning/);
    await setNow('2026-03-12T10:30:00+00:00');
    await delivery.run();
    const decided = slack.dms('U_GRACE').map(({ blocks }) => wordsOf(blocks));
    expect(decided.find((said) => said.includes('📕 recorded as a breach'))).not.toContain(
      'not a charge',
    );
    expect(wordsOf(dm('U_EMMA').blocks)).toContain(
      'A breach was put on record about you: number 1',
    );
    const emma = slack.as('U_EMMA');
    await emma.click(/^breach\.show/, dm('U_EMMA'));
    for (const line of ['Half of the calls', 'phone bill', 'A warning.', 'by Grace Lim'])
      expect(screen('U_EMMA')).toContain(line);
    await emma.click(/^breach\.reply/);
    await emma.submit({ text: 'The bill is of another phone.' });
    expect(screen('U_EMMA')).toContain('The bill is of another phone.');
    await emma.close({ all: true });
    await setNow('2026-03-13T10:30:00+08:00');
    await delivery.run();
    expect(wordsOf(dm('U_GRACE').blocks)).toContain('There is a reply about breach 1.');
  });

  it('the register is insert-only, and what is settled is not recorded twice', async () => {
    for (const table of ['breaches', 'breach_replies'])
      await expect(t.db.$executeRawUnsafe(`DELETE FROM ${table}`)).rejects.toThrow();
    await expect(t.db.$executeRawUnsafe(`UPDATE breaches SET kind = 'late'`)).rejects.toThrow();
    const { id: signalId } = await signal('perfect');
    const values = { member: PEOPLE.emma.id, kind: 'false', what: 'x', decision: 'x' };
    const input = { signalId };
    await forgeSubmission(slack, {
      ...{ user: 'U_GRACE', doing: 'breach.save', input },
      values: { ...values, consequence: 'x' },
    });
    expect(await t.db.breach.count()).toBe(1);
  });
});

describe('a burst on the last day', () => {
  it('ten contacts within three minutes are one question, with when and whose', async () => {
    await setNow('2026-03-13T11:00:00+08:00');
    // Warned of that day's end, and since the contacts of the next one.
    const ends = ['2026-03-13T10:00:00.000Z', '2026-03-15T10:00:00.000Z'];
    await t.db.nudge.createMany({
      data: ids.flatMap((id) =>
        ends.map((slot) => ({
          ...{ id: newId(), rule: 'protection', subjectId: id, aboutId: id, slot, rung: 0 },
          ...{ memberId: PEOPLE.lina.id, dueAt: new Date(slot), state: 'settled' },
        })),
      ),
    });
    const at = (n: number) => new Date(Date.UTC(2026, 2, 13, 1, 50, n * 20)).toISOString();
    const many = (n: number) =>
      Array.from({ length: n }, (_, nth) => ({ customerId: ids[nth % 4]!, at: at(nth) }));
    await enter(PEOPLE.zhang.id, many(9));
    expect(await find()).toBe(0);
    await enter(PEOPLE.lina.id, many(10));
    expect(await find()).toBe(1);
    expect(await find()).toBe(0);
    expect((await signal('burst')).facts).toMatchObject({ n: 10, span: 3 });
    await delivery.run();
    const words = wordsOf(dm('U_WANG').blocks);
    expect(words).toContain('起 3 分钟内录入 10 次联系，而且都是当天保护期到期的客户');
    expect(words).toContain('C-1001、C-1002、C-1003、C-1004');
  });

  it('a question is nobody’s but the managers’; even an id of it opens nothing', async () => {
    const { id: signalId } = await signal('burst');
    for (const user of ['U_LINA', 'U_ZHANG', 'U_GRACE'])
      for (const doing of ['signal.show', 'signal.fine', 'signal.ask', 'signal.answer'])
        await forge(slack, { user, doing, input: { signalId } });
    expect(await signal('burst')).toMatchObject({ state: 'open' });
    expect(screen('U_LINA') + screen('U_GRACE')).not.toContain('10');
  });
});

describe('the register of breaches', () => {
  it('Wang Fang records one of Li Na’s; she lists her teams’, Li Na her own, Zhang Wei none', async () => {
    await wang.command('/case', '违规');
    expect(screen('U_WANG')).toContain('违规 1 · Emma Clarke');
    await wang.click(/^breach\.new/);
    await wang.submit({
      ...{ member: PEOPLE.lina.id, kind: 'late', what: 'C-1001 隔天才登记' },
      ...{ decision: '属实', consequence: '口头提醒' },
    });
    await wang.command('/case', 'breaches');
    expect(screen('U_WANG')).toContain('违规 2 · 李娜');
    expect(screen('U_WANG')).toContain('迟报');
    await wang.close({ all: true });
    await lina.command('/case', '违规');
    expect(screen('U_LINA')).toContain('违规 2 · 李娜');
    expect(screen('U_LINA')).not.toContain('Emma');
    expect(screen('U_LINA')).not.toContain('登记违规');
    await lina.close({ all: true });
    const zhang = slack.as('U_ZHANG');
    await zhang.command('/case', '违规');
    expect(screen('U_ZHANG')).toContain('没有违规记录');
    await zhang.close({ all: true });
    await grace.command('/case', 'breaches');
    expect(screen('U_GRACE')).toContain('Breach 1 · Emma Clarke');
    expect(screen('U_GRACE')).not.toContain('李娜');
    await grace.close({ all: true });
  });

  it('nobody records about themselves, about another team, or as a rep', async () => {
    const tries: [string, string][] = [
      ['U_WANG', PEOPLE.wang.id],
      ['U_GRACE', PEOPLE.lina.id],
      ['U_ZHANG', PEOPLE.lina.id],
    ];
    for (const [user, member] of tries)
      await forgeSubmission(slack, {
        ...{ user, doing: 'breach.save' },
        values: { member, kind: 'late', what: 'x', decision: 'x', consequence: 'x' },
      });
    expect(await t.db.breach.count()).toBe(2);
  });
});
