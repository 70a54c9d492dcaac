import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Clock,
  closedSpans,
  protectionOf,
  type Span,
} from '../../src/crm/ownership/rules/protection.ts';

const kinds = (days: number) => ({
  visit: days,
  call_in: days,
  online: days,
  partner: days,
  referral: days,
});
const RULES = {
  protectDays: kinds(10),
  protectContactDays: { A: 3, B: 3, C: 3, D: 3 },
  protectMaxDays: kinds(20),
};
const ZONE = 'Asia/Shanghai';
const day = (text: string, time = '10:00') => new Date(`2019-${text}T${time}:00+08:00`);
const clock = (change: Partial<Clock> = {}): Clock => ({
  claimedAt: day('03-25'),
  arrivalKind: 'visit',
  grade: 'B',
  effectiveContacts: [],
  exemptions: [],
  settings: RULES,
  zone: ZONE,
  ...change,
});
const until = (change: Partial<Clock> = {}) => protectionOf(clock(change));

describe('Li Na got a customer on 25 March 2019: ten days, three from a contact, twenty at most', () => {
  const contacts = ['03-28', '04-02', '04-05', '04-07', '04-09', '04-11', '04-13', '04-14'];
  it.each([
    ['nothing happens', 0, '04-04', 'default'],
    ['a contact on 28 March would only give 31 March', 1, '04-04', 'default'],
    ['a contact on 2 April', 2, '04-05', 'contact'],
    ['a contact on 5 April, in time', 3, '04-08', 'contact'],
    ['a contact every other day', 6, '04-14', 'contact'],
    ['whatever follows', 8, '04-14', 'maximum'],
  ])('%s', (_, n, end, because) => {
    const found = until({ effectiveContacts: contacts.slice(0, n).map((one) => day(one)) });
    expect(found).toEqual({ until: day(end), because, maximumAt: day('04-14') });
  });

  it('a contact after the end comes too late', () => {
    expect(until({ effectiveContacts: [day('04-04', '10:01')] }).until).toEqual(day('04-04'));
  });

  it('a contact from before she got the customer is her colleague’s', () => {
    const short = { ...RULES, protectDays: kinds(2) };
    expect(until({ settings: short, effectiveContacts: [day('03-25', '09:59')] }).until).toEqual(
      day('03-27'),
    );
  });

  it('how the customer came and the grade decide the days', () => {
    const settings = {
      protectDays: { ...kinds(10), call_in: 7 },
      protectContactDays: { A: 3, B: 4, C: 9, D: 9 },
      protectMaxDays: { ...kinds(20), call_in: 12 },
    };
    expect(until({ settings, arrivalKind: 'call_in' }).until).toEqual(day('04-01'));
    const contacted = { settings, effectiveContacts: [day('04-01')] };
    expect(until({ ...contacted, grade: 'C' }).until).toEqual(day('04-10'));
    expect(until({ ...contacted, grade: null }).until).toEqual(day('04-05'));
    expect(until({ ...contacted, grade: 'C', arrivalKind: 'call_in' })).toMatchObject({
      until: day('04-06'),
      because: 'maximum',
    });
  });
});

describe('while the manager holds the customer, or the deal stands', () => {
  it('there is no end, and afterwards the days left are still there', () => {
    const held = { from: day('03-30'), to: null };
    expect(until({ exemptions: [held] })).toEqual({
      until: null,
      because: 'exempt',
      maximumAt: null,
    });
    expect(until({ exemptions: [{ ...held, to: day('04-20') }] })).toEqual({
      until: day('04-25'),
      because: 'exempt',
      maximumAt: day('05-05'),
    });
  });

  it('two exemptions at once stop the clock once', () => {
    const exemptions = [
      { from: day('03-28'), to: day('04-01') },
      { from: day('03-30'), to: day('04-02') },
    ];
    expect(until({ exemptions }).until).toEqual(day('04-09'));
  });

  it('a hold that began after the end revives nothing', () => {
    expect(until({ exemptions: [{ from: day('04-20'), to: null }] }).until).toEqual(day('04-04'));
  });

  it('a deal stands from its move to closed to the next move', () => {
    const moves = [
      { toStage: 'lost', at: day('05-09') },
      { toStage: 'potential', at: day('03-25') },
      { toStage: 'closed', at: day('04-01') },
    ];
    expect(closedSpans(moves)).toEqual([{ from: day('04-01'), to: day('05-09') }]);
    expect(closedSpans(moves.slice(1))).toEqual([{ from: day('04-01'), to: null }]);
  });
});

