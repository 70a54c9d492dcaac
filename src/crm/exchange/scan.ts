import { setImmediate as others } from 'node:timers/promises';
import type { Keyring } from '../../db/sealing.ts';
import { type Looked, lookAt, type Source, tableRows } from '../../lib/table/index.ts';
import type { Mapping } from './rules/columns.ts';
import { type Desk, isRefused, type ReadRow, readRow } from './rules/row.ts';
import { keysOf, type RowKeys } from './store/known.ts';
import { type Prepared, prepare } from './store/writing.ts';

/** A file that was looked at. */
export interface Table {
  source: Source;
  looked: Looked;
}

/** What may be read, in bytes and rows: a fetched file is held in memory, one of this machine is not. */
export const FILE_LIMITS = {
  slack: { bytes: 25_000_000, rows: 200_001 },
  terminal: { bytes: 400_000_000, rows: 1_000_001 },
} as const;
export type Origin = keyof typeof FILE_LIMITS;

/** Rows that are brought in together. */
export const BATCH = 1_000;
/** Rows that are read before anything else gets its turn: the database's answers, people who press a button. */
const AT_A_STRETCH = 10;
/** Rows among which the headings are looked for. */
const FIRST_ROWS = 10;

/** Looks at a file: its kind, its encoding and its keyed digest. Throws what `lookAt` throws. */
export async function openTable(source: Source, keys: Keyring, origin: Origin): Promise<Table> {
  const key = keys.indexKey('imports.digest');
  return { source, looked: await lookAt(source, key, FILE_LIMITS[origin].bytes) };
}

/** The first rows of a file, among which its headings are. */
export async function firstRows({
  source,
  looked,
}: Table): Promise<{ row: number; cells: string[] }[]> {
  const first: { row: number; cells: string[] }[] = [];
  for await (const one of tableRows(source, looked, FILE_LIMITS.terminal.rows)) {
    first.push(one);
    if (first.length === FIRST_ROWS) break;
  }
  return first;
}

/** A row as it was read, with the keys of its customer, and what of it is ready to be written. */
export interface Scanned {
  read: ReadRow;
  keys: RowKeys | null;
  prepared: Prepared | null;
}

interface Reader {
  mapping: Mapping;
  desk: Desk;
  keys: Keyring;
  origin: Origin;
  /** Rows up to here were dealt with. */
  after?: number;
  /** Whether the rows are to be written: they are sealed ahead. */
  prepares?: boolean;
}

/**
 * The batches of a file, in their order. Whoever works on one says when the next may be read beside it: at best
 * while the database is busy for a while. Of the file nothing stays in memory but these two batches.
 */
export class Batches {
  readonly #batches: AsyncGenerator<Scanned[]>;
  #coming: Promise<IteratorResult<Scanned[]>> | null = null;

  constructor(table: Table, how: Reader) {
    this.#batches = readBatches(table, how);
  }

  /** Begins to read the next batch, unless it was begun. */
  begin(): void {
    if (this.#coming) return;
    this.#coming = this.#batches.next();
    // What goes wrong there is thrown when its turn comes, or not asked for any more.
    this.#coming.catch(() => {});
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Scanned[]> {
    try {
      for (;;) {
        this.begin();
        const { done, value } = await this.#coming!;
        if (done) return;
        this.#coming = null;
        yield value;
      }
    } finally {
      await this.#batches.return(undefined);
    }
  }
}

/** Reads a file in batches, the next one while the last one is worked on. */
export async function* scanBatches(table: Table, how: Reader): AsyncGenerator<Scanned[]> {
  const batches = new Batches(table, how);
  for await (const batch of batches) {
    batches.begin();
    yield batch;
  }
}

async function* readBatches(table: Table, how: Reader): AsyncGenerator<Scanned[]> {
  const { mapping, origin, after = 0 } = how;
  const from = Math.max(mapping.headingRow, after);
  let batch: Scanned[] = [];
  for await (const one of tableRows(table.source, table.looked, FILE_LIMITS[origin].rows)) {
    if (one.row % AT_A_STRETCH === 0) await others();
    if (one.row <= from) continue;
    batch.push(scan(readRow(one, mapping, how.desk), how));
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

function scan(read: ReadRow, { keys: keyring, desk, prepares = false }: Reader): Scanned {
  if (isRefused(read)) return { read, keys: null, prepared: null };
  const prepared = prepares ? prepare({ keys: keyring, now: desk.now }, read) : null;
  return { read, keys: keysOf(keyring, read.values), prepared };
}
