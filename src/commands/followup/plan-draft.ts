import { z } from 'zod';
import { doing, type Scene } from '../../bot/doing.ts';
import { nothing, replaces } from '../../bot/reply.ts';
import { type OpenQuestion, type PlanForm, planModal } from '../../bot/views/followup-plan.ts';
import { dropDraft, findDraft, keepDraft } from '../../crm/drafts/usecases.ts';
import { readForPlan } from '../../crm/followups/usecases/index.ts';
import { Refusal } from '../../lib/refusal.ts';
import { origin } from './back.ts';

const line = z.string().nullish();

/** What a half-filled plan keeps; a person's words are sealed there and travel in no button. */
const kept = z.object({
  values: z.object({ when: line, at: z.iso.datetime().nullish(), what: line }),
  origin,
});
type Kept = z.infer<typeof kept>;

/** One per customer, one where none is chosen yet. */
const keyOf = (customerId: string | null | undefined): string =>
  customerId ? `followup.save:${customerId}` : 'followup.save';

/** Keeps the task of a plan while one more question about it is open. */
export async function keepTask(scene: Scene, plan: OpenQuestion): Promise<void> {
  const values = { what: plan.what, when: null };
  await keepDraft(scene, keyOf(plan.customer.id), { values, origin: plan.origin });
}

/** The task that a question was asked about; null where there was none. */
export async function findTask(scene: Scene, customerId: string): Promise<string | null> {
  return (await findKept(scene, customerId))?.values.values.what ?? null;
}

/** The plan is made: nothing is left of its form. */
export async function dropPlan(scene: Scene, customerId: string): Promise<void> {
  await dropDraft(scene, keyOf(customerId));
  await dropDraft(scene, keyOf(null));
}

/** When a form of this customer was left half-filled. */
export async function findLeftAt(scene: Scene, customerId: string | null): Promise<Date | null> {
  return (await findKept(scene, customerId))?.savedAt ?? null;
}

const findKept = (scene: Scene, customerId: string | null) =>
  findDraft<Kept>(scene, keyOf(customerId));

/** The form was closed with ×: what was typed is kept for 24 hours. */
const closed = doing({
  id: 'followup.save.closed',
  can: 'follow-up:plan',
  input: kept.extend({
    customerId: z.uuid().optional(),
    values: kept.shape.values.extend({ customer: z.uuid().nullish() }),
  }),
  async run(scene, { customerId, values: { customer, ...values }, origin: from }) {
    const isTyped = Object.values(values).some((value) => value?.trim());
    if (isTyped) await keepDraft(scene, keyOf(customerId ?? customer), { values, origin: from });
    return nothing;
  },
});

/** 继续上次填写 Continue: the form that was left, with everything in it. */
const resume = doing({
  id: 'followup.resume',
  can: 'follow-up:plan',
  input: z.object({ customerId: z.uuid().optional() }),
  async run(scene, { customerId }) {
    const draft = await findKept(scene, customerId ?? null);
    if (!draft) throw new Refusal('draftGone');
    const { values, origin: from } = kept.parse(draft.values);
    const known = customerId ? await readForPlan(scene, customerId) : null;
    const form: PlanForm = {
      who: known ? { known: known.customer } : { search: true },
      when: values.when ?? null,
      at: values.at ? new Date(values.at) : null,
      what: values.what ?? null,
      open: known?.open ?? null,
      memo: { ...(customerId && { customerId }), origin: from ?? null },
      revision: 1,
    };
    return replaces(planModal(scene, form));
  },
});

export const planDraftDoings = [closed, resume];
