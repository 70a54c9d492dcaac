import {
  addMonths,
  dayNumber,
  daysInMonth,
  findLunarDay,
  firstMonday,
  isDate,
  kindOf,
  lunarOf,
  mondayOf,
  shiftWorkingDays,
  weekdayOf,
  ymdOf,
} from '../calendar/index.ts';
import { MONTH } from './conventions.ts';
import { findHoliday, isLunarHoliday, nthWeekday, PUBLIC_HOLIDAYS } from './holidays.ts';
import type { AmbiguityKind, Context, Slots } from './types.ts';

/** The day an expression names. `others` are further readings of the same words. */
export type DayAnswer = {
  day: number;
  grain: 'day' | 'coarse';
  others?: { kind: AmbiguityKind; days: number[] };
  unofficial?: true;
  /** Counted from now: the time of day stays unless another is named. */
  keepsTime?: true;
};

type DayRule = (slots: Slots, context: Context) => DayAnswer | null | undefined;

/** First rule that applies decides. undefined = does not apply, null = the words make no sense. */
const RULES: DayRule[] = [
  (slots) => (slots.dom === 99 ? null : undefined),
  anchoredSpan,
  span,
  workingDay,
  holiday,
  lunar,
  ranked,
  weekOfDate,
  fullDate,
  dayOfMonth,
  weekday,
  weekend,
  dayShift,
  edge,
  wholeUnit,
];

/** The day of an expression; undefined when it names none, null when it makes no sense. */
export function findDay(slots: Slots, context: Context): DayAnswer | null | undefined {
  for (const rule of RULES) {
    const found = rule(slots, context);
    if (found === undefined) continue;
    return found && slots.side && !slots.holiday ? aside(found, slots, context) : found;
  }
  return undefined;
}

/** 周五前 may or may not include Friday; 月底前 ends with the last working day; 周五后 is vague. */
function aside(found: DayAnswer, slots: Slots, context: Context): DayAnswer | null {
  if (slots.hour !== undefined) return found;
  if (slots.side === 'after') return { ...found, day: found.day + 1, grain: 'coarse' };
  if (found.grain === 'day') {
    return { ...found, others: { kind: 'before', days: [found.day - 1] } };
  }
  return { ...found, day: workingOnOrBefore(found.day, context) };
}

function workingOnOrBefore(day: number, context: Context): number {
  const found = shiftWorkingDays(day + 1, -1, context.hours);
  return found >= context.today ? found : day;
}

const day = (number: number): DayAnswer => ({ day: number, grain: 'day' });
const coarse = (number: number): DayAnswer => ({ day: number, grain: 'coarse' });

function without(slots: Slots, ...keys: (keyof Slots)[]): Slots {
  const copy = { ...slots };
  for (const key of keys) delete copy[key];
  return copy;
}

function anchoredSpan(slots: Slots, context: Context): DayAnswer | null | undefined {
  if (!slots.anchored || !slots.span) return undefined;
  const base = findDay(without(slots, 'span', 'anchored'), context);
  if (!base || slots.span.minutes !== 0) return null;
  // "One year after Christmas" may count from the last or the coming one.
  if (slots.holiday && slots.span.months >= 12) return null;
  return { ...base, day: addMonths(base.day, slots.span.months) + slots.span.days };
}

function span(slots: Slots, context: Context): DayAnswer | null | undefined {
  if (!slots.span) return undefined;
  const { months, days } = slots.span;
  const named = slots.month !== undefined || slots.holiday !== undefined;
  if (named && days === 0 && months % 12 === 0) {
    return findDay({ ...without(slots, 'span'), yearShift: months / 12 }, context) ?? null;
  }
  const end = addMonths(context.today, months) + days;
  if (slots.weekday) return day(end + ((slots.weekday - weekdayOf(end) + 7) % 7));
  if (named || slots.dom || slots.dayShift || slots.weekend) return null;
  return { day: end, grain: 'day', keepsTime: true };
}

function workingDay(slots: Slots, context: Context): DayAnswer | undefined {
  if (slots.working === undefined) return undefined;
  const { today, hours } = context;
  const target = shiftWorkingDays(today, slots.working, hours);
  return official(day(target), Math.min(today, target), Math.max(today, target), context);
}

/** Marks an answer that rests on a year without an official calendar. */
function official(answer: DayAnswer, from: number, to: number, context: Context): DayAnswer {
  const sure = kindOf(from, context.hours).known && kindOf(to, context.hours).known;
  return sure ? answer : { ...answer, unofficial: true };
}

