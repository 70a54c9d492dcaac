import { en } from 'chrono-node';
import { dayNumber, instantOf } from '../calendar/index.ts';
import type { Context, Reading } from './types.ts';

/** Words that may stand beside a date without changing it. */
const HARMLESS =
  /\b(?:on|at|the|of|in|for|around|about|by|this|upcoming|sometime)\b|[\s,.;:!?()@"'-]+/g;

/**
 * chrono's English reading of a text no rule of ours understood, or null. Gate: nothing of meaning
 * may be left beside chrono's match, since it drops what it does not know.
 */
export function readWithChrono(
  text: string,
  context: Context,
): (Reading & { text: string }) | null {
  const reference = wallClockDate(context);
  const [found, second] = en.casual.parse(text, reference, { forwardDate: true });
  if (!found || second || found.end) return null;
  const beside = text.slice(0, found.index) + text.slice(found.index + found.text.length);
  if (beside.replace(HARMLESS, '') !== '') return null;
  const part = (name: 'year' | 'month' | 'day' | 'hour' | 'minute') => found.start.get(name) ?? 0;
  if (found.start.isCertain('timezoneOffset')) return null;
  const day = dayNumber(part('year'), part('month'), part('day'));
  const timed = found.start.isCertain('hour');
  if (!timed && !found.start.isCertain('day') && !found.start.isCertain('weekday')) return null;
  const minutes = timed ? part('hour') * 60 + part('minute') : 0;
  return {
    instant: instantOf(day, minutes, context.zone),
    grain: timed ? 'minute' : 'day',
    text: found.text,
  };
}

/** A Date whose fields in the process's zone are the person's wall clock. */
function wallClockDate(context: Context): Date {
  const day = new Date(context.today * 86_400_000);
  return new Date(
    day.getUTCFullYear(),
    day.getUTCMonth(),
    day.getUTCDate(),
    Math.floor(context.minute / 60),
    context.minute % 60,
  );
}
