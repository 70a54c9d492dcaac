import { officeHours, type Settings } from '../crm/settings/rules.ts';
import {
  addDays,
  afterQuiet,
  addWorkingMinutes as afterWork,
  civilDay,
  instantAt,
  type OfficeHours,
  slotWithin,
} from '../lib/calendar/index.ts';

/**
 * When a nudge may leave:
 * - `chosen`: at the time a person chose, working hours or not, but on a working day and never in quiet hours;
 * - `appointment`: for what happens whether or not the office works that day: never in quiet hours;
 * - `working`: in working time;
 * - `morning`: when work begins, together with the others of its kind;
 * - `hourly`: in working time, gathered to the full hour.
 */
export type Hours = 'chosen' | 'appointment' | 'working' | 'morning' | 'hourly';

export interface Desk {
  settings: Settings;
  /** The person's own zone: nobody is called at their night. */
  zone: string;
}

const HOUR_MS = 3_600_000;

/** The moment itself, or the next one at which a nudge of these hours may leave. */
export function nextSlot(at: Date, hours: Hours, { settings, zone }: Desk): Date {
  const office = officeHours(settings, zone);
  switch (hours) {
    case 'chosen':
      return slotWithin(at, { ...office, workStart: '00:00', workEnd: '24:00' });
    case 'appointment':
      return afterQuiet(at, office);
    case 'working':
      return slotWithin(at, office);
    case 'morning':
      return slotWithin(nextOpening(at, office), office);
    case 'hourly':
      return slotWithin(new Date(Math.ceil(at.getTime() / HOUR_MS) * HOUR_MS), office);
  }
}

/** The moment itself, or the end of the quiet hours it lies in: for what somebody waits for. */
export function outOfQuiet(at: Date, { settings, zone }: Desk): Date {
  return afterQuiet(at, officeHours(settings, zone));
}

/** `minutes` of the person's working time after a moment. */
export function addWorkingMinutes(from: Date, minutes: number, { settings, zone }: Desk): Date {
  return afterWork(from, minutes, officeHours(settings, zone));
}

/** The end of work on the day of a moment. */
export function endOfWork(at: Date, { settings, zone }: Desk): Date {
  return instantAt(civilDay(at, zone), settings.workEnd, zone);
}

function nextOpening(at: Date, office: OfficeHours): Date {
  const today = civilDay(at, office.zone);
  const opening = instantAt(today, office.workStart, office.zone);
  return opening >= at ? opening : instantAt(addDays(today, 1), office.workStart, office.zone);
}
