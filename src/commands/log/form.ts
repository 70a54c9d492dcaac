import { z } from 'zod';
import type { Scene } from '../../bot/doing.ts';
import { contactModal } from '../../bot/views/contact.ts';
import { ALL_FIELDS, type FieldKey } from '../../crm/customers/fields.ts';
import {
  CONTACT_KINDS,
  type ContactKind,
  RESULTS,
  type Result,
} from '../../crm/interactions/rules.ts';
import { origin } from '../followup/back.ts';
import { type Given, knownForm, openForm } from './start.ts';

const typed = z.union([z.string(), z.array(z.string()), z.null()]);
const fieldKeys = ALL_FIELDS.map((field) => field.key) as [FieldKey, ...FieldKey[]];

/** What comes back with the form of a contact: its memo and its inputs. */
export const formInput = z.object({
  customerId: z.uuid().optional(),
  followUpId: z.uuid().optional(),
  proposed: z.string().optional(),
  asked: z.enum(fieldKeys).optional(),
  kind: z.enum(CONTACT_KINDS).optional(),
  result: z.enum(RESULTS).optional(),
  several: z
    .array(z.object({ value: z.uuid(), label: z.string(), hint: z.string().optional() }))
    .optional(),
  revision: z.number().int().optional(),
  resumed: z.boolean().optional(),
  origin,
  values: z.record(z.string(), typed),
});
export type FormInput = z.infer<typeof formInput>;

/** A single value of an input; null for an empty one and for several. */
export const lineOf = (value: string | string[] | null | undefined): string | null =>
  typeof value === 'string' ? value : null;

/** The form again with everything it held, for another kind or after it was left. */
export async function refilled(
  scene: Scene,
  input: FormInput,
  as: { kind: ContactKind; result: Result; resumed: boolean },
) {
  const { values, customerId, followUpId, several } = input;
  const happenedAt = lineOf(values.happenedAt);
  const given: Given = {
    kind: as.kind,
    result: as.result,
    said: lineOf(values.said) ?? '',
    happenedAt: happenedAt ? new Date(happenedAt) : null,
    next: lineOf(values.when) ?? '',
    origin: input.origin ?? null,
    revision: (input.revision ?? 0) + 1,
  };
  const form = customerId
    ? await knownForm(scene, { customerId, followUpId: followUpId ?? null }, given)
    : await openForm(scene, [], given);
  return contactModal(scene, {
    ...form,
    who: several && !customerId ? { several } : form.who,
    typed: values,
    memo: {
      ...form.memo,
      ...(several && { several }),
      ...(as.resumed && { resumed: true }),
    },
  });
}
