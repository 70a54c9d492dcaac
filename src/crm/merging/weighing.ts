import type { Work } from '../../db/transact.ts';
import { Refusal } from '../../lib/refusal.ts';
import { requirePermission } from '../access/rules.ts';
import { findUnsettled } from '../cases/store/cases.ts';
import type { Ctx } from '../context.ts';
import { sayNumber } from '../customers/rules.ts';
import { type CustomerFile, findFile } from '../customers/store.ts';
import { planRecords, type RecordPlan, type Standing } from './rules/parting.ts';
import { findLater, type Merge } from './store/merges.ts';
import { readStanding, weighPhones } from './store/parting.ts';
import { findWay, type Way } from './store/rows.ts';

/** Everything an undo needs, once it is known to be possible. */
export interface Parting {
  merge: Merge;
  kept: CustomerFile;
  lost: { id: string; number: number; teamId: string };
  way: Way;
  standing: Standing;
  plan: RecordPlan;
}

/**
 * Whether the merge can be undone exactly, by this person: everything it takes, or why not. Throws
 * `notAllowed` where it is not theirs to undo.
 */
export async function weigh(work: Work, ctx: Ctx, merge: Merge): Promise<Parting | Refusal> {
  const { tx, keys, now } = work;
  const lost = await tx.customer.findUniqueOrThrow({
    where: { id: merge.lostId },
    select: { id: true, number: true, teamId: true },
  });
  const owner = await tx.customer.findUniqueOrThrow({ where: { id: merge.keptId } });
  requirePermission(ctx.actor, 'customer:merge', owner);
  requirePermission(ctx.actor, 'customer:merge', { teamId: lost.teamId });
  if (merge.undoUntil <= now) return new Refusal('undoMergeLate');
  const later = await findLater(tx, merge);
  if (later) {
    const { number, keptNumber } = later;
    return new Refusal('undoMergeLater', {
      former: sayNumber(number),
      number: sayNumber(keptNumber),
    });
  }
  // Whose it is would change under a case, by something else than its verdict.
  if (await findUnsettled(tx, merge.keptId)) return new Refusal('undoMergeCase');
  const kept = await findFile({ db: tx, keys }, merge.keptId);
  const way = await findWay(work, { fromId: merge.keptId, toId: lost.id });
  if (!kept || !way) return new Refusal('undoMergeGone');
  const standing = await readStanding(work, merge);
  const plan = planRecords(standing);
  const phones = await weighPhones(tx, standing);
  if (phones.taken) return new Refusal('undoMergePhone');
  if (phones.left === 0 && !keepsWechat(kept, plan))
    return new Refusal('undoMergeBare', { number: sayNumber(kept.number) });
  return { merge, kept, lost, way, standing, plan };
}

/** Without a phone a record must be known by a WeChat id. */
function keepsWechat(kept: CustomerFile, { kept: back }: RecordPlan): boolean {
  return 'wechat_sealed' in back ? back.wechat_sealed !== null : kept.values.wechat !== null;
}
