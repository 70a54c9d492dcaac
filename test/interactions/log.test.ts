import { describe, expect, it } from 'vitest';
import { PEOPLE, seedOffice } from '../../prisma/seed/office.ts';
import { findActor } from '../../src/crm/access/store.ts';
import type { Ctx } from '../../src/crm/context.ts';
import { planFollowUp, snoozeFollowUp } from '../../src/crm/followups/usecases/index.ts';
import { type ContactWish, logContact } from '../../src/crm/interactions/usecases/index.ts';
import { changeGrade } from '../../src/crm/stages/usecases.ts';
import { undo } from '../../src/crm/undo/usecases.ts';
import { createCustomerKey } from '../../src/db/data-keys.ts';
import { testDatabase } from '../support/database.ts';
import { addCustomer, addFollowUp } from '../support/delivery.ts';
import { askNothing, moved } from '../support/moves.ts';

const t = await testDatabase({ now: '2026-03-05T10:00:00+08:00' });
await seedOffice(t.db);
await askNothing(t);

async function ctxOf(user: string, delivery?: string): Promise<Ctx> {
  const actor = await findActor(t.db, user);
  return { db: t.db, keys: t.keyring, actor: actor!, ...(delivery && { delivery }) };
}

async function customer() {
  const made = await addCustomer(t.db, { rep: 'lina', lastEffectiveAt: null });
  await createCustomerKey(t.db, t.keyring, made.id);
  return made;
}

const call = (customerId: string, more: Partial<ContactWish> = {}): ContactWish => ({
  customerId,
  followUpId: null,
  kind: 'phone',
  result: 'effective',
  happenedAt: null,
  said: '聊了',
  partySize: null,
  next: 'usual',
  missing: null,
  ...more,
});
const file = (id: string) => t.db.customer.findUniqueOrThrow({ where: { id } });

describe('a delivery that comes twice', () => {
  it('logs once and answers the same', async () => {
    const { id } = await customer();
    const again = () => ctxOf('U_LINA', 'submit:V1:h1');
    const first = await logContact(await again(), call(id));
    expect(await logContact(await again(), call(id))).toEqual(first);
    expect(await file(id)).toMatchObject({ effectiveCount: 1 });
  });

  it('plans once, also when the second finds a plan in the way', async () => {
    const { id } = await customer();
    const again = () => ctxOf('U_LINA', 'command:T2');
    const wish = {
      customerId: id,
      dueAt: new Date('2026-03-06T10:00:00+08:00'),
      grain: 'minute',
      what: null,
      existing: 'ask' as const,
    };
    const first = await planFollowUp(await again(), wish);
    expect(await planFollowUp(await again(), wish)).toEqual(first);
    expect(await t.db.followUp.count({ where: { customerId: id } })).toBe(1);
  });
});

describe('several at once', () => {
  it('Li Na and her manager log at the same moment: both contacts count', async () => {
    const { id } = await customer();
    const [lina, wang] = [await ctxOf('U_LINA'), await ctxOf('U_WANG')];
    await Promise.all(
      [1, 2, 3].flatMap(() => [logContact(lina, call(id)), logContact(wang, call(id))]),
    );
    expect(await file(id)).toMatchObject({ effectiveCount: 6 });
    expect(await t.db.followUp.count({ where: { customerId: id, state: 'open' } })).toBe(1);
  });

  it('Two taps on two grades: one wins, the other is said to be so already or wins too, never half', async () => {
    const { id } = await customer();
    const lina = await ctxOf('U_LINA');
    await Promise.allSettled([
      changeGrade(lina, { customerId: id, to: 'A' }),
      changeGrade(lina, { customerId: id, to: 'C' }),
    ]);
    const audits = await t.db.audit.count({ where: { customerId: id, action: 'customer.grade' } });
    expect((await file(id)).version).toBe(1 + audits);
  });

  it('Two postponements of one follow-up: both count', async () => {
    const { id } = await customer();
    const plan = await addFollowUp(t.db, { customerId: id, dueAt: '2026-03-05T09:00:00+08:00' });
    const lina = await ctxOf('U_LINA');
    await Promise.all([
      snoozeFollowUp(lina, plan.id, 'tonight'),
      snoozeFollowUp(lina, plan.id, 'tomorrow'),
    ]);
    expect(await t.db.followUp.findUniqueOrThrow({ where: { id: plan.id } })).toMatchObject({
      snoozes: 2,
      dueVersion: 3,
    });
  });

  it('Two taps on Undo take back once', async () => {
    const { id } = await customer();
    const lina = await ctxOf('U_LINA');
    const { undoId } = await logContact(lina, call(id));
    const taps = await Promise.allSettled([undo(lina, undoId), undo(lina, undoId)]);
    expect(taps.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await file(id)).toMatchObject({ effectiveCount: 0, lastEffectiveAt: null });
  });
});

describe('taking back', () => {
  it('is refused when the customer went to another rep since', async () => {
    const { id } = await customer();
    const lina = await ctxOf('U_LINA');
    const { undoId } = await moved(lina, {
      customerId: id,
      to: 'negotiating',
      reason: null,
      note: null,
    });
    await t.db.customer.update({ where: { id }, data: { repId: PEOPLE.zhang.id } });
    await expect(undo(lina, undoId)).rejects.toThrow('undoChanged');
    expect(await file(id)).toMatchObject({ stage: 'negotiating' });
  });

  it('takes all of a contact back or nothing: a follow-up changed since keeps everything', async () => {
    const { id } = await customer();
    const lina = await ctxOf('U_LINA');
    const { undoId } = await logContact(lina, call(id));
    await t.db.followUp.updateMany({
      where: { customerId: id },
      data: { dueVersion: { increment: 1 } },
    });
    await expect(undo(lina, undoId)).rejects.toThrow('undoChanged');
    expect(await file(id)).toMatchObject({ effectiveCount: 1 });
  });
});

describe('what an attempt does to the plan', () => {
  it('A wrong number plans nothing and leaves the open plan alone', async () => {
    const { id } = await customer();
    const plan = await addFollowUp(t.db, { customerId: id, dueAt: '2026-03-05T09:00:00+08:00' });
    const logged = await logContact(await ctxOf('U_LINA'), call(id, { result: 'wrong_number' }));
    expect(logged.next).toMatchObject({ how: 'kept' });
    expect(await t.db.followUp.findUniqueOrThrow({ where: { id: plan.id } })).toMatchObject({
      state: 'open',
      dueVersion: 1,
    });
  });

  it('A lost customer gets no next follow-up by cadence', async () => {
    const { id } = await customer();
    await t.db.customer.update({ where: { id }, data: { stage: 'lost' } });
    expect((await logContact(await ctxOf('U_LINA'), call(id))).next).toBeNull();
  });
});
