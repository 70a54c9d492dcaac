import { isDate } from '../calendar/index.ts';
import { fullYear } from './conventions.ts';
import { EN_HOLIDAYS } from './holidays.ts';
import { type Meaning, type Rule, rule } from './lexer.ts';
import { dated } from './rules-shared.ts';
import type { Edge, Slots, Span, Unit } from './types.ts';

const E = '(?![a-z])';
const MONTH_NAMES = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
export const MONTH =
  '(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?![a-z])\\.?';
const DAY_NAMES = 'mon tue wed thu fri sat sun'.split(' ');
const WD =
  '(mon(?:day)?|tue(?:s(?:day)?)?|wed(?:s|nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)s?(?![a-z])\\.?';
const NTH = '(\\d{1,2})(?:st|nd|rd|th)';
const NOT_TIME =
  "(?!\\d)(?!\\s*(?:[ap]\\.?\\s?m\\b|[ap]\\b|:\\d|h\\d|\\.\\d|o'?\\s?clock|(?:min|hour|day|week|month|year)))";

/** What may follow a bare "21st"; before a noun it is a rank (21st floor). */
const NO_NOUN =
  '(?=\\s*(?:$|[^a-z\\s]|(?:at|of|in|on|for|to|and|or|this|next|with|please|pls|around|about|after|before|works?|is|if|he|she|they|we|i|morning|afternoon|evening|night|noon|am|pm|mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)))';

function monthOf(word: string | undefined): number {
  return MONTH_NAMES.indexOf((word ?? '').slice(0, 3)) + 1;
}

function weekdayOf(word: string | undefined): number {
  return DAY_NAMES.indexOf((word ?? '').slice(0, 3)) + 1;
}

const dayWords: Rule[] = [
  rule(
    'l',
    `(?:(?:right|just)\\s+)?now${E}|at\\s+(?:this|the)\\s+(?:time|moment|minute|present\\s+time)${E}|atm${E}|asap${E}|immediately|right\\s+away`,
    { now: true },
  ),
  rule('l', `today${E}|(?:my|same|this)\\s+day${E}|otd${E}`, { dayShift: 0 }),
  rule('l', `(?:tom+or+ow|tmrr?w|tmr|tmw|tomorow|2moro|2morrow|tml|tom)${E}`, { dayShift: 1 }),
  rule(
    'l',
    `(?:the\\s+)?(?:next|following)\\s+day${E}|(?:the\\s+)?day\\s+after${E}(?!\\s+(?:tom|tm|next|the|\\w))`,
    { dayShift: 1 },
  ),
  rule('l', `(?:the\\s+)?day\\s+after\\s+(?:tom+or+ow|tmrr?w|tmr|tmw|tomorow)${E}|overmorrow`, {
    dayShift: 2,
  }),
  rule('l', `yesterday${E}`, { dayShift: -1 }),
  rule('l', `(?:the\\s+)?day\\s+before\\s+yesterday${E}`, { dayShift: -2 }),
  rule(
    'l',
    `later(?:\\s+on)?(?:\\s+today)?${E}(?!\\s+(?:this|in|next))|in\\s+a\\s+(?:bit|while)${E}`,
    { later: true },
    true,
  ),
];

function how(word: string): Slots {
  const text = word.replace(/\s+/g, ' ');
  if (/upcoming|coming/.test(text)) return { weekdayHow: 'coming' };
  if (/next|following/.test(text)) return { weekdayHow: 'next' };
  if (/last|past|previous/.test(text)) return { weekdayHow: 'last' };
  return { weekdayHow: 'this' };
}

const WHICH =
  '(this|next|(?:the\\s+|this\\s+)?(?:up)?coming|(?:the\\s+)?following|last|past|previous)';

function shiftOf(word: string | undefined): number {
  const text = word ?? '';
  if (/next|following|coming/.test(text)) return 1;
  return /last|past|previous/.test(text) ? -1 : 0;
}

