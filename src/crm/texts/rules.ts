import type { Locale } from '../../lib/locale.ts';
import { Refusal } from '../../lib/refusal.ts';

/**
 * The texts an office has ready for its customers, in the order of the menu. `returned.…` are those a review
 * offers when it returned a registration (#28).
 */
export const TEXT_KEYS = [
  'invitation',
  'confirmation',
  'address',
  'reminder',
  'thanks',
  'winBack',
  'referralThanks',
  'birthday',
  'moveIn',
  'returned.phone',
  'returned.name',
  'returned.need',
  'returned.incomplete',
  'returned.duplicate',
  'returned.consent',
  'returned.eligibility',
  'returned.other',
] as const;
export type TextKey = (typeof TEXT_KEYS)[number];

/** Greetings of care days 关怀日: offered on the day only. */
const GREETINGS: readonly TextKey[] = ['birthday', 'moveIn'];

/** Those that suit any customer at any time. */
export const USUAL_KEYS = TEXT_KEYS.filter(
  (key) => !key.startsWith('returned.') && !GREETINGS.includes(key),
);

/** What is filled in, with the names a manager may write it by. */
export const PLACEHOLDERS = {
  customer: { zh: '称呼', en: 'customer' },
  rep: { zh: '顾问', en: 'rep' },
  project: { zh: '项目', en: 'project' },
  address: { zh: '地址', en: 'address' },
  time: { zh: '时间', en: 'time' },
  units: { zh: '房源', en: 'units' },
} as const satisfies Record<string, Record<Locale, string>>;
export type Placeholder = keyof typeof PLACEHOLDERS;

const NAMES = Object.keys(PLACEHOLDERS) as Placeholder[];

/** What is known of the customer's matter; null: not known, to be written in by hand. */
export type Fillings = Record<Placeholder, string | null>;

/** Longest text, in characters: what fits a phone's screen. */
export const MAX_TEXT = 500;

/** `{customer}` or `{称呼}`; anything else between braces is a slip. */
const ANY = /\{([^{}]*)\}/gu;

function findPlaceholder(name: string): Placeholder | null {
  const said = name.normalize('NFKC').trim().toLowerCase();
  return (
    NAMES.find((one) => Object.values(PLACEHOLDERS[one]).some((word) => word === said)) ?? null
  );
}

/**
 * A text as it is kept: trimmed, placeholders by their English names. Throws `textPlaceholder` for one that is
 * none, `textBraces` for a brace alone, `tooLong`; each under `field`. Null: the default again.
 */
export function readText(typed: string | null | undefined, field: string): string | null {
  const text = (typed ?? '').normalize('NFC').replace(/[｛]/gu, '{').replace(/[｝]/gu, '}').trim();
  if (text === '') return null;
  if (text.length > MAX_TEXT) throw new Refusal('tooLong', { max: MAX_TEXT }, field);
  const kept = text.replace(ANY, (whole, name: string) => {
    const found = findPlaceholder(name);
    if (!found) throw new Refusal('textPlaceholder', { text: whole.slice(0, 40) }, field);
    return `{${found}}`;
  });
  if (/[{}]/u.test(kept.replace(ANY, ''))) throw new Refusal('textBraces', {}, field);
  return kept;
}

/** A kept text as it is edited: placeholders in the words of the text's language. */
export function sayText(kept: string, locale: Locale): string {
  return kept.replace(ANY, (whole, name: string) => {
    const found = findPlaceholder(name);
    return found ? `{${PLACEHOLDERS[found][locale]}}` : whole;
  });
}

/** Stands where something is not known: to be written over. */
export const GAP = '____';

/** A text ready to be sent, and what of it is still to be written in. */
export interface Filled {
  text: string;
  gaps: Placeholder[];
}

/** Fills a text in; Latin words stand off from Chinese ones by a space. */
export function fillText(kept: string, fillings: Fillings, locale: Locale): Filled {
  const gaps = new Set<Placeholder>();
  const text = kept.replace(ANY, (whole, name: string, at: number) => {
    const found = findPlaceholder(name);
    if (!found) return whole;
    const value = fillings[found]?.trim();
    if (!value) gaps.add(found);
    const said = value || GAP;
    return locale === 'zh' ? spacedIn(kept, said, at, at + whole.length) : said;
  });
  return { text, gaps: [...gaps] };
}

function spacedIn(kept: string, said: string, from: number, to: number): string {
  const isHan = (letter: string | undefined) => /\p{Script=Han}/u.test(letter ?? '');
  const before = isHan(kept[from - 1]) && /^[a-z]/iu.test(said) ? ' ' : '';
  const after = isHan(kept[to]) && /[a-z]$/iu.test(said) ? ' ' : '';
  return before + said + after;
}
