import type { Work } from '../../db/transact.ts';
import { planMessage, redrawAll } from '../../ledger/plan.ts';
import { newId } from '../../lib/id.ts';
import { Refusal } from '../../lib/refusal.ts';
import type { Member } from '../access/store.ts';
import { getSettings } from '../settings/store.ts';
import { type Court, findFirstJudge, listAppealJudges, listJudges } from './court.ts';
import type { CaseRow } from './store/cases.ts';

/** What a party is told privately. */
export const CASE_NEWS = ['opened', 'question', 'verdict', 'appealed'] as const;
export type CaseNews = (typeof CASE_NEWS)[number];

const recipientOf = ({ id }: Pick<CaseRow, 'id'>): string => `case:${id}`;

/**
 * Announces a case to those who decide: in the channel of the cases, else in their direct messages. Throws
 * `caseNobody` where everybody who could decide is a party.
 */
export async function announce(work: Work, court: Court): Promise<void> {
  const { tx, now } = work;
  const judges = await listJudges(tx, court);
  const [first] = judges;
  if (!first) throw new Refusal('caseNobody');
  const { caseChannel } = await getSettings(tx, court.row.teamId, now);
  if (!caseChannel) return post(work, court.row, judges, 'card');
  await planMessage(tx, {
    kind: 'case',
    memberId: first.id,
    target: `channel:${caseChannel}`,
    recipient: recipientOf(court.row),
    slot: 'card',
    dueAt: now,
    content: { caseId: court.row.id },
  });
}

/** Announces an appeal to the administrators who may decide it. Throws `appealNobody`. */
export async function announceAppeal(work: Work, court: Court): Promise<void> {
  const judges = await listAppealJudges(
    work.tx,
    court,
    await findFirstJudge({ db: work.tx }, court.row.id),
  );
  if (judges.length === 0) throw new Refusal('appealNobody');
  await post(work, court.row, judges, 'appeal');
  await redrawCards(work, court.row);
}

/** Reminds those who decide (rung 1), tells administrators (rung 2). */
export async function remind(work: Work, court: Court, rung: 1 | 2): Promise<void> {
  const { row } = court;
  const isAppeal = row.state === 'appealed';
  const first = await findFirstJudge({ db: work.tx }, row.id);
  const judges =
    isAppeal || rung === 2
      ? await listAppealJudges(work.tx, court, first)
      : await listJudges(work.tx, court);
  await post(work, row, judges, `wait-${rung}:${row.waitingSince.toISOString()}`);
}

async function post(work: Work, row: CaseRow, to: Member[], slot: string): Promise<void> {
  for (const { id } of to) {
    await planMessage(work.tx, {
      kind: slot.startsWith('wait') ? 'case-waiting' : 'case',
      memberId: id,
      target: 'dm',
      recipient: recipientOf(row),
      slot: `${slot}:${id}`,
      dueAt: work.now,
      content: { caseId: row.id },
    });
  }
}

/** Cards that were posted say how the case stands now. */
export const redrawCards = (work: Work, row: CaseRow): Promise<void> =>
  redrawAll(work.tx, recipientOf(row));

/** Tells parties privately; words are chosen when it leaves. */
export async function tellParties(
  work: Work,
  { row, parties }: Court,
  news: CaseNews,
  who: (memberId: string) => boolean = () => true,
): Promise<void> {
  for (const { memberId } of parties.filter((party) => who(party.memberId))) {
    await planMessage(work.tx, {
      kind: 'case-news',
      memberId,
      target: 'dm',
      recipient: `member:${memberId}`,
      slot: `case:${row.id}:${news}:${newId(work.now)}`,
      dueAt: work.now,
      content: { caseId: row.id, news },
    });
  }
}
