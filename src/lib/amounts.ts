import {
  type Mapped,
  mapCharacters,
  originalRange,
  plainCharacter,
  withoutRanges,
} from './text.ts';

/** Numbers as people write them, shared by lib/money and lib/area. */

export type Range = { min?: number; max?: number; about?: true };
export type Matched = { matched: string; rest: string };

const CHINESE = '零〇一二两三四五六七八九十百千点';
/** A written number: 1,200.5 · 八百 · 一千二. */
export const NUMBER = `(?:\\d{1,3}(?:,\\d{3}){1,4}(?:\\.\\d{1,8})?|\\d{1,12}(?:\\.\\d{1,8})?|[${CHINESE}]{1,12})`;

const DIGITS = new Map([...'零一二三四五六七八九'].map((char, i) => [char, i]));
DIGITS.set('〇', 0).set('两', 2);
const SCALES = new Map([
  ['十', 10],
  ['百', 100],
  ['千', 1000],
]);

/** Value of a written number, NaN when it is none. 一千二 is 1200, 三点五 is 3.5. */
export function readNumber(text: string): number {
  if (/^\d/.test(text)) return Number(text.replace(/,/g, ''));
  const [whole = '', fraction] = text.split('点');
  const decimals =
    fraction === undefined ? '' : [...fraction].map((char) => DIGITS.get(char)).join('');
  return Number(`${readWhole(whole)}${decimals ? `.${decimals}` : ''}`);
}

function readWhole(text: string): number {
  let total = 0;
  let digit: number | null = null;
  let scale = 0;
  for (const char of text) {
    const value = DIGITS.get(char);
    if (value !== undefined) digit = value;
    else {
      scale = SCALES.get(char) ?? 0;
      total += (digit ?? 1) * scale;
      digit = null;
    }
  }
  if (digit === null) return total;
  // 一千二 means 1200, 一千零二 1002.
  const abbreviated = scale >= 100 && !/[零〇].$/u.test(text);
  return total + digit * (abbreviated ? scale / 10 : 1);
}

/** 五六百 (five or six hundred) as both its values, or null. */
export function looseNumbers(text: string): [number, number] | null {
  const found = /^([一二三四五六七八])([二三四五六七八九])([十百千]?)$/u.exec(text);
  const [low, high] = [DIGITS.get(found?.[1] ?? ''), DIGITS.get(found?.[2] ?? '')];
  if (!found || low === undefined || high !== low + 1) return null;
  const scale = SCALES.get(found[3] ?? '') ?? 1;
  return [low * scale, high * scale];
}

export const AT_MOST =
  '(?:≤|<=|<|不超过|不超|不高于|最多|最高|至多|低于|小于|under|below|up\\s+to|less\\s+than|max(?:imum)?|at\\s+most|within|no\\s+more\\s+than|not\\s+more\\s+than)';
export const AT_LEAST =
  '(?:≥|>=|>|不低于|不少于|最少|至少|起码|大于|高于|above|over|more\\s+than|from|min(?:imum)?|at\\s+least|no\\s+less\\s+than)';
export const AROUND = '(?:约|大约|大概|差不多|about|around|approx\\.?|roughly|circa|ca\\.?|~)';
export const UP_TO_AFTER = '(?:以内|之内|以下|内|封顶|max(?:imum)?|or\\s+less|or\\s+below)';
export const FROM_AFTER = '(?:以上|起步|起|or\\s+more|or\\s+above|\\+)';
export const AROUND_AFTER = '(?:左右|上下|前后|or\\s+so)';
export const DASH = '\\s{0,2}(?:-|~|到|至|to)\\s{0,2}';

/** Longer texts are read up to here: an amount is not looked for in an essay. */
export const READ_UP_TO = 1000;

/** Lower case, half width, with positions. */
export function plainLower(text: string): Mapped {
  return mapCharacters(text, (char) => plainCharacter(char).toLowerCase());
}

/** The words of a match as typed and the text without them. */
export function cutOut(text: string, source: Mapped, match: RegExpExecArray): Matched {
  const trimmed = match[0].trimEnd().length;
  const lead = match[0].length - match[0].trimStart().length;
  const range = originalRange(source, match.index + lead, match.index + trimmed);
  return { matched: text.slice(...range).trim(), rest: withoutRanges(text, [range]) };
}

export type Bounds = {
  atMost?: boolean | undefined;
  atLeast?: boolean | undefined;
  about?: boolean | undefined;
};

/** A range from one or two numbers and the words around them; two numbers are put in order. */
export function rangeOf(first: number, second: number | null, bounds: Bounds): Range {
  if (second !== null) {
    return { min: Math.min(first, second), max: Math.max(first, second) };
  }
  if (bounds.atMost) return { max: first };
  if (bounds.atLeast) return { min: first };
  return bounds.about ? { min: first, max: first, about: true } : { min: first, max: first };
}