/** The year a phrase names, if it does. */
function namedYear(slots: Slots, context: Context): number | undefined {
  if (slots.year !== undefined) return slots.year;
  if (slots.yearShift === undefined) return undefined;
  return ymdOf(context.today).year + slots.yearShift;
}

function holiday(slots: Slots, context: Context): DayAnswer | null | undefined {
  if (slots.holiday === undefined) return undefined;
  const found =
    slots.holiday === 'nextPublic'
      ? nextPublicHoliday(context)
      : holidayDay(slots.holiday, slots, context);
  if (found === null) return null;
  if (slots.side === 'before') {
    return official(coarse(shiftWorkingDays(found, -1, context.hours)), found - 1, found, context);
  }
  if (slots.side === 'after' || slots.nthOf === 'working') {
    const target = shiftWorkingDays(found, slots.nth ?? 1, context.hours);
    const answer = slots.nthOf === 'working' ? day(target) : coarse(target);
    return official(answer, found, target, context);
  }
  return slots.nth === undefined ? day(found) : null;
}

function holidayDay(key: string, slots: Slots, context: Context): number | null {
  const year = namedYear(slots, context);
  if (year !== undefined) return findHoliday(key, isLunarHoliday(key) ? year + 1 : year);
  const first = ymdOf(context.today).year;
  for (const candidate of [first, first + 1, first + 2]) {
    const found = findHoliday(key, candidate);
    if (found !== null && found >= context.today) return found;
  }
  return null;
}

function nextPublicHoliday(context: Context): number | null {
  const days = PUBLIC_HOLIDAYS.map((key) => holidayDay(key, {}, context));
  return Math.min(...days.map((found) => found ?? Number.POSITIVE_INFINITY));
}

function lunar(slots: Slots, context: Context): DayAnswer | null | undefined {
  if (!slots.lunar) return undefined;
  const { month, day: dom, leap } = slots.lunar;
  const now = lunarOf(context.today);
  const year = namedYear(slots, context);
  const answer = slots.lunar.month !== undefined && dom === 1 ? day : day;
  if (month !== undefined) {
    for (const candidate of year !== undefined ? [year] : yearsFrom(now.year)) {
      const found = findLunarDay(candidate, month, dom, leap);
      if (found !== null && (year !== undefined || found >= context.today)) return answer(found);
    }
    return null;
  }
  for (let i = 0; i < 13; i++) {
    const at = now.month - 1 + i;
    const found = findLunarDay(now.year + Math.floor(at / 12), (at % 12) + 1, dom);
    if (found !== null && found >= context.today) return day(found);
  }
  return null;
}

function yearsFrom(year: number): number[] {
  return Array.from({ length: 25 }, (_, i) => year + i);
}

type Month = { year: number; month: number; named: boolean };

/** The month a phrase names: by name (this year's, or next year's when over) or by shift. */
function namedMonth(slots: Slots, context: Context): Month | undefined {
  const now = ymdOf(context.today);
  if (slots.month !== undefined) {
    const year = namedYear(slots, context);
    if (year !== undefined) return { year, month: slots.month, named: true };
    return {
      year: slots.month < now.month ? now.year + 1 : now.year,
      month: slots.month,
      named: false,
    };
  }
  if (slots.monthShift === undefined) return undefined;
  const first = ymdOf(dayNumber(now.year, now.month + slots.monthShift, 1));
  return { year: first.year, month: first.month, named: true };
}

/** "first Monday of October", "last day of the month", "third week of 2027", 下个月第一个工作日. */
function ranked(slots: Slots, context: Context): DayAnswer | null | undefined {
  if (slots.nth === undefined || slots.nthOf === undefined) return undefined;
  const month =
    namedMonth(slots, context) ??
    (slots.edgeOf === 'month'
      ? namedMonth({ monthShift: slots.monthShift ?? 0 }, context)
      : undefined);
  if (month) {
    const found = rankedInMonth(slots, month, context);
    if (found === null || month.named || found.day >= context.today) return found;
    return rankedInMonth(slots, { ...month, year: month.year + 1 }, context);
  }
  const year = namedYear(slots, context);
  if (year !== undefined) return rankedInYear(slots, year);
  if (slots.nthOf === 'working' && slots.weekShift !== undefined) {
    const monday = mondayOf(context.today) + 7 * slots.weekShift;
    return day(shiftWorkingDays(monday - 1, slots.nth, context.hours));
  }
  return slots.nthOf === 'working' && slots.nth === 1 ? workingDay({ working: 1 }, context) : null;
}

