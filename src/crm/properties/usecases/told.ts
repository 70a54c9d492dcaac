import type { Handle } from '../../../db/client.ts';
import { HOLD_MESSAGE, type ReleaseReason } from '../letting-go.ts';
import { statusAt } from '../rules.ts';
import { listParties, type Party } from '../store/holds.ts';
import { findUnit, type Unit } from '../store/units.ts';

export { HOLD_MESSAGE };

/** What a message about a hold was planned with: ids and codes. */
export interface HoldTold {
  unitId: string;
  holdId: string;
  customerId: string;
  /** It ends soon, or it has ended. */
  phase: 'before' | 'over';
  until: Date;
  /** Why it ended, and by whom; null: by itself. */
  why?: ReleaseReason | undefined;
  byId?: string | null | undefined;
}

/** A hold as it is now, for what was told of it. */
export interface HoldNews extends HoldTold {
  unit: Unit;
  party: Party;
  /** Still held until then; held for longer; or no more. */
  state: 'running' | 'longer' | 'gone';
}

/** What a message about a hold has to say now, or null where nothing is left of it. */
export async function findHoldNews(
  db: Handle,
  told: HoldTold,
  now: Date,
): Promise<HoldNews | null> {
  const unit = await findUnit(db, told.unitId);
  const party = (await listParties(db, [told.customerId])).get(told.customerId);
  return unit && party ? { ...told, unit, party, state: stateOf(unit, told, now) } : null;
}

function stateOf(unit: Unit, { holdId, until }: HoldTold, now: Date): HoldNews['state'] {
  if (unit.holdId !== holdId || statusAt(unit, now) !== 'held') return 'gone';
  return unit.heldUntil!.getTime() === until.getTime() ? 'running' : 'longer';
}
