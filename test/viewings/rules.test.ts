import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULTS } from '../../src/crm/settings/rules.ts';
import { isClashing, remindersOf, requireBegun, spanOf } from '../../src/crm/viewings/rules.ts';
import { readUnitField, readUnits, readViewing } from '../../src/crm/viewings/schema.ts';
import { Refusal } from '../../src/lib/refusal.ts';

const zone = 'Asia/Shanghai';
const now = new Date('2026-03-04T10:00:00+08:00'); // a Wednesday
const writer = { now, zone, locale: 'zh' as const, settings: DEFAULTS };
const at = (text: string) => new Date(`2026-03-${text}:00+08:00`);

describe('what Li Na types after the customer', () => {
  it.each([
    ['周六下午3点 看 3栋1201', '07T15:00', ['3-1201'], null],
    ['Sat 3pm 3-1201 3-1502', '07T15:00', ['3-1201', '3-1502'], null],
    ['明天10点半 3号楼2单元1201室、A2-803', '05T10:30', ['3-2-1201', 'A2-803'], null],
    [
      'tomorrow 10:30 show 12#904, bring the price list',
      '05T10:30',
      ['12-904'],
      'bring the price list',
    ],
    ['周六下午3点', '07T15:00', [], null],
    ['昨天下午3点 3-1201', '03T15:00', ['3-1201'], null],
  ])('%s', (text, when, units, note) => {
    expect(readViewing(text, writer)).toEqual({ starts: [at(when)], unitCodes: units, note });
  });

  it.each([
    ['', 'whenMissing'],
    ['3-1201', 'whenUnreadable'],
    ['周六 3-1201', 'viewingTime'],
    ['2028年3月1日下午3点', 'whenFar'],
    ['2026年1月2日下午3点', 'viewingOld'],
    ['明天下午3点 1-101 1-102 1-103 1-104 1-105 1-106 1-107', 'unitsTooMany'],
  ])('“%s” is asked back', (text, code) => {
    expect(codeOf(() => readViewing(text, writer))).toBe(code);
  });

  it('dates, times, phones and customers’ numbers are no units', () => {
    for (const text of ['2026-03-09', '3月9日', '15:00', 'C-1042', '138-1234-5678', '9-11点']) {
      expect(readUnits(text).unitCodes, text).toEqual([]);
    }
    expect(codeOf(() => readUnitField('3-1201 顶楼那套'))).toBe('unitUnreadable');
    expect(readUnitField('３－1201，3栋1502、3-1201')).toEqual(['3-1201', '3-1502']);
  });
});

describe('when somebody is told', () => {
  const remind = (start: string) =>
    remindersOf(spanOf(at(start), DEFAULTS), { now, zone, settings: DEFAULTS });

  it('of a viewing on Saturday: on Friday evening, an hour before, and asked in the evening', () => {
    expect(remind('07T15:00')).toEqual({
      dayAt: at('06T17:00'),
      soonAt: at('07T14:00'),
      askAt: at('07T19:00'),
    });
  });

  it('of one this noon only shortly before; of one in half an hour not at all', () => {
    expect(remind('04T12:00')).toMatchObject({ dayAt: null, soonAt: at('04T11:00') });
    expect(remind('04T10:30')).toMatchObject({ dayAt: null, soonAt: null });
  });

  it('never before now, never the question before the end', () => {
    fc.assert(
      fc.property(fc.integer({ min: -30 * 1440, max: 300 * 1440 }), (minutes) => {
        const startsAt = new Date(now.getTime() + minutes * 60_000);
        const span = spanOf(startsAt, DEFAULTS);
        const { dayAt, soonAt, askAt } = remindersOf(span, { now, zone, settings: DEFAULTS });
        for (const one of [dayAt, soonAt]) {
          if (one) expect(one > now && one < startsAt).toBe(true);
        }
        expect(askAt > now && askAt >= span.endsAt).toBe(true);
      }),
    );
  });
});

it('two viewings clash when they overlap, whichever is looked at first; back to back they do not', () => {
  const span = fc
    .tuple(fc.integer({ min: 0, max: 5000 }), fc.integer({ min: 1, max: 300 }))
    .map(([from, length]) => ({ startsAt: new Date(from), endsAt: new Date(from + length) }));
  fc.assert(
    fc.property(span, span, (one, other) => {
      expect(isClashing(one, other)).toBe(isClashing(other, one));
      expect(isClashing(one, { startsAt: one.endsAt, endsAt: new Date(9e6) })).toBe(false);
    }),
  );
});

it.each([
  ['came', '2026-03-04T09:00:00+08:00', null],
  ['came', '2026-03-03T23:00:00+08:00', 'viewingAhead'],
  ['late', '2026-03-04T09:00:00+08:00', 'viewingAhead'],
  ['not', '2026-03-04T09:00:00+08:00', 'viewingAhead'],
  ['not', '2026-03-04T11:00:00+08:00', null],
] as const)('of a viewing at 10:00, “%s” can be said at %s: %s', (outcome, moment, code) => {
  const say = () => requireBegun({ startsAt: now }, outcome, { now: new Date(moment), zone });
  expect(codeOf(say)).toBe(code);
});

function codeOf(run: () => unknown): string | null {
  try {
    run();
    return null;
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}