const weeks: Rule[] = [
  rule('l', `(?:sat|sun|wed|mon)${E}`, (m) => ({ weekday: weekdayOf(m[0]) }), true),
  rule('l', WD, (m) => ({ weekday: weekdayOf(m[1]) })),
  rule('l', `${WHICH}\\s+${WD}(?!\\s+(?:of|in)\\s+(?!next|this))`, (m) => ({
    weekday: weekdayOf(m[2]),
    ...how(m[1] ?? ''),
  })),
  rule('l', `${WD}\\s+after\\s+next${E}`, (m) => ({
    weekday: weekdayOf(m[1]),
    weekdayHow: 'afterNext',
  })),
  rule('d', `(\\d{1,2})\\s+${WD}\\s+from\\s+(?:now|today)${E}`, (m) => ({
    weekday: weekdayOf(m[2]),
    weekdaysAhead: Number(m[1]),
  })),
  rule('l', `${WHICH}\\s+(?:work(?:ing)?[\\s-]?)?week${E}`, (m) => ({ weekShift: shiftOf(m[1]) })),
  rule('l', `the\\s+week\\s+of${E}`, { weekOf: true }),
  rule('l', `the\\s+week${E}(?!\\s+(?:of|after))`, { weekShift: 0 }, true),
  rule('l', `(?:the\\s+)?week\\s+after\\s+next${E}`, { weekShift: 2 }),
  rule('l', `(?:the\\s+)?month\\s+after\\s+next${E}`, { monthShift: 2 }),
  rule('l', `(?:the\\s+)?year\\s+after\\s+next${E}`, { yearShift: 2 }),
  rule('l', `(?:${WHICH}\\s+)?week[\\s-]?ends?${E}`, (m) => ({
    weekend: true,
    ...(m[1] && shiftOf(m[1]) !== 0 && !/coming/.test(m[1]) ? { weekShift: shiftOf(m[1]) } : {}),
  })),
  rule('l', `the\\s+week[\\s-]?end${E}`, { weekend: true }),
  rule('l', `week${E}(?=\\s+\\d)`, 'suspect'),
];

const months: Rule[] = [
  rule(
    'l',
    `${MONTH}\\s*(?:the\\s+)?(\\d{1,2})(?:st|nd|rd|th)?${NOT_TIME}(?:(?:\\s*,?\\s*(?:of|in)?\\s*|[-/.])((?:19|20)\\d{2})(?!\\d))?`,
    (m) => monthDay(monthOf(m[1]), Number(m[2]), m[3]),
  ),
  rule(
    'd',
    `(\\d{1,2})(?:st|nd|rd|th)?(?:\\s+day)?\\s*(?:of\\s+)?[-/. ]*(?:the\\s+)?${MONTH}(?:(?:\\s*,?\\s*(?:of|in)?\\s*|[-/.])((?:19|20)\\d{2}|\\d{2}(?=\\s*(?:$|,|at\\b|@)))(?!\\d))?`,
    (m) => monthDay(monthOf(m[2]), Number(m[1]), m[3]),
  ),
  rule('l', `the\\s+(\\d{1,2})(?:st|nd|rd|th)?\\s+(?:day\\s+)?of\\s+${MONTH}`, (m) =>
    monthDay(monthOf(m[2]), Number(m[1]), undefined),
  ),
  rule('l', `${MONTH}[-/ ]+((?:19|20)\\d{2})[-/ ]+(\\d{1,2})(?!\\d)`, (m) =>
    dated(Number(m[2]), monthOf(m[1]), Number(m[3])),
  ),
  rule('l', `${MONTH}[-/]+(\\d{1,2})[-/]+((?:19|20)\\d{2})(?!\\d)`, (m) =>
    dated(Number(m[3]), monthOf(m[1]), Number(m[2])),
  ),
  rule('d', `((?:19|20)\\d{2})[-/ ]+(\\d{1,2})[-/ ]+${MONTH}`, (m) =>
    dated(Number(m[1]), monthOf(m[3]), Number(m[2])),
  ),
  rule('d', `((?:19|20)\\d{2})[-/ ]+${MONTH}[-/ ]+(\\d{1,2})(?!\\d)`, (m) =>
    dated(Number(m[1]), monthOf(m[2]), Number(m[3])),
  ),
  rule('d', `((?:19|20)\\d{2})\\s*[-/,]?\\s*${MONTH}`, (m) => ({
    year: Number(m[1]),
    month: monthOf(m[2]),
  })),
  rule('l', `(?:may|mar|march)${E}`, (m) => ({ month: monthOf(m[0]) }), true),
  rule('l', `(?:in\\s+|during\\s+)?${MONTH}`, (m) => ({ month: monthOf(m[1]) })),
  rule('l', `${MONTH}\\s+after\\s+next${E}`, (m) => ({ month: monthOf(m[1]), yearShift: 1 })),
  rule('l', `next\\s+${MONTH}`, (m) => ({ month: monthOf(m[1]) })),
  // Spelled ranks were rewritten to 1th, 2th, 3th: "the first" alone is no day of the month.
  rule('d', '[123]th(?![a-z])', (m) => dom(Number.parseInt(m[0], 10)), true),
  rule('l', `the\\s+${NTH}(?![a-z])(?<!\\b[123]th)${NO_NOUN}`, (m) => dom(Number(m[1]))),
  rule('d', `${NTH}(?![a-z])(?:\\s+day\\s+of${E})?${NO_NOUN}`, (m) => dom(Number(m[1]))),
  rule(
    'l',
    `the\\s+(\\d{1,2})(?:st|nd|rd|th)?${NOT_TIME}(?!\\s*(?:-\\d|[./]\\d|%))(?:\\s+of${E})?`,
    (m) => dom(Number(m[1])),
    true,
  ),
  rule(
    'l',
    `on\\s+(?:the\\s+)?(\\d{1,2})(?:st|nd|rd|th)?${NOT_TIME}(?=\\s*(?:$|at\\b|@|[,.!?]|$))`,
    (m) => dom(Number(m[1])),
  ),
  rule(
    'l',
    `${WD}\\s*,?\\s*(?:the\\s+)?(\\d{1,2})(?:st|nd|rd|th)?${NOT_TIME}(?!\\s*(?:[-/.]\\d|of\\b|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))(?=\\s*(?:$|at\\b|@|around|about|[,.!?]|[a-z]))`,
    (m) => ({ weekday: weekdayOf(m[1]), ...dom(Number(m[2])) }),
  ),
  rule('d', `(\\d{1,2})(?:st|nd|rd|th)?(?=\\s+at\\s+\\d)`, (m) => dom(Number(m[1])), true),
  rule('d', `(\\d{1,2})\\s+of(?=\\s+(?:this|next|the)\\s+(?:\\w+\\s+)?month)`, (m) =>
    dom(Number(m[1])),
  ),
  rule('l', `${WHICH}\\s+month${E}`, (m) => ({ monthShift: shiftOf(m[1]) })),
  rule('l', `the\\s+month${E}`, { monthShift: 0 }, true),
  rule('l', `${WHICH}\\s+quarter${E}`, (m) => ({ quarterShift: shiftOf(m[1]) })),
  rule('l', `${WHICH}\\s+year${E}`, (m) => ({ yearShift: shiftOf(m[1]) })),
  rule(
    'd',
    `((?:19|20)\\d{2})(?![\\d:])(?!\\.\\d)(?!\\s*(?:sq|psf|m2|usd|units|people))`,
    (m) => ({ year: Number(m[1]) }),
    true,
  ),
];

