import { AFTERNOON_UP_TO } from './conventions.ts';
import { type Meaning, type Rule, rule } from './lexer.ts';
import { loosePair, ZH_NUMBER, zhNumber } from './numbers.ts';
import type { Part, Slots } from './types.ts';

const N = `(${ZH_NUMBER})`;
const HOUR = `${N}\\s*(?:点钟?|时(?!间|候|段|常|代|期|刻))`;

/** A time told in words; 二十五点 forbids an answer. */
function told(hour: number, minute: number, extra: Slots = {}): Meaning {
  if (!(hour >= 0 && hour <= 24) || !(minute >= 0 && minute <= 59)) return 'suspect';
  if (hour === 24 && minute > 0) return 'suspect';
  const literal = hour === 0 || hour >= 13;
  return {
    hour,
    minute,
    ...(literal ? { literal } : { afternoonUpTo: AFTERNOON_UP_TO.zh }),
    ...extra,
  };
}

const QUARTERS: Record<string, number> = { 一: 15, 两: 30, 二: 30, 三: 45, '1': 15, '3': 45 };

const clocks: Rule[] = [
  rule('hd', `([一二三四五六七八九][一二三四五六七八九])点(?:钟|左右)?`, (m) => {
    const first = loosePair(m[1] ?? '');
    return first === null ? null : told(first, 0, { fuzzy: true });
  }),
  rule('hd', `${HOUR}整?`, (m) => told(zhNumber(m[1] ?? ''), 0)),
  rule('hd', `${N}\\s*(?:-|~|到|至)\\s*${N}点(?:半|钟)?`, (m) => told(zhNumber(m[1] ?? ''), 0)),
  rule('hd', `${HOUR}(?:多钟?|左右|前后|上下|许)`, (m) =>
    told(zhNumber(m[1] ?? ''), 0, { fuzzy: true }),
  ),
  rule('hd', `${HOUR}踏?半(?:左右)?`, (m) => told(zhNumber(m[1] ?? ''), 30)),
  rule('hd', `${HOUR}过?([一两二三13])刻(?:钟)?`, (m) =>
    told(zhNumber(m[1] ?? ''), QUARTERS[m[2] ?? ''] ?? 0),
  ),
  rule('hd', `${HOUR}[过零〇]?${N}分半?(?!钟后|之)`, (m) =>
    told(zhNumber(m[1] ?? ''), zhNumber(m[2] ?? '')),
  ),
  rule('hd', `${HOUR}[零〇]([1-9一二三四五六七八九])`, (m) =>
    told(zhNumber(m[1] ?? ''), zhNumber(m[2] ?? '')),
  ),
  rule(
    'hd',
    `${HOUR}([1-5]\\d|[二三四五]?十[一二三四五六七八九]?|0\\d)(?![\\d个万点号月日天年])`,
    (m) => told(zhNumber(m[1] ?? ''), zhNumber(m[2] ?? '')),
  ),
  rule('hd', `${HOUR}踏正`, (m) => told(zhNumber(m[1] ?? ''), 0)),
  rule('hd', `${HOUR}([一两三])个骨`, (m) => told(zhNumber(m[1] ?? ''), QUARTERS[m[2] ?? ''] ?? 0)),
  // Cantonese counts minutes in fives: 三點踏三, 三點三個字 are 3:15.
  rule('hd', `${HOUR}踏([一二三四五六七八九十]{1,2}|\\d{1,2})(?:个字)?`, (m) =>
    told(zhNumber(m[1] ?? ''), 5 * zhNumber(m[2] ?? '')),
  ),
  rule('hd', `${HOUR}([一二三四五六七八九十]{1,2}|\\d{1,2})个字`, (m) =>
    told(zhNumber(m[1] ?? ''), 5 * zhNumber(m[2] ?? '')),
  ),
  rule(
    'h',
    `(?<=(?:晏昼|朝早|晏|下昼|上昼|听日.{0,4}|挨晚)\\s?)${HOUR}([一二三四五六七八九])(?![十分点个号日月刻零])`,
    (m) => told(zhNumber(m[1] ?? ''), 5 * zhNumber(m[2] ?? '')),
  ),
  // 三点九 says no minutes outside Cantonese.
  rule('hd', `${HOUR}[一二三四五六七八九](?![十分刻点个号日月零位组套人口家间])`, 'suspect'),
  rule('h', `差([一二三四五六七八九十]{1,3}|\\d{1,2})分钟?(?:到)?${HOUR}`, (m) =>
    told(zhNumber(m[2] ?? ''), 0, { minuteShift: -zhNumber(m[1] ?? '') }),
  ),
  rule('h', `差一刻(?:钟)?(?:到)?${HOUR}`, (m) =>
    told(zhNumber(m[1] ?? ''), 0, { minuteShift: -15 }),
  ),
  rule('hd', `${HOUR}差([一二三四五六七八九十]{1,3}|\\d{1,2})分`, (m) =>
    told(zhNumber(m[1] ?? ''), 0, { minuteShift: -zhNumber(m[2] ?? '') }),
  ),
  rule('hd', `${HOUR}差一刻`, (m) => told(zhNumber(m[1] ?? ''), 0, { minuteShift: -15 })),
  rule('d', '(\\d{1,2}):(\\d{2})分', (m) => told(Number(m[1]), Number(m[2]))),
];

