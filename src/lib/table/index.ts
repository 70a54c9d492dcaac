import { Refusal } from '../refusal.ts';
import { csvRows } from './csv.ts';
import type { Looked, Source } from './source.ts';
import { xlsxRows } from './xlsx.ts';

export { fileSource, type Looked, lookAt, memorySource, type Source } from './source.ts';

/** A row with the number a spreadsheet shows beside it. */
export interface NumberedRow {
  row: number;
  cells: string[];
}

const MOST_COLUMNS = 200;

/** The rows of a CSV or XLSX file, empty ones left out. Throws `fileRows` past `limit` rows. */
export async function* tableRows(
  source: Source,
  looked: Pick<Looked, 'kind' | 'encoding'>,
  limit: number,
): AsyncGenerator<NumberedRow> {
  const rows = looked.kind === 'xlsx' ? xlsxRows(source) : csvRows(source, looked.encoding);
  let row = 0;
  for await (const cells of rows) {
    row += 1;
    if (row > limit) throw new Refusal('fileRows', { n: limit });
    if (cells.every((cell) => cell.trim() === '')) continue;
    yield { row, cells: cells.slice(0, MOST_COLUMNS) };
  }
}
