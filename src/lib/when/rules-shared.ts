import { isDate } from '../calendar/index.ts';
import { AFTERNOON_UP_TO, fullYear } from './conventions.ts';
import { type Meaning, type Rule, rule } from './lexer.ts';
import type { Context, Slots } from './types.ts';

/** Numeric dates, clock times and numbers with units: the same in every language. */

const YEAR = '((?:18|19|20)\\d{2})';
const DAY = '(\\d{1,2})';
const MERIDIEM = '(a\\.?\\s?m\\b\\.?|p\\.?\\s?m\\b\\.?|[ap]\\b)';

/** am or pm as written ("p.m.", "a"); undefined where nothing is. */
export function findMeridiem(text: string | undefined): 'am' | 'pm' | undefined {
  if (!text) return undefined;
  return text.startsWith('a') ? 'am' : 'pm';
}

/** A complete date; one that does not exist forbids an answer. */
export function dated(year: number, month: number, dom: number): Meaning {
  return isDate(year, month, dom) ? { year, month, dom } : 'suspect';
}

/** Two numbers as month and day: month first unless that is impossible. */
function monthAndDay(a: number, b: number, context: Context): Slots | null {
  if (isDate(2024, a, b)) {
    const swappable = context.locale === 'en' && a !== b && isDate(2024, b, a);
    return { month: a, dom: b, ...(swappable ? { swappable } : {}) };
  }
  return isDate(2024, b, a) ? { month: b, dom: a } : null;
}

const numericDates: Rule[] = [
  rule('d', `${YEAR}\\s*[-/.]\\s*${DAY}\\s*[-/.]\\s*${DAY}(?!\\d)t?(?![a-z])`, (m) =>
    dated(Number(m[1]), Number(m[2]), Number(m[3])),
  ),
  rule('d', `${YEAR} ${DAY} ${DAY}(?![\\d:])`, (m) =>
    dated(Number(m[1]), Number(m[2]), Number(m[3])),
  ),
  rule('d', '((?:19|20)\\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\\d|3[01])(?!\\d)', (m) =>
    dated(Number(m[1]), Number(m[2]), Number(m[3])),
  ),
  rule(
    'd',
    `${DAY}\\s*([-/.])\\s*${DAY}\\s*\\2\\s*(\\d{4}|\\d{2})(?!\\d)(?!\\.\\d)`,
    (m, context) => {
      const found = monthAndDay(Number(m[1]), Number(m[3]), context);
      return found ? { ...found, year: fullYear(Number(m[4])) } : 'suspect';
    },
  ),
  rule('d', `${DAY} ${DAY} ((?:19|20)\\d{2})(?!\\d)`, (m, context) => {
    const found = monthAndDay(Number(m[1]), Number(m[2]), context);
    return found ? { ...found, year: Number(m[3]) } : null;
  }),
  rule('d', `${YEAR}\\s*[-/]\\s*${DAY}(?!\\s*[-/\\d])`, (m) => yearMonth(m[1], m[2])),
  rule('d', `${DAY}\\s*[-/]\\s*${YEAR}(?!\\s*[-/\\d])`, (m) => yearMonth(m[2], m[1])),
  rule('d', `${DAY}\\s*/\\s*${DAY}(?!\\d)(?!\\s*/)(?!\\s*h(?:ours?)?\\b)`, (m, context) =>
    monthAndDay(Number(m[1]), Number(m[2]), context),
  ),
  rule(
    'd',
    `${DAY}\\s*[-.]\\s*${DAY}(?![\\d:])(?!\\s*[-/])(?!\\.\\d)(?!\\s*[ap]\\.?m)`,
    (m, context) =>
      // In English 8.30 is as well a time.
      context.locale === 'en' && /\.(?:15|30|45)$/.test(m[0])
        ? 'suspect'
        : monthAndDay(Number(m[1]), Number(m[2]), context),
    true,
  ),
];

function yearMonth(year: string | undefined, month: string | undefined): Meaning | null {
  const number = Number(month);
  return number >= 1 && number <= 12 ? { year: Number(year), month: number } : null;
}

