import { setImmediate as others } from 'node:timers/promises';
import type { Handle } from '../../db/client.ts';
import type { Reading } from '../../db/transact.ts';
import { tableRows } from '../../lib/table/index.ts';
import { listProjects } from '../properties/store/projects.ts';
import type { Unit } from '../properties/store/units.ts';
import { getSettings } from '../settings/store.ts';
import type { Mapping } from './rules/columns.ts';
import type { Outcome } from './rules/decide.ts';
import {
  type IncomingUnit,
  isUnreadUnit,
  readUnitRow,
  type StockDesk,
  type UnitRow,
} from './rules/unit-row.ts';
import { FILE_LIMITS, type Origin, type Table } from './scan.ts';
import { findNamedUnits, listRowsOfUnits, unitKey } from './store/units.ts';

/** Rows that are brought in together: well within the time that a transaction may take, on a busy machine too. */
const BATCH = 50;
const AT_A_STRETCH = 20;

/** What becomes of a row of units. */
export interface JudgedUnit {
  row: number;
  outcome: Outcome;
  reasons: string[];
  ofRow: number | null;
  incoming: IncomingUnit | null;
  /** The unit of the stock that it is about. */
  known: Unit | null;
}

/** The office as reading a file of units needs it. */
export async function openStockDesk(
  { db, now }: Pick<Reading, 'db' | 'now'>,
  teamId: string,
): Promise<StockDesk> {
  const settings = await getSettings(db, teamId, now);
  return { now, settings, projects: await listProjects(db, [teamId]) };
}

/** Reads a file of units in batches, from the row after `after` on. */
export async function* unitBatches(
  table: Table,
  how: { mapping: Mapping; desk: StockDesk; origin: Origin; after: number },
): AsyncGenerator<UnitRow[]> {
  const { mapping, desk, origin, after } = how;
  const from = Math.max(mapping.headingRow, after);
  let batch: UnitRow[] = [];
  for await (const one of tableRows(table.source, table.looked, FILE_LIMITS[origin].rows)) {
    if (one.row % AT_A_STRETCH === 0) await others();
    if (one.row <= from) continue;
    batch.push(readUnitRow(one, mapping, desk));
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/**
 * Decides about rows by what the stock has at this moment and by the rows before them: new, changed, here
 * already, or left behind. `seen` remembers the names of a look that writes nothing.
 */
export async function judgeUnits(
  db: Handle,
  rows: readonly UnitRow[],
  of: { importId: string; seen: Map<string, number> },
): Promise<JudgedUnit[]> {
  const incoming = rows.filter((row): row is IncomingUnit => !isUnreadUnit(row));
  const known = await findNamedUnits(db, incoming);
  const ids = [...known.values()].map(({ id }) => id);
  const brought = await listRowsOfUnits(db, of.importId, ids);
  return rows.map((read) => {
    if (isUnreadUnit(read)) return { ...NOTHING, ...read, outcome: 'refused' as const };
    const key = unitKey({ projectId: read.project.id, ...read.unit });
    const unit = known.get(key) ?? null;
    const earlier = of.seen.get(key) ?? (unit && brought.get(unit.id)) ?? null;
    if (earlier === null) of.seen.set(key, read.row);
    return judge(read, unit, earlier);
  });
}

const NOTHING = { reasons: [] as string[], ofRow: null, incoming: null, known: null };

function judge(incoming: IncomingUnit, known: Unit | null, earlier: number | null): JudgedUnit {
  const { row } = incoming;
  const base = { ...NOTHING, row, incoming, known };
  if (earlier !== null)
    return { ...base, outcome: 'duplicate', reasons: ['sameUnit'], ofRow: earlier };
  if (!known) return { ...base, outcome: 'created' };
  if (known.status === 'sold') return { ...base, outcome: 'duplicate', reasons: ['unitSold'] };
  const isSaid = changesOf(incoming, known).length > 0 || incoming.said.includes('floorPrice');
  return isSaid
    ? { ...base, outcome: 'updated' }
    : { ...base, outcome: 'duplicate', reasons: ['unitKnown'] };
}

/** What the row says otherwise than the stock, minimum prices aside. */
export function changesOf({ unit, said }: IncomingUnit, known: Unit): (keyof Unit)[] {
  return said.filter(
    (key): key is Exclude<typeof key, 'floorPrice'> =>
      key !== 'floorPrice' && JSON.stringify(unit[key]) !== JSON.stringify(known[key]),
  );
}
