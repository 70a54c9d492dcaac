import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  givenDay,
  limitOf,
  progressOf,
  remainingDays,
  resumedDay,
  standOf,
  stepDay,
  stepDue,
} from '../../src/crm/playbooks/rules.ts';
import { STEP_DAYS } from '../../src/crm/playbooks/schema.ts';
import { DEFAULTS, officeHours } from '../../src/crm/settings/rules.ts';
import { addDays, formatDay, getDayNumber, isWorkingDay } from '../../src/lib/calendar/index.ts';

const zone = 'Asia/Shanghai';
/** An office that rests at weekends, so that make-up days tell. */
const settings = { ...DEFAULTS, restWeekdays: [6, 7] };
const office = officeHours(settings, zone);
const desk = { settings, zone };

describe('the day a step falls on', () => {
  it.each([
    // Entered on a Thursday.
    ['the next working day', '2026-03-05', 1, 'working', '2026-03-06'],
    ['working days leave the weekend out', '2026-03-05', 3, 'working', '2026-03-10'],
    ['seven days later', '2026-03-05', 7, 'calendar', '2026-03-12'],
    ['seven days later is a Saturday: on Monday', '2026-03-07', 7, 'calendar', '2026-03-16'],
    ['entered on a Sunday, the same day', '2026-03-08', 0, 'working', '2026-03-09'],
    // National Day 2026: 1–7 October off, Sunday 20 September and Saturday 10 October are worked.
    ['over National Day', '2026-09-30', 1, 'working', '2026-10-08'],
    ['two working days: a make-up Saturday counts', '2026-10-08', 2, 'working', '2026-10-10'],
    ['a day of the holiday: after it', '2026-09-28', 5, 'calendar', '2026-10-08'],
    ['a make-up Saturday itself', '2026-10-03', 7, 'calendar', '2026-10-10'],
  ] as const)('%s', (_, from, after, days, day) => {
    expect(stepDay(from, { after, days }, office)).toBe(day);
  });

  it('A step is due when the office opens, and its limit ends with the work of a later day', () => {
    const due = stepDue(new Date('2026-03-05T20:00:00+08:00'), { after: 1, days: 'working' }, desk);
    expect(due).toEqual(new Date('2026-03-06T09:00:00+08:00'));
    expect(limitOf(due, 1, desk)).toEqual(new Date('2026-03-09T18:00:00+08:00'));
    expect(limitOf(due, 0, desk)).toEqual(new Date('2026-03-06T18:00:00+08:00'));
    expect(limitOf(due, null, desk)).toBeNull();
  });
});

/** Days of the years whose public holidays are known, and of one whose are not yet. */
const day = fc
  .integer({ min: getDayNumber('2025-01-01'), max: getDayNumber('2027-06-30') })
  .map(formatDay);
const days = fc.constantFrom(...STEP_DAYS);

describe('a plan that rests and goes on', () => {
  it('keeps what was left of the way, in working days or days', () => {
    fc.assert(
      fc.property(
        day,
        fc.nat(40),
        days,
        fc.nat(40),
        fc.nat(400),
        (from, after, kind, gone, rest) => {
          const due = stepDay(from, { after, days: kind }, office);
          const paused = addDays(from, gone);
          const resumed = addDays(paused, rest);
          const again = resumedDay({ paused, due, days: kind }, resumed, office);
          const left = remainingDays(paused, due, kind, office);
          expect(isWorkingDay(again, office)).toBe(true);
          expect(again >= resumed).toBe(true);
          if (kind === 'working' && left > 0) {
            expect(remainingDays(resumed, again, kind, office)).toBe(left);
          }
          if (kind === 'calendar') {
            const at = addDays(resumed, left);
            expect(again >= at).toBe(true);
            // Nothing worked lies between the day it would be and the day it is.
            for (let one = at; one < again; one = addDays(one, 1))
              expect(isWorkingDay(one, office)).toBe(false);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it('is not moved by a rest that ends the day it began', () => {
    fc.assert(
      fc.property(day, fc.nat(60), days, fc.nat(60), (from, after, kind, gone) => {
        const due = stepDay(from, { after, days: kind }, office);
        const paused = addDays(from, gone);
        fc.pre(paused < due);
        expect(resumedDay({ paused, due, days: kind }, paused, office)).toBe(due);
      }),
      { numRuns: 300 },
    );
  });

  it('never lets a later step come before an earlier one', () => {
    fc.assert(
      fc.property(
        day,
        fc.nat(40),
        fc.nat(40),
        days,
        fc.nat(40),
        fc.nat(100),
        (from, a, b, kind, gone, rest) => {
          const [first, second] = [Math.min(a, b), Math.max(a, b)].map((after) =>
            stepDay(from, { after, days: kind }, office),
          );
          const paused = addDays(from, gone);
          const resumed = addDays(paused, rest);
          const again = (due: string) => resumedDay({ paused, due, days: kind }, resumed, office);
          expect(again(first!) <= again(second!)).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('giving a step', () => {
  const now = new Date('2026-03-05T10:00:00+08:00');
  const due = (text: string) => ({ dueAt: new Date(`${text}T09:00:00+08:00`) });

  it('Nobody is sent to one customer twice on a day', () => {
    expect(givenDay(due('2026-03-05'), { now, hadOneToday: false }, desk)).toBe('2026-03-05');
    expect(givenDay(due('2026-03-05'), { now, hadOneToday: true }, desk)).toBe('2026-03-06');
  });

  it('A step that waited too long is given today, one whose day became a rest day on the next', () => {
    expect(givenDay(due('2026-02-25'), { now, hadOneToday: false }, desk)).toBe('2026-03-05');
    expect(givenDay(due('2026-03-07'), { now, hadOneToday: false }, desk)).toBe('2026-03-09');
  });
});

describe('where a step stands', () => {
  const given = (state: string, cancelReason: string | null = null) =>
    standOf({ state: 'given', followUp: { state, cancelReason } });

  it.each([
    ['on somebody’s list', given('open'), 'open'],
    ['logged', given('done'), 'done'],
    ['dealt with already', given('cancelled', 'done_elsewhere'), 'done'],
    ['the customer asked us not to', given('cancelled', 'customer_asked'), 'skipped'],
    ['the customer was lost meanwhile', given('cancelled', 'lost'), 'waiting'],
    ['its customer went to the pool', given('cancelled', 'lapsed'), 'waiting'],
    ['skipped before its day', standOf({ state: 'skipped', followUp: null }), 'skipped'],
  ])('%s', (_, stand, expected) => {
    expect(stand).toBe(expected);
  });

  it('Progress counts what is over, and leaves out what ended', () => {
    const step = (stand: 'done' | 'skipped' | 'open' | 'waiting' | 'ended', at: number) => ({
      stand,
      dueAt: new Date(at),
    });
    const steps = [
      step('done', 1),
      step('skipped', 2),
      step('waiting', 5),
      step('open', 4),
      step('ended', 3),
    ];
    expect(progressOf(steps)).toEqual({ over: 2, all: 4, next: steps[3] });
  });
});
