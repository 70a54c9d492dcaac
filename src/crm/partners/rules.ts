import { addDays, civilDay, startOfDay } from '../../lib/calendar/index.ts';
import { splitName } from '../../lib/names.ts';
import { maskPhone } from '../../lib/phone.ts';
import type { Settings } from '../settings/rules.ts';

/** Why a report does not count. */
export type Reason =
  | 'past'
  | 'tooLate'
  | 'tooEarly'
  | 'registered'
  | 'sameCompany'
  | 'otherCompany'
  | 'arrivedEarly'
  | 'otherPhone'
  | 'expired';

/** `P-17`: what people say. */
export const sayReport = (number: number): string => `P-${number}`;

/** The number in `P-17`, `p17`, `17`; null for anything else. */
export function readReportNumber(text: string): number | null {
  const digits = /^p?[-–—]?\s?(\d{1,9})$/iu.exec(text.normalize('NFKC').trim())?.[1];
  return digits ? Number(digits) : null;
}

/** From when and until when an arrival counts as reported, and why the report is void from the start. */
export interface Window {
  validFrom: Date;
  validUntil: Date;
  reason: Extract<Reason, 'past' | 'tooLate' | 'tooEarly'> | null;
}

const MINUTE_MS = 60_000;

/**
 * The window of a report: it has to come some minutes before the arrival and some days before
 * at the most, and holds until the day it names is over. Days are the office's.
 */
export function windowOf(
  report: { reportedAt: Date; expectedAt: Date; zone: string },
  terms: Pick<Settings, 'reportLeadMinutes' | 'reportDaysAhead'>,
): Window {
  const { reportedAt, expectedAt, zone } = report;
  const day = civilDay(expectedAt, zone);
  const validFrom = new Date(reportedAt.getTime() + terms.reportLeadMinutes * MINUTE_MS);
  const latestDay = addDays(civilDay(reportedAt, zone), terms.reportDaysAhead);
  const window = { validFrom, validUntil: startOfDay(addDays(day, 1), zone) };
  if (expectedAt < reportedAt) return { ...window, reason: 'past' };
  if (expectedAt < validFrom) return { ...window, reason: 'tooLate' };
  return { ...window, reason: day > latestDay ? 'tooEarly' : null };
}

/** Why a valid report does not count at an arrival; null when it does. */
export function arrivalReason(
  { validFrom, validUntil }: Pick<Window, 'validFrom' | 'validUntil'>,
  at: Date,
): 'arrivedEarly' | 'expired' | null {
  if (at < validFrom) return 'arrivedEarly';
  return at >= validUntil ? 'expired' : null;
}

/** Whom a report names: the whole phone where it is known, else its masked form with the name. */
export interface Named {
  e164: string | null;
  masked: string;
  name: string;
}

/** Whether two reports name the same person: one phone, or one masked phone with one surname. */
export function isSamePerson(one: Named, other: Named): boolean {
  if (one.e164 && other.e164) return one.e164 === other.e164;
  return one.masked === other.masked && surnameOf(one.name) === surnameOf(other.name);
}

const surnameOf = (name: string): string => {
  const { surname, given } = splitName(name);
  return (surname || given).toLowerCase();
};

/** Whether any of the phones is the one that was reported with its middle hidden. */
export function fitsMask(phones: readonly string[], masked: string): boolean {
  return phones.some((e164) => maskPhone(e164) === masked);
}
