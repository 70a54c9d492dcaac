import {
  AROUND,
  AROUND_AFTER,
  AT_LEAST,
  AT_MOST,
  cutOut,
  DASH,
  FROM_AFTER,
  looseNumbers,
  type Matched,
  NUMBER,
  plainLower,
  type Range,
  READ_UP_TO,
  rangeOf,
  readNumber,
  UP_TO_AFTER,
} from './amounts.ts';

export type Currency = 'CNY' | 'HKD' | 'SGD' | 'USD' | 'GBP' | 'EUR' | 'TWD' | 'MOP';

/** An amount or a range in plain units (800万 = 8,000,000), with the words it came from. */
type Money = Range & Matched & { currency?: Currency };

const UNITS: readonly [RegExp, number][] = [
  [/^(?:亿|億)/, 1e8],
  [/^(?:千万|千萬|kw)/, 1e7],
  [/^(?:百万|百萬|million|mil|mio|mm|m)/, 1e6],
  [/^(?:billion|bn|b)/, 1e9],
  [/^(?:万|萬|w)/, 1e4],
  [/^(?:千|k|thousand)/, 1e3],
];
const UNIT =
  '(?:亿|億|千万|千萬|百万|百萬|万|萬|千|kw|million|billion|mil|mio|mm|bn|thousand|w|k|m|b)(?![a-z²2])';

const CURRENCIES: readonly [RegExp, Currency][] = [
  [/hk\$|hkd|港[币幣元]/, 'HKD'],
  [/s\$|sgd|新[币幣]|新加坡[元币]/, 'SGD'],
  [/nt\$|twd|台[币幣]|新台/, 'TWD'],
  [/mop|澳门[币元]/, 'MOP'],
  [/us\$|usd|美[金元刀]|\$/, 'USD'],
  [/£|gbp|英镑|英鎊/, 'GBP'],
  [/€|eur|欧元|歐元/, 'EUR'],
  [/[¥￥]|rmb|cny|人民[币幣]|元|块|塊|yuan/, 'CNY'],
];
const BEFORE = '(?:hk\\$|s\\$|us\\$|nt\\$|[$£€¥￥]|rmb|cny|hkd|sgd|usd|gbp|eur)';
const AFTER =
  '(?:人民[币幣]|港[币幣元]|美[金元刀]|新[币幣]|英镑|欧元|元|块|rmb|cny|hkd|sgd|usd|gbp|eur|dollars?|yuan)';
const WORDS = '(?:总价|总预算|预算|budget(?:\\s+(?:of|is))?|price|价格|价位|总款)';

const PATTERN = new RegExp(
  [
    `(?<![a-z0-9.,-])(?:(?<word>${WORDS})\\s{0,2}[:：]?\\s{0,2})?`,
    `(?:(?<most>${AT_MOST})|(?<least>${AT_LEAST})|(?<about>${AROUND}))?\\s{0,2}`,
    `(?<before>${BEFORE})?\\s{0,2}(?<first>${NUMBER})\\s{0,2}(?<more>多|来|几)?\\s{0,2}(?<unit1>${UNIT})?\\s{0,2}(?<after1>${AFTER})?`,
    `(?:${DASH}(?:${BEFORE})?\\s{0,2}(?<second>${NUMBER})\\s{0,2}(?<unit2>${UNIT})?\\s{0,2}(?<after2>${AFTER})?)?`,
    `\\s{0,2}(?:(?<upTo>${UP_TO_AFTER})|(?<from>${FROM_AFTER})|(?<around>${AROUND_AFTER})|(?<many>多))?`,
  ].join(''),
  'gu',
);
/** What follows a number that is no money: areas, rooms, dates, clock times, percent. */
const NOT_MONEY =
  /^\s*(?:[平㎡%室厅房卧卫号月日年点时分天周楼层栋期岁人口米:/]|m2|sq|psf|br\b|bed|bath|am\b|pm\b|个|[-.]\d)/;

/**
 * The first amount or range of money in a text: 800-1000万, 8-10m, 1.2亿, ≤500w, "under 3m". A bare
 * number counts only after a word such as 预算, or with `whole`, when the text is the field itself;
 * then `bareUnit` says what a small one is counted in (10,000 where people leave 万 out).
 */
export function findMoney(
  text: string,
  options: { whole?: boolean; bareUnit?: number; currency?: Currency } = {},
): Money | null {
  const source = plainLower(text.slice(0, READ_UP_TO));
  for (const match of source.text.matchAll(PATTERN)) {
    const after = source.text.slice(match.index + match[0].length);
    const money = readMatch(match, after, options);
    if (money) return { ...money, ...cutOut(text, source, match) };
  }
  return null;
}

type Options = { whole?: boolean; bareUnit?: number; currency?: Currency };

function readMatch(
  match: RegExpExecArray,
  after: string,
  options: Options,
): (Range & { currency?: Currency }) | null {
  const said = match.groups ?? {};
  const unit = said.unit1 ?? said.unit2;
  const marked = unit ?? said.before ?? said.after1 ?? said.after2 ?? said.word;
  if ((!marked && !options.whole) || (!unit && NOT_MONEY.test(after))) return null;
  const loose = looseNumbers(said.first ?? '');
  const low = (loose?.[0] ?? readNumber(said.first ?? '')) * scaleOf(unit, said.first, options);
  const second = loose ? loose[1] : said.second ? readNumber(said.second) : null;
  const high = second === null ? null : second * scaleOf(said.unit2 ?? unit, said.second, options);
  if (!(low > 0) || (high !== null && !(high > 0))) return null;
  const cents = (value: number) => Math.round(value * 100) / 100;
  const range = rangeOf(cents(low), high === null ? null : cents(high), {
    atMost: !!(said.most ?? said.upTo),
    atLeast: !!(said.least ?? said.from),
    about: !!(said.about ?? said.around ?? said.more ?? said.many),
  });
  const words = `${said.before ?? ''} ${said.after1 ?? ''} ${said.after2 ?? ''}`;
  const currency = CURRENCIES.find(([pattern]) => pattern.test(words))?.[1] ?? options.currency;
  return currency ? { ...range, currency } : range;
}

function scaleOf(unit: string | undefined, written: string | undefined, options: Options): number {
  if (unit) return UNITS.find(([pattern]) => pattern.test(unit))?.[1] ?? 1;
  return options.bareUnit && readNumber(written ?? '') < 100_000 ? options.bareUnit : 1;
}
