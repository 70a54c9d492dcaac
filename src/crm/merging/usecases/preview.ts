import { businessNow, workIn } from '../../../db/transact.ts';
import { Refusal } from '../../../lib/refusal.ts';
import type { Ctx } from '../../context.ts';
import { findMergeOf } from '../store/merges.ts';
import { fixZone } from '../store/rows.ts';
import { weigh } from '../weighing.ts';

/** What there is to know before a merge is undone. */
export interface UndoPreview {
  id: string;
  kept: { id: string; number: number; name: string; gender: string | null };
  lost: { id: string; number: number; name: string; gender: string | null };
  at: Date;
  undoUntil: Date;
  /** What goes back with the lost record. */
  back: { contacts: number; followUps: number; phones: number };
  /** What was made since and stays with the kept record. */
  since: { contacts: number; followUps: number; viewings: number; deals: number };
  /** Columns that the merge set and somebody changed since: they stay as they are now. */
  stays: string[];
  /** Why it is not possible any more. */
  blocked: Refusal | null;
}

/** Reads what an undo would do, for a person who may. Throws `mergeNone`. */
export async function readUndo(ctx: Ctx, lostId: string): Promise<UndoPreview> {
  const found = await findMergeOf(ctx.db, lostId);
  if (!found) throw new Refusal('mergeNone');
  return ctx.db.$transaction(async (tx) => {
    const work = workIn(tx, { now: await businessNow(tx), keys: ctx.keys });
    await fixZone(work);
    const parting = await weigh(work, ctx, found);
    const name = { select: { id: true, number: true, name: true, gender: true } };
    const [kept, lost] = [
      await tx.customer.findUniqueOrThrow({ where: { id: found.keptId }, ...name }),
      await tx.customer.findUniqueOrThrow({ where: { id: found.lostId }, ...name }),
    ];
    const { entries } = parting instanceof Refusal ? { entries: [] } : parting.standing;
    const count = (table: string) =>
      entries.filter((one) => one.table === table && one.before && 'customer_id' in one.before)
        .length;
    return {
      ...found,
      kept,
      lost,
      back: {
        contacts: count('interactions'),
        followUps: count('follow_ups'),
        phones: entries.filter(({ table, before }) => table === 'customer_phones' && before).length,
      },
      since: {
        contacts: await tx.interaction.count({
          where: { customerId: found.keptId, enteredAt: { gt: found.at } },
        }),
        followUps: await tx.followUp.count({
          where: { customerId: found.keptId, createdAt: { gt: found.at } },
        }),
        viewings: await tx.viewing.count({
          where: { customerId: found.keptId, createdAt: { gt: found.at } },
        }),
        deals: await tx.deal.count({
          where: { customerId: found.keptId, createdAt: { gt: found.at } },
        }),
      },
      stays: parting instanceof Refusal ? [] : parting.plan.stays,
      blocked: parting instanceof Refusal ? parting : null,
    };
  });
}
