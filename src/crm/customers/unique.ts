import type { Handle } from '../../db/client.ts';
import { Refusal } from '../../lib/refusal.ts';
import type { Ctx } from '../context.ts';
import { sayNumber } from './rules.ts';
import { findByPhones } from './store.ts';

/**
 * Refuses a phone the office already knows (#33, #34). The answer is blind: one's own customer is named,
 * anybody else's is only said to be registered, never whose it is or what is in the file.
 */
export async function refuseKnownPhone(
  db: Handle,
  ctx: Ctx,
  phones: string[],
  exceptId?: string,
): Promise<void> {
  const known = await findByPhones(db, ctx.keys, phones, exceptId);
  if (!known) return;
  throw known.repId === ctx.actor.id
    ? new Refusal('phoneYours', { number: sayNumber(known.number), name: known.name }, 'phones')
    : new Refusal('phoneRegistered', {}, 'phones');
}
