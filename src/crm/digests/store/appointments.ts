import { Prisma } from '../../../db/generated/client.ts';
import type { CountedTeam } from '../rules/snapshot.ts';
import type { DigestWindow } from '../rules/week.ts';

/** Follow-ups due in the week or the next one, with the end of the civil day each was due on. */
export function plans(
  { teamId, zone }: CountedTeam,
  { from, until, nextTo }: DigestWindow,
): Prisma.Sql {
  return Prisma.sql`
    plans AS MATERIALIZED (
      SELECT f.customer_id, f.member_id, f.due_at, f.grain,
        CASE WHEN f.closed_at < ${until} THEN f.state ELSE 'open' END AS state, f.closed_at,
        (date_trunc('day', f.due_at AT TIME ZONE ${zone}) + interval '1 day') AT TIME ZONE ${zone} AS day_end
      FROM follow_ups f
      JOIN customers c ON c.id = f.customer_id AND c.team_id = ${teamId}::uuid AND c.status = 'active'
      WHERE f.due_at >= ${from} AND f.due_at < ${nextTo} AND f.created_at < ${until}
    )`;
}

/**
 * On time is done by the end of its day. What was cancelled by then was not due; what was cancelled
 * later was missed. What is still open before its day is over counts nowhere yet.
 */
export function ofPlans({ to, until }: DigestWindow): Prisma.Sql {
  return Prisma.sql`
    SELECT CASE
        WHEN state = 'done' AND closed_at < day_end THEN 'onTime'
        WHEN state = 'done' THEN 'doneLate'
        WHEN state = 'cancelled' AND closed_at >= day_end THEN 'missed'
        WHEN state = 'open' AND day_end <= ${until} THEN 'missed'
      END, member_id, customer_id, 1
    FROM plans WHERE due_at < ${to}
    UNION ALL
    SELECT CASE WHEN grain IN ('minute', 'hour') THEN 'nextTimed' ELSE 'nextUntimed' END, member_id, customer_id, 1
    FROM plans WHERE due_at >= ${to} AND state = 'open'`;
}

/** What is arranged to be shown in the week after. */
export function ofViewings({ teamId }: CountedTeam, { to, nextTo }: DigestWindow): Prisma.Sql {
  return Prisma.sql`
    SELECT 'nextViewings', v.member_id, v.customer_id, 1
    FROM viewings v JOIN customers c ON c.id = v.customer_id AND c.team_id = ${teamId}::uuid AND c.status = 'active'
    WHERE v.state = 'planned' AND v.starts_at >= ${to} AND v.starts_at < ${nextTo}`;
}

/** Everything that was open and late at the end, however old; found through two small indexes. */
export function overdue({ teamId }: CountedTeam, { dayStart, until }: DigestWindow): Prisma.Sql {
  return Prisma.sql`
    overdue AS (
      SELECT f.customer_id, f.member_id, f.due_at
      FROM (
        SELECT customer_id, member_id, due_at, created_at FROM follow_ups WHERE state = 'open' AND due_at < ${dayStart}
        UNION ALL
        SELECT customer_id, member_id, due_at, created_at FROM follow_ups
        WHERE closed_at >= ${until} AND due_at < ${dayStart}
      ) f
      JOIN customers c ON c.id = f.customer_id AND c.team_id = ${teamId}::uuid AND c.status = 'active'
      WHERE f.created_at < ${until}
    )`;
}
