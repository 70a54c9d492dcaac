import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PEOPLE, TEAMS } from '../../prisma/seed/office.ts';
import { reassignCustomers } from '../../src/crm/assignment/usecases.ts';
import { type Claim, openCase, requireCheck } from '../../src/crm/cases/usecases/claim.ts';
import { decideCase } from '../../src/crm/cases/usecases/judging.ts';
import { listMyCases, readCase } from '../../src/crm/cases/usecases/reading.ts';
import { addStatement, appealCase, askParties } from '../../src/crm/cases/usecases/speaking.ts';
import { remindOfCases, settleCases } from '../../src/crm/cases/usecases/waiting.ts';
import type { Ctx } from '../../src/crm/context.ts';
import { checkIdentity } from '../../src/crm/ownership/usecases/check.ts';
import { lapseDue } from '../../src/crm/ownership/usecases/lapse.ts';
import { claimCustomer } from '../../src/crm/ownership/usecases/pool.ts';
import { LIMITS } from '../../src/db/client.ts';
import { keptAndRead, openRegister } from '../ownership/support.ts';

const office = await openRegister({
  now: '2026-03-11T09:00:00+08:00',
  limits: { ...LIMITS.background, sessions: 24 },
});
const { t } = office;
const [lina, zhang, emma, wang, grace, admin] = (await Promise.all(
  ['U_LINA', 'U_ZHANG', 'U_EMMA', 'U_WANG', 'U_GRACE', 'U_ADMIN'].map(office.as),
)) as [Ctx, Ctx, Ctx, Ctx, Ctx, Ctx];
let nth = 0;
/** No two of them look like a slip of each other. */
const newPhone = () => `+86${13_000_000_000 + ++nth * 7_654_321}`;
const said = { text: '周日来访时指名找我', links: [] };
const refusalOf = (work: Promise<unknown>) =>
  work.then(
    () => 'none',
    (error) => error.code ?? error,
  );
await office.set('checksPerHour', 1000);

/** Another administrator, who can decide what the first one decided. */
async function secondAdmin(): Promise<Ctx> {
  const id = randomUUID();
  await t.db.member.upsert({
    where: { slackUserId: 'U_ADMIN2' },
    create: { id, slackUserId: 'U_ADMIN2', name: '钱进', role: 'administrator' },
    update: {},
  });
  return office.as('U_ADMIN2');
}

/** Registered by Li Na on 11 March. Answers her customer and its phone. */
async function customer(): Promise<{ id: string; phone: string }> {
  await t.setNow('2026-03-11T09:00:00+08:00');
  const phone = newPhone();
  return { id: await office.register('U_LINA', phone), phone };
}
const byPhone = (phone: string): Claim => ({ by: 'identity', text: phone });

/** A customer of Li Na's that Zhang Wei claims on 20 March. */
async function disputed() {
  const { id, phone } = await customer();
  await t.setNow('2026-03-20T10:00:00+08:00');
  const opened = await openCase(zhang, byPhone(phone), said);
  return { id, phone, caseId: opened.id, number: opened.number };
}
const decide = (ctx: Ctx, caseId: string, change: Partial<Parameters<typeof decideCase>[1]> = {}) =>
  decideCase(ctx, {
    caseId,
    verdict: 'keep',
    toId: null,
    share: null,
    reason: '先登记者为准',
    ...change,
  });
const give = { verdict: 'give' as const, toId: PEOPLE.zhang.id };
const record = (id: string) => t.db.customer.findUniqueOrThrow({ where: { id } });

/** What must hold of a customer at every moment. */
async function holds(id: string): Promise<void> {
  const open = await t.db.assignment.findMany({ where: { customerId: id, toAt: null } });
  expect(open.length).toBeLessThanOrEqual(1);
  expect((await record(id)).repId).toBe(open[0]?.memberId ?? null);
  expect(await t.db.case.count({ where: { customerId: id, settledAt: null } })).toBeLessThan(2);
  const { kept, read } = await keptAndRead(t, id);
  expect(kept).toEqual(read);
}

