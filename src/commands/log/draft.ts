import { z } from 'zod';
import { doing } from '../../bot/doing.ts';
import { nothing, replaces } from '../../bot/reply.ts';
import { dropDraft, findDraft, keepDraft } from '../../crm/drafts/usecases.ts';
import { CONTACT_KINDS, RESULTS, resultsOf } from '../../crm/interactions/rules.ts';
import { Refusal } from '../../lib/refusal.ts';
import { type FormInput, formInput, lineOf, refilled } from './form.ts';
import { draftKey } from './start.ts';

/** The form was closed with ×: what was said is kept for 24 hours. */
const closed = doing({
  id: 'contact.save.closed',
  can: 'contact:log',
  input: formInput,
  async run(scene, input) {
    if (lineOf(input.values.said)?.trim()) await keepDraft(scene, draftKey(input), input);
    return nothing;
  },
});

/** 继续上次填写 Continue: the form that was left, with everything in it. */
const resume = doing({
  id: 'contact.resume',
  can: 'contact:log',
  input: z.object({ customerId: z.uuid().optional() }),
  async run(scene, { customerId }) {
    const key = draftKey({ customerId });
    const draft = await findDraft<FormInput>(scene, key);
    if (!draft) throw new Refusal('draftGone');
    const kept = withCustomer(formInput.parse(draft.values));
    if (draftKey(kept) !== key) {
      await keepDraft(scene, draftKey(kept), kept);
      await dropDraft(scene, key);
    }
    const kind = z
      .enum(CONTACT_KINDS)
      .catch('phone')
      .parse(kept.kind ?? kept.values.kind);
    const picked = z.enum(RESULTS).safeParse(kept.result ?? kept.values.result);
    const result = picked.success ? picked.data : resultsOf(kind)[0]!;
    return replaces(await refilled(scene, kept, { kind, result, resumed: true }));
  },
});

/** A customer who was chosen in the form is known when it comes back. */
function withCustomer(kept: FormInput): FormInput {
  const customerId = kept.customerId ?? lineOf(kept.values.customer);
  return customerId ? { ...kept, customerId } : kept;
}

export const draftDoings = [closed, resume];
