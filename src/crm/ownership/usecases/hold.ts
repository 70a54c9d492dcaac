import { read, transact } from '../../../db/transact.ts';
import { Refusal } from '../../../lib/refusal.ts';
import { requirePermission } from '../../access/rules.ts';
import { audit } from '../../audit/audit.ts';
import type { Ctx } from '../../context.ts';
import { lockFile } from '../../customers/lock.ts';
import { type CustomerFile, findCustomer, findFile } from '../../customers/store.ts';
import { keepClock } from '../store/clock.ts';
import { closeHold, findHold, type Hold, insertHold } from '../store/holds.ts';

/** Longest reason, in characters. */
const MAX_REASON = 500;

/** What the form of a hold shows: the customer, and the hold that stands. */
export async function readForHold(
  ctx: Ctx,
  id: string,
): Promise<{ file: CustomerFile; hold: Hold | null }> {
  return read(ctx, async (at) => {
    await findCustomer(at.db, id); // one that was merged says so
    const file = await findFile(at, id);
    requirePermission(ctx.actor, 'protection:hold', file);
    return { file: file!, hold: await findHold(at.db, file!, at.now) };
  });
}

/**
 * Holds a customer for its assigned rep: protection does not run meanwhile. Throws `holdReason`,
 * `holdPast`, `holdNobody`, and `alreadySo` where one stands.
 */
export async function holdCustomer(
  ctx: Ctx,
  wish: { id: string; reason: string | null; until: Date | null },
): Promise<{ id: string }> {
  const { id, until } = wish;
  const reason = (wish.reason ?? '').normalize('NFC').trim();
  return transact(ctx, async (work) => {
    const file = await lockFile(work, ctx.actor, { action: 'protection:hold' }, id);
    if (reason === '') throw new Refusal('holdReason', {}, 'reason');
    if (reason.length > MAX_REASON) throw new Refusal('tooLong', { max: MAX_REASON }, 'reason');
    if (until && until <= work.now) throw new Refusal('holdPast', {}, 'until');
    if (!file.repId) throw new Refusal('holdNobody');
    if (await findHold(work.tx, file, work.now)) throw new Refusal('alreadySo');
    await insertHold(work, file, { byId: ctx.actor.id, toAt: until, reason });
    const kept = await keepClock(work, id);
    audit(work, {
      actor: ctx.actor,
      action: 'protection.hold',
      subject: { kind: 'customer', id },
      customer: file,
      details: {
        until: until?.toISOString() ?? null,
        protectedUntil: kept?.until?.toISOString() ?? null,
      },
      changes: [{ field: 'hold', old: null, new: reason }],
    });
    return { id };
  });
}

/** Ends the hold that stands: protection runs on with the days that were left. */
export async function endHold(ctx: Ctx, id: string): Promise<{ id: string }> {
  return transact(ctx, async (work) => {
    const file = await lockFile(work, ctx.actor, { action: 'protection:hold' }, id);
    const hold = await findHold(work.tx, file, work.now);
    if (!hold) throw new Refusal('alreadySo');
    await closeHold(work, hold.id, ctx.actor.id);
    const kept = await keepClock(work, id);
    audit(work, {
      actor: ctx.actor,
      action: 'protection.end-hold',
      subject: { kind: 'customer', id },
      customer: file,
      details: { protectedUntil: kept?.until?.toISOString() ?? null },
    });
    return { id };
  });
}