function dom(day: number): Slots {
  return day >= 1 && day <= 31 ? { dom: day } : { dom: 99 };
}

function monthDay(month: number, day: number, year: string | undefined): Meaning | null {
  if (year !== undefined) return dated(fullYear(Number(year)), month, day);
  return isDate(2024, month, day) ? { month, dom: day } : 'suspect';
}

const RANK_UNITS: [string, NonNullable<Slots['nthOf']>][] = [
  ['(?:working|business|work)\\s+day', 'working'],
  ['week[\\s-]?end', 'weekend'],
  ['day', 'day'],
  ['week', 'week'],
  ['month', 'month'],
];

const ranks: Rule[] = [
  ...RANK_UNITS.flatMap(([unit, nthOf]) => [
    rule('ld', `(?:the\\s+)?${NTH}\\s+(last\\s+)?${unit}${E}(?:\\s+(?:of|in)${E})?`, (m) => ({
      nth: Number(m[1]) * (m[2] ? -1 : 1),
      nthOf,
    })),
    rule('l', `(?:the\\s+)?last\\s+${unit}\\s+(?:of|in)${E}`, { nth: -1, nthOf }),
  ]),
  rule('ld', `(?:the\\s+)?${NTH}\\s+(last\\s+)?${WD}`, (m) => ({
    nth: Number(m[1]) * (m[2] ? -1 : 1),
    nthOf: 'weekday',
    weekday: weekdayOf(m[3]),
  })),
  rule('l', `(?:the\\s+)?last\\s+${WD}(?=\\s+(?:of|in)\\s)`, (m) => ({
    nth: -1,
    nthOf: 'weekday',
    weekday: weekdayOf(m[1]),
  })),
  rule('l', `week\\s+(\\d{1,2})(?=\\s+of\\s)`, (m) => ({ nth: Number(m[1]), nthOf: 'week' })),
];

