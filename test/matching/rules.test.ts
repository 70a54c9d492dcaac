import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ASPECTS,
  areaLimits,
  bandOf,
  type Home,
  hasWish,
  listMusts,
  priceLimits,
  type Wish,
  weigh,
} from '../../src/crm/matching/rules.ts';
import { DEFAULTS, type Settings } from '../../src/crm/settings/rules.ts';
import { MATCH_MUSTS } from '../../src/crm/settings/rules-matching.ts';

const WISH: Wish = {
  layouts: ['3br'],
  area: { min: 100, max: 120 },
  budget: { min: 8_000_000, max: 10_000_000, currency: 'CNY' },
  districts: ['pudong'],
  floors: ['high'],
  nearby: ['transit', 'school'],
  musts: [],
};
const NOTHING: Wish = {
  layouts: [],
  area: null,
  budget: null,
  districts: [],
  floors: [],
  nearby: [],
  musts: [],
};
const HOME: Home = {
  layout: '3br',
  area: 110,
  floor: 20,
  listPrice: 9_000_000,
  currency: 'CNY',
  district: 'pudong',
  transit: '2号线 300 米',
  schools: '实验小学',
  isFree: true,
};
const judge = (wish: Partial<Wish> = {}, home: Partial<Home> = {}, rules: Partial<Settings> = {}) =>
  weigh({ ...WISH, ...wish }, { ...HOME, ...home }, { ...DEFAULTS, ...rules });
const pointOf = (verdict: ReturnType<typeof judge>, aspect: string) =>
  verdict.points.find((point) => point.aspect === aspect);

