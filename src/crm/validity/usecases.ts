import { transact } from '../../db/transact.ts';
import { supersedeNudges } from '../../ledger/plan.ts';
import { Refusal } from '../../lib/refusal.ts';
import { audit } from '../audit/audit.ts';
import { listChanges } from '../audit/rules.ts';
import type { Ctx } from '../context.ts';
import { lockFile } from '../customers/lock.ts';
import { findCustomer, updateCustomer } from '../customers/store.ts';
import { cancelOpen } from '../followups/changes.ts';
import { offerUndo } from '../undo/store.ts';

/** What was changed, and how to take it back. */
export type Changed = { id: string; undoId: string };

/** Marks a record that is no customer (competitor's survey, dead number, no intent): out of every denominator. */
export async function invalidateCustomer(ctx: Ctx, id: string, reason: string): Promise<Changed> {
  return setStatus(ctx, id, { status: 'invalid', invalidReason: reason }, 'customer.invalidate');
}

/** Takes an invalid record back into the register. */
export async function restoreCustomer(ctx: Ctx, id: string): Promise<Changed> {
  return setStatus(ctx, id, { status: 'active', invalidReason: null }, 'customer.restore');
}

async function setStatus(
  ctx: Ctx,
  id: string,
  columns: { status: string; invalidReason: string | null },
  action: 'customer.invalidate' | 'customer.restore',
): Promise<Changed> {
  return transact(ctx, async (work) => {
    const file = await lockFile(work, ctx.actor, { action: 'customer:invalidate' }, id);
    if (file.status === columns.status) throw new Refusal('alreadySo');
    await updateCustomer(work, file, { columns });
    const step = {
      step: 'restore-status',
      from: file.status,
      to: columns.status,
      reason: file.invalidReason,
    };
    // Nobody follows up a record that is no customer.
    const dropped = columns.status === 'invalid' ? await cancelOpen(work, id, 'invalid') : [];
    const { repId } = file;
    const undoId = await offerUndo(work, {
      memberId: ctx.actor.id,
      customerId: id,
      kind: action,
      repId,
      steps: [...dropped, step],
    });
    audit(work, {
      actor: ctx.actor,
      action,
      subject: { kind: 'customer', id },
      customer: file,
      details: { version: file.version + 1, reason: columns.invalidReason },
      changes: listChanges({ status: file.status }, { status: columns.status }),
    });
    return { id, undoId };
  });
}

/** What the customer allows: to be contacted at all, and not at any price. */
export interface Wishes {
  consent: boolean;
  doNotContact: boolean;
}

/**
 * Notes consent given or withdrawn, and "do not contact", which stops every nudge about the customer.
 * Answers whether anything changed.
 */
export async function changeWishes(
  ctx: Ctx,
  id: string,
  wishes: Wishes,
): Promise<{ id: string; changed: boolean }> {
  const record = await findCustomer(ctx.db, id);
  if (record && saysSame(record, wishes)) return { id, changed: false };
  return transact(ctx, async (work) => {
    const file = await lockFile(work, ctx.actor, { action: 'customer:update' }, id);
    const consentAt = wishes.consent ? (file.consentAt ?? work.now) : null;
    await updateCustomer(work, file, { columns: { consentAt, doNotContact: wishes.doNotContact } });
    if (wishes.doNotContact) {
      await supersedeNudges(work.tx, { aboutIds: [id], outcome: 'closed', now: work.now });
    }
    const say = (yes: boolean) => (yes ? 'yes' : 'no');
    audit(work, {
      actor: ctx.actor,
      action: 'customer.wishes',
      subject: { kind: 'customer', id },
      customer: file,
      details: { version: file.version + 1 },
      changes: listChanges(
        { consent: say(file.consentAt !== null), doNotContact: say(file.doNotContact) },
        { consent: say(wishes.consent), doNotContact: say(wishes.doNotContact) },
      ),
    });
    return { id, changed: true };
  });
}

function saysSame(
  record: { consentAt: Date | null; doNotContact: boolean },
  wishes: Wishes,
): boolean {
  return (
    (record.consentAt !== null) === wishes.consent && record.doNotContact === wishes.doNotContact
  );
}

/** 还对吗 Still right: the rep confirms the record as it stands (#76, #78). */
export async function confirmCustomer(ctx: Ctx, id: string): Promise<Changed> {
  return transact(ctx, async (work) => {
    const file = await lockFile(work, ctx.actor, { action: 'customer:update' }, id);
    await updateCustomer(work, file, { columns: { confirmedAt: work.now } });
    const step = {
      step: 'restore-confirmation',
      from: file.confirmedAt.toISOString(),
      to: work.now.toISOString(),
    };
    const { repId } = file;
    const undoId = await offerUndo(work, {
      memberId: ctx.actor.id,
      customerId: id,
      kind: 'customer.confirm',
      repId,
      steps: [step],
    });
    audit(work, {
      actor: ctx.actor,
      action: 'customer.confirm',
      subject: { kind: 'customer', id },
      customer: file,
      details: { version: file.version + 1 },
    });
    return { id, undoId };
  });
}
