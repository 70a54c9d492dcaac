import { actorOf, listActiveMembers } from '../../src/crm/access/store.ts';
import { readCustomersFor } from '../../src/crm/matching/usecases/customers.ts';
import { readUnitsFor } from '../../src/crm/matching/usecases/homes.ts';
import { tellFits } from '../../src/crm/matching/usecases/telling.ts';
import { measure, ms, p50, p99, ratio } from '../measure.ts';
import type { Place } from '../place.ts';
import type { Row } from '../report.ts';
import { fillStock } from '../stock.ts';
import { noteStatements, type Statement } from '../trips.ts';

// Matching within one team, which is the worst case: one customer's units, one unit's customers, and whom a
// hundred new units are told to; 20,000 units beside a register of 100,000 customers, fewer beside a smaller
// one. The floor is the same statements by node-postgres in the same run: what is left is weighing and
// drawing rows. They become that team's customers, so these rows come last.

const RUNS = 40;
const NEWS = 100;
const MOST_UNITS = 20_000;
/** No team of an office has more. */
const MOST_CUSTOMERS = 100_000;

const unitsBeside = ({ customers }: Place): number =>
  customers >= 100_000 ? MOST_UNITS : Math.floor(customers / 10);

const customersOf = ({ customers }: Place): number => Math.min(customers, MOST_CUSTOMERS);

const filled = new WeakSet<Place>();

/** Gives the register its stock, once a run. */
async function fill(place: Place): Promise<void> {
  if (filled.has(place)) return;
  await fillStock(place, { customers: customersOf(place), units: unitsBeside(place) });
  filled.add(place);
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
): Promise<Row> {
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
  return {
    what,
    floor: `the narrowing statement by node-postgres: p50 ${ms(p50(raw))}, p99 ${ms(p99(raw))}`,
    ours: `p50 ${ms(p50(ours))}, p99 ${ms(p99(ours))}; ${results()}`,
    ratio: ratio(p50(ours), p50(raw)),
    budget: '–',
  };
}

/** A customer's units, with their reasons. */
export async function unitsOfACustomer(place: Place): Promise<Row> {
  await fill(place);
  const ctx = await manager(place);
  const ids = await idsOf(place, `SELECT id FROM customers WHERE stage = 'potential' LIMIT 200`);
  let found = 0;
  let asked = 0;
  return beside(place, `A customer’s units among ${unitsBeside(place).toLocaleString('en')}`, {
    isIt: ({ text }) => text.includes('FROM units u'),
    ask: async (nth) => {
      const { total } = await readUnitsFor(ctx, ids[nth % ids.length]!);
      found += total;
      asked += 1;
    },
    results: () => `${Math.round(found / asked)} fit on average`,
  });
}

/** A unit's customers, with their reasons. */
export async function customersOfAUnit(place: Place): Promise<Row> {
  await fill(place);
  const ctx = await manager(place);
  const ids = await idsOf(place, `SELECT id FROM units WHERE status = 'available' LIMIT 200`);
  let found = 0;
  let asked = 0;
  return beside(place, `A unit’s customers among ${customersOf(place).toLocaleString('en')}`, {
    isIt: ({ text }) => text.includes('customers c') && text.includes('box('),
    ask: async (nth) => {
      const { total } = await readCustomersFor(ctx, ids[nth % ids.length]!);
      found += total;
      asked += 1;
    },
    results: () => `${Math.round(found / asked)} fit on average`,
  });
}

/** Whom a hundred new units are told to. */
export async function newUnitsRow(place: Place): Promise<Row> {
  await fill(place);
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
  return {
    what: `Whom ${NEWS} new units are told to`,
    floor: `their ${narrowing.length} narrowing statements by node-postgres ${ms(floor)}`,
    ours: `${ms(took)}, ${rows[0]!.n} fits kept and planned`,
    ratio: ratio(took, floor),
    budget: '–',
  };
}

/** A tick that finds no news; `newUnitsRow` has told what there was. */
export async function noNewsRow(place: Place): Promise<Row> {
  await fill(place);
  const { background, keys, raw } = place;
  const floor = await measure(500, 1, async () => void (await raw.query('SELECT 1')));
  const ours = await measure(
    500,
    1,
    async () => void (await tellFits({ db: background.prisma, keys })),
  );
  return {
    what: 'A tick with no news',
    floor: `SELECT 1 by node-postgres ${ms(p50(floor))}`,
    ours: `p50 ${ms(p50(ours))}, p99 ${ms(p99(ours))}`,
    ratio: ratio(p50(ours), p50(floor)),
    budget: '≤ 1 ms',
  };
}
