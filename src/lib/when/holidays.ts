import {
  dayNumber,
  findLunarDay,
  findNewYearsEve,
  solarTermDay,
  weekdayOf,
} from '../calendar/index.ts';

/** Days that have a name. A holiday is found by year; the phrase's year or the next occurrence decides. */

type HolidayRule =
  | { solar: [month: number, day: number] }
  | { lunar: [month: number, day: number] }
  | { eve: true }
  | { term: number }
  | { weekday: [month: number, weekday: number, nth: number] }
  | { easter: number }
  | { thanksgiving: number };

const HOLIDAYS: Record<string, HolidayRule> = {
  元旦: { solar: [1, 1] },
  春节: { lunar: [1, 1] },
  除夕: { eve: true },
  元宵: { lunar: [1, 15] },
  端午: { lunar: [5, 5] },
  七夕: { lunar: [7, 7] },
  中元: { lunar: [7, 15] },
  中秋: { lunar: [8, 15] },
  重阳: { lunar: [9, 9] },
  腊八: { lunar: [12, 8] },
  小年: { lunar: [12, 23] },
  龙抬头: { lunar: [2, 2] },
  佛诞: { lunar: [4, 8] },
  妇女节: { solar: [3, 8] },
  女生节: { solar: [3, 7] },
  植树节: { solar: [3, 12] },
  消费者: { solar: [3, 15] },
  愚人节: { solar: [4, 1] },
  劳动节: { solar: [5, 1] },
  青年节: { solar: [5, 4] },
  护士节: { solar: [5, 12] },
  五二零: { solar: [5, 20] },
  儿童节: { solar: [6, 1] },
  六一八: { solar: [6, 18] },
  建党节: { solar: [7, 1] },
  建军节: { solar: [8, 1] },
  教师节: { solar: [9, 10] },
  国庆: { solar: [10, 1] },
  双十一: { solar: [11, 11] },
  双十二: { solar: [12, 12] },
  澳门回归: { solar: [12, 20] },
  平安夜: { solar: [12, 24] },
  圣诞: { solar: [12, 25] },
  跨年: { solar: [12, 31] },
  情人节: { solar: [2, 14] },
  万圣节: { solar: [10, 31] },
  母亲节: { weekday: [5, 7, 2] },
  父亲节: { weekday: [6, 7, 3] },
  感恩节: { thanksgiving: 0 },
  黑五: { thanksgiving: 1 },
  网一: { thanksgiving: 4 },
  复活节: { easter: 0 },
  复活节一: { easter: 1 },
  受难日: { easter: -2 },
  圣枝: { easter: -7 },
  美国劳动节: { weekday: [9, 1, 1] },
  阵亡: { weekday: [5, 1, -1] },
  退伍: { solar: [11, 11] },
  马丁: { weekday: [1, 1, 3] },
  总统: { weekday: [2, 1, 3] },
  六月节: { solar: [6, 19] },
  圣帕特里克: { solar: [3, 17] },
  地球日: { solar: [4, 22] },
  节礼日: { solar: [12, 26] },
  美国独立: { solar: [7, 4] },
};

const TERMS =
  '小寒 大寒 立春 雨水 惊蛰 春分 清明 谷雨 立夏 小满 芒种 夏至 小暑 大暑 立秋 处暑 白露 秋分 寒露 霜降 立冬 小雪 大雪 冬至'.split(
    ' ',
  );
TERMS.forEach((name, i) => {
  HOLIDAYS[name] = { term: (285 + 15 * i) % 360 };
});

