import type { Handle } from '../../db/client.ts';

/** A customer that waits, as a roll-up names it. */
export interface Waiting {
  id: string;
  number: number;
  name: string;
  gender: string | null;
  teamId: string;
  repId: string | null;
}

/** The customers of one rep that a roll-up still names, the longest waiting first. */
export async function listWaiting(
  db: Handle,
  rollUp: { messageId: string; memberId: string },
): Promise<Waiting[]> {
  return db.$queryRaw<Waiting[]>`
    SELECT c.id, c.number, c.name, c.gender, c.team_id AS "teamId", c.rep_id AS "repId"
    FROM nudges n JOIN customers c ON c.id = n.about_id
    WHERE n.message_id = ${rollUp.messageId}::uuid AND n.member_id = ${rollUp.memberId}::uuid
      AND n.state = 'open' AND c.status = 'active'
    GROUP BY c.id ORDER BY min(n.due_at), c.number`;
}

/** The active ones of these customers, for a message that names them. */
export async function listNamed(db: Handle, ids: string[]): Promise<Waiting[]> {
  return db.customer.findMany({
    where: { id: { in: ids }, status: 'active' },
    select: { id: true, number: true, name: true, gender: true, teamId: true, repId: true },
    orderBy: { number: 'asc' },
  });
}
