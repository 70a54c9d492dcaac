import { findArea } from '../../lib/area.ts';
import { type Currency, findMoney } from '../../lib/money.ts';
import { plainText } from '../../lib/text.ts';
import { districtFinder } from '../customers/schema-words/choices.ts';
import { sortWords } from '../customers/schema-words/finder.ts';
import { layoutFinder } from '../customers/schema-words/need.ts';
import type { Settings } from '../settings/rules.ts';
import type { Orientation, UnitLayout, UnitStatus } from './fields.ts';
import {
  BUILDINGS,
  FACES,
  FLOORS,
  LIST_PRICE,
  MINE,
  MINIMUM,
  NAMES,
  STATUS_WORDS,
} from './schema-vocabulary.ts';

/** What the words about a unit are read with. */
export interface UnitWordsContext {
  settings: Pick<Settings, 'districts' | 'currency'>;
  projects: readonly { id: string; nameZh: string; nameEn: string }[];
  now: Date;
}

interface Bounds {
  min: number | null;
  max: number | null;
}

/** What a line says about a unit, or about the units that are looked for. */
export interface UnitWords {
  projectId?: string;
  building?: string;
  code?: string;
  layouts?: UnitLayout[];
  area?: Bounds;
  floor?: Bounds;
  orientation?: Orientation;
  price?: Bounds;
  floorPrice?: number;
  districts?: string[];
  statuses?: UnitStatus[];
  /** Held by who asks. */
  mine?: boolean;
  /** Words that are none of these. */
  rest: string;
}

