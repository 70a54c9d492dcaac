import type { Handle } from '../../../db/client.ts';
import { read } from '../../../db/transact.ts';
import { can, requirePermission } from '../../access/rules.ts';
import type { Ctx } from '../../context.ts';
import { type CustomerRecord, findCustomer, findCustomerByNumber } from '../../customers/store.ts';
import { listUnitsByIds, type Unit } from '../../properties/store/units.ts';
import type { Settings } from '../../settings/rules.ts';
import { getSettings } from '../../settings/store.ts';
import { hasWish, type Verdict, type Wish, weigh } from '../rules.ts';
import { listNewFits } from '../store/fits.ts';
import { listHomes } from '../store/homes.ts';
import { listGiven, type Proposal } from '../store/proposals.ts';
import { listWishes } from '../store/wishers.ts';

/** Results of one page. */
export const PAGE = 8;
const DAY_MS = 86_400_000;

/** A unit that fits a customer, and why. */
export interface FittingUnit {
  unit: Unit;
  /** It fits newly, and nobody spoke with the customer since. */
  isNew: boolean;
  verdict: Verdict;
}

/** What fits a customer of what is for sale (#62), the best first. */
export interface UnitsFor {
  record: CustomerRecord;
  wish: Wish;
  /** Whether anything is known of what the customer wants. */
  isKnown: boolean;
  found: FittingUnit[];
  total: number;
  page: number;
  hasNext: boolean;
  given: Proposal[];
  /** The units of what was given, by id. */
  names: ReadonlyMap<string, Unit>;
  /** Whether the person may give a proposal. */
  mayPropose: boolean;
  settings: Settings;
  now: Date;
}

/**
 * The units of the customer's team that fit, a page of them, the best first; of the same score the cheaper
 * one. Throws `notAllowed`, `customerMerged`.
 */
export async function readUnitsFor(ctx: Ctx, customerId: string, page = 0): Promise<UnitsFor> {
  return read(ctx, async ({ db, now }) => {
    const record = await findCustomer(db, customerId);
    requirePermission(ctx.actor, 'match:see', record);
    const { teamId } = record;
    const [settings, [wish], given] = await Promise.all([
      getSettings(db, teamId, now),
      listWishes(db, [customerId]),
      listGiven(db, customerId),
    ]);
    const isKnown = hasWish(wish!);
    const rules = settings;
    const homes = isKnown
      ? await listHomes(db, { teamId, customerId, wish: wish!, rules, now })
      : [];
    const ranked = homes
      .map((home) => ({ home, verdict: weigh(wish!, home, rules) }))
      .filter(({ verdict }) => verdict.fits)
      .sort(
        (a, b) =>
          b.verdict.score - a.verdict.score ||
          a.home.listPrice - b.home.listPrice ||
          a.home.code.localeCompare(b.home.code),
      );
    const fresh = await listFresh(db, customerId, { settings, now });
    const shown = ranked.slice(page * PAGE, (page + 1) * PAGE);
    const wanted = [
      ...shown.map(({ home }) => home.id),
      ...given.flatMap(({ units }) => units.map(({ unitId }) => unitId)),
    ];
    const units = await listUnitsByIds(db, [...new Set(wanted)]);
    const byId = new Map(units.map((unit) => [unit.id, unit]));
    return {
      ...{ record, wish: wish!, isKnown, page, given, settings, now, names: byId },
      found: shown.flatMap(({ home, verdict }) => {
        const unit = byId.get(home.id);
        return unit ? [{ unit, verdict, isNew: fresh.has(unit.id) }] : [];
      }),
      total: ranked.length,
      hasNext: ranked.length > (page + 1) * PAGE,
      mayPropose: can(ctx.actor, 'proposal:give', record),
    };
  });
}

/** The units that fit the customer newly, by the office's days. */
async function listFresh(
  db: Handle,
  customerId: string,
  { settings, now }: { settings: Settings; now: Date },
): Promise<Set<string>> {
  const since = new Date(now.getTime() - settings.matchNewDays * DAY_MS);
  const fits = await listNewFits(db, [customerId], { since, now });
  return new Set(fits.map(({ unitId }) => unitId));
}

/** The same by the number people say. */
export async function readUnitsForNumber(ctx: Ctx, number: number): Promise<UnitsFor> {
  const record = await findCustomerByNumber(ctx.db, number);
  requirePermission(ctx.actor, 'match:see', record);
  return readUnitsFor(ctx, record.id);
}
