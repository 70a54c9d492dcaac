import type { Handle } from '../db/client.ts';
import type { Candidate } from './rule.ts';

/** A duty of a deal that may be told. */
export interface DutyCandidate extends Candidate {
  /** Its civil day. */
  dueOn: string;
}

/** Duties of deals whose next telling has come. */
export async function listDutiesToTell(
  db: Handle,
  now: Date,
  limit: number,
): Promise<DutyCandidate[]> {
  return db.$queryRaw<DutyCandidate[]>`
    SELECT u.id AS "subjectId", d.customer_id AS "customerId", c.rep_id AS "memberId", c.team_id AS "teamId",
      'v' || u.version || ' ' || c.rep_id AS slot, u.rung, u.next_at AS "dueAt", u.due_on::text AS "dueOn"
    FROM deal_duties u JOIN deals d ON d.id = u.deal_id JOIN customers c ON c.id = d.customer_id
    WHERE u.state = 'open' AND u.next_at IS NOT NULL AND u.next_at <= ${now} AND c.rep_id IS NOT NULL
    ORDER BY u.next_at LIMIT ${limit}`;
}

/** Notes how far up each was told, and when it is told next; one that was moved meanwhile is told anew. */
export async function markDuties(
  db: Handle,
  marks: { id: string; slot: string; rung: number; nextAt: Date | null }[],
): Promise<void> {
  await db.$executeRaw`
    UPDATE deal_duties u SET rung = t.rung, next_at = t."nextAt"
    FROM jsonb_to_recordset(${JSON.stringify(marks)}::jsonb)
      AS t(id uuid, slot text, rung int, "nextAt" timestamptz)
    WHERE u.id = t.id AND u.state = 'open' AND t.slot LIKE 'v' || u.version || ' %'`;
}
