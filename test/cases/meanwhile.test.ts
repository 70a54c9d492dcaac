import { describe, expect, it } from 'vitest';
import { PEOPLE, TEAMS } from '../../prisma/seed/office.ts';
import { reassignCustomers } from '../../src/crm/assignment/usecases.ts';
import { beginHandOver } from '../../src/crm/assignment/usecases-handover.ts';
import { continueHandOvers } from '../../src/crm/assignment/usecases-handover-run.ts';
import { openCase } from '../../src/crm/cases/usecases/claim.ts';
import { decideCase } from '../../src/crm/cases/usecases/judging.ts';
import { readCase } from '../../src/crm/cases/usecases/reading.ts';
import { settleCases } from '../../src/crm/cases/usecases/waiting.ts';
import type { Ctx } from '../../src/crm/context.ts';
import { endLink, linkFamily } from '../../src/crm/households/usecases/family.ts';
import { decideFamily } from '../../src/crm/households/usecases/index.ts';
import { mergeCustomers } from '../../src/crm/merging/usecases/merge.ts';
import { undoMerge } from '../../src/crm/merging/usecases/undo.ts';
import { newId } from '../../src/lib/id.ts';
import { openRegister } from '../ownership/support.ts';

const office = await openRegister({ now: '2026-03-11T09:00:00+08:00' });
const { t } = office;
const [lina, zhang, wang] = (await Promise.all(['U_LINA', 'U_ZHANG', 'U_WANG'].map(office.as))) as [
  Ctx,
  Ctx,
  Ctx,
];
await office.set('checksPerHour', 1000);
let nth = 0;
const newPhone = () => `+86${13_000_000_000 + ++nth * 7_654_321}`;
const register = (user: string) => office.register(user, newPhone());
const said = { text: '周日来访时指名找我', links: [] };
const refusalOf = (work: Promise<unknown>) =>
  work.then(
    () => 'none',
    (error) => error.code ?? error,
  );
const holderOf = async (id: string) =>
  (await t.db.customer.findUniqueOrThrow({ where: { id } })).repId;

/** A customer that Li Na registered on 11 March; `before` happens before Zhang Wei claims it on 12 March. */
async function disputed(before: (id: string) => Promise<unknown> = async () => {}) {
  await t.setNow('2026-03-11T09:00:00+08:00');
  const phone = newPhone();
  const id = await office.register('U_LINA', phone);
  await before(id);
  await t.setNow('2026-03-12T10:00:00+08:00');
  const { id: caseId } = await openCase(zhang, { by: 'identity', text: phone }, said);
  return { id, caseId };
}
const keep = (caseId: string) =>
  decideCase(wang, { caseId, verdict: 'keep', toId: null, share: null, reason: '先登记者为准' });
const evidenceOf = async (caseId: string) => (await readCase(wang, caseId)).file!;

/** Merges as they stand. */
const merge = async (keepId: string, loseId: string) => {
  const version = async (one: string) =>
    (await t.db.customer.findUniqueOrThrow({ where: { id: one } })).version;
  const versions = { keepVersion: await version(keepId), loseVersion: await version(loseId) };
  return mergeCustomers(wang, { keepId, loseId, ...versions, choices: {} });
};

describe('while a case about Li Na’s customer waits', () => {
  it('Wang Fang cannot give the customer to anybody; when it is decided, she can', async () => {
    const { id, caseId } = await disputed();
    const other = await register('U_LINA');
    const wish = { customerIds: [id, other], toId: PEOPLE.zhang.id };
    expect(await refusalOf(reassignCustomers(wang, wish))).toBe('inCase');
    expect([await holderOf(id), await holderOf(other)]).toEqual([PEOPLE.lina.id, PEOPLE.lina.id]);
    await keep(caseId);
    expect(await refusalOf(reassignCustomers(wang, wish))).toBe('none');
    expect(await holderOf(id)).toBe(PEOPLE.zhang.id);
  });

  it('a hand-over of all of Li Na’s customers leaves this one where it is', async () => {
    const { id, caseId } = await disputed();
    const other = await register('U_LINA');
    const numbers = (await t.db.customer.findMany({ where: { id: { in: [id, other] } } }))
      .map(({ number }) => `C-${number}`)
      .join(' ');
    const wish = { fromId: PEOPLE.lina.id, toId: PEOPLE.zhang.id, numbers };
    await beginHandOver(wang, wish);
    await continueHandOvers(wang);
    expect([await holderOf(id), await holderOf(other)]).toEqual([PEOPLE.lina.id, PEOPLE.zhang.id]);
    await keep(caseId);
    await beginHandOver(wang, wish);
    await continueHandOvers(wang);
    expect(await holderOf(id)).toBe(PEOPLE.zhang.id);
  });

  it('a family is not gathered at Zhang Wei’s; at Li Na’s, who has the customer, it is', async () => {
    const { id, caseId } = await disputed();
    await t.setNow('2026-03-12T11:00:00+08:00');
    const relative = await register('U_ZHANG');
    const link = { customerId: id, otherId: relative, relation: 'spouse' as const };
    const { linkId, state } = await linkFamily(wang, link);
    expect(state).toBe('proposed');
    expect(await refusalOf(decideFamily(wang, { linkId, toId: PEOPLE.zhang.id }))).toBe('inCase');
    expect(await t.db.householdLink.findUniqueOrThrow({ where: { id: linkId } })).toMatchObject({
      state: 'proposed',
    });
    await decideFamily(wang, { linkId, toId: PEOPLE.lina.id });
    expect(await holderOf(relative)).toBe(PEOPLE.lina.id);
    const { evidence, proposal } = await evidenceOf(caseId);
    expect(evidence.families).toEqual([]);
    expect(proposal.rule).toBe('first');
  });

  it('a link that was there at the claim stays evidence though it ends, with whose the relative was', async () => {
    let linkId = '';
    const { caseId } = await disputed(async (id) => {
      const relative = await register('U_LINA');
      const link = { customerId: relative, otherId: id, relation: 'parent' as const };
      ({ linkId } = await linkFamily(lina, link));
    });
    await t.setNow('2026-03-12T11:00:00+08:00');
    await endLink(lina, linkId);
    expect((await evidenceOf(caseId)).evidence.families).toMatchObject([
      { repId: PEOPLE.lina.id, relation: 'child' },
    ]);
  });

  it('the record is merged with no other, neither kept nor lost', async () => {
    const { id, caseId } = await disputed();
    const other = await register('U_LINA');
    expect(await refusalOf(merge(id, other))).toBe('mergeInCase');
    expect(await refusalOf(merge(other, id))).toBe('mergeInCase');
    await keep(caseId);
    expect(await refusalOf(merge(id, other))).toBe('mergeInCase');
    await t.setNow('2026-03-20T10:00:00+08:00');
    await settleCases(lina);
    expect(await refusalOf(merge(other, id))).toBe('none');
  });

  it('nor is a merge from before undone, which would say anew whose the customer is', async () => {
    let lost = '';
    const { caseId } = await disputed(async (id) => {
      lost = await register('U_LINA');
      await merge(id, lost);
    });
    expect(await refusalOf(undoMerge(wang, lost))).toBe('undoMergeCase');
    await keep(caseId);
    await t.setNow('2026-03-20T10:00:00+08:00');
    await settleCases(lina);
    expect(await refusalOf(undoMerge(wang, lost))).toBe('none');
  });
});

