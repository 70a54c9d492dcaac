import { transact } from '../../../db/transact.ts';
import { Refusal } from '../../../lib/refusal.ts';
import { readWords } from '../../../lib/words.ts';
import { audit } from '../../audit/audit.ts';
import { listChanges } from '../../audit/rules.ts';
import type { Ctx } from '../../context.ts';
import { offerUndo } from '../../undo/store.ts';
import { keepDeal } from '../keeping.ts';
import { openDeal } from '../opening.ts';
import { isSigned } from '../rules/machine.ts';
import { requireAmount, requireReceipt, restOf } from '../rules/money.ts';
import { readAmount, requirePast } from '../schema.ts';
import { findPayment, insertReceipt } from '../store/payments.ts';
import type { Marked } from './marking.ts';

/** Money that came in, as it was typed; without an amount all that is still owed. */
export interface ReceiptWish {
  paymentId: string;
  /** The version of the deal that was looked at: money is not booked twice by two who look at the same. */
  seen?: number;
  amount: string | null;
  on: string | null;
  note: string | null;
}

/**
 * 回款 Books money on a payment, all of it or a part. Throws `dealAmount`, `dealFuture`, `dealChanged` where
 * the deal is not as it was seen, `dealPaid` where nothing is owed any more, `dealOverpaid` for more than is owed without a word why.
 */
export async function receiveMoney(ctx: Ctx, dealId: string, wish: ReceiptWish): Promise<Marked> {
  return transact(ctx, async (work) => {
    const opened = await openDeal(work, ctx, { dealId });
    const { deal, file, key, writer } = opened;
    const payment = await findPayment(work.tx, wish.paymentId);
    if (payment?.dealId !== deal.id) throw new Refusal('notAllowed');
    if (!isSigned(deal.state)) throw new Refusal('dealNotNow');
    if (wish.seen !== undefined && wish.seen !== deal.version)
      throw new Refusal('dealChanged', {}, 'amount');
    const note = readWords(wish.note, 'note');
    const typed = readAmount(wish.amount, 'amount');
    if (typed === null && restOf(payment) === 0n) throw new Refusal('dealPaid', {}, 'payment');
    const amount = requireAmount(typed ?? restOf(payment), 'amount');
    const on = requirePast(wish.on, writer);
    const received = requireReceipt(payment, amount, note);
    const receiptId = await insertReceipt(work, key, {
      paymentId: payment.id,
      on,
      amount,
      received,
      note,
      byId: ctx.actor.id,
    });
    const { version } = await keepDeal(work, opened, {});
    const undoId = await offerUndo(work, {
      memberId: ctx.actor.id,
      customerId: file.id,
      kind: 'deal',
      repId: file.repId,
      steps: [{ step: 'void-money', dealId: deal.id, receiptId, version }],
    });
    audit(work, {
      actor: ctx.actor,
      action: 'deal.receive',
      subject: { kind: 'deal', id: deal.id },
      customer: file,
      details: { on, paymentId: payment.id },
      changes: listChanges(
        { 'deal.received': String(payment.received) },
        { 'deal.received': String(received), 'deal.note': note },
      ),
    });
    return { dealId: deal.id, customerId: file.id, undoId };
  });
}
