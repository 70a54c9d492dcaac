import {
  addMonths,
  dayNumber,
  daysInMonth,
  firstMonday,
  mondayOf,
  shiftWorkingDays,
  weekdayOf,
} from '../calendar/index.ts';
import {
  coarse,
  type DayAnswer,
  day,
  type FindDay,
  type Month,
  namedMonth,
  namedYear,
  official,
  without,
} from './day-answer.ts';
import { nthWeekday } from './holidays.ts';
import type { Context, Slots } from './types.ts';

/** Days that are counted: 三天后, the first Monday of October, the third working day. */

/** Counted from a named day: two weeks after 国庆, 春节后三天. */
export function anchoredSpan(
  slots: Slots,
  context: Context,
  again: FindDay,
): DayAnswer | null | undefined {
  if (!slots.anchored || !slots.span) return undefined;
  const base = again(without(slots, 'span', 'anchored'), context);
  if (!base || slots.span.minutes !== 0) return null;
  // "One year after Christmas" may count from the last or the coming one.
  if (slots.holiday && slots.span.months >= 12) return null;
  const { months, days } = slots.span;
  const moved = (number: number) => addMonths(number, months) + days;
  const others = base.others && { ...base.others, days: base.others.days.map(moved) };
  return { ...base, day: moved(base.day), ...(others ? { others } : {}) };
}

/** Counted from today: 三天后, in two weeks, Friday in a month. */
export function span(slots: Slots, context: Context, again: FindDay): DayAnswer | null | undefined {
  if (!slots.span) return undefined;
  const { months, days } = slots.span;
  const named = slots.month !== undefined || slots.holiday !== undefined;
  if (named && days === 0 && months % 12 === 0) {
    return again({ ...without(slots, 'span'), yearShift: months / 12 }, context) ?? null;
  }
  const end = addMonths(context.today, months) + days;
  if (slots.weekday) return day(end + ((slots.weekday - weekdayOf(end) + 7) % 7));
  if (named || slots.dom || slots.dayShift || slots.weekend) return null;
  return { day: end, grain: 'day', keepsTime: true };
}

/** Counted in working days of the office: 三个工作日后. */
export function workingDay(slots: Slots, context: Context): DayAnswer | undefined {
  if (slots.working === undefined) return undefined;
  const { today, hours } = context;
  const target = shiftWorkingDays(today, slots.working, hours);
  return official(day(target), Math.min(today, target), Math.max(today, target), context);
}

/** "first Monday of October", "last day of the month", "third week of 2027", 下个月第一个工作日. */
export function ranked(slots: Slots, context: Context): DayAnswer | null | undefined {
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
  if (year !== undefined) return rankedInYear(slots, year, context);
  if (slots.nthOf === 'working' && slots.weekShift !== undefined) {
    const monday = mondayOf(context.today) + 7 * slots.weekShift;
    const edge = slots.nth > 0 ? monday - 1 : monday + 7;
    return day(shiftWorkingDays(edge, slots.nth, context.hours));
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

function rankedInYear(slots: Slots, year: number, context: Context): DayAnswer | null {
  const nth = slots.nth ?? 1;
  const last = dayNumber(year, 12, 31);
  if (slots.nthOf === 'day') return day(nth > 0 ? dayNumber(year, 1, nth) : last + nth + 1);
  if (slots.nthOf === 'month') {
    return nth >= 1 && nth <= 12 ? coarse(dayNumber(year, nth, 1)) : null;
  }
  if (slots.nthOf === 'working') {
    const edge = nth > 0 ? dayNumber(year, 1, 0) : last + 1;
    const target = shiftWorkingDays(edge, nth, context.hours);
    return official(day(target), target, target, context);
  }
  if (slots.nthOf !== 'week') return null;
  const monday = nth > 0 ? firstMonday(year) + 7 * (nth - 1) : firstMonday(year + 1) + 7 * nth;
  return slots.weekday ? day(monday + slots.weekday - 1) : coarse(monday);
}
