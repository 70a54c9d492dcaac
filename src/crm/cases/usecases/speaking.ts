import { transact, type Work } from '../../../db/transact.ts';
import { Refusal } from '../../../lib/refusal.ts';
import { requirePermission } from '../../access/rules.ts';
import { audit } from '../../audit/audit.ts';
import type { Ctx } from '../../context.ts';
import { lockCustomer } from '../../customers/store.ts';
import { keepClock } from '../../ownership/store/clock.ts';
import { beginPause } from '../../ownership/store/pauses.ts';
import { type Court, findFirstJudge, getCourt, isParty, requireJudge } from '../court.ts';
import type { Said } from '../schema.ts';
import { findCase, saveCase } from '../store/cases.ts';
import { findCaseKey, insertWord, type WordKind } from '../store/words.ts';
import { announceAppeal, redrawCards, tellParties } from '../telling.ts';

/** What came of it: codes and ids. */
interface Spoken {
  [key: string]: string | number;
  id: string;
  number: number;
}

/** A party adds a statement while the case waits. Throws `notAllowed`, `caseDecided`. */
export async function addStatement(ctx: Ctx, caseId: string, said: Said): Promise<Spoken> {
  return transact(ctx, async (work) => {
    const court = await lockCourt(work, ctx, caseId);
    requireParty(ctx, court);
    if (!isWaiting(court)) throw new Refusal('caseDecided');
    await speak(work, ctx, court, { kind: 'statement', said });
    await redrawCards(work, court.row);
    return spoken(work, ctx, court, 'case.statement');
  });
}

/** Who decides asks the parties for more; each of them is told privately. */
export async function askParties(ctx: Ctx, caseId: string, said: Said): Promise<Spoken> {
  return transact(ctx, async (work) => {
    const court = await lockCourt(work, ctx, caseId);
    requireJudge(ctx.actor, court, await findFirstJudge({ db: work.tx }, caseId));
    await speak(work, ctx, court, { kind: 'question', said });
    await redrawCards(work, court.row);
    await tellParties(work, court, 'question');
    return spoken(work, ctx, court, 'case.ask');
  });
}

/**
 * A party appeals to an administrator, in time and once; the clock stands still again. Throws
 * `notAllowed`, `appealTooLate`, `appealNobody` where no other administrator could decide it.
 */
export async function appealCase(ctx: Ctx, caseId: string, said: Said): Promise<Spoken> {
  return transact(ctx, async (work) => {
    const court = await lockCourt(work, ctx, caseId);
    requireParty(ctx, court);
    const { row } = court;
    if (row.state === 'waiting') throw new Refusal('appealTooEarly');
    if (row.state !== 'decided' || !row.appealUntil || row.appealUntil <= work.now)
      throw new Refusal('appealTooLate');
    await speak(work, ctx, court, { kind: 'appeal', said });
    await saveCase(work, row.id, { state: 'appealed', waitingSince: work.now, remindedRung: 0 });
    await beginPause(work, row.customerId, 'case');
    await keepClock(work, row.customerId);
    await announceAppeal(work, court);
    await tellParties(work, court, 'appealed', (id) => id !== ctx.actor.id);
    return spoken(work, ctx, court, 'case.appeal');
  });
}

/** The case with its customer's row locked: everything that happens to a case happens in turn. */
export async function lockCourt(work: Work, { actor }: Ctx, caseId: string): Promise<Court> {
  const known = await findCase(work.tx, caseId);
  if (!known) throw new Refusal('notAllowed');
  await lockCustomer(work.tx, known.customerId);
  return getCourt(work.tx, actor, caseId);
}

const isWaiting = ({ row }: Court) => row.state === 'waiting' || row.state === 'appealed';

function requireParty({ actor }: Ctx, court: Court): void {
  requirePermission(actor, 'case:speak', { repId: isParty(court, actor.id) ? actor.id : null });
}

async function speak(
  work: Work,
  { actor }: Ctx,
  { row }: Court,
  word: { kind: WordKind; said: Said },
): Promise<void> {
  const key = await findCaseKey({ db: work.tx, keys: work.keys }, row);
  if (!key) throw new Refusal('erased');
  await insertWord(work, key, { caseId: row.id, memberId: actor.id, ...word });
}

/** Not in the customer's history: what parties say there is between them and who decides. */
function spoken(work: Work, { actor }: Ctx, { row }: Court, action: string): Spoken {
  audit(work, {
    actor,
    action,
    subject: { kind: 'case', id: row.id },
    details: { number: row.number },
  });
  return { id: row.id, number: row.number };
}
