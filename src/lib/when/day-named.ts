import { findLunarDay, lunarOf, shiftWorkingDays, ymdOf } from '../calendar/index.ts';
import { coarse, type DayAnswer, day, namedYear, official } from './day-answer.ts';
import { findHoliday, isLunarHoliday, PUBLIC_HOLIDAYS } from './holidays.ts';
import type { Context, Slots } from './types.ts';

/** Days that have a name: holidays, dates of the Chinese calendar. */

/** A holiday, the next one unless a year is named. */
export function holiday(slots: Slots, context: Context): DayAnswer | null | undefined {
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

/** A date of the Chinese calendar: 正月初八, 腊月二十三. */
export function lunar(slots: Slots, context: Context): DayAnswer | null | undefined {
  if (!slots.lunar) return undefined;
  const { month, day: dom, leap } = slots.lunar;
  const now = lunarOf(context.today);
  const year = namedYear(slots, context);
  if (month !== undefined) {
    for (const candidate of year !== undefined ? [year] : yearsFrom(now.year)) {
      const found = findLunarDay(candidate, month, dom, leap);
      if (found !== null && (year !== undefined || found >= context.today)) return day(found);
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
