import { Unzip, UnzipInflate } from 'fflate';
import { Refusal } from '../refusal.ts';
import type { Source } from './source.ts';

/** Unpacked a workbook may have this many bytes: a small file can hide a very large one. */
export const UNPACKED_LIMIT = 150_000_000;
const STEP = 1 << 14;
/** What lies between the first and the last cell is laid out, empty or not: so many cells may be. */
const CELLS_LIMIT = 24_000_000;
/** The place of a row or a cell in the XML of a sheet. */
const PLACE = /\br\s*=\s*["']([A-Z]{0,4})(\d{1,9})["']/g;
/** The longest place there is, when it is cut in two by the end of a chunk. */
const PLACE_LENGTH = 24;

/**
 * The rows of a workbook's first sheet as text. A workbook is read as a whole; what it unpacks to is
 * counted first. Dates come as `2026-03-05` or `2026-03-05 14:30`. Throws `fileBroken`, `fileBomb`,
 * `fileSparse`.
 */
export async function* xlsxRows(source: Source, limit = UNPACKED_LIMIT): AsyncGenerator<string[]> {
  const parts: Buffer[] = [];
  for await (const chunk of source.bytes()) parts.push(chunk);
  const content = Buffer.concat(parts);
  requireBounded(content, limit);
  for (const row of await readRows(content)) yield row.map(textOf);
}

type Cell = string | boolean | Date | null;

async function readRows(content: Buffer): Promise<Cell[][]> {
  // Loaded at first use: only who imports a workbook needs it.
  const { readSheet } = await import('read-excel-file/node');
  try {
    // A number stays as it was written, so that a long one is seen to have been rounded.
    const rows = await readSheet<string>(content, { parseNumber: (text) => text, trim: false });
    return rows as unknown as Cell[][];
  } catch {
    throw new Refusal('fileBroken', { row: 0 });
  }
}

/** Unpacks without keeping anything, and stops where it is too much. */
function requireBounded(content: Buffer, limit: number): void {
  let unpacked = 0;
  const sheets: Extent[] = [];
  const unzip = new Unzip((file) => {
    const extent = new Extent();
    const isSheet = /\.xml$/i.test(file.name) && !/sharedStrings/i.test(file.name);
    if (isSheet) sheets.push(extent);
    file.ondata = (error, chunk) => {
      if (error) throw error;
      unpacked += chunk.length;
      if (isSheet) extent.read(chunk);
    };
    file.start();
  });
  unzip.register(UnzipInflate);
  try {
    for (let at = 0; at < content.length && unpacked <= limit; at += STEP)
      unzip.push(content.subarray(at, at + STEP), at + STEP >= content.length);
  } catch {
    throw new Refusal('fileBroken', { row: 0 });
  }
  if (unpacked > limit) throw new Refusal('fileBomb', { megabytes: Math.floor(limit / 1_000_000) });
  const sparse = sheets.find(({ cells }) => cells > CELLS_LIMIT);
  if (sparse) throw new Refusal('fileSparse', { row: sparse.rows });
}

/** How far a sheet reaches: one cell in the last corner makes a small file a very large table. */
class Extent {
  rows = 0;
  columns = 0;
  #rest = '';

  get cells(): number {
    return this.rows * this.columns;
  }

  read(chunk: Uint8Array): void {
    const text = this.#rest + Buffer.from(chunk).toString('latin1');
    for (const [, letters = '', row] of text.matchAll(PLACE)) {
      this.rows = Math.max(this.rows, Number(row));
      this.columns = Math.max(this.columns, columnOf(letters));
    }
    this.#rest = text.slice(-PLACE_LENGTH);
  }
}

/** A is 1, Z is 26, AA is 27. */
const columnOf = (letters: string): number =>
  [...letters].reduce((column, letter) => column * 26 + letter.charCodeAt(0) - 64, 0);

function textOf(cell: Cell): string {
  if (cell === null || cell === undefined) return '';
  if (!(cell instanceof Date)) return String(cell);
  if (Number.isNaN(cell.getTime())) return '';
  const [day, time] = cell.toISOString().split('T') as [string, string];
  return time.startsWith('00:00') ? day : `${day} ${time.slice(0, 5)}`;
}