describe('Zhang Wei claims Li Na’s customer', () => {
  it('by the note of his own check, and nobody else’s, nor any other id', async () => {
    const { id, phone } = await customer();
    const [answer] = (await checkIdentity(zhang, phone)).answers;
    expect(answer!.dispute).not.toBeNull();
    const claim = { by: 'check' as const, ...answer!.dispute! };
    expect(await refusalOf(openCase(emma, claim, said))).toBe('caseCheckGone');
    const forged = { by: 'check' as const, checkId: id, nth: 0 };
    expect(await refusalOf(openCase(zhang, forged, said))).toBe('caseCheckGone');
    expect(await refusalOf(openCase(zhang, { ...claim, nth: 1 }, said))).toBe('caseCheckGone');
    const theirs = { by: 'record' as const, customerId: id, claimantId: PEOPLE.zhang.id };
    expect(await refusalOf(openCase(zhang, theirs, said))).toBe('notAllowed');
    await t.setNow('2026-03-12T09:00:01+08:00');
    expect(await refusalOf(openCase(zhang, claim, said))).toBe('caseCheckGone');
    await t.setNow('2026-03-12T08:59:00+08:00');
    await requireCheck(zhang, claim.checkId, 0);
    expect(await refusalOf(openCase(zhang, claim, said))).toBe('none');
    const row = await t.db.case.findFirstOrThrow({ where: { customerId: id } });
    expect(row).toMatchObject({ holderId: PEOPLE.lina.id, foundBy: 'phone', state: 'waiting' });
    await holds(id);
  });

  it('by a masked phone, one nobody has, his own, or one in the pool he cannot; each counts as a check', async () => {
    const { phone } = await customer();
    const own = newPhone();
    await office.register('U_ZHANG', own);
    const before = await t.db.audit.count({ where: { action: 'customer.check' } });
    const tries: [string, string][] = [
      [`${phone.slice(3, 6)}****${phone.slice(-4)}`, 'caseMasked'],
      ['+8613400000001', 'caseFree'],
      [own, 'caseYours'],
      ['王女士', 'checkUnreadable'],
    ];
    for (const [typed, code] of tries)
      expect(await refusalOf(openCase(zhang, byPhone(typed), said))).toBe(code);
    await t.setNow('2026-04-10T09:00:00+08:00');
    await lapseDue(lina);
    expect(await refusalOf(openCase(zhang, byPhone(phone), said))).toBe('casePool');
    expect(await t.db.audit.count({ where: { action: 'customer.check' } })).toBe(before + 4);
  });

  it('and protection stands still until the verdict, with the days that were left', async () => {
    const { id, caseId } = await disputed();
    expect(await record(id)).toMatchObject({ protectedUntil: null, protectionBecause: 'exempt' });
    await t.setNow('2026-05-20T10:00:00+08:00');
    expect(await lapseDue(lina)).toBe(0);
    await decide(wang, caseId);
    expect((await record(id)).protectedUntil).toEqual(new Date('2026-06-10T09:00:00+08:00'));
    await holds(id);
  });

  it('the claimant learns neither whose nor which it is; the holder not who claims', async () => {
    const { id, caseId } = await disputed();
    const theirs = await readCase(zhang, caseId);
    expect(theirs).toMatchObject({ side: 'claimant', customer: null, file: null });
    expect(theirs.may).toEqual({ judge: false, speak: true, appeal: false });
    await addStatement(lina, caseId, { text: '我一直在跟进', links: ['https://files.example/a'] });
    expect((await readCase(zhang, caseId)).words.map(({ memberId }) => memberId)).toEqual([
      PEOPLE.zhang.id,
    ]);
    const hers = await readCase(lina, caseId);
    expect(hers).toMatchObject({ side: 'holder', customer: { id }, file: null });
    expect(JSON.stringify(hers)).not.toContain(PEOPLE.zhang.id);
    const history = await t.db.audit.findMany({ where: { customerId: id } });
    expect(JSON.stringify(history.map(({ actorId, details }) => [actorId, details]))).not.toContain(
      PEOPLE.zhang.id,
    );
    for (const stranger of [emma, grace])
      expect(await refusalOf(readCase(stranger, caseId))).toBe('notAllowed');
    const judge = await readCase(wang, caseId);
    expect(judge.words).toHaveLength(2);
    expect(judge.file!.proposal).toMatchObject({ rule: 'silent', verdict: 'pool' });
    expect(judge.file!.evidence.checks).toMatchObject([{ memberId: PEOPLE.zhang.id }]);
  });

  it('what is said, the reason and the evidence are sealed, and never change', async () => {
    const { caseId } = await disputed();
    await decide(wang, caseId);
    for (const [table, column] of [
      ['case_words', 'sealed'],
      ['case_verdicts', 'reason_sealed'],
      ['case_verdicts', 'evidence_sealed'],
    ]) {
      const { rows } = await t.owner.query(`SELECT ${column} AS sealed FROM ${table}`);
      for (const row of rows) expect(row.sealed.toString()).not.toMatch(/周日|先登记|registration/);
      await expect(t.db.$executeRawUnsafe(`DELETE FROM ${table}`)).rejects.toThrow();
      await expect(t.db.$executeRawUnsafe(`UPDATE ${table} SET ${column} = ''`)).rejects.toThrow();
    }
    const [verdict] = (await readCase(wang, caseId)).verdicts;
    expect(verdict).toMatchObject({ verdict: 'keep', proposed: 'pool', proposedRule: 'silent' });
    expect(verdict!.reason).toBe('先登记者为准');
    expect(verdict!.evidence!.registration.byId).toBe(PEOPLE.lina.id);
  });
});

