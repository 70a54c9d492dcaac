import { expect, it } from 'vitest';
import { PEOPLE } from '../../prisma/seed/office.ts';
import { reassignCustomers } from '../../src/crm/assignment/usecases.ts';
import { audit } from '../../src/crm/audit/audit.ts';
import type { CustomerValues } from '../../src/crm/customers/values.ts';
import { editCustomer } from '../../src/crm/editing/usecases.ts';
import { logContact } from '../../src/crm/interactions/usecases/log.ts';
import { mergeCustomers } from '../../src/crm/merging/usecases/merge.ts';
import type { Seen } from '../../src/crm/review/decision.ts';
import { openReview } from '../../src/crm/review/opening.ts';
import { answerReview } from '../../src/crm/review/usecases/answering.ts';
import { approveReview, approveShown, turnBack } from '../../src/crm/review/usecases/deciding.ts';
import { readWaiting } from '../../src/crm/review/usecases/reading.ts';
import { tellReviews } from '../../src/crm/review/usecases/telling.ts';
import { DEFAULTS } from '../../src/crm/settings/rules.ts';
import { undo, undoTogether } from '../../src/crm/undo/usecases.ts';
import { createDatabase } from '../../src/db/client.ts';
import { transact } from '../../src/db/transact.ts';
import { Refusal } from '../../src/lib/refusal.ts';
import { openRegister } from '../ownership/support.ts';

const { t, as, register } = await openRegister();

/** Nothing of it calls for a second look. */
const WHOLE = {
  source: 'douyin',
  layouts: ['3br'],
  area: { min: 120, max: 120 },
  gender: 'female',
} as unknown as Partial<CustomerValues>;

const codeOf = (result: PromiseSettledResult<unknown>): string =>
  result.status === 'fulfilled'
    ? 'done'
    : result.reason instanceof Refusal
      ? result.reason.code
      : String(result.reason);

const seenOf = async (id: string): Promise<Seen> => {
  const { version } = await t.db.customer.findUniqueOrThrow({ where: { id } });
  return { id, round: 1, step: 0, version };
};

it('of two managers who press Approve at once one wins, the other hears who was faster', async () => {
  const id = await register('U_EMMA', '+447911123456');
  const seen = await seenOf(id);
  const [wang, grace] = await Promise.all([as('U_WANG'), as('U_GRACE')]);
  const results = await Promise.allSettled(
    [wang, grace, wang, grace, wang].map((ctx) => approveReview(ctx, seen)),
  );
  expect(results.map(codeOf).sort()).toEqual(['done', ...Array(4).fill('reviewTaken')]);
  const steps = await t.db.reviewStep.findMany();
  expect(steps).toHaveLength(1);
  const lost = results.find((one) => codeOf(one) === 'reviewTaken') as PromiseRejectedResult;
  const winner = steps[0]!.byId === PEOPLE.wang.id ? PEOPLE.wang.name : PEOPLE.grace.name;
  expect((lost.reason as Refusal).params).toMatchObject({ name: winner, what: 'approve' });
});

it('what was edited after it was shown is not approved unseen', async () => {
  const id = await register('U_LINA', '+8613912340002');
  const seen = await seenOf(id);
  await t.db.customer.update({ where: { id }, data: { version: { increment: 1 } } });
  await expect(approveReview(await as('U_WANG'), seen)).rejects.toMatchObject({
    code: 'reviewChanged',
  });
});

it('the database itself lets nobody approve their own work, nor both steps, nor leave one out', async () => {
  const id = await register('U_LINA', '+8613655871203');
  const write = (sql: string) =>
    t.owner.query(`UPDATE reviews SET ${sql} WHERE customer_id = $1`, [id]);
  const [lina, wang] = [PEOPLE.lina.id, PEOPLE.wang.id];
  await expect(write(`approvals = '{${lina}}'`)).rejects.toThrow(/reviews_not_their_own/);
  await expect(write(`approvals = '{${wang},${wang}}', state = 'approved'`)).rejects.toThrow(
    /reviews_not_both_steps/,
  );
  await expect(write(`approvals = '{${wang}}', state = 'approved'`)).rejects.toThrow(
    /reviews_no_step_left_out/,
  );
  await expect(t.pool.query('DELETE FROM review_steps')).rejects.toThrow(/permission denied/);
});