/** Chinese names: pattern and key. */
export const ZH_HOLIDAYS: readonly [string, string][] = [
  ['元旦节?|阳历新年|公历新年|新历新年|新年(?!后)', '元旦'],
  ['春节|农历新年|农历年|新春|过年|大年初一|年初一|正月正时|旧历新年', '春节'],
  ['除夕夜?|大年三十|年三十|大年夜|年夜', '除夕'],
  ['(?:农历)?元宵节?|上元节', '元宵'],
  ['清明节?', '清明'],
  ['(?:国际)?劳动节|五一(?:劳动)?节?(?!路|村|桥)', '劳动节'],
  ['(?:五四)?青年节', '青年节'],
  ['(?:六一)?儿童节|六一(?![\\d])', '儿童节'],
  ['端午节?|端阳节?', '端午'],
  ['七夕节?', '七夕'],
  ['中元节?', '中元'],
  ['中秋节?', '中秋'],
  ['重阳节?', '重阳'],
  ['国庆节?|十一(?=假期|长假|小长假|黄金周|节?后|节?前|期间|放假)', '国庆'],
  ['腊八节?', '腊八'],
  ['小年(?:夜)?', '小年'],
  ['(?:三八)?(?:国际)?妇女节|三八节|女神节', '妇女节'],
  ['女生节', '女生节'],
  ['植树节(?!\\S*日)', '植树节'],
  ['(?:国际)?消费者权益日|三一五', '消费者'],
  ['愚人节', '愚人节'],
  ['(?:八一)?建军节', '建军节'],
  ['建党节', '建党节'],
  ['教师节', '教师节'],
  ['护士节', '护士节'],
  ['双十一|双11|双拾壹', '双十一'],
  ['双十二|双12', '双十二'],
  ['六一八|618(?!\\d)', '六一八'],
  ['情人节', '情人节'],
  ['平安夜|圣诞前夜', '平安夜'],
  ['圣诞节?', '圣诞'],
  ['跨年夜?', '跨年'],
  ['万圣节?', '万圣节'],
  ['母亲节', '母亲节'],
  ['父亲节', '父亲节'],
  ['感恩节', '感恩节'],
  ['黑色星期五', '黑五'],
  ['复活节(?!星期|周|前夜)|主复活日', '复活节'],
  ['复活节(?:星期|周)一', '复活节一'],
  ['耶稣受难日(?!翌日)|受难节(?!翌日)|圣(?:周|星期)五', '受难日'],
  ['棕枝主日', '圣枝'],
  ['佛诞|浴佛节', '佛诞'],
  ['龙抬头', '龙抬头'],
  ['澳门回归(?:纪念)?日', '澳门回归'],
  ...TERMS.filter((name) => name !== '清明').map((name): [string, string] => [name, name]),
];

