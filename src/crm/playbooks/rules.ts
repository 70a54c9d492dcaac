import {
  addDays,
  addWorkingDays,
  type CivilDay,
  civilDay,
  getDayNumber,
  instantAt,
  isWorkingDay,
  type OfficeHours,
  startOfDay,
} from '../../lib/calendar/index.ts';
import { CANCEL_REASONS } from '../followups/rules.ts';
import { officeHours, type Settings } from '../settings/rules.ts';
import type { Step, StepDays } from './schema.ts';

/** Whether a step is a return contact after the sale (#69): the time to ask how satisfied they are. */
export const asksSatisfaction = (step: { stage: string; key: string } | null): boolean =>
  step?.stage === 'closed' && /^return_\d+$/u.test(step.key);

/** By whose days it is reckoned: the rules in force and the zone. */
export interface Desk {
  settings: Settings;
  zone: string;
}

/** The day itself when it is worked, or the next one that is; rules without any working day keep it. */
export function workingDayFrom(day: CivilDay, rules: OfficeHours): CivilDay {
  return shifted(day, 0, rules);
}

function shifted(day: CivilDay, count: number, rules: OfficeHours): CivilDay {
  try {
    return addWorkingDays(day, count, rules);
  } catch (error) {
    if (error instanceof RangeError) return addDays(day, count);
    throw error;
  }
}

/**
 * The day a step falls on when its stage is entered on `from`: so many working days later, or so many
 * days later and then on the next working day.
 */
export function stepDay(
  from: CivilDay,
  { after, days }: Pick<Step, 'after' | 'days'>,
  rules: OfficeHours,
): CivilDay {
  return days === 'working'
    ? shifted(from, after, rules)
    : workingDayFrom(addDays(from, after), rules);
}

/** The same as a moment: when work begins on that day. */
export function stepDue(from: Date, step: Pick<Step, 'after' | 'days'>, desk: Desk): Date {
  const office = officeHours(desk.settings, desk.zone);
  return openingOf(stepDay(civilDay(from, desk.zone), step, office), desk);
}

/** When work begins on a day. */
export const openingOf = (day: CivilDay, { settings, zone }: Desk): Date =>
  instantAt(day, settings.workStart, zone);

/** By when a step that falls due on `dueAt` is to be done: the end of work so many working days later. */
export function limitOf(dueAt: Date, limit: number | null, { settings, zone }: Desk): Date | null {
  if (limit === null) return null;
  const last = shifted(civilDay(dueAt, zone), limit, officeHours(settings, zone));
  return instantAt(last, settings.workEnd, zone);
}

/**
 * What was left of the way to a step when its plan was paused: working days or days, none when it was
 * due already.
 */
export function remainingDays(
  paused: CivilDay,
  due: CivilDay,
  days: StepDays,
  rules: OfficeHours,
): number {
  const [from, to] = [getDayNumber(paused), getDayNumber(due)];
  if (to <= from) return 0;
  if (days === 'calendar') return to - from;
  let left = 0;
  for (let ahead = 1; ahead <= to - from; ahead++) {
    if (isWorkingDay(addDays(paused, ahead), rules)) left += 1;
  }
  return left;
}

/** The day a step falls on when its plan goes on: what was left of the way, from the day it goes on. */
export function resumedDay(
  { paused, due, days }: { paused: CivilDay; due: CivilDay; days: StepDays },
  resumed: CivilDay,
  rules: OfficeHours,
): CivilDay {
  const after = remainingDays(paused, due, days, rules);
  return stepDay(resumed, { after, days }, rules);
}

/** A step with the follow-up that carries it, if any. */
export interface StepState {
  state: string;
  followUp: { state: string; cancelReason: string | null } | null;
  skipReason: string | null;
}

/** Where a step stands; `open`: its follow-up is on somebody's list. */
export const STEP_STANDS = ['waiting', 'open', 'done', 'skipped', 'ended'] as const;
export type StepStand = (typeof STEP_STANDS)[number];

/** Reasons to drop a follow-up by which a step was not done. */
export const SKIP_REASONS = CANCEL_REASONS.filter((reason) => reason !== 'done_elsewhere');

export type SkipReason = (typeof SKIP_REASONS)[number];

/** Where a step stands: once it is given, as its follow-up does. */
export function standOf({ state, followUp }: Pick<StepState, 'state' | 'followUp'>): StepStand {
  if (state !== 'given') return state as StepStand;
  if (followUp?.state === 'open') return 'open';
  if (followUp?.state === 'done' || followUp?.cancelReason === 'done_elsewhere') return 'done';
  if ((SKIP_REASONS as readonly (string | null)[]).includes(followUp?.cancelReason ?? null))
    return 'skipped';
  // Its follow-up was dropped because nobody works on the customer: it waits to be given again.
  return 'waiting';
}

/** Why a step was skipped: said at the step itself, or at the follow-up that carried it. */
export const skipReasonOf = ({ skipReason, followUp }: StepState): string | null =>
  skipReason ?? followUp?.cancelReason ?? null;

/** How far a plan is: what is over of how much, and the step that is next. */
export function progressOf<S extends { stand: StepStand; dueAt: Date }>(
  steps: readonly S[],
): { over: number; all: number; next: S | null } {
  const counted = steps.filter(({ stand }) => stand !== 'ended');
  const left = counted
    .filter(({ stand }) => stand === 'waiting' || stand === 'open')
    .toSorted((a, b) => a.dueAt.getTime() - b.dueAt.getTime());
  return { over: counted.length - left.length, all: counted.length, next: left[0] ?? null };
}

/**
 * The day a step is given for: its own or today, whichever is later, on a working day; the one after,
 * where that person had another step of this customer that day.
 */
export function givenDay(
  step: { dueAt: Date },
  at: { now: Date; hadOneToday: boolean },
  { settings, zone }: Desk,
): CivilDay {
  const office = officeHours(settings, zone);
  const today = civilDay(at.now, zone);
  const earliest = at.hadOneToday ? addDays(today, 1) : today;
  const due = civilDay(step.dueAt, zone);
  const [, later = due] = [earliest, due].toSorted();
  return workingDayFrom(later, office);
}

/** Whether a plan of a person's own takes a step of that day along: it is due by then. */
export function takesAlong(plan: { dueAt: Date }, day: CivilDay, zone: string): boolean {
  return plan.dueAt < startOfDay(addDays(day, 1), zone);
}
