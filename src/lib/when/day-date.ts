import { dayNumber, isDate, mondayOf, weekdayOf, ymdOf } from '../calendar/index.ts';
import {
  coarse,
  type DayAnswer,
  day,
  type FindDay,
  namedMonth,
  namedYear,
  without,
} from './day-answer.ts';
import type { Context, Slots } from './types.ts';

/** Days of a month: 12月1日, the 25th, Friday the 13th. */

/** The week that holds a date: "the week of December 1st". */
export function weekOfDate(
  slots: Slots,
  context: Context,
  again: FindDay,
): DayAnswer | null | undefined {
  if (!slots.weekOf) return undefined;
  const found = again(without(slots, 'weekOf'), context);
  return found ? coarse(mondayOf(found.day)) : null;
}

/** Month and day, perhaps with a year, a weekday, 明天 or the other order of the numbers. */
export function fullDate(
  slots: Slots,
  context: Context,
  again: FindDay,
): DayAnswer | null | undefined {
  const { month, dom } = slots;
  if (month === undefined || dom === undefined) return undefined;
  const year = namedYear(slots, context);
  const found = year === undefined ? nextDate(month, dom, slots.weekday, context) : null;
  if (year !== undefined && !isDate(year, month, dom)) return null;
  const number = year !== undefined ? dayNumber(year, month, dom) : found;
  if (number === null) return null;
  const mismatch = weekdayMismatch(number, slots, context);
  if (mismatch) return mismatch;
  const nearest = year === undefined ? nextDate(month, dom, undefined, context) : number;
  if (nearest !== null && nearest !== number) {
    return { ...day(number), others: { kind: 'weekday-mismatch', days: [nearest] } };
  }
  if (!slots.swappable) return day(number);
  const other = again({ ...without(slots, 'swappable'), month: dom, dom: month }, context);
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
export function dayOfMonth(slots: Slots, context: Context): DayAnswer | null | undefined {
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
