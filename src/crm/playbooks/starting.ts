import type { Work } from '../../db/transact.ts';
import { findTeam } from '../access/store.ts';
import type { Stage } from '../customers/fields.ts';
import { writeFollowUp } from '../followups/changes.ts';
import { listOpenOf } from '../followups/store.ts';
import type { Settings } from '../settings/rules.ts';
import { getSettings } from '../settings/store.ts';
import type { Step as UndoStep } from '../undo/store.ts';
import { resumeRun } from './resuming.ts';
import { stepDue } from './rules.ts';
import { endRun, insertRun, listLiveRuns, type Run } from './store/runs.ts';
import { getPlaybook } from './store/versions.ts';

/** Who enters which stage. `repId` null: nobody works on them yet, so the plan rests. */
export interface Entering {
  customerId: string;
  teamId: string;
  repId: string | null;
  stage: Stage;
  /** When to try to win a lost customer back, if a day was named. */
  winBackAt?: Date | null;
  /** When the stage was entered, where that is not this moment. */
  since?: Date;
}

/**
 * What entering a stage does to the plans of a customer: what is open of the stage that was left ends,
 * and the playbook of the new one starts. While a customer is lost, the plan of the stage before rests,
 * and goes on when they come back to that stage. The record must be written and locked. Answers the
 * steps back, for an undo.
 */
export async function enterStage(work: Work, entering: Entering): Promise<UndoStep[]> {
  const { customerId, teamId, stage } = entering;
  const settings = await getSettings(work.tx, teamId, work.now);
  const live = await listLiveRuns(work.tx, customerId);
  const resting = live.find((run) => run.stage === stage);
  const left = live.filter((run) => run !== resting && !(stage === 'lost' && isOfWork(run)));
  const back: UndoStep[] = [];
  for (const run of left) back.unshift(...(await leave(work, run)));
  if (resting) {
    if (entering.repId) await resumeRun(work, resting, { teamId, settings });
    return back;
  }
  const started = await start(work, entering, settings);
  return started ? [{ step: 'drop-playbook', runId: started }, ...back] : back;
}

const isOfWork = ({ stage }: Run): boolean => stage !== 'lost';

async function leave(work: Work, run: Run): Promise<UndoStep[]> {
  const steps: UndoStep[] = [];
  for (const row of await listOpenOf(work.tx, run.customerId)) {
    if (row.stepAs)
      steps.push(await writeFollowUp(work, row, row.stepAs === 'along' ? ALONE : left(work)));
  }
  await endRun(work, run.id, 'left');
  const { id: runId, pausedAt, pauseWhy } = run;
  return [
    ...steps,
    { step: 'revive-playbook', runId, pausedAt: pausedAt?.toISOString() ?? null, pauseWhy },
  ];
}

/** A person's own plan stays, without the step it took along. */
const ALONE = { stepId: null, stepAs: null, limitAt: null };

const left = (work: Work) => ({
  state: 'cancelled',
  cancelReason: 'stage_left',
  closedAt: work.now,
});

/** What somebody who lost a customer sets themselves: it is in no playbook, but goes the same way. */
const WIN_BACK = { key: 'win_back', kind: 'contact', role: 'rep' } as const;

/** Starts the playbook of a stage; null where it has no steps. */
async function start(
  work: Work,
  { customerId, teamId, repId, stage, winBackAt = null, since = work.now }: Entering,
  settings: Settings,
): Promise<string | null> {
  const playbook = await getPlaybook(work.tx, teamId, stage);
  const zone = (await findTeam(work.tx, teamId))?.zone ?? 'UTC';
  const planned = settings.playbooksRun ? playbook.steps : [];
  const steps = [
    ...planned.map((step) => ({ ...step, dueAt: stepDue(since, step, { settings, zone }) })),
    ...(winBackAt ? [{ ...WIN_BACK, dueAt: winBackAt }] : []),
  ];
  if (steps.length === 0) return null;
  const pausedWhy = repId ? null : 'pool';
  const { versionId } = playbook;
  return insertRun(work, { customerId, stage, versionId, pausedWhy }, steps);
}
