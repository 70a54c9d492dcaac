import { civilDay } from '../../lib/calendar/index.ts';
import type { Locale } from '../../lib/locale.ts';
import { Refusal } from '../../lib/refusal.ts';
import { parseWhen } from '../../lib/when/index.ts';
import { officeHours, type Settings } from '../settings/rules.ts';
import { type Due, isDayOnly, MAX_WHAT, planDue } from './rules.ts';

/** Whose words they are: the moment they were typed, the person's zone and language, the office's hours. */
export interface Writer {
  now: Date;
  zone: string;
  locale: Locale;
  settings: Settings;
}

/** What a line of text plans: one due time, or several where the words can be read in more than one way. */
export interface ReadPlan {
  dues: Due[];
  /** What is to be done: the text without the date. */
  what: string | null;
  /** The year whose holidays are not announced yet, where the date hangs on them. */
  unofficial?: string;
}

/**
 * Reads `next Tue 3pm show flat` / `下周三下午3点 带看`. Throws, under the field `when`: `whenMissing` for an
 * empty text, `whenUnreadable` for words that name no date or one that does not exist, `whenPast`,
 * `whenFar`. Of several readings those in the past are left out.
 */
export function readPlan(text: string, writer: Writer): ReadPlan {
  const { now, zone, locale, settings } = writer;
  const clean = text.normalize('NFC').trim();
  if (clean === '') throw new Refusal('whenMissing', {}, 'when');
  const when = parseWhen(clean, { now, zone, locale, officeHours: officeHours(settings, zone) });
  if (!when) throw new Refusal('whenUnreadable', {}, 'when');
  const readings = when.ambiguous?.readings ?? [when];
  const ahead = readings.filter((reading) => !isOver(reading, writer));
  const dues = (ahead.length > 0 ? ahead : [when]).map((reading) => planDue(reading, writer));
  return {
    dues,
    what: readWhat(when.rest),
    ...(when.unofficial && { unofficial: civilDay(when.instant, zone).slice(0, 4) }),
  };
}

/** A day is over when it is past; a time, when it has passed. */
function isOver(reading: { instant: Date; grain: string }, { now, zone }: Writer): boolean {
  if (!isDayOnly(reading.grain)) return reading.instant < now;
  return civilDay(reading.instant, zone) < civilDay(now, zone);
}

/** What is to be done, as it is kept: trimmed, null when empty. Throws `tooLong` under the field `what`. */
export function readWhat(typed: string | null | undefined): string | null {
  const what = (typed ?? '').normalize('NFC').trim();
  if (what.length > MAX_WHAT) throw new Refusal('tooLong', { max: MAX_WHAT }, 'what');
  return what === '' ? null : what;
}

/** Why a text plans nothing, or null when it does, in one way or in several. */
export function findPlanTrouble(text: string, writer: Writer): Refusal | null {
  try {
    readPlan(text, writer);
    return null;
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

/** Whether a text plans exactly one due time. */
export function canPlan(text: string, writer: Writer): boolean {
  return findPlanTrouble(text, writer) === null && readPlan(text, writer).dues.length === 1;
}