const EDGES: [string, Edge][] = [
  ['(?:the\\s+)?(?:beginning|start)(?:\\s+of)?(?:\\s+the)?|early(?:\\s+in)?(?:\\s+the)?', 'start'],
  ['(?:the\\s+)?(?:middle)(?:\\s+of)?(?:\\s+the)?|mid(?:\\s*-)?(?:\\s+of)?', 'mid'],
  ['late(?:r)?(?:\\s+in)?(?:\\s+the)?', 'late'],
  ['(?:the\\s+)?(?:end|close)(?:\\s+of)?(?:\\s+the)?', 'end'],
];

const edges: Rule[] = [
  ...EDGES.map(([words, edge]) => rule('l', `(?:${words})${E}`, { edge }, true)),
  ...EDGES.flatMap(([words, edge]) =>
    (['day', 'week', 'month', 'year'] as Unit[])
      .filter((unit) => edge !== 'mid' || unit !== 'day')
      .map((edgeOf) => rule('l', `(?:by\\s+)?(?:${words})[\\s-]+${edgeOf}${E}`, { edge, edgeOf })),
  ),
  rule(
    'l',
    `(?:the\\s+)?(?:eod|cob|close\\s+of\\s+(?:business|play)|end\\s+of\\s+(?:business|play|today)|day'?s\\s+end)${E}`,
    { edge: 'end', edgeOf: 'day' },
  ),
  rule('l', `(?:the\\s+)?eow${E}`, { edge: 'end', edgeOf: 'week' }),
  rule('l', `(?:the\\s+)?(?:eom|month[\\s-]?end)${E}`, { edge: 'end', edgeOf: 'month' }),
  rule('l', `(?:the\\s+)?(?:eoy|year[\\s-]?end)${E}`, { edge: 'end', edgeOf: 'year' }),
];

const UNITS =
  "(?:sec(?:ond)?s?|min(?:ute)?s?|hours?|hrs?|days?|weeks?|wks?|fortnights?|months?|mths?|years?|yrs?|quarters?|(?:working|business|work)\\s+days?|[mhdw'])";
const COUNT =
  '(?:\\d+/\\d+\\s*(?:of\\s+)?(?:an?\\s+)?|\\d+(?:\\.\\d+)?\\s*(?:-\\s*)?|an?\\s+(?:couple|pair|few)\\s+(?:of\\s+)?|(?:a\\s+)?couple\\s+(?:of\\s+)?|(?:a\\s+)?few\\s+|half\\s+an?\\s+|half\\s+|(?:a|an|another)\\s+(?:half\\s+)?)';
const PIECE = `${COUNT}(?:more\\s+)?${UNITS}(?![a-z])(?:\\s+and\\s+(?:a\\s+)?half)?`;
const LENGTH = `(${PIECE}(?:(?:\\s*,?\\s*(?:and\\s+)?)${PIECE}){0,2})`;

/** Sum of "2 years 1 month 21 days"; null when the unit is a working day. */
export function englishSpan(text: string, sign: number): Meaning | null {
  const span: Span = { months: 0, days: 0, minutes: 0 };
  const pieces = text.matchAll(
    new RegExp(`(${COUNT})(?:more\\s+)?(${UNITS})(?![a-z])(\\s+and\\s+(?:a\\s+)?half)?`, 'g'),
  );
  for (const piece of pieces) {
    const count = countOf(piece[1] ?? '') + (piece[3] ? 0.5 : 0);
    const unit = piece[2] ?? '';
    if (/^(?:work|business)/.test(unit)) return { working: Math.ceil(count) * sign };
    addUnit(span, unit, count * sign);
  }
  return { span };
}

function countOf(text: string): number {
  const word = text.trim();
  const fraction = /^(\d+)\/(\d+)/.exec(word);
  if (fraction) return Number(fraction[1]) / Number(fraction[2]);
  if (/^\d/.test(word)) return Number.parseFloat(word);
  if (/couple|pair/.test(word)) return 2;
  if (/few/.test(word)) return 3;
  return /half/.test(word) ? 0.5 : 1;
}

