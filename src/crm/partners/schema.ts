import { addDays, civilDay, startOfDay } from '../../lib/calendar/index.ts';
import { maskPhone } from '../../lib/phone.ts';
import { Refusal } from '../../lib/refusal.ts';
import { parseWhen } from '../../lib/when/index.ts';
import type { WordsContext } from '../customers/schema-words/finder.ts';
import { type Reading, readLines } from '../registration/schema/reader.ts';
import type { Named } from './rules.ts';

/** One customer of a partner's text. */
export interface ReportedCustomer extends Named {
  expectedAt: Date;
}

/** Most customers of one text. */
const MOST = 20;

/**
 * Reads a partner's text, one customer a line: `王女士 133****3333 明天下午3点`. `fallback` is when those come
 * whose line does not say. Throws, under its input, `reportNothing`, `reportMany`, and with the number of
 * the line `reportName`, `reportPhone`, `reportWhen`.
 */
export function readReports(
  text: string,
  fallback: string,
  context: WordsContext,
): ReportedCustomer[] {
  const readings = readLines(text, context);
  if (readings.length === 0) throw new Refusal('reportNothing', {}, 'customers');
  if (readings.length > MOST) throw new Refusal('reportMany', { most: MOST }, 'customers');
  return readings.map((reading, nth) => readOne(reading, nth + 1, fallback, context));
}

function readOne(
  { values, left }: Reading,
  line: number,
  fallback: string,
  context: WordsContext,
): ReportedCustomer {
  const phone = values.phones?.[0]?.e164 ?? null;
  const masked = phone ? maskPhone(phone) : values.maskedPhones?.[0];
  if (!values.name) throw new Refusal('reportName', { line }, 'customers');
  if (!masked) throw new Refusal('reportPhone', { line }, 'customers');
  const said = [values.followUp, left].filter(Boolean).join(' ');
  const own = parseWhen(said, whenOptions(context));
  const when = own ?? (fallback.trim() ? parseWhen(fallback, whenOptions(context)) : null);
  if (!when) throw new Refusal('reportWhen', { line }, fallback.trim() ? 'when' : 'customers');
  // A day without a time is the whole of it: its end is what has to be kept.
  const isDay = when.grain !== 'minute' && when.grain !== 'hour';
  const expectedAt = isDay ? endOfDay(when.instant, context.zone) : when.instant;
  return { name: values.name, e164: phone, masked, expectedAt };
}

const whenOptions = ({ now, zone, locale, hours }: WordsContext) => ({
  now,
  zone,
  locale,
  ...(hours && { officeHours: hours }),
});

/** The last minute of the civil day of a moment. */
function endOfDay(at: Date, zone: string): Date {
  return new Date(startOfDay(addDays(civilDay(at, zone), 1), zone).getTime() - 60_000);
}
