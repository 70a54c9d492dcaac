import { Prisma } from '../../../db/generated/client.ts';
import type { CountedTeam } from '../rules/snapshot.ts';
import type { DigestWindow } from '../rules/week.ts';

/** Registrations of the funnel's weeks, with how far each has come (1 interested, 2 negotiating, 3 closed). */
export function cohort({ teamId }: CountedTeam, { cohortFrom, until }: DigestWindow): Prisma.Sql {
  return Prisma.sql`
    cohort AS MATERIALIZED (
      SELECT c.id AS customer_id, coalesce(c.rep_id, c.registered_by_id) AS member_id, c.status, c.stage,
        c.registered_at, c.arrived_at, c.source, c.districts, c.completeness, c.last_effective_at
      FROM customers c
      WHERE c.team_id = ${teamId}::uuid AND c.registered_at >= ${cohortFrom} AND c.registered_at < ${until}
        AND c.status IN ('active', 'invalid')
    ),
    reached AS (
      SELECT p.customer_id, p.member_id, s.step
      FROM cohort p
      -- Lateral, so that only these customers' moves are looked up and not everybody's of all years.
      CROSS JOIN LATERAL (
        SELECT max(CASE m.to_stage WHEN 'interested' THEN 1 WHEN 'negotiating' THEN 2 WHEN 'closed' THEN 3 END) AS step
        FROM stage_moves m WHERE m.customer_id = p.customer_id AND m.at < ${until}
      ) s
      WHERE p.status = 'active' AND s.step IS NOT NULL
    ),
    untouched AS (
      SELECT p.customer_id, p.member_id FROM cohort p
      WHERE p.status = 'active' AND p.stage IN ('potential', 'interested', 'negotiating')
        AND (p.last_effective_at IS NULL OR p.last_effective_at >= ${until})
        AND NOT EXISTS (
          SELECT FROM interactions i
          WHERE i.customer_id = p.customer_id AND i.effective AND i.withdrawn_at IS NULL AND i.happened_at < ${until}
        )
    )`;
}

/** The key `cohort`, how far it has come, and who of it was never contacted. */
export function ofCohort(): Prisma.Sql {
  return Prisma.sql`
    SELECT 'cohort', member_id, customer_id, 1 FROM cohort WHERE status = 'active'
    UNION ALL
    SELECT step.key, r.member_id, r.customer_id, 1
    FROM reached r
    JOIN (VALUES ('cohortInterested', 1), ('cohortNegotiating', 2), ('cohortClosed', 3)) AS step (key, nth)
      ON r.step >= step.nth
    UNION ALL
    SELECT 'neverContacted', member_id, customer_id, 1 FROM untouched`;
}

/** The week's own registrations: each is in one source, one district (the first named), one of same day or late. */
export function ofRegistrations({ zone }: CountedTeam, { from }: DigestWindow): Prisma.Sql {
  return Prisma.sql`
    SELECT v.key, p.member_id, p.customer_id, v.n
    FROM cohort p
    CROSS JOIN LATERAL (VALUES
      ('registered', 1),
      ('source.' || coalesce(p.source, 'none'), 1),
      ('district.' || coalesce(p.districts[1], 'none'), 1),
      ('filled', p.completeness),
      ('incomplete', CASE WHEN p.completeness < 100 THEN 1 ELSE 0 END),
      (CASE WHEN (p.registered_at AT TIME ZONE ${zone})::date > (p.arrived_at AT TIME ZONE ${zone})::date
        THEN 'lateRegistered' ELSE 'sameDay' END, 1)
    ) AS v (key, n)
    WHERE p.status = 'active' AND p.registered_at >= ${from}
    UNION ALL
    SELECT 'invalid', member_id, customer_id, 1 FROM cohort WHERE status = 'invalid' AND registered_at >= ${from}`;
}

/**
 * Parties stamped at the reception (来客), mistaken presses left out: whether each was registered, or found to be a
 * customer, on the day it came (当日登记率). A party that left nothing counts without a customer.
 */
export function ofArrivals(
  { teamId, zone }: CountedTeam,
  { from, until }: DigestWindow,
): Prisma.Sql {
  return Prisma.sql`
    SELECT CASE WHEN a.outcome <> 'none' AND (a.closed_at AT TIME ZONE ${zone})::date = a.day
        THEN 'arrivalSameDay' ELSE 'arrivalRest' END, a.member_id, a.customer_id, 1
    FROM arrivals a
    WHERE a.team_id = ${teamId}::uuid AND a.voided_at IS NULL
      AND a.day BETWEEN (${from}::timestamptz AT TIME ZONE ${zone})::date
        AND (${until}::timestamptz AT TIME ZONE ${zone})::date
      AND a.at >= ${from} AND a.at < ${until}`;
}
