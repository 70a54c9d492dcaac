import type { Handle } from '../../../db/client.ts';
import type { Stage } from '../../customers/fields.ts';
import { NATIVE } from '../native.ts';
import { type Step, type StepDays, stepsSchema } from '../schema.ts';

/** A playbook in force: its steps, and which version they are of; null: the native one. */
export interface Playbook {
  versionId: string | null;
  /** Counts up with every change; 0 for the native one. */
  number: number;
  /** Whose it is: the team's own, the office's, or native. */
  of: 'team' | 'office' | 'native';
  steps: readonly Step[];
}

interface VersionRow {
  id: string;
  teamId: string | null;
  number: number;
  steps: unknown;
}

/** The playbook of a stage for a team (null: the office): its own, else the office's, else the native one. */
export async function getPlaybook(
  db: Handle,
  teamId: string | null,
  stage: Stage,
): Promise<Playbook> {
  const rows = await db.$queryRaw<VersionRow[]>`
    SELECT DISTINCT ON (team_id) id, team_id AS "teamId", number, steps FROM playbook_versions
    WHERE stage = ${stage} AND (team_id IS NULL OR team_id = ${teamId}::uuid)
    ORDER BY team_id, number DESC`;
  const own = rows.find((row) => row.teamId !== null && row.steps !== null);
  const row = own ?? rows.find((one) => one.teamId === null);
  if (!row) return { versionId: null, number: 0, of: 'native', steps: NATIVE[stage] };
  const { id: versionId, number } = row;
  return { versionId, number, of: own ? 'team' : 'office', steps: stepsSchema.parse(row.steps) };
}

/** The steps of a version; the native ones for null. */
export async function getSteps(
  db: Handle,
  stage: string,
  versionId: string | null,
): Promise<readonly Step[]> {
  if (versionId === null) return NATIVE[stage as Stage];
  const row = await db.playbookVersion.findUniqueOrThrow({ where: { id: versionId } });
  return stepsSchema.parse(row.steps ?? []);
}

/** In which days a step of a version is counted; calendar days for one that is not in it any more. */
export const daysOf = (steps: readonly Step[], key: string): StepDays =>
  steps.find((one) => one.key === key)?.days ?? 'calendar';
