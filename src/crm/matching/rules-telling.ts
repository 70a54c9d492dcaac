import { afterQuiet, nextWorkingSlot } from '../../lib/calendar/index.ts';
import { NEWS_EVENTS, type UnitEventKind } from '../properties/fields.ts';
import { officeHours, type Settings } from '../settings/rules.ts';

/**
 * Whether an event makes a unit worth telling of: it is new, free again, or cheaper. A higher price brings
 * nobody nearer to it.
 */
export function isNewsOf(
  kind: UnitEventKind,
  price: { old: number; new: number } | undefined,
): boolean {
  if (kind === 'price') return price !== undefined && price.new < price.old;
  return (NEWS_EVENTS as readonly UnitEventKind[]).includes(kind);
}

/** Of one run a rep is told no more than so many fits, however many units an import brought. */
const MOST_A_REP = 20;

/** The strongest fits of each rep; of the same score the ones that came first. */
export function keepStrongest<F extends { memberId: string; score: number }>(
  fits: readonly F[],
): F[] {
  const counts = new Map<string, number>();
  return fits
    .toSorted((a, b) => b.score - a.score)
    .filter(({ memberId }) => {
      const n = (counts.get(memberId) ?? 0) + 1;
      counts.set(memberId, n);
      return n <= MOST_A_REP;
    });
}

/**
 * When a rep is told: after news had time to gather, on a whole step of that time so that what comes
 * together leaves together, in the rep's working hours.
 */
export function tellAt(now: Date, settings: Settings, zone: string): Date {
  const step = settings.matchTellMinutes * 60_000;
  const gathered = new Date(Math.ceil((now.getTime() + 1) / step) * step);
  const office = officeHours(settings, zone);
  try {
    return nextWorkingSlot(gathered, office);
  } catch (error) {
    // Rules that leave no working time at all still keep the quiet hours.
    if (error instanceof RangeError) return afterQuiet(gathered, office);
    throw error;
  }
}
