import { addDays, civilDay, instantAt, startOfDay } from '../../lib/calendar/index.ts';
import { Refusal } from '../../lib/refusal.ts';
import type { Settings } from '../settings/rules.ts';

/** What came of a viewing: they came, they came late, they did not come. */
export const OUTCOMES = ['came', 'late', 'not'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** Why a viewing is cancelled. `lost`, `invalid` and the like are the program's own. */
export const CANCEL_REASONS = [
  'customer_asked',
  'rep_away',
  'unit_gone',
  'no_answer',
  'mistake',
] as const;
export type CancelReason = (typeof CANCEL_REASONS)[number];

/** The lists: still to be written up, today, after today, the running week with what came of it. */
export const SCOPES = ['open', 'today', 'coming', 'week'] as const;
export type Scope = (typeof SCOPES)[number];

const MINUTE = 60_000;
/** A viewing further away than this is taken for a slip of the pen, and so is one longer ago. */
const FURTHEST_DAYS = 366;
const OLDEST_DAYS = 60;

/** Most units of one viewing. */
export const MOST_UNITS = 6;

/** When somebody is told about a viewing; null: not at all. */
export interface Reminders {
  dayAt: Date | null;
  soonAt: Date | null;
  askAt: Date;
}

/**
 * When the person who shows is told: the evening before, shortly before, and, where nothing was recorded,
 * the evening after. What lies before `now` is left out: somebody who makes an appointment for this
 * afternoon knows of it.
 */
export function remindersOf(
  viewing: { startsAt: Date; endsAt: Date },
  at: { now: Date; zone: string; settings: Settings },
): Reminders {
  const { startsAt, endsAt } = viewing;
  const { now, zone, settings } = at;
  const dayBefore = instantAt(
    addDays(civilDay(startsAt, zone), -1),
    settings.viewingDayBeforeTime,
    zone,
  );
  const soon = new Date(startsAt.getTime() - settings.viewingSoonMinutes * MINUTE);
  const evening = instantAt(civilDay(endsAt, zone), settings.viewingAskTime, zone);
  return {
    dayAt: dayBefore > now ? dayBefore : null,
    soonAt: soon > now ? soon : null,
    askAt: latest(evening, endsAt, new Date(now.getTime() + settings.viewingMinutes * MINUTE)),
  };
}

const latest = (...moments: Date[]): Date =>
  new Date(Math.max(...moments.map((moment) => moment.getTime())));

/** From when to when, with the team's usual length. */
export function spanOf(startsAt: Date, settings: Settings): { startsAt: Date; endsAt: Date } {
  return { startsAt, endsAt: new Date(startsAt.getTime() + settings.viewingMinutes * MINUTE) };
}

/** Whether two viewings of one person cannot both be shown. */
export function isClashing(
  one: { startsAt: Date; endsAt: Date },
  other: { startsAt: Date; endsAt: Date },
): boolean {
  return one.startsAt < other.endsAt && other.startsAt < one.endsAt;
}

/** Throws `whenFar` for a moment that nobody means, and `viewingOld` for one too long ago to be written up. */
export function requireSensibleTime(startsAt: Date, now: Date, zone: string): void {
  const today = civilDay(now, zone);
  if (startsAt > startOfDay(addDays(today, FURTHEST_DAYS), zone)) {
    throw new Refusal('whenFar', { day: civilDay(startsAt, zone) }, 'when');
  }
  if (startsAt < startOfDay(addDays(today, -OLDEST_DAYS), zone)) {
    throw new Refusal('viewingOld', { days: OLDEST_DAYS }, 'when');
  }
}

/**
 * Throws `viewingAhead` where it is too early to say what came of it: nobody came before its day, and nobody
 * stayed away before it began.
 */
export function requireBegun(
  { startsAt }: { startsAt: Date },
  outcome: Outcome,
  at: { now: Date; zone: string },
): void {
  const { now, zone } = at;
  const from = outcome === 'came' ? startOfDay(civilDay(startsAt, zone), zone) : startsAt;
  if (now < from) throw new Refusal('viewingAhead', {}, 'outcome');
}

/** Whether the customer was there: late is there. */
export const isCome = (outcome: string | null): boolean => outcome === 'came' || outcome === 'late';

/** How far from a viewing's time a visit that was already logged is the same one. */
const SAME_VISIT_MS = 3 * 60 * MINUTE;

/** Between which moments a visit that reception or the rep logged already is this viewing's. */
export function sameVisit({ startsAt, endsAt }: { startsAt: Date; endsAt: Date }) {
  return {
    from: new Date(startsAt.getTime() - SAME_VISIT_MS),
    to: new Date(endsAt.getTime() + SAME_VISIT_MS),
  };
}
