import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import {
  addDays,
  addWorkingDays,
  afterQuiet,
  civilDay,
  dayKind,
  findLunarDay,
  formatDay,
  instantAt,
  isoWeek,
  isQuiet,
  isWorkingDay,
  isWorkingTime,
  isZone,
  nextWorkingSlot,
  type OfficeHours,
  solarTermDay,
  startOfDay,
  workingMinutesBetween,
} from '../../src/lib/calendar/index.ts';

const shanghai: OfficeHours = {
  zone: 'Asia/Shanghai',
  workStart: '09:00',
  workEnd: '18:00',
  quietStart: '21:00',
  quietEnd: '08:00',
  restWeekdays: [6, 7],
  holidays: 'CN',
  extraRestDays: [],
  extraWorkDays: [],
};
const newYork: OfficeHours = { ...shanghai, zone: 'America/New_York', holidays: 'none' };
const at = (text: string) => new Date(text);
const own = process.env.TZ;

afterEach(() => {
  if (own === undefined) delete process.env.TZ;
  else process.env.TZ = own;
});

describe('public holidays and make-up days of China', () => {
  it.each([
    ['2026-10-01', false, true],
    ['2026-10-07', false, true],
    ['2026-10-08', true, true],
    ['2026-10-10', true, true],
    ['2026-10-11', false, true],
    ['2026-02-14', true, true],
    ['2026-02-15', false, true],
    ['2027-01-01', false, false],
    ['2027-02-06', false, false],
    ['2027-10-08', true, false],
  ])('%s is worked: %s, certain: %s', (day, working, known) => {
    expect(dayKind(day, shanghai)).toMatchObject({ working, known });
  });

  it.each(['UTC', 'Asia/Shanghai', 'America/New_York', 'Pacific/Auckland'])(
    'a server in %s sees the same holidays',
    (zone) => {
      process.env.TZ = zone;
      expect(dayKind('2026-10-01', shanghai)).toEqual({
        working: false,
        known: true,
        holiday: '国庆节',
      });
      expect(isWorkingDay('2026-10-10', shanghai)).toBe(true);
      expect(formatDay(findLunarDay(2027, 1, 1) ?? 0)).toBe('2027-02-06');
      expect(formatDay(findLunarDay(2025, 6, 1, true) ?? 0)).toBe('2025-07-25');
      expect(formatDay(solarTermDay(2027, 15))).toBe('2027-04-05');
      expect(formatDay(solarTermDay(2026, 270))).toBe('2026-12-22');
    },
  );

  it('an office that rests on Tuesdays works on weekends', () => {
    const office = { ...shanghai, restWeekdays: [2] };
    expect(isWorkingDay('2026-11-21', office)).toBe(true);
    expect(isWorkingDay('2026-11-24', office)).toBe(false);
  });

  it("the office's own days win over the calendar", () => {
    const office = { ...shanghai, extraRestDays: ['2026-11-25'], extraWorkDays: ['2026-10-01'] };
    expect(isWorkingDay('2026-11-25', office)).toBe(false);
    expect(isWorkingDay('2026-10-01', office)).toBe(true);
  });

  it('there is no thirtieth day in a short month of the Chinese calendar', () => {
    expect(findLunarDay(2026, 12, 30)).toBeNull();
    expect(findLunarDay(2026, 13, 1)).toBeNull();
    expect(findLunarDay(2026, 4, 1, true)).toBeNull();
  });
});

