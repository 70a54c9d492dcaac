import type { Handle } from '../../../db/client.ts';
import { findMember } from '../../access/store.ts';
import { findUnit, type Unit } from '../../properties/store/units.ts';
import { isSigned } from '../rules/machine.ts';
import { findDealById } from '../store/deals.ts';
import { listFacts } from '../store/facts.ts';

/** What the team's channel hears of a contract: the unit and the rep, nothing of who bought. */
export interface Celebration {
  teamId: string;
  unit: Unit;
  rep: string;
}

/** A contract to celebrate, or null where it does not stand any more. */
export async function readCelebration(db: Handle, dealId: string): Promise<Celebration | null> {
  const deal = await findDealById(db, dealId);
  if (!deal?.unitId || !isSigned(deal.state)) return null;
  const unit = await findUnit(db, deal.unitId);
  const contract = (await listFacts(db, null, dealId)).find(({ kind }) => kind === 'contract');
  const rep = contract ? await findMember(db, contract.memberId) : null;
  return unit && rep && { teamId: deal.teamId, unit, rep: rep.name };
}
