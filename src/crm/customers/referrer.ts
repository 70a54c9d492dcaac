import type { Handle } from '../../db/client.ts';
import { Refusal } from '../../lib/refusal.ts';
import { can } from '../access/rules.ts';
import type { Ctx } from '../context.ts';
import { findCustomer, followMerged } from './store.ts';

/**
 * Throws `notAllowed` unless the person may see the customer who is to be the referrer: an id is the
 * client's word, and the card shows what stands behind it.
 */
export async function requireReferrer(
  db: Handle,
  ctx: Ctx,
  referrerId: string | null | undefined,
): Promise<void> {
  if (!referrerId) return;
  const record = await findCustomer(db, await followMerged(db, referrerId));
  if (!record || !can(ctx.actor, 'customer:see', record))
    throw new Refusal('notAllowed', {}, 'referrerId');
}
