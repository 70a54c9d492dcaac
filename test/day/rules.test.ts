import { describe, expect, it } from 'vitest';
import {
  addFigures,
  canConfirm,
  dueOccasion,
  NO_FIGURES,
  nextWorkingDay,
  withoutNumbers,
} from '../../src/crm/day/rules.ts';
import { DEFAULTS } from '../../src/crm/settings/rules.ts';

const zone = 'Asia/Shanghai';
const at = (iso: string, more = {}) => ({
  now: new Date(iso),
  zone,
  settings: { ...DEFAULTS, ...more },
});

describe('when the office hears from us', () => {
  it.each([
    ['brief', '2026-03-05T08:59:59+08:00', null],
    ['brief', '2026-03-05T09:00:00+08:00', '2026-03-05'],
    ['brief', '2026-03-05T14:00:00+08:00', '2026-03-05'],
    ['brief', '2026-03-05T18:00:00+08:00', null],
    ['report', '2026-03-05T18:00:00+08:00', '2026-03-05'],
    ['report', '2026-03-05T23:59:00+08:00', '2026-03-05'],
    ['office', '2026-03-05T18:59:00+08:00', null],
    ['office', '2026-03-05T19:00:00+08:00', '2026-03-05'],
    // National Day: nobody is told anything; 10 October 2026 is a make-up working Saturday.
    ['brief', '2026-10-01T10:00:00+08:00', null],
    ['brief', '2026-10-10T10:00:00+08:00', '2026-10-10'],
  ] as const)('the %s at %s: %s', (occasion, now, day) => {
    expect(dueOccasion(occasion, at(now))?.day ?? null).toBe(day);
  });

  it('Tom’s nine o’clock is New York’s, on both sides of the change to summer time', () => {
    const zoned = (iso: string) => ({ ...at(iso, { holidays: 'none' }), zone: 'America/New_York' });
    expect(dueOccasion('brief', zoned('2026-03-06T14:00:00Z'))?.day).toBe('2026-03-06');
    expect(dueOccasion('brief', zoned('2026-03-09T12:59:00Z'))).toBeNull();
    expect(dueOccasion('brief', zoned('2026-03-09T13:00:00Z'))?.day).toBe('2026-03-09');
  });

  it('Tomorrow’s plan is the next working day’s', () => {
    expect(nextWorkingDay('2026-03-05', zone, DEFAULTS)).toBe('2026-03-06');
    expect(nextWorkingDay('2026-03-06', zone, { ...DEFAULTS, restWeekdays: [6, 7] })).toBe(
      '2026-03-09',
    );
  });
});

it('A report can be confirmed until the end of the next day', () => {
  expect(canConfirm('2026-03-05', new Date('2026-03-06T23:59:00+08:00'), zone)).toBe(true);
  expect(canConfirm('2026-03-05', new Date('2026-03-07T00:00:00+08:00'), zone)).toBe(false);
});

it('The office’s figures are the sum of its reps’', () => {
  expect(addFigures([])).toEqual(NO_FIGURES);
  expect(
    addFigures([
      { ...NO_FIGURES, callIns: 2 },
      { ...NO_FIGURES, callIns: 3, revisits: 1 },
    ]),
  ).toEqual({
    ...NO_FIGURES,
    callIns: 5,
    revisits: 1,
  });
});

it.each([
  ['带看三组 13812345678', '带看三组 •••'],
  ['call +44 7911 123456 back', 'call +••• back'],
  ['１３８１２３４５６７８', '•••'],
  ['3 groups, 120㎡', '3 groups, 120㎡'],
])('A note “%s” leaves as “%s”', (note, shown) => {
  expect(withoutNumbers(note)).toBe(shown);
});
