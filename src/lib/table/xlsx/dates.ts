import { XmlReader } from './xml.ts';

/** Formats that every program knows by number: days and times, those of East Asia and Thailand among them. */
const BUILT_IN: readonly (readonly [number, number])[] = [
  [14, 22],
  [27, 36],
  [45, 47],
  [50, 58],
  [71, 81],
];

/** Tells whether a cell of a style is a day or a time. */
export type DateStyles = (style: number) => boolean;

/** Reads which styles of a workbook show a number as a day. */
export function readDateStyles(bytes: Uint8Array | null): DateStyles {
  const formats = new Map<number, boolean>();
  const styles: boolean[] = [];
  let isCells = false;
  const reader = new XmlReader({
    open(name, attribute) {
      if (name === 'numFmt')
        formats.set(Number(attribute('numFmtId')), isDateFormat(attribute('formatCode') ?? ''));
      else if (name === 'cellXfs') isCells = true;
      else if (name === 'xf' && isCells) styles.push(isDateId(Number(attribute('numFmtId') ?? 0)));
    },
    close(name) {
      if (name === 'cellXfs') isCells = false;
    },
  });
  // The formats stand before the styles that name them.
  const isDateId = (id: number) =>
    formats.get(id) ?? BUILT_IN.some(([from, to]) => id >= from && id <= to);
  if (bytes) reader.read(bytes);
  return (style) => styles[style] ?? false;
}

/** Programs write no longer format; one that is made of brackets would be read for hours. */
const LONGEST_FORMAT = 255;

/** `yyyy"年"m"月"d"日"`, `[$-409]d-mmm-yy;@`, `[h]:mm`: a day or a time, and no place for a digit. */
export function isDateFormat(code: string): boolean {
  if (code.length > LONGEST_FORMAT) return false;
  return code.split(';').some((part) => {
    const bare = part
      .toLowerCase()
      .replace(/"[^"]*"|\\.|[_*]./gu, ' ')
      .replace(/\[([hms]{1,2})\]/gu, '$1')
      .replace(/\[[^\]]*\]/gu, '')
      .replace(/s[.,]0+/gu, 's');
    return /[ymdhs]|aaa|e年/u.test(bare) && !/[0#?%]|general/u.test(bare);
  });
}

const DAY_SECONDS = 86_400;
/** Days from day 0 of either calendar of spreadsheets to ours. */
const EPOCH_1900 = 25_569;
const EPOCH_1904 = 24_107;

/**
 * The day a number of days names, as `2026-03-05` or `2026-03-05 14:30`, to the second nearest to it; what names
 * none stays as it is.
 */
export function dayOf(text: string, is1904: boolean): string {
  const days = Number(text) - (is1904 ? EPOCH_1904 : EPOCH_1900);
  const at = new Date(Math.round(days * DAY_SECONDS) * 1000);
  if (text.trim() === '' || Number.isNaN(at.getTime())) return text;
  return sayDay(at.toISOString());
}

/** A day and time as ISO writes them; at midnight the day alone. */
export function sayDay(iso: string): string {
  const [day = '', time = ''] = iso.split('T');
  return time === '' || time.startsWith('00:00') ? day : `${day} ${time.slice(0, 5)}`;
}
