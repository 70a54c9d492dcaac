/** Days, weeks, zones and working time. Formatting for people is in i18n. */
export {
  addMonths,
  type CivilDay,
  dayNumber,
  daysInMonth,
  formatDay,
  getDayNumber,
  isDate,
  mondayOf,
  weekdayOf,
  ymdOf,
} from './civil.ts';
export { findLunarDay, findNewYearsEve, lunarOf, solarTermDay } from './lunar.ts';
export { monthNamed } from './months.ts';
export { addWorkingMinutes, slotWithin } from './slots.ts';
export {
  addWorkingDays,
  afterQuiet,
  dayKind,
  isQuiet,
  isWorkingDay,
  isWorkingTime,
  kindOf,
  nextWorkingSlot,
  type OfficeHours,
  shiftWorkingDays,
  workingMinutesBetween,
} from './working.ts';
export {
  addDays,
  civilDay,
  clockAt,
  firstMonday,
  instantAt,
  instantOf,
  isoWeek,
  isZone,
  minutesOfClock,
  startOfDay,
  wallClock,
} from './zone.ts';