/** `3` of 3栋, 3号楼, Tower 3, Blk 3; upper case, without blanks. Empty for nothing. */
export function plainBuilding(text: string): string {
  return plainText(text)
    .trim()
    .replace(/^(?:building|tower|block|blk\.?|bldg\.?|t(?=\d))\s*/iu, '')
    .replace(/\s*(?:号楼|栋|幢|座|楼|号|#)$/u, '')
    .replace(/\s+/gu, '')
    .toUpperCase();
}

/** `1201` of 1201室, #1201, unit 1201; upper case, without blanks. */
export function plainCode(text: string): string {
  return plainText(text)
    .trim()
    .replace(/^(?:unit|apt\.?|flat|no\.?|#)\s*/iu, '')
    .replace(/\s*(?:室|房|号|#)$/u, '')
    .replace(/\s+/gu, '')
    .toUpperCase();
}

/** Bare amounts are counted in 万 where the office sells in yuan. */
const bareUnit = (currency: string): number => (currency === 'CNY' ? 10_000 : 1);

/** Reads what a typed line says about a unit: `翠湖天地 3-1201 三房 120平 12楼 朝南 980万 底价 930万`, in either language. */
export function readUnitWords(typed: string, context: UnitWordsContext): UnitWords {
  const said: UnitWords = { rest: '' };
  let left = takeProject(plainText(typed), said, context);
  left = takeMinimum(left, said, context);
  left = takeName(left, said);
  left = takePlain(left, said);
  left = takeAmounts(left, said, context);
  left = takeChoices(left, said, context);
  said.rest = left.replace(/[,，、;；。\s]+/gu, ' ').trim();
  return said;
}

/** A text with a part of it taken out. */
const without = (text: string, match: RegExpExecArray): string =>
  `${text.slice(0, match.index)} ${text.slice(match.index + match[0].length)}`;

/** The project whose name is said; the longest where one is part of another. */
function takeProject(text: string, said: UnitWords, { projects }: UnitWordsContext): string {
  const lower = text.toLowerCase();
  const names = projects
    .flatMap(({ id, nameZh, nameEn }) => [nameZh, nameEn].map((name) => ({ id, name })))
    .map(({ id, name }) => ({ id, name: plainText(name).toLowerCase().trim() }))
    .filter(({ name }) => name !== '' && lower.includes(name))
    .sort((a, b) => b.name.length - a.name.length);
  const [found] = names;
  if (!found) return text;
  said.projectId = found.id;
  const at = lower.indexOf(found.name);
  return `${text.slice(0, at)} ${text.slice(at + found.name.length)}`;
}

function takeMinimum(text: string, said: UnitWords, context: UnitWordsContext): string {
  const word = MINIMUM.exec(text);
  if (!word) return text;
  const tail = text.slice(word.index + word[0].length);
  const money = readAmount(tail.split(/[\s,，;；]/u)[0] ?? '', context.settings.currency);
  if (money === null) return text;
  said.floorPrice = money;
  return `${text.slice(0, word.index)} ${tail.replace(/^[^\s,，;；]+/u, '')}`;
}

/** One amount of money, whole units: `980万`, `9.8m`, `980` (万 where yuan). Null for anything else. */
export function readAmount(text: string, currency: string): number | null {
  const typed = text.trim();
  if (typed === '') return null;
  const money = findMoney(typed, {
    whole: true,
    bareUnit: bareUnit(currency),
    currency: currency as Currency,
  });
  if (money?.rest.trim() !== '' || money.min !== money.max) return null;
  const amount = Math.round(money.min ?? 0);
  return amount > 0 && amount <= MOST_MONEY ? amount : null;
}
const MOST_MONEY = 1e12;

function takeName(text: string, said: UnitWords): string {
  for (const pattern of NAMES) {
    const match = pattern.exec(text);
    if (!match) continue;
    const { building = '', entrance, code = '' } = match.groups ?? {};
    said.building = plainBuilding(entrance ? `${building}-${entrance}` : building);
    said.code = plainCode(code);
    return without(text, match);
  }
  for (const pattern of BUILDINGS) {
    const match = pattern.exec(text);
    if (!match) continue;
    said.building = plainBuilding(match.groups?.building ?? '');
    return without(text, match);
  }
  return text;
}

/** Floor, direction, status: words that are what they are. */
function takePlain(text: string, said: UnitWords): string {
  let left = text;
  const floor = FLOORS.exec(left);
  if (floor) {
    const { low, high, low2, high2, more } = floor.groups ?? {};
    const from = Number(low ?? low2);
    const to = high || high2 ? Number(high ?? high2) : from;
    said.floor = {
      min: more === '以下' ? null : Math.min(from, to),
      max: more === '以上' ? null : Math.max(from, to),
    };
    left = without(left, floor);
  }
  const mine = MINE.exec(left);
  if (mine) {
    said.mine = true;
    left = without(left, mine);
  }
  for (const [pattern, statuses] of STATUS_WORDS) {
    const match = pattern.exec(left);
    if (!match) continue;
    said.statuses = [...new Set([...(said.statuses ?? []), ...statuses])];
    left = without(left, match);
  }
  for (const [pattern, orientation] of FACES) {
    const match = pattern.exec(left);
    if (!match) continue;
    said.orientation = orientation;
    left = without(left, match);
    break;
  }
  return left;
}

function takeAmounts(text: string, said: UnitWords, { settings }: UnitWordsContext): string {
  let left = text.replace(LIST_PRICE, ' 总价 ');
  const money = findMoney(left, {
    bareUnit: bareUnit(settings.currency),
    currency: settings.currency as Currency,
  });
  if (money) {
    said.price = { min: money.min ?? null, max: money.max ?? null };
    left = money.rest;
  }
  const area = findArea(left);
  if (area) {
    said.area = { min: area.min ?? null, max: area.max ?? null };
    left = area.rest;
  }
  return left;
}

function takeChoices(text: string, said: UnitWords, { settings, now }: UnitWordsContext): string {
  const { districts, currency } = settings;
  const sorted = sortWords(text, [layoutFinder, districtFinder], {
    ...{ sources: [], districts, currency, region: 'CN' as const, now },
    ...{ zone: 'UTC', locale: 'zh' as const },
  });
  for (const { values } of sorted.pieces) {
    if (values.layouts) said.layouts = values.layouts as UnitLayout[];
    if (values.districts) said.districts = values.districts;
  }
  return sorted.rest;
}
