import { readNumber } from '../../../lib/amounts.ts';
import { formatDay, isDate } from '../../../lib/calendar/civil.ts';
import { instantAt, monthNamed } from '../../../lib/calendar/index.ts';
import { Refusal } from '../../../lib/refusal.ts';
import { cleanTyped } from '../../../lib/slack-text.ts';

/** What programs write where there is nothing. */
const NOTHING =
  /^(?:-+|—+|\/+|n\/?a|null|none|nil|无|暂无|未知|不详|#(?:n\/a|ref!|value!|name\?|div\/0!))$/iu;
/** `="00138…"`: how programs keep Excel from making a number of digits. */
const QUOTED = /^=\s*"([^"]*)"$/u;
/**
 * What a spreadsheet would have calculated. `@home`, `- comes on Sunday`, `+86 138…` and `=> call back` are what
 * people write; a leading sign is disarmed when it leaves, not refused when it comes.
 */
const FORMULA =
  /^[=＝](?:(?![=＝>＞\s])|\s+(?:[A-Z][A-Z\d.]*\(|\$?[A-Z]{1,3}\$?\d))|^[@＠+＋\-－]\s*(?:[A-Z][A-Z\d.]*\(|\w+\|)/u;
/** Excel's mark of a text, which nobody sees there; a curly one is a quotation mark unless a number follows. */
const MARK = /^(?:'(?=\S)|[‘’](?=[\d=+\-@＝＋－＠]))/u;
const LONGEST = 8_000;

/**
 * A cell as its text: blanks and hidden marks off its ends, Excel's leading ' taken off, what means
 * nothing is empty. Throws `formula` for what a spreadsheet would calculate, `tooLong`.
 */
export function cleanCell(cell: string): string {
  const text = cleanTyped(cell)
    .normalize('NFC')
    .replace(/[\u200B-\u200D\uFEFF]/gu, '')
    .trim();
  if (text.length > LONGEST) throw new Refusal('tooLong', { max: LONGEST });
  if (MARK.test(text)) return text.slice(1).trim();
  const quoted = QUOTED.exec(text);
  if (quoted) return (quoted[1] ?? '').trim();
  if (NOTHING.test(text)) return '';
  if (FORMULA.test(text)) throw new Refusal('formula');
  return text;
}

const SCIENTIFIC = /^(\d)(?:\.(\d+))?e\+?(\d{1,2})$/iu;
const ROUND_DIGITS = 5;

/**
 * A cell of digits: a phone or an id that Excel took for a number is written out again. Throws
 * `numberRounded` where digits are lost for good: a long number shown as 1.38E+10.
 */
export function digitsOf(text: string): string {
  const plain = text.normalize('NFKC').trim();
  const found = SCIENTIFIC.exec(plain);
  if (!found) return plain.replace(/^(\d{7,})\.0+$/u, '$1');
  const [, whole = '', fraction = '', exponent = '0'] = found;
  const zeros = Number(exponent) - fraction.length;
  if (fraction.length < ROUND_DIGITS || zeros < 0 || Number(exponent) > 14)
    throw new Refusal('numberRounded');
  return `${whole}${fraction}${'0'.repeat(zeros)}`;
}

const ALONE = /^(?:alone|(?:just|by) \w+self|独自(?:一人)?|单独|一个人|本人|自己)$/iu;
const COUPLE = /couple|夫妻|夫妇|两口子|小两口|情侣/iu;
const PEOPLE = /([一二两三四五六七八九十]{1,3})\s*(?:人|位|口|个)/u;

/** How many people a cell tells of: `3`, `3人`, `一家三口`, `夫妻`, `alone`; null where it tells none. */
export function countOf(cell: string): string | null {
  const text = cell.normalize('NFKC').trim();
  if (ALONE.test(text)) return '1';
  const people = /\d+/u.exec(text)?.[0] ?? PEOPLE.exec(text)?.[1];
  if (people) return String(readNumber(people));
  return COUPLE.test(text) ? '2' : null;
}

const YEAR_FIRST =
  /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?(?:[\sT]+(\d{1,2})\s*[:：点时]\s*(\d{1,2})?分?(?:[:：]\d{1,2}(?:\.\d+)?)?)?\s*(?:z|\+00:?00)?$/iu;
const COMPACT = /^(20\d{2}|19\d{2})(\d{2})(\d{2})$/u;
const YEAR_LAST = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?:\s+(\d{1,2}):(\d{2})(?::\d{2})?)?$/u;
const NAMED =
  /^(?:(\d{1,2})(?:st|nd|rd|th)?[\s-]+([a-z]{3,9})\.?|([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?),?[\s-]+(\d{4})(?:\s+(\d{1,2}):(\d{2}))?$/iu;
const SERIAL = /^(\d{5})(\.\d+)?$/u;
/** Days from Excel's day 0 to ours; a serial names a day of 1982 to 2064. */
const EXCEL_EPOCH = 25_569;
/** A day without a time: so far from midnight that no zone makes another day of it. */
const NOON = '12:00';

/** How days are written where the year stands last. */
export type DayOrder = 'day-first' | 'month-first';

/**
 * The instant a cell names, as programs write dates: `2026-03-05 14:30`, `2026年3月5日`, `5 Mar 2026`,
 * `20260305`, Excel's serial. Throws `dateUnreadable`.
 */
export function readInstant(text: string, zone: string, order: DayOrder): Date {
  const plain = text.normalize('NFKC').trim();
  const [year, month, day, time] = findParts(plain, order) ?? [0, 0, 0, ''];
  if (year < 1950 || year > 2100 || !isDate(year, month, day)) throw new Refusal('dateUnreadable');
  const civil = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  return instantAt(civil, time, zone);
}

type Parts = [year: number, month: number, day: number, time: string];

function findParts(text: string, order: DayOrder): Parts | null {
  const first = YEAR_FIRST.exec(text);
  if (first) return [+first[1]!, +first[2]!, +first[3]!, timeOf(first[4], first[5])];
  const compact = COMPACT.exec(text);
  if (compact) return [+compact[1]!, +compact[2]!, +compact[3]!, NOON];
  const named = NAMED.exec(text);
  if (named) {
    const month = monthNamed(named[2] ?? named[3] ?? '');
    return [+named[5]!, month, +(named[1] ?? named[4])!, timeOf(named[6], named[7])];
  }
  const last = YEAR_LAST.exec(text);
  if (last) {
    const [a, b] = [+last[1]!, +last[2]!];
    const dayIsFirst = a > 12 || (b <= 12 && order === 'day-first');
    return [+last[3]!, dayIsFirst ? b : a, dayIsFirst ? a : b, timeOf(last[4], last[5])];
  }
  return serialParts(text);
}

function serialParts(text: string): Parts | null {
  const found = SERIAL.exec(text);
  if (!found) return null;
  const serial = Number(found[1]);
  if (serial < 30_000 || serial > 60_000) return null;
  const [year, month, day] = formatDay(serial - EXCEL_EPOCH)
    .split('-')
    .map(Number);
  const minutes = Math.round(Number(`0${found[2] ?? ''}`) * 1440);
  const time = found[2] ? timeOf(String(Math.floor(minutes / 60)), String(minutes % 60)) : NOON;
  return [year!, month!, day!, time];
}

function timeOf(hour: string | undefined, minute: string | undefined): string {
  if (hour === undefined) return NOON;
  const [h, m] = [Number(hour), Number(minute ?? 0)];
  if (h > 23 || m > 59) throw new Refusal('dateUnreadable');
  return `${String(h).padStart(2, '0')}:${String(m).padStart(2, '0')}`;
}

const ENTRY =
  /^\s*[[【(（]?\s*(\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*[日号]?(?:\s+\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)?)\s*[\])）】]?\s*[:：,，\-—]*\s*(.*)$/su;

/**
 * The entries of a cell that holds a history, one beginning with its date in a line of its own each. What
 * stands before the first date, or a cell without any, is one entry without a date.
 */
export function readEntries(text: string, zone: string): { at: Date | null; said: string }[] {
  const entries: { at: Date | null; said: string }[] = [];
  for (const line of text
    .split('\n')
    .map((one) => one.trim())
    .filter(Boolean)) {
    const found = ENTRY.exec(line);
    const at = found ? findInstant(found[1] ?? '', zone) : null;
    const last = entries.at(-1);
    if (at) entries.push({ at, said: found?.[2]?.trim() ?? '' });
    else if (last) last.said = [last.said, line].filter(Boolean).join('\n');
    else entries.push({ at: null, said: line });
  }
  return entries;
}

function findInstant(text: string, zone: string): Date | null {
  try {
    return readInstant(text, zone, 'day-first');
  } catch {
    return null;
  }
}
