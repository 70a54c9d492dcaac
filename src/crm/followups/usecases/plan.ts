import { read, transact, type Work } from '../../../db/transact.ts';
import { Refusal } from '../../../lib/refusal.ts';
import { requirePermission } from '../../access/rules.ts';
import { audit } from '../../audit/audit.ts';
import { listChanges } from '../../audit/rules.ts';
import type { Ctx } from '../../context.ts';
import { lockFile } from '../../customers/lock.ts';
import { cadenceDue } from '../../customers/rules.ts';
import { type CustomerRecord, findCustomer } from '../../customers/store.ts';
import { requireWorkable } from '../../review/rules/standing.ts';
import { getSettings } from '../../settings/store.ts';
import { offerUndo, type Step } from '../../undo/store.ts';
import { dropStep, writeFollowUp } from '../changes.ts';
import { type Due, planDue } from '../rules.ts';
import { readPlan, readWhat } from '../schema.ts';
import { insertFollowUp, listOpenOf } from '../store.ts';

/** What a line of text would plan for a customer, to be shown or asked about before it is saved. */
export interface Proposal {
  customer: CustomerRecord;
  /** One reading, or several to choose from. */
  dues: Due[];
  what: string | null;
  /** The year whose holidays are not announced yet, where the date hangs on them. */
  unofficial?: string;
}

/** Reads the text of a plan for a customer. Throws the refusals of `readPlan`. */
export async function proposePlan(
  ctx: Ctx,
  wish: { customerId: string; text: string },
): Promise<Proposal> {
  return read(ctx, async ({ db, now }) => {
    const { actor } = ctx;
    const customer = await findCustomer(db, wish.customerId);
    requirePermission(actor, 'follow-up:plan', customer);
    const settings = await getSettings(db, customer!.teamId, now);
    const writer = { now, zone: actor.zone, locale: actor.locale, settings };
    return { customer: customer!, ...readPlan(wish.text, writer) };
  });
}

/** What the form of a new plan starts with: the customer, the open plan, and the date the cadence asks for. */
export async function readForPlan(ctx: Ctx, customerId: string) {
  return read(ctx, async ({ db, now }) => {
    const customer = await findCustomer(db, customerId);
    requirePermission(ctx.actor, 'follow-up:plan', customer);
    const [settings, [open]] = await Promise.all([
      getSettings(db, customer!.teamId, now),
      listOpenOf(db, customerId),
    ]);
    const dueAt = cadenceDue(now, customer!.grade, settings, ctx.actor.zone);
    return { customer: customer!, now, proposed: { dueAt, grain: 'day' }, open: open ?? null };
  });
}

/** A plan to be saved; `existing` says what becomes of a plan that is open already. */
export interface PlanWish {
  customerId: string;
  dueAt: Date;
  grain: string;
  what: string | null;
  existing: 'ask' | 'replace' | 'keep';
}

/** What came of it; `exists`: nothing was saved, an open plan is in the way and the person is to choose. */
export type Planned =
  | { status: 'planned'; id: string; number: number; dueAt: string; grain: string; undoId: string }
  | { status: 'exists'; number: number; dueAt: string; grain: string };

/** Leaves the transaction without a write: the person is asked first. */
class OpenPlanExists extends Error {
  readonly open: Due & { number: number };

  constructor(open: Due & { number: number }) {
    super('an open plan exists');
    this.open = open;
  }
}

/** Plans a follow-up (#51). One open plan per customer is the norm: a second one asks first. */
export async function planFollowUp(ctx: Ctx, wish: PlanWish): Promise<Planned> {
  try {
    return await transact(ctx, (work) => plan(work, ctx, wish));
  } catch (error) {
    if (!(error instanceof OpenPlanExists)) throw error;
    const { number, dueAt, grain } = error.open;
    return { status: 'exists', number, dueAt: dueAt.toISOString(), grain };
  }
}

async function plan(work: Work, ctx: Ctx, wish: PlanWish) {
  const { actor } = ctx;
  const file = await lockFile(work, actor, { action: 'follow-up:plan' }, wish.customerId);
  const settings = await getSettings(work.tx, file.teamId, work.now);
  requireWorkable(file, settings);
  const { dueAt, grain } = planDue(
    { instant: wish.dueAt, grain: wish.grain },
    { now: work.now, zone: actor.zone, settings },
  );
  const what = readWhat(wish.what);
  // Somebody else's step, or a task of a playbook, is no plan that this one would replace.
  const open = (await listOpenOf(work.tx, file.id)).filter(isReplaceable);
  const [first] = open;
  if (first && wish.existing === 'ask') throw new OpenPlanExists({ ...first, number: file.number });
  const steps: Step[] = [];
  for (const row of wish.existing === 'replace' ? open : []) {
    const replaced = { state: 'cancelled', cancelReason: 'replaced', closedAt: work.now };
    steps.push(await writeFollowUp(work, row, replaced));
  }
  // The new plan takes along the step of the one it replaces.
  const taken = wish.existing === 'replace' ? open.find(({ stepId }) => stepId) : null;
  const id = await insertFollowUp(work, file.dataKey, {
    customerId: file.id,
    memberId: file.repId ?? actor.id,
    dueAt,
    grain,
    zone: actor.zone,
    what,
    createdById: actor.id,
    ...(taken && { stepId: taken.stepId, stepAs: 'along', limitAt: taken.limitAt }),
  });
  const undoId = await offerUndo(work, {
    memberId: actor.id,
    customerId: file.id,
    kind: 'plan',
    repId: file.repId,
    steps: [dropStep(id), ...steps],
  });
  audit(work, {
    actor,
    action: 'follow-up.plan',
    subject: { kind: 'follow-up', id },
    customer: file,
    details: { replaced: steps.length },
    changes: listChanges({}, { 'followUp.due': dueAt.toISOString(), 'followUp.what': what }),
  });
  return {
    status: 'planned' as const,
    id,
    number: file.number,
    dueAt: dueAt.toISOString(),
    grain,
    undoId,
  };
}

const isReplaceable = ({ stepAs }: { stepAs: string | null }): boolean => stepAs !== 'task';

/** Reads typed words or a picked moment as one due time; `whenAmbiguous` under `when` where there are several. */
export function oneDue(dues: Due[]): Due {
  const [due] = dues;
  if (!due || dues.length > 1) throw new Refusal('whenAmbiguous', {}, 'when');
  return due;
}
