import { type DayAnswer, type DayRule, workingOnOrBefore } from './day-answer.ts';
import { anchoredSpan, ranked, span, workingDay } from './day-counted.ts';
import { dayOfMonth, fullDate, weekOfDate } from './day-date.ts';
import { holiday, lunar } from './day-named.ts';
import { edge, wholeUnit } from './day-unit.ts';
import { dayShift, weekday, weekend } from './day-week.ts';
import type { Context, Slots } from './types.ts';

/** First rule that applies decides. undefined = does not apply, null = the words make no sense. */
const RULES: DayRule[] = [
  (slots) => (slots.dom === 99 ? null : undefined),
  anchoredSpan,
  span,
  workingDay,
  holiday,
  lunar,
  ranked,
  weekOfDate,
  fullDate,
  dayOfMonth,
  weekday,
  weekend,
  dayShift,
  edge,
  wholeUnit,
];

/** The day of an expression; undefined when it names none, null when it makes no sense. */
export function findDay(slots: Slots, context: Context): DayAnswer | null | undefined {
  for (const rule of RULES) {
    const found = rule(slots, context, findDay);
    if (found === undefined) continue;
    const several = found && slots.someDays ? { ...found, grain: 'coarse' as const } : found;
    return several && slots.side && !slots.holiday ? aside(several, slots, context) : several;
  }
  return undefined;
}

/** 周五前 may or may not include Friday; 月底前 ends with the last working day; 周五后 is vague. */
function aside(found: DayAnswer, slots: Slots, context: Context): DayAnswer | null {
  if (slots.hour !== undefined) return found;
  if (slots.side === 'after') return { ...found, day: found.day + 1, grain: 'coarse' };
  if (found.grain === 'day') {
    return { ...found, others: { kind: 'before', days: [found.day - 1] } };
  }
  return { ...found, day: workingOnOrBefore(found.day, context) };
}
