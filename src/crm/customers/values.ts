import type { Locale } from '../../lib/locale.ts';
import { maskPhone } from '../../lib/phone.ts';
import type { Settings } from '../settings/rules.ts';
import type { Field, FieldKey } from './fields.ts';

/** Square metres; a missing end is open. */
export interface AreaRange {
  min: number | null;
  max: number | null;
}

/** Whole units of the currency. */
export interface BudgetRange extends AreaRange {
  currency: string;
}

/** A value in the clear. `phones` are international (`+8613812345678`), the first one is the main one. */
export type FieldValue = string | number | string[] | AreaRange | BudgetRange | null;

export interface CustomerValues {
  name: string;
  phones: string[];
  gender: string | null;
  ageBand: string | null;
  language: string | null;
  wechat: string | null;
  email: string | null;
  address: string | null;
  source: string | null;
  referrerId: string | null;
  referrer: string | null;
  partySize: number | null;
  layouts: string[];
  area: AreaRange | null;
  budget: BudgetRange | null;
  districts: string[];
  purchaseTime: string | null;
  purpose: string | null;
  floors: string[];
  nearby: string[];
  musts: string[];
  mustHaves: string | null;
  payment: string | null;
  capacity: string | null;
  /** As `readNationalId` writes it. */
  nationalId: string | null;
  decision: string | null;
  competing: string | null;
  objections: string | null;
  note: string | null;
}

/** A file with nothing in it yet. */
export const NO_VALUES: CustomerValues = {
  name: '',
  phones: [],
  gender: null,
  ageBand: null,
  language: null,
  wechat: null,
  email: null,
  address: null,
  source: null,
  referrerId: null,
  referrer: null,
  partySize: null,
  layouts: [],
  area: null,
  budget: null,
  districts: [],
  purchaseTime: null,
  purpose: null,
  floors: [],
  nearby: [],
  musts: [],
  mustHaves: null,
  payment: null,
  capacity: null,
  nationalId: null,
  decision: null,
  competing: null,
  objections: null,
  note: null,
};

/** Whether a value says nothing. */
export function isEmpty(value: FieldValue | undefined): boolean {
  return (
    value === null ||
    value === undefined ||
    value === '' ||
    (Array.isArray(value) && value.length === 0)
  );
}

/** A value as the audit keeps it: stable text without words of a language; null when empty. */
export function canonical(value: FieldValue): string | null {
  if (isEmpty(value)) return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** All values as stable texts, for comparing and for the audit. */
export function canonicalValues(values: Partial<CustomerValues>): Record<string, string | null> {
  const texts: Record<string, string | null> = {};
  for (const key of Object.keys(values) as (keyof CustomerValues)[])
    texts[key] = canonical(values[key] ?? null);
  return texts;
}

/** What the file still lacks of what the office calls complete (#77), in the office's order. */
export function listMissing(values: CustomerValues, completeFields: string[]): FieldKey[] {
  return completeFields
    .map((key) => (key === 'phone' ? 'phones' : key) as FieldKey)
    .filter((key) => key in values && isEmpty(values[key]));
}

/** Filled share of the required fields, 0–100. */
export function completenessOf(missing: number, required: number): number {
  return required === 0 ? 100 : Math.round(((required - missing) / required) * 100);
}

/** The choices of a field: value and label in the person's language. */
export function choicesOf(
  field: Field,
  settings: Settings,
  locale: Locale,
  labels: Record<string, Record<string, string> | undefined>,
): { value: string; label: string }[] {
  if (field.options === 'sources' || field.options === 'districts') {
    return settings[field.options].map((one) => ({ value: one.key, label: one[locale] }));
  }
  return (field.options ?? []).map((value) => ({
    value,
    label: labels[field.key]?.[value] ?? value,
  }));
}

/** A value as screens may show it to those who may not reveal it, and in the hint of an empty input. */
export function maskValue(field: Pick<Field, 'key' | 'kind'>, value: string): string {
  if (field.kind === 'phones') return maskPhone(value);
  if (field.key === 'email') return `${value.slice(0, 1)}***${value.slice(value.indexOf('@'))}`;
  // Of an identity number no more: its head is where somebody comes from, its middle the birthday.
  if (field.key === 'nationalId') return `${value.slice(0, 1)}${'*'.repeat(15)}${value.slice(-2)}`;
  if (value.length <= 2) return '**';
  return `${value.slice(0, 1)}${'*'.repeat(Math.min(6, value.length - 2))}${value.slice(-1)}`;
}
