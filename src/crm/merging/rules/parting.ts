import { type Columns, type Entry, isUntouched, planRestore, type Row } from './journal.ts';

/** What a merge changed, and how those rows stand now. */
export interface Standing {
  keptId: string;
  lostId: string;
  entries: readonly Entry[];
  /** By `table id`; a row that is gone is missing. */
  rows: ReadonlyMap<string, Row>;
}

/** One row's way back: nothing, some columns, or that it goes again. */
export type Step =
  | { entry: Entry; row: Row; drop: true }
  | { entry: Entry; row: Row; columns: Columns };

/** A row's name among rows of many tables. */
export const rowKey = (table: string, id: string): string => `${table} ${id}`;

/** Kept by the database or by the undo itself. */
const KEPT_ELSEWHERE = ['has_plan', 'version'];
const REP = ['rep_id', 'pooled_at', 'pool_open_at'];
const CLOCK = ['protected_until', 'protection_because'];

/** How the two records' own rows go back. */
export interface RecordPlan {
  kept: Columns;
  lost: Columns;
  /** The assigned rep goes back to who it was; false where somebody was assigned since. */
  repReturns: boolean;
  stageReturns: boolean;
  /** Columns that the merge changed and somebody else since: they stay with the kept record. */
  stays: string[];
}

/**
 * How the two records go back (docs/decisions/110): what the merge wrote and nobody touched since becomes
 * what it was; what was changed since stays with the kept record; the lost record, which nobody could change
 * while it was merged, is what it was.
 */
export function planRecords(standing: Standing): RecordPlan {
  const { keptId, lostId } = standing;
  const kept = columnsBack(standing, keptId);
  const changed = Object.keys(findEntry(standing, 'customers', keptId)?.before ?? {});
  const changesRep = changed.some((name) => REP.includes(name));
  const repReturns = changesRep && 'rep_id' in kept && isFirstStill(standing);
  if (changesRep && !repReturns) for (const name of [...REP, ...CLOCK]) delete kept[name];
  return {
    kept,
    lost: columnsBack(standing, lostId),
    repReturns,
    stageReturns: 'stage' in kept,
    stays: changed.filter(
      (name) => !(name in kept) && ![...KEPT_ELSEWHERE, 'updated_at'].includes(name),
    ),
  };
}

function columnsBack(standing: Standing, id: string): Columns {
  const entry = findEntry(standing, 'customers', id);
  const row = standing.rows.get(rowKey('customers', id));
  const plan = entry && row ? planRestore(entry, row.columns) : {};
  for (const name of KEPT_ELSEWHERE) delete plan[name];
  return plan;
}

/** Whether the assignment that the merge began still is as it began. */
function isFirstStill({ entries, rows }: Standing): boolean {
  return entries
    .filter(({ table, before }) => table === 'assignments' && before === null)
    .every((entry) => {
      const row = rows.get(rowKey(entry.table, entry.rowId));
      return row !== undefined && isUntouched(entry, row.columns);
    });
}

const findEntry = ({ entries }: Standing, table: string, id: string): Entry | undefined =>
  entries.find((entry) => entry.table === table && entry.rowId === id);

/**
 * How every other row goes back, rows that go again first. Phones are not among them: they are told apart
 * by their number, whatever row they stand in now.
 */
export function planRows(standing: Standing, plan: RecordPlan): Step[] {
  const steps = standing.entries.flatMap((entry): Step[] => {
    const { table, rowId } = entry;
    const row = standing.rows.get(rowKey(table, rowId));
    const isOne = table === 'customers' && [standing.keptId, standing.lostId].includes(rowId);
    if (!row || isOne || table === 'customer_phones') return [];
    if (entry.before === null) {
      return goesAgain(entry, row, plan) ? [{ entry, row, drop: true }] : [];
    }
    if (isHeldBack(standing, { entry, row }, plan)) return [];
    const columns = planRestore(entry, row.columns);
    // A follow-up that was closed meanwhile stays with whoever closed it.
    if (table === 'follow_ups' && row.columns.state !== 'open') delete columns.member_id;
    return Object.keys(columns).length > 0 ? [{ entry, row, columns }] : [];
  });
  return steps.sort((a, b) => Number('drop' in b) - Number('drop' in a));
}

/** A row the merge wrote goes again with what it stands for. */
function goesAgain(entry: Entry, { columns }: Row, plan: RecordPlan): boolean {
  if (!isUntouched(entry, columns)) return false;
  if (entry.table === 'reviews') return true;
  if (entry.table === 'stage_moves') return plan.stageReturns;
  return entry.table === 'assignments' && plan.repReturns;
}

/**
 * The kept record's own assignments and holds go back only together with its rep. Holds that came along go
 * back in any case.
 */
function isHeldBack(
  { keptId }: Standing,
  { entry, row }: { entry: Entry; row: Row },
  plan: RecordPlan,
): boolean {
  const isReps = entry.table === 'assignments' || entry.table === 'customer_holds';
  const cameAlong = entry.before !== null && 'customer_id' in entry.before;
  return isReps && row.columns.customer_id === keptId && !cameAlong && !plan.repReturns;
}