function addUnit(span: Span, unit: string, count: number): void {
  if (/^sec/.test(unit)) span.minutes += count / 60;
  else if (/^(?:m|')$|^min/.test(unit)) span.minutes += count;
  else if (/^h/.test(unit)) span.minutes += count * 60;
  else if (/^d/.test(unit)) {
    span.days += Math.trunc(count);
    span.minutes += (count % 1) * 1440;
  } else if (/^w/.test(unit)) span.days += Math.round(count * 7);
  else if (/^f/.test(unit)) span.days += Math.round(count * 14);
  else if (/^q/.test(unit)) span.months += Math.round(count * 3);
  else if (/^y/.test(unit)) span.months += Math.round(count * 12);
  else {
    span.months += Math.trunc(count);
    span.days += Math.round((count % 1) * 30);
  }
}

const spans: Rule[] = [
  rule(
    'l',
    `(?:with)?in\\s+(?:about\\s+|around\\s+|the\\s+next\\s+)?${LENGTH}(?:'?s?\\s+time)?${E}`,
    (m) => englishSpan(m[1] ?? '', 1),
  ),
  rule('l', `after\\s+${LENGTH}${E}`, (m) => englishSpan(m[1] ?? '', 1)),
  rule('l', `in\\s+(\\d{1,2})(?=\\s*$)`, (m) => ({
    span: { months: 0, days: 0, minutes: Number(m[1]) },
  })),
  rule('ld', `${LENGTH}\\s+(?:from\\s+(?:right\\s+)?now|hence|later|out|from\\s+today)${E}`, (m) =>
    englishSpan(m[1] ?? '', 1),
  ),
  rule('ld', `${LENGTH}\\s+(?:ago|earlier|back)${E}`, (m) => englishSpan(m[1] ?? '', -1)),
  rule('ld', `${LENGTH}\\s+(?:after|from|since|following)${E}`, (m) =>
    anchored(englishSpan(m[1] ?? '', 1)),
  ),
  rule('ld', `${LENGTH}\\s+(?:before|prior\\s+to)${E}`, (m) =>
    anchored(englishSpan(m[1] ?? '', -1)),
  ),
  rule(
    'ld',
    '(?:(?:the\\s+)?(?:upcoming|next)\\s+(\\d{1,2})|(\\d{1,2})\\s+upcoming)\\s+(days?|weeks?|months?)(?![a-z])',
    (m) => {
      const count = Number(m[1] ?? m[2]);
      if (m[3]?.startsWith('d')) return { dayShift: count };
      return m[3]?.startsWith('w') ? { weekShift: count } : { monthShift: count };
    },
  ),
  // A length without a direction says nothing about when.
  rule('ld', `(?:for\\s+)?${LENGTH}(?=\\s|$|[^a-z])`, (m) =>
    /^\d{1,2}[m'hdw]$|^(?:for\s+)?a\s+[mhdw]\b/.test(m[0]) ? null : 'junk',
  ),
];

function anchored(meaning: Meaning | null): Meaning | null {
  if (meaning === null || typeof meaning === 'string' || meaning.working !== undefined) return null;
  return { ...meaning, anchored: true };
}

const WORKDAY = '(?:working|business|work|week)\\s?-?days?';

const workdays: Rule[] = [
  rule('l', `(?:the\\s+)?(?:next|following)\\s+${WORKDAY}${E}`, { working: 1 }),
  rule('l', `(?:a\\s+|any\\s+)?${WORKDAY}${E}`, { working: 0 }, true),
  rule('ld', `(?:the\\s+)?${NTH}\\s+(?:working|business|work)\\s+days?\\s+after${E}`, (m) => ({
    nth: Number(m[1]),
    nthOf: 'working',
    side: 'after',
  })),
];

const holidays: Rule[] = [
  ...EN_HOLIDAYS.map(([pattern, holiday]) =>
    rule(
      'l',
      `(?:(before|after|next|this|coming)\\s+)?(?:the\\s+)?(?:${pattern})${E}(?:\\s+(?:of|in)(?=\\s+(?:(?:19|20)\\d{2}|next|this)))?`,
      (m, context) => {
        const key =
          holiday === 'labour'
            ? context.zone.startsWith('America/')
              ? '美国劳动节'
              : '劳动节'
            : holiday;
        if (m[1] === 'after' || m[1] === 'before') return { holiday: key, side: m[1] };
        return { holiday: key };
      },
    ),
  ),
  rule(
    'l',
    '(?:orthodox|holy|palm|whit|maundy|covenant|ash|shrove|pancake|super|lazarus|trinity|great|silent|clean|fat|fathers?|mothers?|pentecost|ascension|low|quasimodo|islamic|hijri|arabic|parsi|jewish|hebrew|tamil|thai|bengali|persian|israeli|indian|american|japanese|korean|french)(?=\\s+(?:mon|tue|wed|thu|fri|sat|sun|new|easter|good|great|national|independence|labou?r|week|day))',
    'suspect',
  ),
];

export const enDayRules: Rule[] = [
  ...dayWords,
  ...weeks,
  ...months,
  ...ranks,
  ...edges,
  ...spans,
  ...workdays,
  ...holidays,
];
