import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULTS, officeHours, type Settings } from '../../src/crm/settings/rules.ts';
import {
  formatDay,
  isQuiet,
  isWorkingDay,
  isWorkingTime,
  wallClock,
  workingMinutesBetween,
} from '../../src/lib/calendar/index.ts';
import { addWorkingMinutes, type Hours, nextSlot } from '../../src/nudges/hours.ts';

const ZONES = Intl.supportedValuesOf('timeZone');

/** Any moment of 2024–2030, more often around a change of the clocks. */
const moment = fc
  .integer({ min: Date.UTC(2024, 0, 1) / 60_000, max: Date.UTC(2030, 11, 31) / 60_000 })
  .map((minutes) => new Date(minutes * 60_000));
const rules = fc.record({
  restWeekdays: fc.subarray([1, 2, 3, 4, 5, 6, 7], { maxLength: 3 }),
  holidays: fc.constantFrom('CN' as const, 'none' as const),
  workStart: fc.constantFrom('08:00', '09:00', '10:30'),
  workEnd: fc.constantFrom('17:00', '18:00', '20:30'),
  quietStart: fc.constantFrom('20:00', '21:00', '22:30'),
  quietEnd: fc.constantFrom('07:00', '08:00'),
});
const desk = fc.record({ zone: fc.constantFrom(...ZONES), rules }).map(({ zone, rules: own }) => ({
  zone,
  settings: { ...DEFAULTS, ...own } as Settings,
}));

describe('when a nudge may leave', () => {
  it('never before it is due, never at night, never on a rest day, in any zone at any change of the clocks', () => {
    const hours = fc.constantFrom<Hours>('chosen', 'working', 'morning', 'hourly');
    fc.assert(
      fc.property(moment, hours, desk, (at, kind, own) => {
        const slot = nextSlot(at, kind, own);
        const office = officeHours(own.settings, own.zone);
        expect(slot.getTime()).toBeGreaterThanOrEqual(at.getTime());
        expect(isQuiet(slot, office)).toBe(false);
        expect(isWorkingDay(formatDay(wallClock(slot, own.zone).day), office)).toBe(true);
        if (kind !== 'chosen') expect(isWorkingTime(slot, office)).toBe(true);
        // Looked at again right before sending, it may leave.
        expect(nextSlot(slot, kind === 'chosen' ? kind : 'working', own)).toEqual(slot);
      }),
      { numRuns: 2_000 },
    );
  });

  it('working minutes added are the working minutes that pass', () => {
    fc.assert(
      fc.property(moment, fc.integer({ min: 1, max: 3_000 }), desk, (from, minutes, own) => {
        // Quiet hours inside working hours are skipped as a start, not counted out.
        const settings = { ...own.settings, quietStart: '23:00', quietEnd: '06:00' };
        const office = officeHours(settings, own.zone);
        const to = addWorkingMinutes(from, minutes, { ...own, settings });
        expect(workingMinutesBetween(from, to, office)).toBeCloseTo(minutes, 5);
      }),
      { numRuns: 300 },
    );
  });

  it('settings that leave no working time still keep the quiet hours', () => {
    const settings = { ...DEFAULTS, workStart: '18:00', workEnd: '09:00' };
    const slot = nextSlot(new Date('2026-03-05T23:00:00+08:00'), 'working', {
      settings,
      zone: 'Asia/Shanghai',
    });
    expect(slot.toISOString()).toBe('2026-03-06T00:00:00.000Z');
  });
});
