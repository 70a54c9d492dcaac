import { read, transact, type Work } from '../../db/transact.ts';
import { Refusal } from '../../lib/refusal.ts';
import { requirePermission } from '../access/rules.ts';
import { audit } from '../audit/audit.ts';
import { listChanges } from '../audit/rules.ts';
import type { Ctx } from '../context.ts';
import type { Grade, Stage } from '../customers/fields.ts';
import { lockFile } from '../customers/lock.ts';
import { type CustomerRecord, findCustomer, updateCustomer } from '../customers/store.ts';
import { cancelOpen } from '../followups/changes.ts';
import { keepClock } from '../ownership/store/clock.ts';
import { requireWorkable } from '../review/rules/standing.ts';
import { getSettings } from '../settings/store.ts';
import { offerUndo } from '../undo/store.ts';
import { MAX_NOTE, requireMove } from './rules.ts';
import { insertMove } from './store.ts';

/** Where the customer was, where it is now, and the offer to take it back. */
export type Moved = {
  customerId: string;
  number: number;
  from: string | null;
  to: string;
  /** Open follow-ups that a lost customer no longer needs. */
  cancelled: number;
  undoId: string;
};

/** A wish to move a customer to another stage. `reason` is a code, `note` free text. */
export interface StageWish {
  customerId: string;
  to: Stage;
  reason: string | null;
  note: string | null;
}

/** Moves a customer to another stage (#45–#49). A lost customer's open follow-ups are cancelled with it. */
export async function changeStage(ctx: Ctx, wish: StageWish): Promise<Moved> {
  return transact(ctx, (work) => moveStage(work, ctx, wish));
}

async function moveStage(work: Work, ctx: Ctx, wish: StageWish): Promise<Moved> {
  const { actor } = ctx;
  const file = await lockFile(work, actor, { action: 'customer:move-stage' }, wish.customerId);
  requireWorkable(file, await getSettings(work.tx, file.teamId, work.now));
  const from = file.stage as Stage;
  const { to, kind } = requireMove(from, wish.to, wish.reason);
  const note = readNote(wish.note);
  const reason = kind === 'forward' ? null : wish.reason;
  await updateCustomer(work, file, {
    columns: { stage: to, lostReason: kind === 'lost' ? reason : null },
  });
  const moveId = await insertMove(work, {
    customerId: file.id,
    fromStage: from,
    toStage: to,
    byId: actor.id,
    reason,
  });
  await keepClock(work, file.id);
  const cancelled = kind === 'lost' ? await cancelOpen(work, file.id, 'lost') : [];
  const undoId = await offerUndo(work, {
    memberId: actor.id,
    customerId: file.id,
    kind: 'stage',
    repId: file.repId,
    steps: [...cancelled, { step: 'restore-stage', moveId, from, to, lostReason: file.lostReason }],
  });
  audit(work, {
    actor,
    action: 'customer.stage',
    subject: { kind: 'customer', id: file.id },
    customer: file,
    details: { version: file.version + 1, from, to, reason },
    changes: listChanges({ stage: from, note: null }, { stage: to, note }),
  });
  return {
    customerId: file.id,
    number: file.number,
    from,
    to,
    cancelled: cancelled.length,
    undoId,
  };
}

/** Sets the grade. */
export async function changeGrade(
  ctx: Ctx,
  wish: { customerId: string; to: Grade },
): Promise<Moved> {
  return transact(ctx, async (work) => {
    const { actor } = ctx;
    const { to } = wish;
    const file = await lockFile(work, actor, { action: 'customer:move-stage' }, wish.customerId);
    if (file.grade === to) throw new Refusal('alreadySo');
    await updateCustomer(work, file, { columns: { grade: to } });
    await keepClock(work, file.id);
    const undoId = await offerUndo(work, {
      memberId: actor.id,
      customerId: file.id,
      kind: 'grade',
      repId: file.repId,
      steps: [{ step: 'restore-grade', from: file.grade, to }],
    });
    audit(work, {
      actor,
      action: 'customer.grade',
      subject: { kind: 'customer', id: file.id },
      customer: file,
      details: { version: file.version + 1 },
      changes: listChanges({ grade: file.grade }, { grade: to }),
    });
    return { customerId: file.id, number: file.number, from: file.grade, to, cancelled: 0, undoId };
  });
}

/** The record whose stage or grade is to be changed, for the form. */
export async function readForMove(ctx: Ctx, customerId: string): Promise<CustomerRecord> {
  return read(ctx, async ({ db }) => {
    const record = await findCustomer(db, customerId);
    requirePermission(ctx.actor, 'customer:move-stage', record);
    return record!;
  });
}

function readNote(typed: string | null): string | null {
  const note = (typed ?? '').normalize('NFC').trim();
  if (note.length > MAX_NOTE) throw new Refusal('tooLong', { max: MAX_NOTE }, 'note');
  return note === '' ? null : note;
}
