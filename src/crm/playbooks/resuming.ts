import type { Work } from '../../db/transact.ts';
import { civilDay } from '../../lib/calendar/index.ts';
import { findTeam } from '../access/store.ts';
import { officeHours, type Settings } from '../settings/rules.ts';
import { openingOf, resumedDay } from './rules.ts';
import { listRunSteps, type Run } from './store/runs.ts';
import { daysOf, getSteps } from './store/versions.ts';

/**
 * A plan that rested goes on: what is left of it comes after what was left of the way. A step whose
 * follow-up was dropped when the plan rested is given again. Nothing for one that runs.
 */
export async function resumeRun(
  work: Work,
  run: Run,
  { teamId, settings }: { teamId: string; settings: Settings },
): Promise<void> {
  const { tx, now } = work;
  if (run.state !== 'paused' || !run.pausedAt) return;
  const zone = (await findTeam(tx, teamId))?.zone ?? 'UTC';
  const desk = { settings, zone };
  const office = officeHours(settings, zone);
  const [paused, today] = [civilDay(run.pausedAt, zone), civilDay(now, zone)];
  const definition = await getSteps(tx, run.stage, run.versionId);
  for (const step of await listRunSteps(tx, [run.id])) {
    if (step.stand !== 'waiting') continue;
    const due = civilDay(step.dueAt, zone);
    const day = resumedDay({ paused, due, days: daysOf(definition, step.key) }, today, office);
    await tx.playbookStep.update({
      where: { id: step.id },
      data: { state: 'waiting', dueAt: openingOf(day, desk) },
    });
  }
  await tx.playbookRun.update({
    where: { id: run.id },
    data: { state: 'running', pausedAt: null, pauseWhy: null },
  });
}