/** Hour and minutes of a written clock time; 25:00 forbids an answer. */
export function clock(
  hour: string,
  minute: string | undefined,
  rest: { second?: string | undefined; meridiem?: string | undefined } = {},
): Meaning {
  const value: Slots = { hour: Number(hour), minute: Number(minute ?? 0) };
  if (rest.second) value.second = Number(rest.second);
  const meridiem = findMeridiem(rest.meridiem);
  const bad = Number(hour) > 24 || Number(minute ?? 0) > 59 || Number(rest.second ?? 0) > 59;
  if (bad || (Number(hour) === 24 && Number(minute ?? 0) > 0)) return 'suspect';
  if (meridiem && Number(hour) <= 12) value.meridiem = meridiem;
  else if (hour.startsWith('0') || Number(hour) >= 13) value.literal = true;
  else value.afternoonUpTo = AFTERNOON_UP_TO.clock;
  return value;
}

const clocks: Rule[] = [
  // 3-4pm, 3:00-4:00: the beginning of a range.
  rule('d', `(\\d{1,2})\\s*(?:-|~|to)\\s*(\\d{1,2})\\s*${MERIDIEM}`, (m) => {
    const [from, to] = [Number(m[1]), Number(m[2])];
    if (from > 12 || to > 12) return null;
    return clock(m[1] ?? '', undefined, { meridiem: from < to || to === 12 ? m[3] : 'am' });
  }),
  rule('d', `(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:\\.\\d+)?)?(?!\\d)\\s*${MERIDIEM}?`, (m) =>
    clock(m[1] ?? '', m[2], { second: m[3], meridiem: m[4] }),
  ),
  rule('d', `(\\d{1,2})\\s?h\\s?(\\d{2})(?!\\d)\\s*${MERIDIEM}?`, (m) =>
    clock(m[1] ?? '', m[2], { meridiem: m[3] }),
  ),
  // "2h" alone is a length; an hour needs a day or "at" before it, or to be late in the day.
  rule('d', '(\\d{1,2})h(?![a-z\\d])', (m) =>
    Number(m[1]) >= 7 || /(?:at|@|[a-z]{3}|\d)\s*$/.test(m.input.slice(0, m.index))
      ? clock(m[1] ?? '', undefined)
      : 'suspect',
  ),
  rule('d', `(\\d{1,2})\\.([0-5]\\d)\\s*(am\\b|pm\\b|a\\.m\\.?|p\\.m\\.?)`, (m) =>
    clock(m[1] ?? '', m[2], { meridiem: m[3] }),
  ),
  rule('d', `(1[0-2]|0?[1-9])([0-5]\\d)\\s*(am\\b|pm\\b|a\\.m\\.?|p\\.m\\.?)`, (m) =>
    clock(m[1] ?? '', m[2], { meridiem: m[3] }),
  ),
  rule('d', `(\\d{1,2})\\s*(a\\.?\\s?m\\b\\.?|p\\.?\\s?m\\b\\.?)`, (m) =>
    clock(m[1] ?? '', undefined, { meridiem: m[2] }),
  ),
  rule('d', '(\\d{1,2})([ap])(?![a-z\\d])', (m) =>
    clock(m[1] ?? '', undefined, { meridiem: m[2] }),
  ),
  rule('d', '(\\d{1,2})\\s?ampm(?![a-z])', (m) => clock(m[1] ?? '', undefined)),
];

/** Numbers that belong to a thing, not to a day. */
export const sharedGuards: Rule[] = [
  rule('d', '1:1(?!\\d)', 'junk'),
  rule('d', '\\d{1,6}(?:\\.\\d{1,6}){2,6}(?:-\\w{1,9}){0,3}', (m) =>
    isDottedDate(m[0]) ? null : 'junk',
  ),
  rule(
    'd',
    '\\d[\\d,.]{0,12}\\s*(?:(?:-|~|to)\\s*\\d[\\d,.]{0,12}\\s*)?(?:%|万|亿|元|平|m2|千|块|折|成|公里|米|岁)',
    'junk',
  ),
  rule(
    'd',
    '\\d[\\d,.]{0,12}\\s*(?:(?:-|~|to)\\s*\\d[\\d,.]{0,12}\\s*)?(?:k|m|mil|mm|mio|w|b|bn|million|billion|sqft|sqm|sq\\.?\\s?ft|sq\\.?\\s?m|psf|psm|br|bdr|bdrm|bed(?:room)?s?|beds|bath(?:room)?s?|ba|rooms?|storeys?|floors?|people|pax|units?|cars?|kids|children|x|yo|usd|rmb|cny|sgd|hkd|dollars|yuan)(?![a-z])',
    'junk',
  ),
  rule('d', '\\d{7,}(?!\\d)', (m) => (/^(?:19|20)\d{6}$/.test(m[0]) ? null : 'junk')),
  rule('o', '[$£€¥]\\s*\\d[\\d,.]*', 'junk'),
  rule('o', '(?<!:\\d\\d)[+#]\\s*\\d[\\d -]{0,24}', 'junk'),
];

