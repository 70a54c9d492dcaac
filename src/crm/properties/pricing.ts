import { transact, type Work } from '../../db/transact.ts';
import type { Actor } from '../access/actor.ts';
import { can } from '../access/rules.ts';
import { audit } from '../audit/audit.ts';
import { countActions } from '../audit/store.ts';
import type { Ctx } from '../context.ts';
import { BelowMinimum, requirePrice, TRIES_FOR_MS } from './rules.ts';
import { listFloorPrices, type Unit } from './store/units.ts';

const TRIED = 'unit.below-minimum';

/**
 * A price, in whole units of its currency, is one at which this person may sell the unit. Throws
 * `priceAboveList` above 备案价, `BelowMinimum` under 底价 (and, after three such tries within a day, under
 * 备案价) unless who sells may know it.
 */
export async function requireUnitPrice(
  work: Work,
  actor: Actor,
  { unit, price }: { unit: Unit; price: number },
): Promise<void> {
  const mayGoBelow = can(actor, 'property:floor', { teamId: unit.teamId });
  const floors = await listFloorPrices({ db: work.tx, keys: work.keys }, [unit.id]);
  const since = new Date(work.now.getTime() - TRIES_FOR_MS);
  requirePrice(price, {
    unitId: unit.id,
    listPrice: unit.listPrice,
    currency: unit.currency,
    floorPrice: floors.get(unit.id) ?? null,
    mayGoBelow,
    tries: mayGoBelow ? 0 : await countActions(work.tx, actor.id, TRIED, since, unit.id),
  });
}

/**
 * Runs what sells a unit; a price under 底价 rolls all of it back but leaves its trace in the audit: who,
 * which unit, for which deal or customer, never the price. Throws what `selling` throws.
 */
export async function notingTries<R>(
  ctx: Ctx,
  details: { dealId: string } | { customerId: string },
  selling: () => Promise<R>,
): Promise<R> {
  try {
    return await selling();
  } catch (refusal) {
    if (refusal instanceof BelowMinimum) await noteTry(ctx, refusal.unitId, details);
    throw refusal;
  }
}

/**
 * Outside the inbox: a form that was refused and is submitted with another price comes under the same key,
 * and each price is a try.
 */
async function noteTry(
  { delivery: _, ...ctx }: Ctx,
  unitId: string,
  details: { dealId: string } | { customerId: string },
): Promise<void> {
  await transact(ctx, async (work) => {
    audit(work, {
      actor: ctx.actor,
      action: TRIED,
      subject: { kind: 'unit', id: unitId },
      details,
    });
    return {};
  });
}