it('what went to another rep is the reviewer’s to look at; what was returned is then that rep’s to fix', async () => {
  const [wang, chen, zhang] = await Promise.all([as('U_WANG'), as('U_CHEN'), as('U_ZHANG')]);
  const id = await register('U_LINA', '+8615011982233');
  await approveReview(wang, { id });
  await approveReview(chen, { id });
  await reassignCustomers(wang, { customerIds: [id], toId: PEOPLE.zhang.id });
  const open = await t.db.review.findFirstOrThrow({ where: { customerId: id, closedAt: null } });
  expect(open).toMatchObject({ cause: 'change', fields: ['assignedRep'], chain: ['reviewer'] });
  await turnBack(chen, { id }, { what: 'return', reason: 'consent', text: null });
  expect((await readWaiting(zhang, 0)).cards.map(({ file }) => file.id)).toEqual([id]);
  await reassignCustomers(wang, { customerIds: [id], toId: PEOPLE.lina.id });
  await tellReviews({ db: t.db, keys: t.keyring });
  const told = await t.db.nudge.findMany({
    where: { subjectId: open.id, rule: 'review-returned' },
    orderBy: { memberId: 'asc' },
  });
  expect(told.map(({ memberId, state }) => [memberId, state])).toEqual([
    [PEOPLE.lina.id, 'open'],
    [PEOPLE.zhang.id, 'settled'],
  ]);
  await answerReview(await as('U_LINA'), { id, text: null });
  await expect(approveReview(wang, { id })).rejects.toMatchObject({ code: 'reviewOwn' });
});

it('however many processes tell, each person is told once', async () => {
  const others = [1, 2].map(() => createDatabase({ url: t.appUrl }));
  const contexts = [t.db, ...others.map(({ prisma }) => prisma)].map((db) => ({
    db,
    keys: t.keyring,
  }));
  await Promise.all(contexts.map((ctx) => tellReviews(ctx)));
  const waiting = await t.db.review.count({ where: { state: 'waiting' } });
  const nudges = await t.db.nudge.findMany({ where: { rule: 'review-wait' } });
  expect(new Set(nudges.map(({ subjectId }) => subjectId)).size).toBe(waiting);
  expect(new Set(nudges.map(({ slot, subjectId }) => `${subjectId} ${slot}`)).size).toBe(
    nudges.length,
  );
  await Promise.all(others.map((one) => one.close()));
});

it('an import opens its reviews without a message; where nothing is reviewed none is opened', async () => {
  const customerId = await register('U_LINA', '+8613577620944');
  await t.owner.query('DELETE FROM reviews WHERE customer_id = $1', [customerId]);
  const states = await transact(await as('U_ADMIN'), async (work) => {
    audit(work, { actor: 'system', action: 'test', subject: { kind: 'customer', id: customerId } });
    const opening = {
      customerId,
      cause: 'import' as const,
      authorIds: [PEOPLE.admin.id],
      quiet: true,
    };
    const off = { ...opening, settings: { ...DEFAULTS, reviewSteps: 'off' as const } };
    return { off: openReview(work, off), on: openReview(work, { ...opening, settings: DEFAULTS }) };
  });
  expect(states).toEqual({ off: null, on: 'waiting' });
  expect(await t.db.review.findFirst({ where: { customerId } })).toMatchObject({
    cause: 'import',
    rungAt: null,
    state: 'waiting',
  });
});

