import { EN_HOLIDAYS } from './holidays.ts';
import { type Meaning, type Rule, rule } from './lexer.ts';
import type { Span } from './types.ts';
import { E, NTH, WD } from './words-en.ts';

/** English: spans, working days, holidays. */

const UNITS =
  "(?:sec(?:ond)?s?|min(?:ute)?s?|hours?|hrs?|days?|weeks?|wks?|fortnights?|months?|mths?|years?|yrs?|quarters?(?!\\s+of)|(?:working|business|work)\\s+days?|[mhdw'])";

const COUNT =
  '(?:\\d+\\s+\\d+/\\d+\\s*|\\d+\\s+and\\s+(?:a\\s+)?half\\s+|\\d+/\\d+\\s*(?:of\\s+)?(?:an?\\s+)?|\\d+(?:\\.\\d+)?\\s*(?:-\\s*)?|an?\\s+(?:couple|pair|few)\\s+(?:of\\s+)?|(?:a\\s+)?couple\\s+(?:of\\s+)?|(?:a\\s+)?few\\s+|half\\s+an?\\s+|half\\s+|(?:a|an|another)\\s+(?:half\\s+)?)';

const PIECE = `${COUNT}(?:more\\s+)?${UNITS}(?![a-z])(?:\\s+and\\s+(?:a\\s+)?half)?`;

const LENGTH = `(${PIECE}(?:(?:\\s*,?\\s*(?:and\\s+)?)${PIECE}){0,2})`;

/** Sum of "2 years 1 month 21 days"; null when the unit is a working day. */
function englishSpan(text: string, sign: number): Meaning | null {
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
  const mixed = /^(\d+)\s+(\d+)\/(\d+)/.exec(word);
  if (mixed) return Number(mixed[1]) + Number(mixed[2]) / Number(mixed[3]);
  if (/^\d/.test(word)) return Number.parseFloat(word) + (word.includes('half') ? 0.5 : 0);
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

function anchored(meaning: Meaning | null): Meaning | null {
  if (meaning === null || typeof meaning === 'string' || meaning.working !== undefined) return null;
  return { ...meaning, anchored: true };
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
  rule('l', `(?:the\\s+)?(day|week|month)\\s+(after|before)${E}(?!\\s+next)`, (m) =>
    anchored(englishSpan(`1 ${m[1]}`, m[2] === 'after' ? 1 : -1)),
  ),
  rule('l', `in\\s+(\\d{1,2}|an?|half)\\s+quarters?\\s+of\\s+an\\s+hour${E}`, (m) => ({
    span: { months: 0, days: 0, minutes: 15 * (Number(m[1]) || 1) },
  })),
  // "a week tomorrow", "two weeks on Monday".
  rule('ld', `${COUNT}weeks?(?=\\s+(?:on\\s+)?(?:today|tom|tmr|${WD}))`, (m) =>
    anchored(englishSpan(m[0], 1)),
  ),
  // A length without a direction says nothing about when.
  rule('ld', `(?:for\\s+)?${LENGTH}(?=\\s|$|[^a-z])`, (m) =>
    /^\d{1,2}[m'hdw]$|^(?:for\s+)?a\s+[mhdw]\b/.test(m[0]) ? null : 'suspect',
  ),
];

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

export const enSpanRules: Rule[] = [...spans, ...workdays, ...holidays];
