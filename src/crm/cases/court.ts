import type { Handle } from '../../db/client.ts';
import type { Reading } from '../../db/transact.ts';
import { Refusal } from '../../lib/refusal.ts';
import type { Actor } from '../access/actor.ts';
import { can, requirePermission } from '../access/rules.ts';
import { listActiveMembers, type Member } from '../access/store.ts';
import { type CaseRow, findCase, listParties, type Party } from './store/cases.ts';

/** A case with who stands in it. */
export interface Court {
  row: CaseRow;
  parties: Party[];
}

/** Whether the person is a party: a party speaks, and neither sees the evidence nor decides. */
export const isParty = ({ parties }: Pick<Court, 'parties'>, memberId: string): boolean =>
  parties.some((party) => party.memberId === memberId);

/** The case, if the person may see it: a party, who leads the team, an administrator. */
export async function getCourt(db: Handle, actor: Actor, caseId: string): Promise<Court> {
  const row = await findCase(db, caseId);
  if (!row) throw new Refusal('notAllowed');
  const parties = await listParties(db, row.id);
  const isOwn = isParty({ parties }, actor.id);
  requirePermission(actor, 'case:see', {
    repId: isOwn ? actor.id : null,
    teamId: row.teamId,
  });
  return { row, parties };
}

/** Whether the person may see the evidence: who could decide, and is no party. */
export const maySeeEvidence = (actor: Actor, { row, parties }: Court): boolean =>
  !isParty({ parties }, actor.id) && can(actor, 'case:decide', { teamId: row.teamId });

/**
 * Throws why the person may not decide now: `notAllowed`, `caseOwn` (four eyes: a party does not judge),
 * `caseSameJudge` (nor on appeal who judged before), `caseDecided`.
 */
export function requireJudge(actor: Actor, court: Court, firstJudgeId: string | null): void {
  const { row } = court;
  requirePermission(actor, 'case:decide', { teamId: row.teamId });
  if (isParty(court, actor.id)) throw new Refusal('caseOwn');
  if (row.state === 'decided' || row.state === 'final') throw new Refusal('caseDecided');
  if (row.state !== 'appealed') return;
  requirePermission(actor, 'case:review', { teamId: row.teamId });
  if (actor.id === firstJudgeId) throw new Refusal('caseSameJudge');
}

/** Whether the person may decide now. */
export function mayJudge(actor: Actor, court: Court, firstJudgeId: string | null): boolean {
  try {
    requireJudge(actor, court, firstJudgeId);
    return true;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}

/** Who leads the team and is no party; where nobody is, administrators. Empty: nobody can decide. */
export async function listJudges(db: Handle, { row, parties }: Court): Promise<Member[]> {
  const managers = (await listActiveMembers(db, [row.teamId])).filter(
    ({ id, role }) => role === 'manager' && !isParty({ parties }, id),
  );
  return managers.length > 0 ? managers : listAppealJudges(db, { row, parties }, null);
}

/** Administrators who are no party and did not judge before. */
export async function listAppealJudges(
  db: Handle,
  { parties }: Court,
  firstJudgeId: string | null,
): Promise<Member[]> {
  return (await listActiveMembers(db)).filter(
    ({ id, role }) => role === 'administrator' && !isParty({ parties }, id) && id !== firstJudgeId,
  );
}

/** Who judged first, or null. */
export async function findFirstJudge(
  { db }: Pick<Reading, 'db'>,
  caseId: string,
): Promise<string | null> {
  const row = await db.caseVerdict.findUnique({
    where: { caseId_instance: { caseId, instance: 1 } },
    select: { byId: true },
  });
  return row?.byId ?? null;
}
