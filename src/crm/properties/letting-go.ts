import type { Work } from '../../db/transact.ts';
import { planMessage, redrawAll } from '../../ledger/plan.ts';
import type { Actor } from '../access/actor.ts';
import { audit } from '../audit/audit.ts';
import { noteEvent } from './store/events.ts';
import { saveStand, type Unit } from './store/units.ts';

/** Kind of a message about a hold in the ledger. */
export const HOLD_MESSAGE = 'unit-hold';

/** Everything told about one hold goes to one recipient, so that it can be drawn again together. */
export const holdRecipient = (holdId: string): string => `${HOLD_MESSAGE}:${holdId}`;

/** Why a hold ended before anything came of it. */
export type ReleaseReason = 'expired' | 'by-hand' | 'withdrawn';

/** A unit whose row says `held`. */
type HeldUnit = Unit & { holdId: string; heldUntil: Date; memberId: string; customerId: string };

/** Whether the row says that the unit is held, still or no more. */
export const isHeld = (unit: Unit): unit is HeldUnit => unit.status === 'held';

/** A unit's columns while nobody has it. */
export const NOBODYS = { holdId: null, heldUntil: null, memberId: null, customerId: null } as const;

/**
 * Ends a hold: the unit is available, its history says so, and the rep is told where it was not their own
 * doing. The unit's row must be locked. `by` null: by itself.
 */
export async function letGo(
  work: Work,
  unit: HeldUnit,
  { why, by }: { why: ReleaseReason; by: Actor | null },
): Promise<Unit> {
  const { holdId, heldUntil, memberId, customerId } = unit;
  const byId = by?.id ?? null;
  await saveStand(work, unit.id, { status: 'available', ...NOBODYS });
  await noteEvent(work, unit, {
    kind: 'released',
    byId,
    customerId,
    details: { why, holdId, memberId, until: heldUntil.toISOString() },
  });
  audit(work, {
    actor: by ?? 'system',
    action: 'unit.release',
    subject: { kind: 'unit', id: unit.id },
    details: { why, customerId, memberId },
  });
  await tellAnew(work, holdId);
  if (byId !== memberId) {
    await planMessage(work.tx, {
      kind: HOLD_MESSAGE,
      memberId,
      target: 'dm',
      recipient: holdRecipient(holdId),
      slot: 'over',
      dueAt: work.now,
      content: {
        ...{ unitId: unit.id, holdId, customerId, phase: 'over', why, byId },
        until: heldUntil.toISOString(),
      },
    });
  }
  return { ...unit, status: 'available', ...NOBODYS };
}

/** Whatever was told of a hold is drawn again: it ended, or lasts longer. */
export const tellAnew = (work: Work, holdId: string): Promise<void> =>
  redrawAll(work.tx, holdRecipient(holdId));

/** A hold whose time is over is ended first, so that its history and its rep know; otherwise nothing happens. */
export async function endIfOver(work: Work, unit: Unit): Promise<Unit> {
  if (!isHeld(unit) || unit.heldUntil > work.now) return unit;
  return letGo(work, unit, { why: 'expired', by: null });
}