describe('a home is weighed against what Ms Wang wants', () => {
  it('is a hundred where everything is as wished, each with its reason', () => {
    const verdict = judge();
    expect(verdict).toMatchObject({ fits: true, score: 100 });
    expect(verdict.points.map(({ aspect, how }) => `${aspect} ${how}`)).toEqual(
      ASPECTS.map((aspect) => `${aspect} met`),
    );
  });

  const limits: [string, Partial<Wish>, Partial<Home>, boolean][] = [
    ['at the end of the budget', {}, { listPrice: 10_000_000 }, true],
    ['at the end of the tolerance', {}, { listPrice: 11_000_000 }, true],
    ['a yuan above the tolerance', {}, { listPrice: 11_000_001 }, false],
    ['much cheaper than looked for', {}, { listPrice: 3_000_000 }, true],
    ['without a budget, at any price', { budget: null }, { listPrice: 99_000_000 }, true],
    [
      'with an open budget from 8m',
      { budget: { min: 8e6, max: null, currency: 'CNY' } },
      { listPrice: 5e7 },
      true,
    ],
    [
      'with a budget in another currency',
      { budget: { min: null, max: 1e7, currency: 'SGD' } },
      {},
      false,
    ],
    ['sold or held for somebody else', {}, { isFree: false }, false],
    ['another layout', {}, { layout: '2br' }, false],
    ['any layout, where none was named', { layouts: [] }, { layout: 'villa' }, true],
    ['smaller, within the tolerance', {}, { area: 90 }, true],
    ['smaller than the tolerance', {}, { area: 89.9 }, false],
    ['larger than the tolerance', {}, { area: 132.1 }, false],
    ['another district, where it is a wish', {}, { district: 'minhang' }, true],
    [
      'another district, where it is a must',
      { musts: ['districts'] },
      { district: 'minhang' },
      false,
    ],
    ['no district noted, where it is a must', { musts: ['districts'] }, { district: null }, false],
    [
      'a must about nothing that was named',
      { districts: [], musts: ['districts'] },
      { district: null },
      true,
    ],
    ['no metro, where it is a must', { musts: ['transit'] }, { transit: null }, false],
    ['no metro, where it is a wish', {}, { transit: null }, true],
    ['no school, where it is a must', { musts: ['school'] }, { schools: null }, false],
    ['a low floor, where a high one is a must', { musts: ['floors'] }, { floor: 3 }, false],
    ['a villa without a floor, where a high one is a wish', {}, { floor: null }, true],
  ];
  it.each(limits)('%s: it is proposed or not', (_, wish, home, fits) => {
    expect(judge(wish, home).fits).toBe(fits);
  });

  it('is worth less with every percent above the budget, and says how many', () => {
    const at = (listPrice: number) => judge({}, { listPrice });
    expect(pointOf(at(10_500_000), 'price')).toMatchObject({ how: 'near', value: 0.5, off: 5 });
    expect(at(10_200_000).score).toBeGreaterThan(at(10_800_000).score);
    expect(pointOf(at(12_000_000), 'price')).toMatchObject({ how: 'missed', value: 0 });
  });

  it('counts what nobody asked yet by half, and names it', () => {
    expect(weigh(NOTHING, HOME, DEFAULTS)).toMatchObject({ fits: true, score: 50 });
    expect(pointOf(judge({ floors: [] }), 'floors')).toMatchObject({ how: 'unnamed', value: 0.5 });
    expect(hasWish(NOTHING)).toBe(false);
    expect(hasWish({ ...NOTHING, nearby: ['school'] })).toBe(true);
    expect(hasWish({ ...NOTHING, budget: { min: null, max: null, currency: 'CNY' } })).toBe(false);
  });

  it('takes one room more or less for half a layout, where the layout is no must', () => {
    const soft = { matchMusts: ['area' as const] };
    expect(pointOf(judge({}, { layout: '4br' }, soft), 'layouts')).toMatchObject({ how: 'near' });
    expect(pointOf(judge({}, { layout: '1br' }, soft), 'layouts')).toMatchObject({ how: 'missed' });
    expect(pointOf(judge({}, { layout: 'villa' }, soft), 'layouts')).toMatchObject({
      how: 'missed',
    });
    expect(judge({}, { layout: '4br' }, soft).fits).toBe(true);
  });

  it.each([
    [1, 'low'],
    [6, 'low'],
    [7, 'middle'],
    [15, 'middle'],
    [16, 'high'],
    [60, 'high'],
    [null, null],
  ])('floor %s is %s', (floor, band) => {
    expect(bandOf(floor, DEFAULTS)).toBe(band);
  });

  it('follows the weights of the office: a wish worth nothing moves no score', () => {
    const none = { matchTransitWeight: 0, matchSchoolWeight: 0 };
    expect(judge({}, { transit: null, schools: null }, none).score).toBe(100);
    expect(judge({}, { transit: null, schools: null }).score).toBeLessThan(100);
    const nothing = Object.fromEntries(
      Object.keys(DEFAULTS)
        .filter((key) => /^match\w+Weight$/.test(key))
        .map((key) => [key, 0]),
    );
    expect(judge({}, {}, nothing)).toMatchObject({ fits: true, score: 0 });
  });
});

const amount = fc.integer({ min: 1, max: 40 }).map((n) => n * 500_000);
const range = <T>(of: fc.Arbitrary<number>, more: T) =>
  fc.option(
    fc.tuple(fc.option(of), fc.option(of)).map(([a, b]) => ({
      min: a !== null && b !== null ? Math.min(a, b) : a,
      max: a !== null && b !== null ? Math.max(a, b) : b,
      ...more,
    })),
  );
const layouts = ['studio', '1br', '2br', '3br', '4br', '5br', 'villa'];
const districts = ['pudong', 'minhang', 'xuhui'];
const wishes: fc.Arbitrary<Wish> = fc.record({
  layouts: fc.subarray(layouts),
  area: range(fc.integer({ min: 30, max: 300 }), {}),
  budget: range(amount, { currency: 'CNY' }),
  districts: fc.subarray(districts),
  floors: fc.subarray(['low', 'middle', 'high']),
  nearby: fc.subarray(['transit', 'school']),
  musts: fc.subarray([...MATCH_MUSTS]),
});
const homes: fc.Arbitrary<Home> = fc.record({
  layout: fc.constantFrom(...layouts),
  area: fc.integer({ min: 300, max: 3_000 }).map((n) => n / 10),
  floor: fc.option(fc.integer({ min: 1, max: 40 })),
  listPrice: amount,
  currency: fc.constant('CNY'),
  district: fc.option(fc.constantFrom(...districts)),
  transit: fc.option(fc.constant('2号线')),
  schools: fc.option(fc.constant('实验小学')),
  isFree: fc.boolean(),
});
const rules: fc.Arbitrary<Settings> = fc
  .record({
    matchBudgetPercent: fc.integer({ min: 0, max: 50 }),
    matchAreaPercent: fc.integer({ min: 0, max: 50 }),
    matchMusts: fc.subarray([...MATCH_MUSTS]),
    matchPriceWeight: fc.integer({ min: 0, max: 10 }),
    matchTransitWeight: fc.integer({ min: 0, max: 10 }),
  })
  .map((some) => ({ ...DEFAULTS, ...some }));

