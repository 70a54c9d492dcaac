import { transact, type Work } from '../../../db/transact.ts';
import { planMessage, redrawMessage } from '../../../ledger/plan.ts';
import { Refusal } from '../../../lib/refusal.ts';
import { listAway } from '../../absence/store.ts';
import { requirePermission } from '../../access/rules.ts';
import { audit } from '../../audit/audit.ts';
import type { Ctx } from '../../context.ts';
import { recutAfter } from '../crediting.ts';
import { redrawNotice } from '../receive.ts';
import { findArrival } from '../store/arrivals.ts';
import { type Courtesy, lockCourtesy, saveAnswer } from '../store/courtesy.ts';

/**
 * 我来接 / 请代接: what the assigned rep answers when their customer arrived. Whoever received is told at once;
 * the credit stays with the assigned rep either way. Throws `courtesyAnswered`, and `creditOwn` for coming in
 * person where the deal of that day is made and shared already.
 */
export async function answerCourtesy(
  ctx: Ctx,
  id: string,
  answer: 'coming' | 'receive',
): Promise<{ id: string }> {
  return transact(ctx, async (work) => {
    const { tx, now } = work;
    const courtesy = await lockCourtesy(tx, id);
    await requireCalled(work, ctx, courtesy);
    if (courtesy!.answer) throw new Refusal('courtesyAnswered');
    await saveAnswer(tx, id, { answer, answeredAt: now });
    await planMessage(tx, {
      kind: 'courtesy-word',
      memberId: courtesy!.receiverId,
      target: 'dm',
      recipient: `courtesy:${id}`,
      slot: 'answer',
      dueAt: now,
      content: { courtesyId: id, about: 'answer' },
    });
    if (courtesy!.messageId) await redrawMessage(tx, courtesy!.messageId);
    const arrival = await findArrival(tx, courtesy!.arrivalId);
    if (arrival) await redrawNotice(work, arrival);
    audit(work, {
      actor: ctx.actor,
      action: 'courtesy.answer',
      subject: { kind: 'arrival', id: courtesy!.arrivalId },
      details: { courtesyId: id, answer },
    });
    // Who comes in person shares a deal of that day with nobody.
    await recutAfter(work, ctx, courtesy!.customerId);
    return { id };
  });
}

/** The assigned rep answers, or whoever stands in while they are away. */
async function requireCalled(work: Work, { actor }: Ctx, courtesy: Courtesy | null): Promise<void> {
  const away = courtesy && (await listAway(work.tx, work.now)).get(courtesy.assignedId);
  const isCover = away?.coverId === actor.id;
  const repId = isCover ? actor.id : (courtesy?.assignedId ?? null);
  requirePermission(actor, 'courtesy:answer', { repId });
}