function rankedInMonth(slots: Slots, at: Month, context: Context): DayAnswer | null {
  const nth = slots.nth ?? 1;
  const first = dayNumber(at.year, at.month, 1);
  const last = dayNumber(at.year, at.month, daysInMonth(at.year, at.month));
  const inMonth = (found: number) => (found >= first && found <= last ? found : null);
  const answer = (found: number | null) => (found === null ? null : day(found));
  switch (slots.nthOf) {
    case 'weekday':
      if (!slots.weekday) return null;
      return answer(inMonth(nthWeekday(at.year, at.month, slots.weekday, nth)));
    case 'day':
      return answer(inMonth(nth > 0 ? first + nth - 1 : last + nth + 1));
    case 'weekend':
      return coarse(nthWeekday(at.year, at.month, 6, nth));
    case 'working':
      return official(
        day(shiftWorkingDays(nth > 0 ? first - 1 : last + 1, nth, context.hours)),
        first,
        last,
        context,
      );
    case 'week': {
      // The weeks of a month are those whose Thursday lies in it.
      const monday = nthWeekday(at.year, at.month, 4, nth) - 3;
      return slots.weekday ? day(monday + slots.weekday - 1) : coarse(monday);
    }
    default:
      return null;
  }
}

function rankedInYear(slots: Slots, year: number): DayAnswer | null {
  const nth = slots.nth ?? 1;
  const last = dayNumber(year, 12, 31);
  if (slots.nthOf === 'day') return day(nth > 0 ? dayNumber(year, 1, nth) : last + nth + 1);
  if (slots.nthOf === 'month') {
    return nth >= 1 && nth <= 12 ? coarse(dayNumber(year, nth, 1)) : null;
  }
  if (slots.nthOf !== 'week') return null;
  const monday = nth > 0 ? firstMonday(year) + 7 * (nth - 1) : firstMonday(year + 1) + 7 * nth;
  return slots.weekday ? day(monday + slots.weekday - 1) : coarse(monday);
}

function weekOfDate(slots: Slots, context: Context): DayAnswer | null | undefined {
  if (!slots.weekOf) return undefined;
  const found = findDay(without(slots, 'weekOf'), context);
  return found ? coarse(mondayOf(found.day)) : null;
}

/** Month and day, perhaps with a year, a weekday, 明天 or the other order of the numbers. */
function fullDate(slots: Slots, context: Context): DayAnswer | null | undefined {
  const { month, dom } = slots;
  if (month === undefined || dom === undefined) return undefined;
  const year = namedYear(slots, context);
  const found = year === undefined ? nextDate(month, dom, slots.weekday, context) : null;
  if (year !== undefined && !isDate(year, month, dom)) return null;
  const number = year !== undefined ? dayNumber(year, month, dom) : found;
  if (number === null) return null;
  const mismatch = weekdayMismatch(number, slots, context);
  if (mismatch) return mismatch;
  if (!slots.swappable) return day(number);
  const other = findDay({ ...without(slots, 'swappable'), month: dom, dom: month }, context);
  return other
    ? { ...day(number), others: { kind: 'day-or-month-first', days: [other.day] } }
    : day(number);
}

/** The next such date; a weekday beside it may move it on by a year. */
function nextDate(
  month: number,
  dom: number,
  weekday: number | undefined,
  context: Context,
): number | null {
  const { year } = ymdOf(context.today);
  const days = Array.from({ length: 10 }, (_, i) => year + i)
    .filter((candidate) => isDate(candidate, month, dom))
    .map((candidate) => dayNumber(candidate, month, dom))
    .filter((candidate) => candidate >= context.today);
  const fits = days.slice(0, 2).find((candidate) => weekdayOf(candidate) === weekday);
  return fits ?? days[0] ?? null;
}

/** 11月25日周四 when the 25th is a Wednesday: both days are offered. */
function weekdayMismatch(number: number, slots: Slots, context: Context): DayAnswer | null {
  const shifted = slots.dayShift !== undefined && context.today + slots.dayShift !== number;
  if (shifted) {
    const other = context.today + (slots.dayShift ?? 0);
    return { ...day(number), others: { kind: 'weekday-mismatch', days: [other] } };
  }
  if (!slots.weekday || weekdayOf(number) === slots.weekday) return null;
  const other = mondayOf(number) + slots.weekday - 1;
  return { ...day(number), others: { kind: 'weekday-mismatch', days: [other] } };
}

