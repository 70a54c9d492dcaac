import { read } from '../../../db/transact.ts';
import type { Ctx } from '../../context.ts';
import { type CustomerFilter, type CustomerLine, listCustomers } from '../store-search.ts';

/** A page of customers for a screen, with the moment it was read. */
export async function searchCustomers(
  ctx: Ctx,
  filter: CustomerFilter,
  page: number,
): Promise<{ lines: CustomerLine[]; hasNext: boolean; now: Date; near: boolean }> {
  return read(ctx, async (reading) => ({
    ...(await listCustomers(reading, ctx.actor, filter, page)),
    near: false,
    now: reading.now,
  }));
}
