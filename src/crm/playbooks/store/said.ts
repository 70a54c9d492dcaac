import type { Handle } from '../../../db/client.ts';
import type { Step, StepText } from '../schema.ts';

/** What a follow-up's step says: the office's own words, or the native ones of its stage and key. */
export interface SaidStep {
  stepId: string;
  stage: string;
  key: string;
  text: StepText | null;
}

/** What steps say, by their id. */
export async function findSaidSteps(
  db: Handle,
  stepIds: readonly (string | null | undefined)[],
): Promise<Map<string, SaidStep>> {
  const ids = stepIds.filter((id) => id);
  if (ids.length === 0) return new Map();
  const rows = await db.$queryRaw<(Omit<SaidStep, 'text'> & { step: unknown })[]>`
    SELECT s.id AS "stepId", r.stage, s.key, (SELECT e FROM playbook_versions v, jsonb_array_elements(v.steps) e
      WHERE v.id = r.version_id AND e ->> 'key' = s.key) AS step
    FROM playbook_steps s JOIN playbook_runs r ON r.id = s.run_id WHERE s.id = ANY(${ids}::uuid[])`;
  return new Map(
    rows.map(({ step, ...said }) => [
      said.stepId,
      { ...said, text: (step as Pick<Step, 'text'> | null)?.text ?? null },
    ]),
  );
}
