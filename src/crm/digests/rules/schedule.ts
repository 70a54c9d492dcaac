import {
  addDays,
  type CivilDay,
  civilDay,
  instantAt,
  wallClock,
  weekdayOf,
} from '../../../lib/calendar/index.ts';
import { shiftWeek, type Week, weekAt } from './week.ts';

/** When a standing request falls due: a weekday (1 Monday … 7 Sunday) and a time (HH:MM) in a zone. */
export interface Schedule {
  weekday: number;
  time: string;
  zone: string;
}

/** A digest this much later than its slot is not sent any more: last week's news on a Wednesday disturbs. */
export const LATE_HOURS = 24;

/** What is to be done about a schedule now. */
export type Due =
  | { do: 'nothing' }
  | { do: 'send'; slot: Date }
  /** Its time is past for good; `slot` is noted as served. */
  | { do: 'skip'; slot: Date };

/** Whether a slot after `handledTo` is due at `now`. Of several missed ones only the last can be sent. */
export function planSlot(schedule: Schedule, handledTo: Date, now: Date): Due {
  const slot = lastSlot(schedule, now);
  if (slot <= handledTo) return { do: 'nothing' };
  const late = now.getTime() - slot.getTime() > LATE_HOURS * 3_600_000;
  return { do: late ? 'skip' : 'send', slot };
}

/** The last slot at or before an instant. */
export function lastSlot(schedule: Schedule, at: Date): Date {
  const today = civilDay(at, schedule.zone);
  const back = (weekdayOf(wallClock(at, schedule.zone).day) - schedule.weekday + 7) % 7;
  const slot = slotOn(addDays(today, -back), schedule);
  return slot <= at ? slot : slotOn(addDays(today, -back - 7), schedule);
}

/** The first slot after an instant. */
export function nextSlot(schedule: Schedule, after: Date): Date {
  return slotOn(addDays(civilDay(lastSlot(schedule, after), schedule.zone), 7), schedule);
}

const slotOn = (day: CivilDay, { time, zone }: Schedule): Date => instantAt(day, time, zone);

/** The week a slot tells about: the last one that was over, by the team's calendar. */
export function weekOfSlot(slot: Date, teamZone: string): Week {
  return shiftWeek(weekAt(slot, teamZone), -1);
}

/** Whom a digest is for, as the ledger knows it: with the week's name at most one leaves. */
export function recipientOf(subscription: {
  teamId: string;
  channelId: string | null;
  memberId: string;
}): string {
  return `digest:${subscription.teamId}:${subscription.channelId ?? subscription.memberId}`;
}
