import type { Scene } from '../../bot/doing.ts';
import { labelOf } from '../../bot/views/show.ts';
import { ALL_FIELDS, type FieldKey } from '../../crm/customers/fields.ts';
import { readFields, type TypedValues } from '../../crm/customers/schema.ts';
import type { CustomerValues } from '../../crm/customers/values.ts';
import { REPORTED_BY, type ReportedBy } from '../../crm/editing/fields.ts';
import type { Settings } from '../../crm/settings/rules.ts';
import type { Wishes } from '../../crm/validity/usecases.ts';

/** What the person's form held: values, what the customer allows, who reported the change. */
export interface Mine {
  values: Partial<CustomerValues>;
  wishes: Wishes;
  reportedBy: ReportedBy | null;
}

/** A filled form, read. Throws refusals that belong to its inputs. */
export const readMine = (typed: TypedValues, settings: Settings): Mine => ({
  values: readEdit(typed, settings),
  wishes: wishesOf(typed),
  reportedBy: reporterOf(typed),
});

/** An empty sealed input means unchanged; clearing it is the tick of its own. */
export function readEdit(typed: TypedValues, settings: Settings): Partial<CustomerValues> {
  const sealedEmpty = ALL_FIELDS.filter((field) => field.sealed && !typed[field.key]).map(
    (field) => field.key as string,
  );
  const shown = Object.fromEntries(
    Object.entries(typed).filter(([key]) => !sealedEmpty.includes(key)),
  );
  const cleared = Array.isArray(typed.clear) ? typed.clear : [];
  const clearing = ALL_FIELDS.filter(
    (field) => field.sealed && field.kind !== 'phones' && cleared.includes(field.key),
  );
  return {
    ...readFields(shown, settings),
    ...Object.fromEntries(clearing.map((field) => [field.key, null])),
  };
}

function wishesOf(typed: TypedValues): Wishes {
  const ticked = Array.isArray(typed.wishes) ? typed.wishes : [];
  return { consent: ticked.includes('consent'), doNotContact: ticked.includes('doNotContact') };
}

const reporterOf = ({ reportedBy }: TypedValues): ReportedBy | null =>
  REPORTED_BY.find((one) => one === reportedBy) ?? null;

/** What was saved, in one line: the fields by their names. */
export function savedLine(scene: Scene, fields: string[], wishesChanged: boolean): string {
  const { saved } = scene.w.customers;
  if (fields.length === 0 && !wishesChanged) return saved.nothingChanged;
  const names = [
    ...fields.map((key) => labelOf(scene.w, key as FieldKey)),
    ...(wishesChanged ? [scene.w.fields.label.consent] : []),
  ];
  return saved.edited({ fields: names.join(scene.actor.locale === 'zh' ? '、' : ', ') });
}