describe('the verdict', () => {
  it('gives: the assignment, the follow-ups and the clock go to Zhang Wei, in one step', async () => {
    const { id, phone } = await customer();
    await t.setNow('2026-03-20T10:00:00+08:00');
    const { id: caseId } = await openCase(zhang, byPhone(phone), said);
    await decide(wang, caseId, give);
    expect(await record(id)).toMatchObject({
      repId: PEOPLE.zhang.id,
      protectedUntil: new Date('2026-04-19T10:00:00+08:00'),
    });
    expect(
      await t.db.assignment.findFirst({ where: { customerId: id, toAt: null } }),
    ).toMatchObject({ why: 'judged', byId: PEOPLE.wang.id });
    expect((await readCase(zhang, caseId)).customer).toMatchObject({ id });
    expect(
      await t.db.review.findFirst({ where: { customerId: id, state: 'waiting' } }),
    ).toMatchObject({ fields: ['assignedRep'] });
    await holds(id);
  });

  it('to Emma of another team: the customer goes to her team', async () => {
    const { id, phone } = await customer();
    const { id: caseId } = await openCase(emma, byPhone(phone), said);
    await decide(wang, caseId, { verdict: 'give', toId: PEOPLE.emma.id });
    expect(await record(id)).toMatchObject({ repId: PEOPLE.emma.id, teamId: TEAMS.west.id });
    await holds(id);
  });

  it('splits: it stays Li Na’s, the shares are kept', async () => {
    const { id, caseId } = await disputed();
    for (const wrong of [
      { verdict: 'split' as const, toId: PEOPLE.zhang.id, share: null },
      { verdict: 'give' as const, toId: PEOPLE.zhang.id, share: 50 },
    ])
      expect(await refusalOf(decide(wang, caseId, wrong))).toBe('caseShare');
    for (const wrong of [
      { verdict: 'give' as const, toId: PEOPLE.emma.id },
      { verdict: 'give' as const, toId: PEOPLE.lina.id },
      { verdict: 'give' as const, toId: null },
      { verdict: 'keep' as const, toId: PEOPLE.zhang.id },
    ])
      expect(await refusalOf(decide(wang, caseId, wrong))).toBe('caseTo');
    await decide(wang, caseId, { verdict: 'split', toId: PEOPLE.zhang.id, share: 30 });
    expect(await record(id)).toMatchObject({ repId: PEOPLE.lina.id });
    expect((await readCase(lina, caseId)).verdicts).toMatchObject([{ share: 30, toName: '张伟' }]);
    await holds(id);
  });

  it('pools: nobody can claim it before the appeal’s time is over, nor while it is appealed', async () => {
    const { id, caseId } = await disputed();
    await decide(wang, caseId, { verdict: 'pool' });
    expect(await record(id)).toMatchObject({ repId: null });
    expect(await refusalOf(claimCustomer(zhang, id))).toBe('claimResting');
    await appealCase(lina, caseId, said);
    await t.setNow('2026-03-23T11:00:00+08:00');
    expect(await refusalOf(claimCustomer(zhang, id))).toBe('claimCase');
    await decide(admin, caseId);
    expect(await record(id)).toMatchObject({ repId: PEOPLE.lina.id });
    await holds(id);
  });

  it('is nobody’s who is a party, nor of who leads another team; twice it is not decided', async () => {
    const { caseId } = await disputed();
    for (const stranger of [lina, zhang, emma, grace])
      expect(await refusalOf(decide(stranger, caseId))).toBe('notAllowed');
    await t.setNow('2026-03-11T09:00:00+08:00');
    const phone = newPhone();
    await office.register('U_WANG', phone);
    const own = await openCase(zhang, byPhone(phone), said);
    expect(await refusalOf(decide(wang, own.id))).toBe('caseOwn');
    expect((await readCase(wang, own.id)).file).toBeNull();
    expect(await refusalOf(decide(admin, own.id))).toBe('none');
    expect(await refusalOf(decide(admin, own.id))).toBe('caseDecided');
  });

  it('is judged by the rules of the day of the claim, whatever they are now', async () => {
    const { caseId } = await disputed();
    await office.set('caseSilentDays', 0, '2026-03-21T00:00:00+08:00');
    await t.setNow('2026-03-22T10:00:00+08:00');
    expect((await readCase(wang, caseId)).file!.proposal.rule).toBe('silent');
    await office.set('caseSilentDays', 7, '2026-03-23T00:00:00+08:00');
  });
});

