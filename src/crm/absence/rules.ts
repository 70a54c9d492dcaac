import { addDays, civilDay } from '../../lib/calendar/index.ts';
import { Refusal } from '../../lib/refusal.ts';
import type { AbsenceWish } from './schema.ts';

/** Longest absence, in days: what is longer is no leave but a hand-over. */
const MAX_DAYS = 366;

/**
 * Throws what is wrong with the time of an absence: `awayPast` where it is over or begins before today,
 * `awayEndsFirst`, `awayLong`. `zone` is the person's.
 */
export function requireTime(
  { fromAt, toAt }: Pick<AbsenceWish, 'fromAt' | 'toAt'>,
  { now, zone }: { now: Date; zone: string },
): void {
  if (civilDay(fromAt, zone) < civilDay(now, zone)) throw new Refusal('awayPast', {}, 'firstDay');
  if (!toAt) return;
  if (toAt <= fromAt) throw new Refusal('awayEndsFirst', {}, 'lastDay');
  if (toAt <= now) throw new Refusal('awayPast', {}, 'lastDay');
  if (civilDay(toAt, zone) > addDays(civilDay(fromAt, zone), MAX_DAYS))
    throw new Refusal('awayLong', { max: MAX_DAYS }, 'lastDay');
}
