import { Refusal } from '../../lib/refusal.ts';
import type { Action } from '../access/policy.ts';
import { requirePermission } from '../access/rules.ts';
import type { Ctx } from '../context.ts';
import { findCustomer } from '../customers/store.ts';
import { type Card, findCard } from './store.ts';

export type { Card };

/**
 * The customer with what is around the file. A form that changes it asks for the right to do so. Throws
 * `notAllowed`, the same where there is none, `customerMerged` for one that became part of another, `erased`.
 */
export async function readCard(
  ctx: Ctx,
  id: string,
  action: Action = 'customer:see',
): Promise<Card> {
  const card = await findCard(ctx, id);
  requirePermission(ctx.actor, action, card?.file ?? (await findCustomer(ctx.db, id)));
  if (!card) throw new Refusal('erased');
  return card;
}
