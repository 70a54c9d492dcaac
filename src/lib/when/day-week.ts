import { mondayOf, weekdayOf } from '../calendar/index.ts';
import { coarse, type DayAnswer, day } from './day-answer.ts';
import type { Context, Slots } from './types.ts';

/** Days of a week and days beside today. */

/** A weekday, of this, the next or another week. */
export function weekday(slots: Slots, context: Context): DayAnswer | null | undefined {
  const { weekday: wanted } = slots;
  if (wanted === undefined) return undefined;
  const ahead = (wanted - weekdayOf(context.today) + 7) % 7;
  const inWeek = mondayOf(context.today) + wanted - 1;
  if (slots.weekdaysAhead) {
    return day(context.today + (ahead === 0 ? 7 : ahead) + 7 * (slots.weekdaysAhead - 1));
  }
  if (slots.dayShift !== undefined) {
    const shifted = context.today + slots.dayShift;
    if (weekdayOf(shifted) === wanted) return day(shifted);
    const next = context.today + ahead;
    return { ...day(shifted), others: { kind: 'weekday-mismatch', days: [next] } };
  }
  if (slots.weekShift !== undefined) return shiftedWeekday(inWeek, slots.weekShift, context);
  return weekdayByWord(slots, { ahead, inWeek }, context);
}

/** 本周一 said on a Wednesday is over: the next one is offered beside it. */
function shiftedWeekday(inWeek: number, shift: number, context: Context): DayAnswer {
  const number = inWeek + 7 * shift;
  if (shift !== 0 || number >= context.today) return day(number);
  return { ...day(number), others: { kind: 'weekday-past', days: [number + 7] } };
}

function weekdayByWord(
  slots: Slots,
  at: { ahead: number; inWeek: number },
  context: Context,
): DayAnswer {
  const next = context.today + (at.ahead === 0 ? 7 : at.ahead);
  switch (slots.weekdayHow) {
    case 'next': {
      const soon = at.inWeek > context.today;
      const found = day(at.inWeek + 7);
      return soon ? { ...found, others: { kind: 'weekday-next', days: [at.inWeek] } } : found;
    }
    case 'afterNext':
      return { ...day(next + 7), others: { kind: 'weekday-next', days: [next + 14] } };
    case 'last':
      return day(context.today - ((weekdayOf(context.today) - (slots.weekday ?? 1) + 6) % 7) - 1);
    case 'coming':
      return day(next);
    case 'this':
      return day(context.today + at.ahead);
    default:
      if (at.ahead > 0) return day(next);
      return weekdayIsToday(slots, next, context);
  }
}

/** 周三 on a Wednesday: today when a time still ahead is named, else in a week; both are offered. */
function weekdayIsToday(slots: Slots, next: number, context: Context): DayAnswer {
  const hour = slots.hour === undefined ? undefined : slots.hour + afternoon(slots);
  const ahead = hour !== undefined && hour * 60 + (slots.minute ?? 0) > context.minute;
  const [first, second] = ahead ? [context.today, next] : [next, context.today];
  return { ...day(first), others: { kind: 'weekday-today', days: [second] } };
}

function afternoon(slots: Slots): number {
  const hour = slots.hour ?? 0;
  if (hour >= 12 || slots.literal) return 0;
  const late = ['noon', 'afternoon', 'dusk', 'evening', 'night'].includes(slots.part ?? '');
  const small = slots.part === undefined && !slots.meridiem && hour <= (slots.afternoonUpTo ?? 0);
  return slots.meridiem === 'pm' || late || small ? 12 : 0;
}

/** A weekend: its Saturday, or today while it lasts. */
export function weekend(slots: Slots, context: Context): DayAnswer | undefined {
  if (!slots.weekend) return undefined;
  const saturday = mondayOf(context.today) + 5 + 7 * (slots.weekShift ?? 0);
  const at = saturday < context.today && saturday + 1 === context.today ? context.today : saturday;
  const found = coarse(at);
  const timed = slots.hour !== undefined || slots.part !== undefined;
  return timed && at === saturday
    ? { ...found, others: { kind: 'weekend-day', days: [saturday + 1] } }
    : found;
}

/** 明天, 大后天, yesterday: days beside today. */
export function dayShift(slots: Slots, context: Context): DayAnswer | undefined {
  if (slots.dayShift === undefined || slots.edgeOf) return undefined;
  return day(context.today + slots.dayShift);
}
