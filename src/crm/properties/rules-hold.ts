import { isQuiet, isWorkingTime, type OfficeHours } from '../../lib/calendar/index.ts';
import { Refusal } from '../../lib/refusal.ts';
import { requireFree, type Stand, sayMoment, statusAt } from './rules.ts';

/** What the office says about holds. */
export interface HoldLimits {
  /** Hours of a hold where nothing else is said. */
  unitHoldHours: number;
  /** Holds that a rep may have at a time. */
  unitHoldsPerRep: number;
}

/** What somebody wants: for whom, how long (null: as the office says), and what they have already. */
export interface HoldWish {
  customerId: string;
  hours: number | null;
  now: Date;
  zone: string;
  /** Other holds of the rep that stand. */
  holding: number;
  /** Who leads the team may hold longer, and more. */
  leads: boolean;
}

/** The longest that anybody may hold, in hours: 30 days. */
export const MOST_HOLD_HOURS = 720;

const HOUR_MS = 3_600_000;

/**
 * Until when a hold lasts that begins now. Throws what `requireFree` throws; `holdStands` where it is held
 * for this customer already; `holdReserved` where it is reserved for them; `holdHours` for a length that is
 * none; `holdTooLong`, `holdsFull` where a rep may not.
 */
export function planHold(unit: Stand, wish: HoldWish, limits: HoldLimits): Date {
  const { now, zone, leads } = wish;
  requireFree(unit, wish);
  const status = statusAt(unit, now);
  if (status === 'held') throw new Refusal('holdStands', sayMoment(unit.heldUntil!, zone));
  if (status === 'reserved') throw new Refusal('holdReserved');
  const hours = wish.hours ?? limits.unitHoldHours;
  requireHours(hours);
  if (!leads && hours > limits.unitHoldHours)
    throw new Refusal('holdTooLong', { hours: limits.unitHoldHours }, 'hours');
  if (!leads && wish.holding >= limits.unitHoldsPerRep)
    throw new Refusal('holdsFull', { limit: limits.unitHoldsPerRep });
  return new Date(now.getTime() + hours * HOUR_MS);
}

/** The later end of a hold that stands. Throws `notHeld`, `holdHours`, and `holdTooLong` past 30 days from now. */
export function planExtension(unit: Stand, { hours, now }: { hours: number; now: Date }): Date {
  if (statusAt(unit, now) !== 'held') throw new Refusal('notHeld');
  requireHours(hours);
  const until = new Date(unit.heldUntil!.getTime() + hours * HOUR_MS);
  if (until.getTime() - now.getTime() > MOST_HOLD_HOURS * HOUR_MS)
    throw new Refusal('holdTooLong', { hours: MOST_HOLD_HOURS }, 'hours');
  return until;
}

function requireHours(hours: number): void {
  if (!(hours > 0) || hours > MOST_HOLD_HOURS)
    throw new Refusal('holdHours', { most: MOST_HOLD_HOURS }, 'hours');
}

const STEP_MS = 15 * 60_000;

/**
 * When the rep is told that a hold ends soon: `minutes` before, or earlier where that lies outside working
 * time, so that nobody wakes up to a hold that is over. Null where there is no such moment after `from`.
 */
export function warnAt(
  { from, until }: { from: Date; until: Date },
  minutes: number,
  office: OfficeHours,
): Date | null {
  let at = until.getTime() - minutes * 60_000;
  while (at > from.getTime()) {
    const moment = new Date(at);
    if (isWorkingTime(moment, office) && !isQuiet(moment, office)) return moment;
    at = Math.ceil(at / STEP_MS - 1) * STEP_MS;
  }
  return null;
}
