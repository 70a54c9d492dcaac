import { type Mapped, rewrite } from '../text.ts';

const DIGITS: Record<string, number> = {
  零: 0,
  〇: 0,
  一: 1,
  二: 2,
  两: 2,
  俩: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
};

/** Source of a pattern for a Chinese or Arabic number. */
export const ZH_NUMBER = '(?:\\d{1,4}|[零〇一二两俩三四五六七八九十廿卅百]{1,6})';

/** Value of a Chinese or Arabic number (十二, 二十, 廿一, 二零一五, 两百, 15), NaN when it is none. */
export function zhNumber(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  const plain = text.replace(/廿/g, '二十').replace(/卅/g, '三十');
  if (/^[零〇一二两三四五六七八九]+$/.test(plain)) {
    return Number([...plain].map((char) => DIGITS[char]).join(''));
  }
  if (plain === '俩') return 2;
  const found =
    /^(?:([一二两三四五六七八九])百零?)?(?:([一二三四五六七八九])?(十))?([一二三四五六七八九])?$/.exec(
      plain,
    );
  if (!found || plain === '') return Number.NaN;
  const tens = found[3] ? (found[2] ? digit(found[2]) : 1) * 10 : 0;
  return (found[1] ? digit(found[1]) * 100 : 0) + tens + (found[4] ? digit(found[4]) : 0);
}

function digit(char: string): number {
  return DIGITS[char] ?? Number.NaN;
}

/** 三四 in 三四天后: the first of two neighbouring digits, or null. */
export function loosePair(text: string): number | null {
  const first = DIGITS[text[0] ?? ''];
  return text.length === 2 && first !== undefined && DIGITS[text[1] ?? ''] === first + 1
    ? first
    : null;
}

const UNITS = 'one two three four five six seven eight nine'.split(' ');
const TEENS =
  'ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(' ');
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const ORDINAL_UNITS = 'first second third fourth fifth sixth seventh eighth ninth'.split(' ');
const ORDINAL_TEENS =
  'tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth'.split(
    ' ',
  );
const WORDS = new Map<string, number>([
  ...UNITS.map((word, i) => [word, i + 1] as const),
  ...TEENS.map((word, i) => [word, i + 10] as const),
  ...TENS.map((word, i) => [word, (i + 2) * 10] as const),
  ['fourty', 40],
]);
const ORDINALS = new Map<string, number>([
  ...ORDINAL_UNITS.map((word, i) => [word, i + 1] as const),
  ...ORDINAL_TEENS.map((word, i) => [word, i + 10] as const),
  ['twentieth', 20],
  ['thirtieth', 30],
]);

const WORD = [...WORDS.keys()].sort((a, b) => b.length - a.length).join('|');
const JOIN = '(?:\\s*-\\s*|\\s+(?:and\\s+)?)';
const CARDINALS = new RegExp(
  `\\b(?:${WORD})(?:${JOIN}(?:${WORD}|thousand|hundred|oh|o(?!'|\\s*clock)|zero)\\b){0,7}(?![a-z])`,
  'g',
);
const UNIT_ORDINAL = ORDINAL_UNITS.join('|');
const ORDINAL = new RegExp(
  `\\b(?:(twenty|thirty)[\\s-]+(${UNIT_ORDINAL})|(${[...ORDINALS.keys()].join('|')}))\\b`,
  'g',
);
/** A lone "nine" is a time. */
const ONE_HOUR = new RegExp(`^\\s*(?:${[...UNITS, 'ten', 'eleven', 'twelve'].join('|')})\\s*$`);
/** "second" is a rank only beside words that ask for one; otherwise it is a unit of time. */
const RANKED =
  /(?:\bthe|\bon|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|ary|ch|il|ne|ly|st|er)\s+$/;
const RANKS = /^\s+(?:of|last|day|week|month|working|business|mon|tue|wed|thu|fri|sat|sun)/;

/** Spelled English numbers as digits: "eight forty" → 8:40, "twenty second" → 22nd, "two thousand and eighteen" → 2018. */
export function spellOut(source: Mapped): Mapped {
  if (ONE_HOUR.test(source.text)) {
    return rewrite(source, /[a-z]+/g, (match) => `${WORDS.get(match[0])} o'clock`);
  }
  const ranked = rewrite(source, ORDINAL, (match) => {
    const value = match[1]
      ? (WORDS.get(match[1]) ?? 0) + (ORDINALS.get(match[2] ?? '') ?? 0)
      : (ORDINALS.get(match[3] ?? '') ?? 0);
    if (match[3] === 'second') {
      const before = match.input.slice(0, match.index);
      const after = match.input.slice(match.index + match[0].length);
      if (!RANKED.test(before) && !RANKS.test(after)) return null;
    }
    return `${value}th`;
  });
  return rewrite(ranked, CARDINALS, (match) => readCardinals(match[0]));
}

/** The numbers of a run of number words; hour and minutes become 8:40, halves of a year are joined. */
function readCardinals(run: string): string {
  const words = run.split(/[\s-]+/).filter((word) => word !== 'and' && word !== '');
  const values: (number | 'oh')[] = [];
  for (let i = 0; i < words.length; ) {
    const [value, used] = readOne(words, i);
    values.push(value);
    i += used;
  }
  return joinValues(values);
}

function readOne(words: string[], i: number): [number | 'oh', number] {
  const word = words[i] ?? '';
  if (word === 'oh' || word === 'o' || word === 'zero') return ['oh', 1];
  const value = WORDS.get(word) ?? 0;
  if (words[i + 1] === 'thousand' || words[i + 1] === 'hundred') {
    const scale = words[i + 1] === 'thousand' ? 1000 : 100;
    const [rest, used] = i + 2 < words.length ? readOne(words, i + 2) : [0, 0];
    return [value * scale + (rest === 'oh' ? 0 : rest), 2 + used];
  }
  const next = WORDS.get(words[i + 1] ?? '') ?? 0;
  return value >= 20 && next >= 1 && next <= 9 ? [value + next, 2] : [value, 1];
}

function joinValues(values: (number | 'oh')[]): string {
  const [a, b, c] = values;
  if (typeof a === 'number' && a <= 12) {
    if (b === 'oh' && typeof c === 'number' && c < 10) return `${a}:0${c}`;
    if (values.length === 2 && typeof b === 'number' && b >= 10 && b < 60) return `${a}:${b}`;
  }
  if (values.length === 2 && (a === 19 || a === 20) && typeof b === 'number' && b >= 10) {
    return String(a * 100 + b);
  }
  return values.map((value) => (value === 'oh' ? '0' : value)).join(' ');
}