it('an approval is taken back within ten minutes: the step waits again and the planned follow-up is none', async () => {
  const id = await register('U_LINA', '+8615577778888', { followUp: null });
  const [wang, chen] = await Promise.all([as('U_WANG'), as('U_CHEN')]);
  await approveReview(wang, { id });
  const { undoId, followUpDueAt } = await approveReview(chen, { id });
  expect(followUpDueAt).not.toBeNull();
  await expect(undo(wang, undoId!)).rejects.toMatchObject({ code: 'notAllowed' });
  await undo(chen, undoId!);
  const review = await t.db.review.findFirstOrThrow({ where: { customerId: id } });
  expect(review).toMatchObject({ state: 'waiting', approvals: [PEOPLE.wang.id], closedAt: null });
  expect(await t.db.customer.findUniqueOrThrow({ where: { id } })).toMatchObject({
    reviewState: 'waiting',
  });
  expect(await t.db.followUp.count({ where: { customerId: id, state: 'open' } })).toBe(0);
  expect((await readWaiting(chen, 0)).cards.map(({ file }) => file.id)).toContain(id);
  // Approved again, then worked on: what came after it stays.
  const again = await approveReview(chen, { id });
  await t.advance('11 minutes');
  await expect(undo(chen, again.undoId!)).rejects.toMatchObject({ code: 'undoTooLate' });
});

it('a phone changed after the customer went to another rep is for the manager to see as well', async () => {
  const id = await register('U_LINA', '+8613901230011');
  const [zhang, wang, chen] = await Promise.all([as('U_ZHANG'), as('U_WANG'), as('U_CHEN')]);
  await approveReview(wang, { id });
  await approveReview(chen, { id });
  await reassignCustomers(wang, { customerIds: [id], toId: PEOPLE.zhang.id });
  const { version } = await t.db.customer.findUniqueOrThrow({ where: { id } });
  await editCustomer(zhang, {
    id,
    version,
    values: { phones: ['+8613901230012'] },
    accepted: true,
  });
  await expect(approveReview(chen, { id })).rejects.toMatchObject({ code: 'reviewOtherStep' });
  await expect(approveReview(await as('U_ADMIN'), { id })).resolves.toMatchObject({
    state: 'waiting',
  });
});

it('Zhang Wei, who became a manager, does not approve a customer that is his', async () => {
  const id = await register('U_LINA', '+8613901230021');
  await reassignCustomers(await as('U_WANG'), { customerIds: [id], toId: PEOPLE.zhang.id });
  const role = (to: string) =>
    t.db.member.update({ where: { id: PEOPLE.zhang.id }, data: { role: to } });
  await role('manager');
  const zhang = await as('U_ZHANG');
  await expect(approveReview(zhang, { id })).rejects.toMatchObject({ code: 'reviewOwn' });
  expect((await readWaiting(zhang, 0)).cards.map(({ file }) => file.id)).not.toContain(id);
  // Both managers have a hand in it: the administrator is asked, and finds it in the list.
  const admin = await as('U_ADMIN');
  expect((await readWaiting(admin, 0)).cards.map(({ file }) => file.id)).toContain(id);
  await role('rep');
});

it('approvals given together are taken back together, but for one that somebody worked on since', async () => {
  const ids = [
    await register('U_LINA', '+8613512203344', { values: { ...WHOLE, name: '欧阳女士' } }),
    await register('U_LINA', '+8618877665544', { values: { ...WHOLE, name: '诸葛女士' } }),
    await register('U_LINA', '+8615290901212', { values: { ...WHOLE, name: '司马女士' } }),
  ];
  const [wang, chen] = await Promise.all([as('U_WANG'), as('U_CHEN')]);
  const { undoIds, ...cleared } = await approveShown(wang, await Promise.all(ids.map(seenOf)));
  expect(cleared).toEqual({ approved: 3, left: 0 });
  await approveReview(chen, { id: ids[0]! });
  await expect(undoTogether(chen, undoIds)).resolves.toEqual({ undone: 0, left: 3 });
  await expect(undoTogether(wang, undoIds)).resolves.toEqual({ undone: 2, left: 1 });
  await expect(undoTogether(wang, undoIds)).resolves.toEqual({ undone: 0, left: 3 });
  const states = await t.db.review.findMany({
    where: { customerId: { in: ids } },
    select: { customerId: true, approvals: true },
  });
  expect(states.map(({ customerId, approvals }) => [customerId, approvals.length]).sort()).toEqual(
    ids.map((id, nth) => [id, nth === 0 ? 2 : 0]).sort(),
  );
});

