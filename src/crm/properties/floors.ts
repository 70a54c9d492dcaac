import type { Reading } from '../../db/transact.ts';
import { can } from '../access/rules.ts';
import type { Ctx } from '../context.ts';
import { listFloorPrices, type Unit } from './store/units.ts';

/** Minimum prices of those units whose the person may know. */
export async function floorsFor(
  at: Reading,
  { actor }: Ctx,
  units: Unit[],
): Promise<Map<string, number>> {
  const known = units.filter((unit) => unit.hasFloor && can(actor, 'property:floor', unit));
  return known.length === 0
    ? new Map()
    : listFloorPrices(
        at,
        known.map(({ id }) => id),
      );
}
