import { type CivilDay, civilDay, instantAt } from '../../../lib/calendar/index.ts';
import type { Settings } from '../../settings/rules.ts';

/** What became of an arrival: registered, known already, a colleague's customer, no data left. */
export type ArrivalOutcome = 'registered' | 'known' | 'courtesy' | 'none';

/** Whose an arrival is, for the policy: who receives it, and the team. */
export const owned = ({ memberId, teamId }: { memberId: string; teamId: string }) => ({
  repId: memberId,
  teamId,
});

/** A registration on a later civil day than the arrival is late. `zone` is the team's. */
export function isLate(day: CivilDay, registeredAt: Date, zone: string): boolean {
  return civilDay(registeredAt, zone) > day;
}

/**
 * The civil day that is closing, and since when: from the end of work until midnight of the team's zone.
 * Null before. Reception is asked on rest days too: whoever received then is told then.
 */
export function closingOf(
  now: Date,
  zone: string,
  settings: Pick<Settings, 'workEnd'>,
): { day: CivilDay; at: Date } | null {
  const day = civilDay(now, zone);
  const at = instantAt(day, settings.workEnd, zone);
  return now < at ? null : { day, at };
}

/** A mistaken arrival can be taken back for so long, by whoever noted it. */
export const VOID_MINUTES = 10;

/** Whether a press can still be taken back: nothing came of it yet. */
export function canVoid(
  arrival: { at: Date; outcome: string | null; voidedAt: Date | null },
  now: Date,
): boolean {
  const age = now.getTime() - arrival.at.getTime();
  return arrival.outcome === null && arrival.voidedAt === null && age <= VOID_MINUTES * 60_000;
}

/**
 * Whether a party counts as registered the same day (当日登记率): registered, linked to a customer or found to
 * be a colleague's on the civil day it came. The denominator is every arrival that was no mistake.
 */
export function sameDay(
  { day, outcome, closedAt }: { day: CivilDay; outcome: string | null; closedAt: Date | null },
  zone: string,
): boolean {
  return (
    outcome !== null && outcome !== 'none' && closedAt !== null && civilDay(closedAt, zone) === day
  );
}