function isDottedDate(text: string): boolean {
  return (
    /^(?:19|20)\d{2}\.\d{1,2}\.\d{1,2}$/.test(text) ||
    /^\d{1,2}\.\d{1,2}\.(?:(?:19|20)\d{2}|\d{2})$/.test(text)
  );
}

const ZONES: Record<string, string> = {
  utc: 'UTC',
  gmt: 'UTC',
  cet: 'Etc/GMT-1',
  cest: 'Etc/GMT-2',
  pst: 'Etc/GMT+8',
  pdt: 'Etc/GMT+7',
  mst: 'Etc/GMT+7',
  est: 'Etc/GMT+5',
  edt: 'Etc/GMT+4',
  jst: 'Etc/GMT-9',
  hkt: 'Etc/GMT-8',
  sgt: 'Etc/GMT-8',
  aest: 'Etc/GMT-10',
  北京时间: 'Asia/Shanghai',
};

const zones: Rule[] = [
  rule('l', '(?:utc|gmt)\\s?([+-])(\\d{1,2})(?::?00)?(?!\\d)', (m) => {
    const hours = Number(m[2]);
    if (hours > 12) return 'suspect';
    return { zone: hours === 0 ? 'UTC' : `Etc/GMT${m[1] === '+' ? '-' : '+'}${hours}` };
  }),
  rule('l', '(utc|gmt|cet|cest|pst|pdt|mst|est|edt|jst|hkt|sgt|aest)(?![a-z])', (m) => ({
    zone: ZONES[m[1] ?? ''] ?? 'UTC',
  })),
  rule('h', '北京时间', { zone: 'Asia/Shanghai' }),
  rule('l', '(?<=:\\d\\d)z(?![a-z])', { zone: 'UTC' }),
  rule('o', '(?<=:\\d\\d)([+-])(\\d{2}):?(\\d{2})(?!\\d)', (m) => {
    if (m[3] !== '00' || Number(m[2]) > 12) return 'suspect';
    return { zone: m[2] === '00' ? 'UTC' : `Etc/GMT${m[1] === '+' ? '-' : '+'}${Number(m[2])}` };
  }),
  rule(
    'l',
    '(africa|america|antarctica|asia|atlantic|australia|europe|indian|pacific|etc)/[a-z_]+(?:/[a-z_]+)?(?:[+-]\\d{1,2})?',
    (m) => {
      const name = findZone(m[0]);
      return name ? { zone: name } : 'suspect';
    },
  ),
];

const zoneNames = new Map<string, string>();

/** The IANA zone of a name in any case, or null. */
function findZone(name: string): string | null {
  if (zoneNames.size === 0) {
    for (const zone of Intl.supportedValuesOf('timeZone')) zoneNames.set(zone.toLowerCase(), zone);
  }
  const found = zoneNames.get(name);
  if (found) return found;
  const etc = /^etc\/gmt([+-]\d{1,2})$/.exec(name);
  return etc ? `Etc/GMT${etc[1]}` : null;
}

export const sharedRules: Rule[] = [...numericDates, ...clocks, ...zones];

/** Tried last: what is no date at all. A small number beside a date forbids to guess. */
export const leftovers: Rule[] = [
  rule('d', '\\d{3,4}(?:[\\s*-]+\\d{3,4})+(?!\\d)', 'junk'),
  rule('d', '\\d+(?:[.,]\\d+)*', (m) => (m[0].length > 4 ? 'junk' : 'suspect')),
  rule('o', '[-~]+', 'to'),
  rule('o', '[\\s,、，。;!?\\n]+', 'break'),
  rule('o', '[.:()（）\\[\\]"\'·・|@「」《》…/]+', 'filler'),
];
