import type { Work } from '../../db/transact.ts';
import { Refusal } from '../../lib/refusal.ts';
import type { Actor } from '../access/actor.ts';
import { audit } from '../audit/audit.ts';
import type { UnitStatus } from './fields.ts';
import { endIfOver, isHeld, NOBODYS, tellAnew } from './letting-go.ts';
import { requireUnitPrice } from './pricing.ts';
import { requireFree } from './rules.ts';
import { noteEvent } from './store/events.ts';
import { lockUnit, saveStand, type Unit } from './store/units.ts';

/** Which unit becomes whose, by whom. The customer's row is locked already, and the permission checked. */
interface Taking {
  unitId: string;
  customerId: string;
  actor: Actor;
}

/**
 * 认购 Reserves a unit for a customer: of two at the same moment one wins, by the lock on the unit's row.
 * Throws `unitUnknown`, and what `requireFree` throws. Reserved for them already: nothing happens.
 */
export async function reserveUnit(work: Work, taking: Taking): Promise<Unit> {
  const unit = await openFree(work, taking);
  if (unit.status === 'reserved') return unit;
  await take(work, unit, taking, { status: 'reserved' });
  return { ...unit, ...NOBODYS, status: 'reserved', customerId: taking.customerId };
}

/**
 * 签约 Sells a unit at a price, whole units of its currency. Throws what `reserveUnit` and
 * `requireUnitPrice` throw.
 */
export async function sellUnit(work: Work, taking: Taking & { price: number }): Promise<Unit> {
  const { actor, price, customerId } = taking;
  const unit = await openFree(work, taking);
  await requireUnitPrice(work, actor, { unit, price });
  await take(work, unit, taking, { status: 'sold', price });
  return { ...unit, ...NOBODYS, status: 'sold', customerId };
}

/**
 * Puts a reserved or sold unit back into the stock (退认购, 挞定, 退房): it is available again and those
 * whom it fits hear of it. Throws `unitUnknown`, `alreadySo` where it is nobody's.
 */
export async function returnUnit(
  work: Work,
  unitId: string,
  { actor, why }: { actor: Actor; why?: string },
): Promise<Unit> {
  const unit = await requireUnit(work, unitId);
  if (unit.status !== 'reserved' && unit.status !== 'sold') throw new Refusal('alreadySo');
  await saveStand(work, unit.id, { status: 'available', ...NOBODYS });
  await noteEvent(work, unit, {
    kind: 'returned',
    byId: actor.id,
    customerId: unit.customerId,
    details: { from: unit.status, ...(why && { why }) },
  });
  audit(work, {
    actor,
    action: 'unit.return',
    subject: { kind: 'unit', id: unit.id },
    details: { from: unit.status },
  });
  return { ...unit, ...NOBODYS, status: 'available' };
}

async function requireUnit(work: Work, id: string): Promise<Unit> {
  const unit = await lockUnit(work.tx, id);
  if (!unit) throw new Refusal('unitUnknown');
  return unit;
}

async function openFree(work: Work, { unitId, customerId, actor }: Taking): Promise<Unit> {
  const unit = await requireUnit(work, unitId);
  requireFree(unit, { customerId, now: work.now, zone: actor.zone });
  return endIfOver(work, unit);
}

async function take(
  work: Work,
  unit: Unit,
  { actor, customerId }: Taking,
  to: { status: Extract<UnitStatus, 'reserved' | 'sold'>; price?: number },
): Promise<void> {
  await saveStand(work, unit.id, { ...NOBODYS, status: to.status, customerId });
  await noteEvent(work, unit, {
    kind: to.status,
    byId: actor.id,
    customerId,
    ...(to.price !== undefined && { newPrice: to.price }),
  });
  // The hold came to what it was for: what was told of it says so.
  if (isHeld(unit)) await tellAnew(work, unit.holdId);
  audit(work, {
    actor,
    action: to.status === 'sold' ? 'unit.sell' : 'unit.reserve',
    subject: { kind: 'unit', id: unit.id },
    details: {
      customerId,
      ...(to.price !== undefined && { price: to.price, listPrice: unit.listPrice }),
    },
  });
}
