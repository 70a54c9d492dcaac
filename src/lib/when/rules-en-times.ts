import { AFTERNOON_UP_TO } from './conventions.ts';
import { type Meaning, type Rule, rule } from './lexer.ts';
import { clock, findMeridiem } from './rules-shared.ts';
import type { Part, Slots } from './types.ts';

const E = '(?![a-z])';
const MERIDIEM = '(a\\.?\\s?m\\b\\.?|p\\.?\\s?m\\b\\.?|[ap](?![a-z]))';
const HOUR = `(\\d{1,2})(?!\\d)`;
const AT = '(?:at|@|around|about|circa|by|till|until|for|approx\\.?|approximately|~)';
/** A number after "at" is no hour when it counts or names something. */
const NO_THING =
  '(?!\\s*(?:%|st\\b|nd\\b|rd\\b|th\\b|[a-z]*(?:min|hour|day|week|month|year)|[-/.:]\\d|,\\d|\\s?(?:k|m|br|bed|people|units?|clients?|million|floors?|rooms?|sq|psf|x)\\b))';

/** A bare hour in words: the small ones mean the afternoon. */
function bareHour(hour: string, minute: string | undefined, extra: Slots = {}): Meaning {
  const found = clock(hour, minute);
  if (typeof found === 'string') return found;
  if (found.literal && hour.startsWith('0') === false) return { ...found, ...extra };
  const { literal: _, ...rest } = found;
  return { ...rest, afternoonUpTo: AFTERNOON_UP_TO.en, ...extra };
}

const TO_HOUR = `(?:${HOUR}(?::(\\d{2}))?\\s*(?:h(?![a-z])|${MERIDIEM})?|(noon|midday|midnight))`;
const MINUTES = '(?:(?:an?\\s+)?(quarter|half)|(\\d{1,2})(?:\\s*min(?:ute)?s?)?)';

function pastOrTo(m: RegExpExecArray): Meaning {
  const minutes = m[1] === 'half' ? 30 : m[1] === 'quarter' ? 15 : Number(m[2]);
  const sign = /^(?:past|after)$/.test(m[3] ?? '') ? 1 : -1;
  if (m[7]) {
    return m[7] === 'midnight'
      ? { hour: 24, minute: 0, literal: true, minuteShift: sign * minutes }
      : { hour: 12, minute: 0, literal: true, minuteShift: sign * minutes };
  }
  const meridiem = findMeridiem(m[6]);
  const base = meridiem ? clock(m[4] ?? '', m[5], { meridiem: m[6] }) : bareHour(m[4] ?? '', m[5]);
  return typeof base === 'string' ? base : { ...base, minuteShift: sign * minutes };
}

const clocks: Rule[] = [
  rule(
    'ld',
    `(?:for\\s+|at\\s+)?${MINUTES}\\s+(past|after|to|till|before)\\s+${TO_HOUR}`,
    pastOrTo,
  ),
  rule('ld', `half\\s+${HOUR}(?!\\s*(?:hour|day|a))`, (m) => bareHour(m[1] ?? '', '30')),
  rule('d', `${HOUR}\\s*o'?\\s?clock${E}(?:\\s*${MERIDIEM})?`, (m) =>
    m[2] ? clock(m[1] ?? '', undefined, { meridiem: m[2] }) : bareHour(m[1] ?? '', undefined),
  ),
  rule('d', `${HOUR}(?::(\\d{2}))?\\s?-?ish${E}(?:\\s*${MERIDIEM})?`, (m) =>
    fuzzy(m[3] ? clock(m[1] ?? '', m[2], { meridiem: m[3] }) : bareHour(m[1] ?? '', m[2])),
  ),
  rule(
    'lo',
    `(?:at|@)\\s*(\\d{1,2})\\s?([0-5]\\d)(?!\\d)(?!\\s*[-/])(?:\\s*${MERIDIEM})?${NO_THING}`,
    (m) => (Number(m[1]) > 23 ? null : clock(m[1] ?? '', m[2], { meridiem: m[3] })),
  ),
  rule('lo', `${AT}\\s*(\\d{1,2})\\.([0-5]\\d)(?!\\d)(?:\\s*${MERIDIEM})?${NO_THING}`, (m) =>
    Number(m[1]) > 23 ? null : clock(m[1] ?? '', m[2], { meridiem: m[3] }),
  ),
  rule(
    'lo',
    `(at|@|around|about|circa|by|till|until)\\s*${HOUR}${NO_THING}(?![a-z])(?!\\s*(?:\\d|o'?\\s?clock|[ap]\\.?\\s?m\\b|h\\b|[a-z]+\\s+road))`,
    (m) => {
      if (Number(m[2]) > 24) return null;
      const found = bareHour(m[2] ?? '', undefined);
      return /around|about|circa/.test(m[1] ?? '') ? fuzzy(found) : found;
    },
  ),
  rule('l', `(?:12\\s+)?(?:noon(?:\\s?time)?|mid-?\\s?day)${E}|the\\s+mid-?\\s?day${E}`, {
    hour: 12,
    minute: 0,
    literal: true,
  }),
  rule('d', `12\\s+(?:noon|mid-?\\s?day)${E}`, { hour: 12, minute: 0, literal: true }),
  rule('ld', `(?:12\\s+)?mid-?\\s?night${E}`, { hour: 24, minute: 0, literal: true }),
  // "8 tonight", "9 tomorrow evening", "one in the morning", "seven on 15".
  rule(
    'd',
    `${HOUR}(?=\\s+(?:tonight|tonite|this\\s+(?:morning|afternoon|evening)|in\\s+the\\s|tom\\S*\\s+(?:morning|afternoon|evening|night)|on\\s+(?:the\\s+)?\\d))`,
    (m) => bareHour(m[1] ?? '', undefined),
    true,
  ),
  rule(
    'd',
    `${HOUR}(?=\\s*$)`,
    (m, _context) => (m.index === 0 ? null : bareHour(m[1] ?? '', undefined, { fuzzy: true })),
    true,
  ),
];

