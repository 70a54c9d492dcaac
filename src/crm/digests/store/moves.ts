import { Prisma } from '../../../db/generated/client.ts';
import type { CountedTeam } from '../rules/snapshot.ts';
import type { DigestWindow } from '../rules/week.ts';

/** Where each customer that moved ended the week; there and back again is no move. */
export function moves({ teamId }: CountedTeam, { from, until }: DigestWindow): Prisma.Sql {
  return Prisma.sql`
    moves AS (
      SELECT s.customer_id, coalesce(c.rep_id, c.registered_by_id) AS member_id,
        (array_agg(s.from_stage ORDER BY s.at, s.id))[1] AS began,
        (array_agg(s.to_stage ORDER BY s.at DESC, s.id DESC))[1] AS ended
      FROM stage_moves s
      JOIN customers c ON c.id = s.customer_id AND c.team_id = ${teamId}::uuid AND c.status = 'active'
      WHERE s.to_stage IN ('potential', 'interested', 'negotiating', 'closed', 'lost')
        AND s.at >= ${from} AND s.at < ${until}
      GROUP BY s.customer_id, c.rep_id, c.registered_by_id
    )`;
}

/** Who came into a stage that a digest names, or was lost. */
export function ofMoves(): Prisma.Sql {
  return Prisma.sql`
    SELECT CASE ended WHEN 'interested' THEN 'toInterested' WHEN 'negotiating' THEN 'toNegotiating'
        WHEN 'closed' THEN 'toClosed' WHEN 'lost' THEN 'toLost' END, member_id, customer_id, 1
    FROM moves WHERE began IS DISTINCT FROM ended`;
}
