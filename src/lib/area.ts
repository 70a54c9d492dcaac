import {
  AROUND,
  AROUND_AFTER,
  AT_LEAST,
  AT_MOST,
  cutOut,
  DASH,
  FROM_AFTER,
  type Matched,
  NUMBER,
  plainLower,
  type Range,
  READ_UP_TO,
  rangeOf,
  readNumber,
  UP_TO_AFTER,
} from './amounts.ts';

/** A floor area or a range in square metres, with the words it came from. */
export type Area = Range & Matched;

const SQUARE_METRES: readonly [RegExp, number][] = [
  [/^(?:sq\.?\s?ft|sqft|sf|square\s+f|平方?英?尺|平方英尺|呎|尺|ft)/, 0.09290304],
  [/^坪/, 3.305785],
  [/./, 1],
];
const UNIT =
  '(?:平方英尺|平方呎|平方尺|平方米|平方公尺|平米|平方|平|方(?![便向案面式])|㎡|m²|m2|sq\\.?\\s?m(?:et(?:er|re)s?)?(?![a-z])|sqm|square\\s+met(?:er|re)s?|sq\\.?\\s?ft\\.?|sqft|sf(?![a-z])|square\\s+feet|square\\s+foot|ft2|呎|尺|坪)';
const WORDS = '(?:面积|建面|套内|area|size)';

const PATTERN = new RegExp(
  [
    `(?<![a-z0-9.,])(?:(?<word>${WORDS})\\s{0,2}[:：]?\\s{0,2})?`,
    `(?:(?<most>${AT_MOST})|(?<least>${AT_LEAST})|(?<about>${AROUND}))?\\s{0,2}`,
    `(?<first>${NUMBER})\\s{0,2}(?<more>多|来|几|\\+)?\\s{0,2}(?<unit1>${UNIT})?`,
    `(?:${DASH}(?<second>${NUMBER})\\s{0,2}(?<unit2>${UNIT})?)?`,
    `\\s{0,2}(?:(?<upTo>${UP_TO_AFTER})|(?<from>${FROM_AFTER})|(?<around>${AROUND_AFTER})|(?<many>多))?`,
  ].join(''),
  'gu',
);
/** A home smaller or larger than this is a misreading. */
const BOUNDS = { min: 5, max: 100_000 };

/**
 * The first floor area or range in a text: 120平, 100-120㎡, 1,300 sqft, 35坪. A bare number counts
 * only after 面积 and the like, or with `whole`, when the text is the field itself.
 */
export function findArea(text: string, options: { whole?: boolean } = {}): Area | null {
  const source = plainLower(text.slice(0, READ_UP_TO));
  for (const match of source.text.matchAll(PATTERN)) {
    const range = readMatch(match, options.whole === true);
    if (range) return { ...range, ...cutOut(text, source, match) };
  }
  return null;
}

function readMatch(match: RegExpExecArray, whole: boolean): Range | null {
  const said = match.groups ?? {};
  const unit = said.unit2 ?? said.unit1;
  if (!unit && !said.word && !whole) return null;
  const low = readNumber(said.first ?? '') * factorOf(said.unit1 ?? said.unit2);
  const high = said.second ? readNumber(said.second) * factorOf(unit) : null;
  const inBounds = (value: number) => value >= BOUNDS.min && value <= BOUNDS.max;
  if (!inBounds(low) || (high !== null && !inBounds(high))) return null;
  return rangeOf(round(low), high === null ? null : round(high), {
    atMost: !!(said.most ?? said.upTo),
    atLeast: !!(said.least ?? said.from) || said.more === '+',
    about: !!(said.about ?? said.around ?? said.many) || (!!said.more && said.more !== '+'),
  });
}

function factorOf(unit: string | undefined): number {
  if (!unit) return 1;
  return SQUARE_METRES.find(([pattern]) => pattern.test(unit))?.[1] ?? 1;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
