import { ALL_FIELDS, type Field, type Section } from '../../../crm/customers/fields.ts';
import {
  type CustomerValues,
  choicesOf,
  isEmpty,
  maskValue,
} from '../../../crm/customers/values.ts';
import type { AnyBlock } from '../../blocks.ts';
import { multiSelect, type Option, searchSelect, select, textInput } from '../../form.ts';
import type { FormValue } from '../../form-values.ts';
import { choiceWords, labelOf, type Showing, showValue } from '../show.ts';

/** What an input starts with. */
export interface Prefill {
  /** As typed (a draft, text after the command): shown as it is. */
  typed?: Record<string, FormValue | undefined>;
  /** The file being edited: plain values as initial ones, sealed values only masked, in the hint. */
  file?: CustomerValues;
  /** Label of the referrer of the file. */
  referrer?: Option;
  /** The words of a line that filled an input, by its key: shown in its hint. */
  words?: Record<string, string>;
  /** Counted up when an initial value is replaced: Slack then shows the new one. */
  revision?: number;
}

/** The inputs of one part of the form, each with its line of guidance (#17). */
export function sectionInputs(
  section: Section | 'first',
  showing: Showing,
  prefill: Prefill,
): AnyBlock[] {
  return ALL_FIELDS.filter((field) => field.section === section).map((field) =>
    fieldInput(field, showing, prefill),
  );
}

/** The input of a field. */
export function fieldInput(field: Field, showing: Showing, prefill: Prefill): AnyBlock {
  const { w, locale, settings } = showing;
  const common = {
    key: field.key,
    label: labelOf(w, field.key),
    hint: hintOf(field, showing, prefill),
    optional: field.key !== 'name',
    ...(prefill.revision && { revision: prefill.revision }),
  };
  const typed = prefill.typed?.[field.key];
  const options = field.options ? choicesOf(field, settings, locale, choiceWords(w)) : [];
  switch (field.kind) {
    case 'choice':
      return select({ ...common, options, initial: oneOf(typed) ?? plainText(field, prefill) });
    case 'choices':
      return multiSelect({
        ...common,
        options,
        initial: listOf(typed) ?? (prefill.file?.[field.key] as string[] | undefined) ?? [],
      });
    case 'customer':
      return searchSelect({
        ...common,
        source: 'customers',
        ...(prefill.referrer && { initial: prefill.referrer }),
      });
    default: {
      const initial =
        oneOf(typed) ??
        (field.sealed || !prefill.file ? null : initialText(field, prefill.file, showing));
      return textInput({
        ...common,
        multiline: field.kind === 'text',
        maxLength: field.kind === 'text' ? 2000 : 300,
        ...(initial && { initial }),
        ...(placeholderOf(field, showing) && { placeholder: placeholderOf(field, showing)! }),
      });
    }
  }
}

/** The guidance of an input, after the words that filled it. */
export function withWords(guide: string, key: string, { w }: Showing, { words }: Prefill): string {
  const said = words?.[key];
  return said ? `${w.customers.form.fromWords({ words: said })} ${guide}` : guide;
}

function hintOf(field: Field, showing: Showing, prefill: Prefill): string {
  const { w } = showing;
  const { file } = prefill;
  const own = field.key === 'phones' ? w.fields.guide.phone : w.fields.guide[field.key];
  const guide = withWords(own, field.key, showing, prefill);
  const value = file?.[field.key];
  if (!field.sealed || isEmpty(value)) return guide;
  const masked = Array.isArray(value)
    ? value.map((one) => maskValue(field, one)).join(', ')
    : maskValue(field, String(value));
  return w.customers.edit.keep({ masked });
}

function placeholderOf(field: Field, { w }: Showing): string | null {
  if (field.key === 'name') return w.customers.form.name;
  return field.key === 'phones' ? w.customers.form.phone : null;
}

function initialText(field: Field, file: CustomerValues, showing: Showing): string {
  return showValue(field, file[field.key], showing);
}

function plainText(field: Field, { file }: Prefill): string | null {
  const value = file?.[field.key];
  return typeof value === 'string' ? value : null;
}

const oneOf = (typed: FormValue | undefined): string | null =>
  typeof typed === 'string' && typed ? typed : null;
const listOf = (typed: FormValue | undefined): string[] | null =>
  Array.isArray(typed) ? typed : null;
