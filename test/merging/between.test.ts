import { describe, expect, it } from 'vitest';
import { PEOPLE } from '../../prisma/seed/office.ts';
import { reassignCustomers } from '../../src/crm/assignment/usecases.ts';
import { editCustomer } from '../../src/crm/editing/usecases.ts';
import { finishFollowUp } from '../../src/crm/followups/usecases/change.ts';
import { mergeCustomers } from '../../src/crm/merging/usecases/merge.ts';
import { readUndo } from '../../src/crm/merging/usecases/preview.ts';
import { undoMerge } from '../../src/crm/merging/usecases/undo.ts';
import { lapseDue } from '../../src/crm/ownership/usecases/lapse.ts';
import { act } from './acts.ts';
import { openMergeRegister } from './support.ts';

const register = await openMergeRegister();
const { t } = register;

let nth = 0;
let lastPhone = '';
/** Far from each other: near ones would be asked about. */
function nextPhone(): string {
  lastPhone = String(13_700_000_000 + ((nth++ * 7_654_321) % 99_999_999));
  return lastPhone;
}
const NAMES = ['王', '李', '赵', '钱', '孙', '周', '吴', '郑', '冯', '陈', '褚', '卫'];

/** Li Na's customer and Zhang Wei's, one person. */
async function pair(): Promise<[string, string]> {
  const name = NAMES[nth % NAMES.length]!;
  return [
    await register.register('U_LINA', nextPhone(), {
      values: { name: `${name}女士`, gender: 'female' },
      followUp: 'cadence',
    }),
    await register.register('U_ZHANG', nextPhone(), {
      values: { name: `${name}晓芳`, gender: 'female', note: '从抖音来' },
      followUp: 'cadence',
    }),
  ];
}

const undo = async (lostId: string) => undoMerge(await register.as('U_WANG'), lostId);
const customer = (id: string) => t.db.customer.findUniqueOrThrow({ where: { id } });
const openOf = (customerId: string) =>
  t.db.followUp.findFirstOrThrow({ where: { customerId, state: 'open' } });

async function edit(id: string, values: Parameters<typeof editCustomer>[1]['values']) {
  const { version } = await customer(id);
  return editCustomer(await register.as('U_WANG'), { id, version, values });
}

describe('what happens between a merge and its undo', () => {
  it('a contact that answers a follow-up of the lost record goes back with it; other contacts stay', async () => {
    const [keep, lose] = await pair();
    await register.merge('U_WANG', keep, lose);
    const theirs = await t.db.followUp.findFirstOrThrow({
      where: { customerId: keep, createdById: PEOPLE.zhang.id },
    });
    await act(register, keep, 'noAnswer');
    await t.advance('1 minute');
    await finishFollowUp(await register.as('U_WANG'), theirs.id);
    const answer = await t.db.interaction.findFirstOrThrow({
      where: { customerId: keep, effective: false },
    });
    await t.db.followUp.update({ where: { id: theirs.id }, data: { interactionId: answer.id } });
    await act(register, keep, 'visit');
    await undo(lose);
    const back = await t.db.followUp.findUniqueOrThrow({ where: { id: theirs.id } });
    expect(back).toMatchObject({ customerId: lose, state: 'done' });
    expect(await t.db.interaction.count({ where: { customerId: lose, effective: false } })).toBe(1);
    expect(await customer(keep)).toMatchObject({ visitCount: 2, effectiveCount: 2 });
    expect(await customer(lose)).toMatchObject({ visitCount: 1, effectiveCount: 1 });
    expect((await customer(lose)).lastAttemptAt).not.toBeNull();
  });

  it('a contact that waited for the merge, and began before it, is counted where it stays', async () => {
    const [keep, lose] = await pair();
    await register.merge('U_WANG', keep, lose);
    await act(register, keep, 'visit');
    const merge = await t.db.merge.findFirstOrThrow({ where: { lostId: lose } });
    await t.owner.query(
      `UPDATE interactions SET entered_at = $1 WHERE id = (SELECT id FROM interactions WHERE customer_id = $2
        ORDER BY entered_at DESC LIMIT 1)`,
      [merge.at, keep],
    );
    await undo(lose);
    expect(await customer(keep)).toMatchObject({ visitCount: 2, effectiveCount: 2 });
    expect(await customer(lose)).toMatchObject({ visitCount: 1, effectiveCount: 1 });
  });

  it('what somebody edited since stays on the kept record; what nobody touched becomes what it was', async () => {
    const [keep, lose] = await pair();
    await register.merge('U_WANG', keep, lose, { name: 'lose' });
    await act(register, keep, 'need');
    await t.advance('1 minute');
    await edit(keep, { note: '改口说要现房' });
    const preview = await readUndo(await register.as('U_WANG'), lose);
    expect(preview.stays).toContain('note_sealed');
    await undo(lose);
    const { rows } = await t.owner.query(
      'SELECT name, budget_min::int FROM customers WHERE id = $1',
      [keep],
    );
    expect(rows[0]).toMatchObject({ budget_min: 8_000_000 });
    expect(rows[0].name).toMatch(/女士$/);
    expect((await customer(lose)).noteSealed).not.toBeNull();
    expect((await customer(keep)).noteSealed).not.toBeNull();
  });

  it('a rep who was assigned since keeps the kept record; the lost one has its own rep again', async () => {
    const [keep, lose] = await pair();
    await register.merge('U_WANG', keep, lose, { rep: 'lose' });
    expect((await customer(keep)).repId).toBe(PEOPLE.zhang.id);
    expect(await openOf(keep)).toMatchObject({ memberId: PEOPLE.zhang.id });
    await t.advance('1 minute');
    await reassignCustomers(await register.as('U_WANG'), {
      customerIds: [keep],
      toId: PEOPLE.lina.id,
    });
    await undo(lose);
    expect((await customer(keep)).repId).toBe(PEOPLE.lina.id);
    expect((await customer(lose)).repId).toBe(PEOPLE.zhang.id);
    for (const id of [keep, lose])
      expect(await t.db.assignment.count({ where: { customerId: id, toAt: null } })).toBe(1);
  });

  it('protection that would have ended meanwhile stood still', async () => {
    const [keep, lose] = await pair();
    const { protectedUntil } = await customer(lose);
    await register.merge('U_WANG', keep, lose);
    await register.set('mergeUndoDays', 365);
    await t.advance('29 days');
    await lapseDue({ db: t.db, keys: t.keyring });
    await t.advance('12 hours');
    await undo(lose);
    const back = await customer(lose);
    expect(back.repId).toBe(PEOPLE.zhang.id);
    expect(back.protectedUntil!.getTime()).toBeGreaterThanOrEqual(protectedUntil!.getTime());
  });
});

