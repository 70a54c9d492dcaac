import type { Work } from '../../db/transact.ts';
import type { Actor } from '../access/actor.ts';
import { requirePermission } from '../access/rules.ts';
import { lockUnit, type Unit } from './store/units.ts';

/** A unit whose row is held until the transaction ends. Throws `notAllowed` where there is none, or none for this person. */
export async function openUnit(
  work: Work,
  actor: Actor,
  action: 'property:see' | 'property:change',
  id: string,
): Promise<Unit> {
  const unit = await lockUnit(work.tx, id);
  requirePermission(actor, action, unit);
  return unit;
}
