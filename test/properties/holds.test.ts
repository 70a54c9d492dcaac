import { describe, expect, it } from 'vitest';
import { TEAMS } from '../../prisma/seed/office.ts';
import { lockCustomer } from '../../src/crm/customers/store.ts';
import { listEvents, listNews } from '../../src/crm/properties/store/events.ts';
import { findProject, listProjects } from '../../src/crm/properties/store/projects.ts';
import { findUnit, listUnitsByIds, listUnitsOf } from '../../src/crm/properties/store/units.ts';
import { returnUnit } from '../../src/crm/properties/taking.ts';
import {
  endHoldsDue,
  extendHold,
  holdUnit,
  releaseUnit,
} from '../../src/crm/properties/usecases/hold.ts';
import { readUnitHistory } from '../../src/crm/properties/usecases/unit-card.ts';
import { LIMITS } from '../../src/db/client.ts';
import { transact } from '../../src/db/transact.ts';
import { newId } from '../../src/lib/id.ts';
import { openRegister } from '../ownership/support.ts';
import { openProject, refusalOf, take } from './support.ts';

const office = await openRegister({ limits: { ...LIMITS.background, sessions: 24 } });
const { t } = office;
const lina = await office.as('U_LINA');
const zhang = await office.as('U_ZHANG');
const wang = await office.as('U_WANG');
const emma = await office.as('U_EMMA');
const { addUnit } = await openProject(wang);
let last = 13_500_000_000;
const linas = await office.register('U_LINA', `+86${++last}`);
const zhangs = await office.register('U_ZHANG', `+86${++last}`);

const START = '2026-03-05T09:00:00+08:00';
const at = (iso: string) => t.setNow(iso);
const hold = (ctx: typeof lina, unitId: string, customerId: string, hours: number | null = null) =>
  holdUnit(ctx, { unitId, customerId, hours });
const unitNow = async (id: string) => (await findUnit(t.db, id))!;
const kinds = async (id: string) =>
  (await listEvents({ db: t.db, keys: t.keyring }, id, { floors: false, limit: 50 }))
    .map(({ kind }) => kind)
    .reverse();
const messagesOf = (holdId: string) =>
  t.db.message.findMany({
    where: { recipient: `unit-hold:${holdId}` },
    orderBy: { dueAt: 'asc' },
  });

