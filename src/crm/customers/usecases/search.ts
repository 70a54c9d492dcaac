import { type Reading, read } from '../../../db/transact.ts';
import { isNear } from '../../../lib/near-names.ts';
import type { Ctx } from '../../context.ts';
import { type CustomerFilter, type CustomerLine, listCustomers } from '../store-search.ts';

/** Customers of a screen. */
interface Searched {
  lines: CustomerLine[];
  hasNext: boolean;
  /** Nobody is called as typed; these are a slip away. */
  near: boolean;
  /** The moment it was read. */
  now: Date;
}

/** A page of customers for a screen; where nobody is called as typed, those of a name very near. */
export async function searchCustomers(
  ctx: Ctx,
  filter: CustomerFilter,
  page: number,
): Promise<Searched> {
  return read(ctx, async (at) => {
    const found = await listCustomers(at, ctx.actor, filter, page);
    const isUnknown = found.lines.length === 0 && page === 0 && Boolean(filter.text);
    const near = isUnknown ? await listNear(at, ctx, filter) : [];
    return near.length > 0
      ? { lines: near, hasNext: false, near: true, now: at.now }
      : { ...found, near: false, now: at.now };
  });
}

async function listNear(at: Reading, ctx: Ctx, filter: CustomerFilter): Promise<CustomerLine[]> {
  const { lines } = await listCustomers(at, ctx.actor, filter, 0, 'near');
  return lines.filter(({ name }) => isNear(filter.text ?? '', name));
}
