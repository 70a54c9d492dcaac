import type { Handle } from '../../../db/client.ts';
import { Prisma } from '../../../db/generated/client.ts';
import { PLANNED_ANEW } from '../../../db/prepared.ts';
import type { Conversion, Loss, Period, StageStay } from '../rules.ts';

/** Whose customers, and when. Invalid, merged and erased records are in no figure. */
export interface Scope {
  teamIds: string[];
  period: Pick<Period, 'from' | 'to'>;
}

/** By which part of a customer figures are told apart. */
export type By = 'rep' | 'source';

const keyOf = (by: By): Prisma.Sql =>
  by === 'rep'
    ? Prisma.sql`coalesce(c.rep_id, c.registered_by_id)::text`
    : Prisma.sql`coalesce(c.source, 'none')`;

/**
 * Conversion by rep or source: the cohort of the period with how far it came until now, and beside it what
 * was closed in the period, whenever it was registered.
 */
export async function listConversions(
  db: Handle,
  { teamIds, period }: Scope,
  by: By,
): Promise<Conversion[]> {
  const { from, to } = period;
  return db.$queryRaw<Conversion[]>`
    ${Prisma.raw(PLANNED_ANEW)}
    WITH cohort AS (
      SELECT ${keyOf(by)} AS key, c.stage, c.registered_at, s.step, s.closed_at
      FROM customers c
      CROSS JOIN LATERAL (
        SELECT max(CASE m.to_stage WHEN 'interested' THEN 1 WHEN 'negotiating' THEN 2 WHEN 'closed' THEN 3 END) AS step,
          min(m.at) FILTER (WHERE m.to_stage = 'closed') AS closed_at
        FROM stage_moves m WHERE m.customer_id = c.id
      ) s
      WHERE c.team_id = ANY(${teamIds}::uuid[]) AND c.status = 'active'
        AND c.registered_at >= ${from} AND c.registered_at < ${to}
    ), of_cohort AS (
      SELECT key, count(*)::int AS cohort, (count(*) FILTER (WHERE step >= 1))::int AS interested,
        (count(*) FILTER (WHERE step >= 2))::int AS negotiating, (count(*) FILTER (WHERE step >= 3))::int AS closed_of,
        (count(*) FILTER (WHERE stage = 'lost'))::int AS lost_of,
        percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM closed_at - registered_at) / 86400)
          FILTER (WHERE closed_at IS NOT NULL) AS days
      FROM cohort GROUP BY key
    ), of_period AS (
      SELECT ${keyOf(by)} AS key, count(DISTINCT c.id)::int AS closed_in,
        (count(DISTINCT c.id) FILTER (WHERE c.referrer_id IS NOT NULL))::int AS referred_in
      FROM stage_moves m JOIN customers c ON c.id = m.customer_id
      WHERE m.to_stage = 'closed' AND m.at >= ${from} AND m.at < ${to}
        AND c.team_id = ANY(${teamIds}::uuid[]) AND c.status = 'active'
      GROUP BY 1
    )
    SELECT key, coalesce(a.cohort, 0) AS cohort, coalesce(a.interested, 0) AS interested,
      coalesce(a.negotiating, 0) AS negotiating, coalesce(a.closed_of, 0) AS "closedOf",
      coalesce(a.lost_of, 0) AS "lostOf", a.days AS "daysToClose", coalesce(p.closed_in, 0) AS "closedIn",
      coalesce(p.referred_in, 0) AS "referredIn"
    FROM of_cohort a FULL JOIN of_period p USING (key)
    ORDER BY cohort DESC, "closedIn" DESC, key`;
}

/** Which way a move goes: the stages before the deal have an order, the others do not. */
const WAY = Prisma.sql`
  CASE WHEN next_stage = 'lost' THEN 'lost'
    WHEN array_position(ARRAY['potential', 'interested', 'negotiating', 'closed'], next_stage) >
      array_position(ARRAY['potential', 'interested', 'negotiating', 'closed'], stage) THEN 'onward'
    WHEN next_stage IS NOT NULL THEN 'back' END`;

