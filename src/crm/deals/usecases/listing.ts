import { read } from '../../../db/transact.ts';
import { civilDay } from '../../../lib/calendar/index.ts';
import type { Ctx } from '../../context.ts';
import { listUnitsByIds, type Unit } from '../../properties/store/units.ts';
import type { Deal } from '../store/deals.ts';
import type { DutyRow } from '../store/duties.ts';
import { listStanding } from '../store/listing.ts';

/** A line of the list of deals. `on`: day of the last milestone; `next`: what is to be done first. */
export interface DealEntry {
  deal: Deal;
  customer: { number: number; name: string; gender: string | null };
  unit: Unit | null;
  on: string | null;
  next: Pick<DutyRow, 'kind' | 'dueOn'> | null;
}

/** Deals the person may see that are under way or have something to do, what is due first. */
export async function listDeals(ctx: Ctx): Promise<{ entries: DealEntry[]; today: string }> {
  return read(ctx, async ({ db, now }) => {
    const rows = await listStanding(db, ctx.actor);
    const units = await listUnitsByIds(
      db,
      rows.flatMap(({ deal }) => deal.unitId ?? []),
    );
    const byId = new Map(units.map((unit) => [unit.id, unit]));
    return {
      entries: rows.map((row) => ({ ...row, unit: byId.get(row.deal.unitId ?? '') ?? null })),
      today: civilDay(now, ctx.actor.zone),
    };
  });
}
