import type { CreditRule } from '../../settings/rules.ts';

/** How far a newcomer who was brought has come, the first step first. */
export const REFERRAL_EVENTS = ['registered', 'visited', 'signed'] as const;
export type ReferralEvent = (typeof REFERRAL_EVENTS)[number];

/** What of a newcomer decides how far the referral counts. */
export interface Newcomer {
  stage: string;
  visitCount: number;
}

/** The steps a newcomer has taken, the first first. Signed is the stage 成交, whichever milestone the office counts it by. */
export function reachedEvents({ stage, visitCount }: Newcomer): ReferralEvent[] {
  return REFERRAL_EVENTS.filter(
    (event) =>
      event === 'registered' ||
      (event === 'visited' && visitCount > 0) ||
      (event === 'signed' && stage === 'closed'),
  );
}

/** The number that notes how far a referral was credited: that of the last step, from 1. */
export const stepOf = (event: ReferralEvent): number => REFERRAL_EVENTS.indexOf(event) + 1;

/**
 * A newcomer this long in the register when the link is first seen earns nothing for what lies behind:
 * an introduction that is remembered after the fact is none.
 */
const FRESH_DAYS = 30;
const DAY_MS = 86_400_000;

/** Whether what happened already still counts when a referral is first seen. */
export function isFresh(registeredAt: Date, now: Date): boolean {
  return now.getTime() - registeredAt.getTime() <= FRESH_DAYS * DAY_MS;
}

/** Why a referral's credit goes to the referrer's own rep. */
export type Because = 'asked' | 'introduced';

/** What decides whose the credit of an owner's referral is. */
export interface Introduced {
  referrerRepId: string | null;
  newcomerRepId: string | null;
  /** The newcomer asked for the referrer's rep. */
  isAsked: boolean;
  /** When the referrer's rep logged that this person would come; null: never. */
  loggedAt: Date | null;
  /** When the newcomer first came, called or wrote. */
  arrivedAt: Date;
}

/**
 * The rep to whom an owner's referral counts: the referrer's own one only if the newcomer asked for that rep
 * or the rep had logged the introduction before; else whoever serves the newcomer. Null: nobody does.
 */
export function creditedRep(of: Introduced): { repId: string | null; because: Because | null } {
  const { referrerRepId, newcomerRepId, isAsked, loggedAt, arrivedAt } = of;
  if (referrerRepId && isAsked) return { repId: referrerRepId, because: 'asked' };
  if (referrerRepId && loggedAt && loggedAt < arrivedAt)
    return { repId: referrerRepId, because: 'introduced' };
  return { repId: newcomerRepId, because: null };
}

/** A credit that a step earns. */
export interface Earned {
  event: ReferralEvent;
  nth: number;
  recipient: CreditRule['to'];
  memberId: string | null;
  because: Because | null;
  whatZh: string;
  whatEn: string;
}

/**
 * What these steps earn by the office's rows: one credit for each row of the step. A rep's credit with
 * nobody to have it is none.
 */
export function earnedBy(
  events: readonly ReferralEvent[],
  rules: readonly CreditRule[],
  credited: ReturnType<typeof creditedRep>,
): Earned[] {
  return rules.flatMap((rule, nth) => {
    const isReps = rule.to === 'rep';
    if (!events.includes(rule.event) || (isReps && !credited.repId)) return [];
    return [
      {
        event: rule.event,
        nth,
        recipient: rule.to,
        memberId: isReps ? credited.repId : null,
        because: isReps ? credited.because : null,
        whatZh: rule.zh,
        whatEn: rule.en,
      },
    ];
  });
}