const PART_WORDS: [string, Part][] = [
  ['凌晨|拂晓', 'dawn'],
  ['清早|清晨|一大早|大清早|一早|晨间', 'earlyMorning'],
  ['早上|早晨|早间|朝早|朝头早|今朝|上昼', 'morning'],
  ['上午|午前|上半天', 'forenoon'],
  ['中午|正午|晌午|午间', 'noon'],
  ['下午|午后|下昼|晏昼|晏|后晌|下半天', 'afternoon'],
  ['傍晚|黄昏|挨晚|傍黑', 'dusk'],
  ['晚上|晚间|夜晚|当晚|晚黑|夜间|晚头', 'evening'],
  ['夜里|半夜|午夜|深夜|夜半|大半夜|子夜', 'deepNight'],
];

const parts: Rule[] = [
  ...PART_WORDS.map(([words, part]) => rule('h', `(?:${words})(?:的|时分)?`, { part })),
  rule('h', '早(?!点|些|日|期|就|已|在|市|盘|教|先|晚|稻|饭|餐|会|安)', { part: 'morning' }, true),
  rule('h', '朝(?=[一二三四五六七八九十\\d])', { part: 'morning' }, true),
  rule('h', '晚(?!点|些|饭|餐|礼|会|安|辈|婚|期|一点|霞|年|报)', { part: 'evening' }, true),
  rule('h', '夜(?=[一二三四五六七八九十\\d])', { part: 'night' }, true),
  rule('h', '午(?=[一二三四五六七八九十\\d])', { part: 'noon' }, true),
];

const daily: Rule[] = [
  rule('h', '下班(?:之|以)?前|收工前', { edge: 'end', edgeOf: 'day' }),
  rule('h', '下班(?:之|以)?后|收工后', { part: 'evening', partEdge: 'early' }),
  rule('h', '上班(?:之|以)?后|一上班', { part: 'morning' }),
  rule('h', '(?:午饭|午餐|吃完午饭|中饭)后', { part: 'afternoon', partEdge: 'early' }),
  rule('h', '(?:晚饭|晚餐)后', { part: 'evening' }),
];

const joints: Rule[] = [
  rule(
    'h',
    '的|在|于|是|约莫|大约|大概|差不多|左右|前后|那天|这天|就|吧|啦|哦|之间|准时|要|定在|约在|改在|安排在',
    'filler',
  ),
  rule('h', '到|至', 'to'),
  rule('h', '或者?|还是', 'or'),
  rule('h', '(?:改|换|挪|推|推迟|延|延期|延后|提前|调整?)(?:到|成|为|至|期到)', 'instead'),
  rule('h', '改(?=下?(?:周|星期|礼拜|个)|明|后|今|\\d)', 'instead'),
  rule('h', '没空|没时间|不行|不方便|不在|不来|不能|不可以|没接|未接|没来|没有空|取消', 'denied'),
  rule('h', '不是|不要|别|除了|非', 'suspect'),
  rule('h', '之前|以前|前(?![台面端后期])', { side: 'before' }, true),
  rule('h', '之后|以后|后(?=$|[^天日年台面端期门来\\p{Script=Han}])', { side: 'after' }, true),
];

export const zhTimeRules: Rule[] = [...clocks, ...parts, ...daily, ...joints];
