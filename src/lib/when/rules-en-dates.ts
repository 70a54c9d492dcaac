import { isDate } from '../calendar/index.ts';
import { fullYear } from './conventions.ts';
import { type Meaning, type Rule, rule } from './lexer.ts';
import { dated } from './rules-shared.ts';
import type { Slots } from './types.ts';
import { E, MONTH, monthOf, NTH, shiftOf, WD, WHICH, weekdayOf } from './words-en.ts';

/** English: months and days of a month. */

const NOT_TIME =
  "(?!\\d)(?!\\s*(?:[ap]\\.?\\s?m\\b|[ap]\\b|:\\d|h\\d|\\.\\d|o'?\\s?clock|(?:min|hour|day|week|month|year)))";

/** What may follow a bare "21st"; before a noun it is a rank (21st floor). */
const NO_NOUN =
  '(?=\\s*(?:$|[^a-z\\s]|(?:at|of|in|on|for|to|and|or|this|next|with|please|pls|around|about|after|before|works?|is|if|he|she|they|we|i|morning|afternoon|evening|night|noon|am|pm|mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)))';

function dom(day: number): Slots {
  return day >= 1 && day <= 31 ? { dom: day } : { dom: 99 };
}

function monthDay(month: number, day: number, year: string | undefined): Meaning | null {
  if (year !== undefined) return dated(fullYear(Number(year)), month, day);
  return isDate(2024, month, day) ? { month, dom: day } : 'suspect';
}

export const enDateRules: Rule[] = [
  rule('l', `${MONTH}\\s*[-/]\\s*(\\d{1,2})(?!\\d)(?!\\s*[-/])`, (m) =>
    monthDay(monthOf(m[1]), Number(m[2]), undefined),
  ),
  rule('l', `${MONTH}\\s*[-/,]?\\s*((?:19|20)\\d{2})(?![\\d:])(?!\\s*[-/])`, (m) => ({
    month: monthOf(m[1]),
    year: Number(m[2]),
  })),
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
    `${WD}\\s*,?\\s*(?:the\\s+)?(\\d{1,2})(?:st|nd|rd|th|(?![a-z]))${NOT_TIME}(?!\\s*(?:[-/.]\\d|of\\b|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))(?=\\s*(?:$|at\\b|@|around|about|[,.!?]|[a-z])|(?<=[a-z])\\s)`,
    // "sat 11" may be a day or an hour; "Friday 31" is a day.
    (m) =>
      Number(m[2]) <= 12 && !/(?:st|nd|rd|th)$/.test(m[0])
        ? 'suspect'
        : { weekday: weekdayOf(m[1]), ...dom(Number(m[2])) },
  ),
  rule('d', `(\\d{1,2})(?:st|nd|rd|th)?(?=\\s+at\\s+\\d)`, (m) => dom(Number(m[1])), true),
  rule('d', `(\\d{1,2})\\s+of(?=\\s+(?:this|next|the)\\s+(?:\\w+\\s+)?month)`, (m) =>
    dom(Number(m[1])),
  ),
  rule('l', `${WHICH}\\s+month${E}`, (m) => ({ monthShift: shiftOf(m[1]) })),
  rule('l', `the\\s+month${E}`, { monthShift: 0 }, true),
  rule('l', `the\\s+year${E}`, { yearShift: 0 }, true),
  rule('l', `${WHICH}\\s+quarter${E}`, (m) => ({ quarterShift: shiftOf(m[1]) })),
  rule('l', `${WHICH}\\s+year${E}`, (m) => ({ yearShift: shiftOf(m[1]) })),
  rule(
    'd',
    `((?:19|20)\\d{2})(?![\\d:])(?!\\.\\d)(?!\\s*(?:sq|psf|m2|usd|units|people))`,
    (m) => ({ year: Number(m[1]) }),
    true,
  ),
];
