import { instantOf, minutesOfClock } from '../calendar/index.ts';
import { END_OF_DAY, LATER, SMALL_HOURS_END } from './conventions.ts';
import type { DayAnswer } from './day-answer.ts';
import { findDay } from './resolve-day.ts';
import { findTime, type TimeAnswer } from './resolve-time.ts';
import type { AmbiguityKind, Context, Reading, Slots } from './types.ts';

const MS_PER_MINUTE = 60_000;

export type Resolved = Reading & {
  ambiguous?: { kind: AmbiguityKind; readings: Reading[] };
  unofficial?: true;
};

/** The instant of an expression, or null when its words make no sense together. */
export function resolve(slots: Slots, context: Context): Resolved | null {
  if (slots.now) return { instant: context.now, grain: 'minute' };
  if (slots.later) return later(slots, context);
  if (slots.span && slots.span.minutes !== 0 && !slots.anchored) return exactSpan(slots, context);
  const time = findTime(withPart(slots), context);
  const day = findDay(slots, context);
  if (time === null || day === null) return null;
  if (day !== undefined) return onDay(day, time, slots, context);
  if (!time) return null;
  return today(slots.side ? { ...time, grain: 'hour' } : time, context);
}

/** "Early tomorrow", "late on Friday": the beginning and the end of a day are parts of it. */
function withPart(slots: Slots): Slots {
  const ofDay = slots.dayShift !== undefined || (slots.weekday !== undefined && !slots.month);
  if (!ofDay || slots.edgeOf || slots.part || slots.hour !== undefined) return slots;
  if (slots.edge === 'start') return { ...slots, part: 'morning', partEdge: 'early' };
  return slots.edge === 'late' ? { ...slots, part: 'evening', partEdge: 'early' } : slots;
}

function later(slots: Slots, context: Context): Resolved {
  const minute = Math.min(context.minute + LATER.minutes, Math.max(LATER.latest, context.minute));
  const shift = slots.dayShift ?? 0;
  return { instant: at(context.today + shift, minute, context), grain: 'coarse' };
}

/** Hours and minutes count in real time, days and months on the calendar. */
function exactSpan(slots: Slots, context: Context): Resolved | null {
  const { span, dayShift } = slots;
  if (!span || (dayShift !== undefined && dayShift !== 0) || slots.weekday || slots.dom)
    return null;
  const day = findDay({ span: { ...span, minutes: 0 } }, context);
  if (!day) return null;
  const moved = day.day - context.today;
  const base = moved === 0 ? context.now : at(day.day, context.minute, context);
  return {
    instant: new Date(base.getTime() + span.minutes * MS_PER_MINUTE),
    grain: 'minute',
  };
}

function at(day: number, minutes: number, context: Context): Date {
  const whole = Math.floor(minutes / 1440);
  return instantOf(day + whole, minutes - whole * 1440, context.zone);
}

function onDay(
  day: DayAnswer,
  time: TimeAnswer | undefined,
  slots: Slots,
  context: Context,
): Resolved | null {
  if (day.grain === 'coarse' && time && !slots.weekend && slots.edge === undefined && !slots.side) {
    if (!slots.someDays) return null;
  }
  const minutes = time?.minutes ?? defaultMinutes(day, slots, context);
  const grain = time?.grain ?? day.grain;
  const reading = (number: number, minute: number): Reading => ({
    instant: at(number, minute, context),
    grain,
  });
  const start = startDay(day, minutes, slots, context);
  const resolved: Resolved = reading(start, minutes);
  if (day.unofficial) resolved.unofficial = true;
  const others = otherReadings(day, time, slots, context);
  if (others) {
    resolved.ambiguous = {
      kind: others.kind,
      readings: [reading(start, minutes), ...others.at.map(([d, m]) => reading(d, m ?? minutes))],
    };
  }
  return resolved;
}

/** 工作日上午九点 at two in the afternoon is the next working day's. */
function startDay(day: DayAnswer, minutes: number, slots: Slots, context: Context): number {
  if (slots.working !== 0 || day.day !== context.today || minutes > context.minute) return day.day;
  return findDay({ ...slots, working: 1 }, context)?.day ?? day.day;
}

function defaultMinutes(day: DayAnswer, slots: Slots, context: Context): number {
  if (day.keepsTime) return context.minute;
  if (slots.edge === 'end' && (slots.edgeOf === 'day' || slots.weekday !== undefined)) {
    return context.closes ? minutesOfClock(context.hours.workEnd) : END_OF_DAY;
  }
  return 0;
}

type Others = { kind: AmbiguityKind; at: [day: number, minutes?: number][] };

function otherReadings(
  day: DayAnswer,
  time: TimeAnswer | undefined,
  slots: Slots,
  context: Context,
): Others | null {
  if (day.others) return { kind: day.others.kind, at: day.others.days.map((d) => [d]) };
  const small = context.minute < SMALL_HOURS_END * 60;
  if (small && slots.dayShift !== undefined && slots.dayShift > 0 && slots.month === undefined) {
    return { kind: 'tomorrow-after-midnight', at: [[day.day - 1]] };
  }
  if (time?.other) return { kind: time.other.kind, at: [[day.day, time.other.minutes]] };
  if (time?.minutes === 1440 && slots.part === undefined && slots.hour === 24) {
    return { kind: 'which-midnight', at: [[day.day, 0]] };
  }
  return null;
}

/** A time without a day: the next one; of two readings the earlier still ahead comes first. */
function today(time: TimeAnswer, context: Context): Resolved {
  const next = (minutes: number) => {
    const running = time.until !== undefined && time.until > context.minute;
    const over = minutes % 1440 <= context.minute && minutes <= context.minute;
    if (over && running) return at(context.today, middle(context.minute, time.until ?? 0), context);
    return at(context.today + (over ? 1 : 0), minutes, context);
  };
  const readings = [time.minutes, ...(time.other ? [time.other.minutes] : [])]
    .map((minutes): Reading => ({ instant: next(minutes), grain: time.grain }))
    .sort((a, b) => a.instant.getTime() - b.instant.getTime());
  const [first] = readings;
  const resolved: Resolved = first ?? { instant: next(time.minutes), grain: time.grain };
  if (!time.other) return { ...resolved };
  return { ...resolved, ambiguous: { kind: time.other.kind, readings } };
}

function middle(from: number, to: number): number {
  return Math.ceil((from + to) / 2);
}
