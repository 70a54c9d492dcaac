import type { Work } from '../../db/transact.ts';
import { Refusal } from '../../lib/refusal.ts';
import { can } from '../access/rules.ts';
import type { Ctx } from '../context.ts';
import { requirePrice } from '../properties/rules.ts';
import { listFloorPrices, type Unit } from '../properties/store/units.ts';

/** A unit of the customer's own team; another team's is unknown here. */
export function requireTeams(file: { teamId: string }, unit: Unit): Unit {
  if (unit.teamId !== file.teamId) throw new Refusal('unitUnknown', {}, 'unit');
  return unit;
}

/** A price agreed at 认购 is one at which the unit may be sold. Throws `priceAboveList`, `priceBelowMinimum`. */
export async function requireUnitPrice(
  work: Work,
  { actor }: Ctx,
  unit: Unit,
  price: bigint,
): Promise<void> {
  const floors = await listFloorPrices({ db: work.tx, keys: work.keys }, [unit.id]);
  requirePrice(Number(price), {
    listPrice: unit.listPrice,
    currency: unit.currency,
    floorPrice: floors.get(unit.id) ?? null,
    mayGoBelow: can(actor, 'property:floor', { teamId: unit.teamId }),
  });
}
