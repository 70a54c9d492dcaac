import type { OfficeHours } from '../calendar/index.ts';
import type { Part } from './types.ts';

/**
 * What a phrase means where people differ. Every entry is explained in
 * docs/decisions/010-when-conventions.md; change both together.
 */

type PartTime = { from: number; to: number; at: number; early: number; late: number };

/** Bounds and default of the parts of a day, hours. `at` of the morning yields to the office's start. */
export const PARTS: Record<Part, PartTime> = {
  dawn: { from: 0, to: 6, at: 3, early: 1, late: 5 },
  earlyMorning: { from: 5, to: 9, at: 8, early: 7, late: 9 },
  morning: { from: 6, to: 12, at: 9, early: 8, late: 11 },
  forenoon: { from: 8, to: 12, at: 10, early: 9, late: 11 },
  noon: { from: 11, to: 14, at: 12, early: 12, late: 13 },
  lunch: { from: 11, to: 14, at: 12.5, early: 12, late: 13 },
  afternoon: { from: 12, to: 18, at: 15, early: 13, late: 16 },
  dusk: { from: 17, to: 20, at: 18, early: 17, late: 19 },
  evening: { from: 17, to: 22, at: 19, early: 18, late: 20 },
  night: { from: 18, to: 24, at: 20, early: 20, late: 22 },
  deepNight: { from: 21, to: 24, at: 22, early: 21, late: 23 },
};

/** 三点 is 15:00: bare hours up to this one are in the afternoon. English says "seven" for 7 am. */
export const AFTERNOON_UP_TO = { zh: 7, en: 6, clock: 6 };

/** A bare hour up to this one may also be meant in the evening (8点 = 20:00), so the person is asked. */
export const EVENING_UP_TO = 8;

/** Small hours in which "tomorrow" may mean the day after the coming sleep. */
export const SMALL_HOURS_END = 5;

/** "Late" in a month, the middle of it, and 月初. */
export const MONTH = { mid: 15, late: 25, startLasts: 10, midLasts: 20 };

/** 晚点 / later: minutes from now, and the last minute of the day it may reach. */
export const LATER = { minutes: 120, latest: 23 * 60 };

/** End of day when the office's hours are unknown: 23:59. */
export const END_OF_DAY = 23 * 60 + 59;

/** Used when the caller names no office: Monday to Friday, nine to six, China's holidays. */
export const DEFAULT_HOURS: Omit<OfficeHours, 'zone'> = {
  workStart: '09:00',
  workEnd: '18:00',
  quietStart: '21:00',
  quietEnd: '08:00',
  restWeekdays: [6, 7],
  holidays: 'CN',
  extraRestDays: [],
  extraWorkDays: [],
};

/** A two-digit year below this belongs to 20xx. */
export const CENTURY_PIVOT = 50;

/** 27 → 2027, 85 → 1985; four digits stay. */
export function fullYear(year: number): number {
  if (year >= 100) return year;
  return year < CENTURY_PIVOT ? 2000 + year : 1900 + year;
}
