import { fieldOf, SECTIONS, type Section } from '../../customers/fields.ts';
import { readFields } from '../../customers/schema.ts';
import type { TypedPhone, WordKey, WordValues } from '../../customers/schema-words/finder.ts';
import type { AreaRange, BudgetRange } from '../../customers/values.ts';
import type { Settings } from '../../settings/rules.ts';
import type { Reading } from './reader.ts';

/** What the registration form starts with, as its inputs hold it. */
export interface Prefilled {
  typed: Record<string, string | string[]>;
  /** The words that filled an input, by its key. */
  words: Record<string, string>;
  /** The sections whose inputs were filled. */
  open: Section[];
  /** What nobody understood: shown, and kept as a note. */
  left: string | null;
  /** Phones with a hidden middle: possible ones; they are in `left` too. */
  possible: string[];
  referrer: WordValues['referrer'] | null;
}

/** Inputs that are named otherwise than the value. */
const INPUTS: Partial<Record<WordKey, string>> = { followUp: 'nextFollowUp', referrer: 'referrer' };
const NOT_TYPED: readonly WordKey[] = ['maskedPhones', 'referrer'];
/** The longest line and note that the form takes. */
const LINE = 120;
const NOTE = 2_000;

/** A reading as the form's inputs hold it. Everything in it is readable by the form again. */
export function prefillOf(reading: Reading, settings: Settings): Prefilled {
  const { values, left } = reading;
  const typed: Prefilled['typed'] = {};
  const words: Prefilled['words'] = {};
  for (const key of Object.keys(values) as WordKey[]) {
    const input = INPUTS[key] ?? key;
    words[input] = reading.words[key] ?? '';
    if (NOT_TYPED.includes(key)) continue;
    typed[input] = typedOf(key, values, settings);
  }
  const note = left?.slice(0, NOTE);
  if (note) typed.note = note;
  delete words.maskedPhones;
  return {
    typed,
    words,
    open: SECTIONS.filter((part) => isFilled(part, typed, values.referrer)),
    left,
    possible: values.maskedPhones ?? [],
    referrer: values.referrer ?? null,
  };
}

function isFilled(
  part: Section,
  typed: Prefilled['typed'],
  referrer: WordValues['referrer'],
): boolean {
  if (part === 'source' && referrer) return true;
  return Object.keys(typed).some(
    (key) => FIELD_KEYS.has(key) && fieldOf(key as never).section === part,
  );
}

const FIELD_KEYS = new Set<string>([
  'gender',
  'wechat',
  'email',
  'source',
  'partySize',
  'layouts',
  'area',
  'budget',
  'districts',
  'purchaseTime',
  'purpose',
  'payment',
  'note',
]);

function typedOf(key: WordKey, values: WordValues, settings: Settings): string | string[] {
  switch (key) {
    case 'phones':
      return phonesText(values.phones ?? [], settings);
    case 'area':
      return areaText(values.area!);
    case 'budget':
      return budgetText(values.budget!, settings);
    case 'layouts':
    case 'districts':
      return values[key] ?? [];
    default:
      return String(values[key]).slice(0, LINE);
  }
}

/** As typed, where the form reads the same numbers in it. */
function phonesText(phones: readonly TypedPhone[], settings: Settings): string {
  const typed = phones.map((phone) => phone.typed).join(', ');
  const numbers = phones.map(({ e164 }) => e164);
  return isReadAs('phones', typed, numbers, settings) ? typed : numbers.join(', ');
}

/** 100-120㎡, ≤100㎡: square metres, which is what the file keeps. */
const areaText = (area: AreaRange): string => rangeText(area, String, '㎡');

/** 800-1000万 where the amounts are whole, else every digit; the currency where it is not the office's. */
function budgetText(budget: BudgetRange, settings: Settings): string {
  const { currency } = budget;
  const isChinese = currency === 'CNY';
  const scale = isChinese ? 10_000 : 1_000_000;
  const foreign = currency === settings.currency ? '' : ` ${currency}`;
  const short =
    rangeText(budget, (amount) => String(amount / scale), isChinese ? '万' : 'm') + foreign;
  if (isReadAs('budget', short, budget, settings)) return short;
  return `${rangeText(budget, String, '')} ${currency}`;
}

function rangeText({ min, max }: AreaRange, say: (amount: number) => string, unit: string): string {
  if (min === null) return `≤${say(max ?? 0)}${unit}`;
  if (max === null) return `≥${say(min)}${unit}`;
  return min === max ? `${say(min)}${unit}` : `${say(min)}-${say(max)}${unit}`;
}

function isReadAs(
  key: 'phones' | 'budget',
  text: string,
  value: unknown,
  settings: Settings,
): boolean {
  try {
    return JSON.stringify(readFields({ [key]: text }, settings)[key]) === JSON.stringify(value);
  } catch {
    return false;
  }
}