describe('an appeal', () => {
  it('goes to an administrator, whose decision is final; who judged first may not', async () => {
    const { id, caseId } = await disputed();
    expect(await refusalOf(appealCase(zhang, caseId, said))).toBe('appealTooEarly');
    await decide(wang, caseId, give);
    await appealCase(lina, caseId, said);
    expect(await refusalOf(appealCase(zhang, caseId, said))).toBe('appealTooLate');
    expect(await record(id)).toMatchObject({ protectedUntil: null });
    expect(await refusalOf(decide(wang, caseId))).toBe('notAllowed');
    await decide(admin, caseId);
    expect(await record(id)).toMatchObject({ repId: PEOPLE.lina.id });
    expect(await refusalOf(decide(admin, caseId, give))).toBe('caseDecided');
    expect((await readCase(wang, caseId)).verdicts.map(({ instance }) => instance)).toEqual([1, 2]);
    await holds(id);
  });

  it('against an administrator needs another one', async () => {
    const { caseId } = await disputed();
    await decide(admin, caseId);
    expect(await refusalOf(appealCase(zhang, caseId, said))).toBe('appealNobody');
    const second = await secondAdmin();
    await appealCase(zhang, caseId, said);
    expect(await refusalOf(decide(admin, caseId))).toBe('caseSameJudge');
    await decide(second, caseId, give);
  });

  it('is possible for three days; until then nobody else opens a case, afterwards anybody', async () => {
    const { id, phone, caseId } = await disputed();
    await decide(wang, caseId);
    await t.setNow('2026-03-23T09:59:00+08:00');
    expect(await refusalOf(openCase(emma, byPhone(phone), said))).toBe('caseJustDecided');
    await t.setNow('2026-03-23T10:00:00+08:00');
    expect(await refusalOf(appealCase(zhang, caseId, said))).toBe('appealTooLate');
    expect(await refusalOf(openCase(emma, byPhone(phone), said))).toBe('none');
    expect(await t.db.case.findUniqueOrThrow({ where: { id: caseId } })).toMatchObject({
      state: 'final',
    });
    await holds(id);
  });

  it('that nobody makes in time leaves the verdict final, once, whoever looks', async () => {
    await settleCases(lina);
    const { caseId } = await disputed();
    await decide(wang, caseId);
    await t.setNow('2026-03-23T10:00:00+08:00');
    const runs = await Promise.all(Array.from({ length: 5 }, () => settleCases(lina)));
    expect(runs.reduce((a, b) => a + b, 0)).toBeGreaterThan(0);
    expect(await t.db.audit.count({ where: { action: 'case.settle', subjectId: caseId } })).toBe(1);
  });
});

