/** Days, weeks, zones and working time. Formatting for people is in i18n. */
export { getHolidayYear } from './china.ts';
export {
  addMonths,
  type CivilDay,
  dayNumber,
  daysInMonth,
  findDayNumber,
  formatDay,
  getDayNumber,
  isDate,
  mondayOf,
  weekdayOf,
  ymdOf,
} from './civil.ts';
export { findLunarDay, findNewYearsEve, lunarOf, solarTermDay } from './lunar.ts';
export {
  addWorkingDays,
  afterQuiet,
  type DayKind,
  dayKind,
  isQuiet,
  isWorkingDay,
  isWorkingTime,
  kindOf,
  nextWorkingSlot,
  type OfficeHours,
  shiftWorkingDays,
  type WorkingDays,
  workingMinutesBetween,
} from './working.ts';
export {
  addDays,
  civilDay,
  firstMonday,
  type IsoWeek,
  instantAt,
  instantOf,
  isoWeek,
  isZone,
  minutesOfClock,
  startOfDay,
  type WallClock,
  wallClock,
} from './zone.ts';
