import { type Rule, rule } from './lexer.ts';
import { zhNumber } from './numbers.ts';
import type { Slots } from './types.ts';
import { N, shiftOf, WEEK, WHICH, weekdayOf } from './words-zh.ts';

/** Chinese: today and beside it, weekdays and weeks. */

const DAY_SHIFTS: Record<string, number> = {
  前: -2,
  昨: -1,
  琴: -1,
  今: 0,
  明: 1,
  听: 1,
  后: 2,
  大后: 3,
  大大后: 4,
  大前: -3,
};

const dayWords: Rule[] = [
  rule('h', '(大大后|大后|大前|前|昨|琴|今|明|听|后)(?:天|日|儿个?|个(?![月周星礼半小]))', (m) => ({
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
    '现在|此时此刻|此时|宜家|家阵|当前|这一刻|此刻|这会儿?|而家|依家|如今|目前|当下|即刻|立刻|立即|马上|眼下',
    { now: true },
    true,
  ),
  rule(
    'h',
    '晚[点些](?!半|\\s*\\d)|晚一点|晚一些|稍后|稍晚|待会儿?|等会儿?|一阵间?|阵间|等一会儿?|一会儿?|回头|迟[点啲](?!半)|等下|过会儿?',
    { later: true },
  ),
];

const weeks: Rule[] = [
  // 周三四, 下周六日: two neighbouring days.
  rule('h', `${WHICH}?个?${WEEK}([一二三四五六])([二三四五六日天])(?![点号月日天个时])`, (m) => {
    const first = weekdayOf(m[2]);
    if (weekdayOf(m[3]) !== first + 1) return null;
    return { weekday: first, someDays: true, ...(m[1] ? { weekShift: shiftOf(m[1]) } : {}) };
  }),
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
  rule('h', `(?:的)?第?${N}个周末`, (m) => ({ nth: zhNumber(m[1] ?? ''), nthOf: 'weekend' })),
  rule('h', `(?:的)?第?${N}个(?=(?:周|星期|礼拜)[一二三四五六日天](?!个))`, (m) => ({
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

export const zhDayRules: Rule[] = [...dayWords, ...weeks];
