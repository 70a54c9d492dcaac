import { Refusal } from '../../../lib/refusal.ts';
import type { Ctx } from '../../context.ts';
import { can } from '../rules.ts';

/**
 * `customerMerged` leads from a lost record to the kept one: those who may see one of the two, and whoever
 * had the lost one. To anybody else the record is like one that does not exist: nothing can be learnt from
 * an id. Any other error comes back as it is.
 */
export async function withoutMerged({ db, actor }: Ctx, error: unknown): Promise<unknown> {
  if (!(error instanceof Refusal) || error.code !== 'customerMerged') return error;
  const { id, former } = error.params;
  const select = { id: true, repId: true, teamId: true };
  const kept = await db.customer.findUnique({ where: { id: String(id) }, select });
  const lost = await db.customer.findUnique({
    where: { number: Number(/\d+/.exec(String(former))?.[0] ?? 0) },
    select,
  });
  const maySee = [kept, lost].some((record) => record && can(actor, 'customer:see', record));
  if (maySee || (lost && (await hadIt(db, actor.id, lost.id)))) return error;
  return new Refusal('notAllowed');
}

async function hadIt(db: Ctx['db'], memberId: string, customerId: string): Promise<boolean> {
  return (await db.assignment.findFirst({ where: { memberId, customerId } })) !== null;
}
