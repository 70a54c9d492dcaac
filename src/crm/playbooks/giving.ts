import type { Work } from '../../db/transact.ts';
import { civilDay, startOfDay } from '../../lib/calendar/index.ts';
import { findTeam, listActiveMembers, type Member } from '../access/store.ts';
import { audit } from '../audit/audit.ts';
import { openLocked } from '../customers/lock.ts';
import type { CustomerFile } from '../customers/store.ts';
import { writeFollowUp } from '../followups/changes.ts';
import { insertFollowUp, listOpenOf } from '../followups/store.ts';
import { getSettings } from '../settings/store.ts';
import { type Desk, givenDay, limitOf, openingOf, takesAlong } from './rules.ts';
import type { StepRole } from './schema.ts';
import { hadStepSince } from './store/due.ts';
import { listLiveRuns, listRunSteps, type Run, type RunStep } from './store/runs.ts';
import { getSteps } from './store/versions.ts';

/** Somebody else was faster, or the customer moved on: nothing is written. */
export class NothingToGive extends Error {}

/**
 * Gives a step to whom it belongs, as a follow-up the nudges carry. A plan of that person's own for the
 * same customer, due by that day, takes the step along instead: nobody is sent twice on a day.
 */
export async function giveStep(
  work: Work,
  { stepId, customerId }: { stepId: string; customerId: string },
): Promise<{ id: string }> {
  const file = await openLocked(work, customerId);
  const run = (await listLiveRuns(work.tx, customerId)).find(({ stage }) => stage === file?.stage);
  if (!file?.repId || file.status !== 'active' || run?.state !== 'running')
    throw new NothingToGive();
  const step = (await listRunSteps(work.tx, [run.id])).find(({ id }) => id === stepId);
  if (step?.state !== 'waiting') throw new NothingToGive();
  const settings = await getSettings(work.tx, file.teamId, work.now);
  const desk = { settings, zone: (await findTeam(work.tx, file.teamId))?.zone ?? 'UTC' };
  const member = await whoDoes(work, file, step.role as StepRole);
  const followUpId = await place(work, { file, run, step, desk, member });
  await work.tx.playbookStep.update({ where: { id: step.id }, data: { state: 'given' } });
  audit(work, {
    actor: 'system',
    action: 'playbook.give',
    subject: { kind: 'follow-up', id: followUpId },
    customer: file,
    details: { stage: run.stage, step: step.key, to: member.id },
  });
  return { id: followUpId };
}

interface Placing {
  file: CustomerFile;
  run: Run;
  step: RunStep;
  desk: Desk;
  member: { id: string; zone: string };
}

async function place(work: Work, { file, run, step, desk, member }: Placing): Promise<string> {
  const { now } = work;
  const today = startOfDay(civilDay(now, desk.zone), desk.zone);
  const of = { customerId: file.id, role: step.role };
  const hadOneToday = await hadStepSince(work.tx, of, today);
  const day = givenDay(step, { now, hadOneToday }, desk);
  const dueAt = openingOf(day, desk);
  const definition = (await getSteps(work.tx, run.stage, run.versionId)).find(
    ({ key }) => key === step.key,
  );
  const carried = { stepId: step.id, limitAt: limitOf(dueAt, definition?.limit ?? null, desk) };
  const open = await listOpenOf(work.tx, file.id);
  const plan = open.find(
    (row) => row.memberId === member.id && !row.stepId && takesAlong(row, day, desk.zone),
  );
  if (plan) {
    await writeFollowUp(work, plan, { ...carried, stepAs: 'along' });
    return plan.id;
  }
  return insertFollowUp(work, file.dataKey, {
    customerId: file.id,
    memberId: member.id,
    dueAt,
    grain: 'day',
    zone: desk.zone,
    what: null,
    createdById: member.id,
    ...carried,
    stepAs: step.kind,
  });
}

/** Who does a step: where nobody has that role in the team, whoever stands nearest to it. */
async function whoDoes(
  work: Work,
  file: CustomerFile,
  role: StepRole,
): Promise<Pick<Member, 'id' | 'zone'>> {
  const members = await listActiveMembers(work.tx, [file.teamId]);
  const found =
    (role === 'reviewer' && members.find((one) => one.role === 'reviewer')) ||
    (role !== 'rep' && members.find((one) => one.role === 'manager'));
  return found || members.find(({ id }) => id === file.repId) || { id: file.repId!, zone: 'UTC' };
}
