import fc from 'fast-check';
import { expect, it } from 'vitest';
import { PEOPLE, TEAMS } from '../../prisma/seed/office.ts';
import { type Home, hasWish, type Wish, weigh } from '../../src/crm/matching/rules.ts';
import { listHomes } from '../../src/crm/matching/store/homes.ts';
import { listWishers } from '../../src/crm/matching/store/wishers.ts';
import { readCustomersFor } from '../../src/crm/matching/usecases/customers.ts';
import { DEFAULTS, type Settings } from '../../src/crm/settings/rules.ts';
import { MATCH_MUSTS } from '../../src/crm/settings/rules-matching.ts';
import { newId } from '../../src/lib/id.ts';
import { openRegister } from '../ownership/support.ts';
import { openStock } from './support.ts';

const office = await openRegister();
const { t } = office;
const NOW = new Date('2026-03-05T09:00:00+08:00');

const layouts = ['studio', '2br', '3br', '4br', 'villa'] as const;
const districts = ['pudong', 'minhang', 'xuhui'];
const price = fc.integer({ min: 4, max: 24 }).map((n) => n * 500_000);
const range = (of: fc.Arbitrary<number>) =>
  fc.option(
    fc
      .tuple(fc.option(of), fc.option(of))
      .filter(([a, b]) => a !== null || b !== null)
      .map(([a, b]) => ({
        min: a !== null && b !== null ? Math.min(a, b) : a,
        max: a !== null && b !== null ? Math.max(a, b) : b,
      })),
  );
const wishes: fc.Arbitrary<Wish> = fc.record({
  layouts: fc.subarray([...layouts], { maxLength: 2 }),
  area: range(fc.integer({ min: 60, max: 160 })),
  budget: fc
    .tuple(range(price), fc.constantFrom('CNY', 'CNY', 'CNY', 'SGD'))
    .map(([budget, currency]) => budget && { ...budget, currency }),
  districts: fc.subarray(districts),
  floors: fc.subarray(['low', 'middle', 'high']),
  nearby: fc.subarray(['transit', 'school']),
  musts: fc.subarray([...MATCH_MUSTS]),
});
const homes: fc.Arbitrary<Omit<Home, 'isFree'>> = fc.record({
  layout: fc.constantFrom(...layouts),
  // On and beside the ends of the tolerance.
  area: fc.integer({ min: 540, max: 1_760 }).map((n) => n / 10),
  floor: fc.option(fc.integer({ min: 1, max: 30 })),
  listPrice: price,
  currency: fc.constant('CNY'),
  district: fc.option(fc.constantFrom(...districts)),
  transit: fc.option(fc.constant('2号线')),
  schools: fc.option(fc.constant('实验小学')),
});
const rules: fc.Arbitrary<Settings> = fc
  .record({
    matchBudgetPercent: fc.constantFrom(0, 7, 10, 50),
    matchAreaPercent: fc.constantFrom(0, 7, 10, 50),
    matchMusts: fc.subarray([...MATCH_MUSTS]),
  })
  .map((some) => ({ ...DEFAULTS, ...some }));

/** The same each time, so that what is wrong once is wrong again. */
const some = <T>(of: fc.Arbitrary<T>, n: number): T[] => fc.sample(of, { numRuns: n, seed: 7 });

const stock = await openStock({ db: t.db, keys: t.keyring });
const standing: (Home & { id: string })[] = [];
for (const home of some(homes, 120)) {
  const id = await stock.add({
    ...home,
    layout: home.layout as '3br',
    ...{ transit: home.transit, schools: home.schools },
  });
  standing.push({ ...home, id, isFree: true });
}
const people: (Wish & { id: string })[] = some(wishes, 150).map((wish) => ({
  ...wish,
  id: newId(NOW),
}));
await t.db.customer.createMany({
  data: people.map(({ id, area, budget, ...wish }, nth) => ({
    ...{ id, teamId: TEAMS.east.id, repId: nth % 2 ? PEOPLE.lina.id : PEOPLE.zhang.id },
    ...{ registeredById: PEOPLE.lina.id, name: `客户${nth}`, arrivalKind: 'visit' },
    ...{ arrivedAt: NOW, registeredAt: NOW, confirmedAt: NOW, updatedAt: NOW },
    ...{ areaMin: area?.min ?? null, areaMax: area?.max ?? null },
    ...(budget && {
      budgetMin: budget.min === null ? null : BigInt(budget.min),
      budgetMax: budget.max === null ? null : BigInt(budget.max),
      currency: budget.currency,
    }),
    ...wish,
  })),
});

