import { transact, type Work } from '../../../db/transact.ts';
import { Refusal } from '../../../lib/refusal.ts';
import { readWords } from '../../../lib/words.ts';
import { findMember, findTeam } from '../../access/store.ts';
import { audit } from '../../audit/audit.ts';
import type { Ctx } from '../../context.ts';
import { cadenceDue, isWorkedOn } from '../../customers/rules.ts';
import type { CustomerFile } from '../../customers/store.ts';
import { dropStep } from '../../followups/changes.ts';
import { insertFollowUp, listOpenOf } from '../../followups/store.ts';
import { officeHours, type Settings } from '../../settings/rules.ts';
import { offerUndo } from '../../undo/store.ts';
import { type Decision, openDecision, type Seen, tellRep } from '../decision.ts';
import { nextRungAt, RUNGS } from '../rules/ladder.ts';
import { moved } from '../rules/machine.ts';
import { listRemarks, type ReturnReason } from '../rules/remarks.ts';
import { listAsked } from '../rules/reviewers.ts';
import { listJudges } from '../store/people.ts';
import { saveReview } from '../store/reviews.ts';
import { listSignals } from '../store/signals.ts';
import { insertStep } from '../store/steps.ts';
import { settleTold } from '../telling.ts';

/** What came of a decision. */
export type Decided = {
  id: string;
  number: number;
  state: string;
  /** When the rep follows up next, where that was planned by the approval. */
  followUpDueAt: string | null;
};

/** An approval, and by what it can be taken back. */
export type Approved = Decided & { undoId: string };

/**
 * Approves the present step (#23, #24). Two at once: the first wins by the lock on the customer's row,
 * the other is told (`reviewTaken`). What was changed since it was shown is looked at again
 * (`reviewChanged`). Throws what `whyNotApprove` says. With the last step the first follow-up is
 * planned where none stands (#27), and the rep is told.
 */
export async function approveReview(ctx: Ctx, seen: Seen | { id: string }): Promise<Approved> {
  return transact(ctx, async (work) => {
    const at = await openDecision(work, ctx, seen);
    return approve(work, ctx, at);
  });
}

/** How many were approved together, and which could not be. */
export type Cleared = {
  approved: number;
  left: number;
  /** By which each approval can be taken back. */
  undoIds: string[];
};

/**
 * Approves those shown together that have no remarks: each is decided as if alone, in its own
 * transaction; one that has changed, was decided or has a remark by now is left where it is.
 */