/** 25号, "the 25th", 下个月15号, "Friday the 13th". */
function dayOfMonth(slots: Slots, context: Context): DayAnswer | null | undefined {
  const { dom } = slots;
  if (dom === undefined) return undefined;
  const month = namedMonth(slots, context);
  if (month) {
    if (!isDate(month.year, month.month, dom)) return null;
    const number = dayNumber(month.year, month.month, dom);
    return weekdayMismatch(number, slots, context) ?? day(number);
  }
  if (namedYear(slots, context) !== undefined) return null;
  const now = ymdOf(context.today);
  for (let i = 0; i < 60; i++) {
    const { year, month: at } = ymdOf(dayNumber(now.year, now.month + i, 1));
    if (!isDate(year, at, dom)) continue;
    const number = dayNumber(year, at, dom);
    if (number < context.today || (slots.weekday && weekdayOf(number) !== slots.weekday)) continue;
    return weekdayMismatch(number, slots, context) ?? day(number);
  }
  return null;
}

function weekday(slots: Slots, context: Context): DayAnswer | null | undefined {
  const { weekday: wanted } = slots;
  if (wanted === undefined) return undefined;
  const ahead = (wanted - weekdayOf(context.today) + 7) % 7;
  const inWeek = mondayOf(context.today) + wanted - 1;
  if (slots.weekdaysAhead) {
    return day(context.today + (ahead === 0 ? 7 : ahead) + 7 * (slots.weekdaysAhead - 1));
  }
  if (slots.dayShift !== undefined) {
    const shifted = context.today + slots.dayShift;
    if (weekdayOf(shifted) === wanted) return day(shifted);
    const next = context.today + ahead;
    return { ...day(shifted), others: { kind: 'weekday-mismatch', days: [next] } };
  }
  if (slots.weekShift !== undefined) return shiftedWeekday(inWeek, slots.weekShift, context);
  return weekdayByWord(slots, { ahead, inWeek }, context);
}

/** 本周一 said on a Wednesday is over: the next one is offered beside it. */
function shiftedWeekday(inWeek: number, shift: number, context: Context): DayAnswer {
  const number = inWeek + 7 * shift;
  if (shift !== 0 || number >= context.today) return day(number);
  return { ...day(number), others: { kind: 'weekday-past', days: [number + 7] } };
}

function weekdayByWord(
  slots: Slots,
  at: { ahead: number; inWeek: number },
  context: Context,
): DayAnswer {
  const next = context.today + (at.ahead === 0 ? 7 : at.ahead);
  switch (slots.weekdayHow) {
    case 'next': {
      const soon = at.inWeek > context.today;
      const found = day(at.inWeek + 7);
      return soon ? { ...found, others: { kind: 'weekday-next', days: [at.inWeek] } } : found;
    }
    case 'afterNext':
      return { ...day(next + 7), others: { kind: 'weekday-next', days: [next + 14] } };
    case 'last':
      return day(context.today - ((weekdayOf(context.today) - (slots.weekday ?? 1) + 6) % 7) - 1);
    case 'coming':
      return day(next);
    case 'this':
      return day(context.today + at.ahead);
    default:
      if (at.ahead > 0) return day(next);
      return weekdayIsToday(slots, next, context);
  }
}

/** 周三 on a Wednesday: today when a time still ahead is named, else in a week; both are offered. */
function weekdayIsToday(slots: Slots, next: number, context: Context): DayAnswer {
  const hour = slots.hour === undefined ? undefined : slots.hour + afternoon(slots);
  const ahead = hour !== undefined && hour * 60 + (slots.minute ?? 0) > context.minute;
  const [first, second] = ahead ? [context.today, next] : [next, context.today];
  return { ...day(first), others: { kind: 'weekday-today', days: [second] } };
}

function afternoon(slots: Slots): number {
  const hour = slots.hour ?? 0;
  if (hour >= 12 || slots.literal) return 0;
  const late = ['noon', 'afternoon', 'dusk', 'evening', 'night'].includes(slots.part ?? '');
  const small = slots.part === undefined && !slots.meridiem && hour <= (slots.afternoonUpTo ?? 0);
  return slots.meridiem === 'pm' || late || small ? 12 : 0;
}

