import type { OfficeHours } from '../../../lib/calendar/index.ts';
import { toSimplified } from '../../../lib/chinese.ts';
import type { Locale } from '../../../lib/locale.ts';
import type { PhoneRegion } from '../../../lib/phone.ts';
import { type Mapped, mapCharacters, originalRange, plainCharacter } from '../../../lib/text.ts';
import type { Choice } from '../../settings/rules.ts';
import type { AreaRange, BudgetRange } from '../values.ts';

/** What reading a line needs to know about the office and the person who typed. */
export interface WordsContext {
  sources: readonly Choice[];
  districts: readonly Choice[];
  currency: string;
  region: PhoneRegion;
  now: Date;
  zone: string;
  locale: Locale;
  /** Where "morning" and working days fall. */
  hours?: OfficeHours;
}

/** A phone as typed and in international form. */
export interface TypedPhone {
  typed: string;
  e164: string;
}

/** What the words of a line can say about a customer. */
export interface WordValues {
  name?: string;
  gender?: 'female' | 'male';
  phones?: TypedPhone[];
  /** Hidden middles: possible phones, never an identity. */
  maskedPhones?: string[];
  wechat?: string;
  email?: string;
  source?: string;
  /** An existing customer's number, or a name as typed. */
  referrer?: { number: number } | { name: string };
  partySize?: number;
  layouts?: string[];
  area?: AreaRange;
  budget?: BudgetRange;
  districts?: string[];
  purchaseTime?: string;
  purpose?: string;
  payment?: string;
  grade?: string;
  arrivalKind?: string;
  /** Date and task as typed. */
  followUp?: string;
}
export type WordKey = keyof WordValues;

/** [start, end) of the text a finder was given. */
export type Span = readonly [number, number];

/**
 * What a finder found. No values: the words are not for the finders after it (a partner's own phone, a
 * down payment) and stay in what is left.
 */
export interface Find {
  values: WordValues;
  spans: Span[];
}

/** One kind of thing to be found in a line; `text` has the words of earlier finders blanked. */
export interface Finder {
  id: string;
  find(text: string, context: WordsContext): Find | null;
  /** What blanks its words, where a later finder wants to see that it stood there. */
  mark?: string;
}

/** Blanked words. Punctuation for everything that comes after, so that nothing joins across them. */
export const BLANK = ';';

/** Values with the words they came from, by where these stand in the original text. */
export interface Piece {
  values: WordValues;
  start: number;
  end: number;
}

/** Words found in a text: the pieces in order, and the places of everything in the original. */
export interface Sorted {
  pieces: Piece[];
  /** The text the finders saw, with the found words blanked. */
  rest: string;
  source: Mapped;
}

/**
 * Runs the finders over a text in their order; each sees what the ones before left. The first that
 * names a value wins: a later one adds only what is not said yet.
 */
export function sortWords(text: string, finders: readonly Finder[], context: WordsContext): Sorted {
  const source = prepare(text);
  const pieces: Piece[] = [];
  const said = new Set<string>();
  let rest = source.text;
  for (const finder of finders) {
    const found = finder.find(rest, context);
    if (!found) continue;
    const values = Object.fromEntries(
      Object.entries(found.values).filter(([key, value]) => value !== undefined && !said.has(key)),
    ) as WordValues;
    const isAside = Object.keys(found.values).length === 0;
    asTyped(values, found.spans[0], { text, rest, source });
    if (!isAside && Object.keys(values).length === 0) continue;
    for (const key of Object.keys(values)) said.add(key);
    for (const [start, end] of found.spans) {
      rest = rest.slice(0, start) + (finder.mark ?? BLANK).repeat(end - start) + rest.slice(end);
      if (!isAside) pieces.push({ values, start, end });
    }
  }
  return { pieces: pieces.sort((a, b) => a.start - b.start), rest, source };
}

/** Values that are words: as they were typed, not as they were made plain for reading. */
const WORDS = ['name', 'wechat', 'email', 'followUp'] as const;