export async function approveShown(ctx: Ctx, shown: readonly Seen[]): Promise<Cleared> {
  const undoIds: string[] = [];
  for (const seen of shown) {
    try {
      const { undoId } = await transact(ctx, async (work) => {
        const at = await openDecision(work, ctx, seen);
        if (await hasRemarks(work, at)) throw new Refusal('reviewChanged');
        return approve(work, ctx, at);
      });
      undoIds.push(undoId);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
  }
  const approved = undoIds.length;
  return { approved, left: shown.length - approved, undoIds };
}

/** Read anew under the lock: what was shown may have changed. */
async function hasRemarks(work: Work, { file, review }: Decision): Promise<boolean> {
  const isAlone = listAsked(review, await listJudges(work.tx, file.teamId)).by !== 'step';
  const isLikelyTwice = (await listSignals(work.tx, file.id)).length > 0;
  const isReported = review.cause === 'reported';
  return listRemarks(file, { ...review, isReported, isAlone, isLikelyTwice }).length > 0;
}

/** What sends a review back to the rep. */
export type TurnedBack =
  | { what: 'return'; reason: ReturnReason; text: string | null }
  | { what: 'ask'; text: string | null };

/**
 * Returns it with a reason (#28), or asks the rep a question. Nothing of the registration is lost: the
 * rep is told privately, fixes it and hands it in again. Throws `reviewWhy` where no words are given
 * that are needed, and as `approveReview`.
 */
export async function turnBack(
  ctx: Ctx,
  seen: Seen | { id: string },
  turned: TurnedBack,
): Promise<Decided> {
  const text = readWords(turned.text, 'text');
  const reason = turned.what === 'return' ? turned.reason : null;
  if (text === null && (reason === null || reason === 'other'))
    throw new Refusal('reviewWhy', {}, 'text');
  return transact(ctx, async (work) => {
    const { file, review, settings } = await openDecision(work, ctx, seen);
    const { what } = turned;
    const after = moved(review, what, ctx.actor);
    const byId = ctx.actor.id;
    await insertStep(work, { review, dataKey: file.dataKey }, { what, byId, reason, text });
    const { state } = after;
    await saveReview(work, review, {
      ...after,
      waitingSince: work.now,
      ...(await laterRung(work, file, settings)),
    });
    await settleTold(work, review.id, state);
    const news = what === 'return' ? 'returned' : 'asked';
    await tellRep(work, { file, review, settings, news });
    audit(work, {
      actor: ctx.actor,
      action: `review.${what}`,
      subject: { kind: 'review', id: review.id },
      customer: file,
      details: { round: review.round, step: review.approvals.length, reason },
      changes: text === null ? [] : [{ field: 'review.text', old: null, new: text }],
    });
    return { id: file.id, number: file.number, state, followUpDueAt: null };
  });
}

/** The rep has been told: the reminder is what comes next. */
async function laterRung(work: Work, file: CustomerFile, settings: Settings) {
  const team = await findTeam(work.tx, file.teamId);
  const hours = officeHours(settings, team?.zone ?? 'UTC');
  return { rung: RUNGS.reminded, rungAt: nextRungAt(RUNGS.told, work.now, settings, hours) };
}

async function approve(work: Work, ctx: Ctx, at: Decision): Promise<Approved> {
  const { file, review } = at;
  const after = moved(review, 'approve', ctx.actor);
  const { state } = after;
  const isOver = state === 'approved';
  const byId = ctx.actor.id;
  await insertStep(work, { review, dataKey: file.dataKey }, { what: 'approve', byId });
  await saveReview(work, review, {
    ...after,
    ...(isOver
      ? { closedAt: work.now, rungAt: null }
      : { waitingSince: work.now, rung: 0, rungAt: work.now }),
  });
  await settleTold(work, review.id, 'approved');
  const plan = isOver ? await planFirst(work, ctx, at) : null;
  const dueAt = plan?.dueAt ?? null;
  if (isOver) await tellRep(work, { ...at, news: 'approved' });
  audit(work, {
    actor: ctx.actor,
    action: 'review.approve',
    subject: { kind: 'review', id: review.id },
    customer: file,
    details: { round: review.round, step: review.approvals.length, over: isOver },
    changes: dueAt ? [{ field: 'followUp.due', old: null, new: dueAt.toISOString() }] : [],
  });
  return {
    id: file.id,
    number: file.number,
    state,
    followUpDueAt: dueAt?.toISOString() ?? null,
    undoId: await offerUndo(work, {
      memberId: byId,
      customerId: file.id,
      kind: 'approve',
      repId: file.repId,
      steps: [
        ...(plan ? [dropStep(plan.id)] : []),
        {
          step: 'take-back-approval',
          ...{ reviewId: review.id, round: review.round, approvals: after.approvals.length, byId },
        },
      ],
    }),
  };
}

/** Approved: what comes next is arranged (#27), where nothing is and somebody works with the customer. */
async function planFirst(
  work: Work,
  ctx: Ctx,
  { file, settings }: Decision,
): Promise<{ id: string; dueAt: Date } | null> {
  const { repId } = file;
  const isWorked = file.status === 'active' && isWorkedOn(file.stage) && !file.doNotContact;
  if (!repId || !isWorked || (await listOpenOf(work.tx, file.id)).length > 0) return null;
  const rep = await findMember(work.tx, repId);
  const zone = rep?.zone ?? ctx.actor.zone;
  const dueAt = cadenceDue(work.now, file.grade, settings, zone);
  const id = await insertFollowUp(work, file.dataKey, {
    customerId: file.id,
    memberId: repId,
    dueAt,
    grain: 'day',
    zone,
    what: null,
    createdById: ctx.actor.id,
  });
  return { id, dueAt };
}