function weekend(slots: Slots, context: Context): DayAnswer | undefined {
  if (!slots.weekend) return undefined;
  const saturday = mondayOf(context.today) + 5 + 7 * (slots.weekShift ?? 0);
  const at = saturday < context.today && saturday + 1 === context.today ? context.today : saturday;
  const found = coarse(at);
  const timed = slots.hour !== undefined || slots.part !== undefined;
  return timed && at === saturday
    ? { ...found, others: { kind: 'weekend-day', days: [saturday + 1] } }
    : found;
}

function dayShift(slots: Slots, context: Context): DayAnswer | undefined {
  if (slots.dayShift === undefined || slots.edgeOf) return undefined;
  const found = day(context.today + slots.dayShift);
  return slots.someDays ? { ...found, grain: 'coarse' } : found;
}

/** Beginning, middle and end of a week, month or year; always the next one that is not over. */
function edge(slots: Slots, context: Context): DayAnswer | null | undefined {
  if (slots.edge === undefined) return undefined;
  if (slots.edgeOf === 'day') return coarse(context.today + (slots.dayShift ?? 0));
  if (slots.edgeOf === 'week' || slots.weekShift !== undefined) return weekEdge(slots, context);
  const month = namedMonth(slots, context);
  if (month || slots.edgeOf === 'month') return monthEdge(slots, month, context);
  if (slots.edgeOf === 'year' || namedYear(slots, context) !== undefined) {
    return yearEdge(slots, context);
  }
  return null;
}

function weekEdge(slots: Slots, context: Context): DayAnswer {
  const monday = mondayOf(context.today) + 7 * (slots.weekShift ?? 0);
  const offset = slots.edge === 'start' ? 0 : slots.edge === 'mid' ? 2 : 4;
  return coarse(Math.min(Math.max(monday + offset, context.today), monday + 6));
}

function monthEdge(slots: Slots, month: Month | undefined, context: Context): DayAnswer {
  const now = ymdOf(context.today);
  const at = month ?? { year: now.year, month: now.month, named: false };
  const length = daysInMonth(at.year, at.month);
  const doms: Record<string, [from: number, to: number]> = {
    start: [1, MONTH.startLasts],
    first10: [1, 10],
    mid: [MONTH.mid, MONTH.midLasts],
    second10: [11, 20],
    late: [MONTH.late, length],
    third10: [21, length],
    end: [length, length],
  };
  const [from, to] = doms[slots.edge ?? 'end'] ?? [length, length];
  const first = dayNumber(at.year, at.month, from);
  const last = dayNumber(at.year, at.month, to);
  if (last >= context.today) return coarse(Math.max(first, Math.min(context.today + 1, last)));
  return month ? coarse(first) : monthEdge(slots, namedMonth({ monthShift: 1 }, context), context);
}

function yearEdge(slots: Slots, context: Context): DayAnswer {
  const now = ymdOf(context.today);
  const year = namedYear(slots, context) ?? (slots.edge === 'start' ? now.year + 1 : now.year);
  if (slots.edge === 'start') return coarse(dayNumber(year, 1, 2));
  if (slots.edge === 'mid') return coarse(dayNumber(year, 7, 1));
  return coarse(dayNumber(year, 12, slots.edge === 'late' ? 15 : 31));
}

/** 下周, 下个月, 明年, 三月: the first day of the unit, or its last working one when it has begun. */
function wholeUnit(slots: Slots, context: Context): DayAnswer | null | undefined {
  if (slots.weekShift !== undefined) {
    const monday = mondayOf(context.today) + 7 * slots.weekShift;
    return coarse(slots.weekShift === 0 ? Math.max(context.today, monday + 4) : monday);
  }
  const month = namedMonth(slots, context);
  if (month) {
    const first = dayNumber(month.year, month.month, 1);
    const last = dayNumber(month.year, month.month, daysInMonth(month.year, month.month));
    const running = first <= context.today && context.today <= last;
    return coarse(running ? Math.max(context.today, workingOnOrBefore(last, context)) : first);
  }
  const now = ymdOf(context.today);
  if (slots.quarterShift !== undefined) {
    const start = Math.floor((now.month - 1) / 3) * 3 + 1 + 3 * slots.quarterShift;
    return coarse(Math.max(context.today, dayNumber(now.year, start, 1)));
  }
  if (slots.yearShift === undefined) return slots.year === undefined ? undefined : null;
  return slots.yearShift === 0 ? null : coarse(dayNumber(now.year + slots.yearShift, 1, 1));
}