describe('while it waits', () => {
  it('who decides can ask for more; parties and managers see their cases', async () => {
    const { caseId, number } = await disputed();
    await askParties(wang, caseId, { text: '当天谁接待的？', links: [] });
    expect((await readCase(lina, caseId)).words.at(-1)).toMatchObject({ kind: 'question' });
    expect(await refusalOf(askParties(zhang, caseId, said))).toBe('notAllowed');
    for (const ctx of [lina, zhang, wang, admin])
      expect((await listMyCases(ctx)).lines.map((line) => line.number)).toContain(number);
    expect((await listMyCases(grace)).lines.map((line) => line.number)).not.toContain(number);
  });

  it('Wang Fang is reminded after a working day, administrators after two, each once', async () => {
    const { caseId } = await disputed();
    const told = async () =>
      (
        await t.db.message.findMany({
          where: { recipient: `case:${caseId}`, kind: 'case-waiting' },
        })
      ).map(({ memberId }) => memberId);
    await t.setNow('2026-03-20T17:00:00+08:00');
    await remindOfCases(lina);
    expect(await told()).toEqual([]);
    await t.setNow('2026-03-21T10:00:00+08:00');
    await Promise.all(Array.from({ length: 4 }, () => remindOfCases(lina)));
    expect(await told()).toEqual([PEOPLE.wang.id]);
    await t.setNow('2026-03-22T10:00:00+08:00');
    await remindOfCases(lina);
    expect((await told()).slice(1)).toContain(PEOPLE.admin.id);
  });
});

describe('at the same moment', () => {
  it('twelve claims open one case; everybody who came is in it, once', {
    timeout: 60_000,
  }, async () => {
    const { id, phone } = await customer();
    const people = [zhang, emma, await office.as('U_TOM')];
    const tries = await Promise.allSettled(
      Array.from({ length: 12 }, (_, nth) => openCase(people[nth % 3]!, byPhone(phone), said)),
    );
    const done = tries.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    expect(done.filter(({ joined }) => !joined)).toHaveLength(1);
    expect(done).toHaveLength(3);
    const rows = await t.db.case.findMany({
      where: { customerId: id },
      include: { parties: true },
    });
    expect(rows).toHaveLength(1);
    expect(rows[0]!.parties).toHaveLength(4);
    await holds(id);
  });

  it('two managers decide, a third reassigns, a party states: one verdict, one assigned rep', {
    timeout: 60_000,
  }, async () => {
    const { id, caseId } = await disputed();
    const tries = await Promise.allSettled([
      decide(wang, caseId, give),
      decide(admin, caseId),
      decide(wang, caseId, { verdict: 'pool' }),
      addStatement(lina, caseId, said),
      reassignCustomers(wang, { customerIds: [id], toId: PEOPLE.zhang.id }),
    ]);
    expect(tries.slice(0, 3).filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await t.db.caseVerdict.count({ where: { caseId } })).toBe(1);
    await holds(id);
  });

  it('whatever people do in whatever order, there is one case and one assigned rep', {
    timeout: 60_000,
  }, async () => {
    const { id, phone } = await customer();
    const open = () => t.db.case.findFirst({ where: { customerId: id, settledAt: null } });
    const steps: Record<string, () => Promise<unknown>> = {
      zhang: () => openCase(zhang, byPhone(phone), said),
      emma: () => openCase(emma, byPhone(phone), said),
      give: async () => decide(wang, (await open())?.id ?? randomUUID(), give),
      keep: async () => decide(wang, (await open())?.id ?? randomUUID()),
      pool: async () => decide(wang, (await open())?.id ?? randomUUID(), { verdict: 'pool' }),
      final: async () => decide(admin, (await open())?.id ?? randomUUID()),
      appeal: async () => appealCase(lina, (await open())?.id ?? randomUUID(), said),
      reassign: () => reassignCustomers(wang, { customerIds: [id], toId: PEOPLE.lina.id }),
      claim: () => claimCustomer(zhang, id),
      later: async () => {
        await t.advance('4 days');
        await settleCases(lina);
        await lapseDue(lina);
      },
    };
    const order = fc.array(fc.constantFrom(...Object.keys(steps)), { minLength: 6, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(order, async (names) => {
        for (const name of names) await refusalOf(steps[name]!());
        await holds(id);
      }),
      { numRuns: 6 },
    );
  });
});
