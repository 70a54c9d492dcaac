import { minutesOfClock } from '../calendar/index.ts';
import { EVENING_UP_TO, PARTS } from './conventions.ts';
import type { AmbiguityKind, Context, Part, Slots } from './types.ts';

/** Minutes since midnight (24:00 and more fall on the next day), the other reading, how sure. */
export type TimeAnswer = {
  minutes: number;
  grain: 'minute' | 'hour' | 'daypart';
  other?: { kind: AmbiguityKind; minutes: number };
  /** Where the named part of the day ends, minutes. */
  until?: number;
};

/** Time of day of an expression; undefined when it names none, null when it makes no sense. */
export function findTime(slots: Slots, context: Context): TimeAnswer | null | undefined {
  if (slots.hour !== undefined) return clockTime(slots, slots.hour);
  if (slots.part === undefined) return undefined;
  return partTime(slots.part, slots, context);
}

function partTime(part: Part, slots: Slots, context: Context): TimeAnswer {
  const bounds = PARTS[part];
  const opening = minutesOfClock(context.hours.workStart) / 60;
  const at =
    part === 'morning' && opening > bounds.from && opening < bounds.to ? opening : bounds.at;
  const hour = slots.partEdge ? bounds[slots.partEdge] : at;
  return { minutes: Math.round(hour * 60), grain: 'daypart', until: bounds.to * 60 };
}

function clockTime(slots: Slots, hour: number): TimeAnswer | null {
  const found = slots.meridiem ? onMeridiem(hour, slots) : onPart(hour, slots);
  if (found === null) return null;
  const add = (slots.minute ?? 0) + (slots.second ?? 0) / 60 + (slots.minuteShift ?? 0);
  const grain = slots.fuzzy ? 'hour' : 'minute';
  const answer: TimeAnswer = { minutes: found.hour * 60 + add, grain };
  if (found.other !== undefined) {
    answer.other = { kind: found.kind ?? 'am-or-pm', minutes: found.other * 60 + add };
  }
  return answer;
}

type Hour = { hour: number; other?: number; kind?: AmbiguityKind };

function onMeridiem(hour: number, slots: Slots): Hour {
  if (hour > 12) return { hour };
  if (slots.meridiem === 'pm') return { hour: hour === 12 ? 12 : hour + 12 };
  return { hour: hour === 12 ? 0 : hour };
}

function onPart(hour: number, slots: Slots): Hour | null {
  if (slots.part === undefined) return bare(hour, slots);
  if (hour > 12) return hour === 24 || hour >= 12 ? { hour } : null;
  switch (slots.part) {
    case 'dawn':
    case 'earlyMorning':
    case 'morning':
    case 'forenoon':
      return { hour: hour === 12 && slots.part === 'dawn' ? 0 : hour };
    case 'noon':
    case 'lunch':
      return { hour: hour >= 10 ? hour : hour + 12 };
    case 'afternoon':
      return { hour: hour === 12 ? 12 : hour + 12 };
    default:
      return lateHour(hour, slots.part);
  }
}

/** 今晚12点 is the coming midnight; 夜里2点 the small hours after it; "tonight at 3" is no time to guess. */
function lateHour(hour: number, part: Part): Hour | null {
  if (hour === 12 || hour === 0) return { hour: 24 };
  if (hour >= 5) return { hour: hour + 12 };
  if (part === 'deepNight') return { hour: hour + 24, other: hour, kind: 'which-midnight' };
  return null;
}

function bare(hour: number, slots: Slots): Hour {
  if (slots.literal || slots.afternoonUpTo === undefined || hour === 0 || hour >= 12) {
    return { hour };
  }
  if (hour > slots.afternoonUpTo) {
    return hour <= EVENING_UP_TO ? { hour, other: hour + 12 } : { hour };
  }
  return hour >= 7 ? { hour: hour + 12, other: hour } : { hour: hour + 12 };
}
