import { dayNumber, kindOf, shiftWorkingDays, ymdOf } from '../calendar/index.ts';
import type { AmbiguityKind, Context, Slots } from './types.ts';

/** What the rules that find a day share. */

/** The day an expression names. `others` are further readings of the same words. */
export type DayAnswer = {
  day: number;
  grain: 'day' | 'coarse';
  others?: { kind: AmbiguityKind; days: number[] };
  unofficial?: true;
  /** Counted from now: the time of day stays unless another is named. */
  keepsTime?: true;
};

/** A rule answers, says the words make no sense (null), or does not apply (undefined). */
export type DayRule = (
  slots: Slots,
  context: Context,
  again: FindDay,
) => DayAnswer | null | undefined;

/** The day of other slots, for rules that build on one. */
export type FindDay = (slots: Slots, context: Context) => DayAnswer | null | undefined;

/** Exactly this day, as a day number. */
export const day = (number: number): DayAnswer => ({ day: number, grain: 'day' });

/** A day that stands for something longer: a week, a month. */
export const coarse = (number: number): DayAnswer => ({ day: number, grain: 'coarse' });

/** The slots without some of them. */
export function without(slots: Slots, ...keys: (keyof Slots)[]): Slots {
  const copy = { ...slots };
  for (const key of keys) delete copy[key];
  return copy;
}

/** Marks an answer that rests on a year without an official calendar. */
export function official(answer: DayAnswer, from: number, to: number, context: Context): DayAnswer {
  const sure = kindOf(from, context.hours).known && kindOf(to, context.hours).known;
  return sure ? answer : { ...answer, unofficial: true };
}

/** The year a phrase names, if it does. */
export function namedYear(slots: Slots, context: Context): number | undefined {
  if (slots.year !== undefined) return slots.year;
  if (slots.yearShift === undefined) return undefined;
  return ymdOf(context.today).year + slots.yearShift;
}

export type Month = { year: number; month: number; named: boolean };

/** The month a phrase names: by name (this year's, or next year's when over) or by shift. */
export function namedMonth(slots: Slots, context: Context): Month | undefined {
  const now = ymdOf(context.today);
  if (slots.month !== undefined) {
    const year = namedYear(slots, context);
    if (year !== undefined) return { year, month: slots.month, named: true };
    return {
      year: slots.month < now.month ? now.year + 1 : now.year,
      month: slots.month,
      named: false,
    };
  }
  if (slots.monthShift === undefined) return undefined;
  const first = ymdOf(dayNumber(now.year, now.month + slots.monthShift, 1));
  return { year: first.year, month: first.month, named: true };
}

/** The last working day up to `day`, but never one that is over. */
export function workingOnOrBefore(day: number, context: Context): number {
  const found = shiftWorkingDays(day + 1, -1, context.hours);
  return found >= context.today ? found : day;
}
