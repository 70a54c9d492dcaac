import { transact, type Work } from '../../../db/transact.ts';
import { Refusal } from '../../../lib/refusal.ts';
import { findMember } from '../../access/store.ts';
import { audit } from '../../audit/audit.ts';
import type { Ctx } from '../../context.ts';
import { getSettings } from '../../settings/store.ts';
import { offerUndo } from '../../undo/store.ts';
import { viewingChange, writeViewing } from '../changes.ts';
import { requireFree, requireShowing } from '../planning.ts';
import { type CancelReason, remindersOf, requireSensibleTime, spanOf } from '../rules.ts';
import { listClashes } from '../store.ts';
import { findNamedUnits } from '../store-units.ts';
import { lockViewing } from './read.ts';

/** What a viewing became, and the offer to take it back. */
export type ChangedViewing = {
  kind: 'move' | 'cancel';
  id: string;
  customerId: string;
  number: number;
  startsAt: string;
  /** Numbers of customers whom the same person shows something at that time. */
  clashes: number[];
  undoId: string;
};

/** What of an appointment is changed; what is not named stays. */
export interface MoveWish {
  id: string;
  startsAt: Date | null;
  memberId: string | null;
  unitCodes: string[] | null;
}

/**
 * Moves a viewing, gives it to a colleague, or changes what is shown. Reminders of the old time do not leave.
 * Throws `whenPast`, `whenFar`, `viewingThere`, `notInTeam`, and `alreadySo` where nothing changes.
 */
export async function moveViewing(ctx: Ctx, wish: MoveWish): Promise<ChangedViewing> {
  return transact(ctx, async (work) => {
    const { row, file } = await lockViewing(work, ctx, wish.id);
    const settings = await getSettings(work.tx, file.teamId, work.now);
    const span = spanOf(wish.startsAt ?? row.startsAt, settings);
    const isMoved = span.startsAt.getTime() !== row.startsAt.getTime();
    if (isMoved && span.startsAt <= work.now) throw new Refusal('viewingPast', {}, 'when');
    requireSensibleTime(span.startsAt, work.now, ctx.actor.zone);
    const memberId = wish.memberId ?? row.memberId;
    if (memberId !== row.memberId) await requireShowing(work, file, memberId);
    await requireFree(work, file.id, { ...span, exceptId: row.id });
    const zone = (await findMember(work.tx, memberId))?.zone ?? ctx.actor.zone;
    const change = {
      ...(isMoved && span),
      ...(isMoved && remindersOf(span, { now: work.now, zone, settings })),
      ...(memberId !== row.memberId && { memberId }),
      ...(wish.unitCodes && (await unitsOf(work, file.teamId, wish.unitCodes))),
    };
    const changes = viewingChange(row, change);
    if (changes.length === 0) throw new Refusal('alreadySo', {}, 'when');
    const step = await writeViewing(work, row, change);
    const clashes = await listClashes(work.tx, { memberId, ...span, exceptId: row.id });
    const undoId = await offerUndo(work, {
      memberId: ctx.actor.id,
      customerId: file.id,
      kind: 'viewing-move',
      repId: file.repId,
      steps: [step],
    });
    audit(work, {
      actor: ctx.actor,
      action: 'viewing.move',
      subject: { kind: 'viewing', id: row.id },
      customer: file,
      changes,
    });
    return {
      kind: 'move',
      id: row.id,
      customerId: file.id,
      number: file.number,
      startsAt: span.startsAt.toISOString(),
      clashes: clashes.map(({ number }) => number),
      undoId,
    };
  });
}

async function unitsOf(work: Work, teamId: string, unitCodes: string[]) {
  const units = await findNamedUnits(work.tx, teamId, unitCodes);
  return { unitCodes, unitIds: units.map(({ id }) => id) };
}

/** Cancels a viewing, with the reason. */
export async function cancelViewing(
  ctx: Ctx,
  id: string,
  reason: CancelReason,
): Promise<ChangedViewing> {
  return transact(ctx, async (work) => {
    const { row, file } = await lockViewing(work, ctx, id);
    const change = { state: 'cancelled', cancelReason: reason, closedAt: work.now };
    const step = await writeViewing(work, row, change);
    const undoId = await offerUndo(work, {
      memberId: ctx.actor.id,
      customerId: file.id,
      kind: 'viewing-cancel',
      repId: file.repId,
      steps: [step],
    });
    audit(work, {
      actor: ctx.actor,
      action: 'viewing.cancel',
      subject: { kind: 'viewing', id },
      customer: file,
      details: { reason },
      changes: viewingChange(row, change),
    });
    return {
      kind: 'cancel',
      id,
      customerId: file.id,
      number: file.number,
      startsAt: row.startsAt.toISOString(),
      clashes: [],
      undoId,
    };
  });
}
