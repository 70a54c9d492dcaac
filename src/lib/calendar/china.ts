import chineseDays from 'chinese-days';
import { dayNumber, ymdOf } from './civil.ts';
import { findLunarDay, findNewYearsEve, localNoon, solarTermDay } from './lunar.ts';

/** A year of China's public holidays. `known` = the State Council's plan for the year is in the data. */
type HolidayYear = { known: boolean; rest: Map<number, string>; makeUp: Set<number> };

const cache = new Map<number, HolidayYear>();

/** Rest days and make-up working days (调休) of a year; statutory days alone when no plan is known. */
export function getHolidayYear(year: number): HolidayYear {
  const found = cache.get(year);
  if (found) return found;
  const made = officialYear(year) ?? statutoryYear(year);
  cache.set(year, made);
  return made;
}

function officialYear(year: number): HolidayYear | null {
  const rest = new Map<number, string>();
  const makeUp = new Set<number>();
  const last = dayNumber(year, 12, 31);
  for (let day = dayNumber(year, 1, 1); day <= last; day++) {
    const date = ymdOf(day);
    const detail = chineseDays.getDayDetail(localNoon(date.year, date.month, date.day));
    // Planned days carry 'English,中文,days' as their name, ordinary ones the weekday.
    const name = detail.name.split(',')[1];
    if (name === undefined) continue;
    if (detail.work) makeUp.add(day);
    else rest.set(day, name);
  }
  return rest.size > 0 ? { known: true, rest, makeUp } : null;
}

/** The days that are a holiday by law in any year, without bridges and make-up days. */
function statutoryYear(year: number): HolidayYear {
  const rest = new Map<number, string>();
  const put = (name: string, first: number | null, days = 1) => {
    for (let i = 0; first !== null && i < days; i++) rest.set(first + i, name);
  };
  put('元旦', dayNumber(year, 1, 1));
  put('春节', findNewYearsEve(year - 1), 4);
  put('清明', solarTermDay(year, 15));
  put('劳动节', dayNumber(year, 5, 1), 2);
  put('端午', findLunarDay(year, 5, 5));
  put('中秋', findLunarDay(year, 8, 15));
  put('国庆节', dayNumber(year, 10, 1), 3);
  return { known: false, rest, makeUp: new Set() };
}
