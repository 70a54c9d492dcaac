import { syllables, toSimplified } from './chinese.ts';
import { fold, splitName } from './names.ts';
import { findPhone, type PhoneRegion, readPhones } from './phone.ts';
import { plainText } from './text.ts';

/** What a record is found by: names in any script, and numbers people say (C-1042). */
type Searchable = { names: readonly string[]; numbers?: readonly string[] };

/** Rows stay small: a GIN entry for each token. */
const MOST_TOKENS = 59;
const LONGEST_PREFIX = 12;

/**
 * Tokens of a record for an array column with a GIN index: characters and pairs of characters
 * (simplified), every beginning of the pinyin, of the initials and of each Latin word, numbers with
 * and without their letter. Earlier names win when there are too many.
 */
export function searchTokens(record: Searchable): string[] {
  const tokens = new Set<string>();
  const add = (token: string) => {
    if (token !== '' && tokens.size < MOST_TOKENS) tokens.add(token);
  };
  for (const number of record.numbers ?? []) numberTokens(number).forEach(add);
  for (const name of record.names) nameTokens(name).forEach(add);
  return [...tokens];
}

function numberTokens(number: string): string[] {
  const plain = fold(plainText(number)).replace(/[^a-z0-9]/g, '');
  return [plain, plain.replace(/^[a-z]+0*/, '')];
}

function nameTokens(name: string): string[] {
  const parts = splitName(toSimplified(plainText(name)));
  if (parts.script === 'latin') return latinTokens(`${parts.surname} ${parts.given}`);
  const han = [...`${parts.surname}${parts.given}`].filter((char) => /\p{Script=Han}/u.test(char));
  const surname = syllables(parts.surname, 'surname');
  const given = syllables(parts.given, 'given');
  const latin = name.match(/[a-z][a-z' -]*/gi)?.join(' ') ?? '';
  return [
    ...han,
    ...pairs(han),
    ...prefixes([...surname, ...given].map((syllable) => syllable[0]).join('')),
    ...prefixes([...surname, ...given].join('')),
    ...prefixes(given.join('')),
    ...prefixes(given.at(-1) ?? ''),
    ...(latin ? latinTokens(latin) : []),
  ];
}

function latinTokens(text: string): string[] {
  const words: string[] = fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];
  return [...words.flatMap(prefixes), words.map((word) => word[0]).join('')];
}

function pairs(characters: string[]): string[] {
  return characters.slice(1).map((char, i) => `${characters[i]}${char}`);
}

function prefixes(word: string): string[] {
  const length = Math.min(word.length, LONGEST_PREFIX);
  return Array.from({ length }, (_, i) => word.slice(0, i + 1));
}

/**
 * Tokens of a typed query; a record matches when it has them all. Empty when nothing of the text
 * can be looked up.
 */
export function queryTokens(text: string): string[] {
  const plain = fold(withoutTones(toSimplified(plainText(text))));
  const tokens = new Set<string>();
  for (const [run] of plain.matchAll(/\p{Script=Han}+|c-?\d+(?![\p{L}\d])|[\p{L}\p{N}']+/gu)) {
    const asked = /\p{Script=Han}/u.test(run)
      ? hanQuery(run)
      : [run.replace(/[-']/g, '').slice(0, LONGEST_PREFIX)];
    for (const token of asked) tokens.add(token);
  }
  tokens.delete('');
  const named = [...tokens].filter((token) => !TITLES.has(token));
  return named.length > 0 ? named : [...tokens];
}

/** lǚ, nǚ, lüè: a syllable by itself has its ü as v, as pinyin is kept; Lübeck keeps it. */
const UMLAUT = /(?<![\p{L}])([ln])[üǖǘǚǜ](e|è|é|ē|ě)?(?![\p{L}])/giu;
/** wang2 xiao3fang1: the tone behind a syllable. */
const NUMBERED = /(?<![\p{L}\d])(?:[a-zü]{1,6}[1-5])+(?![\p{L}\d])/giu;

/** Pinyin without its tones: marks are folded later. A customer's number (C-1) is none. */
function withoutTones(text: string): string {
  return text
    .replace(UMLAUT, '$1v$2')
    .replace(NUMBERED, (run) => (/^c\d/iu.test(run) ? run : run.replace(/\d/gu, '')));
}

/** Ms Clarkson is looked for as Clarkson. */
const TITLES = new Set(['mr', 'mrs', 'ms', 'miss', 'mdm', 'madam', 'dr']);

function hanQuery(run: string): string[] {
  const parts = splitName(run);
  const name = parts.title && parts.given === '' ? parts.surname : `${parts.surname}${parts.given}`;
  const characters = [...name];
  return characters.length === 1 ? characters : pairs(characters);
}

/** What a typed query asks for. `number` may come beside a phone part: 1042 can be either. */
export type Query =
  | { kind: 'empty' }
  | { kind: 'number'; number: number }
  | { kind: 'phone-full'; e164: string }
  | { kind: 'phone-masked'; masked: string }
  | { kind: 'phone-head'; head: string }
  | { kind: 'phone-last4'; lastFour: string; number: number }
  | { kind: 'phone-part'; digits: string; number?: number }
  | { kind: 'name'; tokens: string[] };

/** Sorts a query into what can be looked up. `prefix` is the letter of numbers (C-1042). */
export function classifyQuery(
  text: string,
  options: { region?: PhoneRegion; prefix?: string } = {},
): Query {
  const plain = plainText(text).trim();
  if (plain === '') return { kind: 'empty' };
  const numbered = new RegExp(`^${options.prefix ?? 'C'}\\s?-?\\s?(\\d{1,9})$`, 'i').exec(plain);
  if (numbered) return { kind: 'number', number: Number(numbered[1]) };
  const phone = findPhone(plain, options.region);
  if (phone && phone.raw.replace(/\D/g, '').length >= plain.replace(/\D/g, '').length) {
    return { kind: 'phone-full', e164: phone.e164 };
  }
  const [masked] = readPhones(plain, options.region);
  if (masked?.kind === 'masked') return { kind: 'phone-masked', masked: masked.masked };
  return /^[\d\s*-]+$/.test(plain)
    ? digitsQuery(plain.replace(/\D/g, ''))
    : { kind: 'name', tokens: queryTokens(plain) };
}

function digitsQuery(digits: string): Query {
  if (digits.length === 7) return { kind: 'phone-head', head: digits };
  if (digits.length === 4) return { kind: 'phone-last4', lastFour: digits, number: Number(digits) };
  if (digits.length < 4) {
    return digits === '' ? { kind: 'empty' } : { kind: 'number', number: Number(digits) };
  }
  return digits.length <= 9
    ? { kind: 'phone-part', digits, number: Number(digits) }
    : { kind: 'phone-part', digits };
}
