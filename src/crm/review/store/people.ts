import type { Handle } from '../../../db/client.ts';
import type { Role } from '../../access/roles.ts';
import type { Judge } from '../rules/machine.ts';

/** Somebody who may be asked to review, or be told how it went. */
export interface Colleague extends Judge {
  name: string;
  zone: string;
}

/** Everybody who may review for a team: its active managers and reviewers, and the administrators. */
export async function listJudges(db: Handle, teamId: string): Promise<Colleague[]> {
  return db.$queryRaw<(Colleague & { role: Role })[]>`
    SELECT m.id, m.role, m.name, m.zone FROM members m
    WHERE m.active AND (m.role = 'administrator' OR (m.role IN ('manager', 'reviewer')
      AND EXISTS (SELECT FROM team_members t WHERE t.member_id = m.id AND t.team_id = ${teamId}::uuid)))
    ORDER BY m.name, m.id`;
}

/** People by id, active or not, in the order in which they are named. */
export async function listColleagues(db: Handle, ids: string[]): Promise<Colleague[]> {
  return db.$queryRaw<(Colleague & { role: Role })[]>`
    SELECT id, role, name, zone FROM members WHERE id = ANY(${ids}::uuid[])
    ORDER BY array_position(${ids}::uuid[], id)`;
}

/** Who fixes or answers what the review asks for: the assigned rep; of a customer without one, the team's managers. */
export async function listAnswering(
  db: Handle,
  { repId, teamId }: { repId: string | null; teamId: string },
): Promise<Colleague[]> {
  if (repId) return listColleagues(db, [repId]);
  return (await listJudges(db, teamId)).filter(({ role }) => role === 'manager');
}
