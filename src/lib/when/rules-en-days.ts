import { type Rule, rule } from './lexer.ts';
import type { Edge, Slots, Unit } from './types.ts';
import { E, NTH, shiftOf, WD, WHICH, weekdayOf } from './words-en.ts';

/** English: today and beside it, weekdays and weeks, "first Monday of", beginnings and ends. */

const dayWords: Rule[] = [
  rule(
    'l',
    `(?:(?:right|just)\\s+)?now${E}|at\\s+(?:this|the)\\s+(?:time|moment|minute|present\\s+time)${E}|atm${E}|asap${E}|immediately|right\\s+away`,
    { now: true },
  ),
  rule('l', `today${E}|(?:my|same|this)\\s+day${E}|otd${E}`, { dayShift: 0 }),
  rule('l', `(?:tom+or+ow|tmrr?w|tmr|tmw|tomorow|2moro|2morrow)${E}`, { dayShift: 1 }),
  rule(
    'l',
    `(?:the\\s+)?(?:next|following)\\s+day${E}|(?:the\\s+)?day\\s+after${E}(?!\\s+(?:tom|tm|next|the|\\w))`,
    { dayShift: 1 },
  ),
  rule('l', `(?:the\\s+)?day\\s+after\\s+(?:tom+or+ow|tmrr?w|tmr|tmw|tomorow)${E}|overmorrow`, {
    dayShift: 2,
  }),
  rule('l', `(?:tom+or+ow|tmr|tmrw)\\s+or\\s+(?:the\\s+)?day\\s+after${E}`, {
    dayShift: 1,
    someDays: true,
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

export const weeks: Rule[] = [
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
  rule('l', `(?:the\\s+)?week\\s+of${E}`, { weekOf: true }),
  rule('l', `the\\s+week${E}(?!\\s+(?:of|after))`, { weekShift: 0 }, true),
  rule('l', `(?:the\\s+)?week\\s+after\\s+next${E}`, { weekShift: 2 }),
  rule('l', `(?:the\\s+)?month\\s+after\\s+next${E}`, { monthShift: 2 }),
  rule('l', `(?:the\\s+)?year\\s+after\\s+next${E}`, { yearShift: 2 }),
  rule('l', `(?:${WHICH}\\s+)?week[\\s-]?ends?${E}`, (m) => ({
    weekend: true,
    ...(m[1] && shiftOf(m[1]) !== 0 && !/coming/.test(m[1]) ? { weekShift: shiftOf(m[1]) } : {}),
  })),
  rule('l', `(?:over\\s+)?the\\s+week[\\s-]?end${E}`, { weekend: true }),
  rule('l', `(?:the\\s+)?week[\\s-]?end\\s+after\\s+next${E}`, 'suspect'),
  rule('l', `week${E}(?=\\s+\\d)`, 'suspect'),
];

const RANK_UNITS: [string, NonNullable<Slots['nthOf']>][] = [
  ['(?:working|business|work)\\s+day', 'working'],
  ['week[\\s-]?end', 'weekend'],
  ['day', 'day'],
  ['week', 'week'],
  ['month', 'month'],
];

export const ranks: Rule[] = [
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
  rule(
    'l',
    '(mid|early|late)\\s?-\\s?(?=[a-z])(?!day|night|morning|afternoon|evening)',
    (m) => ({
      edge: m[1] === 'mid' ? 'mid' : m[1] === 'early' ? 'start' : 'late',
    }),
    true,
  ),
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

export const enDayRules: Rule[] = [...dayWords, ...weeks, ...ranks, ...edges];
