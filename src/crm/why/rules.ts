import {
  addDays,
  type CivilDay,
  civilDay,
  getDayNumber,
  startOfDay,
} from '../../lib/calendar/index.ts';
import { isWorkedOn } from '../customers/rules.ts';
import type { Settings } from '../settings/rules.ts';

/** What of a customer may be a reason to call today: plain facts, as one statement reads them. */
export interface WhyFacts {
  status: string;
  stage: string;
  grade: string | null;
  doNotContact: boolean;
  arrivedAt: Date;
  lastEffectiveAt: Date | null;
  protectedUntil: Date | null;
  /** The next open follow-up. */
  plan: { dueAt: Date; grain: string } | null;
  /** The last answer about satisfaction. */
  said: { at: Date; score: number } | null;
  /** When the next viewing begins. */
  viewingAt: Date | null;
  /** When units came that fit, and when units of a proposal became cheaper, since the customer was reached. */
  fits: Date[];
  cheaper: Date[];
  /** The day of the earliest payment that has not come in. */
  paymentOn: CivilDay | null;
  /** When the hold of a unit for the customer ends. */
  holdEndsAt: Date | null;
}

/** When, for whom and by whose rules reasons are weighed. `zone` is the reader's. */
export interface Weighing {
  now: Date;
  zone: string;
  settings: Pick<Settings, 'silenceDays' | 'protectWarnDays' | 'satisfactionLow' | 'matchNewDays'>;
}

/** A reason that holds: since or until when, or how many days, where the sentence says it. */
export interface Reason {
  key: ReasonKey;
  weight: number;
  at?: Date;
  days?: number;
  /** How many units. */
  n?: number;
}

interface Row {
  key: string;
  weight: number;
  /** What the sentence says, where the reason holds; null where not. */
  holds(facts: WhyFacts, at: Weighing): { at?: Date; days?: number; n?: number } | null;
}

const DAY_MS = 86_400_000;
/** A payment is a reason to call so many days before it is due. */
const PAYMENT_DAYS = 3;
/** A low answer is a reason until somebody was reached after it, and for no longer than this. */
const UNHAPPY_DAYS = 30;

const daysSince = (then: Date, now: Date): number =>
  Math.floor((now.getTime() - then.getTime()) / DAY_MS);
const daysUntil = (then: Date, now: Date): number =>
  Math.ceil((then.getTime() - now.getTime()) / DAY_MS);
/** Days until a civil day of the reader's; negative once it is past. */
const daysTo = (day: CivilDay, { now, zone }: Weighing): number =>
  getDayNumber(day) - getDayNumber(civilDay(now, zone));
/** How many of these moments are news still, by the office's days. */
const fresh = (all: readonly Date[], { now, settings }: Weighing): number =>
  all.filter((at) => now.getTime() - at.getTime() < settings.matchNewDays * DAY_MS).length;
const isDayOnly = (grain: string): boolean => grain === 'day' || grain === 'coarse';
const endOfToday = ({ now, zone }: Weighing): Date =>
  startOfDay(addDays(civilDay(now, zone), 1), zone);

/** Whether the plan's time has passed; one of a day passes with the day. */
function isOverdue({ dueAt, grain }: NonNullable<WhyFacts['plan']>, at: Weighing): boolean {
  return isDayOnly(grain) ? dueAt < startOfDay(civilDay(at.now, at.zone), at.zone) : dueAt < at.now;
}

/**
 * The reasons to call a customer today, the strongest first. Read a row aloud: "an overdue follow-up weighs
 * 40"; what holds is added up. The numbers are how the office's managers ranked them against each other.
 */
