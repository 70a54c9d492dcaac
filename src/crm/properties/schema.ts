import { findArea } from '../../lib/area.ts';
import { Refusal, Refusals } from '../../lib/refusal.ts';
import type { Settings } from '../settings/rules.ts';
import { FILE_KINDS, type FileLink, ORIENTATIONS, UNIT_LAYOUTS, type UnitFacts } from './fields.ts';
import { plainBuilding, plainCode, readAmount } from './schema-words.ts';

/** Longest texts that are kept, in characters. */
export const MAX_NAME = 60;
const MAX_WORDS = 200;
const MAX_FILES = 20;
const MAX_URL = 500;

/** What a form or a row of a file holds of a unit, as typed or picked. */
export type TypedUnit = Partial<Record<keyof UnitFacts | 'floorPrice', string | null | undefined>>;

/** A unit as read: `floorPrice` only where it may be said at all. */
export interface ReadUnit extends UnitFacts {
  floorPrice: number | null;
}

/**
 * Reads what was typed about a unit. Throws `Refusals`: each field that is missing or cannot be read, and a
 * minimum price above the list price.
 */
export function readUnit(
  typed: TypedUnit,
  settings: Pick<Settings, 'districts' | 'currency'>,
): ReadUnit {
  const refusals: Refusal[] = [];
  const attempt = <T>(key: keyof ReadUnit, read: (text: string) => T, empty: T): T => {
    try {
      return read((typed[key] ?? '').normalize('NFC').trim());
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      refusals.push(new Refusal(error.code, error.params, key));
      return empty;
    }
  };
  const price = (text: string) => readPrice(text, settings.currency);
  const unit: ReadUnit = {
    building: attempt('building', readBuilding, ''),
    code: attempt('code', readCode, ''),
    layout: attempt('layout', (text) => requireOne(UNIT_LAYOUTS, text, 'unitLayout'), 'studio'),
    area: attempt('area', readSize, 1),
    floor: attempt('floor', readFloor, null),
    orientation: attempt(
      'orientation',
      (text) => (text === '' ? null : requireOne(ORIENTATIONS, text, 'unitOrientation')),
      null,
    ),
    listPrice: attempt('listPrice', (text) => price(text) ?? refuse('unitPrice'), 1),
    district: attempt('district', (text) => readDistrict(text, settings), null),
    transit: attempt('transit', readWords, null),
    schools: attempt('schools', readWords, null),
    files: attempt('files', readFiles, []),
    floorPrice: attempt('floorPrice', price, null),
  };
  const isBelow = unit.floorPrice === null || unit.floorPrice <= unit.listPrice;
  if (refusals.length === 0 && !isBelow)
    refusals.push(new Refusal('floorAboveList', {}, 'floorPrice'));
  if (refusals.length > 0) throw new Refusals(refusals);
  return unit;
}

function refuse(code: string, params: Record<string, string | number> = {}): never {
  throw new Refusal(code, params);
}

function requireOne<T extends string>(list: readonly T[], text: string, code: string): T {
  return list.find((one) => one === text) ?? refuse(code);
}

function readBuilding(text: string): string {
  const building = plainBuilding(text);
  return /^[\p{L}\d][\p{L}\d-]{0,9}$|^$/u.test(building) ? building : refuse('unitBuilding');
}

function readCode(text: string): string {
  const code = plainCode(text);
  return /^[\p{L}\d][\p{L}\d-]{0,11}$/u.test(code) ? code : refuse('unitCode');
}

function readSize(text: string): number {
  const area = findArea(text, { whole: true });
  if (!area || area.min === undefined || area.min !== area.max) return refuse('unitArea');
  return area.min;
}

function readFloor(text: string): number | null {
  if (text === '') return null;
  const found = /^(-?\d{1,3})\s*(?:楼|层|f|\/f|st|nd|rd|th)?(?:\s*floor)?$/iu.exec(
    text.normalize('NFKC').replace(/^(?:floor|level)\s*/iu, ''),
  );
  const floor = Number(found?.[1] ?? Number.NaN);
  return floor >= -9 && floor <= 200 ? floor : refuse('unitFloor');
}

/** An amount, or null for nothing. Throws `unitPrice`. */
function readPrice(text: string, currency: string): number | null {
  return text === '' ? null : (readAmount(text, currency) ?? refuse('unitPrice'));
}

/** The key of a district that is named in either language, or null for nothing. Throws `unitDistrict`. */
export function readDistrict(
  text: string,
  { districts }: Pick<Settings, 'districts'>,
): string | null {
  if (text === '') return null;
  const lower = text.toLowerCase();
  const found = districts.find((one) =>
    [one.key, one.zh, one.en, ...one.aliases].some((name) => name.toLowerCase() === lower),
  );
  return found?.key ?? refuse('unitDistrict');
}

/** A line of words, or null for nothing. Throws `tooLong`. */
export function readWords(text: string): string | null {
  if (text.length > MAX_WORDS) throw new Refusal('tooLong', { max: MAX_WORDS });
  return text === '' ? null : text;
}

const PLAN = /户型|平面|plan|layout/iu;
const PRICES = /价目|价格|一房一价|price/iu;

/**
 * Links, one a line: `户型图 https://…`. Only addresses that begin with https:// are kept, so that a link
 * leads nowhere else. Throws `fileLink` with the line, `filesMany`.
 */
export function readFiles(text: string): FileLink[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  if (lines.length > MAX_FILES) throw new Refusal('filesMany', { most: MAX_FILES });
  return lines.map((line, nth) => {
    const url = /https:\/\/\S+/u.exec(line)?.[0] ?? '';
    if (!isAddress(url)) throw new Refusal('fileLink', { line: nth + 1 });
    const label = line.replace(url, '').trim().slice(0, MAX_NAME);
    const kind = FILE_KINDS[PLAN.test(label) ? 0 : PRICES.test(label) ? 1 : 2];
    return { kind, label, url };
  });
}

/** An address that mrkdwn can hold as it is. */
function isAddress(url: string): boolean {
  return url.length <= MAX_URL && !/[<>|"]/u.test(url) && URL.canParse(url);
}

/** Links as they are typed, one a line. */
export const writeFiles = (files: readonly FileLink[]): string =>
  files.map(({ label, url }) => `${label} ${url}`.trim()).join('\n');
