import type { Reading } from '../../db/transact.ts';
import { Refusal } from '../../lib/refusal.ts';
import { requirePermission } from '../access/rules.ts';
import type { Ctx } from '../context.ts';
import { type CustomerFile, findCustomer, findFile } from '../customers/store.ts';

/** The file of a customer the person may see. Throws `notAllowed`, `erased`. */
export async function openSeen(
  at: Pick<Reading, 'db' | 'keys'>,
  { actor }: Ctx,
  id: string,
): Promise<CustomerFile> {
  const file = await findFile(at, id);
  requirePermission(actor, 'customer:see', file ?? (await findCustomer(at.db, id)));
  if (!file) throw new Refusal('erased');
  return file;
}