export const REASONS = [
  {
    key: 'viewing',
    weight: 50,
    holds: ({ viewingAt }, at) =>
      viewingAt && viewingAt < endOfToday(at) ? { at: viewingAt } : null,
  },
  {
    key: 'paymentLate',
    weight: 45,
    holds: ({ paymentOn }, at) =>
      paymentOn && daysTo(paymentOn, at) < 0 ? { days: -daysTo(paymentOn, at) } : null,
  },
  {
    key: 'overdue',
    weight: 40,
    holds: ({ plan }, at) =>
      plan && isOverdue(plan, at) ? { days: daysSince(plan.dueAt, at.now) } : null,
  },
  {
    key: 'unhappy',
    weight: 35,
    holds: ({ said, lastEffectiveAt }, { now, settings }) =>
      said &&
      said.score <= settings.satisfactionLow &&
      daysSince(said.at, now) < UNHAPPY_DAYS &&
      !(lastEffectiveAt && lastEffectiveAt > said.at)
        ? {}
        : null,
  },
  {
    key: 'due',
    weight: 30,
    holds: ({ plan }, at) =>
      plan && !isOverdue(plan, at) && plan.dueAt < endOfToday(at)
        ? isDayOnly(plan.grain)
          ? {}
          : { at: plan.dueAt }
        : null,
  },
  {
    key: 'payment',
    weight: 30,
    holds: ({ paymentOn }, at) => {
      const days = paymentOn ? daysTo(paymentOn, at) : -1;
      return days >= 0 && days <= PAYMENT_DAYS ? { days } : null;
    },
  },
  {
    key: 'holdEnds',
    weight: 30,
    holds: ({ holdEndsAt }, { now }) =>
      holdEndsAt && holdEndsAt > now && holdEndsAt.getTime() - now.getTime() <= DAY_MS
        ? { at: holdEndsAt }
        : null,
  },
  {
    key: 'protection',
    weight: 25,
    holds: ({ stage, protectedUntil }, { now, settings }) =>
      isWorkedOn(stage) &&
      protectedUntil &&
      protectedUntil > now &&
      daysUntil(protectedUntil, now) <= settings.protectWarnDays
        ? { days: daysUntil(protectedUntil, now) }
        : null,
  },
  {
    key: 'unanswered',
    weight: 25,
    holds: ({ stage, lastEffectiveAt, arrivedAt }, { now }) =>
      isWorkedOn(stage) && lastEffectiveAt === null ? { days: daysSince(arrivedAt, now) } : null,
  },
  {
    key: 'hot',
    weight: 20,
    holds: ({ stage, grade }) => (isWorkedOn(stage) && grade === 'A' ? {} : null),
  },
  {
    key: 'fits',
    weight: 20,
    holds: ({ stage, fits }, at) => {
      const n = fresh(fits, at);
      return isWorkedOn(stage) && n > 0 ? { n } : null;
    },
  },
  {
    key: 'cheaper',
    weight: 20,
    holds: ({ stage, cheaper }, at) => {
      const n = fresh(cheaper, at);
      return isWorkedOn(stage) && n > 0 ? { n } : null;
    },
  },
  {
    key: 'silent',
    weight: 15,
    holds: ({ stage, grade, lastEffectiveAt }, { now, settings }) => {
      if (!isWorkedOn(stage) || !lastEffectiveAt) return null;
      const most = settings.silenceDays[(grade ?? 'D') as 'A'] ?? settings.silenceDays.D;
      const days = daysSince(lastEffectiveAt, now);
      return days >= most ? { days } : null;
    },
  },
  {
    key: 'warm',
    weight: 10,
    holds: ({ stage, grade }) => (isWorkedOn(stage) && grade === 'B' ? {} : null),
  },
] as const satisfies readonly Row[];

export type ReasonKey = (typeof REASONS)[number]['key'];

/** Why a customer is to be called now: the sum of what holds, and the reasons, the strongest first. */
export interface Why {
  score: number;
  reasons: Reason[];
}

/** Reasons that are no errand by themselves: how good a customer is, which only makes an errand weigh more. */
const QUALITIES: ReadonlySet<ReasonKey> = new Set(['hot', 'warm']);

/**
 * Weighs the reasons to call a customer. Whoever wants no contact, or is no customer (any more), has none;
 * nor has a customer with nothing but a good grade.
 */
export function weigh(facts: WhyFacts, at: Weighing): Why {
  if (facts.status !== 'active' || facts.doNotContact) return { score: 0, reasons: [] };
  const reasons = REASONS.flatMap(({ key, weight, holds }): Reason[] => {
    const found = holds(facts, at);
    return found ? [{ key, weight, ...found }] : [];
  }).sort((a, b) => b.weight - a.weight);
  if (reasons.every(({ key }) => QUALITIES.has(key))) return { score: 0, reasons: [] };
  return { score: reasons.reduce((sum, { weight }) => sum + weight, 0), reasons };
}

/** The heaviest first; among equals as they came. */
export function byWeight<T extends { why: Why }>(lines: readonly T[]): T[] {
  return [...lines].sort((a, b) => b.why.score - a.why.score);
}
