import { addDays, civilDay, instantAt, nextWorkingSlot } from '../../lib/calendar/index.ts';
import type { Locale } from '../../lib/locale.ts';
import { officeHours, type Settings } from '../settings/rules.ts';
import type { Stage } from './fields.ts';

/** Days from an effective contact to the next follow-up, by the office's cadence; ungraded counts as B. */
export function cadenceOf(grade: string | null, settings: Pick<Settings, 'cadenceDays'>): number {
  return (
    settings.cadenceDays[(grade ?? 'B') as keyof Settings['cadenceDays']] ?? settings.cadenceDays.B
  );
}

/**
 * When the cadence asks for the next follow-up: that many days after `from`, at the start of work,
 * moved to the next working day. `zone` is the rep's.
 */
export function cadenceDue(
  from: Date,
  grade: string | null,
  settings: Settings,
  zone: string,
): Date {
  const day = addDays(civilDay(from, zone), cadenceOf(grade, settings));
  return nextWorkingSlot(instantAt(day, settings.workStart, zone), officeHours(settings, zone));
}

/** How people say a customer's number. */
export const sayNumber = (number: number): string => `C-${number}`;

/** The number in `C-1042`, `c1042` or `1042`; null when the text is no number. */
export function readNumber(text: string): number | null {
  const found = /^c?[-–—－]?\s*(\d{1,9})$/i.exec(text.normalize('NFKC').trim());
  return found ? Number(found[1]) : null;
}

/** The language in which a customer is written to: their own (a file's `language`), else the team's. */
export const languageOf = (language: unknown, team: Locale): Locale =>
  language === 'zh' || language === 'en' ? language : team;

/** Stages in which a rep still works towards a sale: the ones that nudges and figures follow. */
export function isWorkedOn(stage: Stage | string): boolean {
  return stage === 'potential' || stage === 'interested' || stage === 'negotiating';
}
