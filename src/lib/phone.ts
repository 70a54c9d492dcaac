import {
  type CountryCode,
  findPhoneNumbersInText,
  type PhoneNumber,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/max';
import { remembered } from './remember.ts';
import { type Mapped, mapCharacters, originalRange, plainCharacter, rewrite } from './text.ts';

/** Where a number without a country code belongs. */
export type PhoneRegion = 'CN' | 'HK' | 'MO' | 'TW' | 'SG' | 'GB' | 'US';

/** A phone found in a text: its place there ([start, end) of the original) and its words. */
type Found = { raw: string; start: number; end: number; masked: string };
type FullPhone = Found & { kind: 'full'; e164: string; ext?: string };
/** A number with its middle hidden, as partners report it: a possible match, never an identity. */
type MaskedPhone = Found & { kind: 'masked' };
type PhoneReading = FullPhone | MaskedPhone;

/** What is looked up by keyed hash. `head` = first seven digits of the national number (four of a short one). */
type PhoneKeys = { normalised: string; masked: string; lastFour: string; head: string };

const HIDDEN = '[*xX×●•·＊_]';
const MASKED = new RegExp(
  `(?<![\\d*])(?:\\+?86[\\s-]?)?(1[3-9]\\d)[\\s-]?${HIDDEN}{3,5}[\\s-]?(\\d{4})(?!\\d)|(?<![\\d*])([5689]\\d)${HIDDEN}{4}(\\d{2})(?!\\d)`,
  'gu',
);
/** Where numbers are of many lengths, of one with its middle hidden only the last four are told. */
const MANY_LENGTHS: ReadonlySet<PhoneRegion> = new Set(['GB', 'US']);
/** There: `0207****1234`, `****1234`. */
const MASKED_ELSEWHERE =
  /(?<![\d*•●＊+])(?:\+?\d[\d ]{0,7})?[\s-]?[*•●＊]{3,8}[\s-]?(\d{4})(?!\d)/gu;
const CN_MOBILE =
  /(?<![\d+]|\+\d{1,3}[\s-])(?:(?:\+|00)?86[\s-]{0,2}|0)?(1[3-9]\d[\s-]{0,3}\d{4}[\s-]{0,3}\d{4}|1[3-9]\d{2}[\s-]{0,2}\d{3}[\s-]{0,2}\d{4})(?!\d)(?:\s?(?:ext\.|#)\s?(\d{1,6}))?/gu;
/** A country code typed without its plus, followed by a number long enough to be one. */
const BARE_COUNTRY = /(?<![\d+.])(852|853|886|65|44)[\s-]?(\d[\d\s-]{6,12}\d)(?!\d)/gu;
/** A number with a count written beside it: `07911 123456 3 bed`, `arrive 3 07911 123456`, `+44 20 7946 0018 2 bed`. */
const CROWDED = /(?<![\d+.,-])\+?\d[\d ]{7,18}\d(?![\d.,-])/gu;

/**
 * The phone numbers of a text in order: full-width digits, 0086, 00, spaces, dashes, 转/分机 and
 * hidden middles understood. Slack's `<tel:…>` must be unwrapped first (lib/slack-text). Numbers that
 * cannot exist are left out.
 */
export function readPhones(text: string, region: PhoneRegion = 'CN'): PhoneReading[] {
  if (BARE_MOBILE.test(text) && isMobileHead(text.slice(0, HEAD))) return [bareMobile(text)];
  const source = prepare(text);
  const blanks = source.text.split('');
  const readings: PhoneReading[] = [];
  const take = (found: PhoneReading | null, start: number, length: number) => {
    if (!found) return;
    readings.push(found);
    // Kept as long as it was, so that later finds keep their places.
    for (let i = start; i < start + length; i++) blanks[i] = '\n';
  };
  for (const match of source.text.matchAll(MASKED)) {
    take(maskedReading(match, text, source), match.index, match[0].length);
  }
  const hidden = MANY_LENGTHS.has(region) ? blanks.join('').matchAll(MASKED_ELSEWHERE) : [];
  for (const match of hidden) {
    const place = placeOf(match, text, source);
    take({ kind: 'masked', masked: `****${match[1]}`, ...place }, match.index, match[0].length);
  }
  for (const match of blanks.join('').matchAll(CN_MOBILE)) {
    const number = parsePhoneNumberFromString((match[1] ?? '').replace(/\D/g, ''), 'CN');
    if (number && match[2]) number.setExt(match[2]);
    take(fullReading(number, match, text, source), match.index, match[0].length);
  }
  const rest = blanks.join('');
  // Without a digit there is nothing to find, and looking for it takes longest.
  if (!/\p{Nd}/u.test(rest)) return readings.sort(byPlace);
  for (const one of findPhoneNumbersInText(rest, { defaultCountry: region })) {
    const match = { index: one.startsAt, 0: blanks.slice(one.startsAt, one.endsAt).join('') };
    take(fullReading(one.number, match, text, source), one.startsAt, one.endsAt - one.startsAt);
  }
  for (const match of blanks.join('').matchAll(BARE_COUNTRY)) {
    const number = parsePhoneNumberFromString(`+${match[0].replace(/\D/g, '')}`);
    take(fullReading(number, match, text, source), match.index, match[0].length);
  }
  for (const match of blanks.join('').matchAll(CROWDED)) {
    const inner = besideCounts(match[0], region);
    if (!inner) continue;
    const index = match.index + inner.offset;
    take(fullReading(inner.number, { index, 0: inner.raw }, text, source), index, inner.raw.length);
  }
  return readings.sort(byPlace);
}

const byPlace = (one: Found, other: Found): number => one.start - other.start;

/** A mainland mobile and nothing else, as most programs write it. */
const BARE_MOBILE = /^1[3-9]\d{9}$/;
/** So many digits of it tell whether there are such numbers. */
const HEAD = 5;
const isMobileHead = remembered(
  10_000,
  (head: string) => parsePhoneNumberFromString(`${head}000000`, 'CN')?.isValid() ?? false,
);

function bareMobile(text: string): FullPhone {
  const e164 = `+86${text}`;
  return { kind: 'full', e164, masked: maskPhone(e164), raw: text, start: 0, end: text.length };
}

/** The valid number of a run of digits after a count before it or behind it is left out, or null. */
function besideCounts(run: string, region: PhoneRegion) {
  const before = run.replace(/\s+\d{1,2}$/u, '');
  const after = run.replace(/^\d{1,2}\s+/u, '');
  const between = after.replace(/\s+\d{1,2}$/u, '');
  for (const raw of [before, after, between]) {
    const number = raw === run ? undefined : parsePhoneNumberFromString(raw, region);
    if (number?.isValid())
      return { number, raw, offset: raw === before ? 0 : run.length - after.length };
  }
  return null;
}

function prepare(text: string): Mapped {
  const plain = mapCharacters(text, plainCharacter);
  const extended = rewrite(
    plain,
    /\s*(?:转|轉|分机|分機|内线|內線)\s*[::]?\s*(?=\d)/gu,
    () => ' ext. ',
  );
  const dashed = rewrite(
    extended,
    /(?<![\d-])(0\d{2,3}-?\d{7,8})-(\d{1,6})(?![\d-])/gu,
    (match) => `${match[1]} ext. ${match[2]}`,
  );
  const split = rewrite(dashed, /[/、，;；|]/gu, () => '\n');
  return rewrite(split, /(?<![\d+])00(?=[1-9][\d\s-]{7,})/gu, () => '+');
}

type Match = { index: number; 0: string };

function placeOf(match: Match, text: string, source: Mapped) {
  const trimmed = match[0].trimEnd();
  const [start, end] = originalRange(source, match.index, match.index + trimmed.length);
  return { raw: text.slice(start, end).trim(), start, end };
}

function fullReading(
  number: PhoneNumber | undefined,
  match: Match,
  text: string,
  source: Mapped,
): FullPhone | null {
  if (!number?.isValid()) return null;
  const reading: FullPhone = {
    kind: 'full',
    e164: number.number,
    masked: maskPhone(number.number),
    ...placeOf(match, text, source),
  };
  return number.ext ? { ...reading, ext: number.ext } : reading;
}

function maskedReading(match: RegExpMatchArray, text: string, source: Mapped): MaskedPhone {
  const [head, tail] = match[1] ? [match[1], match[2]] : [match[3], match[4]];
  const place = placeOf({ index: match.index ?? 0, 0: match[0] }, text, source);
  return { kind: 'masked', masked: `${head}****${tail}`, ...place };
}

/** The single full number of a text, or null when there is none or more than one. */
export function findPhone(text: string, region: PhoneRegion = 'CN'): FullPhone | null {
  const full = readPhones(text, region).filter((one): one is FullPhone => one.kind === 'full');
  return full.length === 1 ? (full[0] ?? null) : null;
}

/**
 * What of an E.164 number may be shown: 138****1234 (mainland mobiles), 91****67 (eight digits),
 * otherwise the last four only.
 */
export function maskPhone(e164: string): string {
  const { national, mobile } = nationalOf(e164);
  if (mobile && national.length === 11) return `${national.slice(0, 3)}****${national.slice(-4)}`;
  if (national.length === 8) return `${national.slice(0, 2)}****${national.slice(-2)}`;
  return `****${national.slice(-4)}`;
}

/** The forms under which a number is found again; `ext` sets apart the extensions of one switchboard. */
export function phoneKeys(e164: string, ext?: string): PhoneKeys {
  const { national } = nationalOf(e164);
  return {
    normalised: ext ? `${e164};ext=${ext}` : e164,
    masked: maskPhone(e164),
    lastFour: national.slice(-4),
    head: national.slice(0, national.length >= 10 ? 7 : 4),
  };
}

/**
 * Parts that two numbers share when one digit is wrong or two neighbours changed places: all but the last
 * four, the last four, and all but the two where these meet.
 */
export function nearParts(e164: string): string[] {
  const cut = e164.length - 4;
  return [
    `${e164.slice(0, cut)}____`,
    `_${e164.slice(cut)}`,
    `${e164.slice(0, cut - 1)}__${e164.slice(cut + 1)}`,
  ];
}

/** How two international numbers are alike: the same, one digit off, two neighbours swapped; null: not. */
export function comparePhones(one: string, other: string): 'same' | 'digit' | 'swapped' | null {
  if (one === other) return 'same';
  if (one.length !== other.length) return null;
  const off = [...one].flatMap((digit, place) => (digit === other[place] ? [] : [place]));
  const [first = 0, second = 0] = off;
  if (off.length === 1) return 'digit';
  const isSwapped =
    off.length === 2 &&
    second === first + 1 &&
    one[first] === other[second] &&
    one[second] === other[first];
  return isSwapped ? 'swapped' : null;
}

/** The number as people dial it inside its country (138 1234 5678); abroad with the plus. */
export function formatPhone(e164: string, region: CountryCode = 'CN'): string {
  const number = parsePhoneNumberFromString(e164);
  if (!number) return e164;
  return number.country === region ? number.formatNational() : number.formatInternational();
}

/** The number as a file has it: a mainland mobile by its eleven digits, anything else with its plus. */
export const plainPhone = (e164: string): string =>
  MAINLAND_MOBILE.test(e164) ? e164.slice(3) : e164;

/** Most numbers there are, known by their look. */
const MAINLAND_MOBILE = /^\+861[3-9]\d{9}$/;

/** Several keys are made of a number one after the other; longer it is not kept. */
const nationalOf = remembered(64, (e164: string): { national: string; mobile: boolean } => {
  if (MAINLAND_MOBILE.test(e164)) return { national: e164.slice(3), mobile: true };
  const number = parsePhoneNumberFromString(e164);
  if (!number) return { national: e164.replace(/\D/g, ''), mobile: false };
  return {
    national: number.nationalNumber,
    mobile: number.countryCallingCode === '86' && number.getType() === 'MOBILE',
  };
});
