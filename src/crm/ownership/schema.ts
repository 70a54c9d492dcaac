import { addMonths, instantOf, wallClock } from '../../lib/calendar/index.ts';
import type { Locale } from '../../lib/locale.ts';
import { Refusal } from '../../lib/refusal.ts';
import { parseWhen } from '../../lib/when/index.ts';
import { readNumber } from '../customers/rules.ts';

/** Whose was it: the customer's number, and the moment asked about. */
export interface OwnerQuestion {
  number: number;
  asOf: Date;
}

/**
 * Reads `C-1042 on 3 May`, `C-1042 5月3日`, `C-1042`: a day means its end, no day means now, and a day
 * without a year the last one of that name. Throws `ownerUnreadable`, `ownerFuture`.
 */
export function readOwnerQuestion(
  text: string,
  writer: { now: Date; zone: string; locale: Locale },
): OwnerQuestion {
  const typed = text.normalize('NFKC').trim();
  const head = /^c?[-–—]?\s*\d{1,9}(?!\d)/i.exec(typed)?.[0] ?? '';
  const number = readNumber(head);
  if (number === null) throw new Refusal('ownerUnreadable');
  const words = typed
    .slice(head.length)
    .replace(/^[\s,，:：]*(?:(?:as of|on|at)\b|在|于)?\s*/iu, '')
    .trim();
  return { number, asOf: words === '' ? writer.now : momentOf(words, writer) };
}

const NAMES_YEAR = /\d{4}|[今去前明]年|year/iu;
const NAMES_MONTH =
  /\d\s*月|[一二三四五六七八九十]月|\d[./-]\d|\b(?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)/iu;

function momentOf(words: string, writer: { now: Date; zone: string; locale: Locale }): Date {
  const { now, zone } = writer;
  const when = parseWhen(words, writer);
  if (!when) throw new Refusal('ownerUnreadable');
  const isExact = when.grain === 'minute' || when.grain === 'hour';
  const wall = wallClock(when.instant, zone);
  // A date without a year that is still to come is last year's; "tomorrow" is not.
  const isLastYears = when.instant > now && NAMES_MONTH.test(words) && !NAMES_YEAR.test(words);
  const day =
    isLastYears && wall.day > wallClock(now, zone).day ? addMonths(wall.day, -12) : wall.day;
  const start = instantOf(day, isExact ? wall.minute : 0, zone);
  if (start > now) throw new Refusal('ownerFuture');
  const end = isExact ? start : new Date(instantOf(day + 1, 0, zone).getTime() - 1);
  return new Date(Math.min(end.getTime(), now.getTime()));
}
