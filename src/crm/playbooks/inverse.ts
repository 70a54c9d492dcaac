import { z } from 'zod';
import type { Work } from '../../db/transact.ts';
import { Refusal } from '../../lib/refusal.ts';
import type { Change } from '../audit/rules.ts';
import type { CustomerFile } from '../customers/store.ts';
import { writeFollowUp } from '../followups/changes.ts';
import { listOpenOf } from '../followups/store.ts';
import { endRun, listLiveRuns, listRunSteps, reviveRun, saveStep } from './store/runs.ts';

const runStep = z.object({ runId: z.uuid() });
const reviveStep = runStep.extend({
  pausedAt: z.coerce.date().nullable(),
  pauseWhy: z.string().nullable(),
});

/** A plan that was started ends, and what was given of it is nobody's to do any more. */
export async function dropPlaybook(
  work: Work,
  file: CustomerFile,
  step: unknown,
): Promise<Change[]> {
  const { runId } = runStep.parse(step);
  const live = await listLiveRuns(work.tx, file.id);
  if (!live.some(({ id }) => id === runId)) return [];
  const steps = new Set((await listRunSteps(work.tx, [runId])).map(({ id }) => id));
  for (const row of await listOpenOf(work.tx, file.id)) {
    if (!row.stepId || !steps.has(row.stepId)) continue;
    const change =
      row.stepAs === 'along'
        ? { stepId: null, stepAs: null, limitAt: null }
        : { state: 'cancelled', cancelReason: 'undone', closedAt: work.now };
    await writeFollowUp(work, row, change);
  }
  await endRun(work, runId, 'undone');
  return [];
}

/** A plan that ended with its stage goes on as it was. */
export async function revivePlaybook(
  work: Work,
  file: CustomerFile,
  step: unknown,
): Promise<Change[]> {
  const { runId, pausedAt, pauseWhy } = reviveStep.parse(step);
  const run = await work.tx.playbookRun.findUnique({ where: { id: runId } });
  if (run?.customerId !== file.id || run.state !== 'ended') return [];
  await reviveRun(work, runId, pausedAt ? { at: pausedAt, why: pauseWhy ?? 'pool' } : null);
  return [];
}

/**
 * A customer is back in a stage because a merge was undone: what was begun since ends, and the plan of that
 * stage that ended since goes on.
 */
export async function returnToStage(
  work: Work,
  customerId: string,
  { stage, since }: { stage: string; since: Date },
): Promise<void> {
  for (const run of await listLiveRuns(work.tx, customerId)) {
    if (run.startedAt >= since && run.stage !== stage) await endRun(work, run.id, 'undone');
  }
  const ended = await work.tx.playbookRun.findFirst({
    where: { customerId, stage, endWhy: 'left', endedAt: { gte: since } },
    orderBy: { endedAt: 'desc' },
  });
  if (ended) await reviveRun(work, ended.id, null);
}

/** A step that was closed before it was given waits again; throws `undoChanged` when it was changed since. */
export async function reopenStep(
  work: Work,
  _file: CustomerFile,
  step: unknown,
): Promise<Change[]> {
  const { stepId } = z.object({ stepId: z.uuid() }).parse(step);
  const row = await work.tx.playbookStep.findUnique({ where: { id: stepId } });
  if (row?.state !== 'done' && row?.state !== 'skipped') throw new Refusal('undoChanged');
  await saveStep(work, stepId, {
    state: 'waiting',
    closedAt: null,
    closedById: null,
    skipReason: null,
  });
  return [];
}
