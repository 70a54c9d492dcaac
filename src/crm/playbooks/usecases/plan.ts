import { read, transact, type Work } from '../../../db/transact.ts';
import { Refusal } from '../../../lib/refusal.ts';
import { can, isTheirs, requirePermission } from '../../access/rules.ts';
import { audit } from '../../audit/audit.ts';
import type { Ctx } from '../../context.ts';
import { lockFile } from '../../customers/lock.ts';
import { type CustomerFile, type CustomerRecord, findCustomer } from '../../customers/store.ts';
import { writeFollowUp } from '../../followups/changes.ts';
import { findFollowUp } from '../../followups/store.ts';
import { offerUndo, type Step as UndoStep } from '../../undo/store.ts';
import { progressOf, type SkipReason, skipReasonOf } from '../rules.ts';
import {
  findStepPlace,
  listLiveRuns,
  listRunSteps,
  type RunStep,
  saveStep,
} from '../store/runs.ts';
import { findSaidSteps, type SaidStep } from '../store/said.ts';

/** A step of a customer's plan with what it says. */
export type PlanStep = Pick<RunStep, 'id' | 'role' | 'kind' | 'dueAt' | 'stand'> & {
  said: SaidStep;
  skipReason: string | null;
};

/** A customer's plan of the stage they are in; `state` null: there is none. */
export interface Plan {
  customer: CustomerRecord;
  now: Date;
  state: string | null;
  pauseWhy: string | null;
  steps: PlanStep[];
  over: number;
  all: number;
  mayChange: boolean;
}

/** How far a customer is in the playbook of its stage. */
export async function readPlan(ctx: Ctx, customerId: string): Promise<Plan> {
  return read(ctx, async ({ db, now }) => {
    const customer = await findCustomer(db, customerId);
    requirePermission(ctx.actor, 'playbook:see', customer);
    const run = (await listLiveRuns(db, customerId)).find(({ stage }) => stage === customer.stage);
    const rows = run ? await listRunSteps(db, [run.id]) : [];
    const said = await findSaidSteps(
      db,
      rows.map(({ id }) => id),
    );
    const steps = rows
      .filter(({ stand }) => stand !== 'ended')
      .map((row) => ({
        ...row,
        dueAt: row.stand === 'open' && row.followUp ? row.followUp.dueAt : row.dueAt,
        said: said.get(row.id)!,
        skipReason: row.stand === 'skipped' ? skipReasonOf(row) : null,
      }));
    const { over, all } = progressOf(steps);
    return {
      customer,
      now,
      state: run?.state ?? null,
      pauseWhy: run?.pauseWhy ?? null,
      steps,
      over,
      all,
      mayChange: can(ctx.actor, 'playbook:do', customer),
    };
  });
}

/** A step that is to be skipped, for the form. */
export async function readStep(
  ctx: Ctx,
  stepId: string,
): Promise<{ said: SaidStep; customer: CustomerRecord }> {
  return read(ctx, async ({ db }) => {
    const place = await findStepPlace(db, stepId);
    const customer = place && (await findCustomer(db, place.customerId));
    const said = (await findSaidSteps(db, [stepId])).get(stepId);
    if (!customer || !said) throw new Refusal('notAllowed');
    const isGiven = place.memberId && isTheirs(ctx.actor, place.memberId, customer.teamId);
    if (!isGiven) requirePermission(ctx.actor, 'playbook:do', customer);
    return { said, customer };
  });
}

/** What became of a step, and the offer to take it back. */
export type StepChanged = {
  kind: 'skip' | 'done';
  customerId: string;
  number: number;
  undoId: string;
};

/** Leaves a step out, with a reason of the list: it is never given again, and the figures name it. */
export const skipStep = (ctx: Ctx, stepId: string, reason: SkipReason): Promise<StepChanged> =>
  closeStep(ctx, stepId, { kind: 'skip', reason });

/** A step that is done, whether or not its day has come. */
export const finishStep = (ctx: Ctx, stepId: string): Promise<StepChanged> =>
  closeStep(ctx, stepId, { kind: 'done', reason: null });

interface Closing {
  kind: 'skip' | 'done';
  reason: SkipReason | null;
}

async function closeStep(ctx: Ctx, stepId: string, closing: Closing): Promise<StepChanged> {
  return transact(ctx, async (work) => {
    const { file, step } = await lockStep(work, ctx, stepId);
    const back = await close(work, ctx, step, closing);
    const undoId = await offerUndo(work, {
      memberId: ctx.actor.id,
      customerId: file.id,
      kind: `step.${closing.kind}`,
      repId: file.repId,
      steps: [back],
    });
    audit(work, {
      actor: ctx.actor,
      action: `playbook.${closing.kind}`,
      subject: { kind: 'playbook-step', id: stepId },
      customer: file,
      details: { stage: file.stage, step: step.key, reason: closing.reason },
    });
    return { kind: closing.kind, customerId: file.id, number: file.number, undoId };
  });
}

/** A step that is still to be done, with its customer's file, for a person who may, or whose step it is. */
async function lockStep(
  work: Work,
  { actor }: Ctx,
  stepId: string,
): Promise<{ file: CustomerFile; step: RunStep }> {
  const place = await findStepPlace(work.tx, stepId);
  if (!place) throw new Refusal('notAllowed');
  const standIn = place.memberId ? { repId: place.memberId } : null;
  const permission = { action: 'playbook:do', standIn } as const;
  const file = await lockFile(work, actor, permission, place.customerId);
  const step = (await listRunSteps(work.tx, [place.runId])).find(({ id }) => id === stepId);
  if (step?.stand !== 'open' && step?.stand !== 'waiting') throw new Refusal('stepOver');
  return { file, step };
}

/** An open step is closed with its follow-up; a person's own plan that took it along goes on without it. */
async function close(
  work: Work,
  { actor }: Ctx,
  step: RunStep,
  { kind, reason }: Closing,
): Promise<UndoStep> {
  const row = step.stand === 'open' ? await findFollowUp(work.tx, step.followUp!.id) : null;
  if (row && row.stepAs !== 'along') {
    const change =
      kind === 'done' ? { state: 'done' } : { state: 'cancelled', cancelReason: reason };
    return writeFollowUp(work, row, { ...change, closedAt: work.now });
  }
  await saveStep(work, step.id, {
    state: kind === 'done' ? 'done' : 'skipped',
    closedAt: work.now,
    closedById: actor.id,
    skipReason: reason,
  });
  if (row) await writeFollowUp(work, row, { stepId: null, stepAs: null, limitAt: null });
  return { step: 'reopen-step', stepId: step.id };
}