describe('counting working days and minutes', () => {
  it('Li Na promises to call in three working days before the National Day week', () => {
    expect(addWorkingDays('2026-09-29', 3, shanghai)).toBe('2026-10-09');
    expect(addWorkingDays('2026-10-09', 1, shanghai)).toBe('2026-10-10');
    expect(addWorkingDays('2026-10-08', -1, shanghai)).toBe('2026-09-30');
    expect(addWorkingDays('2026-10-03', 0, shanghai)).toBe('2026-10-08');
    expect(addWorkingDays('2026-11-18', 0, shanghai)).toBe('2026-11-18');
  });

  it('an enquiry on Friday evening waits until Monday morning', () => {
    const evening = at('2026-11-20T19:30:00+08:00');
    expect(nextWorkingSlot(evening, shanghai)).toEqual(at('2026-11-23T09:00:00+08:00'));
    expect(nextWorkingSlot(at('2026-11-20T10:00:00+08:00'), shanghai)).toEqual(
      at('2026-11-20T10:00:00+08:00'),
    );
    expect(workingMinutesBetween(evening, at('2026-11-23T09:15:00+08:00'), shanghai)).toBe(15);
    expect(isWorkingTime(evening, shanghai)).toBe(false);
  });

  it('work that begins in the quiet hours starts when they end', () => {
    const early = { ...shanghai, workStart: '07:00' };
    expect(nextWorkingSlot(at('2026-11-18T06:00:00+08:00'), early)).toEqual(
      at('2026-11-18T08:00:00+08:00'),
    );
  });

  it('a day of nine hours stays nine hours when the clocks change', () => {
    const minutes = (from: string, to: string) => workingMinutesBetween(at(from), at(to), newYork);
    expect(minutes('2026-03-06T00:00:00-05:00', '2026-03-10T00:00:00-04:00')).toBe(2 * 540);
    expect(minutes('2026-10-30T00:00:00-04:00', '2026-11-03T00:00:00-05:00')).toBe(2 * 540);
  });

  it('nobody is disturbed at three in the morning', () => {
    expect(isQuiet(at('2026-11-18T03:00:00+08:00'), shanghai)).toBe(true);
    expect(isQuiet(at('2026-11-18T08:00:00+08:00'), shanghai)).toBe(false);
    expect(afterQuiet(at('2026-11-18T22:00:00+08:00'), shanghai)).toEqual(
      at('2026-11-19T08:00:00+08:00'),
    );
    expect(isQuiet(at('2026-11-18T03:00:00+08:00'), { ...shanghai, quietStart: '08:00' })).toBe(
      false,
    );
  });

  it('an office that never works is told so', () => {
    const never = { ...shanghai, restWeekdays: [1, 2, 3, 4, 5, 6, 7], holidays: 'none' as const };
    expect(() => nextWorkingSlot(at('2026-11-18T03:00:00Z'), never)).toThrow(RangeError);
    expect(() => addWorkingDays('2026-11-18', 1, never)).toThrow(RangeError);
  });

  it('the next slot is working time, not quiet, and not before', () => {
    const instants = fc.date({ min: at('2024-01-01'), max: at('2028-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(instants, fc.constantFrom(shanghai, newYork), (instant, hours) => {
        const slot = nextWorkingSlot(instant, hours);
        expect(slot >= instant).toBe(true);
        expect(isWorkingTime(slot, hours)).toBe(true);
        expect(isQuiet(slot, hours)).toBe(false);
        expect(nextWorkingSlot(slot, hours)).toEqual(slot);
      }),
      { numRuns: 60 },
    );
  });
});

describe('days, weeks and clocks of a zone', () => {
  it('the same instant is Thursday in Shanghai and Wednesday in New York', () => {
    const instant = at('2026-11-19T02:00:00Z');
    expect(civilDay(instant, 'Asia/Shanghai')).toBe('2026-11-19');
    expect(civilDay(instant, 'America/New_York')).toBe('2026-11-18');
  });

  it('a skipped time moves on to the end of the gap, a repeated one is the first', () => {
    expect(instantAt('2026-03-08', '02:30', 'America/New_York')).toEqual(
      at('2026-03-08T07:00:00Z'),
    );
    expect(instantAt('2026-11-01', '01:30', 'America/New_York')).toEqual(
      at('2026-11-01T05:30:00Z'),
    );
    expect(startOfDay('2026-09-06', 'America/Santiago')).toEqual(at('2026-09-06T04:00:00Z'));
    expect(instantAt('2026-11-18', '24:00', 'Asia/Shanghai')).toEqual(at('2026-11-18T16:00:00Z'));
  });

  it('the ISO week of New Year belongs to the year of its Thursday', () => {
    expect(isoWeek(at('2027-01-02T12:00:00+08:00'), 'Asia/Shanghai')).toEqual({
      year: 2026,
      week: 53,
      from: at('2026-12-28T00:00:00+08:00'),
      to: at('2027-01-04T00:00:00+08:00'),
      monday: '2026-12-28',
      sunday: '2027-01-03',
    });
  });

  it('what is no day, time or zone is refused', () => {
    expect(() => startOfDay('2026-02-30', 'Asia/Shanghai')).toThrow(RangeError);
    expect(() => instantAt('2026-02-03', '25:00', 'Asia/Shanghai')).toThrow(RangeError);
    expect(() => civilDay(at('2026-02-03'), 'Asia/Nowhere')).toThrow(RangeError);
    expect(isZone('Asia/Beijing')).toBe(false);
    expect(isZone('Asia/Shanghai')).toBe(true);
  });

  it('a day begins on itself in every zone and year', () => {
    const zones = fc.constantFrom(
      'Asia/Shanghai',
      'America/New_York',
      'Pacific/Auckland',
      'America/Santiago',
      'Australia/Lord_Howe',
      'Africa/Casablanca',
    );
    fc.assert(
      fc.property(zones, fc.integer({ min: 0, max: 20_000 }), (zone, days) => {
        const day = addDays('1990-01-01', days);
        const start = startOfDay(day, zone);
        expect(civilDay(start, zone)).toBe(day);
        expect(civilDay(new Date(start.getTime() - 1), zone)).toBe(addDays(day, -1));
      }),
    );
  });
});
