import type { Work } from '../../db/transact.ts';
import { supersedeNudges } from '../../ledger/plan.ts';
import type { Actor } from '../access/actor.ts';
import { findMember, keepMember } from '../access/store.ts';
import { audit } from '../audit/audit.ts';
import { openAllLocked, openLocked } from '../customers/lock.ts';
import type { CustomerFile } from '../customers/store.ts';
import { cancelOpen } from '../followups/changes.ts';
import { giveOpenOf, listOpenOf, saveFollowUp } from '../followups/store.ts';
import { sendToPool } from '../ownership/offering.ts';
import { giveMany } from '../ownership/store/holder.ts';
import { listPaused } from '../ownership/store/pauses.ts';
import { noteChanges } from '../review/opening.ts';
import { getSettings } from '../settings/store.ts';
import { chooseReps, sayChoice, wantedOf } from './arriving.ts';
import type { Choice } from './rules.ts';
import type { HandOver, ItemDone } from './store-handover.ts';

/** Why an assignment begins or ends by a hand-over. */
const HANDED_OVER = 'handed-over';

/** A hand-over, and in whose name it is. */
interface Handing {
  handover: HandOver;
  by: Actor;
}

/** A customer that goes over, and where to. */
interface Move {
  file: CustomerFile;
  choice: Choice;
}

/**
 * Hands some customers over: to the one who was named, or by the rules of their team; open follow-ups go
 * along. Whose it is not any more (claimed, given away meanwhile) stays where it is, and so does who is
 * claimed in a case: that is decided first. Where the rules find nobody it goes to the pool. Answers what
 * became of each.
 */
export async function handOverSome(
  work: Work,
  handing: Handing,
  customerIds: string[],
): Promise<(ItemDone & { customerId: string })[]> {
  const files = await openAllLocked(work, customerIds);
  const paused = await listPaused(work.tx, customerIds);
  const theirs = files.filter(
    ({ id, repId }) => repId === handing.handover.fromId && !paused.has(id),
  );
  const moves = await chooseFor(work, handing.handover, theirs);
  const ids = moves.map(({ file }) => file.id);
  await supersedeNudges(work.tx, { aboutIds: ids, outcome: 'reassigned', now: work.now });
  const given = moves.flatMap(({ file, choice: { repId } }) =>
    repId === null ? [] : [{ customerId: file.id, toId: repId }],
  );
  if (given.length > 0) await giveMany(work, given, { byId: handing.by.id, why: HANDED_OVER });
  const along = await giveOpenOf(work, given);
  const pooled = moves.filter(({ choice }) => choice.repId === null);
  for (const { file } of pooled) await poolOne(work, file);
  await askReview(work, handing, moves);
  await note(work, handing, moves);
  return customerIds.map((customerId) => {
    const move = moves.find(({ file }) => file.id === customerId);
    const toId = move?.choice.repId ?? null;
    const state = !move ? 'kept' : toId ? 'moved' : 'pooled';
    return { customerId, state, toId, followUps: along.get(customerId) ?? 0 };
  });
}

/** Reviews of so many customers at once are told one by one; of more they stand in the list only. */
const MOST_TOLD = 20;

/** Whose it is now may be something to review. */
async function askReview(work: Work, { handover, by }: Handing, moves: Move[]): Promise<void> {
  const moved = moves.filter(({ choice }) => choice.repId !== null);
  for (const teamId of new Set(moved.map(({ file }) => file.teamId))) {
    const settings = await getSettings(work.tx, teamId, work.now);
    const files = moved.filter(({ file }) => file.teamId === teamId).map(({ file }) => file);
    const change = { fields: ['assignedRep'], actor: by, settings };
    const quiet = handover.total > MOST_TOLD;
    await noteChanges(
      work,
      files.map((file) => ({ file, quiet, ...change })),
    );
  }
}

async function poolOne(work: Work, file: CustomerFile): Promise<void> {
  await cancelOpen(work, file.id, HANDED_OVER);
  await sendToPool(work, file, { why: HANDED_OVER });
}

/**
 * The one who was named, as long as they can take it: nobody removes them while this goes on; else as the rules
 * choose among the others.
 */
async function chooseFor(
  work: Work,
  { toId, fromId }: HandOver,
  files: CustomerFile[],
): Promise<Move[]> {
  if (!toId) {
    const choices = await chooseReps(work, files.map(wantedOf), fromId);
    return files.map((file, nth) => ({ file, choice: choices[nth]! }));
  }
  const to = await keepMember(work.tx, toId);
  if (!to?.active || to.role !== 'rep') return [];
  const choice: Choice = { repId: to.id, why: HANDED_OVER, rule: null, absentIds: [] };
  return files
    .filter(({ teamId }) => to.teamIds.includes(teamId))
    .map((file) => ({ file, choice }));
}

async function note(work: Work, { handover, by }: Handing, moves: Move[]): Promise<void> {
  const from = moves.length > 0 ? await findMember(work.tx, handover.fromId) : null;
  for (const { file, choice } of moves)
    audit(work, {
      actor: by,
      action: 'customer.hand-over',
      subject: { kind: 'customer', id: file.id },
      customer: file,
      details: { version: file.version + 1, from: file.repId, to: choice.repId, why: choice.why },
      changes: await sayChoice(work, choice, from?.name ?? null),
    });
}

/** Gives open follow-ups that a leaver had on a colleague's customer back to that colleague. */
export async function returnStrays(
  work: Work,
  { customerId, fromId, by }: { customerId: string; fromId: string; by: Actor },
): Promise<void> {
  const file = await openLocked(work, customerId);
  if (!file?.repId || file.repId === fromId) return;
  const rows = (await listOpenOf(work.tx, customerId)).filter(
    ({ memberId }) => memberId === fromId,
  );
  for (const row of rows) await saveFollowUp(work, row, { memberId: file.repId });
  audit(work, {
    actor: by,
    action: 'follow-up.hand-over',
    subject: { kind: 'customer', id: customerId },
    customer: file,
    details: { from: fromId, to: file.repId, n: rows.length },
  });
}
