import chineseDays from 'chinese-days';
import { dayNumber, ymdOf } from './civil.ts';

const MS_PER_DAY = 86_400_000;

/**
 * chinese-days reads text dates in UTC but formats them in the process's zone, a day off west of
 * Greenwich. Handing it local noon makes it right everywhere.
 */
export function localNoon(year: number, month: number, day: number): Date {
  return new Date(year, month - 1, day, 12);
}

function readDay(text: string): number {
  const [year = 0, month = 0, day = 0] = text.split('-').map(Number);
  return dayNumber(year, month, day);
}

/** First year the tables cover, and the last. */
const LUNAR_YEARS = { from: 1901, to: 2099 };

/** Length in days of a lunar month, 0 when the year has no such leap month. */
function lunarMonthLength(year: number, month: number, leap = false): number {
  if (!leap) return chineseDays.monthDays(year, month);
  const found = chineseDays.getYearLeapMonth(year);
  return found.leapMonth === month ? found.days : 0;
}

/** Day number of a date of the Chinese calendar, or null when there is none (30th of a short month). */
export function findLunarDay(
  year: number,
  month: number,
  day: number,
  leap = false,
): number | null {
  if (year < LUNAR_YEARS.from || year > LUNAR_YEARS.to || month < 1 || month > 12) return null;
  if (day < 1 || day > lunarMonthLength(year, month, leap)) return null;
  const first = chineseDays.getSolarDateFromLunar(localNoon(year, month, 1));
  const start = leap ? first.leapMonthDate : first.date;
  return start ? readDay(start) + day - 1 : null;
}

/** The Chinese year, month and day of a day number. */
export function lunarOf(number: number): { year: number; month: number; day: number } {
  const { year, month, day } = ymdOf(number);
  const found = chineseDays.getLunarDate(localNoon(year, month, day));
  return { year: found.lunarYear, month: found.lunarMon, day: found.lunarDay };
}

/** The eve of the Chinese new year that begins in lunar year + 1. */
export function findNewYearsEve(lunarYear: number): number | null {
  const next = findLunarDay(lunarYear + 1, 1, 1);
  return next === null ? null : next - 1;
}

/**
 * Day (in Chinese time, UTC+8) on which the sun reaches an ecliptic longitude, the definition of the
 * 24 solar terms: 清明 is 15°, 冬至 270°. Mean elements with the equation of the centre, good to a
 * few minutes between 1950 and 2100.
 */
export function solarTermDay(year: number, longitude: number): number {
  const guess = dayNumber(year, 3, 20.5) + ((((longitude + 80) % 360) - 80) * 365.2422) / 360;
  let ms = guess * MS_PER_DAY;
  for (let round = 0; round < 6; round++) {
    const gap = ((longitude - sunLongitude(ms) + 540) % 360) - 180;
    ms += (gap * 365.2422 * MS_PER_DAY) / 360;
  }
  return Math.floor((ms + 8 * 3_600_000) / MS_PER_DAY);
}

/** Apparent longitude of the sun in degrees (Meeus, Astronomical Algorithms, low accuracy). */
function sunLongitude(ms: number): number {
  const DELTA_T_SECONDS = 69;
  const centuries = (ms / MS_PER_DAY + DELTA_T_SECONDS / 86_400 - 10_957.5) / 36_525;
  const anomaly = radians(357.52911 + 35_999.05029 * centuries - 0.0001537 * centuries ** 2);
  const centre =
    (1.914602 - 0.004817 * centuries) * Math.sin(anomaly) +
    (0.019993 - 0.000101 * centuries) * Math.sin(2 * anomaly) +
    0.000289 * Math.sin(3 * anomaly);
  const node = radians(125.04 - 1934.136 * centuries);
  const mean = 280.46646 + 36_000.76983 * centuries + 0.0003032 * centuries ** 2;
  const apparent = mean + centre - 0.00569 - 0.00478 * Math.sin(node);
  return ((apparent % 360) + 360) % 360;
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}
