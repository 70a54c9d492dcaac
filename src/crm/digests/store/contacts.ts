import { Prisma } from '../../../db/generated/client.ts';
import type { CountedTeam } from '../rules/snapshot.ts';
import type { DigestWindow } from '../rules/week.ts';

/** The week's contacts. Whatever it was called, somebody's first visit is the first of their visits. */
export function contacts({ teamId }: CountedTeam, { from, until }: DigestWindow): Prisma.Sql {
  return Prisma.sql`
    contacts AS MATERIALIZED (
      SELECT i.id, i.customer_id, i.member_id, i.kind, i.effective, i.happened_at
      FROM interactions i
      JOIN customers c ON c.id = i.customer_id AND c.team_id = ${teamId}::uuid AND c.status = 'active'
      WHERE i.happened_at >= ${from} AND i.happened_at < ${until} AND i.withdrawn_at IS NULL
    )`;
}

/** Each contact once by whether it was effective, and again by its kind: calls in, first visits, revisits. */
export function ofContacts(): Prisma.Sql {
  return Prisma.sql`
    SELECT CASE WHEN effective THEN 'effective' ELSE 'attempts' END, member_id, customer_id, 1 FROM contacts
    UNION ALL
    SELECT 'callIns', member_id, customer_id, 1 FROM contacts WHERE effective AND kind = 'call_in'
    UNION ALL
    SELECT CASE WHEN k.kind = 'revisit' OR EXISTS (
        SELECT FROM interactions e
        WHERE e.customer_id = k.customer_id AND e.kind IN ('visit', 'revisit') AND e.effective
          AND e.withdrawn_at IS NULL AND (e.happened_at, e.id) < (k.happened_at, k.id)
      ) THEN 'revisits' ELSE 'firstVisits' END, k.member_id, k.customer_id, 1
    FROM contacts k WHERE k.effective AND k.kind IN ('visit', 'revisit')`;
}