it('of twelve taps of four people on the same list each step is approved once, by another person', async () => {
  const ids = [
    await register('U_EMMA', '+447700900123', { values: { ...WHOLE, name: 'Ms Okafor' } }),
    await register('U_EMMA', '+442079460999', { values: { ...WHOLE, name: 'Ms Lindqvist' } }),
  ];
  const shown = await Promise.all(ids.map(seenOf));
  const people = await Promise.all(['U_WANG', 'U_GRACE', 'U_ADMIN', 'U_CHEN'].map(as));
  await Promise.all(
    Array.from({ length: 12 }, (_, nth) => approveShown(people[nth % people.length]!, shown)),
  );
  for (const customerId of ids) {
    const review = await t.db.review.findFirstOrThrow({ where: { customerId } });
    expect(review.approvals).toHaveLength(1);
    const steps = await t.db.reviewStep.findMany({ where: { reviewId: review.id } });
    expect(steps.map(({ what, byId }) => [what, byId])).toEqual([['approve', review.approvals[0]]]);
  }
});

/** Into the pool, as a lapse leaves it. */
const lapseInto = (id: string) =>
  t.owner.query(
    `UPDATE customers SET rep_id = NULL, protected_until = NULL, protection_because = NULL,
       pooled_at = app_now(), pool_open_at = app_now() WHERE id = $1`,
    [id],
  );

it('a returned customer without a rep is the manager’s to fix', async () => {
  const id = await register('U_LINA', '+8613901230051');
  const [wang, chen] = await Promise.all([as('U_WANG'), as('U_CHEN')]);
  await approveReview(wang, { id });
  await lapseInto(id);
  await turnBack(chen, { id }, { what: 'return', reason: 'phone', text: null });
  const review = await t.db.review.findFirstOrThrow({ where: { customerId: id } });
  const nudges = await t.db.nudge.findMany({
    where: { subjectId: review.id, rule: 'review-returned' },
  });
  expect(nudges.map(({ memberId }) => memberId)).toEqual([PEOPLE.wang.id]);
  expect((await readWaiting(wang, 0)).cards.map(({ file }) => file.id)).toContain(id);
});

it('a phone that is written beside a contact is looked at like any other', async () => {
  const values = { name: '慕容女士', phones: [], wechat: 'murong_88' };
  const id = await register('U_LINA', '', { values });
  await approveReview(await as('U_WANG'), { id });
  await approveReview(await as('U_CHEN'), { id });
  await t.db.customer.update({ where: { id }, data: { missing: ['phones'] } });
  await logContact(await as('U_LINA'), {
    ...{ customerId: id, followUpId: null, kind: 'wechat', result: 'effective', happenedAt: null },
    ...{ said: '给了电话', partySize: null, next: 'none' },
    missing: { key: 'phones', typed: '18612340987' },
  });
  expect(await t.db.review.findFirst({ where: { customerId: id, closedAt: null } })).toMatchObject({
    cause: 'change',
    fields: ['phones'],
  });
});

it('who registered the record that was merged into another does not approve what came of it', async () => {
  const keepId = await register('U_EMMA', '+442079460111');
  const loseId = await register('U_GRACE', '+442079460777');
  const version = async (id: string) =>
    (await t.db.customer.findUniqueOrThrow({ where: { id } })).version;
  await mergeCustomers(await as('U_ADMIN'), {
    ...{ keepId, loseId, choices: {} },
    ...{ keepVersion: await version(keepId), loseVersion: await version(loseId) },
  });
  await expect(approveReview(await as('U_GRACE'), { id: keepId })).rejects.toMatchObject({
    code: 'reviewOwn',
  });
});

it('a page that was decided meanwhile shows the first one, with how many wait in all', async () => {
  const wang = await as('U_WANG');
  const { total, cards } = await readWaiting(wang, 0);
  expect(total).toBeGreaterThanOrEqual(cards.length);
  expect(await readWaiting(wang, 500)).toMatchObject({ page: 0, total });
});