describe('Li Na holds a unit for Ms Wang', () => {
  it('for a day: Zhang Wei cannot have it, and hears until when but not for whom', async () => {
    await at(START);
    const id = await addUnit();
    await hold(lina, id, linas);
    expect(await unitNow(id)).toMatchObject({
      status: 'held',
      customerId: linas,
      memberId: lina.actor.id,
      heldUntil: new Date('2026-03-06T09:00:00+08:00'),
    });
    await expect(hold(zhang, id, zhangs)).rejects.toMatchObject({
      code: 'unitHeld',
      params: { day: '2026-03-06', time: '09:00' },
    });
    expect(await refusalOf(hold(lina, id, linas))).toBe('holdStands');
    await releaseUnit(lina, id);
    expect(await refusalOf(releaseUnit(lina, id))).toBe('notHeld');
    expect(await kinds(id)).toEqual(['held', 'released']);
    await hold(zhang, id, zhangs);
    expect(await listUnitsOf(t.db, zhangs, new Date(START))).toMatchObject([{ id }]);
    await releaseUnit(wang, id);
    expect(await listUnitsOf(t.db, zhangs, new Date(START))).toEqual([]);
    expect(await listUnitsByIds(t.db, [id])).toMatchObject([{ projectZh: '翠湖天地' }]);
  });

  it('it ends by itself: Zhang Wei may take it that moment, before any job looked', async () => {
    await at(START);
    const id = await addUnit();
    await hold(lina, id, linas, 3);
    const { holdId } = await unitNow(id);
    await at('2026-03-05T11:59:59+08:00');
    expect(await refusalOf(hold(zhang, id, zhangs))).toBe('unitHeld');
    await at('2026-03-05T12:00:00+08:00');
    expect(await refusalOf(hold(zhang, id, zhangs))).toBe('none');
    expect(await kinds(id)).toEqual(['held', 'released', 'held']);
    expect((await messagesOf(holdId!)).map(({ slot }) => slot)).toContain('over');
    await releaseUnit(zhang, id);
  });

  it('the job ends it once, however many look, and she is told once before and once at the end', async () => {
    await at(START);
    const id = await addUnit();
    await hold(lina, id, linas, 8);
    const { holdId } = await unitNow(id);
    await at('2026-03-05T17:00:00+08:00');
    const runs = await Promise.all(Array.from({ length: 6 }, () => endHoldsDue(lina)));
    expect(runs.reduce((a, b) => a + b, 0)).toBe(1);
    expect(await unitNow(id)).toMatchObject({
      status: 'available',
      holdId: null,
      customerId: null,
    });
    expect(await kinds(id)).toEqual(['held', 'released']);
    expect(await messagesOf(holdId!)).toMatchObject([
      { slot: 'before:2026-03-05T09:00:00.000Z', dueAt: new Date('2026-03-05T15:00:00+08:00') },
      { slot: 'over', memberId: lina.actor.id },
    ]);
  });

  it('a manager makes it longer; she does not', async () => {
    await at(START);
    const id = await addUnit();
    await hold(lina, id, linas);
    expect(await refusalOf(extendHold(lina, { unitId: id, hours: 24 }))).toBe('notAllowed');
    await extendHold(wang, { unitId: id, hours: 24 });
    expect(await unitNow(id)).toMatchObject({ heldUntil: new Date('2026-03-07T09:00:00+08:00') });
    await at('2026-03-06T10:00:00+08:00');
    expect(await endHoldsDue(lina)).toBe(0);
    expect(await refusalOf(extendHold(wang, { unitId: id, hours: 721 }))).toBe('holdHours');
    await releaseUnit(wang, id);
    expect(await refusalOf(extendHold(wang, { unitId: id, hours: 1 }))).toBe('notHeld');
  });

  it('three at a time and a day at most, by the rules of the office; a manager may more', async () => {
    await at(START);
    const ids = [await addUnit(), await addUnit(), await addUnit(), await addUnit()];
    expect(await refusalOf(hold(lina, ids[0]!, linas, 25))).toBe('holdTooLong');
    const tries = await Promise.allSettled(ids.map((id) => hold(lina, id, linas)));
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
    const left = ids[tries.findIndex(({ status }) => status === 'rejected')]!;
    expect(await refusalOf(hold(lina, left, linas))).toBe('holdsFull');
    await hold(wang, left, linas, 100);
    for (const id of ids) await releaseUnit(wang, id);
  });

  it('only her own customers, and only units of her team', async () => {
    const id = await addUnit();
    expect(await refusalOf(hold(lina, id, zhangs))).toBe('notAllowed');
    expect(await refusalOf(hold(emma, id, linas))).toBe('notAllowed');
    const emmas = await office.register('U_EMMA', '+447700900123', {});
    expect(await refusalOf(hold(emma, id, emmas))).toBe('notAllowed');
    expect(await refusalOf(hold(lina, newId(new Date()), linas))).toBe('notAllowed');
  });
});

describe('the history of a unit', () => {
  it('tells what was paid to those who may see who paid it, and to who leads the team', async () => {
    await at(START);
    const id = await addUnit();
    await take(lina, { unitId: id, customerId: linas, price: 9_800_000 });
    const paid = async (ctx: typeof lina) =>
      (await readUnitHistory(ctx, id)).events.find(({ kind }) => kind === 'sold')?.newPrice;
    expect(await paid(lina)).toBe(9_800_000);
    expect(await paid(wang)).toBe(9_800_000);
    expect(await paid(zhang)).toBeNull();
  });
});

describe('a project', () => {
  it('says since when money may be taken, and is listed for its team only', async () => {
    const [project] = await listProjects(t.db, [TEAMS.east.id]);
    expect(project).toMatchObject({ nameEn: 'Lakeside', permitNumber: null, permitOn: null });
    expect(await findProject(t.db, project!.id)).toEqual(project);
    expect(await listProjects(t.db, [TEAMS.west.id])).toEqual([]);
  });
});

