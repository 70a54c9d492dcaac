import { transact } from '../../db/transact.ts';
import { Refusal } from '../../lib/refusal.ts';
import type { Actor } from '../access/actor.ts';
import { can, canEver, type Owned } from '../access/rules.ts';
import { audit } from '../audit/audit.ts';
import type { Change } from '../audit/rules.ts';
import type { Ctx } from '../context.ts';
import { openLocked } from '../customers/lock.ts';
import { requireOpenOffer } from './rules.ts';
import { INVERSES } from './steps.ts';
import { lockUndo, useUndo } from './store.ts';

/** What only those who review take back. */
const OF_REVIEW = 'take-back-approval';
/** What comes of doing a follow-up; everything else is for those who work with the customer. */
const OF_FOLLOW_UPS = ['withdraw-contact', 'drop-follow-up', 'restore-follow-up', 'reopen-step'];

/** By the customer, by its review, or as a colleague of its team a follow-up was handed to. */
function mayStill(actor: Actor, file: Owned, steps: readonly { step: string }[]): boolean {
  if (steps.some(({ step }) => step === OF_REVIEW)) return can(actor, 'review:decide', file);
  if (can(actor, 'follow-up:plan', file)) return true;
  const isColleague = file.teamId != null && actor.teamIds.includes(file.teamId);
  const isOfFollowUps = steps.every(({ step }) => OF_FOLLOW_UPS.includes(step));
  return isColleague && canEver(actor, isOfFollowUps ? 'follow-up:change' : 'follow-up:plan');
}

/** What was taken back. */
export type Undone = { kind: string; customerId: string; number: number };

/**
 * Takes a change of one's own back, all of it or nothing: within ten minutes, once, and only while the
 * record is as the change left it. Throws `undoTooLate`, `undoChanged`.
 */
export function undo(ctx: Ctx, undoId: string): Promise<Undone> {
  return undoOne(ctx, undoId);
}

/** How many of several were taken back, and how many were not. */
export type UndoneTogether = { undone: number; left: number };

/** Takes several back, each as if alone: one that is over, or whose record was worked on since, stays as it is. */
export async function undoTogether(ctx: Ctx, undoIds: readonly string[]): Promise<UndoneTogether> {
  let undone = 0;
  for (const id of undoIds) {
    try {
      await undoOne(ctx, id);
      undone += 1;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
  }
  return { undone, left: undoIds.length - undone };
}

/** One of them, in a transaction of its own. */
function undoOne(ctx: Ctx, undoId: string): Promise<Undone> {
  return transact(ctx, async (work) => {
    const offer = await lockUndo(work, undoId);
    requireOpenOffer(offer, ctx.actor.id, work.now);
    const file = offer.customerId ? await openLocked(work, offer.customerId) : null;
    if (!file || file.repId !== offer.repId) throw new Refusal('undoChanged');
    if (!mayStill(ctx.actor, file, offer.steps)) throw new Refusal('notAllowed');
    const changes: Change[] = [];
    for (const step of offer.steps) {
      const inverse = INVERSES[step.step];
      if (!inverse) throw new Refusal('undoTooLate');
      changes.push(...(await inverse(work, file, step)));
    }
    await useUndo(work, offer.id);
    audit(work, {
      actor: ctx.actor,
      action: 'undo',
      subject: { kind: 'undo', id: offer.id },
      customer: file,
      details: { undone: offer.kind },
      changes,
    });
    return { kind: offer.kind, customerId: file.id, number: file.number };
  });
}
