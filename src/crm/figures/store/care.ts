import { z } from 'zod';
import type { Handle } from '../../../db/client.ts';
import { Prisma } from '../../../db/generated/client.ts';
import { PLANNED_ANEW } from '../../../db/prepared.ts';
import type { CareFigures, StepFigures } from '../rules.ts';
import type { Scope } from './conversion.ts';

const careRow = z.object({
  parties: z.number(),
  closed: z.number(),
  firstVisits: z.number(),
  cameAgain: z.number(),
  referred: z.number(),
  satisfaction: z.array(
    z.object({ repId: z.string().nullable(), n: z.number(), sum: z.number(), low: z.number() }),
  ),
});

/** Viewings and deals, first visits and who came again, referrals, satisfaction. `low`: the highest low score. */
export async function readCareFigures(
  db: Handle,
  { teamIds, period }: Scope,
  low: number,
): Promise<CareFigures> {
  const { from, to } = period;
  const ours = Prisma.sql`c.team_id = ANY(${teamIds}::uuid[]) AND c.status = 'active'`;
  const [row] = await db.$queryRaw<{ figures: unknown }[]>`
    ${Prisma.raw(PLANNED_ANEW)}
    WITH closed AS (
      SELECT DISTINCT c.id, c.referrer_id FROM stage_moves m JOIN customers c ON c.id = m.customer_id
      WHERE m.to_stage = 'closed' AND m.at >= ${from} AND m.at < ${to} AND ${ours}
    ), visits AS (
      SELECT c.id, f.first_at, f.n
      FROM customers c CROSS JOIN LATERAL (
        SELECT min(i.happened_at) AS first_at, count(*) AS n FROM interactions i
        WHERE i.customer_id = c.id AND i.kind IN ('visit', 'revisit') AND i.effective AND i.withdrawn_at IS NULL
      ) f
      WHERE ${ours} AND c.visit_count > 0 AND f.first_at >= ${from} AND f.first_at < ${to}
    ), said AS (
      SELECT s.rep_id, s.score FROM satisfactions s JOIN customers c ON c.id = s.customer_id
      WHERE s.answered_at >= ${from} AND s.answered_at < ${to} AND ${ours}
    )
    SELECT json_build_object(
      'parties', (SELECT count(*) FROM viewings v JOIN customers c ON c.id = v.customer_id
        WHERE v.state <> 'cancelled' AND v.outcome IN ('came', 'late') AND v.starts_at >= ${from}
          AND v.starts_at < ${to} AND ${ours}),
      'closed', (SELECT count(*) FROM closed),
      'firstVisits', (SELECT count(*) FROM visits),
      'cameAgain', (SELECT count(*) FROM visits WHERE n >= 2),
      'referred', (SELECT count(*) FROM closed WHERE referrer_id IS NOT NULL),
      'satisfaction', coalesce((SELECT json_agg(json_build_object('repId', rep_id, 'n', n, 'sum', sum, 'low', low)
          ORDER BY n DESC, rep_id)
        FROM (SELECT rep_id, count(*) AS n, sum(score) AS sum, count(*) FILTER (WHERE score <= ${low}) AS low
          FROM said GROUP BY rep_id) r), '[]')
    ) AS figures`;
  return careRow.parse(row!.figures);
}

/**
 * What became of the playbooks' steps that were due in the period. A step that a follow-up carries stands as
 * that follow-up does; one that ended with its stage counts nowhere. `locale` is that of an own step's words.
 */
export async function listSteps(
  db: Handle,
  { teamIds, period }: Scope,
  at: { now: Date; locale: string },
): Promise<StepFigures[]> {
  const { from, to } = period;
  return db.$queryRaw<StepFigures[]>`
    ${Prisma.raw(PLANNED_ANEW)}
    WITH steps AS (
      SELECT r.stage, s.key, s.position, s.due_at, r.version_id,
        CASE WHEN s.state = 'given' THEN
          CASE WHEN f.state = 'done' OR f.cancel_reason = 'done_elsewhere' THEN 'done'
            WHEN f.state = 'cancelled' AND f.cancel_reason IN ('not_needed', 'customer_asked', 'mistake') THEN 'skipped'
            WHEN f.state = 'cancelled' THEN 'ended' ELSE 'open' END
          ELSE s.state END AS state
      FROM playbook_steps s
      JOIN playbook_runs r ON r.id = s.run_id
      JOIN customers c ON c.id = r.customer_id AND c.team_id = ANY(${teamIds}::uuid[]) AND c.status = 'active'
      LEFT JOIN LATERAL (
        SELECT f.state, f.cancel_reason FROM follow_ups f WHERE f.step_id = s.id
        ORDER BY f.state = 'open' DESC, f.state = 'done' DESC, f.closed_at DESC, f.id DESC LIMIT 1
      ) f ON true
      WHERE s.due_at >= ${from} AND s.due_at < ${to} AND s.due_at <= ${at.now} AND s.state <> 'ended'
    )
    SELECT s.stage, s.key, max(t.title) AS text, count(*)::int AS due,
      (count(*) FILTER (WHERE s.state = 'done'))::int AS done,
      (count(*) FILTER (WHERE s.state = 'skipped'))::int AS skipped,
      (count(*) FILTER (WHERE s.state NOT IN ('done', 'skipped')))::int AS open
    FROM steps s
    LEFT JOIN LATERAL (
      SELECT e -> 'text' -> 'title' ->> ${at.locale} AS title
      FROM playbook_versions v, jsonb_array_elements(v.steps) e
      WHERE v.id = s.version_id AND e ->> 'key' = s.key
    ) t ON true
    WHERE s.state <> 'ended'
    GROUP BY s.stage, s.key
    ORDER BY array_position(ARRAY['potential', 'interested', 'negotiating', 'closed', 'lost'], s.stage),
      min(s.position)`;
}
