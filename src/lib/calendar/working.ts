import { getHolidayYear } from './china.ts';
import { type CivilDay, formatDay, getDayNumber, weekdayOf, ymdOf } from './civil.ts';
import { instantOf, minutesOfClock, wallClock } from './zone.ts';

/** Which days an office works. Weekdays: 1 = Monday … 7 = Sunday. Extra days win over everything. */
export type WorkingDays = {
  restWeekdays: readonly number[];
  holidays: 'CN' | 'none';
  extraRestDays: readonly CivilDay[];
  extraWorkDays: readonly CivilDay[];
};

/** Working days with the clock times ('HH:MM', in `zone`) of work and of silence. */
export type OfficeHours = WorkingDays & {
  zone: string;
  workStart: string;
  workEnd: string;
  quietStart: string;
  quietEnd: string;
};

/** `known` is false when the day's year has no official holiday calendar yet. */
export type DayKind = { working: boolean; known: boolean; holiday?: string };

/** A calendar without a working day in this many days is a mistake in the settings. */
const SEARCH_DAYS = 800;
const MS_PER_MINUTE = 60_000;

/** Whether a day is worked, whether that is certain, and the public holiday's name. */
export function dayKind(day: CivilDay, rules: WorkingDays): DayKind {
  return kindOf(getDayNumber(day), rules);
}

/** The same by day number (days since 1970-01-01). */
export function kindOf(day: number, rules: WorkingDays): DayKind {
  const year = rules.holidays === 'CN' ? getHolidayYear(ymdOf(day).year) : null;
  const known = year?.known ?? true;
  const text = formatDay(day);
  if (rules.extraWorkDays.includes(text)) return { working: true, known: true };
  if (rules.extraRestDays.includes(text)) return { working: false, known: true };
  const holiday = year?.rest.get(day);
  if (holiday) return { working: false, known, holiday };
  if (year?.makeUp.has(day)) return { working: true, known };
  return { working: !rules.restWeekdays.includes(weekdayOf(day)), known };
}

/** Does the office work on this day, by its own days and the official calendar? */
export function isWorkingDay(day: CivilDay, rules: WorkingDays): boolean {
  return dayKind(day, rules).working;
}

/**
 * The n-th working day after (n > 0) or before (n < 0) a day; 0 gives the day itself or, when it is
 * a rest day, the next working one.
 */
export function addWorkingDays(day: CivilDay, count: number, rules: WorkingDays): CivilDay {
  return formatDay(shiftWorkingDays(getDayNumber(day), count, rules));
}

/** The same by day number. Throws RangeError when the rules leave no working day. */
export function shiftWorkingDays(day: number, count: number, rules: WorkingDays): number {
  const step = count < 0 ? -1 : 1;
  let at = count === 0 ? day - 1 : day;
  let left = Math.max(1, Math.abs(count));
  let idle = 0;
  while (left > 0) {
    at += step;
    if (kindOf(at, rules).working) {
      left--;
      idle = 0;
    } else if (++idle > SEARCH_DAYS) throw new RangeError('the calendar has no working day');
  }
  return at;
}

type Span = { from: number; to: number };

/** Working time of a day number as milliseconds, or null on a rest day. */
function workSpan(day: number, hours: OfficeHours): Span | null {
  if (!kindOf(day, hours).working) return null;
  const from = instantOf(day, minutesOfClock(hours.workStart), hours.zone).getTime();
  const to = instantOf(day, minutesOfClock(hours.workEnd), hours.zone).getTime();
  return to > from ? { from, to } : null;
}

/** The instant itself when it is working time outside quiet hours, else the start of the next such time. */
export function nextWorkingSlot(instant: Date, hours: OfficeHours): Date {
  let day = wallClock(instant, hours.zone).day;
  for (let tries = 0; tries <= SEARCH_DAYS; tries++, day++) {
    const span = workSpan(day, hours);
    if (!span || span.to <= instant.getTime()) continue;
    const slot = afterQuiet(new Date(Math.max(span.from, instant.getTime())), hours);
    if (slot.getTime() < span.to) return slot;
  }
  throw new RangeError('the calendar has no working time');
}

/** Minutes of working time between two instants, 0 when `to` is not after `from`. */
export function workingMinutesBetween(from: Date, to: Date, hours: OfficeHours): number {
  const last = wallClock(to, hours.zone).day;
  let ms = 0;
  for (let day = wallClock(from, hours.zone).day; day <= last; day++) {
    const span = workSpan(day, hours);
    if (!span) continue;
    ms += Math.max(0, Math.min(span.to, to.getTime()) - Math.max(span.from, from.getTime()));
  }
  return ms / MS_PER_MINUTE;
}

/** Is the office open at this instant? */
export function isWorkingTime(instant: Date, hours: OfficeHours): boolean {
  const span = workSpan(wallClock(instant, hours.zone).day, hours);
  return span !== null && span.from <= instant.getTime() && instant.getTime() < span.to;
}

/** Is it the time of day when nobody is to be disturbed? Equal bounds mean there is none. */
export function isQuiet(instant: Date, hours: OfficeHours): boolean {
  const { minute } = wallClock(instant, hours.zone);
  const start = minutesOfClock(hours.quietStart);
  const end = minutesOfClock(hours.quietEnd);
  if (start === end) return false;
  return start < end ? minute >= start && minute < end : minute >= start || minute < end;
}

/** The instant itself, or the end of the quiet hours it falls into. */
export function afterQuiet(instant: Date, hours: OfficeHours): Date {
  if (!isQuiet(instant, hours)) return instant;
  const { day, minute } = wallClock(instant, hours.zone);
  const end = minutesOfClock(hours.quietEnd);
  const until = instantOf(minute < end ? day : day + 1, end, hours.zone);
  // In a repeated hour the wall clock may already have shown the end once.
  return until > instant ? until : new Date(instant.getTime() + 30 * MS_PER_MINUTE);
}
