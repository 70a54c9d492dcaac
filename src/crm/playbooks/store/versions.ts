import type { Handle } from '../../../db/client.ts';
import type { Work } from '../../../db/transact.ts';
import { newId } from '../../../lib/id.ts';
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
  /** Whether plans that were running when it was written go by it. */
  follows: boolean;
}

interface VersionRow {
  id: string;
  teamId: string | null;
  number: number;
  steps: unknown;
  follows: boolean;
}

/** The playbook of a stage for a team (null: the office): its own, else the office's, else the native one. */
export async function getPlaybook(
  db: Handle,
  teamId: string | null,
  stage: Stage,
): Promise<Playbook> {
  const rows = await db.$queryRaw<VersionRow[]>`
    SELECT DISTINCT ON (team_id) id, team_id AS "teamId", number, steps, follows FROM playbook_versions
    WHERE stage = ${stage} AND (team_id IS NULL OR team_id = ${teamId}::uuid)
    ORDER BY team_id, number DESC`;
  const own = rows.find((row) => row.teamId !== null && row.steps !== null);
  const row = own ?? rows.find((one) => one.teamId === null);
  if (!row)
    return { versionId: null, number: 0, of: 'native', steps: NATIVE[stage], follows: false };
  const { id: versionId, number, follows } = row;
  const steps = stepsSchema.parse(row.steps);
  return { versionId, number, of: own ? 'team' : 'office', steps, follows };
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

/** The newest number written for a team (null: the office) itself; 0 for none. */
export async function newestNumber(
  db: Handle,
  teamId: string | null,
  stage: string,
): Promise<number> {
  const row = await db.playbookVersion.findFirst({
    where: { teamId, stage },
    orderBy: { number: 'desc' },
    select: { number: true },
  });
  return row?.number ?? 0;
}

/** Writes a version; two at the same moment are told apart by the unique number. Answers its id. */
export async function insertVersion(
  work: Work,
  version: {
    teamId: string | null;
    stage: string;
    number: number;
    steps: readonly Step[] | null;
    byId: string;
  },
): Promise<string> {
  const id = newId(work.now);
  const { steps, byId, ...rest } = version;
  await work.tx.playbookVersion.create({
    data: {
      id,
      ...rest,
      ...(steps && { steps: stepsSchema.parse(steps) }),
      createdById: byId,
      createdAt: work.now,
    },
  });
  return id;
}

/** Notes that running plans follow a version. */
export async function setFollows(work: Work, id: string): Promise<void> {
  await work.tx.playbookVersion.update({ where: { id }, data: { follows: true } });
}

/** Plans of a stage that are not over and go by another version than the one in force for their team. */
export async function countBehind(
  db: Handle,
  { teamId, stage, versionId }: { teamId: string | null; stage: string; versionId: string | null },
): Promise<number> {
  const [row] = await db.$queryRaw<{ n: number }[]>`
    SELECT count(*)::int AS n FROM playbook_runs r JOIN customers c ON c.id = r.customer_id
    WHERE r.stage = ${stage} AND r.state <> 'ended' AND r.version_id IS DISTINCT FROM ${versionId}::uuid
      AND (${teamId}::uuid IS NULL OR c.team_id = ${teamId}::uuid)`;
  return row!.n;
}

/** A version that running plans follow, and the plans that do not go by it yet. */
export async function listToFollow(
  db: Handle,
  of: { teamId: string; stage: string; versionId: string },
  limit: number,
): Promise<{ id: string; customerId: string }[]> {
  return db.$queryRaw<{ id: string; customerId: string }[]>`
    SELECT r.id, r.customer_id AS "customerId" FROM playbook_runs r
      JOIN customers c ON c.id = r.customer_id AND c.team_id = ${of.teamId}::uuid AND c.status = 'active'
    WHERE r.stage = ${of.stage} AND r.state <> 'ended' AND r.version_id IS DISTINCT FROM ${of.versionId}::uuid
    ORDER BY r.id LIMIT ${limit}`;
}
