import type { Work } from '../../db/transact.ts';
import type { Ctx } from '../context.ts';
import { openLocked } from '../customers/lock.ts';
import { recutCredits } from '../deals/crediting.ts';

/** What is on record of a person is on one record now, or on two again: their deals count by what it says. */
export async function recutAfter(
  work: Work,
  ctx: Pick<Ctx, 'actor'>,
  customerIds: readonly string[],
): Promise<void> {
  for (const id of customerIds) {
    const file = await openLocked(work, id);
    if (file) await recutCredits(work, ctx, file, { code: 'merge' });
  }
}
