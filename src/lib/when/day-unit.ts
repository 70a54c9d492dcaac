import { dayNumber, daysInMonth, mondayOf, ymdOf } from '../calendar/index.ts';
import { MONTH } from './conventions.ts';
import {
  coarse,
  type DayAnswer,
  type Month,
  namedMonth,
  namedYear,
  workingOnOrBefore,
} from './day-answer.ts';
import type { Context, Slots } from './types.ts';

/** Weeks, months and years, and where they begin and end. */

/** Beginning, middle and end of a week, month or year; always the next one that is not over. */
export function edge(slots: Slots, context: Context): DayAnswer | null | undefined {
  if (slots.edge === undefined) return undefined;
  if (slots.edgeOf === 'day') return coarse(context.today + (slots.dayShift ?? 0));
  if (slots.edgeOf === 'week' || slots.weekShift !== undefined) return weekEdge(slots, context);
  const month = namedMonth(slots, context);
  if (month || slots.edgeOf === 'month') return monthEdge(slots, month, context);
  if (slots.edgeOf === 'year' || namedYear(slots, context) !== undefined) {
    return yearEdge(slots, context);
  }
  return null;
}

function weekEdge(slots: Slots, context: Context): DayAnswer {
  const monday = mondayOf(context.today) + 7 * (slots.weekShift ?? 0);
  const offset = slots.edge === 'start' ? 0 : slots.edge === 'mid' ? 2 : 4;
  return coarse(Math.min(Math.max(monday + offset, context.today), monday + 6));
}

function monthEdge(slots: Slots, month: Month | undefined, context: Context): DayAnswer {
  const now = ymdOf(context.today);
  const at = month ?? { year: now.year, month: now.month, named: false };
  const length = daysInMonth(at.year, at.month);
  const doms: Record<string, [from: number, to: number]> = {
    start: [1, MONTH.startLasts],
    first10: [1, 10],
    mid: [MONTH.mid, MONTH.midLasts],
    second10: [11, 20],
    late: [MONTH.late, length],
    third10: [21, length],
    end: [length, length],
  };
  const [from, to] = doms[slots.edge ?? 'end'] ?? [length, length];
  const first = dayNumber(at.year, at.month, from);
  const last = dayNumber(at.year, at.month, to);
  if (last >= context.today) return coarse(Math.max(first, Math.min(context.today + 1, last)));
  return month ? coarse(first) : monthEdge(slots, namedMonth({ monthShift: 1 }, context), context);
}

function yearEdge(slots: Slots, context: Context): DayAnswer {
  const now = ymdOf(context.today);
  const year = namedYear(slots, context) ?? (slots.edge === 'start' ? now.year + 1 : now.year);
  if (slots.edge === 'start') return coarse(dayNumber(year, 1, 2));
  if (slots.edge === 'mid') return coarse(dayNumber(year, 7, 1));
  return coarse(dayNumber(year, 12, slots.edge === 'late' ? 15 : 31));
}

/** 下周, 下个月, 明年, 三月: the first day of the unit, or its last working one when it has begun. */
export function wholeUnit(slots: Slots, context: Context): DayAnswer | null | undefined {
  if (slots.weekShift !== undefined) {
    const monday = mondayOf(context.today) + 7 * slots.weekShift;
    return coarse(slots.weekShift === 0 ? Math.max(context.today, monday + 4) : monday);
  }
  const month = namedMonth(slots, context);
  if (month) {
    const first = dayNumber(month.year, month.month, 1);
    const last = dayNumber(month.year, month.month, daysInMonth(month.year, month.month));
    const running = first <= context.today && context.today <= last;
    return coarse(running ? Math.max(context.today, workingOnOrBefore(last, context)) : first);
  }
  const now = ymdOf(context.today);
  if (slots.quarterShift !== undefined) {
    const start = Math.floor((now.month - 1) / 3) * 3 + 1 + 3 * slots.quarterShift;
    return coarse(Math.max(context.today, dayNumber(now.year, start, 1)));
  }
  if (slots.yearShift === undefined) return slots.year === undefined ? undefined : null;
  return slots.yearShift === 0 ? null : coarse(dayNumber(now.year + slots.yearShift, 1, 1));
}
