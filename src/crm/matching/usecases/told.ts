import type { Handle } from '../../../db/client.ts';
import type { UnitEventKind } from '../../properties/fields.ts';
import { statusAt } from '../../properties/rules.ts';
import { listUnitsByIds, type Unit } from '../../properties/store/units.ts';
import { getSettings } from '../../settings/store.ts';
import { type Verdict, weigh } from '../rules.ts';
import { type Face, listFaces } from '../store/faces.ts';
import { listFitsByIds, listPriceMoves } from '../store/fits.ts';
import { listWishes } from '../store/wishers.ts';
import { homeOf } from './customers.ts';

/** A fit as its message tells it, as things are now. */
export interface ToldFit {
  id: string;
  kind: UnitEventKind;
  /** The list price before, where it went down. */
  oldPrice: number | null;
  face: Face;
  unit: Unit;
  verdict: Verdict;
  /** Somebody has it meanwhile. */
  isGone: boolean;
}

/**
 * These fits as they are now, the strongest first. What is another rep's customer by now, closed, or fits no
 * more is left out; what is gone says so.
 */
export async function listToldFits(
  db: Handle,
  ids: readonly string[],
  { memberId, now }: { memberId: string; now: Date },
): Promise<ToldFit[]> {
  const fits = await listFitsByIds(db, ids);
  const customerIds = fits.map(({ customerId }) => customerId);
  const [faces, wishes, units, moves] = await Promise.all([
    listFaces(db, customerIds),
    listWishes(db, customerIds),
    listUnitsByIds(db, [...new Set(fits.map(({ unitId }) => unitId))]),
    listPriceMoves(
      db,
      fits.map(({ eventId }) => eventId),
    ),
  ]);
  const told: ToldFit[] = [];
  for (const { id, eventId, kind, customerId, unitId } of fits) {
    const face = faces.get(customerId);
    const wish = wishes.find((one) => one.id === customerId);
    const unit = units.find((one) => one.id === unitId);
    if (!face || !wish || !unit || face.repId !== memberId || !face.isOpen) continue;
    const settings = await getSettings(db, unit.teamId, now);
    const isGone = statusAt(unit, now) !== 'available';
    const verdict = weigh(wish, homeOf(unit, true), settings);
    if (!verdict.fits) continue;
    told.push({
      ...{ id, kind, face, unit, verdict, isGone },
      oldPrice: moves.get(eventId)?.old ?? null,
    });
  }
  return told;
}
