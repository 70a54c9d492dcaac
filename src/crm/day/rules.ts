import {
  addDays,
  type CivilDay,
  civilDay,
  instantAt,
  isWorkingDay,
  startOfDay,
} from '../../lib/calendar/index.ts';
import { officeHours, type Settings } from '../settings/rules.ts';

/** What a rep did on one day. Visits and call-ins count parties (组), not heads. */
export interface DayFigures {
  callIns: number;
  firstVisits: number;
  revisits: number;
  /** Effective contacts besides visits and call-ins. */
  contacts: number;
  attempts: number;
  registered: number;
  followUpsDone: number;
  stillOverdue: number;
  /** Follow-ups planned for the next working day. */
  planned: number;
}

export const NO_FIGURES: DayFigures = {
  callIns: 0,
  firstVisits: 0,
  revisits: 0,
  contacts: 0,
  attempts: 0,
  registered: 0,
  followUpsDone: 0,
  stillOverdue: 0,
  planned: 0,
};

/** Several people's figures together. */
export function addFigures(all: readonly DayFigures[]): DayFigures {
  return all.reduce<DayFigures>(
    (sum, one) =>
      Object.fromEntries(
        Object.entries(sum).map(([key, value]) => [key, value + one[key as keyof DayFigures]]),
      ) as unknown as DayFigures,
    NO_FIGURES,
  );
}

/** The bounds of a civil day in a zone, as instants; `to` exclusive. */
export function dayBounds(day: CivilDay, zone: string): { from: Date; to: Date } {
  return { from: startOfDay(day, zone), to: startOfDay(addDays(day, 1), zone) };
}

/** The moments of a day at which the office hears from us. */
export type Occasion = 'brief' | 'report' | 'office';

/** Managers get the office's report this long after the reps got their drafts. */
const OFFICE_AFTER_MS = 60 * 60_000;

/**
 * The occasion that is due, and for which day: on working days from its time on. After downtime it is
 * made up for on the same day: a brief until work ends, a report until midnight. Null when none is due.
 */
export function dueOccasion(
  occasion: Occasion,
  at: { now: Date; zone: string; settings: Settings },
): { day: CivilDay; at: Date } | null {
  const { now, zone, settings } = at;
  const day = civilDay(now, zone);
  if (!isWorkingDay(day, officeHours(settings, zone))) return null;
  const clock = occasion === 'brief' ? settings.briefTime : settings.reportTime;
  const named = instantAt(day, clock, zone);
  const from = occasion === 'office' ? new Date(named.getTime() + OFFICE_AFTER_MS) : named;
  if (now < from) return null;
  const isOver = occasion === 'brief' && now >= instantAt(day, settings.workEnd, zone);
  return isOver ? null : { day, at: from };
}

/** The next working day after `day`. */
export function nextWorkingDay(day: CivilDay, zone: string, settings: Settings): CivilDay {
  const hours = officeHours(settings, zone);
  let next = addDays(day, 1);
  // A calendar that rests for longer than this is a mistake in the settings; tomorrow is as good then.
  for (let tries = 0; tries < 60 && !isWorkingDay(next, hours); tries++) next = addDays(next, 1);
  return isWorkingDay(next, hours) ? next : addDays(day, 1);
}

/** A day's report can be confirmed until the end of the day after. */
export function canConfirm(day: CivilDay, now: Date, zone: string): boolean {
  return civilDay(now, zone) <= addDays(day, 1);
}

/** Longest note on a report, in characters. */
export const MAX_REPORT_NOTE = 1_000;

/** A note as it may stand in a message: whatever looks like a phone or an id number is left out. */
export function withoutNumbers(note: string): string {
  return note.replace(/[\d０-９](?:[\s().-]*[\d０-９]){5,}/g, '•••');
}
