import { read, transact } from '../../../db/transact.ts';
import { Refusal } from '../../../lib/refusal.ts';
import { readWords } from '../../../lib/words.ts';
import { requirePermission } from '../../access/rules.ts';
import { audit } from '../../audit/audit.ts';
import type { Ctx } from '../../context.ts';
import { lockFile } from '../../customers/lock.ts';
import { sayNumber } from '../../customers/rules.ts';
import { type CustomerFile, findFile } from '../../customers/store.ts';
import { moved } from '../rules/machine.ts';
import { type CheckedWith, ITEMS, type Item } from '../rules/remarks.ts';
import { findReview, type Review, saveReview } from '../store/reviews.ts';
import { insertStep, listSteps, type Step } from '../store/steps.ts';
import {
  insertVerifications,
  listVerifications,
  type Verification,
  voidVerifications,
} from '../store/verifications.ts';
import { settleTold } from '../telling.ts';

/** What a rep sees who has to fix or answer something. */
export interface ForAnswer {
  file: CustomerFile;
  review: Review;
  /** The return or the question. */
  last: Step | null;
}

/** The return or question that waits for its rep. Throws `reviewNotReturned` where there is none. */
export async function readForAnswer(ctx: Ctx, id: string): Promise<ForAnswer> {
  return read(ctx, async (reading) => {
    const file = await findFile(reading, id);
    requirePermission(ctx.actor, 'review:answer', file);
    const review = await findReview(reading.db, id);
    if (!file || !review || (review.state !== 'returned' && review.state !== 'asked'))
      throw new Refusal('reviewNotReturned');
    const steps = await listSteps(reading.db, review.id, file.dataKey);
    const last = steps.filter(({ what }) => what === 'return' || what === 'ask').at(-1) ?? null;
    return { file, review, last };
  });
}

/**
 * Hands it in again: a return begins anew, step by step; a question that was only answered goes on where
 * it stood. Throws `reviewAnswerMissing` where a question gets no answer, `reviewNotReturned`.
 */
export async function answerReview(
  ctx: Ctx,
  wish: { id: string; text: string | null },
): Promise<{ id: string; number: number; isAnswer: boolean }> {
  const text = readWords(wish.text, 'text');
  return transact(ctx, async (work) => {
    const { actor } = ctx;
    const file = await lockFile(work, actor, { action: 'review:answer' }, wish.id);
    const review = await findReview(work.tx, wish.id);
    if (!review) throw new Refusal('reviewNone', { number: sayNumber(file.number) });
    const what = review.state === 'asked' ? 'answer' : 'resubmit';
    const after = moved(review, what, actor);
    if (what === 'answer' && text === null) throw new Refusal('reviewAnswerMissing', {}, 'text');
    await insertStep(work, { review, dataKey: file.dataKey }, { what, byId: actor.id, text });
    await saveReview(work, review, {
      ...after,
      waitingSince: work.now,
      rung: 0,
      rungAt: work.now,
    });
    await settleTold(work, review.id, 'answered');
    audit(work, {
      actor,
      action: `review.${what}`,
      subject: { kind: 'review', id: review.id },
      customer: file,
      details: { round: after.round },
      changes: text === null ? [] : [{ field: 'review.text', old: null, new: text }],
    });
    return { id: file.id, number: file.number, isAnswer: what === 'answer' };
  });
}

/** What stands checked, for the form that checks more. */
export async function readForVerify(
  ctx: Ctx,
  id: string,
): Promise<{ file: CustomerFile; checked: Verification[] }> {
  return read(ctx, async (reading) => {
    const file = await findFile(reading, id);
    requirePermission(ctx.actor, 'review:verify', file);
    return { file: file!, checked: await listVerifications(reading.db, id) };
  });
}

/**
 * 核对 Notes what was checked with whom (#29, #30); null takes back what stood. What stays as it was
 * keeps who checked it and when. Answers the items that changed.
 */
export async function verifyCustomer(
  ctx: Ctx,
  wish: { id: string; checked: Partial<Record<Item, CheckedWith | null>> },
): Promise<{ id: string; items: string[] }> {
  return transact(ctx, async (work) => {
    const file = await lockFile(work, ctx.actor, { action: 'review:verify' }, wish.id);
    const standing = await listVerifications(work.tx, file.id);
    const stood = new Map(standing.map(({ item, how }) => [item, how]));
    const changed = ITEMS.filter(
      (item) => item in wish.checked && (wish.checked[item] ?? null) !== (stood.get(item) ?? null),
    );
    if (changed.length === 0) throw new Refusal('alreadySo');
    const gone = changed.filter((item) => !wish.checked[item]);
    await voidVerifications(work, file.id, gone);
    const fresh = changed.flatMap((item) => {
      const how = wish.checked[item];
      return how ? [{ item, how, byId: ctx.actor.id }] : [];
    });
    await insertVerifications(work, file.id, fresh);
    audit(work, {
      actor: ctx.actor,
      action: 'customer.verify',
      subject: { kind: 'customer', id: file.id },
      customer: file,
      details: { checked: Object.fromEntries(fresh.map(({ item, how }) => [item, how])), gone },
    });
    return { id: file.id, items: changed };
  });
}