it('the database finds exactly the homes that the rule lets through, for every customer and rule of the office', async () => {
  for (const office of some(rules, 6)) {
    for (const wish of people.slice(0, 15)) {
      const found = await listHomes(t.db, {
        ...{ teamId: TEAMS.east.id, customerId: wish.id, wish, rules: office, now: NOW },
      });
      const expected = standing.filter((home) => weigh(wish, home, office).fits);
      expect(found.map(({ id }) => id).sort()).toEqual(expected.map(({ id }) => id).sort());
    }
  }
});

it('the database finds exactly the customers whom the rule lets through, for every home and rule of the office', async () => {
  let found = 0;
  for (const office of some(rules, 6)) {
    for (const home of standing.slice(0, 15)) {
      const rows = await listWishers(t.db, home, { teamId: TEAMS.east.id, repIds: null }, office);
      const expected = people.filter((wish) => hasWish(wish) && weigh(wish, home, office).fits);
      expect(rows.map(({ id }) => id).sort()).toEqual(expected.map(({ id }) => id).sort());
      found += rows.length;
    }
  }
  expect(found).toBeGreaterThan(100);
});

it('what is held counts once its time is over, or for whom it is held; closed, lost and silent customers count never', async () => {
  const [wish] = people as [Wish & { id: string }];
  const any: Wish = {
    ...wish,
    ...{ layouts: [], area: null, budget: null, districts: ['pudong'] },
  };
  const free = { ...any, floors: [], nearby: [], musts: [] };
  const unit = await stock.add();
  const search = { teamId: TEAMS.east.id, wish: free, rules: DEFAULTS };
  const hasUnit = async (customerId: string, now = NOW) =>
    (await listHomes(t.db, { ...search, customerId, now })).some(({ id }) => id === unit);
  expect(await hasUnit(wish.id)).toBe(true);
  const until = new Date('2026-03-06T09:00:00+08:00');
  await stock.change(unit, 'held', {
    ...{ status: 'held', holdId: newId(NOW), heldUntil: until, memberId: PEOPLE.lina.id },
    customerId: wish.id,
  });
  expect(await hasUnit(wish.id)).toBe(true);
  expect(await hasUnit(people[1]!.id)).toBe(false);
  expect(await hasUnit(people[1]!.id, until)).toBe(true);
  expect(
    (await listHomes(t.db, { ...search, teamId: TEAMS.west.id, customerId: wish.id, now: NOW }))
      .length,
  ).toBe(0);

  const home = { ...standing[0]!, listPrice: 1 };
  const loose = { ...DEFAULTS, matchMusts: [] };
  const wishers = async () =>
    new Set(
      (await listWishers(t.db, home, { teamId: TEAMS.east.id, repIds: null }, loose)).map(
        ({ id }) => id,
      ),
    );
  const [closed, lost, silent] = [...(await wishers())];
  await t.db.customer.update({ where: { id: closed! }, data: { stage: 'closed' } });
  await t.db.customer.update({ where: { id: lost! }, data: { stage: 'lost' } });
  await t.db.customer.update({ where: { id: silent! }, data: { doNotContact: true } });
  const left = await wishers();
  expect([closed, lost, silent].filter((id) => left.has(id!))).toEqual([]);
  const linas = await listWishers(
    t.db,
    home,
    { teamId: TEAMS.east.id, repIds: [PEOPLE.lina.id] },
    loose,
  );
  expect(linas.length).toBeGreaterThan(10);
  expect(linas.every(({ repId }) => repId === PEOPLE.lina.id)).toBe(true);
});

it('a reviewer who presses the button of a unit learns nothing of whom it fits', async () => {
  const unit = await t.db.unit.findFirstOrThrow();
  const chen = await office.as('U_CHEN');
  await expect(readCustomersFor(chen, unit.id)).rejects.toMatchObject({ code: 'notAllowed' });
});
