import type { Locale } from '../../lib/locale.ts';
import { Refusal } from '../../lib/refusal.ts';
import { parseWhen } from '../../lib/when/index.ts';
import { readWords } from '../../lib/words.ts';
import { officeHours, type Settings } from '../settings/rules.ts';
import { MOST_UNITS, requireSensibleTime } from './rules.ts';

/** Whose words they are. */
export interface Writer {
  now: Date;
  zone: string;
  locale: Locale;
  settings: Settings;
}

/** What a typed line asks for: one moment, or several where the words can be read in more than one way. */
export interface ReadViewing {
  starts: Date[];
  unitCodes: string[];
  /** Whatever else was said. */
  note: string | null;
}

/** `3-1201`, `3栋1201`, `3号楼2单元1201室`, `A2-1201`: building, entrance, room. Never a date or a customer's number. */
const UNIT =
  /(?<![\d\p{L}:：.／/-])(?!c[-–—])([a-z]\d{0,2}|\d{1,3})\s?(?:-|–|—|#|号楼|栋|幢|座)\s?(?:(\d{1,2})(?:\s?单元\s?|-))?(\d{3,4})(?:室|号|房)?(?![\d:：-]|号楼)/giu;

/** What only says that something is shown. */
const SHOWING =
  /^(?:带看|看房|看看|看|show(?:ing)?|view(?:ing)?|units?)(?![\p{L}])\s*|^(?:带看|看房|看)/iu;

/** One unit as people of the office say it: building, entrance where there is one, room. */
const sayUnit = (building: string, entrance: string | undefined, room: string): string =>
  [building.toUpperCase(), entrance, room].filter(Boolean).join('-');

/**
 * The units a text names, each once, and the text without them. What is no unit stays in the text.
 */
export function readUnits(text: string): { unitCodes: string[]; rest: string } {
  const unitCodes: string[] = [];
  const rest = text.replace(UNIT, (_, building, entrance, room) => {
    const code = sayUnit(building, entrance, room);
    if (!unitCodes.includes(code)) unitCodes.push(code);
    return ' ';
  });
  return { unitCodes, rest: rest.replace(/\s+/gu, ' ').trim() };
}

/** Units as a field holds them. Throws `unitUnreadable` and `unitsTooMany` under `units`. */
export function readUnitField(typed: string | null | undefined): string[] {
  const { unitCodes, rest } = readUnits((typed ?? '').normalize('NFKC'));
  if (/[\p{L}\p{N}]/u.test(rest)) throw new Refusal('unitUnreadable', { text: rest }, 'units');
  return fewUnits(unitCodes);
}

function fewUnits(unitCodes: string[]): string[] {
  if (unitCodes.length > MOST_UNITS)
    throw new Refusal('unitsTooMany', { max: MOST_UNITS }, 'units');
  return unitCodes;
}

/**
 * Reads `Sat 3pm 3-1201 3-1502` / `周六下午3点 看 3栋1201`. Throws under `when`: `whenMissing`, `whenUnreadable`,
 * `viewingTime` for a day without a time, `whenFar`, `viewingOld`. Readings in the past are left out where
 * there are others; a viewing that was may be written up.
 */
export function readViewing(text: string, writer: Writer): ReadViewing {
  const { now, zone, locale, settings } = writer;
  const clean = text.normalize('NFC').trim();
  if (clean === '') throw new Refusal('whenMissing', {}, 'when');
  const { unitCodes, rest } = readUnits(clean);
  const when = parseWhen(rest, { now, zone, locale, officeHours: officeHours(settings, zone) });
  if (!when) throw new Refusal('whenUnreadable', {}, 'when');
  const readings = (when.ambiguous?.readings ?? [when]).filter(
    ({ grain }) => grain === 'minute' || grain === 'hour',
  );
  if (readings.length === 0) throw new Refusal('viewingTime', {}, 'when');
  const ahead = readings.filter(({ instant }) => instant >= now);
  const starts = (ahead.length > 0 ? ahead : readings.slice(0, 1)).map(({ instant }) => instant);
  for (const start of starts) requireSensibleTime(start, now, zone);
  const bare = (words: string) => words.replace(/^[\s,，;；、:：]+|[\s,，;；、]+$/gu, '');
  const left = bare(bare(when.rest).replace(SHOWING, ''));
  return { starts, unitCodes: fewUnits(unitCodes), note: readWords(left, 'note') };
}
