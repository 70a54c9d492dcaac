import { type CivilDay, isDate, monthNamed } from '../../../lib/calendar/index.ts';

/** A day of every year, `MM-DD`: a birthday is kept without its year. */
export type MonthDay = string;

/** The day of the year of a civil day. */
const monthDayOf = (day: CivilDay): MonthDay => day.slice(5);

const isLeap = (year: number): boolean => isDate(year, 2, 29);

/** Days of the year that are kept on a civil day: 29 February on the 28th where there is none. */
export function keptOn(day: CivilDay): MonthDay[] {
  const own = monthDayOf(day);
  return own === '02-28' && !isLeap(Number(day.slice(0, 4))) ? [own, '02-29'] : [own];
}

/** The civil days of these years on which a day of the year is kept. */
export function daysOf(day: MonthDay, years: { from: number; to: number }): CivilDay[] {
  const days: CivilDay[] = [];
  for (let year = years.from; year <= years.to; year += 1)
    days.push(`${year}-${day === '02-29' && !isLeap(year) ? '02-28' : day}`);
  return days;
}

/**
 * A birthday as people write it, without the year they may add: `5 March`, `3月5日`, `03-05`, `1988-03-05`.
 * Null for anything else.
 */
export function readMonthDay(text: string): MonthDay | null {
  const typed = text.normalize('NFKC').trim().toLowerCase();
  const numbers =
    /^(?:\d{4}\s*[-.年]\s*)?(\d{1,2})\s*[-.月]\s*(\d{1,2})\s*[日号]?$/u.exec(typed) ??
    swapped(/^(\d{1,2})(?:st|nd|rd|th)?\s+([a-z]{3,9})\.?(?:,?\s+\d{4})?$/u.exec(typed)) ??
    named(/^([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?(?:,?\s+\d{4})?$/u.exec(typed));
  if (!numbers) return null;
  const [month, day] = [Number(numbers[1]), Number(numbers[2])];
  // Any leap year will do: the year is not known.
  if (!isDate(2024, month, day)) return null;
  return `${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

const monthOf = (word: string): string => String(monthNamed(word));
const named = (found: RegExpExecArray | null): string[] | null =>
  found && ['', monthOf(found[1]!), found[2]!];
const swapped = (found: RegExpExecArray | null): string[] | null =>
  found && ['', monthOf(found[2]!), found[1]!];
