import { z } from 'zod';
import type { Handle } from '../../../db/client.ts';
import type { Work } from '../../../db/transact.ts';
import { newId } from '../../../lib/id.ts';
import { type StepStand, standOf } from '../rules.ts';
import type { Step } from '../schema.ts';

/** A customer's way through one playbook. */
export interface Run {
  id: string;
  customerId: string;
  stage: string;
  versionId: string | null;
  startedAt: Date;
  state: string;
  pausedAt: Date | null;
  pauseWhy: string | null;
}

/** The runs of a customer that are not over: at most one of each stage. */
export async function listLiveRuns(db: Handle, customerId: string): Promise<Run[]> {
  return db.playbookRun.findMany({ where: { customerId, state: { not: 'ended' } } });
}

/** A step as a run begins it. */
export type NewStep = Pick<Step, 'key' | 'kind' | 'role'> & { dueAt: Date };

/** Writes a run with its steps; answers its id. `pausedWhy`: nobody works on the customer yet. */
export async function insertRun(
  work: Work,
  run: { customerId: string; stage: string; versionId: string | null; pausedWhy: string | null },
  steps: readonly NewStep[],
): Promise<string> {
  const { tx, now } = work;
  const id = newId(now);
  const { pausedWhy, ...rest } = run;
  await tx.playbookRun.create({
    data: {
      id,
      ...rest,
      startedAt: now,
      ...(pausedWhy
        ? { state: 'paused', pausedAt: now, pauseWhy: pausedWhy }
        : { state: 'running' }),
    },
  });
  await insertSteps(work, id, steps, 0);
  return id;
}

/** Writes steps of a run, from a position on. */
export async function insertSteps(
  work: Work,
  runId: string,
  steps: readonly NewStep[],
  first: number,
): Promise<void> {
  await work.tx.playbookStep.createMany({
    data: steps.map(({ key, kind, role, dueAt }, nth) => ({
      id: newId(work.now),
      runId,
      key,
      position: first + nth,
      kind,
      role,
      dueAt,
    })),
  });
}

/** Ends a run with whatever of it was not given yet. */
export async function endRun(work: Work, id: string, why: 'left' | 'undone'): Promise<void> {
  const { tx, now } = work;
  await tx.playbookRun.update({
    where: { id },
    data: { state: 'ended', endedAt: now, endWhy: why, pausedAt: null, pauseWhy: null },
  });
  await tx.playbookStep.updateMany({
    where: { runId: id, state: 'waiting' },
    data: { state: 'ended', closedAt: now },
  });
}

/** An ended run as it was before; `paused` says since when and why it rested, if it did. */
export async function reviveRun(
  work: Work,
  id: string,
  paused: { at: Date; why: string } | null,
): Promise<void> {
  const { tx } = work;
  await tx.playbookRun.update({
    where: { id },
    data: {
      endedAt: null,
      endWhy: null,
      ...(paused
        ? { state: 'paused', pausedAt: paused.at, pauseWhy: paused.why }
        : { state: 'running', pausedAt: null, pauseWhy: null }),
    },
  });
  await tx.playbookStep.updateMany({
    where: { runId: id, state: 'ended' },
    data: { state: 'waiting', closedAt: null },
  });
}

/** A step of a run with the follow-up that carries it and where it stands. */
export interface RunStep {
  id: string;
  runId: string;
  key: string;
  position: number;
  kind: string;
  role: string;
  dueAt: Date;
  state: string;
  skipReason: string | null;
  closedAt: Date | null;
  followUp: {
    id: string;
    memberId: string;
    state: string;
    cancelReason: string | null;
    dueAt: Date;
    closedAt: Date | null;
  } | null;
  stand: StepStand;
}

const followUpSchema = z
  .object({
    id: z.string(),
    memberId: z.string(),
    state: z.string(),
    cancelReason: z.string().nullable(),
    dueAt: z.coerce.date(),
    closedAt: z.coerce.date().nullable(),
  })
  .nullable();

/** The steps of runs in their order. Of several follow-ups that carried a step, the one that counts. */
export async function listRunSteps(db: Handle, runIds: string[]): Promise<RunStep[]> {
  const rows = await db.$queryRaw<(Omit<RunStep, 'followUp' | 'stand'> & { followUp: unknown })[]>`
    SELECT s.id, s.run_id AS "runId", s.key, s.position, s.kind, s.role, s.due_at AS "dueAt", s.state,
      s.skip_reason AS "skipReason", s.closed_at AS "closedAt",
      (SELECT jsonb_build_object('id', f.id, 'memberId', f.member_id, 'state', f.state,
          'cancelReason', f.cancel_reason, 'dueAt', f.due_at, 'closedAt', f.closed_at)
        FROM follow_ups f WHERE f.step_id = s.id
        ORDER BY f.state = 'open' DESC, f.state = 'done' DESC, f.closed_at DESC, f.id DESC LIMIT 1) AS "followUp"
    FROM playbook_steps s WHERE s.run_id = ANY(${runIds}::uuid[]) ORDER BY s.position`;
  return rows.map((row) => {
    const followUp = followUpSchema.parse(row.followUp);
    return { ...row, followUp, stand: standOf({ ...row, followUp }) };
  });
}

/** Where a step belongs, and on whose list it is; null for one that is none. */
export async function findStepPlace(
  db: Handle,
  stepId: string,
): Promise<{ runId: string; customerId: string; memberId: string | null } | null> {
  const [row] = await db.$queryRaw<
    { runId: string; customerId: string; memberId: string | null }[]
  >`
    SELECT s.run_id AS "runId", coalesce(c.merged_into_id, c.id) AS "customerId",
      (SELECT f.member_id FROM follow_ups f WHERE f.step_id = s.id AND f.state = 'open' LIMIT 1) AS "memberId"
    FROM playbook_steps s JOIN playbook_runs r ON r.id = s.run_id JOIN customers c ON c.id = r.customer_id
    WHERE s.id = ${stepId}::uuid`;
  return row ?? null;
}

/** What of a step changes in its life. */
export interface StepChange {
  state?: 'waiting' | 'given' | 'done' | 'skipped' | 'ended';
  dueAt?: Date;
  position?: number;
  kind?: string;
  role?: string;
  closedAt?: Date | null;
  closedById?: string | null;
  skipReason?: string | null;
}

/** Writes a change of a step. */
export async function saveStep(work: Work, id: string, change: StepChange): Promise<void> {
  await work.tx.playbookStep.update({ where: { id }, data: change });
}

/** Lets a run go by another version. */
export async function setVersion(work: Work, id: string, versionId: string | null): Promise<void> {
  await work.tx.playbookRun.update({ where: { id }, data: { versionId } });
}
