import { Refusal } from '../refusal.ts';
import { csvRows } from './csv.ts';
import { MOST_COLUMNS, type NumberedRow } from './row.ts';
import type { Looked, Source } from './source.ts';
import { xlsxRows } from './xlsx/index.ts';

export { fileSource, type Looked, lookAt, memorySource, type Source } from './source.ts';

/** The rows of a CSV or XLSX file, empty ones left out. Throws `fileRows` past `limit` rows. */
export async function* tableRows(
  source: Source,
  looked: Pick<Looked, 'kind' | 'encoding'>,
  limit: number,
): AsyncGenerator<NumberedRow> {
  const rows = looked.kind === 'xlsx' ? xlsxRows(source) : numbered(source, looked);
  for await (const { row, cells } of rows) {
    if (row > limit) throw new Refusal('fileRows', { n: limit });
    if (cells.every((cell) => cell.trim() === '')) continue;
    yield { row, cells: cells.slice(0, MOST_COLUMNS) };
  }
}

async function* numbered(
  source: Source,
  { encoding }: Pick<Looked, 'encoding'>,
): AsyncGenerator<NumberedRow> {
  let row = 0;
  for await (const cells of csvRows(source, encoding)) yield { row: ++row, cells };
}
