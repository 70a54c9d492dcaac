import {
  type CivilDay,
  civilDay,
  firstMonday,
  formatDay,
  getDayNumber,
  instantOf,
  isoWeek,
  startOfDay,
  wallClock,
} from '../../../lib/calendar/index.ts';

/** How many weeks of registrations the funnel looks at: the week itself and those before it. */
export const FUNNEL_WEEKS = 12;

/** A week as ISO 8601 counts them, Monday to Sunday. */
export interface Week {
  year: number;
  week: number;
}

/**
 * The stretches of time a digest counts in, as instants; every end is exclusive. All civil days are the
 * team's.
 */
export interface DigestWindow {
  week: Week;
  monday: CivilDay;
  sunday: CivilDay;
  from: Date;
  to: Date;
  /** Up to when things are known: the end of the week, or now while it runs. */
  until: Date;
  /** The start of the civil day of `until`: what was due before it is late. */
  dayStart: Date;
  /** Where the funnel's registrations begin. */
  cohortFrom: Date;
  /** The end of the next week. */
  nextTo: Date;
}

/** The window of a week in a zone, as far as it is over at `now`. */
export function windowOf(week: Week, zone: string, now: Date): DigestWindow {
  const monday = mondayNumber(week);
  const to = instantOf(monday + 7, 0, zone);
  const until = now < to ? now : to;
  return {
    week,
    monday: formatDay(monday),
    sunday: formatDay(monday + 6),
    from: instantOf(monday, 0, zone),
    to,
    until,
    dayStart: startOfDay(civilDay(until, zone), zone),
    cohortFrom: instantOf(monday - 7 * (FUNNEL_WEEKS - 1), 0, zone),
    nextTo: instantOf(monday + 14, 0, zone),
  };
}

/**
 * What a window is compared with: the week before, whole; or, while the week still runs, the same part
 * of the week before, so that Wednesday is compared with Wednesday.
 */
export function windowBefore(window: DigestWindow, zone: string): DigestWindow {
  const { day, minute, second } = wallClock(window.until, zone);
  const sameMoment = instantOf(day - 7, minute + second / 60, zone);
  return windowOf(shiftWeek(window.week, -1), zone, sameMoment);
}

/** Whether everything of the week is over. */
export function isOver(window: DigestWindow): boolean {
  return window.until.getTime() === window.to.getTime();
}

/** The week an instant falls into. */
export function weekAt(instant: Date, zone: string): Week {
  const { year, week } = isoWeek(instant, zone);
  return { year, week };
}

/** The week some weeks later, or earlier. */
export function shiftWeek(week: Week, weeks: number): Week {
  // Any instant will do: the week of a Monday at noon in UTC.
  return weekAt(instantOf(mondayNumber(week) + 7 * weeks, 720, 'UTC'), 'UTC');
}

/** `2026-W09`: sorts like time, and is how slots and people name a week. */
export function sayWeek({ year, week }: Week): string {
  return `${year}-W${String(week).padStart(2, '0')}`;
}

/**
 * The week a person means: nothing or `this week` is the running one, `last week`, `上周`, `week 9`,
 * `第9周`, `W09`, `2026-W09`. A bare number is the nearest such week that has begun. Null when the text
 * names no week.
 */
export function readWeek(text: string, now: Date, zone: string): Week | null {
  const words = text.normalize('NFKC').trim().toLowerCase().replace(/\s+/g, ' ');
  const running = weekAt(now, zone);
  const back = BACK[words];
  if (back !== undefined) return shiftWeek(running, -back);
  const named = /^(?:(\d{4})-?)?(?:week ?|w|第)(\d{1,2})周?$/.exec(words);
  if (!named) return null;
  const week = Number(named[2]);
  if (named[1]) return existing({ year: Number(named[1]), week });
  const year = week > running.week ? running.year - 1 : running.year;
  return existing({ year, week });
}

const BACK: Record<string, number> = {
  '': 0,
  now: 0,
  'this week': 0,
  本周: 0,
  这周: 0,
  last: 1,
  'last week': 1,
  上周: 1,
  上星期: 1,
  上上周: 2,
};

function existing(week: Week): Week | null {
  if (week.week < 1 || week.week > 53) return null;
  const same = shiftWeek(week, 0);
  return same.year === week.year && same.week === week.week ? week : null;
}

/** Day number of the week's Monday. */
function mondayNumber({ year, week }: Week): number {
  return firstMonday(year) + 7 * (week - 1);
}

/** A civil day as the middle of that day in UTC: for formatting days without a zone. */
export function noonOf(day: CivilDay): Date {
  return instantOf(getDayNumber(day), 720, 'UTC');
}
