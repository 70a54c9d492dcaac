import { z } from 'zod';
import { findArea } from '../../lib/area.ts';
import { type Currency, findMoney } from '../../lib/money.ts';
import { birthdayOf, readNationalId } from '../../lib/national-id.ts';
import { type PhoneRegion, readPhones } from '../../lib/phone.ts';
import { Refusal, Refusals } from '../../lib/refusal.ts';
import type { Settings } from '../settings/rules.ts';
import { ALL_FIELDS, type Field, type FieldKey } from './fields.ts';
import { type BudgetRange, type CustomerValues, type FieldValue, isEmpty } from './values.ts';

/** What a form or a line of text holds for the fields: text as typed, or picked values. */
export type TypedValues = Record<string, string | string[] | null | undefined>;

/** Longest texts we keep, in characters. */
export const MAX_LINE = 120;
export const MAX_TEXT = 2_000;

/**
 * Reads typed values into clean ones, field by field, as people write them (`800-1000万`, full-width
 * digits, `0086`). Only keys that are present are read, so that a form shows a part of the file.
 * Throws `Refusals` with every field that cannot be read.
 */
export function readFields(typed: TypedValues, settings: Settings): Partial<CustomerValues> {
  const values: Record<string, FieldValue> = {};
  const refusals: Refusal[] = [];
  for (const field of ALL_FIELDS) {
    if (!(field.key in typed)) continue;
    try {
      values[field.key] = readField(field, typed[field.key] ?? null, settings);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      refusals.push(new Refusal(error.code, error.params, field.key));
    }
  }
  if (refusals.length > 0) throw new Refusals(refusals);
  return values as Partial<CustomerValues>;
}

function readField(field: Field, typed: string | string[] | null, settings: Settings): FieldValue {
  if (Array.isArray(typed)) {
    if (field.kind !== 'choices') throw new Refusal('badInput');
    return typed.filter((value) => isChoice(field, value, settings));
  }
  const text = (typed ?? '').normalize('NFC').trim();
  if (text === '') return EMPTY[field.kind] ?? null;
  return READERS[field.kind](text, field, settings);
}

const EMPTY: Partial<Record<Field['kind'], FieldValue>> = { phones: [], choices: [] };

const READERS: Record<
  Field['kind'],
  (text: string, field: Field, settings: Settings) => FieldValue
> = {
  line: (text, field) => readLine(text, field.key),
  text: (text) => cut(text, MAX_TEXT),
  phones: (text, _, settings) => readPhoneList(text, settings.phoneRegion),
  choice: (text, field, settings) => requireChoice(field, text, settings),
  choices: (text, field, settings) => [requireChoice(field, text, settings)],
  area: (text) => {
    const area = findArea(text, { whole: true });
    if (!area) throw new Refusal('areaUnreadable');
    return { min: area.min ?? null, max: area.max ?? null };
  },
  budget: (text, _, settings) => {
    const budget = readBudget(text, settings);
    if (!budget) throw new Refusal('budgetUnreadable');
    return budget;
  },
  count: (text) => {
    const count = Number(text.normalize('NFKC'));
    if (!Number.isInteger(count) || count < 1 || count > 50) throw new Refusal('countUnreadable');
    return count;
  },
  customer: (text) => {
    if (!z.uuid().safeParse(text).success) throw new Refusal('badInput');
    return text;
  },
};

/** A budget as people write it, in whole units; a bare number is the trade's 万. Null when it is none. */
export function readBudget(text: string, settings: Pick<Settings, 'currency'>): BudgetRange | null {
  const currency = settings.currency as Currency;
  const money = findMoney(text, {
    whole: true,
    bareUnit: currency === 'CNY' ? 10_000 : 1,
    currency,
  });
  return (
    money && {
      min: money.min ?? null,
      max: money.max ?? null,
      currency: money.currency ?? currency,
    }
  );
}

function readLine(text: string, key: FieldKey): string {
  const line = cut(text.replace(/\s+/g, ' '), MAX_LINE);
  if (key === 'email' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(line))
    throw new Refusal('emailUnreadable');
  if (key === 'name' && !/\p{L}/u.test(line)) throw new Refusal('nameUnreadable');
  if (key === 'nationalId') return requireNationalId(line);
  if (key === 'wechat' && /\s/.test(line)) throw new Refusal('wechatUnreadable');
  return line;
}

function requireNationalId(line: string): string {
  const id = readNationalId(line);
  if (!id) throw new Refusal('nationalIdUnreadable');
  return id;
}

function readPhoneList(text: string, region: PhoneRegion): string[] {
  const phones = readPhones(text, region);
  const full = phones.flatMap((phone) => (phone.kind === 'full' ? [phone.e164] : []));
  if (phones.some(({ kind }) => kind === 'masked')) throw new Refusal('phoneMasked');
  if (full.length === 0 || full.length < phones.length) throw new Refusal('phoneUnreadable');
  return [...new Set(full)];
}

function isChoice(field: Field, value: string, settings: Settings): boolean {
  if (field.options === 'sources' || field.options === 'districts') {
    return settings[field.options].some((one) => one.key === value);
  }
  return field.options?.includes(value) ?? false;
}

function requireChoice(field: Field, value: string, settings: Settings): string {
  if (!isChoice(field, value, settings)) throw new Refusal('badInput');
  return value;
}

function cut(text: string, max: number): string {
  if (text.length > max) throw new Refusal('tooLong', { max });
  return text;
}

/** The identity a registration needs: a name, and a phone or a WeChat id. */
export function requireIdentity(values: CustomerValues): void {
  const refusals: Refusal[] = [];
  if (isEmpty(values.name)) refusals.push(new Refusal('nameMissing', {}, 'name'));
  if (isEmpty(values.phones) && isEmpty(values.wechat))
    refusals.push(new Refusal('phoneMissing', {}, 'phones'));
  if (refusals.length > 0) throw new Refusals(refusals);
}

/** Throws `nationalIdUnreadable` for somebody who is not born yet. */
export function requireBorn({ nationalId }: Pick<CustomerValues, 'nationalId'>, now: Date): void {
  if (nationalId && birthdayOf(nationalId) > now.toISOString().slice(0, 10))
    throw new Refusal('nationalIdUnreadable', {}, 'nationalId');
}