function asTyped(
  values: WordValues,
  span: Span | undefined,
  { text, rest, source }: { text: string; rest: string; source: Mapped },
): void {
  const typed = (value: string): string => {
    const at = rest.indexOf(value, span?.[0] ?? 0);
    return at < 0 ? value : text.slice(...originalRange(source, at, at + value.length));
  };
  for (const key of WORDS) {
    const value = values[key];
    if (value !== undefined) values[key] = typed(value);
  }
  const { referrer } = values;
  if (referrer && 'name' in referrer) values.referrer = { name: typed(referrer.name) };
}

/** A comma that groups no digits: the readers of amounts take one before a number for a part of it. */
const LOOSE_COMMA = /(?<!(?<!\d)\d{1,3}|,\d{3}),|,(?!\d{3}(?!\d))/gu;

/** Half width and simplified, every character where it was. */
function prepare(text: string): Mapped {
  const mapped = mapCharacters(text, (char) => (char === '，' ? '、' : plainCharacter(char)));
  const plain = { ...mapped, text: mapped.text.replace(LOOSE_COMMA, '、') };
  const simple = toSimplified(plain.text);
  if (simple.length === plain.text.length) return { ...plain, text: simple };
  const oneByOne = [...plain.text].map((char) => {
    const one = toSimplified(char);
    return one.length === char.length ? one : char;
  });
  return { ...plain, text: oneByOne.join('') };
}

/** Where a piece stands in the original text. */
export function placeOf(source: Mapped, { start, end }: Pick<Piece, 'start' | 'end'>): Span {
  return originalRange(source, start, end);
}

/** The first match of a pattern as a find. */
export function firstMatch(
  text: string,
  pattern: RegExp,
  read: (match: RegExpExecArray) => WordValues | null,
): Find | null {
  for (const match of text.matchAll(pattern)) {
    const values = read(match);
    if (values) return { values, spans: [spanOf(match)] };
  }
  return null;
}

/** Where a match stands, blanks at its ends not counted. */
export function spanOf(match: RegExpExecArray): Span {
  const lead = match[0].length - match[0].trimStart().length;
  return [match.index + lead, match.index + match[0].trimEnd().length];
}

/** A list of patterns, each for one value: the one that stands first in the text. */
export function firstOf(
  text: string,
  patterns: readonly (readonly [RegExp, string])[],
  isMeant: (match: RegExpExecArray) => boolean = () => true,
): { value: string; span: Span } | null {
  let best: { value: string; span: Span } | null = null;
  for (const [pattern, value] of patterns) {
    for (const match of text.matchAll(pattern)) {
      if (!isMeant(match)) continue;
      const span = spanOf(match);
      if (!best || span[0] < best.span[0]) best = { value, span };
      break;
    }
  }
  return best;
}

/** Whether what stands before a match takes it back: 不要浦东, no loan. */
export function isDenied(match: RegExpExecArray): boolean {
  const before = match.input.slice(Math.max(0, match.index - 16), match.index);
  return /(?:不要|不想要?|不考虑|不用|不需要?|不做|不是|不能|没有?|无需?|未|除了|非|免)$|\b(?:no|not|without|non|never|except|excluding|avoids?|avoiding|hates?|n't)(?:\s+(?:want|wants|like|likes|need|needs|a|an|any|interested in|into|for|in))*[\s-]*$/iu.test(
    before,
  );
}

const NUMBERS: Record<string, number> = {
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
  十: 10,
  a: 1,
  an: 1,
  one: 1,
  two: 2,
  couple: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  twelve: 12,
  half: 0.5,
  半: 0.5,
};

/** A small number in digits, Chinese or English; null when it is none. */
export function smallNumber(text: string | undefined): number | null {
  if (!text) return null;
  if (/^\d{1,3}$/.test(text)) return Number(text);
  return NUMBERS[text.toLowerCase()] ?? null;
}
