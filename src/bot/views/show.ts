import type { Field, FieldKey } from '../../crm/customers/fields.ts';
import {
  type AreaRange,
  type BudgetRange,
  choicesOf,
  type FieldValue,
  isEmpty,
} from '../../crm/customers/values.ts';
import type { Settings } from '../../crm/settings/rules.ts';
import { formatArea, formatBudget } from '../../i18n/format.ts';
import type { Messages } from '../../i18n/words.ts';
import type { Locale } from '../../lib/locale.ts';

/** What showing a value needs: the words, the language, the office's own lists. */
export interface Showing {
  w: Messages;
  locale: Locale;
  settings: Settings;
}

/** A field's name. */
export const labelOf = (w: Messages, key: FieldKey): string =>
  key === 'phones' ? w.fields.label.phone : w.fields.label[key];

/** A value in the person's language; empty text for an empty value. Plain text: escape it before mrkdwn. */
export function showValue(field: Field, value: FieldValue, showing: Showing): string {
  if (isEmpty(value)) return '';
  const { w, locale, settings } = showing;
  switch (field.kind) {
    case 'choice':
    case 'choices': {
      const labels = new Map(
        choicesOf(field, settings, locale, choiceWords(w)).map((one) => [one.value, one.label]),
      );
      const codes = Array.isArray(value) ? value : [String(value)];
      return codes.map((code) => labels.get(code) ?? code).join(locale === 'zh' ? '、' : ', ');
    }
    case 'area':
      return formatArea(value as AreaRange, locale);
    case 'budget':
      return formatBudget(value as BudgetRange, locale);
    default:
      return Array.isArray(value) ? value.join(', ') : String(value);
  }
}

/** A canonical text of the audit, shown like the value it came from. */
export function showCanonical(field: Field, text: string | null, showing: Showing): string {
  if (text === null) return '';
  const structured =
    field.kind === 'area' ||
    field.kind === 'budget' ||
    field.kind === 'choices' ||
    field.kind === 'phones';
  return showValue(field, structured ? (JSON.parse(text) as FieldValue) : text, showing);
}

/** The dictionary's words of the fixed choices, by field. */
export function choiceWords(w: Messages): Record<string, Record<string, string>> {
  const { gender, ageBand, language, layouts, purchaseTime, purpose, payment, decision } = w.fields;
  const { floors, nearby, musts } = w.fields;
  return {
    ...{ gender, ageBand, language, layouts, purchaseTime, purpose, payment, decision },
    ...{ floors, nearby, musts },
  };
}
