import { type Reading, read } from '../../../db/transact.ts';
import { Refusal } from '../../../lib/refusal.ts';
import type { Action } from '../../access/policy.ts';
import { requirePermission } from '../../access/rules.ts';
import type { Ctx } from '../../context.ts';
import { type CustomerFile, findCustomer, findCustomerByNumber, findFile } from '../store.ts';

/** The file, if the person may do this to it; one refusal for "not yours" and "does not exist". */
export async function getFile(
  at: Pick<Reading, 'db' | 'keys'>,
  ctx: Ctx,
  id: string,
  action: Action,
): Promise<CustomerFile> {
  const file = await findFile(at, id);
  requirePermission(ctx.actor, action, file ?? (await findCustomer(at.db, id)));
  if (!file) throw new Refusal('erased');
  return file;
}

/** Finds the customer of a spoken number for a person who may see it. */
export async function getIdByNumber(ctx: Ctx, number: number): Promise<string> {
  const record = await findCustomerByNumber(ctx.db, number);
  requirePermission(ctx.actor, 'customer:see', record);
  return record!.id;
}

/** Reads a file for the form of a change, for a person who may make it. */
export async function readFile(
  ctx: Ctx,
  id: string,
  action: Action,
): Promise<{ file: CustomerFile; now: Date }> {
  return read(ctx, async (reading) => ({
    file: await getFile(reading, ctx, id, action),
    now: reading.now,
  }));
}
