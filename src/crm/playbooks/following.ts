import type { Work } from '../../db/transact.ts';
import { findTeam } from '../access/store.ts';
import { writeFollowUp } from '../followups/changes.ts';
import { findFollowUp } from '../followups/store.ts';
import type { Settings } from '../settings/rules.ts';
import { stepDue } from './rules.ts';
import type { Step } from './schema.ts';
import {
  insertSteps,
  listRunSteps,
  type Run,
  type RunStep,
  saveStep,
  setVersion,
} from './store/runs.ts';
import { getSteps } from './store/versions.ts';

/**
 * Lets a running plan go by another version: steps that are in it no more end, one that moved and is not
 * given yet moves, a new one is added unless its day is over. What was done or skipped stays so.
 */
export async function followVersion(
  work: Work,
  run: Run,
  to: { versionId: string; steps: readonly Step[]; teamId: string; settings: Settings },
): Promise<void> {
  const zone = (await findTeam(work.tx, to.teamId))?.zone ?? 'UTC';
  const desk = { settings: to.settings, zone };
  const before = await getSteps(work.tx, run.stage, run.versionId);
  const rows = await listRunSteps(work.tx, [run.id]);
  for (const row of rows) {
    const step = to.steps.find(({ key }) => key === row.key);
    const was = before.find(({ key }) => key === row.key);
    if (!step && was) await endStep(work, row);
    if (!step) continue;
    const moved = was && (was.after !== step.after || was.days !== step.days);
    const { kind, role } = step;
    await saveStep(work, row.id, {
      position: to.steps.indexOf(step),
      ...(row.state === 'waiting' && { kind, role }),
      ...(row.state === 'waiting' && moved && { dueAt: stepDue(run.startedAt, step, desk) }),
    });
  }
  const known = new Set(rows.map(({ key }) => key));
  for (const [nth, step] of to.steps.entries()) {
    if (known.has(step.key)) continue;
    const dueAt = stepDue(run.startedAt, step, desk);
    if (dueAt > work.now) await insertSteps(work, run.id, [{ ...step, dueAt }], nth);
  }
  await setVersion(work, run.id, to.versionId);
}

async function endStep(work: Work, row: RunStep): Promise<void> {
  if (row.stand !== 'waiting' && row.stand !== 'open') return;
  await saveStep(work, row.id, { state: 'ended', closedAt: work.now });
  const carrying = row.stand === 'open' ? await findFollowUp(work.tx, row.followUp!.id) : null;
  if (!carrying) return;
  const gone = { state: 'cancelled', cancelReason: 'stage_left', closedAt: work.now };
  const alone = { stepId: null, stepAs: null, limitAt: null };
  await writeFollowUp(work, carrying, carrying.stepAs === 'along' ? alone : gone);
}
