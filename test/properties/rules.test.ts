import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { requireFree, requirePrice, type Stand, statusAt } from '../../src/crm/properties/rules.ts';
import { planExtension, planHold, warnAt } from '../../src/crm/properties/rules-hold.ts';
import { readHoldWords } from '../../src/crm/properties/schema-hold.ts';
import { readUnitWords } from '../../src/crm/properties/schema-words.ts';
import { DEFAULTS, officeHours } from '../../src/crm/settings/rules.ts';
import { isQuiet, isWorkingTime } from '../../src/lib/calendar/index.ts';
import { Refusal } from '../../src/lib/refusal.ts';

const HOUR = 3_600_000;
const START = new Date('2026-03-05T09:00:00+08:00').getTime();
const FREE: Stand = { status: 'available', heldUntil: null, customerId: null };
const attempt = <T>(work: () => T): T | string => {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return error.code;
  }
};

/** What people may do to one unit, each some hours after the last. */
const step = fc.record({
  after: fc.integer({ min: 0, max: 30 }),
  what: fc.constantFrom('hold', 'extend', 'release', 'reserve', 'sell', 'return'),
  customerId: fc.constantFrom('anna', 'bo', 'cy'),
  hours: fc.integer({ min: -2, max: 30 }),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** The unit after a step, by the rules alone. */
function take(unit: Stand, { what, customerId, hours }: Step, now: Date): Stand | string {
  const wish = { customerId, now, zone: 'UTC' };
  return attempt(() => {
    if (what === 'hold') {
      const hold = { ...wish, hours, holding: 0, leads: false };
      return { status: 'held', heldUntil: planHold(unit, hold, DEFAULTS), customerId };
    }
    if (what === 'extend') return { ...unit, heldUntil: planExtension(unit, { hours, now }) };
    if (what === 'release') return statusAt(unit, now) === 'held' ? FREE : 'notHeld';
    if (what === 'return')
      return unit.status === 'reserved' || unit.status === 'sold' ? FREE : 'alreadySo';
    requireFree(unit, wish);
    return { status: what === 'sell' ? 'sold' : 'reserved', heldUntil: null, customerId };
  });
}

describe('a unit and those who want it', () => {
  it('is never taken from whom it is held for, reserved for or sold to, and is free again in the end', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
        let unit = FREE;
        let at = START;
        for (const one of steps) {
          at += one.after * HOUR;
          const now = new Date(at);
          const before = statusAt(unit, now);
          const owner = before === 'available' ? null : unit.customerId;
          const after = take(unit, one, now);
          if (typeof after === 'string') continue;
          const isGiving = one.what === 'release' || one.what === 'return';
          if (owner !== null && !isGiving) expect(after.customerId).toBe(owner);
          if (before === 'sold') expect(one.what).toBe('return');
          if (after.status === 'held') {
            expect(after.heldUntil!.getTime()).toBeGreaterThan(at);
            expect(statusAt(after, after.heldUntil!)).toBe('available');
            expect(statusAt(after, new Date(after.heldUntil!.getTime() - 1))).toBe('held');
          }
          unit = after;
        }
      }),
    );
  });

  it('the rep of a hold is told in working time, before it ends, and never before it began', () => {
    const office = officeHours(DEFAULTS, 'Asia/Shanghai');
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 400 * 24 * 4 }),
        fc.integer({ min: 1, max: 720 }),
        fc.integer({ min: 1, max: 600 }),
        (quarter, hours, minutes) => {
          const from = new Date(START + quarter * (HOUR / 4));
          const until = new Date(from.getTime() + hours * HOUR);
          const at = warnAt({ from, until }, minutes, office);
          if (!at) return;
          expect(at.getTime()).toBeGreaterThan(from.getTime());
          expect(at.getTime()).toBeLessThanOrEqual(until.getTime() - minutes * 60_000);
          expect(isWorkingTime(at, office) && !isQuiet(at, office)).toBe(true);
        },
      ),
    );
  });

  it.each([
    [10_000_000, true, 0, 'none'],
    [10_000_001, true, 0, 'priceAboveList'],
    [9_500_000, false, 2, 'none'],
    [9_499_999, false, 0, 'priceBelowMinimum'],
    [9_499_999, true, 3, 'none'],
    [9_999_999, false, 3, 'priceBelowMinimum'],
    [10_000_000, false, 3, 'none'],
  ])('at %i, by a manager: %s, after %i tries: %s', (price, mayGoBelow, tries, code) => {
    const limits = {
      ...{ unitId: 'u', listPrice: 10_000_000, currency: 'CNY', floorPrice: 9_500_000 },
      ...{ mayGoBelow, tries },
    };
    expect(attempt(() => requirePrice(price, limits)) ?? 'none').toBe(code);
  });
});

const context = {
  settings: DEFAULTS,
  projects: [
    { id: 'p', nameZh: '翠湖天地', nameEn: 'Lakeside' },
    { id: 'q', nameZh: '翠湖', nameEn: 'Lake' },
  ],
  now: new Date(START),
};

describe('what people write about units', () => {
  it.each([
    ['3-1201', { building: '3', code: '1201' }],
    ['3号楼2单元1201室', { building: '3-2', code: '1201' }],
    ['Tower A unit 1502', { building: 'A', code: '1502' }],
    ['翠湖天地 3栋', { projectId: 'p', building: '3' }],
    ['三房 1000万内', { layouts: ['3br'], price: { min: null, max: 10_000_000 } }],
    ['800-1000万', { price: { min: 8_000_000, max: 10_000_000 } }],
    ['100-120平', { area: { min: 100, max: 120 } }],
    ['南北通透 12楼', { orientation: 'ns', floor: { min: 12, max: 12 } }],
    ['10楼以上 可售', { floor: { min: 10, max: null }, statuses: ['available'] }],
    ['我留的房', { mine: true }],
    ['Lakeside 3-1201 980万 底价 930万', { projectId: 'p', code: '1201', floorPrice: 9_300_000 }],
    ['3 bedrooms under 10m Pudong', { layouts: ['3br'], districts: ['pudong'] }],
  ])('%s', (text, said) => {
    expect(readUnitWords(text, context)).toMatchObject(said);
  });

  it.each([
    ['3-1201 C-1042 48小时', { unit: '3-1201', customer: 1042, hours: 48 }],
    ['Lakeside 3-1201 c1042 2 days', { unit: 'Lakeside 3-1201', customer: 1042, hours: 48 }],
    ['3-1201', { unit: '3-1201', customer: null, hours: null }],
  ])('a hold: %s', (text, said) => {
    expect(readHoldWords(text)).toEqual(said);
  });
});
