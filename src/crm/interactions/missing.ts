import type { Work } from '../../db/transact.ts';
import { can } from '../access/rules.ts';
import { audit } from '../audit/audit.ts';
import { listChanges } from '../audit/rules.ts';
import type { Ctx } from '../context.ts';
import type { FieldKey } from '../customers/fields.ts';
import { readFields } from '../customers/schema.ts';
import { type CustomerFile, updateCustomer } from '../customers/store.ts';
import { bringPhones } from '../customers/unique.ts';
import { canonicalValues, completenessOf, isEmpty, listMissing } from '../customers/values.ts';
import { noteChange } from '../review/opening.ts';
import type { Settings } from '../settings/rules.ts';

/** A field that was asked for beside a contact, as typed or picked. */
export interface MissingField {
  key: FieldKey;
  typed: string | string[] | null;
}

/**
 * Fills the missing field that was asked for, where it was answered and is still empty; answers what the
 * file lacks now. Throws what cannot be read, under the field's key.
 */
export async function fillMissing(
  work: Work,
  ctx: Ctx,
  { file, settings, field }: { file: CustomerFile; settings: Settings; field: MissingField | null },
): Promise<string[]> {
  if (!field || !file.missing.includes(field.key)) return file.missing;
  // Somebody a follow-up was handed to may log, not edit: their form does not ask either.
  if (!can(ctx.actor, 'customer:update', file)) return file.missing;
  const values = readFields({ [field.key]: field.typed }, settings);
  if (isEmpty(values[field.key])) return file.missing;
  const missing = listMissing({ ...file.values, ...values }, settings.completeFields);
  const completeness = completenessOf(missing.length, settings.completeFields.length);
  const brought = { phones: values.phones ?? [], exceptId: file.id };
  await bringPhones(work, brought, () =>
    updateCustomer(work, file, { values, columns: { missing, completeness } }),
  );
  audit(work, {
    actor: ctx.actor,
    action: 'customer.update',
    subject: { kind: 'customer', id: file.id },
    customer: file,
    details: { version: file.version + 1 },
    changes: listChanges({}, canonicalValues(values)),
  });
  // A phone or a national id is looked at wherever it was written.
  await noteChange(work, { file, fields: [field.key], actor: ctx.actor, settings });
  return missing;
}
