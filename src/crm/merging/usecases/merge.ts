import { transact, type Work } from '../../../db/transact.ts';
import { planMessage } from '../../../ledger/plan.ts';
import { newId } from '../../../lib/id.ts';
import { Refusal } from '../../../lib/refusal.ts';
import { findMember } from '../../access/store.ts';
import { audit } from '../../audit/audit.ts';
import { type Change, listChanges } from '../../audit/rules.ts';
import { forgetFormer, hasWithdrawn } from '../../care/store/days.ts';
import { findUnsettled } from '../../cases/store/cases.ts';
import type { Ctx } from '../../context.ts';
import { lockFile } from '../../customers/lock.ts';
import { matchKeys } from '../../customers/match-keys.ts';
import { sayNumber } from '../../customers/rules.ts';
import { type CustomerFile, lockCustomer, updateCustomer } from '../../customers/store.ts';
import {
  type CustomerValues,
  canonicalValues,
  completenessOf,
  listMissing,
} from '../../customers/values.ts';
import { recountContacts } from '../../interactions/store.ts';
import { keepClock } from '../../ownership/store/clock.ts';
import { noteChange } from '../../review/opening.ts';
import { findReview } from '../../review/store/reviews.ts';
import { getSettings } from '../../settings/store.ts';

import { insertMove } from '../../stages/store.ts';
import { recutAfter } from '../crediting.ts';
import { type Choices, type Merged, mergedRecord } from '../rules/choices.ts';
import { diffRows } from '../rules/journal.ts';
import {
  closeRecord,
  type Joined,
  joinAssignments,
  joinFollowUps,
  joinHolds,
  joinNudges,
  joinPhones,
  joinPointers,
} from '../store/joining.ts';
import { insertMerge } from '../store/merges.ts';
import { fixZone, moveRows, readRows, type Way } from '../store/rows.ts';
import { listRelatives, repFits } from './compare.ts';

/** Which record becomes part of which, as they were when the person chose, and what was chosen. */
export interface MergeWish {
  keepId: string;
  loseId: string;
  keepVersion: number;
  loseVersion: number;
  choices: Choices;
}

/** What came of it: codes and ids. */
export type MergeDone = {
  id: string;
  number: number;
  formerId: string;
  former: number;
  /** How many of the family are another rep's now. */
  apart: number;
};

const DAY_MS = 86_400_000;

/**
 * Makes two records of one person one (#36): contacts, follow-ups, phones and everybody who points to the
 * lost record go to the kept one, sealed under its key; one rep stays; the lost number becomes an alias.
 * Every changed row is noted, so that it can be undone. Throws `mergeSame`, `mergeChanged` where one of the
 * two was changed since it was shown, `customerMerged` where somebody else was faster, `mergeInCase`.
 */
export async function mergeCustomers(ctx: Ctx, wish: MergeWish): Promise<MergeDone> {
  const { keepId, loseId } = wish;
  if (keepId === loseId) throw new Refusal('mergeSame');
  return transact(ctx, async (work) => {
    const { keep, lose } = await lockPair(work, ctx, wish);
    if (keep.version !== wish.keepVersion || lose.version !== wish.loseVersion)
      throw new Refusal('mergeChanged');
    await requireNoCase(work, [keepId, loseId]);
    const merged = mergedRecord(
      { keep, lose, repFits: await repFits(work.tx, keep, lose) },
      wish.choices,
    );
    const joined = { keep, lose, repId: merged.repId, byId: ctx.actor.id };
    await fixZone(work);
    const before = await readRows(work, [keepId, loseId]);
    await join(work, joined, merged);
    await askAgain(work, ctx, { joined, merged });
    const after = await readRows(work, [keepId, loseId]);
    const { mergeUndoDays } = await getSettings(work.tx, keep.teamId, work.now);
    const id = newId(work.now);
    const undoUntil = new Date(work.now.getTime() + mergeUndoDays * DAY_MS);
    await insertMerge(
      work,
      { id, keptId: keepId, lostId: loseId, at: work.now, byId: ctx.actor.id, undoUntil },
      diffRows(before, after),
    );
    // Last, so that the way back keeps nothing of it: what the person withdrew stays withdrawn.
    if (await hasWithdrawn(work.tx, keepId)) await forgetFormer(work, keepId, ctx.actor.id);
    await note(work, ctx, { id, joined, merged });
    await tellReps(work, { id, joined });
    await recutAfter(work, ctx, [keepId]);
    const relatives = await listRelatives(work.tx, [keepId]);
    const apart = relatives.filter(({ repId }) => repId !== merged.repId).length;
    return { id: keepId, number: keep.number, formerId: loseId, former: lose.number, apart };
  });
}

/**
 * Phones, a national id or a rep that came by the merge are looked at again where the team's rules say so: by
 * others than who merged and who wrote the lost record.
 */