describe('an undo that is not exactly possible any more changes nothing', () => {
  const refused = async (lostId: string, ids: string[], code: string) => {
    const before = await register.dump(ids);
    const preview = await readUndo(await register.as('U_WANG'), lostId);
    expect(preview.blocked?.code).toBe(code);
    await expect(undo(lostId)).rejects.toMatchObject({ code });
    expect(await register.dump(ids)).toEqual(before);
  };

  it('after its time', async () => {
    const [keep, lose] = await pair();
    await register.set('mergeUndoDays', 30);
    await register.merge('U_WANG', keep, lose);
    await t.advance('31 days');
    await refused(lose, [keep, lose], 'undoMergeLate');
  });

  it('while a later merge stands on it; undone one after the other, all three are as they were', async () => {
    const [keep, lose] = await pair();
    const [third] = await pair();
    const before = await register.dump([keep, lose, third]);
    await register.merge('U_WANG', keep, lose, { name: 'lose' });
    await t.advance('1 minute');
    await register.merge('U_WANG', third, keep, { note: 'lose' });
    expect((await customer(lose)).mergedIntoId).toBe(third);
    await refused(lose, [keep, lose, third], 'undoMergeLater');
    await undo(keep);
    expect((await customer(lose)).mergedIntoId).toBe(keep);
    await undo(lose);
    const after = await register.dump([keep, lose, third]);
    expect(after).toEqual(before);
  });

  it('when a phone that would go back is registered by somebody else by now', async () => {
    const [keep, lose] = await pair();
    await register.merge('U_WANG', keep, lose);
    const [own] = await t.db.customerPhone.findMany({
      where: { customerId: keep, live: true },
      orderBy: { position: 'asc' },
    });
    expect(own).toBeDefined();
    const fresh = nextPhone();
    await edit(keep, { phones: [`+86${fresh}`] });
    const lost = await t.db.customerPhone.findFirstOrThrow({ where: { customerId: lose } });
    const stranger = await register.register('U_EMMA', '+447911123456');
    await t.db.customerPhone.updateMany({
      where: { customerId: stranger },
      data: { index: lost.index },
    });
    await refused(lose, [keep, lose], 'undoMergePhone');
  });

  it('when the kept record would be left without any way to reach the person', async () => {
    const [keep, lose] = await pair();
    await register.merge('U_WANG', keep, lose);
    const own = await t.db.customerPhone.findFirstOrThrow({
      where: { customerId: keep, live: true, position: 0 },
    });
    await t.db.customerPhone.delete({ where: { id: own.id } });
    await refused(lose, [keep, lose], 'undoMergeBare');
  });
});

describe('who comes second', () => {
  it('of two managers merging the same pair is told, and one merge stands', async () => {
    const [keep, lose] = await pair();
    const wish = async (keepId: string, loseId: string) => ({
      keepId,
      loseId,
      keepVersion: (await customer(keepId)).version,
      loseVersion: (await customer(loseId)).version,
      choices: {},
    });
    const both = await Promise.allSettled([
      mergeCustomers(await register.as('U_WANG'), await wish(keep, lose)),
      mergeCustomers(await register.as('U_ADMIN'), await wish(lose, keep)),
    ]);
    const [failed] = both.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(failed).toMatchObject({ code: 'customerMerged' });
    expect(await t.db.merge.count({ where: { lostId: { in: [keep, lose] } } })).toBe(1);
  });

  it('with a form opened before the merge is told; a form of the kept record keeps both changes', async () => {
    const [keep, lose] = await pair();
    const [a, b] = [await customer(keep), await customer(lose)];
    const wang = await register.as('U_WANG');
    await register.merge('U_WANG', keep, lose);
    await expect(
      editCustomer(wang, { id: lose, version: b.version, values: { note: '晚了' } }),
    ).rejects.toMatchObject({ code: 'customerMerged' });
    await editCustomer(wang, { id: keep, version: a.version, values: { purpose: 'live' } });
    expect(await customer(keep)).toMatchObject({ purpose: 'live' });
    await expect(
      mergeCustomers(wang, {
        keepId: keep,
        loseId: (await pair())[0],
        keepVersion: a.version,
        loseVersion: 1,
        choices: {},
      }),
    ).rejects.toMatchObject({ code: 'mergeChanged' });
  });

  it('registering the lost record’s phone at that moment gets the blind answer, whoever is faster', async () => {
    const [keep, lose] = await pair();
    const [merged, registered] = await Promise.allSettled([
      register.merge('U_WANG', keep, lose),
      register.register('U_EMMA', lastPhone),
    ]);
    expect(merged.status).toBe('fulfilled');
    expect(registered.status).toBe('rejected');
    expect(await t.db.customerPhone.count({ where: { customerId: keep, live: true } })).toBe(2);
  });
});