/** Zhang Wei received the customer on 11 March at noon. Answers the arrival's id. */
async function receive(customerId: string, how = 'turn'): Promise<string> {
  const id = newId(new Date());
  await t.db.arrival.create({
    data: {
      ...{ id, customerId, teamId: TEAMS.east.id, how, day: new Date('2026-03-11') },
      ...{ at: new Date('2026-03-11T12:00:00+08:00') },
      ...{ memberId: PEOPLE.zhang.id, byId: PEOPLE.zhang.id },
    },
  });
  return id;
}

describe('what the reception knows', () => {
  it('that Zhang Wei stood in for Li Na, who was called: the credit stays', async () => {
    const { caseId } = await disputed(async (id) => {
      const arrivalId = await receive(id);
      await t.db.courtesyReception.create({
        data: {
          ...{ id: newId(new Date()), arrivalId, customerId: id },
          ...{ assignedId: PEOPLE.lina.id, receiverId: PEOPLE.zhang.id, assignedShare: 50 },
          ...{ calledAt: new Date('2026-03-11T12:01:00+08:00'), answer: 'receive' },
          answeredAt: new Date('2026-03-11T12:02:00+08:00'),
        },
      });
    });
    const { evidence, proposal } = await evidenceOf(caseId);
    expect(evidence.arrivals).toMatchObject([
      { memberId: PEOPLE.zhang.id, courtesy: { assignedId: PEOPLE.lina.id, assignedShare: 50 } },
    ]);
    expect(proposal).toMatchObject({ rule: 'courtesy', verdict: 'keep' });
  });

  it('that Zhang Wei received her and called nobody: the whole credit returns', async () => {
    const { caseId } = await disputed(receive);
    expect((await evidenceOf(caseId)).proposal).toMatchObject({
      ...{ rule: 'concealed', verdict: 'keep' },
      reasons: expect.arrayContaining([expect.objectContaining({ code: 'concealed' })]),
    });
  });

  it('that 链家 reported her first: it counts for whoever received the party, not for who wrote it', async () => {
    const companyId = newId(new Date());
    await t.db.partnerCompany.create({
      data: {
        ...{ id: companyId, teamId: TEAMS.east.id, name: '链家', createdById: PEOPLE.wang.id },
        createdAt: new Date('2026-03-01T00:00:00Z'),
      },
    });
    const { caseId } = await disputed(async (id) => {
      const arrivalId = await receive(id, 'report');
      await t.db.partnerReport.create({
        data: {
          ...{ id: newId(new Date()), teamId: TEAMS.east.id, companyId, customerId: id, arrivalId },
          ...{ enteredById: PEOPLE.lina.id, status: 'valid', maskedIndex: new Uint8Array([1]) },
          ...{ reportedAt: new Date('2026-03-10T15:00:00+08:00') },
          ...{ expectedAt: new Date('2026-03-11T12:00:00+08:00') },
          ...{ validFrom: new Date('2026-03-10T15:30:00+08:00') },
          ...{ validUntil: new Date('2026-03-12T00:00:00+08:00') },
        },
      });
    });
    const { evidence, proposal } = await evidenceOf(caseId);
    expect(evidence.reports).toMatchObject([{ company: '链家', receiverId: PEOPLE.zhang.id }]);
    expect(proposal).toMatchObject({ rule: 'earlier', verdict: 'give', toId: PEOPLE.zhang.id });
  });
});
