import { read, type TransactContext, transact, type Work } from '../../../db/transact.ts';
import { planMessage } from '../../../ledger/plan.ts';
import { newId } from '../../../lib/id.ts';
import { Refusal } from '../../../lib/refusal.ts';
import { can, requirePermission } from '../../access/rules.ts';
import { findMember, lockMember } from '../../access/store.ts';
import { audit } from '../../audit/audit.ts';
import type { Ctx } from '../../context.ts';
import { lockFile } from '../../customers/lock.ts';
import { officeHours, type Settings } from '../../settings/rules.ts';
import { getSettings } from '../../settings/store.ts';
import { endIfOver, HOLD_MESSAGE, holdRecipient, isHeld, letGo, tellAnew } from '../letting-go.ts';
import { openUnit } from '../opening.ts';
import { statusAt } from '../rules.ts';
import { planExtension, planHold, warnAt } from '../rules-hold.ts';
import { noteEvent } from '../store/events.ts';
import { countHolds, listOver } from '../store/holds.ts';
import { lockUnit, saveStand, type Unit } from '../store/units.ts';

/** Which unit for whom, and for how many hours; null: as long as the office says. */
export interface HoldInput {
  unitId: string;
  customerId: string;
  hours: number | null;
}

/** A hold as its messages need it. */
interface Hold {
  holdId: string;
  unitId: string;
  memberId: string;
  customerId: string;
  from: Date;
  until: Date;
}

/**
 * 留房 Holds a unit for a customer: exclusive, by the customer's rep, and over by itself. Of two who hold one
 * unit at the same moment one wins by the lock on its row; holds of one rep are counted one after the other.
 * Throws what `planHold` throws.
 */
export async function holdUnit(ctx: Ctx, input: HoldInput): Promise<{ id: string }> {
  const { actor } = ctx;
  const { unitId, customerId, hours } = input;
  return transact(ctx, async (work) => {
    const file = await lockFile(work, actor, { action: 'property:hold' }, customerId);
    if (file.status !== 'active') throw new Refusal('holdInvalid');
    const memberId = file.repId ?? actor.id;
    await lockMember(work.tx, memberId);
    const unit = await openUnit(work, actor, 'property:see', unitId);
    const settings = await getSettings(work.tx, unit.teamId, work.now);
    const holding = await countHolds(work.tx, memberId, work.now);
    const leads = can(actor, 'property:change', unit);
    const wish = { customerId, hours, now: work.now, zone: actor.zone, holding, leads };
    const until = planHold(unit, wish, settings);
    await endIfOver(work, unit);
    const hold = {
      holdId: newId(work.now),
      ...{ unitId, memberId, customerId, until },
      from: work.now,
    };
    await saveStand(work, unitId, {
      status: 'held',
      ...{ holdId: hold.holdId, heldUntil: until, memberId, customerId },
    });
    await noteHold(work, unit, { kind: 'held', hold, byId: actor.id });
    await planWarning(work, hold, settings);
    audit(work, {
      actor,
      action: 'unit.hold',
      subject: { kind: 'unit', id: unitId },
      customer: file,
      details: { customerId, until: until.toISOString(), memberId },
    });
    return { id: unitId };
  });
}

/** 释放 Ends a hold: its rep, or who leads the team. Throws `notHeld`. */
export async function releaseUnit(ctx: Ctx, unitId: string): Promise<{ id: string }> {
  const { actor } = ctx;
  return transact(ctx, async (work) => {
    const unit = await openUnit(work, actor, 'property:see', unitId);
    if (!isHeld(unit) || statusAt(unit, work.now) !== 'held') throw new Refusal('notHeld');
    if (unit.memberId !== actor.id) requirePermission(actor, 'property:change', unit);
    await letGo(work, unit, { why: 'by-hand', by: actor });
    return { id: unitId };
  });
}

/** 延长 Prolongs a hold by so many hours (null: as long as a hold lasts): who leads the team. Throws what `planExtension` throws. */
export async function extendHold(
  ctx: Ctx,
  { unitId, hours }: { unitId: string; hours: number | null },
): Promise<{ id: string }> {
  const { actor } = ctx;
  return transact(ctx, async (work) => {
    const unit = await openUnit(work, actor, 'property:see', unitId);
    requirePermission(actor, 'property:change', unit);
    if (!isHeld(unit)) throw new Refusal('notHeld');
    const settings = await getSettings(work.tx, unit.teamId, work.now);
    const wish = { hours: hours ?? settings.unitHoldHours, now: work.now };
    const until = planExtension(unit, wish);
    const { holdId, memberId, customerId } = unit;
    await saveStand(work, unitId, { heldUntil: until });
    const hold = { holdId, unitId, memberId, customerId, from: work.now, until };
    await noteHold(work, unit, { kind: 'extended', hold, byId: actor.id });
    await tellAnew(work, holdId);
    await planWarning(work, hold, settings);
    audit(work, {
      actor,
      action: 'unit.extend',
      subject: { kind: 'unit', id: unitId },
      details: { customerId, until: until.toISOString() },
    });
    return { id: unitId };
  });
}

/** Holds ended at a time by the job: each in a transaction of its own. */
const BATCH = 100;

/** Somebody else ended it, or made it longer, while we waited for its row. */
class NothingEnds extends Error {}

/** Ends the holds whose time is over. Answers how many. */
export async function endHoldsDue(ctx: TransactContext): Promise<number> {
  const due = await read(ctx, ({ db, now }) => listOver(db, now, BATCH));
  let ended = 0;
  for (const id of due) {
    try {
      await transact(ctx, async (work) => {
        const unit = await lockUnit(work.tx, id);
        const left = unit && (await endIfOver(work, unit));
        if (!left || left === unit) throw new NothingEnds();
        return { id };
      });
      ended += 1;
    } catch (error) {
      if (!(error instanceof NothingEnds)) throw error;
    }
  }
  return ended;
}

function noteHold(
  work: Work,
  unit: Unit,
  { kind, hold, byId }: { kind: 'held' | 'extended'; hold: Hold; byId: string },
): Promise<void> {
  const { holdId, memberId, customerId, until } = hold;
  const details = { holdId, memberId, until: until.toISOString() };
  return noteEvent(work, unit, { kind, byId, customerId, details });
}

/** Tells the rep once, in time, that the hold ends. */
async function planWarning(work: Work, hold: Hold, settings: Settings): Promise<void> {
  const member = await findMember(work.tx, hold.memberId);
  const office = officeHours(settings, member?.zone ?? 'UTC');
  const at = warnAt(hold, settings.unitHoldWarnMinutes, office);
  if (!at) return;
  const { holdId, unitId, memberId, customerId } = hold;
  const until = hold.until.toISOString();
  await planMessage(work.tx, {
    kind: HOLD_MESSAGE,
    memberId,
    target: 'dm',
    recipient: holdRecipient(holdId),
    slot: `before:${until}`,
    dueAt: at,
    content: { unitId, holdId, customerId, phase: 'before', until },
  });
}
