import { transact } from '../../../db/transact.ts';
import { civilDay } from '../../../lib/calendar/index.ts';
import { Refusal } from '../../../lib/refusal.ts';
import { readWords } from '../../../lib/words.ts';
import { audit } from '../../audit/audit.ts';
import { listChanges } from '../../audit/rules.ts';
import type { Ctx } from '../../context.ts';
import { offerUndo } from '../../undo/store.ts';
import { keepDeal } from '../keeping.ts';
import { openDeal, type Which } from '../opening.ts';
import type { Side } from '../rules/conditions.ts';
import { isLive } from '../rules/machine.ts';
import { findCondition, insertCondition, saveCondition } from '../store/conditions.ts';
import type { Marked } from './marking.ts';
import type { Stepped } from './subscribing.ts';

/** What one side has to do or bring, as it was typed. */
export interface ConditionWish {
  side: Side;
  what: string | null;
  dueOn: string | null;
}

/** Agrees on a condition (#65). Throws `conditionMissing`, `dealNotNow` for a deal that is over. */
export async function addCondition(ctx: Ctx, which: Which, wish: ConditionWish): Promise<Stepped> {
  return transact(ctx, async (work) => {
    const opened = await openDeal(work, ctx, which);
    const { deal, file, key } = opened;
    if (!isLive(deal.state)) throw new Refusal('dealNotNow');
    const what = readWords(wish.what, 'what');
    if (!what) throw new Refusal('conditionMissing', {}, 'what');
    const { side, dueOn } = wish;
    await insertCondition(work, key, { dealId: deal.id, side, what, dueOn, byId: ctx.actor.id });
    await keepDeal(work, opened, {});
    audit(work, {
      actor: ctx.actor,
      action: 'deal.condition',
      subject: { kind: 'deal', id: deal.id },
      customer: file,
      details: { side, dueOn },
      changes: listChanges({}, { 'deal.condition': what }),
    });
    return { dealId: deal.id, customerId: file.id };
  });
}

/** One tap: a condition is met, as of today. Throws `alreadySo`. */
export async function meetCondition(ctx: Ctx, conditionId: string): Promise<Marked> {
  return transact(ctx, async (work) => {
    const found = await findCondition(work.tx, conditionId);
    if (!found) throw new Refusal('notAllowed');
    const opened = await openDeal(work, ctx, { dealId: found.dealId });
    const { deal, file, zone } = opened;
    const condition = await findCondition(work.tx, conditionId);
    if (!condition || condition.doneOn) throw new Refusal('alreadySo');
    const doneOn = civilDay(work.now, zone);
    await saveCondition(work, conditionId, { doneOn, doneById: ctx.actor.id });
    const { version } = await keepDeal(work, opened, {});
    const undoId = await offerUndo(work, {
      memberId: ctx.actor.id,
      customerId: file.id,
      kind: 'deal',
      repId: file.repId,
      steps: [{ step: 'reopen-condition', dealId: deal.id, conditionId, version }],
    });
    audit(work, {
      actor: ctx.actor,
      action: 'deal.condition-met',
      subject: { kind: 'deal', id: deal.id },
      customer: file,
      details: { conditionId },
      changes: listChanges({}, { 'deal.conditionDone': doneOn }),
    });
    return { dealId: deal.id, customerId: file.id, undoId };
  });
}
