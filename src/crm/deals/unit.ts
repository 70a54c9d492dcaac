import { Refusal } from '../../lib/refusal.ts';
import type { Unit } from '../properties/store/units.ts';

/** A unit of the customer's own team; another team's is unknown here. */
export function requireTeams(file: { teamId: string }, unit: Unit): Unit {
  if (unit.teamId !== file.teamId) throw new Refusal('unitUnknown', {}, 'unit');
  return unit;
}
