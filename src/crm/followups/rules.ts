import {
  addDays,
  civilDay,
  instantAt,
  nextWorkingSlot,
  startOfDay,
} from '../../lib/calendar/index.ts';
import { Refusal } from '../../lib/refusal.ts';
import { officeHours, type Settings } from '../settings/rules.ts';

/** A moment something is to be done, as finely as it was said: minute | hour | daypart | day | coarse. */
export interface Due {
  dueAt: Date;
  grain: string;
}

/** Where a follow-up stands in somebody's list. */
export const BUCKETS = ['overdue', 'today', 'coming'] as const;
export type Bucket = (typeof BUCKETS)[number];

/** Why a plan is dropped. `replaced` and `lost` are the program's own. */
export const CANCEL_REASONS = [
  'not_needed',
  'customer_asked',
  'done_elsewhere',
  'mistake',
] as const;
export type CancelReason = (typeof CANCEL_REASONS)[number];

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Longest "what to do", in characters. */
export const MAX_WHAT = 500;
/** A plan further away than this is taken for a slip of the pen. */
const FURTHEST_DAYS = 3 * 366;

/** Whether only the day was said, not the time. */
export const isDayOnly = (grain: string): boolean => grain === 'day' || grain === 'coarse';

/**
 * A plan of a day is overdue when the day is over; one of a time, when that time has passed. `zone` is
 * the reader's.
 */
export function bucketOf(due: Due, now: Date, zone: string): Bucket {
  const today = civilDay(now, zone);
  const passed = isDayOnly(due.grain) ? due.dueAt < startOfDay(today, zone) : due.dueAt < now;
  if (passed) return 'overdue';
  return due.dueAt < startOfDay(addDays(today, 1), zone) ? 'today' : 'coming';
}

/**
 * A reading of what was typed, as a due time: a day without a time is due when the office opens; today
 * without a time, two hours from now, at closing at the latest. Throws `whenPast` and `whenFar`
 * under the field `when`.
 */
export function planDue(
  reading: { instant: Date; grain: string },
  at: { now: Date; zone: string; settings: Settings },
): Due {
  const { now, zone, settings } = at;
  const { grain } = reading;
  const due = isDayOnly(grain) ? openingOf(reading.instant, at) : reading.instant;
  if (due.getTime() < now.getTime() - MINUTE) {
    throw new Refusal('whenPast', { day: civilDay(due, zone) }, 'when');
  }
  if (due > startOfDay(addDays(civilDay(now, zone), FURTHEST_DAYS), zone)) {
    throw new Refusal('whenFar', { day: civilDay(due, zone) }, 'when');
  }
  return { dueAt: new Date(Math.max(due.getTime(), now.getTime())), grain };

  function openingOf(instant: Date, from: typeof at): Date {
    const day = civilDay(instant, zone);
    const opening = instantAt(day, settings.workStart, zone);
    if (day !== civilDay(from.now, zone) || opening > from.now) return opening;
    const closing = instantAt(day, settings.workEnd, zone);
    const soon = new Date(from.now.getTime() + 2 * HOUR);
    return closing > from.now && soon > closing ? closing : soon;
  }
}

/** The two postponements of one tap: this evening, or tomorrow when the office opens. */
export const SNOOZES = ['tonight', 'tomorrow'] as const;
export type Snooze = (typeof SNOOZES)[number];

/** When people are called in the evening, unless the office's quiet hours begin before. */
const EVENING = '19:00';

/**
 * When a postponed follow-up is due. "Tonight" is 19:00; from then on an hour from now, but never in the
 * quiet hours: then it throws `tonightOver`. "Tomorrow" is the start of work of the next working day.
 */
export function snoozedTo(
  snooze: Snooze,
  at: { now: Date; zone: string; settings: Settings },
): Due {
  const { now, zone, settings } = at;
  const today = civilDay(now, zone);
  if (snooze === 'tomorrow') {
    const opening = instantAt(addDays(today, 1), settings.workStart, zone);
    return { dueAt: nextWorkingSlot(opening, officeHours(settings, zone)), grain: 'hour' };
  }
  const evening = instantAt(today, EVENING, zone);
  const dueAt = now < evening ? evening : new Date(now.getTime() + HOUR);
  const quiet = instantAt(today, settings.quietStart, zone);
  const isEveningQuiet = quiet > instantAt(today, '12:00', zone);
  if (civilDay(dueAt, zone) !== today || (isEveningQuiet && dueAt >= quiet)) {
    throw new Refusal('tonightOver');
  }
  return { dueAt, grain: 'hour' };
}

/** Times of day at which a call is tried again, so that each try falls into another part of the day. */
const TRIES = ['10:00', '14:00', '17:00'];
/** Two tries are at least this far apart. */
const BETWEEN_TRIES = 2 * HOUR;
/** From the third try in a row on, one a day is enough. */
const TRIES_A_DAY = 2;

/**
 * The next slot to try somebody who did not answer: the next of the day's times that is at least two
 * hours away, on a working day; after the second try in a row, on another day.
 */
export function nextTry(
  attemptsInARow: number,
  at: { now: Date; zone: string; settings: Settings },
): Due {
  const { now, zone, settings } = at;
  const hours = officeHours(settings, zone);
  const today = civilDay(now, zone);
  const first = attemptsInARow > TRIES_A_DAY ? 1 : 0;
  // Each try of a day, turned by the number of attempts, so that the third does not repeat the first.
  for (let ahead = first; ahead <= first + 14; ahead++) {
    for (const clock of turned(TRIES, ahead === 0 ? 0 : attemptsInARow)) {
      const slot = instantAt(addDays(today, ahead), clock, zone);
      if (slot.getTime() - now.getTime() < BETWEEN_TRIES) continue;
      if (nextWorkingSlot(slot, hours).getTime() === slot.getTime())
        return { dueAt: slot, grain: 'hour' };
    }
  }
  return { dueAt: nextWorkingSlot(new Date(now.getTime() + 24 * HOUR), hours), grain: 'hour' };
}

function turned<T>(list: readonly T[], by: number): T[] {
  const start = by % list.length;
  return [...list.slice(start), ...list.slice(0, start)];
}

/** An open follow-up, for deciding whether a contact answers it. */
export interface OpenPlan {
  id: string;
  dueAt: Date;
  createdAt: Date;
}

/**
 * Whether an effective contact answers a planned follow-up: the plan was there before the contact, and
 * was due by the end of the contact's day. A plan for a later day stays.
 */
export function isAnswered(plan: OpenPlan, happenedAt: Date, zone: string): boolean {
  const dayAfter = startOfDay(addDays(civilDay(happenedAt, zone), 1), zone);
  return plan.createdAt.getTime() <= happenedAt.getTime() + MINUTE && plan.dueAt < dayAfter;
}