function fuzzy(meaning: Meaning): Meaning {
  return typeof meaning === 'string' ? meaning : { ...meaning, fuzzy: true };
}

const PART_WORDS: [string, Part][] = [
  ['morning|morn|am', 'morning'],
  ['lunch(?:\\s?time)?', 'lunch'],
  ['mid-?\\s?(?:morning)', 'forenoon'],
  ['(?:mid-?\\s?)?afternoon(?:ish)?|arvo|pm', 'afternoon'],
  ['evening|eve', 'evening'],
  ['night(?:\\s?time)?|nite', 'night'],
];
const EDGE = '(?:(early|late|later)(?:\\s*-\\s*|\\s+(?:in\\s+the\\s+)?))?';

function edgeSlots(word: string | undefined): Slots {
  if (word === 'early') return { partEdge: 'early' };
  return word?.startsWith('late') ? { partEdge: 'late' } : {};
}

const parts: Rule[] = [
  ...PART_WORDS.flatMap(([words, part]) => [
    rule(
      'l',
      `(?:in\\s+(?:the\\s+)?|(?:at|the|on\\s+the|for)\\s+)?${EDGE}(?:${words})${E}(?:\\s+of${E})?`,
      (m) => (/^(?:am|pm|eve)$/.test(m[0]) ? null : { part, ...edgeSlots(m[1]) }),
    ),
    rule('l', `(?:(early|late|later)\\s+)?this\\s+${EDGE}(?:${words})${E}`, (m) => ({
      dayShift: 0,
      part,
      ...edgeSlots(m[1] ?? m[2]),
    })),
    rule('l', `next\\s+${EDGE}(?:${words})${E}`, (m) => ({
      dayShift: 1,
      part,
      ...edgeSlots(m[1]),
    })),
  ]),
  rule('l', `(?:am|pm)${E}`, (m) => ({ part: m[0] === 'am' ? 'morning' : 'afternoon' }), true),
  rule('l', `${EDGE}ton(?:ight|ite)${E}`, (m) => ({
    dayShift: 0,
    part: 'night',
    ...edgeSlots(m[1]),
  })),
  rule('ld', `(?:first\\s+thing|1th\\s+thing)(?:\\s+in\\s+the\\s+morning)?${E}`, {
    part: 'morning',
    partEdge: 'early',
  }),
  rule('l', `after\\s+lunch${E}`, { part: 'afternoon', partEdge: 'early' }),
  rule('l', `before\\s+lunch${E}`, { part: 'forenoon', partEdge: 'late' }),
  rule('l', `after\\s+work${E}`, { part: 'evening', partEdge: 'early' }),
  rule('l', `dawn${E}|sunrise${E}`, { part: 'earlyMorning' }),
  rule('l', `dusk${E}|sunset${E}`, { part: 'dusk' }),
];

const joints: Rule[] = [
  rule(
    'l',
    `(?:on|at|the|of|in|for|around|about|circa|sometime|some\\s+time|from|starting|starting\\s+from|as\\s+of|maybe|perhaps|probably|approximately|roughly|exactly|sharp|upcoming|,|during|and\\s+then)${E}`,
    'filler',
  ),
  rule('l', `by${E}`, 'filler'),
  rule(
    'l',
    `(?:before|b4|no\\s+later\\s+than)${E}(?!\\s+(?:i|we|you|he|she|they|it|the\\s+(?:meeting|viewing|call)))`,
    { side: 'before' },
    true,
  ),
  rule(
    'l',
    `after${E}(?!\\s+(?:i|we|you|he|she|they|it|work|lunch|dinner))`,
    { side: 'after' },
    true,
  ),
  rule('l', `(?:to|till|until|thru|through)${E}`, 'to'),
  rule('l', `or${E}`, 'or'),
  rule(
    'l',
    `(?:moved?|changed?|resched(?:uled?)?|rescheduled|postponed?|push(?:ed)?|shift(?:ed)?)(?:\\s+it)?\\s+(?:to|till|until)${E}`,
    'instead',
  ),
  rule('l', `(?:not|except|instead\\s+of)${E}`, 'suspect'),
  rule(
    'l',
    `(?:is\\s+|was\\s+)?(?:cancell?ed|no\\s+good|not\\s+(?:ok|possible|available|free|good)|does\\s?n'?t\\s+work|won'?t\\s+work|busy)${E}`,
    'denied',
  ),
  rule(
    'l',
    `(?:ago|last|past|previous|since|every|each|daily|weekly|monthly|half|quarter|between|days?|weeks?|months?|years?|hours?|minutes?|hrs?|mins?|nights?|mornings?)${E}`,
    'suspect',
  ),
];

export const enTimeRules: Rule[] = [...clocks, ...parts, ...joints];
