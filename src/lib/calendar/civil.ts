/**
 * Civil days: dates without a time and without a zone. Two shapes: `CivilDay` ('2026-11-18') at the
 * edges, a day number (days since 1970-01-01) inside, because numbers add and compare.
 */
export type CivilDay = string;

const MS_PER_DAY = 86_400_000;

type Ymd = { year: number; month: number; day: number };

/** Day number of a proleptic Gregorian date. Month 13 or day 0 roll over like Date.UTC. */
export function dayNumber(year: number, month: number, day: number): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return Math.round(date.getTime() / MS_PER_DAY);
}

/** Year, month (1-12) and day of a day number. */
export function ymdOf(number: number): Ymd {
  const date = new Date(number * MS_PER_DAY);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

/** '2026-11-18' of a day number. */
export function formatDay(number: number): CivilDay {
  const { year, month, day } = ymdOf(number);
  return `${String(year).padStart(4, '0')}-${pad(month)}-${pad(day)}`;
}

/** Day number of 'YYYY-MM-DD', or null when the text is no such day (2026-02-30 is none). */
export function findDayNumber(text: string): number | null {
  const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!found) return null;
  const [year, month, day] = [Number(found[1]), Number(found[2]), Number(found[3])];
  return isDate(year, month, day) ? dayNumber(year, month, day) : null;
}

/** Day number of 'YYYY-MM-DD'; throws RangeError on anything else. */
export function getDayNumber(text: CivilDay): number {
  const number = findDayNumber(text);
  if (number === null) throw new RangeError(`not a civil day: ${text}`);
  return number;
}

/** Does this date exist? */
export function isDate(year: number, month: number, day: number): boolean {
  return month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

/** 28 to 31. */
export function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
}

/** 1 = Monday … 7 = Sunday. */
export function weekdayOf(number: number): number {
  return ((((number + 3) % 7) + 7) % 7) + 1;
}

/** The Monday of the day's week. */
export function mondayOf(number: number): number {
  return number - weekdayOf(number) + 1;
}

/** The same day of another month, or that month's last day when it is shorter. */
export function addMonths(number: number, months: number): number {
  const { year, month, day } = ymdOf(number);
  const first = ymdOf(dayNumber(year, month + months, 1));
  return dayNumber(first.year, first.month, Math.min(day, daysInMonth(first.year, first.month)));
}

/** Two digits, as dates and times have them. */
export function pad(value: number): string {
  return String(value).padStart(2, '0');
}
