import { transact } from '../../db/transact.ts';
import { planMessage } from '../../ledger/plan.ts';
import { newId } from '../../lib/id.ts';
import { audit } from '../audit/audit.ts';
import type { Ctx } from '../context.ts';
import { getFile } from './usecases.ts';

/**
 * Shares a customer to a channel: number, surname with title and need, never a phone (#40). It leaves
 * through the ledger, so that it is posted once whatever happens.
 */
export async function shareCustomer(
  ctx: Ctx,
  id: string,
  channelId: string,
): Promise<{ id: string }> {
  return transact(ctx, async (work) => {
    const file = await getFile({ db: work.tx, keys: work.keys }, ctx, id, 'customer:share');
    const sharing = newId(work.now);
    await planMessage(work.tx, {
      kind: 'share',
      memberId: ctx.actor.id,
      target: `channel:${channelId}`,
      recipient: `share:${channelId}`,
      slot: sharing,
      dueAt: work.now,
      content: { customerId: id, byId: ctx.actor.id },
    });
    audit(work, {
      actor: ctx.actor,
      action: 'customer.share',
      subject: { kind: 'customer', id },
      customer: file,
      details: { channel: channelId },
    });
    return { id };
  });
}
