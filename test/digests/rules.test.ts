import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  COUNTS,
  GROUPS,
  HEADLINE,
  RATES,
  readBreakdown,
  readFigure,
} from '../../src/crm/digests/rules/figures.ts';
import {
  findChange,
  findRate,
  findRateChange,
  gatherShares,
  listShares,
  percentOf,
  type Totals,
} from '../../src/crm/digests/rules/rates.ts';

describe('rates as they are said', () => {
  it.each([
    [0, 7, 0],
    [7, 7, 100],
    [1, 3, 33],
    [2, 3, 67],
    [1, 8, 13],
    [999, 1000, 99],
    [1, 1000, 1],
  ])('%i of %i is %i %%', (part, whole, percent) => {
    expect(percentOf(findRate(part, whole)!)).toBe(percent);
  });

  it('nothing due has no on-time rate', () => {
    expect(findRate(0, 0)).toBeNull();
  });
});

describe('changes against the week before', () => {
  it.each([
    [12, 9, 'up', 3],
    [9, 12, 'down', 3],
    [9, 9, 'same', 0],
    [0, 4, 'down', 4],
  ] as const)('%i after %i goes %s by %i', (now, before, way, by) => {
    expect(findChange(now, before)).toEqual({ way, by });
  });

  it("a team's first week is compared with nothing", () => {
    expect(findChange(9, null)).toBeNull();
  });

  it('a rate changes by the points a reader can compute from what stands there', () => {
    expect(findRateChange(findRate(2, 3), findRate(1, 3))).toEqual({ way: 'up', by: 34 });
    expect(findRateChange(findRate(2, 3), null)).toBeNull();
  });
});

const counted = fc.record(
  Object.fromEntries(
    [
      ...new Set(
        [
          ...Object.values(COUNTS),
          ...Object.values(RATES).map(({ part, whole }) => ({ keys: [...part, ...whole] })),
        ].flatMap(({ keys }) => keys),
      ),
    ].map((key) => [key, fc.nat(5_000)]),
  ),
) as fc.Arbitrary<Totals>;

describe('figures of any week', () => {
  it('every rate of counted customers is between 0 and 1', () => {
    fc.assert(
      fc.property(counted, (totals) => {
        // What the counting gives: each step of the funnel is part of the one before, percents are at most 100. Money alone can come in before it is due.
        const nested: Totals = { ...totals };
        nested.cohortInterested = Math.min(nested.cohort!, nested.cohortInterested!);
        nested.cohortNegotiating = Math.min(nested.cohortInterested, nested.cohortNegotiating!);
        nested.cohortClosed = Math.min(nested.cohortNegotiating, nested.cohortClosed!);
        nested.filled = Math.min(nested.registered! * 100, nested.filled!);
        nested.moneyReceived = Math.min(nested.moneyDue!, nested.moneyReceived!);
        for (const id of Object.keys(RATES) as (keyof typeof RATES)[]) {
          const reading = readFigure(id, nested, null);
          if (reading.kind !== 'rate' || !reading.rate) continue;
          expect(reading.rate.value).toBeGreaterThanOrEqual(0);
          expect(reading.rate.value).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it('what was due is on time, late or missed, and nothing else', () => {
    fc.assert(
      fc.property(counted, (totals) => {
        const count = (id: keyof typeof COUNTS) => {
          const reading = readFigure(id, totals, null);
          return reading.kind === 'count' ? reading.count : -1;
        };
        expect(count('due')).toBe(count('onTime') + count('doneLate') + count('missed'));
        expect(count('contacts')).toBe(count('effective') + count('attempts'));
      }),
    );
  });

  it('shares are whole percents that make 100, whatever the parts, gathered or not', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(1_000), { minLength: 1, maxLength: 30 }),
        fc.integer({ min: 2, max: 12 }),
        (counts, most) => {
          const totals = Object.fromEntries(counts.map((count, nth) => [`source.s${nth}`, count]));
          const shares = readBreakdown('source', totals);
          const whole = counts.reduce((sum, count) => sum + count, 0);
          const sum = (of: { percent: number; count: number }[], what: 'percent' | 'count') =>
            of.reduce((total, share) => total + share[what], 0);
          for (const list of [shares, gatherShares(shares, most)]) {
            expect(sum(list, 'count')).toBe(whole);
            expect(sum(list, 'percent')).toBe(whole === 0 ? 0 : 100);
          }
          expect(gatherShares(shares, most).length).toBeLessThanOrEqual(most);
        },
      ),
    );
  });

  it('the largest share comes first', () => {
    expect(
      listShares([
        { key: 'a', count: 1 },
        { key: 'b', count: 5 },
        { key: 'c', count: 0 },
      ]),
    ).toEqual([
      { key: 'b', count: 5, percent: 83 },
      { key: 'a', count: 1, percent: 17 },
    ]);
  });

  it('the first screen has five figures, each also in the details', () => {
    const detailed: string[] = Object.values(GROUPS).flat();
    expect(HEADLINE).toHaveLength(5);
    for (const id of HEADLINE) expect(detailed).toContain(id);
  });
});
