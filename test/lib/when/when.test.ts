import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseWhen, type When } from '../../../src/lib/when/index.ts';

/** Wednesday, 17 March 2027, 15:20 in Shanghai. */
const NOW = new Date('2027-03-17T15:20:00+08:00');
const ZONE = 'Asia/Shanghai';
const own = process.env.TZ;

const SERVERS = ['UTC', 'Asia/Shanghai', 'America/New_York', 'Pacific/Auckland'];

afterEach(() => {
  if (own === undefined) delete process.env.TZ;
  else process.env.TZ = own;
});

const read = (text: string, locale: 'zh' | 'en' = 'zh', now = NOW, zone = ZONE) =>
  parseWhen(text, { now, zone, locale });

/** '2027-03-24 10:00 minute' in the zone. */
function told(found: When | null, zone = ZONE): string | null {
  if (!found) return null;
  const parts = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    dateStyle: 'short',
    timeStyle: 'short',
  }).format(found.instant);
  return `${parts} ${found.grain}`;
}

describe.each(SERVERS)('on a server in %s', (server) => {
  beforeEach(() => {
    process.env.TZ = server;
  });

  describe('dates as Li Na writes them in Chinese', () => {
    it.each([
      ['下周四上午十点', '2027-03-25 10:00 minute'],
      ['下周四', '2027-03-25 00:00 day'],
      ['下下周日晚上7点半', '2027-04-04 19:30 minute'],
      ['这周五下午', '2027-03-19 15:00 daypart'],
      ['周天中午12点', '2027-03-21 12:00 minute'],
      ['后天傍晚6点', '2027-03-19 18:00 minute'],
      ['大后天', '2027-03-20 00:00 day'],
      ['明早八点一刻', '2027-03-18 08:15 minute'],
      ['今晚12点', '2027-03-18 00:00 minute'],
      ['明晚十二点半', '2027-03-19 00:30 minute'],
      ['夜里11点', '2027-03-17 23:00 minute'],
      ['下午五点差十分', '2027-03-17 16:50 minute'],
      ['四点', '2027-03-17 16:00 minute'],
      ['两点半', '2027-03-18 14:30 minute'],
      ['下午三四点', '2027-03-18 15:00 hour'],
      ['5点左右', '2027-03-17 17:00 hour'],
      ['21号', '2027-03-21 00:00 day'],
      ['3号', '2027-04-03 00:00 day'],
      ['下月6号下午两点', '2027-04-06 14:00 minute'],
      ['二十八号', '2027-03-28 00:00 day'],
      ['4月18', '2027-04-18 00:00 day'],
      ['2月3日', '2028-02-03 00:00 day'],
      ['明年二月三号', '2028-02-03 00:00 day'],
      ['2027年4月18日 周日 9:05', '2027-04-18 09:05 minute'],
      ['27年4月18号', '2027-04-18 00:00 day'],
      ['4.18', '2027-04-18 00:00 day'],
      ['4/18下午4点', '2027-04-18 16:00 minute'],
      ['４月１８日', '2027-04-18 00:00 day'],
      ['20270418', '2027-04-18 00:00 day'],
      ['5天后', '2027-03-22 15:20 day'],
      ['过四天上午十点', '2027-03-21 10:00 minute'],
      ['三四天后', '2027-03-20 15:20 day'],
      ['两个半小时后', '2027-03-17 17:50 minute'],
      ['三刻钟以后', '2027-03-17 16:05 minute'],
      ['俩月后', '2027-05-17 15:20 day'],
      ['两个月后', '2027-05-17 15:20 day'],
      ['一个半月后', '2027-05-02 15:20 day'],
      ['四月第二个周六', '2027-04-10 00:00 day'],
      ['下个月最后一个周五', '2027-04-30 00:00 day'],
      ['月底', '2027-03-31 00:00 coarse'],
      ['下月中旬', '2027-04-11 00:00 coarse'],
      ['下周', '2027-03-22 00:00 coarse'],
      ['周末下午', '2027-03-20 15:00 daypart'],
      ['周四五', '2027-03-18 00:00 coarse'],
      ['稍后', '2027-03-17 17:20 coarse'],
      ['昨天上午十点', '2027-03-16 10:00 minute'],
      ['三天前', '2027-03-14 15:20 day'],
      ['周五4pm', '2027-03-19 16:00 minute'],
      ['下週四上午十點', '2027-03-25 10:00 minute'],
      ['聽晚九點', '2027-03-18 21:00 minute'],
      ['聽日晏晝三點四', '2027-03-18 15:20 minute'],
      ['兩個鐘後', '2027-03-17 17:20 minute'],
    ])('%s is %s', (text, expected) => {
      expect(told(read(text))).toBe(expected);
    });
  });

  describe('dates as Ben writes them in English', () => {
    it.each([
      ['next thu 10am', '2027-03-25 10:00 minute'],
      ['thursday next week at 4', '2027-03-25 16:00 minute'],
      ['this fri 9:30', '2027-03-19 09:30 minute'],
      ['tmrw arvo', '2027-03-18 15:00 daypart'],
      ['day after tmr 8.45am', '2027-03-19 08:45 minute'],
      ['four pm today', '2027-03-17 16:00 minute'],
      ['quarter to five', '2027-03-17 16:45 minute'],
      ['twenty past ten tomorrow', '2027-03-18 10:20 minute'],
      ['ten forty tomorrow', '2027-03-18 10:40 minute'],
      ['1645', null],
      ['at 1645', '2027-03-17 16:45 minute'],
      ['5ish', '2027-03-17 17:00 hour'],
      ['8 tonight', '2027-03-17 20:00 minute'],
      ['saturday morning', '2027-03-20 09:00 daypart'],
      ['early evening on Friday', '2027-03-19 18:00 daypart'],
      ['the 21st', '2027-03-21 00:00 day'],
      ['3rd of next month', '2027-04-03 00:00 day'],
      ['April twenty second', '2027-04-22 00:00 day'],
      ['18 Apr 2027 at 14:05', '2027-04-18 14:05 minute'],
      ['Apr 18th, 2pm-3pm', '2027-04-18 14:00 minute'],
      ['18-Apr', '2027-04-18 00:00 day'],
      ['2027-04-18T09:30', '2027-04-18 09:30 minute'],
      ['2027-04-18T09:30:00Z', '2027-04-18 17:30 minute'],
      ['Feb 3', '2028-02-03 00:00 day'],
      ['in five days', '2027-03-22 15:20 day'],
      ['in an hour and a half', '2027-03-17 16:50 minute'],
      ['three weeks from tomorrow', '2027-04-08 00:00 day'],
      ['2 days before easter', '2027-03-26 00:00 day'],
      ['a fortnight from friday', '2027-04-02 00:00 day'],
      ['second tuesday of april', '2027-04-13 00:00 day'],
      ['last working day of the month', '2027-03-31 00:00 day'],
      ['end of next week', '2027-03-26 00:00 coarse'],
      ['EOM', '2027-03-31 00:00 coarse'],
      ['early april', '2027-04-01 00:00 coarse'],
      ['tomorrow or the day after', '2027-03-18 00:00 coarse'],
      ['3pm GMT tomorrow', '2027-03-18 23:00 minute'],
      ['6 weeks', null],
    ])('%s is %s', (text, expected) => {
      expect(told(read(text, 'en'))).toBe(expected);
    });
  });

  describe('working days, holidays and the Chinese calendar', () => {
    it.each([
      ['下个工作日', '2027-03-18 00:00 day'],
      ['工作日下午四点', '2027-03-17 16:00 minute'],
      ['工作日上午十点', '2027-03-18 10:00 minute'],
      ['3个工作日后', '2027-03-22 00:00 day'],
      ['清明', '2027-04-05 00:00 day'],
      ['端午节上午十点', '2027-06-09 10:00 minute'],
      ['劳动节后', '2027-05-03 00:00 coarse'],
      ['除夕', '2028-01-25 00:00 day'],
      ['大年初三', '2028-01-28 00:00 day'],
      ['农历三月初三', '2027-04-09 00:00 day'],
    ])('Li Na writes %s: %s', (text, expected) => {
      expect(told(read(text))).toBe(expected);
    });

    it('a year without an official calendar is marked', () => {
      expect(read('国庆后第一个工作日')).toMatchObject({ unofficial: true });
      const known = read('国庆后第一个工作日', 'zh', new Date('2026-09-20T10:00:00+08:00'));
      expect(told(known)).toBe('2026-10-08 00:00 day');
      expect(known?.unofficial).toBeUndefined();
    });

    it('a make-up Saturday is a working day', () => {
      const friday = new Date('2026-10-09T10:00:00+08:00');
      expect(told(read('下个工作日', 'zh', friday))).toBe('2026-10-10 00:00 day');
    });

    it("EOD and the morning are the office's", () => {
      const office = { workStart: '10:00', workEnd: '19:30' };
      const asked = (text: string) =>
        told(parseWhen(text, { now: NOW, zone: ZONE, locale: 'en', officeHours: office }));
      expect(asked('EOD')).toBe('2027-03-17 19:30 coarse');
      expect(asked('tomorrow morning')).toBe('2027-03-18 10:00 daypart');
      expect(told(read('EOD', 'en'))).toBe('2027-03-17 23:59 coarse');
    });
  });

  describe('what can be read in two ways is said so', () => {
    it.each([
      ['周三', 'zh', 'weekday-today', ['2027-03-24 00:00', '2027-03-17 00:00']],
      ['周三下午五点', 'zh', 'weekday-today', ['2027-03-17 17:00', '2027-03-24 17:00']],
      ['本周一', 'zh', 'weekday-past', ['2027-03-15 00:00', '2027-03-22 00:00']],
      ['明天8点', 'zh', 'am-or-pm', ['2027-03-18 08:00', '2027-03-18 20:00']],
      ['8点', 'zh', 'am-or-pm', ['2027-03-17 20:00', '2027-03-18 08:00']],
      ['周五或周六', 'zh', 'two-dates', ['2027-03-19 00:00', '2027-03-20 00:00']],
      ['周五前', 'zh', 'before', ['2027-03-19 00:00', '2027-03-18 00:00']],
      ['3月20日周五', 'zh', 'weekday-mismatch', ['2027-03-20 00:00', '2027-03-19 00:00']],
      ['next friday', 'en', 'weekday-next', ['2027-03-26 00:00', '2027-03-19 00:00']],
      ['5/4', 'en', 'day-or-month-first', ['2027-05-04 00:00', '2027-04-05 00:00']],
      ['friday midnight', 'en', 'which-midnight', ['2027-03-20 00:00', '2027-03-19 00:00']],
    ] as const)('%s (%s): %s', (text, locale, kind, readings) => {
      const found = read(text, locale);
      expect(found?.ambiguous?.kind).toBe(kind);
      const shown = found?.ambiguous?.readings.map((one) =>
        told({ ...one, matched: '', rest: '' }),
      );
      expect(shown?.map((one) => one?.slice(0, 16))).toEqual(readings);
      expect(found?.ambiguous?.readings[0]?.instant).toEqual(found?.instant);
    });

    it('at one in the morning "tomorrow" may be today', () => {
      const night = new Date('2027-03-18T01:10:00+08:00');
      expect(read('明天上午十点', 'zh', night)?.ambiguous?.kind).toBe('tomorrow-after-midnight');
      expect(read('明天上午十点')?.ambiguous).toBeUndefined();
    });
  });

  describe('what is no date stays none', () => {
    it.each([
      '6号楼看房',
      '第3号户型',
      '11号线地铁口',
      '3室2厅 140平',
      '预算600万到700万',
      '单价8.5万',
      '首付35%',
      '有三点要求',
      '价格贵一点',
      '提前40分钟提醒',
      '4月31号下午三点',
      '2月30日',
      '明天下午二十六点',
      '32号',
      '13月1日',
      '改天',
      '每周五',
      '周五没空',
      '不是周五',
      '今晚三点',
      '三天',
      '2027',
      '138 0000 1111',
      'C-1042',
      'unit 8-2',
      'level 12 tower 3',
      'budget 5-6m',
      '4 bed 3 bath',
      'every friday',
      'not friday',
      'orthodox good friday',
      'sat 11',
      '25:70',
      'anytime',
      'call Tom',
      '',
      ' ',
      '？',
    ])('Li Na writes "%s" and nothing is guessed', (text) => {
      expect(read(text, 'zh')).toBeNull();
      expect(read(text, 'en')).toBeNull();
    });
  });

  describe('dates inside sentences', () => {
    it.each([
      [
        '记得周五上午十点给赵总送户型图',
        '2027-03-19 10:00 minute',
        '周五上午十点',
        '记得给赵总送户型图',
      ],
      [
        '明天陪赵女士看样板间下午3点',
        '2027-03-18 15:00 minute',
        '明天 下午3点',
        '陪赵女士看样板间',
      ],
      [
        '赵女士 137 0000 1111 三房110平 预算600-700万 周六上午看房',
        '2027-03-20 10:00 daypart',
        '周六上午',
        '赵女士 137 0000 1111 三房110平 预算600-700万 看房',
      ],
      ['约了周四，改到周六下午两点', '2027-03-20 14:00 minute', '周六下午两点', '约了周四，改到'],
      ['昨天没接 明天再打', '2027-03-18 00:00 day', '明天', '昨天没接 再打'],
      ['明天下午3点到5点看房', '2027-03-18 15:00 minute', '明天下午3点到5点', '看房'],
      [
        'ring Mr Tan on Friday at 4.15pm about unit 12-3',
        '2027-03-19 16:15 minute',
        'on Friday at 4.15pm',
        'ring Mr Tan about unit 12-3',
      ],
      ['moved to next tue 11am', '2027-03-23 11:00 minute', 'next tue 11am', 'moved to'],
      [
        'Mrs Lim, 3br, budget 2-2.5m, call tmr 10am',
        '2027-03-18 10:00 minute',
        'tmr 10am',
        'Mrs Lim, 3br, budget 2-2.5m, call',
      ],
    ])('%s', (text, expected, matched, rest) => {
      const found = read(text, /\p{Script=Han}/u.test(text) ? 'zh' : 'en');
      expect(told(found)).toBe(expected);
      expect(found?.matched).toBe(matched);
      expect(found?.rest).toBe(rest);
    });
  });

  describe('zones and clocks', () => {
    it('a rank of something else is no day of the month', () => {
      expect(told(read('viewing July 1st, 17th floor', 'en'))).toBe('2027-07-01 00:00 day');
      expect(told(read('2nd visit on Friday 3pm', 'en'))).toBe('2027-03-19 15:00 minute');
    });

    it('Ben in New York writes across the change of clocks', () => {
      const saturday = new Date('2027-03-13T12:00:00-05:00');
      const zone = 'America/New_York';
      const asked = (text: string) => told(read(text, 'en', saturday, zone), zone);
      expect(asked('tomorrow 9am')).toBe('2027-03-14 09:00 minute');
      expect(asked('tomorrow 02:30')).toBe('2027-03-14 03:00 minute');
      expect(asked('in 24 hours')).toBe('2027-03-14 13:00 minute');
      expect(asked('in 1 day')).toBe('2027-03-14 12:00 day');
    });

    it('a minute before midnight "tomorrow" is the next day of the writer', () => {
      const late = new Date('2027-03-17T15:59:00Z');
      expect(told(read('明天', 'zh', late))).toBe('2027-03-18 00:00 day');
      expect(told(read('明天', 'zh', late, 'America/New_York'), 'America/New_York')).toBe(
        '2027-03-18 00:00 day',
      );
    });
  });

  describe('whatever anybody types', () => {
    const pieces = fc.constantFrom(
      ...'下周三 明天 下午 3点 半 25号 12月 第一个 工作日 后 前 到 或 每 next friday tomorrow at 3pm the 25th of march in 2 weeks last 12/1 . - : 十 一 号楼 万 and half past'.split(
        ' ',
      ),
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.array(pieces, { maxLength: 8 }).map((words) => words.join(' ')),
      fc.array(pieces, { maxLength: 8 }).map((words) => words.join('')),
    );
    const zones = fc.constantFrom('UTC', 'Asia/Shanghai', 'America/New_York', 'Pacific/Auckland');

    it('nothing is thrown and every answer is a moment within sixty years', () => {
      fc.assert(
        fc.property(text, zones, fc.constantFrom('zh', 'en'), (typed, zone, locale) => {
          const found = parseWhen(typed, { now: NOW, zone, locale: locale as 'zh' | 'en' });
          if (!found) return;
          expect(Number.isFinite(found.instant.getTime())).toBe(true);
          expect(Math.abs(found.instant.getTime() - NOW.getTime())).toBeLessThan(400 * 365 * 864e5);
          expect(found.matched).not.toBe('');
          for (const reading of found.ambiguous?.readings ?? []) {
            expect(Number.isFinite(reading.instant.getTime())).toBe(true);
          }
        }),
        { numRuns: 400 },
      );
    });

    it('the echo of an answer is read as the same minute', () => {
      const echo = (instant: Date, locale: string, zone: string) =>
        new Intl.DateTimeFormat(locale, {
          timeZone: zone,
          dateStyle: 'full',
          timeStyle: 'short',
        }).format(instant);
      const future = fc.integer({ min: 1, max: 500_000 });
      fc.assert(
        fc.property(future, zones, (minutes, zone) => {
          const instant = new Date(NOW.getTime() + minutes * 60_000);
          for (const locale of ['zh', 'en'] as const) {
            const intl = locale === 'zh' ? 'zh-CN' : 'en-GB';
            const shown = `${echo(instant, intl, zone)} (${zone})`;
            const again = parseWhen(shown, { now: NOW, zone, locale });
            // A repeated hour of the autumn is read as its first.
            const off = Math.abs((again?.instant.getTime() ?? 0) - instant.getTime());
            expect([0, 3_600_000]).toContain(off);
            expect(again?.grain).toBe('minute');
          }
        }),
        { numRuns: 100 },
      );
    });
  });
});
