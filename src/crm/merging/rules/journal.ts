/** A row as `to_jsonb` says it: columns by name. */
export type Columns = Record<string, unknown>;

/** One row of the register as it stands. */
export interface Row {
  table: string;
  id: string;
  columns: Columns;
}

/** What a merge changed in a row. `before` null: the merge wrote the row. */
export interface Entry {
  table: string;
  rowId: string;
  before: Columns | null;
  after: Columns;
}

const keyOf = ({ table, id }: Pick<Row, 'table' | 'id'>): string => `${table} ${id}`;
const same = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

/** What changed between two looks at the same rows: the changed columns of each, and the new rows whole. */
export function diffRows(before: readonly Row[], after: readonly Row[]): Entry[] {
  const was = new Map(before.map((row) => [keyOf(row), row.columns]));
  return after.flatMap(({ table, id, columns }): Entry[] => {
    const old = was.get(keyOf({ table, id }));
    if (!old) return [{ table, rowId: id, before: null, after: columns }];
    const changed = Object.keys(columns).filter((name) => !same(columns[name], old[name]));
    if (changed.length === 0) return [];
    return [{ table, rowId: id, before: pick(old, changed), after: pick(columns, changed) }];
  });
}

const pick = (columns: Columns, names: readonly string[]): Columns =>
  Object.fromEntries(names.map((name) => [name, columns[name]]));

/** Columns that say one thing together: they go back together, or not at all. */
const TOGETHER: Record<string, readonly (readonly string[])[]> = {
  customers: [
    ['name', 'search_tokens'],
    ['area_min', 'area_max'],
    ['budget_min', 'budget_max', 'currency'],
    ['wechat_sealed', 'wechat_index'],
    ['email_sealed', 'email_index'],
    ['national_id_sealed', 'national_id_index'],
    ['match_keys', 'keyed_at'],
    ['stage', 'lost_reason'],
    ['status', 'invalid_reason', 'merged_into_id'],
    ['rep_id', 'pooled_at', 'pool_open_at'],
    ['protected_until', 'protection_because'],
    ['missing', 'completeness'],
  ],
  nudges: [['state', 'outcome', 'settled_at']],
  assignments: [['to_at', 'ended_why']],
  reviews: [
    [
      'cause',
      'chain',
      'state',
      'round',
      'authors',
      'approvals',
      'fields',
      'waiting_since',
      'rung',
      'rung_at',
      'closed_at',
    ],
  ],
  customer_holds: [['to_at', 'ended_by_id']],
};

/**
 * What of a row goes back to how it was before the merge: a column that still says what the merge wrote.
 * What somebody changed since stays changed (three-way, column by column).
 */
export function planRestore(entry: Entry, current: Columns): Columns {
  const { before, after, table } = entry;
  if (!before) return {};
  const untouched = (name: string) => same(current[name], after[name]);
  const back = Object.keys(before).filter((name) => {
    const group = TOGETHER[table]?.find((names) => names.includes(name)) ?? [name];
    return group.filter((one) => one in after).every(untouched);
  });
  return pick(before, back);
}

/** Whether a row is still exactly as the merge left it. */
export function isUntouched({ after }: Entry, current: Columns): boolean {
  return Object.entries(after).every(([name, value]) => same(current[name], value));
}
