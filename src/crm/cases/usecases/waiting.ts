import { read, type TransactContext, transact, type Work } from '../../../db/transact.ts';
import { workingMinutesBetween } from '../../../lib/calendar/index.ts';
import { findTeam } from '../../access/store.ts';
import { audit } from '../../audit/audit.ts';
import { lockCustomer } from '../../customers/store.ts';
import { officeHours } from '../../settings/rules.ts';
import { getSettings } from '../../settings/store.ts';
import {
  type CaseRow,
  findCase,
  listParties,
  listUnappealed,
  listWaitingCases,
  saveCase,
} from '../store/cases.ts';
import { redrawCards, remind } from '../telling.ts';

/** Cases in one run; the next run takes the rest. */
const BATCH = 100;

/** Somebody else was faster: nothing is written. */
class NothingToDo extends Error {}

/** Runs a piece of work of its own transaction; false where it was done already. */
async function once(ctx: TransactContext, work: (work: Work) => Promise<{ id: string }>) {
  try {
    await transact(ctx, work);
    return 1;
  } catch (error) {
    if (error instanceof NothingToDo) return 0;
    throw error;
  }
}

/**
 * Reminds of cases that wait too long (who decides, then administrators), each rung once however many
 * processes look. Answers how many rungs.
 */
export async function remindOfCases(ctx: TransactContext): Promise<number> {
  const due = await read(ctx, async ({ db, now }) => {
    const found: { row: CaseRow; rung: 1 | 2 }[] = [];
    for (const row of await listWaitingCases(db, BATCH)) {
      const settings = await getSettings(db, row.teamId, now);
      const zone = (await findTeam(db, row.teamId))?.zone ?? 'UTC';
      const waited = workingMinutesBetween(row.waitingSince, now, officeHours(settings, zone));
      const rung =
        waited >= settings.caseEscalateMinutes ? 2 : waited >= settings.caseRemindMinutes ? 1 : 0;
      if (rung > row.remindedRung) found.push({ row, rung: rung as 1 | 2 });
    }
    return found;
  });
  let reminded = 0;
  for (const { row, rung } of due) reminded += await once(ctx, (work) => tell(work, row, rung));
  return reminded;
}

async function tell(work: Work, known: CaseRow, rung: 1 | 2): Promise<{ id: string }> {
  await lockCustomer(work.tx, known.customerId);
  const row = await findCase(work.tx, known.id);
  const isWaiting = row?.state === 'waiting' || row?.state === 'appealed';
  if (!row || !isWaiting || row.remindedRung >= rung) throw new NothingToDo();
  await remind(work, { row, parties: await listParties(work.tx, row.id) }, rung);
  await saveCase(work, row.id, { remindedRung: rung });
  noteSystem(work, row, 'case.remind', { rung });
  return { id: row.id };
}

/** Verdicts nobody appealed against in time are final: the customer is free for another case. Answers how many. */
export async function settleCases(ctx: TransactContext): Promise<number> {
  const due = await read(ctx, ({ db, now }) => listUnappealed(db, now, BATCH));
  let settled = 0;
  for (const one of due) settled += await once(ctx, (work) => settle(work, one));
  return settled;
}

async function settle(
  work: Work,
  { id, customerId }: { id: string; customerId: string },
): Promise<{ id: string }> {
  await lockCustomer(work.tx, customerId);
  const row = await findCase(work.tx, id);
  if (row?.state !== 'decided' || !row.appealUntil || row.appealUntil > work.now)
    throw new NothingToDo();
  await saveCase(work, id, { state: 'final', settledAt: row.appealUntil });
  await redrawCards(work, row);
  noteSystem(work, row, 'case.settle', {});
  return { id };
}

function noteSystem(
  work: Work,
  row: CaseRow,
  action: string,
  details: Record<string, number>,
): void {
  audit(work, {
    actor: 'system',
    action,
    subject: { kind: 'case', id: row.id },
    details: { number: row.number, ...details },
  });
}
