import { isUniqueViolation } from '../../../db/errors.ts';
import { transact, type Work } from '../../../db/transact.ts';
import { planMessage } from '../../../ledger/plan.ts';
import { Refusal } from '../../../lib/refusal.ts';
import { audit } from '../../audit/audit.ts';
import { type Change, listChanges } from '../../audit/rules.ts';
import type { Ctx } from '../../context.ts';
import { sayNumber } from '../../customers/rules.ts';
import { type CustomerFile, findFile, lockCustomer } from '../../customers/store.ts';
import { canonicalValues, completenessOf, listMissing } from '../../customers/values.ts';
import { recountContacts } from '../../interactions/store.ts';
import { keepClock } from '../../ownership/store/clock.ts';
import { returnToStage } from '../../playbooks/inverse.ts';
import { keepReviewState } from '../../review/store/reviews.ts';
import { getSettings } from '../../settings/store.ts';
import { recutAfter } from '../crediting.ts';
import { planRows } from '../rules/parting.ts';
import { closeMerge, findMergeOf, lockMerge, type Merge } from '../store/merges.ts';
import {
  isContactedSince,
  redrawReturned,
  returnAnswers,
  returnPhones,
  returnStrays,
  takeBack,
} from '../store/parting.ts';
import { fixZone, patchRows } from '../store/rows.ts';
import { type Parting, weigh } from '../weighing.ts';

/** What came of it: codes and ids. */
export type UndoDone = { id: string; number: number; formerId: string; former: number };

/**
 * Makes two records of one again (docs/decisions/110): each row goes back to the record it was on, with what
 * was changed in it since; what was made since stays with the kept record, but an answer to one of the lost
 * record's follow-ups goes with it. Throws `mergeNone`, and why it is no longer exactly possible
 * (`undoMergeLate`, `undoMergeLater`, `undoMergeCase`, `undoMergeGone`, `undoMergePhone`, `undoMergeBare`): then nothing changes.
 */
export async function undoMerge(ctx: Ctx, lostId: string): Promise<UndoDone> {
  try {
    return await transact(ctx, async (work) => {
      await fixZone(work);
      const found = await findMergeOf(work.tx, lostId);
      if (!found) throw new Refusal('mergeNone');
      for (const id of [found.keptId, lostId].sort()) await lockCustomer(work.tx, id);
      const merge = await lockMerge(work, found.id);
      if (merge.undoneAt) throw new Refusal('mergeNone');
      const parting = await weigh(work, ctx, merge);
      if (parting instanceof Refusal) throw parting;
      await part(work, parting);
      await closeMerge(work, merge.id, ctx.actor.id);
      await note(work, ctx, parting);
      await tellReps(work, ctx.actor.id, parting);
      const { kept, lost } = parting;
      await recutAfter(work, ctx, [kept.id, lost.id]);
      return { id: kept.id, number: kept.number, formerId: lost.id, former: lost.number };
    });
  } catch (error) {
    // Somebody registered the phone at this very moment.
    throw isUniqueViolation(error) ? new Refusal('undoMergePhone') : error;
  }
}

async function part(work: Work, parting: Parting): Promise<void> {
  const { merge, kept, lost, way, standing, plan } = parting;
  const steps = planRows(standing, plan);
  const isNudge = (step: (typeof steps)[number]) => step.entry.table === 'nudges';
  await returnPhones(work, standing);
  await takeBack(
    work,
    steps.filter((one) => !isNudge(one)),
    way,
  );
  const table = 'customers';
  await patchRows(work, [{ row: { table, id: kept.id }, columns: plan.kept }]);
  await patchRows(work, [{ row: { table, id: lost.id }, columns: plan.lost }]);
  await returnAnswers(work, merge, way);
  await returnStrays(work, standing);
  await takeBack(work, steps.filter(isNudge), way);
  await redrawReturned(work, standing);
  await work.tx.customer.updateMany({
    where: { id: { in: [kept.id, lost.id] } },
    data: { version: { increment: 1 } },
  });
  if (plan.stageReturns) {
    const stage = String(plan.kept.stage);
    await returnToStage(work, kept.id, { stage, since: merge.at });
  }
  await reckon(work, parting);
}

