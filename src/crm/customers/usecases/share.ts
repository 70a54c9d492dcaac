import type { Handle } from '../../../db/client.ts';
import type { Keyring } from '../../../db/sealing.ts';
import { transact } from '../../../db/transact.ts';
import { planMessage } from '../../../ledger/plan.ts';
import { newId } from '../../../lib/id.ts';
import { audit } from '../../audit/audit.ts';
import type { Ctx } from '../../context.ts';
import { type CustomerFile, findFile, followMerged } from '../store.ts';
import { getFile } from './access.ts';

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

/** The customer as a shared card shows it when it leaves: merged meanwhile, the kept record; erased, null. */
export async function readShared(
  at: { db: Handle; keys: Keyring },
  id: string,
): Promise<CustomerFile | null> {
  return findFile(at, await followMerged(at.db, id));
}

/** The channel a person shares to first: the team's. */
export async function shareChannel(
  ctx: Ctx,
  id: string,
): Promise<{ file: CustomerFile; channelId: string | null }> {
  const file = await getFile(ctx, ctx, id, 'customer:share');
  const team = await ctx.db.team.findUnique({
    where: { id: file.teamId },
    select: { channelId: true },
  });
  return { file, channelId: team?.channelId ?? null };
}
