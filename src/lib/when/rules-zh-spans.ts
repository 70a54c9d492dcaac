import { ZH_HOLIDAYS } from './holidays.ts';
import { type Meaning, type Rule, rule } from './lexer.ts';
import { loosePair, ZH_NUMBER, zhNumber } from './numbers.ts';
import type { Span } from './types.ts';

/** Chinese: spans, working days, holidays. */

const UNIT =
  '(个?\\s?半?\\s?(?:小时|钟头|钟(?!头)|月|星期|礼拜|季度|工作日)|半?(?:分钟?|刻钟?|秒钟?|天|日|周|年))';

const COUNT = `(${ZH_NUMBER}|半|几|\\d+\\.\\d+)`;

const AFTER = '(?:之后|以后|过后|后|之?内|以内)(?!天|日|年)';

/** 半 is a half, 几 three, 三四 and 三五 the first of the two; other runs of digits are no count. */
function zhCount(count: string): number {
  if (count === '半') return 0.5;
  if (count === '几') return 3;
  if (count === '三五') return 3;
  if (/^[一二两三四五六七八九]{2,}$/.test(count)) return loosePair(count) ?? Number.NaN;
  return count.includes('.') ? Number(count) : zhNumber(count);
}

/** Span of a count and a unit, or null when the unit takes no such count. */
function zhSpan(count: string, unit: string, half: boolean): Span | { working: number } | null {
  const word = unit.replace(/[个\s半]/g, '');
  const inner = unit.includes('半') || half ? 0.5 : 0;
  const base = zhCount(count);
  const n = base + inner;
  // 半天 is half a working day to some and half a day to others.
  if (Number.isNaN(n) || (n === 0.5 && /^[天日]$/.test(word))) return null;
  if (word === '工作日') return { working: Math.ceil(n) };
  if (/^(?:小时|钟头|钟)$/.test(word)) return { months: 0, days: 0, minutes: n * 60 };
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

function isSpan(meaning: Meaning | null): meaning is { span: Span } {
  return typeof meaning === 'object' && meaning?.span !== undefined;
}

const BIG = '(年|个月|周|天|小时|个小时)';
const SMALL = '(个月|天|个?小时|分钟)';

const spans: Rule[] = [
  // 三年五个月后, 1小时20分钟后: two units in one.
  rule('hd', `再?过?\\s*${COUNT}\\s*${BIG}零?\\s*${COUNT}\\s*${SMALL}${AFTER}`, (m) => {
    const [big, small] = [spanMeaning(m[1], m[2]), spanMeaning(m[3], m[4])];
    if (!isSpan(big) || !isSpan(small)) return 'suspect';
    const { months, days, minutes } = big.span;
    return {
      span: {
        months: months + small.span.months,
        days: days + small.span.days,
        minutes: minutes + small.span.minutes,
      },
    };
  }),
  rule('hd', `(?:再?过|等)?\\s*${COUNT}\\s*${UNIT}(半)?(?:的时间)?${AFTER}(?:的)?`, (m) =>
    spanMeaning(m[1], m[2], 1, m[3] !== undefined),
  ),
  rule('h', `(?:再?过|再等|等)\\s*${COUNT}\\s*${UNIT}(半)?`, (m) =>
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
  rule('h', '年后|过完年(?:后)?|过了年', { holiday: '春节', side: 'after' }),
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

export const zhSpanRules: Rule[] = [...spans, ...workdays, ...holidays];
