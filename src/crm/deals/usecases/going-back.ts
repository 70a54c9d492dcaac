import { transact } from '../../../db/transact.ts';
import { readWords } from '../../../lib/words.ts';
import { requirePermission } from '../../access/rules.ts';
import { audit } from '../../audit/audit.ts';
import { listChanges } from '../../audit/rules.ts';
import type { Ctx } from '../../context.ts';
import { returnUnit } from '../../properties/taking.ts';
import { keepDeal } from '../keeping.ts';
import { openDeal } from '../opening.ts';
import { holdsUnit, LEADERS_WAYS, requireStep, type WayBack } from '../rules/machine.ts';
import { requirePast } from '../schema.ts';
import { reopenCustomer } from '../standing.ts';
import type { Deal } from '../store/deals.ts';
import { insertFact } from '../store/facts.ts';
import { dropPayments, listPayments } from '../store/payments.ts';
import type { Stepped } from './subscribing.ts';

/** A way back as it was typed. */
export interface BackWish {
  way: WayBack;
  reason: string | null;
  on: string | null;
  note: string | null;
}

/**
 * 退筹, 退认购, 挞定, 退房, or a deal that does not come about: with its reason, the unit back in the stock,
 * nothing left to do. What was paid is written down as given back, or as kept (挞定). Throws `dealNotNow`,
 * `reasonMissing`, `notAllowed` for what only the team's lead records.
 */
export async function goBack(ctx: Ctx, dealId: string, wish: BackWish): Promise<Stepped> {
  return transact(ctx, async (work) => {
    const opened = await openDeal(work, ctx, { dealId });
    const { deal, file, key, writer } = opened;
    if (LEADERS_WAYS.includes(wish.way)) requirePermission(ctx.actor, 'deal:take-back', file);
    const step = requireStep(deal.state, wish.way, wish.reason);
    const on = requirePast(wish.on, writer);
    const note = readWords(wish.note, 'note');
    const paid = await listPayments(work.tx, deal.id);
    const amount = moneyOf(wish.way, deal, paid);
    if (holdsUnit(deal.state) && deal.unitId)
      await returnUnit(work, deal.unitId, { actor: ctx.actor, why: wish.way });
    await dropPayments(work, deal.id);
    await keepDeal(work, opened, { state: step.to, endedAt: work.now });
    await insertFact(work, key, {
      dealId: deal.id,
      kind: step.fact,
      on,
      amount,
      memberId: file.repId ?? ctx.actor.id,
      teamId: deal.teamId,
      reason: wish.reason,
      note,
      byId: ctx.actor.id,
    });
    audit(work, {
      actor: ctx.actor,
      action: `deal.${wish.way}`,
      subject: { kind: 'deal', id: deal.id },
      customer: file,
      details: { on, reason: wish.reason, from: deal.state },
      changes: listChanges(
        {},
        { 'deal.money': amount === null ? null : String(amount), 'deal.note': note },
      ),
    });
    await reopenCustomer(work, ctx, { file, deal, settings: opened.settings, note });
    return { dealId: deal.id, customerId: file.id };
  });
}

/** What goes back to the customer, or is kept; null where nothing was paid. */
function moneyOf(way: WayBack, deal: Deal, paid: readonly { received: bigint }[]): bigint | null {
  const received = paid.reduce((sum, one) => sum + one.received, 0n);
  const money = {
    drop: null,
    withdraw: deal.intentAmount,
    cancel: deal.deposit,
    forfeit: deal.deposit,
    return: received,
  }[way];
  return money && money > 0n ? money : null;
}