/** Columns that sum up contacts; the merge wrote them, so that another value is of a contact since. */
const isCounted = (column: string): boolean =>
  ['effective_count', 'visit_count', 'last_effective_at', 'last_attempt_at'].includes(column);

/** What follows from other values is reckoned anew where those changed meanwhile; else it is what it was. */
async function reckon(work: Work, { merge, kept, lost, plan }: Parting): Promise<void> {
  const isContacted = plan.stays.some(isCounted) || (await isContactedSince(work.tx, merge));
  if (isContacted) for (const id of [kept.id, lost.id]) await recountContacts(work, id);
  if (isContacted || plan.stays.length > 0) await keepClock(work, kept.id);
  if (isContacted) await keepClock(work, lost.id);
  await goOnProtecting(work, merge);
  // What somebody did with the review since the merge stays with the kept record.
  await keepReviewState(work, kept.id);
  if (plan.stays.length > 0) await reckonMissing(work, kept.id);
}

/**
 * Where the lost record's protection would have ended while nobody could work with it, its clock stood still
 * meanwhile: otherwise its rep would lose it the moment it is back.
 */
async function goOnProtecting(work: Work, { lostId: customerId, at }: Merge): Promise<void> {
  const { tx, now } = work;
  const { protectedUntil } = await tx.customer.findUniqueOrThrow({ where: { id: customerId } });
  const current = await tx.assignment.findFirst({ where: { customerId, toAt: null } });
  if (!current || !protectedUntil || protectedUntil <= at || protectedUntil > now) return;
  const began = current.protectedFrom ?? current.fromAt;
  await tx.assignment.update({
    where: { id: current.id },
    data: { protectedFrom: new Date(began.getTime() + now.getTime() - at.getTime()) },
  });
  await keepClock(work, customerId);
}

async function reckonMissing(work: Work, id: string): Promise<void> {
  const file = await findFile({ db: work.tx, keys: work.keys }, id);
  if (!file) return;
  // What near duplicates are found by is made anew by the sweep.
  await work.tx.customer.update({ where: { id }, data: { keyedAt: null } });
  const { completeFields } = await getSettings(work.tx, file.teamId, work.now);
  const missing = listMissing(file.values, completeFields);
  const completeness = completenessOf(missing.length, completeFields.length);
  await work.tx.customer.update({ where: { id }, data: { missing, completeness } });
}

/** Whoever works with one of the two learns that they are two again. */
async function tellReps(work: Work, byId: string, { merge, kept, lost }: Parting): Promise<void> {
  const rows = await work.tx.customer.findMany({
    where: { id: { in: [kept.id, lost.id] } },
    select: { repId: true },
  });
  for (const memberId of new Set(rows.map(({ repId }) => repId))) {
    if (!memberId || memberId === byId) continue;
    await planMessage(work.tx, {
      kind: 'parted',
      memberId,
      target: 'dm',
      recipient: `member:${memberId}`,
      slot: `parted:${merge.id}`,
      dueAt: work.now,
      content: { mergeId: merge.id },
    });
  }
}

async function note(work: Work, ctx: Ctx, { merge, kept, lost, way }: Parting): Promise<void> {
  const subject = { kind: 'merge', id: merge.id };
  const { version } = await work.tx.customer.findUniqueOrThrow({ where: { id: lost.id } });
  audit(work, {
    actor: ctx.actor,
    action: 'customer.unmerge',
    subject,
    customer: kept,
    details: { version: kept.version + 1, lost: lost.id, number: sayNumber(lost.number) },
    changes: await changesOf(work, kept),
  });
  audit(work, {
    actor: ctx.actor,
    action: 'customer.unmerge',
    subject,
    customer: way.to,
    details: { version, kept: kept.id, number: sayNumber(kept.number) },
  });
}

/** The fields of the kept record that went back, old → new. */
async function changesOf(work: Work, before: CustomerFile): Promise<Change[]> {
  const after = await findFile({ db: work.tx, keys: work.keys }, before.id);
  if (!after) return [];
  return listChanges(said(before), said(after));
}

const said = ({ values, stage, grade, status }: CustomerFile) => ({
  ...canonicalValues(values),
  stage,
  grade,
  status,
});