/** English names: pattern and key. 劳动节/"labor day" differs in America. */
export const EN_HOLIDAYS: readonly [string, string][] = [
  ["new\\s?year'?s?\\s+eve", '跨年'],
  ["(?:chinese|lunar)\\s+new\\s+year(?:'?s)?\\s+eve", '除夕'],
  [
    "(?:chinese|lunar)\\s+new\\s+year(?:'?s)?(?:\\s+day)?|spring\\s+festival|cny(?!\\s*\\d)",
    '春节',
  ],
  ["new\\s?year'?s?(?:\\s+day)?|yuandan", '元旦'],
  ["valentine'?s?(?:\\s+day)?", '情人节'],
  ["(?:saint|st\\.?)\\s+(?:patrick|paddy)'?s?\\s+day", '圣帕特里克'],
  ["(?:international\\s+)?women'?s\\s+day", '妇女节'],
  ["april\\s+fools?'?s?(?:\\s+day)?", '愚人节'],
  ['qing\\s?ming(?:\\s+festival)?|tomb[\\s-]sweeping(?:\\s+(?:day|festival))?', '清明'],
  ['earth\\s+day', '地球日'],
  ["(?:international|int'l)\\s+(?:workers?'?s?|labou?r)\\s+day|may\\s+day", '劳动节'],
  ['labou?r\\s+day(?:\\s+holidays?)?', 'labour'],
  ["children'?s\\s+day", '儿童节'],
  ['dragon\\s+boat(?:\\s+(?:festival|day))?', '端午'],
  ['mid[\\s-]autumn(?:\\s+(?:festival|day))?|moon\\s*cake\\s+festival', '中秋'],
  ['lantern\\s+festival', '元宵'],
  ["(?:china'?s?\\s+|chinese\\s+)?national\\s+day(?:\\s+holidays?)?|golden\\s+week", '国庆'],
  ["mother'?s?'?\\s+day", '母亲节'],
  ["father'?s?'?\\s+day", '父亲节'],
  ['easter(?:\\s+(?:day|sunday))?', '复活节'],
  ['easter\\s+mon(?:day)?', '复活节一'],
  ['good\\s+fri(?:day)?', '受难日'],
  ['palm\\s+sun(?:day)?', '圣枝'],
  ["halloween|all\\s+hallows'?\\s+eve", '万圣节'],
  ['thanksgiving(?:\\s+day)?', '感恩节'],
  ['black\\s+fri(?:day)?', '黑五'],
  ['cyber\\s+mon(?:day)?', '网一'],
  ["(?:christmas|x'?mas)\\s+eve", '平安夜'],
  ["(?:christmas|x'?mas)(?:\\s+day)?", '圣诞'],
  ['boxing\\s+day', '节礼日'],
  ['(?:memorial|decoration)\\s+day', '阵亡'],
  ["veterans?'?\\s+day", '退伍'],
  ["(?:mlk|martin\\s+luther\\s+king'?s?(?:\\s+jr\\.?)?)\\s+day", '马丁'],
  ["president'?s?'?\\s+day|washington'?s?\\s+birthday", '总统'],
  ['juneteenth', '六月节'],
  ['independence\\s+day', '美国独立'],
  ["teacher'?s?'?\\s+day", '教师节'],
  ["single'?s?'?\\s+day|double\\s+eleven", '双十一'],
];

/** Day number of a named day in a year; null for an unknown name or a year beyond the tables. */
export function findHoliday(key: string, year: number): number | null {
  const found = HOLIDAYS[key];
  if (!found) return null;
  if ('solar' in found) return dayNumber(year, ...found.solar);
  if ('lunar' in found) return findLunarDay(year, ...found.lunar);
  if ('eve' in found) return findNewYearsEve(year - 1);
  if ('term' in found) return solarTermDay(year, found.term);
  if ('easter' in found) return easter(year) + found.easter;
  if ('thanksgiving' in found) return nthWeekday(year, 11, 4, 4) + found.thanksgiving;
  return nthWeekday(year, ...found.weekday);
}

/** Named days whose year in speech is the Chinese one (2023年大年三十 is in February 2024). */
export function isLunarHoliday(key: string): boolean {
  const found = HOLIDAYS[key];
  return found !== undefined && 'eve' in found;
}

/** The public holidays of China, for 节前 and 节后. */
export const PUBLIC_HOLIDAYS = ['元旦', '春节', '清明', '劳动节', '端午', '中秋', '国庆'];

/** The n-th such weekday of a month; -1 is the last. */
export function nthWeekday(year: number, month: number, weekday: number, nth: number): number {
  if (nth > 0) {
    const first = dayNumber(year, month, 1);
    return first + ((weekday - weekdayOf(first) + 7) % 7) + 7 * (nth - 1);
  }
  const last = dayNumber(year, month + 1, 0);
  return last - ((weekdayOf(last) - weekday + 7) % 7) + 7 * (nth + 1);
}

/** Easter Sunday of the Gregorian calendar, by the anonymous computus. */
function easter(year: number): number {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const skipped = century - Math.floor(century / 4) - Math.floor((8 * century + 13) / 25);
  const epact = (skipped + 19 * golden + 15) % 30;
  const late = epact === 29 || (epact === 28 && golden > 10) ? 1 : 0;
  const fullMoon = dayNumber(year, 3, 21) + epact - late;
  return fullMoon + 7 - (weekdayOf(fullMoon) % 7);
}
