import { transact } from '../../../db/transact.ts';
import { Refusal } from '../../../lib/refusal.ts';
import { audit } from '../../audit/audit.ts';
import { listChanges } from '../../audit/rules.ts';
import type { Ctx } from '../../context.ts';
import { keepDeal } from '../keeping.ts';
import { openDeal, type Which } from '../opening.ts';
import { isUnderWay } from '../rules/machine.ts';
import type { Stepped } from './subscribing.ts';

/** 约签 The signing appointment (#66), or another time for it. Throws `appointmentPast`, `dealNotNow`, `alreadySo`. */
export async function appointSigning(ctx: Ctx, which: Which, at: Date): Promise<Stepped> {
  return transact(ctx, async (work) => {
    const opened = await openDeal(work, ctx, which);
    const { deal, file } = opened;
    if (!isUnderWay(deal.state)) throw new Refusal('dealNotNow');
    if (at <= work.now) throw new Refusal('appointmentPast', {}, 'at');
    if (deal.signAt?.getTime() === at.getTime()) throw new Refusal('alreadySo', {}, 'at');
    await keepDeal(work, opened, { signAt: at });
    audit(work, {
      actor: ctx.actor,
      action: 'deal.appoint',
      subject: { kind: 'deal', id: deal.id },
      customer: file,
      changes: listChanges(
        { 'deal.signAt': deal.signAt?.toISOString() ?? null },
        { 'deal.signAt': at.toISOString() },
      ),
    });
    return { dealId: deal.id, customerId: file.id };
  });
}
