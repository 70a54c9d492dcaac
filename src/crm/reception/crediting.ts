import type { Work } from '../../db/transact.ts';
import type { Ctx } from '../context.ts';
import { openLocked } from '../customers/lock.ts';
import { recutCredits } from '../deals/crediting.ts';

/** What is known of a reception changed: deals of that day count by what it says now. */
export async function recutAfter(
  work: Work,
  ctx: Pick<Ctx, 'actor'>,
  customerId: string | null,
): Promise<void> {
  const file = customerId ? await openLocked(work, customerId) : null;
  if (file) await recutCredits(work, ctx, file, { code: 'reception' });
}
