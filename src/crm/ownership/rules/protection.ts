import { instantOf, wallClock } from '../../../lib/calendar/index.ts';
import type { ArrivalKind, Grade } from '../../customers/fields.ts';

/** Days of protection, by the office: D by how the customer came, A by grade, M by how the customer came. */
export interface ProtectionDays {
  protectDays: Record<ArrivalKind, number>;
  protectContactDays: Record<Grade, number>;
  protectMaxDays: Record<ArrivalKind, number>;
}

/** A time that does not count: from–to; `to` null while it lasts. */
export interface Span {
  from: Date;
  to: Date | null;
}

/** What the clock of an assigned rep is read from. */
export interface Clock {
  /** When the assigned rep got the customer. */
  claimedAt: Date;
  arrivalKind: string;
  grade: string | null;
  /** When the customer was really reached; what is not after `claimedAt` counts nothing. */
  effectiveContacts: readonly Date[];
  /** Holds of a manager, deals that stood: the clock stops meanwhile. */
  exemptions: readonly Span[];
  settings: ProtectionDays;
  /** Zone of the office, in which days are counted. */
  zone: string;
}

/** Why protection ends when it does. */
export type Because = 'default' | 'contact' | 'maximum' | 'exempt';

export interface Protection {
  /** Null while an exemption holds: no end is in sight. */
  until: Date | null;
  because: Because;
  /** The end whatever happens; null while an exemption holds. */
  maximumAt: Date | null;
}

/**
 * Until when a customer is its assigned rep's: D days from the start; an effective contact
 * before the end gives A days from the contact, where that is later; M days from the start end it
 * whatever happens. Time under an exemption does not count. Days keep the time of day of the office's zone.
 */
export function protectionOf(clock: Clock): Protection {
  const spans = mergeSpans(clock.exemptions);
  const run = (from: Date, days: number) => runOut(from, days, spans, clock.zone);
  const { settings, arrivalKind, grade, claimedAt } = clock;
  const maximum = run(claimedAt, daysOf(settings.protectMaxDays, arrivalKind));
  const first = run(claimedAt, daysOf(settings.protectDays, arrivalKind));
  let reached = { ...first, because: 'default' as Because };
  const contactDays = settings.protectContactDays[(grade ?? 'B') as Grade];
  for (const contact of inOrder(clock.effectiveContacts)) {
    // Up to the start it is the arrival itself, or a colleague's; after the end it came too late.
    if (contact <= claimedAt || (reached.end && contact > reached.end)) continue;
    const longer = run(contact, contactDays);
    if (isLater(longer.end, reached.end)) reached = { ...longer, because: 'contact' };
  }
  if (isLater(reached.end, maximum.end)) reached = { ...maximum, because: 'maximum' };
  const isExempt = reached.end === null || (reached.wasPaused && reached.because !== 'maximum');
  return {
    until: reached.end,
    because: isExempt ? 'exempt' : reached.because,
    maximumAt: maximum.end,
  };
}

/** The times in which a deal stood: from the move to "closed" to the next move. */
export function closedSpans(moves: readonly { toStage: string; at: Date }[]): Span[] {
  const sorted = [...moves].sort((a, b) => a.at.getTime() - b.at.getTime());
  return sorted.flatMap(({ toStage, at }, nth) =>
    toStage === 'closed' ? [{ from: at, to: sorted[nth + 1]?.at ?? null }] : [],
  );
}

/** A moment some days later at the same time of day in the zone. */
export function addOfficeDays(from: Date, days: number, zone: string): Date {
  const { day, minute } = wallClock(from, zone);
  const rest = ((from.getTime() % 60_000) + 60_000) % 60_000;
  return new Date(instantOf(day + days, minute, zone).getTime() + rest);
}

/** When so many days have run since a moment; null when an exemption holds that has no end. */
function runOut(
  from: Date,
  days: number,
  spans: readonly Span[],
  zone: string,
): { end: Date | null; wasPaused: boolean } {
  let end = addOfficeDays(from, days, zone);
  let wasPaused = false;
  for (const span of spans) {
    if (span.to && span.to <= from) continue;
    if (span.from >= end) break;
    if (!span.to) return { end: null, wasPaused: true };
    const paused = span.to.getTime() - Math.max(span.from.getTime(), from.getTime());
    end = new Date(end.getTime() + paused);
    wasPaused ||= paused > 0;
  }
  return { end, wasPaused };
}

/** Spans in order, those that touch or overlap as one. */
function mergeSpans(spans: readonly Span[]): Span[] {
  const merged: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.from.getTime() - b.from.getTime())) {
    const last = merged.at(-1);
    if (!last || (last.to && last.to < span.from)) merged.push({ ...span });
    else if (isLater(span.to, last.to)) last.to = span.to;
  }
  return merged;
}

/** Whether the one end comes after the other; null is never. */
function isLater(one: Date | null, other: Date | null): boolean {
  if (other === null) return false;
  return one === null || one > other;
}

const inOrder = (dates: readonly Date[]): Date[] =>
  [...dates].sort((a, b) => a.getTime() - b.getTime());

/** A way of coming that the rules do not name counts as a visit. */
const daysOf = (days: Record<ArrivalKind, number>, arrivalKind: string): number =>
  days[arrivalKind as ArrivalKind] ?? days.visit;
