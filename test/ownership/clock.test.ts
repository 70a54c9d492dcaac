import { describe, expect, it } from 'vitest';
import { PEOPLE } from '../../prisma/seed/office.ts';
import { reassignCustomers } from '../../src/crm/assignment/usecases.ts';
import { logContact } from '../../src/crm/interactions/usecases/index.ts';
import { listUnclocked } from '../../src/crm/ownership/store/clock.ts';
import { changeGrade, changeStage } from '../../src/crm/stages/usecases.ts';
import { undo } from '../../src/crm/undo/usecases.ts';
import { keptAndRead, openRegister } from './support.ts';

const office = await openRegister({ now: '2026-03-05T09:00:00+08:00' });
const { t } = office;
const lina = await office.as('U_LINA');
const wang = await office.as('U_WANG');
const at = (day: string, time = '09:00') => new Date(`2026-${day}T${time}:00+08:00`);

const call = (customerId: string, result: 'effective' | 'no_answer' = 'effective') =>
  logContact(lina, {
    customerId,
    followUpId: null,
    kind: 'phone',
    result,
    happenedAt: null,
    said: result === 'effective' ? '谈价格' : null,
    partySize: null,
    next: 'none',
    missing: null,
  });

async function expectKept(id: string, day: string | null, because: string | null) {
  const { kept, read } = await keptAndRead(t, id);
  expect(kept).toEqual({ until: day && at(day), because });
  expect(read).toEqual(kept);
}

describe('until when a customer is Li Na’s is kept by every write that moves it', async () => {
  const id = await office.register('U_LINA', '+8613800000001', { arrivalKind: 'call_in' });

  it('by the registration: fifteen days for a call-in; the call itself prolongs nothing', () =>
    expectKept(id, '03-20', 'default'));

  it('by a contact, and by taking it back', async () => {
    await t.setNow('2026-03-19T09:00:00+08:00');
    const { undoId } = await call(id);
    await expectKept(id, '04-03', 'contact');
    await undo(lina, undoId);
    await expectKept(id, '03-20', 'default');
    await call(id, 'no_answer');
    await expectKept(id, '03-20', 'default');
    await call(id);
    await expectKept(id, '04-03', 'contact');
  });

  it('by another grade, and by taking that back', async () => {
    const { undoId } = await changeGrade(lina, { customerId: id, to: 'C' });
    await expectKept(id, '04-18', 'contact');
    await undo(lina, undoId);
    await expectKept(id, '04-03', 'contact');
  });

  it('by a deal, which stops the clock, and by its falling through', async () => {
    const wish = { customerId: id, reason: null, note: null };
    await changeStage(lina, { ...wish, to: 'closed' });
    await expectKept(id, null, 'exempt');
    await t.setNow('2026-05-19T09:00:00+08:00');
    await changeStage(lina, { ...wish, to: 'negotiating', reason: 'deal_off' });
    await expectKept(id, '06-03', 'exempt');
  });

  it('by a new assigned rep, whose clock begins anew', async () => {
    await reassignCustomers(wang, { customerIds: [id], toId: PEOPLE.zhang.id });
    await expectKept(id, '06-03', 'default');
    const history = await t.db.assignment.findMany({
      where: { customerId: id },
      orderBy: { fromAt: 'asc' },
    });
    expect(history).toMatchObject([
      { memberId: PEOPLE.lina.id, why: 'registered', endedWhy: 'reassigned', toAt: at('05-19') },
      { memberId: PEOPLE.zhang.id, why: 'reassigned', byId: PEOPLE.wang.id, toAt: null },
    ]);
  });
});

describe('rules that change', () => {
  it('leave a customer who is protected already as promised; the next one has the new days', async () => {
    await t.setNow('2026-06-01T09:00:00+08:00');
    const before = await office.register('U_LINA', '+8613800000002');
    await office.set(
      'protectDays',
      { visit: 5, call_in: 5, online: 5, partner: 5, referral: 5 },
      '2026-06-02T00:00:00+08:00',
    );
    await t.setNow('2026-06-02T09:00:00+08:00');
    await call(before);
    await expectKept(before, '07-01', 'default');
    const after = await office.register('U_LINA', '+8613800000003');
    await expectKept(after, '06-07', 'default');
  });

  it('nobody is left without a clock', async () => {
    expect(await listUnclocked(t.db, 10)).toEqual([]);
  });
});
