import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bucketOf,
  isAnswered,
  nextTry,
  planDue,
  snoozedTo,
} from '../../src/crm/followups/rules.ts';
import { canPlan, readPlan } from '../../src/crm/followups/schema.ts';
import { DEFAULTS, officeHours } from '../../src/crm/settings/rules.ts';
import { isWorkingTime } from '../../src/lib/calendar/index.ts';

const zone = 'Asia/Shanghai';
const at = (iso: string) => ({ now: new Date(iso), zone, settings: DEFAULTS });
const iso = (date: Date) => date.toISOString();
const local = (text: string) => iso(new Date(`${text}+08:00`));

describe('where a follow-up stands', () => {
  it.each([
    ['minute', '2026-03-05T09:59:00', 'overdue'],
    ['minute', '2026-03-05T10:01:00', 'today'],
    ['day', '2026-03-05T09:00:00', 'today'],
    ['day', '2026-03-04T09:00:00', 'overdue'],
    ['minute', '2026-03-06T00:00:00', 'coming'],
    ['coarse', '2026-03-09T09:00:00', 'coming'],
  ])('of a %s due %s: %s', (grain, due, bucket) => {
    const { now } = at('2026-03-05T10:00:00+08:00');
    expect(bucketOf({ dueAt: new Date(`${due}+08:00`), grain }, now, zone)).toBe(bucket);
  });
});

describe('a due time', () => {
  it('A day without a time is due when the office opens', () => {
    const reading = { instant: new Date('2026-03-06T00:00:00+08:00'), grain: 'day' };
    expect(iso(planDue(reading, at('2026-03-05T10:00:00+08:00')).dueAt)).toBe(
      local('2026-03-06T09:00:00'),
    );
  });

  it('Today without a time is due in two hours, at closing at the latest', () => {
    const today = { instant: new Date('2026-03-05T00:00:00+08:00'), grain: 'day' };
    expect(iso(planDue(today, at('2026-03-05T10:00:00+08:00')).dueAt)).toBe(
      local('2026-03-05T12:00:00'),
    );
    expect(iso(planDue(today, at('2026-03-05T17:00:00+08:00')).dueAt)).toBe(
      local('2026-03-05T18:00:00'),
    );
  });

  it.each([
    ['2026-03-05T09:00:00+08:00', 'whenPast'],
    ['2031-03-05T09:00:00+08:00', 'whenFar'],
  ])('%s is refused: %s', (instant, code) => {
    const reading = { instant: new Date(instant), grain: 'minute' };
    expect(() => planDue(reading, at('2026-03-05T10:00:00+08:00'))).toThrow(code);
  });

  it('is never in the past, whatever is planned', () => {
    const moment = fc.date({
      min: new Date('2026-01-01'),
      max: new Date('2027-12-31'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(moment, moment, fc.constantFrom('minute', 'day'), (now, instant, grain) => {
        try {
          const { dueAt } = planDue({ instant, grain }, { now, zone, settings: DEFAULTS });
          expect(dueAt.getTime()).toBeGreaterThanOrEqual(now.getTime());
        } catch (error) {
          expect(String(error)).toMatch(/whenPast/);
        }
      }),
    );
  });
});

describe('later', () => {
  it.each([
    ['tonight', '2026-03-05T10:00:00+08:00', '2026-03-05T19:00:00'],
    ['tonight', '2026-03-05T19:30:00+08:00', '2026-03-05T20:30:00'],
    ['tomorrow', '2026-03-05T10:00:00+08:00', '2026-03-06T09:00:00'],
    // Qingming 2026 is 4–6 April: tomorrow of the 3rd is the 7th.
    ['tomorrow', '2026-04-03T10:00:00+08:00', '2026-04-07T09:00:00'],
  ] as const)('%s, tapped at %s', (snooze, now, due) => {
    expect(iso(snoozedTo(snooze, at(now)).dueAt)).toBe(local(due));
  });

  it('Tonight is over when it would be in the quiet hours', () => {
    expect(() => snoozedTo('tonight', at('2026-03-05T20:30:00+08:00'))).toThrow('tonightOver');
  });
});

describe('the next try after no answer', () => {
  it.each([
    [1, '2026-03-05T09:05:00+08:00', '2026-03-05T14:00:00'],
    [1, '2026-03-05T13:00:00+08:00', '2026-03-05T17:00:00'],
    [1, '2026-03-05T16:00:00+08:00', '2026-03-06T14:00:00'],
    [3, '2026-03-05T09:05:00+08:00', '2026-03-06T10:00:00'],
    [4, '2026-03-05T09:05:00+08:00', '2026-03-06T14:00:00'],
  ])('of %d attempts in a row at %s', (attempts, now, due) => {
    expect(iso(nextTry(attempts, at(now)).dueAt)).toBe(local(due));
  });

  it('is always in working time, at least two hours away, also across zones and seasons', () => {
    const moment = fc.date({
      min: new Date('2026-01-01'),
      max: new Date('2026-12-31'),
      noInvalidDate: true,
    });
    const zones = fc.constantFrom('Asia/Shanghai', 'Europe/London', 'America/New_York');
    fc.assert(
      fc.property(moment, zones, fc.integer({ min: 1, max: 9 }), (now, where, attempts) => {
        const { dueAt } = nextTry(attempts, { now, zone: where, settings: DEFAULTS });
        expect(dueAt.getTime() - now.getTime()).toBeGreaterThanOrEqual(2 * 3_600_000);
        expect(isWorkingTime(dueAt, officeHours(DEFAULTS, where))).toBe(true);
      }),
    );
  });
});

describe('which follow-up a contact answers', () => {
  const plan = (dueAt: string, createdAt = '2026-03-01T09:00:00+08:00') => ({
    id: 'x',
    dueAt: new Date(dueAt),
    createdAt: new Date(createdAt),
  });
  const happened = new Date('2026-03-05T10:00:00+08:00');
  it.each([
    ['one due yesterday', plan('2026-03-04T15:00:00+08:00'), true],
    ['one due later today', plan('2026-03-05T17:00:00+08:00'), true],
    ['one due tomorrow', plan('2026-03-06T09:00:00+08:00'), false],
    [
      'one planned only after the contact',
      plan('2026-03-05T17:00:00+08:00', '2026-03-05T11:00:00+08:00'),
      false,
    ],
  ])('%s: %s', (_, one, answered) => {
    expect(isAnswered(one, happened, zone)).toBe(answered);
  });
});

describe('a line of text', () => {
  const writer = { ...at('2026-03-05T10:00:00+08:00'), locale: 'zh' as const };
  it('Li Na plans a viewing; the rest of the words is what to do', () => {
    const { dues, what } = readPlan('下周三下午3点 带看', writer);
    expect(dues.map((due) => iso(due.dueAt))).toEqual([local('2026-03-11T15:00:00')]);
    expect(what).toBe('带看');
  });

  it.each([
    ['', 'whenMissing'],
    ['等她电话', 'whenUnreadable'],
    ['2月30日', 'whenUnreadable'],
    ['昨天下午3点', 'whenPast'],
  ])('“%s” is refused: %s', (text, code) => {
    expect(() => readPlan(text, writer)).toThrow(code);
    expect(canPlan(text, writer)).toBe(false);
  });
});
