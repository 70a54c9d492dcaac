import type { Orientation, UnitStatus } from './fields.ts';

const NOT_A_CODE = '(?![\\d.]|\\s*(?:万|亿|千|百|平|㎡|m2|m²|sq|元|%|[wkm]\\b|层|楼|年|月|日))';
/** A unit by its whole name: building, entrance, code. */
export const NAMES: readonly RegExp[] = [
  // 3-1201, A-1201, 3-2-1201: house, entrance, unit.
  new RegExp(
    `(?<![\\w.-])(?<building>[A-Z]?\\d{1,3}[A-Z]?|[A-Z]{1,2})(?:-(?<entrance>\\d{1,2}))?-(?<code>[A-Z]?\\d{2,5}[A-Z]?)(?:室|房)?(?![\\w-])${NOT_A_CODE}`,
    'iu',
  ),
  // 3栋1201, 3号楼2单元1201室, 3# 1201
  new RegExp(
    `(?<![\\w.-])(?<building>[A-Z]?\\d{1,3}[A-Z]?|[A-Z]{1,2})\\s?(?:号楼|栋|幢|座|#)\\s?(?:(?<entrance>\\d{1,2})\\s?单元\\s?)?(?<code>[A-Z]?\\d{2,5}[A-Z]?)(?:室|房|号)?(?!\\w)${NOT_A_CODE}`,
    'iu',
  ),
  // Tower 3 unit 1201, Block A #1201
  new RegExp(
    `\\b(?:building|tower|block|blk\\.?|bldg\\.?)\\s?(?<building>[A-Z]?\\d{1,3}[A-Z]?|[A-Z]{1,2})[\\s,]{1,2}(?:unit|apt\\.?|flat|#)?\\s?(?<code>[A-Z]?\\d{2,5}[A-Z]?)(?!\\w)${NOT_A_CODE}`,
    'iu',
  ),
];
/** A building alone. */
export const BUILDINGS: readonly RegExp[] = [
  /(?<![\w.-])(?<building>[A-Z]?\d{1,3}[A-Z]?|[A-Z]{1,2})\s?(?:号楼|栋|幢|座)/iu,
  /\b(?:building|tower|block|blk\.?|bldg\.?)\s?(?<building>[A-Z]?\d{1,3}[A-Z]?|[A-Z]{1,2})(?!\w)/iu,
];
/** A floor, or from which to which. */
export const FLOORS =
  /(?<![\w.-])(?<low>\d{1,3})(?:\s?[-~到至]\s?(?<high>\d{1,3}))?\s?(?:楼|层|\/F\b|F\b|(?:st|nd|rd|th)\s+floors?)(?<more>以上|以下)?|\b(?:floors?|level)\s?(?<low2>\d{1,3})(?:\s?[-~]\s?(?<high2>\d{1,3}))?(?!\d)/iu;
/** Directions; two points before one. */
export const FACES: readonly (readonly [RegExp, Orientation])[] = [
  [/南北(?:通透|朝向|向)?|\bnorth[\s-]south\b|\bdual[\s-]aspect\b/iu, 'ns'],
  [/东西(?:朝向|向)|\beast[\s-]west\b/iu, 'ew'],
  [/(?:朝|坐\p{Script=Han})?东南(?:向|朝向|方向)?|\bsouth-?east(?:[\s-]facing)?\b/iu, 'se'],
  [/(?:朝)?西南(?:向|朝向|方向)?|\bsouth-?west(?:[\s-]facing)?\b/iu, 'sw'],
  [/(?:朝)?东北(?:向|朝向|方向)?|\bnorth-?east(?:[\s-]facing)?\b/iu, 'ne'],
  [/(?:朝)?西北(?:向|朝向|方向)?|\bnorth-?west(?:[\s-]facing)?\b/iu, 'nw'],
  [/朝南|南向|正南|\b(?:facing\s+)?south(?:[\s-]facing)?\b/iu, 's'],
  [/朝东|东向|正东|\b(?:facing\s+)?east(?:[\s-]facing)?\b/iu, 'e'],
  [/朝西|西向|正西|\b(?:facing\s+)?west(?:[\s-]facing)?\b/iu, 'w'],
  [/朝北|北向|正北|\b(?:facing\s+)?north(?:[\s-]facing)?\b/iu, 'n'],
];
/** How a unit stands. */
export const STATUS_WORDS: readonly (readonly [RegExp, readonly UnitStatus[]])[] = [
  [
    /所有状态|全部房源|\ball\s+(?:units|of\s+them)\b/iu,
    ['available', 'held', 'reserved', 'sold', 'withdrawn'],
  ],
  [/可售|在售|可卖|空置|还有的|\b(?:available|for\s+sale|free)\b/iu, ['available']],
  [/已?留房|留着的|锁房|已?锁定|\b(?:on\s+hold|held|holds?)\b/iu, ['held']],
  [/已?认购|已?定出|\breserved\b/iu, ['reserved']],
  [/已售|售出|卖掉的|\bsold\b/iu, ['sold']],
  [/已?下架|撤下|停售|\bwithdrawn\b/iu, ['withdrawn']],
];
/** Held by who asks. */
export const MINE = /我(?:留|锁)的(?:房)?|\bmy\s+holds?\b|\bheld\s+by\s+me\b/iu;
/** 底价, before its amount. */
export const MINIMUM = /(?:底价|最低价|\b(?:minimum|min\.?|floor)\s+price\b)\s?[:：]?\s?/iu;
/** 备案价, before its amount. */
export const LIST_PRICE = /(?:备案价|备案|\blist\s+price\b|\blisted\s+at\b)\s?[:：]?\s?/giu;
