import { remembered } from '../lib/remember.ts';
import type { Handle } from './client.ts';
import { Prisma } from './generated/client.ts';

/** Tables that are filled by rows of our own making. */
type Table =
  | 'customers'
  | 'customer_phones'
  | 'customer_keys'
  | 'assignments'
  | 'stage_moves'
  | 'interactions'
  | 'follow_ups'
  | 'reviews'
  | 'import_rows';

/**
 * Inserts many rows in one statement with one parameter: several times as fast as a parameter per value.
 * Keys are the columns in camel case; what a row does not name takes the column's default.
 */
export async function insertRows(tx: Handle, table: Table, rows: readonly object[]): Promise<void> {
  for (const insert of inserts(table, rows)) await tx.$executeRaw`${insert(ALWAYS)}`;
}

/** A statement that reads nothing back, written where its condition holds. */
export type Put = (when: Prisma.Sql) => Prisma.Sql;

/** No condition. */
export const ALWAYS = Prisma.sql`true`;

/** What a unit of work writes together: rows by table, and other statements that read nothing back. */
export class Puts {
  private readonly rows = new Map<Table, object[]>();
  private readonly others: Put[] = [];

  /** Adds rows; keys are the columns in camel case, what a row does not name takes the column's default. */
  add(table: Table, ...rows: object[]): void {
    const own = this.rows.get(table);
    if (own) own.push(...rows);
    else this.rows.set(table, rows);
  }

  /** Adds a statement of another kind. */
  also(put: Put): void {
    this.others.push(put);
  }

  /** Takes out what was added, as the heads of one `WITH`. */
  take(when: Prisma.Sql): Prisma.Sql[] {
    const rows = [...this.rows].flatMap(([table, own]) => inserts(table, own));
    const all = [...rows, ...this.others];
    this.rows.clear();
    this.others.length = 0;
    return all.map((put, nth) => Prisma.sql`${Prisma.raw(`put${nth}`)} AS (${put(when)})`);
  }
}

/**
 * Writes what was put so far in one statement: keys between its rows are checked at its end, so that their
 * order does not matter; none of them sees another.
 */
export async function writePuts(tx: Handle, puts: Puts): Promise<void> {
  const heads = puts.take(ALWAYS);
  if (heads.length > 0) await tx.$executeRaw`WITH ${Prisma.join(heads)} SELECT`;
}

function inserts(table: Table, rows: readonly object[]): Put[] {
  return [...byColumns(rows)].map(([columns, own]) => {
    const names = Prisma.raw(columns.split(' ').map(columnOf).join(', '));
    const target = Prisma.raw(`"${table}"`);
    const json = JSON.stringify(own);
    return (when) => Prisma.sql`
      INSERT INTO ${target} (${names})
      SELECT ${names} FROM json_populate_recordset(NULL::${target}, ${json}::json) WHERE ${when}`;
  });
}

/** Rows that name the same columns together. A null is named only: what the JSON leaves out is null. */
function byColumns(rows: readonly object[]): Map<string, Record<string, unknown>[]> {
  const groups = new Map<string, Record<string, unknown>[]>();
  for (const row of rows as readonly Record<string, unknown>[]) {
    let key = '';
    const plain: Record<string, unknown> = {};
    for (const name of Object.keys(row)) {
      const value = row[name];
      if (value === undefined) continue;
      key += key === '' ? name : ` ${name}`;
      if (value !== null) plain[snake(name)] = plainOf(value);
    }
    const group = groups.get(key);
    if (group) group.push(plain);
    else groups.set(key, [plain]);
  }
  return groups;
}

function columnOf(name: string): string {
  const column = snake(name);
  // Names come from our own code; anything else would be a defect, and must not become SQL.
  if (!/^[a-z][a-z0-9_]*$/.test(column)) throw new Error(`no column: ${column}`);
  return `"${column}"`;
}

const snake = remembered(1_000, (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
);

/** As PostgreSQL reads it back from JSON: bytes in hex. Dates become ISO text by themselves. */
function plainOf(value: unknown): unknown {
  if (value instanceof Uint8Array) return `\\x${Buffer.from(value).toString('hex')}`;
  if (Array.isArray(value)) return value.map(plainOf);
  return typeof value === 'bigint' ? String(value) : value;
}
