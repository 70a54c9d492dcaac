import { addDays, civilDay, clockAt } from '../../../lib/calendar/index.ts';
import { Refusal } from '../../../lib/refusal.ts';

/** The limits of a team on claiming from its pool. */
export interface ClaimLimits {
  claimsPerDay: number;
  holdingCap: number;
  cooldownDays: number;
}

/** What is known when somebody claims. */
export interface Claim {
  now: Date;
  /** Zone of who claims. */
  zone: string;
  openAt: Date | null;
  claimedToday: number;
  holding: number;
  /** When the customer last went from this person into the pool; null: never. */
  lostAt: Date | null;
}

const DAY_MS = 86_400_000;

/**
 * Throws why this person may not claim this customer now: `claimResting`, `claimCooldown`, `claimsToday`,
 * `holdingFull`.
 */
export function requireClaim(claim: Claim, limits: ClaimLimits): void {
  const { now, zone, openAt, lostAt } = claim;
  if (openAt && openAt > now)
    throw new Refusal('claimResting', { when: sayWhen(openAt, now, zone) });
  if (lostAt) {
    const until = new Date(lostAt.getTime() + limits.cooldownDays * DAY_MS);
    // On the day after it is over in any case.
    if (until > now) throw new Refusal('claimCooldown', { until: dayAfter(until, zone) });
  }
  if (claim.claimedToday >= limits.claimsPerDay)
    throw new Refusal('claimsToday', { limit: limits.claimsPerDay });
  if (claim.holding >= limits.holdingCap)
    throw new Refusal('holdingFull', { limit: limits.holdingCap });
}

/** `10:30` today, the day otherwise. */
function sayWhen(at: Date, now: Date, zone: string): string {
  if (civilDay(at, zone) !== civilDay(now, zone)) return civilDay(at, zone);
  return clockAt(at, zone);
}

/** The first whole day that lies behind a moment. */
const dayAfter = (at: Date, zone: string): string => addDays(civilDay(at, zone), 1);