describe('two in the same second', () => {
  it('Li Na lets a unit go while somebody writes in Ms Wang’s file: neither waits for the other', async () => {
    await at(START);
    const id = await addUnit();
    await hold(lina, id, linas);
    await t.db.$transaction(async (tx) => {
      await lockCustomer(tx, linas);
      await releaseUnit(lina, id);
    });
    expect(await kinds(id)).toEqual(['held', 'released']);
  });

  it('twenty reps hold one unit for twenty customers: one wins, nineteen hear that it is held', {
    timeout: 60_000,
  }, async () => {
    await at(START);
    const id = await addUnit();
    const reps = await hire(20);
    const wishes = await Promise.all(
      reps.map(async (rep) => ({
        ctx: await office.as(rep),
        customerId: await office.register(rep, `+86${++last}`),
      })),
    );
    const tries = await Promise.allSettled(
      wishes.map(({ ctx, customerId }) => hold(ctx, id, customerId)),
    );
    const won = tries.flatMap((one, nth) => (one.status === 'fulfilled' ? [nth] : []));
    expect(won).toHaveLength(1);
    for (const one of tries)
      if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'unitHeld' });
    const winner = wishes[won[0]!]!;
    expect(await unitNow(id)).toMatchObject({
      status: 'held',
      customerId: winner.customerId,
      memberId: winner.ctx.actor.id,
    });
    expect(await kinds(id)).toEqual(['held']);
  });

  it('a unit is sold to one of ten customers, and to nobody after', {
    timeout: 60_000,
  }, async () => {
    await at(START);
    const id = await addUnit();
    const customers = await Promise.all(
      Array.from({ length: 10 }, () => office.register('U_LINA', `+86${++last}`)),
    );
    const tries = await Promise.allSettled(
      customers.map((customerId, nth) =>
        nth % 2
          ? take(lina, { unitId: id, customerId, price: 9_800_000 })
          : take(lina, { unitId: id, customerId }),
      ),
    );
    const won = tries.flatMap((one, nth) => (one.status === 'fulfilled' ? [nth] : []));
    expect(won).toHaveLength(1);
    for (const one of tries)
      if (one.status === 'rejected')
        expect(['unitSold', 'unitReserved']).toContain(one.reason.code);
    expect(await unitNow(id)).toMatchObject({ customerId: customers[won[0]!] });
    expect(await kinds(id)).toHaveLength(1);
  });
});

describe('a unit is taken by a deal', () => {
  it('what is held for Ms Wang is hers to reserve and to buy; a cancelled deal puts it back', async () => {
    await at(START);
    const id = await addUnit();
    await hold(lina, id, linas);
    expect(await refusalOf(take(zhang, { unitId: id, customerId: zhangs }))).toBe('unitHeld');
    await take(lina, { unitId: id, customerId: linas });
    expect(await unitNow(id)).toMatchObject({ status: 'reserved', holdId: null, heldUntil: null });
    expect(await refusalOf(take(zhang, { unitId: id, customerId: zhangs }))).toBe('unitReserved');
    expect(await refusalOf(hold(lina, id, linas))).toBe('holdReserved');
    await take(lina, { unitId: id, customerId: linas, price: 9_900_000 });
    expect(await unitNow(id)).toMatchObject({ status: 'sold', customerId: linas });
    expect(await refusalOf(hold(zhang, id, zhangs))).toBe('unitSold');
    await transact(wang, async (work) => {
      await returnUnit(work, id, { actor: wang.actor, why: 'cancelled' });
      return {};
    });
    expect(await unitNow(id)).toMatchObject({ status: 'available', customerId: null });
    expect(await kinds(id)).toEqual(['held', 'reserved', 'sold', 'returned']);
    const news = (await listNews(t.db, new Date(START), 100)).filter(({ unitId }) => unitId === id);
    expect(news).toMatchObject([{ kind: 'returned' }]);
  });

  it('not above the list price; below the minimum only by a manager, and the minimum is never said', async () => {
    const id = await addUnit({ listPrice: 10_000_000, floorPrice: 9_500_000 });
    const sell = (ctx: typeof lina, price: number) =>
      take(ctx, { unitId: id, customerId: linas, price });
    await expect(sell(wang, 10_000_001)).rejects.toMatchObject({ code: 'priceAboveList' });
    const below = await sell(lina, 9_499_999).catch((error) => error);
    expect(below).toMatchObject({ code: 'priceBelowMinimum' });
    expect(JSON.stringify(below.params)).not.toContain('95');
    expect(await refusalOf(sell(wang, 9_000_000))).toBe('none');
  });

  it('the minimum price is not in the table in the clear', async () => {
    const id = await addUnit({ floorPrice: 8_765_432 });
    const { rows } = await t.owner.query(
      'SELECT u::text AS line, encode(floor_price_sealed, $2) AS sealed FROM units u WHERE id = $1',
      [id, 'escape'],
    );
    expect(rows[0].line).not.toContain('8765432');
    expect(rows[0].sealed).not.toContain('8765432');
  });
});

/** More reps of the East team, as Slack user ids. */
async function hire(count: number): Promise<string[]> {
  const names = Array.from({ length: count }, (_, nth) => `U_HOLD${nth}`);
  for (const slackUserId of names) {
    const id = newId(new Date());
    await t.db.member.create({ data: { id, slackUserId, name: slackUserId, role: 'rep' } });
    await t.db.teamMember.create({ data: { teamId: TEAMS.east.id, memberId: id } });
  }
  return names;
}