it('days keep their time of day when the clocks change in London', () => {
  const found = protectionOf(
    clock({ claimedAt: new Date('2026-03-25T10:00:30Z'), zone: 'Europe/London' }),
  );
  expect(found.until).toEqual(new Date('2026-04-04T09:00:30Z'));
});

const START = day('03-25').getTime();
const HOUR = 3_600_000;
const moment = fc.integer({ min: -100, max: 2000 }).map((hours) => new Date(START + hours * HOUR));
const span = fc
  .tuple(moment, fc.integer({ min: 1, max: 300 }))
  .map(([from, hours]): Span => ({ from, to: new Date(from.getTime() + hours * HOUR) }));
const days = fc.integer({ min: 1, max: 60 });
const anyClock = fc
  .record({
    D: days,
    A: days,
    more: fc.integer({ min: 0, max: 60 }),
    contacts: fc.array(moment, { maxLength: 12 }),
    spans: fc.array(span, { maxLength: 4 }),
    zone: fc.constantFrom('Asia/Shanghai', 'Europe/London', 'America/New_York'),
  })
  .map(({ D, A, more, contacts, spans, zone }) =>
    clock({
      effectiveContacts: contacts,
      exemptions: spans,
      zone,
      settings: {
        protectDays: kinds(D),
        protectContactDays: { A, B: A, C: A, D: A },
        protectMaxDays: kinds(D + more),
      },
    }),
  );
const ms = (date: Date | null) => date?.getTime() ?? Number.POSITIVE_INFINITY;

describe('whatever contacts, holds and days there are', () => {
  it('protection never ends after the maximum, and never before the default', () => {
    fc.assert(
      fc.property(anyClock, (given) => {
        const found = protectionOf(given);
        const bare = protectionOf({ ...given, effectiveContacts: [] });
        expect(ms(found.until)).toBeLessThanOrEqual(ms(found.maximumAt));
        expect(ms(found.until)).toBeGreaterThanOrEqual(ms(bare.until));
      }),
    );
  });

  it('one more contact never shortens', () => {
    fc.assert(
      fc.property(anyClock, moment, (given, contact) => {
        const more = { ...given, effectiveContacts: [...given.effectiveContacts, contact] };
        expect(ms(protectionOf(more).until)).toBeGreaterThanOrEqual(ms(protectionOf(given).until));
      }),
    );
  });

  it('the order in which contacts were entered does not matter', () => {
    fc.assert(
      fc.property(anyClock, (given) => {
        const turned = { ...given, effectiveContacts: [...given.effectiveContacts].reverse() };
        expect(protectionOf(turned)).toEqual(protectionOf(given));
      }),
    );
  });

  it('without exemptions a contact moves the end to its own days later, or leaves it', () => {
    fc.assert(
      fc.property(anyClock, (given) => {
        const free = { ...given, exemptions: [] };
        const ends = free.effectiveContacts.map(
          (contact) =>
            protectionOf({
              ...free,
              claimedAt: contact,
              effectiveContacts: [],
              settings: {
                ...free.settings,
                protectDays: kinds(free.settings.protectContactDays.B),
                protectMaxDays: kinds(10_000),
              },
            }).until,
        );
        const { until: end, maximumAt } = protectionOf(free);
        const bare = protectionOf({ ...free, effectiveContacts: [] }).until;
        expect([bare, maximumAt, ...ends].map(ms)).toContain(ms(end));
      }),
    );
  });
});
