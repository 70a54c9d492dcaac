import { isDate } from '../calendar/index.ts';
import { CENTURY_PIVOT, fullYear } from './conventions.ts';
import { type Meaning, type Rule, rule } from './lexer.ts';
import { zhNumber } from './numbers.ts';
import { dated } from './rules-shared.ts';
import type { Edge, Slots, Unit } from './types.ts';
import { N, shiftOf } from './words-zh.ts';

/** Chinese: months, days of a month, years, the Chinese calendar. */

function monthDay(month: number, dom: number): Meaning {
  return isDate(2024, month, dom) ? { month, dom } : 'suspect';
}

const months: Rule[] = [
  rule('hd', `${N}年${N}月${N}[日号]`, (m) =>
    dated(fullYear(zhNumber(m[1] ?? '')), zhNumber(m[2] ?? ''), zhNumber(m[3] ?? '')),
  ),
  rule('hd', `${N}月份?\\s*的?\\s*${N}(?:号|日)`, (m) =>
    monthDay(zhNumber(m[1] ?? ''), zhNumber(m[2] ?? '')),
  ),
  rule(
    'hd',
    `${N}月(\\d{1,2}|三?十[一二三四五六七八九]?|二十[一二三四五六七八九]?)(?![\\d点时:号日个年月分天周])`,
    (m) => monthDay(zhNumber(m[1] ?? ''), zhNumber(m[2] ?? '')),
  ),
  rule('hd', `${N}月份?(?!\\d)(?:的|里|内)?`, (m) => {
    const month = zhNumber(m[1] ?? '');
    return month >= 1 && month <= 12 ? { month } : 'suspect';
  }),
  rule('hd', `(?:的)?${N}(?:号|日)(?![线楼])`, (m) => {
    const dom = zhNumber(m[1] ?? '');
    return dom >= 1 && dom <= 31 ? { dom } : 'suspect';
  }),
  rule(
    'h',
    '(下+|上+|再下|这|本|今|当|呢)(?:一)?个?月(?:份)?(?:之?内|里)?(?:的)?(?!初|底|末|头|尾|中)',
    (m) => ({ monthShift: shiftOf(m[1]) }),
  ),
  rule('h', '(下+|上+|这|本|今|当)个?月(?=初|底|末|头|尾|中|上旬|下旬)', (m) => ({
    monthShift: shiftOf(m[1]),
  })),
  rule('h', '(下+|这|本)个?季度?(?:初)?', (m) => ({ quarterShift: shiftOf(m[1]) })),
  rule('hd', '((?:19|20)\\d{2}|[一二][零〇一二三四五六七八九]{3})年(?:的)?', (m) => ({
    year: zhNumber(m[1] ?? ''),
  })),
  rule('hd', '(\\d{2}|[零〇一二三四五六七八九]{2})年(?!后|前|内|之|以)(?:的)?', (m) => {
    const year = zhNumber(m[1] ?? '');
    return { year: fullYear(year < CENTURY_PIVOT ? year : year) };
  }),
  rule('h', '(今|明|后|大后|去|前|下一?|来|本|这一?)年(?!纪|轻|龄)(?:度)?(?:的)?', (m) => ({
    yearShift: yearShift(m[1]),
  })),
  rule(
    'h',
    '月?(初|中旬|上旬|下旬|底|末|尾|头|中)(?=\\s*(?:$|[^a-z一-龥]|前|之前|以前|的|再|给|约|联|跟|看|打|签|交|来|去|回|复|到|那|左右|吧|联系))',
    (m) =>
      m[0].startsWith('月') ? { edge: edgeOf(m[1]), edgeOf: 'month' } : { edge: edgeOf(m[1]) },
    true,
  ),
  rule('h', '月(初|中旬|上旬|下旬|底|末|尾|头|中)', (m) => ({
    edge: edgeOf(m[1]),
    edgeOf: 'month' as Unit,
  })),
  rule('h', '年(初|底|末|尾|中)', (m) => ({ edge: edgeOf(m[1]), edgeOf: 'year' as Unit })),
  rule('h', '(?:上|下)半(?:个)?月', (m) => ({
    edge: m[0].startsWith('上') ? 'start' : 'late',
    edgeOf: 'month' as Unit,
  })),
];

function yearShift(word: string | undefined): number {
  if (word === '去') return -1;
  if (word === '前') return -2;
  if (word === '后') return 2;
  if (word === '大后') return 3;
  return word === '明' || word === '来' || word?.startsWith('下') ? 1 : 0;
}

const EDGES: Record<string, Edge> = {
  初: 'start',
  头: 'start',
  中: 'mid',
  上旬: 'first10',
  中旬: 'second10',
  下旬: 'third10',
  底: 'end',
  末: 'end',
  尾: 'end',
};

function edgeOf(word: string | undefined): Edge {
  return EDGES[word ?? ''] ?? 'end';
}

const LUNAR_MONTHS = '(正|腊|冬|闰?[一二三四五六七八九十]{1,2})月';

const LUNAR_DAY =
  '(初[一二三四五六七八九十]|十[一二三四五六七八九]|廿[一二三四五六七八九]|二十[一二三四五六七八九]?|三十)';

function lunarMonth(word: string): { month: number; leap: boolean } {
  const leap = word.startsWith('闰');
  const plain = leap ? word.slice(1) : word;
  const named: Record<string, number> = { 正: 1, 冬: 11, 腊: 12 };
  return { month: named[plain] ?? zhNumber(plain), leap };
}

const lunar: Rule[] = [
  rule('h', '(?:大年|年|春节)初([一二三四五六七八九十])', (m) => ({
    lunar: { month: 1, day: zhNumber(m[1] ?? ''), leap: false },
  })),
  rule('h', `(?:农历|阴历|旧历)${LUNAR_MONTHS}${LUNAR_DAY}?日?`, (m) => lunarSlots(m[1], m[2])),
  rule('h', `(正|腊|冬|闰[一二三四五六七八九十]{1,2})月${LUNAR_DAY}?`, (m) =>
    lunarSlots(m[1], m[2]),
  ),
  rule(
    'h',
    `([一二三四五六七八九十]{1,2})月(初[一二三四五六七八九十]|廿[一二三四五六七八九])`,
    (m) => lunarSlots(m[1], m[2]),
  ),
  rule('h', '(初[一二三四五六七八九十]|廿[一二三四五六七八九])(?![点中高])', (m) => ({
    lunar: { day: lunarDay(m[1] ?? ''), leap: false },
  })),
  rule('h', `(?:农历|阴历|旧历)${LUNAR_DAY}`, (m) => ({
    lunar: { day: lunarDay(m[1] ?? ''), leap: false },
  })),
];

function lunarDay(word: string): number {
  return zhNumber(word.replace('初', ''));
}

function lunarSlots(month: string | undefined, day: string | undefined): Slots {
  return { lunar: { ...lunarMonth(month ?? ''), day: day ? lunarDay(day) : 1 } };
}

export const zhDateRules: Rule[] = [...months, ...lunar];
