import type { Work } from '../../db/transact.ts';
import { supersedeNudges } from '../../ledger/plan.ts';
import type { Actor } from '../access/actor.ts';
import { findMember } from '../access/store.ts';
import { audit } from '../audit/audit.ts';
import { openLocked } from '../customers/lock.ts';
import type { CustomerFile } from '../customers/store.ts';
import { cancelOpen } from '../followups/changes.ts';
import { listOpenOf, saveFollowUp } from '../followups/store.ts';
import { sendToPool } from '../ownership/offering.ts';
import { giveTo } from '../ownership/store/holder.ts';
import { isPaused } from '../ownership/store/pauses.ts';
import { noteChange } from '../review/opening.ts';
import { getSettings } from '../settings/store.ts';
import { chooseRep, sayChoice, wantedOf } from './arriving.ts';
import type { Choice } from './rules.ts';
import type { HandOver, ItemDone } from './store-handover.ts';

/** Why an assignment begins or ends by a hand-over. */
const HANDED_OVER = 'handed-over';

const KEPT: ItemDone = { state: 'kept', toId: null, followUps: 0 };

/**
 * Hands one customer over: to the one who was named, or by the rules of its team; open follow-ups go
 * along. Whose it is not any more (claimed, given away meanwhile) stays where it is, and so does who is
 * claimed in a case: that is decided first. Where the rules find nobody it goes to the pool.
 */
export async function handOverOne(
  work: Work,
  { handover, by, customerId }: { handover: HandOver; by: Actor; customerId: string },
): Promise<ItemDone> {
  const file = await openLocked(work, customerId);
  if (file?.repId !== handover.fromId || (await isPaused(work.tx, file.id))) return KEPT;
  const choice = await choiceFor(work, handover, file);
  if (!choice) return KEPT;
  await supersedeNudges(work.tx, { aboutIds: [file.id], outcome: 'reassigned', now: work.now });
  if (choice.repId === null) {
    await cancelOpen(work, file.id, HANDED_OVER);
    await sendToPool(work, file, { why: HANDED_OVER });
    await note(work, { file, by, choice });
    return { state: 'pooled', toId: null, followUps: 0 };
  }
  await giveTo(work, file, { toId: choice.repId, byId: by.id, why: HANDED_OVER });
  const open = await listOpenOf(work.tx, file.id);
  for (const row of open) await saveFollowUp(work, row, { memberId: choice.repId });
  const settings = await getSettings(work.tx, file.teamId, work.now);
  await noteChange(work, { file, fields: ['assignedRep'], actor: by, settings });
  await note(work, { file, by, choice });
  return { state: 'moved', toId: choice.repId, followUps: open.length };
}

/** The one who was named, as long as they can take it; else as the rules choose among the others. */
async function choiceFor(
  work: Work,
  { toId, fromId }: HandOver,
  file: CustomerFile,
): Promise<Choice | null> {
  if (!toId) return chooseRep(work, wantedOf(file), { exceptId: fromId });
  const to = await findMember(work.tx, toId);
  const isFit = to?.active && to.role === 'rep' && to.teamIds.includes(file.teamId);
  return isFit ? { repId: to.id, why: 'handed-over', rule: null, absentIds: [] } : null;
}

async function note(
  work: Work,
  { file, by, choice }: { file: CustomerFile; by: Actor; choice: Choice },
): Promise<void> {
  const from = file.repId ? await findMember(work.tx, file.repId) : null;
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
