import type { Handle } from '../db/client.ts';
import type { Candidate } from './rule.ts';

/** What somebody is told about a viewing: the evening before, shortly before, what came of it. */
export const VIEWING_RUNGS = { day: 1, soon: 2, ask: 3 } as const;

/** Viewings of which their person is to be told something now. */
export async function listViewingsToTell(
  db: Handle,
  now: Date,
  limit: number,
): Promise<Candidate[]> {
  return db.$queryRaw<Candidate[]>`
    SELECT v.id AS "subjectId", v.customer_id AS "customerId", v.member_id AS "memberId", c.team_id AS "teamId",
      'v' || v.version || ' ' || v.member_id AS slot, t.rung, t.at AS "dueAt"
    FROM viewings v JOIN customers c ON c.id = v.customer_id
    CROSS JOIN LATERAL (VALUES (1, v.day_at), (2, v.soon_at), (3, v.ask_at)) AS t (rung, at)
    WHERE v.state = 'planned' AND least(v.day_at, v.soon_at, v.ask_at) <= ${now} AND t.at <= ${now}
    ORDER BY t.at, v.id LIMIT ${limit}`;
}

/** Notes what was told; a viewing that was moved meanwhile has new times, which stay. */
export async function markViewings(
  db: Handle,
  told: { id: string; rung: number; at: string }[],
): Promise<void> {
  await db.$executeRaw`
    UPDATE viewings v SET
      day_at = CASE WHEN t.day = v.day_at THEN NULL ELSE v.day_at END,
      soon_at = CASE WHEN t.soon = v.soon_at THEN NULL ELSE v.soon_at END,
      ask_at = CASE WHEN t.ask = v.ask_at THEN NULL ELSE v.ask_at END
    FROM (
      SELECT id, max(at) FILTER (WHERE rung = 1) AS day, max(at) FILTER (WHERE rung = 2) AS soon,
        max(at) FILTER (WHERE rung = 3) AS ask
      FROM jsonb_to_recordset(${JSON.stringify(told)}::jsonb) AS r(id uuid, rung int, at timestamptz)
      GROUP BY id
    ) t WHERE v.id = t.id`;
}
