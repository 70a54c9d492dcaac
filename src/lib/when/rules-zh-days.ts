import { isDate } from '../calendar/index.ts';
import { CENTURY_PIVOT, fullYear } from './conventions.ts';
import { ZH_HOLIDAYS } from './holidays.ts';
import { type Meaning, type Rule, rule } from './lexer.ts';
import { loosePair, ZH_NUMBER, zhNumber } from './numbers.ts';
import { dated } from './rules-shared.ts';
import type { Edge, Slots, Span, Unit } from './types.ts';

const N = `(${ZH_NUMBER})`;
const WEEK = '(?:周|星期|礼拜|拜)';
const DAY_SHIFTS: Record<string, number> = {
  前: -2,
  昨: -1,
  今: 0,
  明: 1,
  听: 1,
  后: 2,
  大后: 3,
  大大后: 4,
  大前: -3,
};

const WHICH = '(下+|上+|再下|这|本|今|当|呢)';

/** 这 0, 下 1, 下下 2, 上 -1. */
function shiftOf(word: string | undefined): number {
  const text = word ?? '';
  const ups = [...text].filter((char) => char === '下').length;
  const downs = [...text].filter((char) => char === '上').length;
  return ups - downs;
}

const dayWords: Rule[] = [
  rule('h', '(大大后|大后|大前|前|昨|今|明|听|后)(?:天|日|儿个?|个(?![月周星礼半小]))', (m) => ({
    dayShift: DAY_SHIFTS[m[1] ?? ''] ?? 0,
  })),
  // 今晚, 明早: the day word without its noun, before a part of the day or a time.
  rule('h', '(今|明|听|后|昨|当)(?=\\s*(?:早|晚|朝|晏|午|夜|晨|中午|上午|下午))', (m) => ({
    dayShift: DAY_SHIFTS[m[1] ?? ''] ?? 0,
  })),
  rule('h', '明后[天日]|明、?后两天|听日后日', { dayShift: 1, someDays: true }),
  rule('h', '[这最]?(?:这|近)(?:两|几)[天日]', { dayShift: 1, someDays: true }),
  rule('h', '当[天日]|同[天日]|即日|本日', { dayShift: 0 }),
  rule('h', '第二天|次日|翌日|隔天|隔日|转天', { dayShift: 1 }),
  rule('h', '第三天', { dayShift: 2 }),
  rule('h', '全天|整天|一整天', 'filler'),
  rule(
    'h',
    '现在|此时|此刻|这会儿?|而家|依家|如今|目前|当下|即刻|立刻|立即|马上|眼下',
    { now: true },
    true,
  ),
  rule(
    'h',
    '晚[点些](?!半|\\s*\\d)|晚一点|晚一些|稍后|稍晚|待会儿?|等会儿?|等一会儿?|一会儿?|回头|迟[点啲](?!半)|等下|过会儿?',
    { later: true },
  ),
];

const WEEKDAYS: Record<string, number> = { 一: 1, 二: 2, 三: 3, 四: 4, 五: 5, 六: 6, 日: 7, 天: 7 };

function weekdayOf(word: string | undefined): number {
  return WEEKDAYS[word ?? ''] ?? Number(word);
}

const weeks: Rule[] = [
  rule('h', `${WEEK}([一二三四五六日天]|[1-7](?!\\d))(?!个|期)`, (m) => ({
    weekday: weekdayOf(m[1]),
  })),
  rule(
    'h',
    `${WHICH}(?:一)?个?的?${WEEK}\\s?(?:的)?([一二三四五六日天]|[1-7](?!\\d))(?!个|期)`,
    (m) => ({
      weekShift: shiftOf(m[1]),
      weekday: weekdayOf(m[2]),
    }),
  ),
  rule('h', `${WHICH}(?:一)?个?${WEEK}(?:之?内|内|里)?(?:的)?`, (m) => ({
    weekShift: shiftOf(m[1]),
  })),
  rule('h', `(?:(下+|上+|这|本|今)个?)?(?:周末|${WEEK}六日|周六周日|${WEEK}尾)`, (m) => ({
    weekend: true,
    ...(m[1] ? { weekShift: shiftOf(m[1]) } : {}),
  })),
  rule('h', '末', { weekend: true }, true),
  rule('h', `(?:的)?第?${N}个(?=(?:周|星期|礼拜)[一二三四五六日天末])`, (m) => ({
    nth: zhNumber(m[1] ?? ''),
    nthOf: 'weekday',
  })),
  rule('h', '(?:的)?最后一?个(?=(?:周|星期|礼拜)[一二三四五六日天])', {
    nth: -1,
    nthOf: 'weekday',
  }),
  rule(
    'h',
    `(?:的)?第${N}(?:个)?(周|星期|礼拜|天|日|个月|个工作日|工作日)(?![一二三四五六日])`,
    (m) => nthZh(m[1], m[2]),
  ),
  rule('h', '(?:的)?(?:最后|头)一?(天|日|周|个星期|个工作日|个周末)', (m) => {
    const meaning = nthZh('1', m[1]);
    return { ...meaning, nth: m[0].includes('头') ? 1 : -1 };
  }),
];

function nthZh(count: string | undefined, unit: string | undefined): Slots {
  const nth = zhNumber(count ?? '');
  const word = unit ?? '';
  if (word.includes('工作日')) return { nth, nthOf: 'working' };
  if (word.includes('周末')) return { nth, nthOf: 'weekend' };
  if (word.includes('月')) return { nth, nthOf: 'month' };
  return { nth, nthOf: word === '天' || word === '日' ? 'day' : 'week' };
}

