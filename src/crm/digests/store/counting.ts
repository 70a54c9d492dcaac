import { Prisma } from '../../../db/generated/client.ts';
import type { PricedTeam } from '../rules/snapshot.ts';
import type { DigestWindow } from '../rules/week.ts';
import { ofPlans, ofViewings, overdue, plans } from './appointments.ts';
import { contacts, ofContacts } from './contacts.ts';
import { ofDeals } from './deals.ts';
import { moves, ofMoves } from './moves.ts';
import { cohort, ofArrivals, ofCohort, ofRegistrations } from './registrations.ts';

/**
 * The counting: a CTE `counted` of (key, member, customer, n). Invalid customers appear under `invalid`
 * and nowhere else; erased ones nowhere. A customer belongs to the assigned rep, in the pool to whoever
 * registered it; a contact or a follow-up to the person whose it is; a deal to whoever has credit for it,
 * by hundredths.
 */
export function counted(team: PricedTeam, window: DigestWindow): Prisma.Sql {
  return Prisma.sql`
    WITH ${cohort(team, window)}, ${contacts(team, window)}, ${plans(team, window)}, ${overdue(team, window)},
    ${moves(team, window)},
    counted AS (
      SELECT key, member_id, customer_id, sum(n)::numeric(20, 2) AS n FROM (
        ${ofCohort()} UNION ALL ${ofRegistrations(team, window)} UNION ALL ${ofContacts()}
        UNION ALL ${ofPlans(window)} UNION ALL ${ofMoves()} UNION ALL ${ofArrivals(team, window)}
        UNION ALL ${ofViewings(team, window)}
        UNION ALL SELECT 'overdue', member_id, customer_id, 1 FROM overdue
      ) AS every (key, member_id, customer_id, n)
      WHERE key IS NOT NULL AND n > 0
      GROUP BY key, member_id, customer_id
      UNION ALL
      SELECT key, member_id, customer_id, sum(n)::numeric(20, 2) FROM (${ofDeals(team, window)})
        AS shared (key, member_id, customer_id, n)
      WHERE n > 0 GROUP BY key, member_id, customer_id
    )`;
}
