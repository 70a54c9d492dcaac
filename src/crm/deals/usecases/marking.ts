import { transact } from '../../../db/transact.ts';
import { audit } from '../../audit/audit.ts';
import { listChanges } from '../../audit/rules.ts';
import type { Ctx } from '../../context.ts';
import { offerUndo } from '../../undo/store.ts';
import { keepDeal } from '../keeping.ts';
import { openDeal } from '../opening.ts';
import { loanOf, type Mark, requireMark, requireStep, standingOf } from '../rules/machine.ts';
import { requirePast } from '../schema.ts';
import type { DealChange } from '../store/deals.ts';
import { insertFact } from '../store/facts.ts';
import type { Stepped } from './subscribing.ts';

/** What was marked, and the offer to take it back. */
export type Marked = Stepped & { undoId: string };

/**
 * 网签, 备案, 贷款, 交付: one tap marks it as of today, `on` another day. Throws `dealNotNow`, `dealFuture`.
 */
export async function markDeal(
  ctx: Ctx,
  dealId: string,
  wish: { mark: Mark | 'delivered'; on: string | null },
): Promise<Marked> {
  return transact(ctx, async (work) => {
    const opened = await openDeal(work, ctx, { dealId });
    const { deal, file, key, writer } = opened;
    const { mark } = wish;
    if (mark === 'delivered') requireStep(deal.state, 'deliver');
    else requireMark(standingOf(deal), mark);
    const on = requirePast(wish.on, writer);
    const change = changeOf(mark, on);
    const after = await keepDeal(work, opened, change);
    const factId = await insertFact(work, key, {
      dealId: deal.id,
      kind: mark,
      on,
      amount: null,
      memberId: file.repId ?? ctx.actor.id,
      teamId: deal.teamId,
      reason: null,
      note: null,
      byId: ctx.actor.id,
    });
    const { state, loan, filedOn, registeredOn } = deal;
    const undoId = await offerUndo(work, {
      memberId: ctx.actor.id,
      customerId: file.id,
      kind: 'deal',
      repId: file.repId,
      steps: [
        {
          step: 'restore-deal',
          dealId: deal.id,
          factId,
          version: after.version,
          ...{ state, loan, filedOn, registeredOn },
        },
      ],
    });
    audit(work, {
      actor: ctx.actor,
      action: 'deal.mark',
      subject: { kind: 'deal', id: deal.id },
      customer: file,
      details: { mark },
      changes: listChanges({}, { [`deal.${mark}`]: on }),
    });
    return { dealId: deal.id, customerId: file.id, undoId };
  });
}

function changeOf(mark: Mark | 'delivered', on: string): DealChange {
  switch (mark) {
    case 'delivered':
      return { state: 'delivered' };
    case 'filed':
      return { filedOn: on };
    case 'registered':
      return { registeredOn: on };
    default:
      return { loan: loanOf(mark)! };
  }
}
