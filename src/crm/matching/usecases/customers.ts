import { read } from '../../../db/transact.ts';
import { Refusal } from '../../../lib/refusal.ts';
import type { Actor } from '../../access/actor.ts';
import { reachOf, requirePermission } from '../../access/rules.ts';
import type { Ctx } from '../../context.ts';
import { statusAt } from '../../properties/rules.ts';
import { findUnit, type Unit } from '../../properties/store/units.ts';
import type { Settings } from '../../settings/rules.ts';
import { getSettings } from '../../settings/store.ts';
import { type Home, type Verdict, weigh } from '../rules.ts';
import { type Face, listFaces } from '../store/faces.ts';
import { listWishers, type Whose } from '../store/wishers.ts';
import { PAGE } from './homes.ts';

/** A customer whom a unit fits, and why. */
export interface FittingCustomer {
  face: Face;
  verdict: Verdict;
}

/** Whom a unit fits (#62, #84), the best first. */
export interface CustomersFor {
  unit: Unit;
  found: FittingCustomer[];
  total: number;
  page: number;
  hasNext: boolean;
  /** Whether it can be had by anybody: if not, only whom it is for is told of nothing. */
  isFree: boolean;
  /** Whether customers of colleagues are among them. */
  isTeams: boolean;
  settings: Settings;
}

/**
 * The customers a unit fits, a page of them: a rep's own and those of whom they stand in for, a manager's
 * team's. The best first; of the same score who buys sooner. Throws `notAllowed`.
 */
export async function readCustomersFor(ctx: Ctx, unitId: string, page = 0): Promise<CustomersFor> {
  return read(ctx, async ({ db, now }) => {
    const unit = await findUnit(db, unitId);
    requirePermission(ctx.actor, 'property:see', unit);
    const settings = await getSettings(db, unit.teamId, now);
    const isFree = statusAt(unit, now) === 'available';
    const home = homeOf(unit, isFree);
    const whose = whoseOf(ctx.actor, unit.teamId);
    const wishers = isFree ? await listWishers(db, home, whose, settings) : [];
    const ranked = wishers
      .map((wisher) => ({ wisher, verdict: weigh(wisher, home, settings) }))
      .filter(({ verdict }) => verdict.fits)
      .sort(
        (a, b) =>
          b.verdict.score - a.verdict.score ||
          (a.wisher.grade ?? 'Z').localeCompare(b.wisher.grade ?? 'Z') ||
          a.wisher.number - b.wisher.number,
      );
    const shown = ranked.slice(page * PAGE, (page + 1) * PAGE);
    const faces = await listFaces(
      db,
      shown.map(({ wisher }) => wisher.id),
    );
    return {
      ...{ unit, page, isFree, settings, isTeams: whose.repIds === null },
      found: shown.flatMap(({ wisher, verdict }) => {
        const face = faces.get(wisher.id);
        return face ? [{ face, verdict }] : [];
      }),
      total: ranked.length,
      hasNext: ranked.length > (page + 1) * PAGE,
    };
  });
}

/** A unit as it is weighed. */
export const homeOf = (unit: Unit, isFree: boolean): Home => ({ ...unit, isFree });

function whoseOf(actor: Actor, teamId: string): Whose {
  const reach = reachOf(actor, 'match:see');
  if (reach === 'none') throw new Refusal('notAllowed');
  return { teamId, repIds: reach === 'own' ? [actor.id, ...(actor.covers ?? [])] : null };
}