async function askAgain(
  work: Work,
  { actor }: Ctx,
  { joined, merged }: { joined: Joined; merged: Merged },
): Promise<void> {
  const { keep, lose } = joined;
  const settings = await getSettings(work.tx, keep.teamId, work.now);
  const isGiven = merged.repId !== keep.repId;
  const fields = [...Object.keys(merged.values), ...(isGiven ? ['assignedRep'] : [])];
  const alsoBy = (await findReview(work.tx, lose.id))?.authors ?? [];
  await noteChange(work, { file: keep, fields, actor, settings, alsoBy });
}

/** What is disputed stays as it is until the verdict is final. */
async function requireNoCase(work: Work, ids: string[]): Promise<void> {
  for (const id of ids) if (await findUnsettled(work.tx, id)) throw new Refusal('mergeInCase');
}

/** Always in the same order, so that two managers wait for each other instead of deadlocking. */
async function lockPair(
  work: Work,
  ctx: Ctx,
  { keepId, loseId }: MergeWish,
): Promise<{ keep: CustomerFile; lose: CustomerFile }> {
  for (const id of [keepId, loseId].sort()) await lockCustomer(work.tx, id);
  const permission = { action: 'customer:merge' } as const;
  return {
    keep: await lockFile(work, ctx.actor, permission, keepId),
    lose: await lockFile(work, ctx.actor, permission, loseId),
  };
}

async function join(work: Work, joined: Joined, merged: Merged): Promise<void> {
  const { keep, lose, repId } = joined;
  const way: Way = { from: lose, to: keep };
  await joinHolds(work, joined, way);
  await joinAssignments(work, joined);
  await moveRows(work, way);
  await joinFollowUps(work, joined);
  await joinNudges(work, joined);
  await joinPointers(work, joined);
  await joinPhones(work, joined);
  await closeRecord(work, joined);
  const { phones: _, ...values } = merged.values;
  const settings = await getSettings(work.tx, keep.teamId, work.now);
  const whole = { ...keep.values, ...merged.values };
  const missing = listMissing(whole, settings.completeFields);
  const { stage } = merged.columns;
  await updateCustomer(work, keep, {
    values,
    columns: {
      ...merged.columns,
      missing,
      matchKeys: matchKeys(work.keys, whole),
      keyedAt: work.now,
      completeness: completenessOf(missing.length, settings.completeFields.length),
      ...(repId !== keep.repId && { repId, pooledAt: null, poolOpenAt: null }),
    },
  });
  if (stage) {
    const move = { customerId: keep.id, fromStage: keep.stage, toStage: stage, byId: joined.byId };
    await insertMove(work, keep.dataKey, { ...move, reason: null, loss: null });
  }
  await recountContacts(work, keep.id);
  await keepClock(work, keep.id);
}

/** Whoever worked with one of the two learns by a private word what became of it. */
async function tellReps(work: Work, { id, joined }: { id: string; joined: Joined }): Promise<void> {
  const { keep, lose, byId } = joined;
  for (const memberId of new Set([keep.repId, lose.repId])) {
    if (!memberId || memberId === byId) continue;
    await planMessage(work.tx, {
      kind: 'merged',
      memberId,
      target: 'dm',
      recipient: `member:${memberId}`,
      slot: `merged:${id}`,
      dueAt: work.now,
      content: { mergeId: id },
    });
  }
}

/** Both histories tell it: the kept record's what changed, the lost one's where it went. */
async function note(
  work: Work,
  ctx: Ctx,
  { id, joined, merged }: { id: string; joined: Joined; merged: Merged },
): Promise<void> {
  const { keep, lose } = joined;
  const subject = { kind: 'merge', id };
  audit(work, {
    actor: ctx.actor,
    action: 'customer.merge',
    subject,
    customer: keep,
    details: { version: keep.version + 1, lost: lose.id, number: sayNumber(lose.number) },
    changes: await changesOf(work, joined, merged),
  });
  audit(work, {
    actor: ctx.actor,
    action: 'customer.merged-into',
    subject,
    customer: lose,
    details: { version: lose.version + 1, kept: keep.id, number: sayNumber(keep.number) },
  });
}

async function changesOf(work: Work, joined: Joined, merged: Merged): Promise<Change[]> {
  const { keep, repId } = joined;
  const { values } = merged;
  const { stage = keep.stage, grade = keep.grade, status = keep.status } = merged.columns;
  const before = Object.fromEntries(
    Object.keys(values).map((key) => [key, keep.values[key as keyof CustomerValues]]),
  );
  const name = async (memberId: string | null) =>
    memberId ? ((await findMember(work.tx, memberId))?.name ?? null) : null;
  return listChanges(
    {
      ...canonicalValues(before),
      stage: keep.stage,
      grade: keep.grade,
      status: keep.status,
      assignedRep: await name(keep.repId),
    },
    { ...canonicalValues(values), stage, grade, status, assignedRep: await name(repId) },
  );
}
