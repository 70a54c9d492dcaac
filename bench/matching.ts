import { actorOf, listActiveMembers } from '../src/crm/access/store.ts';
import { readCustomersFor } from '../src/crm/matching/usecases/customers.ts';
import { readUnitsFor } from '../src/crm/matching/usecases/homes.ts';
import { tellFits } from '../src/crm/matching/usecases/telling.ts';
import { measure, ms, p50, p99, ratio } from './measure.ts';
import { openPlace, type Place } from './place.ts';
import { note, say } from './report.ts';
import { fillStock } from './stock.ts';
import { noteStatements, type Statement } from './trips.ts';

// Matching at 20,000 units and 100,000 customers of one team, which is the worst case: one customer's units,
// one unit's customers, and whom a hundred new units are told to. The floor is the same statements by
// node-postgres in the same run: what is left is weighing and drawing rows.
//
// Usage: npx tsx bench/matching.ts [CUSTOMERS] [UNITS]

const customers = Number(process.argv[2] ?? 100_000);
const units = Number(process.argv[3] ?? 20_000);
const RUNS = 40;
const NEWS = 100;

note(
  `Filling ${customers.toLocaleString('en')} customers and ${units.toLocaleString('en')} units …`,
);
const place = await openPlace(2_000);
try {
  await fillStock(place, { customers, units });
  await unitsOfACustomer(place);
  await customersOfAUnit(place);
  await newUnits(place);
  await idle(place);
} finally {
  await place.close();
}

async function manager({ database, keys, office }: Place) {
  const members = await listActiveMembers(database.prisma);
  const found = members.find(({ id }) => id === office.teams[0]!.managerId)!;
  return { db: database.prisma, keys, actor: actorOf(found) };
}

async function idsOf({ owner }: Place, sql: string): Promise<string[]> {
  const { rows } = await owner.query<{ id: string }>(sql);
  return rows.map(({ id }) => id);
}

/** Our own way, and the heaviest statement of it by itself, for the same questions. */
async function beside(
  place: Place,
  what: string,
  {
    isIt,
    ask,
    results,
  }: {
    isIt: (statement: Statement) => boolean;
    ask: (nth: number) => Promise<unknown>;
    results: () => string;
  },
): Promise<void> {
  const floors: Statement[] = [];
  const ours = await measure(RUNS, 1, async (nth) => void (await ask(nth)));
  for (let nth = 0; nth < 20; nth++) {
    const sent = await noteStatements(() => ask(nth));
    const found = sent.find(isIt);
    if (found) floors.push(found);
  }
  const raw = await measure(RUNS, 1, async (nth) => {
    const { text, values } = floors[nth % floors.length]!;
    await place.raw.query(text, values);
  });
  say({
    what,
    floor: `the narrowing statement by node-postgres: p50 ${ms(p50(raw))}, p99 ${ms(p99(raw))}`,
    ours: `p50 ${ms(p50(ours))}, p99 ${ms(p99(ours))}; ${results()}`,
    ratio: ratio(p50(ours), p50(raw)),
    budget: '–',
  });
}

async function unitsOfACustomer(place: Place): Promise<void> {
  const ctx = await manager(place);
  const ids = await idsOf(place, `SELECT id FROM customers WHERE stage = 'potential' LIMIT 200`);
  let found = 0;
  let asked = 0;
  await beside(place, `A customer’s units among ${units.toLocaleString('en')}`, {
    isIt: ({ text }) => text.includes('FROM units u'),
    ask: async (nth) => {
      const { total } = await readUnitsFor(ctx, ids[nth % ids.length]!);
      found += total;
      asked += 1;
    },
    results: () => `${Math.round(found / asked)} fit on average`,
  });
}

async function customersOfAUnit(place: Place): Promise<void> {
  const ctx = await manager(place);
  const ids = await idsOf(place, `SELECT id FROM units WHERE status = 'available' LIMIT 200`);
  let found = 0;
  let asked = 0;
  await beside(place, `A unit’s customers among ${customers.toLocaleString('en')}`, {
    isIt: ({ text }) => text.includes('customers c') && text.includes('box('),
    ask: async (nth) => {
      const { total } = await readCustomersFor(ctx, ids[nth % ids.length]!);
      found += total;
      asked += 1;
    },
    results: () => `${Math.round(found / asked)} fit on average`,
  });
}

async function newUnits(place: Place): Promise<void> {
  const { background, keys, owner, raw } = place;
  await owner.query(`
    INSERT INTO unit_events (id, unit_id, team_id, kind, at)
    SELECT gen_random_uuid(), id, team_id, 'added', app_now() FROM units WHERE status = 'available' LIMIT ${NEWS}`);
  let took = 0;
  const sent = await noteStatements(async () => {
    const began = performance.now();
    while ((await tellFits({ db: background.prisma, keys })).hasMore);
    took = performance.now() - began;
  });
  const narrowing = sent.filter(({ text }) => text.includes('box('));
  const began = performance.now();
  for (const { text, values } of narrowing) await raw.query(text, values);
  const floor = performance.now() - began;
  const { rows } = await owner.query<{ n: string }>('SELECT count(*) AS n FROM fits');
  say({
    what: `Whom ${NEWS} new units are told to`,
    floor: `their ${narrowing.length} narrowing statements by node-postgres ${ms(floor)}`,
    ours: `${ms(took)}, ${rows[0]!.n} fits kept and planned`,
    ratio: ratio(took, floor),
    budget: '–',
  });
}

async function idle({ background, keys, raw }: Place): Promise<void> {
  const floor = await measure(500, 1, async () => void (await raw.query('SELECT 1')));
  const ours = await measure(
    500,
    1,
    async () => void (await tellFits({ db: background.prisma, keys })),
  );
  say({
    what: 'A tick with no news',
    floor: `SELECT 1 by node-postgres ${ms(p50(floor))}`,
    ours: `p50 ${ms(p50(ours))}, p99 ${ms(p99(ours))}`,
    ratio: ratio(p50(ours), p50(floor)),
    budget: '≤ 1 ms',
  });
}
