import { IANAZone } from 'luxon';
import { remembered } from '../remember.ts';
import {
  type CivilDay,
  dayNumber,
  formatDay,
  getDayNumber,
  mondayOf,
  pad,
  weekdayOf,
  ymdOf,
} from './civil.ts';

const MS_PER_MINUTE = 60_000;
const MS_PER_DAY = 86_400_000;

/** What a clock on the wall of a zone shows. */
export type WallClock = { day: number; minute: number; second: number };

/** Is this an IANA zone name this machine knows? */
export function isZone(zone: string): boolean {
  return IANAZone.isValidZone(zone);
}

/** Of a zone, the offset of each day (UTC) on which it stays the same; null where it changes. */
const offsets = new Map<string, (day: number) => number | null>();
const MANY_DAYS = 10_000;

/** Asked for every date of a long file: what a day's offset is, is found out once. */
function offsetMinutes(ms: number, zone: string): number {
  const ofDay = offsets.get(zone) ?? remembered(MANY_DAYS, (day) => steadyOffset(day, zone));
  offsets.set(zone, ofDay);
  return ofDay(Math.floor(ms / MS_PER_DAY)) ?? exactOffset(ms, zone);
}

function steadyOffset(day: number, zone: string): number | null {
  const first = exactOffset(day * MS_PER_DAY, zone);
  return exactOffset((day + 1) * MS_PER_DAY, zone) === first ? first : null;
}

function exactOffset(ms: number, zone: string): number {
  const offset = IANAZone.create(zone).offset(ms);
  if (Number.isNaN(offset)) throw new RangeError(`unknown time zone: ${zone}`);
  return offset;
}

/** Day number, minute of the day and second that the zone's clocks show at an instant. */
export function wallClock(instant: Date, zone: string): WallClock {
  const local = instant.getTime() + offsetMinutes(instant.getTime(), zone) * MS_PER_MINUTE;
  const day = Math.floor(local / MS_PER_DAY);
  const rest = local - day * MS_PER_DAY;
  return { day, minute: Math.floor(rest / MS_PER_MINUTE), second: Math.floor(rest / 1000) % 60 };
}

/**
 * The instant at which the zone's clocks show this day and time (minutes since midnight; 24:00 and
 * more roll over). A time that daylight saving skips becomes the first instant after the gap, one
 * that comes twice becomes the first of the two.
 */
export function instantOf(day: number, minutes: number, zone: string): Date {
  const local = day * MS_PER_DAY + Math.round(minutes * MS_PER_MINUTE);
  const before = offsetMinutes(local - MS_PER_DAY, zone);
  const after = offsetMinutes(local + MS_PER_DAY, zone);
  for (const offset of before >= after ? [before, after] : [after, before]) {
    const candidate = local - offset * MS_PER_MINUTE;
    if (offsetMinutes(candidate, zone) === offset) return new Date(candidate);
  }
  return new Date(gapEnd(local - after * MS_PER_MINUTE, local - before * MS_PER_MINUTE, zone));
}

/** First instant with the later offset, between two instants around a gap (in either order). */
function gapEnd(a: number, b: number, zone: string): number {
  let low = Math.min(a, b);
  let high = Math.max(a, b);
  const later = offsetMinutes(high, zone);
  while (high - low > 1000) {
    const middle = low + Math.floor((high - low) / 2000) * 1000;
    if (offsetMinutes(middle, zone) === later) high = middle;
    else low = middle === low ? high : middle;
  }
  return high;
}

/** Minutes since midnight of 'HH:MM' ('24:00' allowed). Throws RangeError on anything else. */
export function minutesOfClock(clock: string): number {
  const found = /^(\d{1,2}):(\d{2})$/.exec(clock);
  const minutes = found ? Number(found[1]) * 60 + Number(found[2]) : Number.NaN;
  if (!found || Number(found[2]) > 59 || minutes > 1440) throw new RangeError(`no time: ${clock}`);
  return minutes;
}

/** The civil day an instant falls on in a zone. */
export function civilDay(instant: Date, zone: string): CivilDay {
  return formatDay(wallClock(instant, zone).day);
}

/** The instant of a civil day and a clock time ('HH:MM') in a zone; gap → next valid, overlap → first. */
export function instantAt(day: CivilDay, clock: string, zone: string): Date {
  return instantOf(getDayNumber(day), minutesOfClock(clock), zone);
}

/** The first instant of a civil day in a zone (01:00 where midnight is skipped). */
export function startOfDay(day: CivilDay, zone: string): Date {
  return instantOf(getDayNumber(day), 0, zone);
}

/** A civil day some days later (or earlier). */
export function addDays(day: CivilDay, days: number): CivilDay {
  return formatDay(getDayNumber(day) + days);
}

/** ISO week of an instant: its year and number, and its bounds as instants, `to` exclusive. */
export type IsoWeek = {
  year: number;
  week: number;
  from: Date;
  to: Date;
  monday: CivilDay;
  sunday: CivilDay;
};

export function isoWeek(instant: Date, zone: string): IsoWeek {
  const monday = mondayOf(wallClock(instant, zone).day);
  const { year } = ymdOf(monday + 3);
  return {
    year,
    week: (monday - firstMonday(year)) / 7 + 1,
    from: instantOf(monday, 0, zone),
    to: instantOf(monday + 7, 0, zone),
    monday: formatDay(monday),
    sunday: formatDay(monday + 6),
  };
}

/** Monday (day number) of ISO week 1: the week that has 4 January. */
export function firstMonday(year: number): number {
  const fourth = dayNumber(year, 1, 4);
  return fourth - weekdayOf(fourth) + 1;
}

/** `14:30`: what the zone's clocks show at an instant. */
export function clockAt(instant: Date, zone: string): string {
  const { minute } = wallClock(instant, zone);
  return `${pad(Math.floor(minute / 60))}:${pad(minute % 60)}`;
}
