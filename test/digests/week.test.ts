import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { understand } from '../../src/crm/digests/rules/asking.ts';
import { lastSlot, nextSlot, planSlot, weekOfSlot } from '../../src/crm/digests/rules/schedule.ts';
import {
  isOver,
  readWeek,
  sayWeek,
  shiftWeek,
  windowBefore,
  windowOf,
} from '../../src/crm/digests/rules/week.ts';
import { isoWeek } from '../../src/lib/calendar/index.ts';
import { Refusal } from '../../src/lib/refusal.ts';

const SHANGHAI = 'Asia/Shanghai';
/** Thursday of ISO week 10. */
const THURSDAY = new Date('2026-03-05T09:00:00+08:00');

describe('which week a manager means', () => {
  it.each([
    ['', '2026-W10'],
    ['this week', '2026-W10'],
    ['本周', '2026-W10'],
    ['last week', '2026-W09'],
    ['Last  Week', '2026-W09'],
    ['上周', '2026-W09'],
    ['上上周', '2026-W08'],
    ['W08', '2026-W08'],
    ['week 8', '2026-W08'],
    ['第8周', '2026-W08'],
    ['2025-W52', '2025-W52'],
    ['W52', '2025-W52'],
  ])('%j is %s', (text, week) => {
    expect(sayWeek(readWeek(text, THURSDAY, SHANGHAI)!)).toBe(week);
  });

  it.each(['tomorrow', 'W54', '2025-W53', '东区', 'week', '第0周'])('%j is no week', (text) => {
    expect(readWeek(text, THURSDAY, SHANGHAI)).toBeNull();
  });

  const teams = ['东区', 'West', 'West Garden'].map((name, nth) => ({
    teamId: String(nth),
    name,
    zone: SHANGHAI,
    createdAt: new Date('2025-01-01T00:00:00Z'),
  }));
  it.each([
    ['', ['东区 2026-W10', 'West 2026-W10', 'West Garden 2026-W10']],
    ['last week 东区', ['东区 2026-W09']],
    ['东区 上周', ['东区 2026-W09']],
    ['west', ['West 2026-W10']],
    ['garden W8', ['West Garden 2026-W08']],
  ])('%j asks for %j', (text, expected) => {
    expect(
      understand(text, teams, THURSDAY).map(({ team, week }) => `${team.name} ${sayWeek(week)}`),
    ).toEqual(expected);
  });

  it('words that name neither a week nor a team are said back', () => {
    expect(() => understand('blah', teams, THURSDAY)).toThrow(
      new Refusal('digestUnclear', { text: 'blah' }),
    );
  });

  it('a week that has not begun is refused', () => {
    expect(() => understand('2026-W11', teams, THURSDAY)).toThrow(
      new Refusal('digestFuture', { week: '2026-W11' }),
    );
  });
});

describe('windows', () => {
  it('a week that is over ends on its Sunday at midnight', () => {
    const window = windowOf({ year: 2026, week: 9 }, SHANGHAI, THURSDAY);
    expect(isOver(window)).toBe(true);
    expect(window).toMatchObject({
      monday: '2026-02-23',
      sunday: '2026-03-01',
      from: new Date('2026-02-23T00:00:00+08:00'),
      until: new Date('2026-03-02T00:00:00+08:00'),
      dayStart: new Date('2026-03-02T00:00:00+08:00'),
      cohortFrom: new Date('2025-12-08T00:00:00+08:00'),
      nextTo: new Date('2026-03-09T00:00:00+08:00'),
    });
  });

  it('a running week is compared with the same part of the week before', () => {
    const window = windowOf({ year: 2026, week: 10 }, SHANGHAI, THURSDAY);
    expect(isOver(window)).toBe(false);
    expect(windowBefore(window, SHANGHAI)).toMatchObject({
      monday: '2026-02-23',
      until: new Date('2026-02-26T09:00:00+08:00'),
    });
  });

  it('a finished week is compared with the whole week before', () => {
    const window = windowOf({ year: 2026, week: 9 }, SHANGHAI, THURSDAY);
    const before = windowBefore(window, SHANGHAI);
    expect(isOver(before)).toBe(true);
    expect(before.monday).toBe('2026-02-16');
  });

  it("London's week of the clock change has an hour less", () => {
    const { from, to } = windowOf(
      { year: 2026, week: 13 },
      'Europe/London',
      new Date('2026-04-10T09:00:00Z'),
    );
    expect((to.getTime() - from.getTime()) / 3_600_000).toBe(7 * 24 - 1);
  });

  it('weeks follow each other without a gap, over year ends too', () => {
    const days = fc.date({
      min: new Date('2015-01-01'),
      max: new Date('2045-01-01'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(
        days,
        fc.constantFrom(SHANGHAI, 'Europe/London', 'America/New_York', 'Pacific/Apia'),
        (at, zone) => {
          const { year, week, from, to } = isoWeek(at, zone);
          const window = windowOf({ year, week }, zone, at);
          expect(window.from).toEqual(from);
          expect(window.to).toEqual(to);
          expect(windowOf(shiftWeek(window.week, -1), zone, to).to).toEqual(window.from);
          expect(shiftWeek(shiftWeek(window.week, 5), -5)).toEqual(window.week);
          expect(window.dayStart.getTime()).toBeLessThanOrEqual(window.until.getTime());
        },
      ),
    );
  });
});

describe('when a subscription falls due', () => {
  const monday9 = { weekday: 1, time: '09:00', zone: SHANGHAI };
  const slot = new Date('2026-03-02T09:00:00+08:00');
  const before = new Date('2026-02-25T12:00:00+08:00');

  it.each([
    ['a minute early', '2026-03-02T08:59:00+08:00', { do: 'nothing' }],
    ['on the minute', '2026-03-02T09:00:00+08:00', { do: 'send', slot }],
    ['a day late, to the minute', '2026-03-03T09:00:00+08:00', { do: 'send', slot }],
    ['more than a day late', '2026-03-03T09:00:01+08:00', { do: 'skip', slot }],
  ])('%s', (_, now, expected) => {
    expect(planSlot(monday9, before, new Date(now))).toEqual(expected);
  });

  it('a slot that was served is not due again', () => {
    expect(planSlot(monday9, slot, new Date('2026-03-02T10:00:00+08:00'))).toEqual({
      do: 'nothing',
    });
  });

  it('after three weeks of downtime only the last one is sent', () => {
    const now = new Date('2026-03-23T09:30:00+08:00');
    expect(planSlot(monday9, before, now)).toEqual({
      do: 'send',
      slot: new Date('2026-03-23T09:00:00+08:00'),
    });
  });

  it('it tells about the week that was over, by the calendar of the team', () => {
    expect(sayWeek(weekOfSlot(slot, SHANGHAI))).toBe('2026-W09');
    // Monday morning in Shanghai is still Sunday in New York.
    expect(sayWeek(weekOfSlot(slot, 'America/New_York'))).toBe('2026-W08');
  });

  it('one subscribed before the clock change comes at the same time of day after it', () => {
    const london = { weekday: 1, time: '09:00', zone: 'Europe/London' };
    expect(lastSlot(london, new Date('2026-03-24T12:00:00Z'))).toEqual(
      new Date('2026-03-23T09:00:00Z'),
    );
    expect(nextSlot(london, new Date('2026-03-24T12:00:00Z'))).toEqual(
      new Date('2026-03-30T08:00:00Z'),
    );
  });
});