/** Stays in every stage: who came in and who left in the period, which way, and how long they had stayed. */
export async function listStays(db: Handle, { teamIds, period }: Scope): Promise<StageStay[]> {
  const { from, to } = period;
  return db.$queryRaw<StageStay[]>`
    ${Prisma.raw(PLANNED_ANEW)}
    WITH touched AS (
      SELECT DISTINCT m.customer_id FROM stage_moves m JOIN customers c ON c.id = m.customer_id
      WHERE m.at >= ${from} AND m.at < ${to} AND c.team_id = ANY(${teamIds}::uuid[]) AND c.status = 'active'
    ), stays AS (
      SELECT m.to_stage AS stage, m.at AS began,
        lead(m.at) OVER mine AS ended, lead(m.to_stage) OVER mine AS next_stage
      FROM stage_moves m JOIN touched USING (customer_id)
      WINDOW mine AS (PARTITION BY m.customer_id ORDER BY m.at, m.id)
    ), judged AS (
      SELECT stage, began >= ${from} AND began < ${to} AS came, coalesce(ended >= ${from} AND ended < ${to}, false) AS left_it,
        ${WAY} AS way, extract(epoch FROM ended - began) / 86400 AS days
      FROM stays
    )
    SELECT stage, (count(*) FILTER (WHERE came))::int AS entered,
      (count(*) FILTER (WHERE left_it AND way = 'onward'))::int AS onward,
      (count(*) FILTER (WHERE left_it AND way = 'back'))::int AS back,
      (count(*) FILTER (WHERE left_it AND way = 'lost'))::int AS lost,
      percentile_cont(0.5) WITHIN GROUP (ORDER BY days) FILTER (WHERE left_it) AS days
    FROM judged WHERE came OR left_it GROUP BY stage
    ORDER BY array_position(ARRAY['potential', 'interested', 'negotiating', 'closed', 'lost'], stage)`;
}

/** Why customers were lost in the period, from which stage: the last loss of each. */
export async function listLosses(db: Handle, { teamIds, period }: Scope): Promise<Loss[]> {
  const { from, to } = period;
  return db.$queryRaw<Loss[]>`
    ${Prisma.raw(PLANNED_ANEW)}
    SELECT reason, stage, count(*)::int AS n
    FROM (
      SELECT DISTINCT ON (m.customer_id) coalesce(m.reason, 'other') AS reason, coalesce(m.from_stage, 'potential') AS stage
      FROM stage_moves m JOIN customers c ON c.id = m.customer_id
      WHERE m.to_stage = 'lost' AND m.at >= ${from} AND m.at < ${to}
        AND c.team_id = ANY(${teamIds}::uuid[]) AND c.status = 'active'
      ORDER BY m.customer_id, m.at DESC, m.id DESC
    ) l GROUP BY reason, stage ORDER BY n DESC, reason, stage`;
}

/** How many were lost in the period, by rep or source: the same customers as `listLosses`. */
export async function listLossesBy(
  db: Handle,
  { teamIds, period }: Scope,
  by: By,
): Promise<{ key: string; reason: string; n: number }[]> {
  const { from, to } = period;
  return db.$queryRaw`
    ${Prisma.raw(PLANNED_ANEW)}
    SELECT key, reason, count(*)::int AS n
    FROM (
      SELECT DISTINCT ON (m.customer_id) coalesce(m.reason, 'other') AS reason, ${keyOf(by)} AS key
      FROM stage_moves m JOIN customers c ON c.id = m.customer_id
      WHERE m.to_stage = 'lost' AND m.at >= ${from} AND m.at < ${to}
        AND c.team_id = ANY(${teamIds}::uuid[]) AND c.status = 'active'
      ORDER BY m.customer_id, m.at DESC, m.id DESC
    ) l GROUP BY key, reason ORDER BY n DESC, key, reason`;
}