function monthDay(month: number, dom: number): Meaning {
  return isDate(2024, month, dom) ? { month, dom } : 'suspect';
}

const months: Rule[] = [
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

const UNIT =
  '(个?\\s?半?\\s?(?:小时|钟头|月|星期|礼拜|季度|工作日)|半?(?:分钟?|刻钟?|秒钟?|天|日|周|年))';
const COUNT = `(${ZH_NUMBER}|半|几|\\d+\\.\\d+)`;
const AFTER = '(?:之后|以后|过后|后|之?内|以内)(?!天|日|年)';

/** Span of a count and a unit, or null when the unit takes no such count. */
function zhSpan(count: string, unit: string, half: boolean): Span | { working: number } | null {
  const word = unit.replace(/[个\s半]/g, '');
  const inner = unit.includes('半') || half ? 0.5 : 0;
  const base =
    count === '半'
      ? 0.5
      : count === '几'
        ? 3
        : count.includes('.')
          ? Number(count)
          : (loosePair(count) ?? zhNumber(count));
  const n = base + inner;
  if (Number.isNaN(n)) return null;
  if (word === '工作日') return { working: Math.ceil(n) };
  if (/^(?:小时|钟头)$/.test(word)) return { months: 0, days: 0, minutes: n * 60 };
  if (word.startsWith('刻')) return { months: 0, days: 0, minutes: n * 15 };
  if (word.startsWith('分')) return { months: 0, days: 0, minutes: n };
  if (word.startsWith('秒')) return { months: 0, days: 0, minutes: n / 60 };
  return zhLongSpan(n, word);
}

function zhLongSpan(n: number, word: string): Span {
  const whole = Math.floor(n);
  const half = n - whole > 0;
  if (word === '年') return { months: Math.round(n * 12), days: 0, minutes: 0 };
  if (word === '季度') return { months: Math.round(n * 3), days: 0, minutes: 0 };
  if (word === '月') return { months: whole, days: half ? 15 : 0, minutes: 0 };
  if (word === '天' || word === '日') return { months: 0, days: whole, minutes: half ? 720 : 0 };
  return { months: 0, days: Math.round(n * 7), minutes: 0 };
}

function spanMeaning(
  count: string | undefined,
  unit: string | undefined,
  sign = 1,
  half = false,
): Meaning | null {
  const found = zhSpan(count ?? '', unit ?? '', half);
  if (!found) return null;
  if ('working' in found) return { working: found.working * sign };
  return {
    span: { months: found.months * sign, days: found.days * sign, minutes: found.minutes * sign },
  };
}

const spans: Rule[] = [
  rule('hd', `(?:再?过|等)?\\s*${COUNT}\\s*${UNIT}(半)?(?:的时间)?${AFTER}(?:的)?`, (m) =>
    spanMeaning(m[1], m[2], 1, m[3] !== undefined),
  ),
  rule('h', `再?过\\s*${COUNT}\\s*${UNIT}(半)?`, (m) =>
    spanMeaning(m[1], m[2], 1, m[3] !== undefined),
  ),
  rule('h', `再过?两天`, { span: { months: 0, days: 2, minutes: 0 } }),
  rule('hd', `${COUNT}\\s*${UNIT}(半)?(?:之前|以前|前)`, (m) =>
    spanMeaning(m[1], m[2], -1, m[3] !== undefined),
  ),
  // A length of time without a direction says nothing about when.
  rule(
    'hd',
    `${COUNT}\\s*个?\\s?半?(?:小时|钟头|月(?!\\d|[一二三四五六七八九十号日初底末])|星期(?![一二三四五六日天])|礼拜(?![一二三四五六日天])|分钟|刻钟|天|周(?![一二三四五六日天末])|年(?!\\d|[一二三四五六七八九十\\s]))半?`,
    (m) => (/^(?:\d{2}|\d{4}|[一二三四五六七八九十]{1,2})(?:年|月)$/.test(m[0]) ? null : 'junk'),
  ),
];

const workdays: Rule[] = [
  rule('h', '下+一?个?工作日|明个?工作日', { working: 1 }),
  rule('h', '(?:最近的?)?(?:一个)?工作日', { working: 0 }),
  rule('h', '节后|假后|收假后?|假期后', { holiday: 'nextPublic', side: 'after' }),
  rule('h', '节前|假期前', { holiday: 'nextPublic', side: 'before' }),
  rule('h', '年后', { holiday: '春节', side: 'after' }),
  rule('h', '年前', { holiday: '春节', side: 'before' }),
  rule('h', '第?一个工作日', { nth: 1, nthOf: 'working' }),
];

const holidays: Rule[] = ZH_HOLIDAYS.map(([pattern, holiday]) =>
  rule(
    'hd',
    `(?:${pattern})(?:小?长假|假期|黄金周|期间|当天|那天|放假)?(之?后|以后|之?前|以前)?(?![间])`,
    (m) => {
      const side = m[1];
      if (!side) return { holiday };
      return { holiday, side: side.includes('后') ? 'after' : 'before' };
    },
  ),
);

export const zhDayRules: Rule[] = [
  ...dayWords,
  ...weeks,
  ...months,
  ...lunar,
  ...spans,
  ...workdays,
  ...holidays,
  rule('hd', `${N}年${N}月${N}[日号]`, (m) =>
    dated(fullYear(zhNumber(m[1] ?? '')), zhNumber(m[2] ?? ''), zhNumber(m[3] ?? '')),
  ),
];
