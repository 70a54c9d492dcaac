import type { Handle } from '../../../db/client.ts';

/** A step that is to be given, and whose. */
export interface DueStep {
  stepId: string;
  customerId: string;
}

/**
 * Steps whose day has come by `before`, of customers somebody works on in that stage, soonest first: of
 * those of one role the first only, and none while the one before is still on somebody's list.
 */
export async function listDueSteps(
  db: Handle,
  { before, reviewFirst, limit }: { before: Date; reviewFirst: string[]; limit: number },
): Promise<DueStep[]> {
  return db.$queryRaw<DueStep[]>`
    SELECT s.id AS "stepId", r.customer_id AS "customerId"
    FROM playbook_steps s JOIN playbook_runs r ON r.id = s.run_id AND r.state = 'running'
      JOIN customers c ON c.id = r.customer_id AND c.stage = r.stage AND c.status = 'active' AND c.rep_id IS NOT NULL
    WHERE s.state = 'waiting' AND s.due_at <= ${before}
      AND NOT (c.team_id = ANY(${reviewFirst}::uuid[]) AND c.review_state IN ('waiting', 'asked', 'returned'))
      AND NOT EXISTS (SELECT FROM follow_ups f JOIN playbook_steps o ON o.id = f.step_id
        WHERE f.customer_id = r.customer_id AND f.state = 'open' AND o.role = s.role)
      AND NOT EXISTS (SELECT FROM playbook_steps o WHERE o.run_id = s.run_id AND o.role = s.role
        AND o.state = 'waiting' AND (o.due_at, o.position) < (s.due_at, s.position))
    ORDER BY s.due_at, s.id LIMIT ${limit}`;
}

/** Whether a step of this role was done or skipped for the customer since a moment. */
export async function hadStepSince(
  db: Handle,
  of: { customerId: string; role: string },
  since: Date,
): Promise<boolean> {
  const [row] = await db.$queryRaw<{ had: boolean }[]>`
    SELECT EXISTS (SELECT FROM playbook_steps s JOIN playbook_runs r ON r.id = s.run_id
      LEFT JOIN follow_ups f ON f.step_id = s.id
      WHERE r.customer_id = ${of.customerId}::uuid AND s.role = ${of.role}
        AND (f.closed_at >= ${since} OR (s.state IN ('done', 'skipped') AND s.closed_at >= ${since}))) AS had`;
  return row!.had;
}

/** Runs that rest although somebody works on the customer in that stage again. */
export async function listToResume(
  db: Handle,
  limit: number,
): Promise<{ id: string; customerId: string }[]> {
  return db.$queryRaw<{ id: string; customerId: string }[]>`
    SELECT r.id, r.customer_id AS "customerId" FROM playbook_runs r JOIN customers c ON c.id = r.customer_id
    WHERE r.state = 'paused' AND c.stage = r.stage AND c.status = 'active' AND c.rep_id IS NOT NULL
    ORDER BY r.id LIMIT ${limit}`;
}

/** A stage of a team that has a playbook to begin. */
export interface Beginning {
  teamId: string;
  stage: string;
}

/**
 * Customers who came into a stage since a moment without beginning its playbook: registered ones, and
 * those whom a merge moved. Whom an import brought is an old customer, who begins with the next move.
 */
export async function listFresh(
  db: Handle,
  { of, since, limit }: { of: readonly Beginning[]; since: Date; limit: number },
): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT DISTINCT c.id FROM jsonb_to_recordset(${JSON.stringify(of)}::jsonb) AS b("teamId" uuid, stage text)
      JOIN stage_moves m ON m.to_stage = b.stage AND m.at >= ${since}
      JOIN customers c ON c.id = m.customer_id AND c.stage = b.stage AND c.team_id = b."teamId" AND c.status = 'active'
    WHERE NOT EXISTS (SELECT FROM playbook_runs r WHERE r.customer_id = c.id AND r.stage = b.stage
        AND (r.state <> 'ended' OR r.started_at >= m.at))
      AND NOT (m.from_stage IS NULL AND EXISTS (SELECT FROM import_rows i WHERE i.customer_id = c.id))
    ORDER BY c.id LIMIT ${limit}`;
  return rows.map(({ id }) => id);
}
