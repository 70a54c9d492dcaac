import { withoutRanges } from '../../../lib/text.ts';
import { districtFinder, sourceFinder } from '../../customers/schema-words/choices.ts';
import {
  type Finder,
  type Piece,
  placeOf,
  type Sorted,
  type Span,
  sortWords,
  type WordKey,
  type WordsContext,
  type WordValues,
} from '../../customers/schema-words/finder.ts';
import { gradeFinder } from '../../customers/schema-words/grade.ts';
import {
  areaFinder,
  budgetFinder,
  otherSumsFinder,
  paymentFinder,
} from '../../customers/schema-words/means.ts';
import {
  layoutFinder,
  purchaseTimeFinder,
  purposeFinder,
} from '../../customers/schema-words/need.ts';
import { arrivalFinder, partyFinder } from './arrival.ts';
import {
  emailFinder,
  maskedPhoneFinder,
  phoneFinder,
  sameWechat,
  theirPhoneFinder,
  wechatFinder,
} from './contact.ts';
import { GLUE_BEFORE, IS_GAP, IS_GLUE } from './glue.ts';
import { followUpFinder } from './next.ts';
import {
  genderFinder,
  genderOfName,
  hanNameFinder,
  latinNameFinder,
  titledStartFinder,
} from './people.ts';
import { referrerFinder, relativesFinder } from './referrer.ts';

/** What a line says about a customer, which words said it, and what nobody understood. */
export interface Reading {
  values: WordValues;
  /** The words each value came from, as typed. */
  words: Partial<Record<WordKey, string>>;
  /** Every word that is in no value, as typed; hidden phones are in it. Null when nothing is left. */
  left: string | null;
  text: string;
}

/** The order matters: a finder never sees the words of those before it. */
const FINDERS: readonly Finder[] = [
  emailFinder,
  theirPhoneFinder,
  relativesFinder,
  referrerFinder,
  wechatFinder,
  phoneFinder,
  maskedPhoneFinder,
  titledStartFinder,
  sourceFinder,
  otherSumsFinder,
  purchaseTimeFinder,
  layoutFinder,
  areaFinder,
  budgetFinder,
  paymentFinder,
  partyFinder,
  gradeFinder,
  purposeFinder,
  districtFinder,
  arrivalFinder,
  genderFinder,
  hanNameFinder,
  latinNameFinder,
  followUpFinder,
];

/** Longest line that is read; what is beyond stays in what is left. */
const LONGEST = 1_000;

/**
 * Reads a line about a customer, in Chinese, English or both: `王女士 138 1234 5678 抖音来的 想看两房`.
 * Pure: the same line at the same `now` reads the same. Slack's link tokens must be unwrapped before.
 */
export function readLine(text: string, context: WordsContext): Reading {
  const line = text.slice(0, LONGEST);
  const sorted = sortWords(line, FINDERS, context);
  const pieces = addImplied(sorted);
  const values: WordValues = Object.assign({}, ...pieces.map((piece) => piece.values));
  const spans = joinGlue(sorted.source.text, pieces);
  const ranges = spans.map(([start, end]) => placeOf(sorted.source, { start, end }));
  const words: Reading['words'] = {};
  for (const [nth, piece] of pieces.entries()) {
    const said = line.slice(...ranges[nth]!).trim();
    for (const key of Object.keys(piece.values) as WordKey[])
      words[key] = words[key] && words[key] !== said ? `${words[key]} ${said}` : said;
  }
  const understood = pieces.flatMap(({ values: { maskedPhones } }, nth) =>
    maskedPhones ? [] : [ranges[nth]!],
  );
  return { values, words, left: leftOf(line, understood, text.slice(LONGEST)), text };
}

/** The gender by the name's title, and 微信同号, once everything else is known. */
function addImplied({ pieces, source }: Sorted): Piece[] {
  const values: WordValues = Object.assign({}, ...pieces.map((piece) => piece.values));
  const added: Piece[] = [];
  const same = values.wechat ? null : sameWechat(source.text, values.phones);
  const [span] = same?.spans ?? [];
  if (same && span) added.push({ values: same.values, start: span[0], end: span[1] });
  const named = pieces.find((piece) => piece.values.name);
  const gender = values.name && !values.gender ? genderOfName(values.name) : undefined;
  if (named && gender) added.push({ values: { gender }, start: named.start, end: named.end });
  return [...pieces, ...added].sort((a, b) => a.start - b.start || a.end - b.end);
}

/** Each piece with the glue words before it; glue at the very end goes to the last piece. */
function joinGlue(text: string, pieces: readonly Piece[]): Span[] {
  let from = 0;
  return pieces.map(({ start, end }, nth) => {
    const gap = text.slice(from, start);
    const isGlue = IS_GLUE.test(gap) && !IS_GAP.test(gap);
    const glue = isGlue ? gap.length : (GLUE_BEFORE.exec(gap)?.[0].length ?? 0);
    const isLast = pieces.slice(nth + 1).every((other) => other.end <= end);
    const tail = text.slice(end);
    const stop = isLast && IS_GLUE.test(tail) && !IS_GAP.test(tail) ? text.length : end;
    const begin = Math.max(start - glue, 0);
    from = Math.max(from, end);
    const lead = text.slice(begin, start);
    return [begin + (/^[\s,，、。.;；:：/]*/u.exec(lead)?.[0].length ?? 0), stop];
  });
}

function leftOf(line: string, ranges: Span[], beyond: string): string | null {
  const left = `${withoutRanges(line, ranges)}${beyond}`.trim();
  return /[\p{L}\p{N}\p{S}\p{M}]/u.test(left) ? left : null;
}

const BULLET = /^\s*(?:[(（]?\d{1,2}[.、)）]\s*(?!\d)|[-*•·]\s+)/u;

/**
 * Reads several customers from one text, one on a line, as partners forward them. A line that names
 * neither a person nor a phone, or names only what the line before lacked, belongs to the one before it;
 * what stands above the first customer belongs to that one.
 */
export function readLines(text: string, context: WordsContext): Reading[] {
  const groups: Reading[] = [];
  let heading = '';
  for (const raw of text.split(/\r?\n/u)) {
    const line = raw.replace(BULLET, '').trim();
    if (line === '') continue;
    const own = readLine(line, context);
    const last = groups.at(-1);
    if (!isSomebody(own) && !last) heading = `${heading} ${line}`.trim();
    else if (last && belongsTo(last, own))
      groups[groups.length - 1] = readLine(`${last.text}; ${line}`, context);
    else groups.push(own);
  }
  const [first] = groups;
  if (!first) return heading ? [readLine(heading, context)] : [];
  return heading ? [withHeading(first, heading), ...groups.slice(1)] : groups;
}

const withHeading = (reading: Reading, heading: string): Reading => ({
  ...reading,
  left: [heading, reading.left].filter(Boolean).join('; '),
});

const hasPhone = ({ values }: Reading): boolean =>
  Boolean(values.phones ?? values.maskedPhones ?? values.wechat);
const isSomebody = (reading: Reading): boolean => Boolean(reading.values.name) || hasPhone(reading);

function belongsTo(last: Reading, line: Reading): boolean {
  if (!isSomebody(line)) return true;
  const namesBoth = line.values.name && last.values.name;
  return !namesBoth && !(hasPhone(line) && hasPhone(last));
}