describe('whatever the wish, the home and the rules of the office', () => {
  it('never proposes a home over a hard limit', () => {
    fc.assert(
      fc.property(wishes, homes, rules, (wish, home, office) => {
        if (!weigh(wish, home, office).fits) return;
        expect(home.isFree).toBe(true);
        const price = wish.budget && priceLimits(wish.budget, office).max;
        if (price !== null) expect(home.listPrice).toBeLessThanOrEqual(price);
        const musts = listMusts(wish, office);
        if (musts.includes('layouts') && wish.layouts.length > 0)
          expect(wish.layouts).toContain(home.layout);
        const area = areaLimits(wish.area, office);
        if (musts.includes('area') && area.max !== null)
          expect(home.area).toBeLessThanOrEqual(area.max);
        if (musts.includes('area') && area.min !== null)
          expect(home.area).toBeGreaterThanOrEqual(area.min);
        if (musts.includes('districts') && wish.districts.length > 0)
          expect(wish.districts).toContain(home.district);
        if (musts.includes('transit') && wish.nearby.includes('transit'))
          expect(home.transit).not.toBeNull();
        if (musts.includes('floors') && wish.floors.length > 0)
          expect(wish.floors).toContain(bandOf(home.floor, office));
      }),
    );
  });

  it('a home that answers no wish worse never ranks below', () => {
    fc.assert(
      fc.property(wishes, homes, homes, rules, (wish, one, other, office) => {
        const [a, b] = [weigh(wish, one, office), weigh(wish, other, office)];
        const isNoWorse = a.points.every(({ value }, nth) => value >= (b.points[nth]?.value ?? 0));
        if (isNoWorse) expect(a.score).toBeGreaterThanOrEqual(b.score);
      }),
    );
  });

  it('a cheaper home within the budget, or an area nearer to the wish, never ranks below', () => {
    fc.assert(
      fc.property(wishes, homes, rules, amount, (wish, home, office, more) => {
        const dearer = { ...home, listPrice: home.listPrice + more };
        const isAbove = wish.budget?.max != null && home.listPrice >= wish.budget.max;
        if (isAbove)
          expect(weigh(wish, home, office).score).toBeGreaterThanOrEqual(
            weigh(wish, dearer, office).score,
          );
        const isLarger = wish.area?.max != null && home.area >= wish.area.max;
        if (isLarger)
          expect(weigh(wish, home, office).score).toBeGreaterThanOrEqual(
            weigh(wish, { ...home, area: home.area + 10 }, office).score,
          );
      }),
    );
  });

  it('more musts never let more homes through, more tolerance never fewer', () => {
    fc.assert(
      fc.property(wishes, homes, rules, (wish, home, office) => {
        const strict = weigh({ ...wish, musts: [...MATCH_MUSTS] }, home, office);
        if (strict.fits) expect(weigh(wish, home, office).fits).toBe(true);
        const wide = { ...office, matchBudgetPercent: 50, matchAreaPercent: 50 };
        if (weigh(wish, home, office).fits) expect(weigh(wish, home, wide).fits).toBe(true);
      }),
    );
  });

  it('scores lie between nothing and a hundred', () => {
    fc.assert(
      fc.property(wishes, homes, rules, (wish, home, office) => {
        const { score } = weigh(wish, home, office);
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(100);
      }),
    );
  });
});
