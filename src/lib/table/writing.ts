import { stringify } from 'csv-stringify';

/**
 * Rows as the lines of a CSV file that spreadsheets open as it is meant: UTF-8 with its mark, and no cell that
 * they would calculate. A cell that begins with = + - @ (full-width too) gets a leading ' instead, and so does one that
 * begins with ' itself: whoever reads the file takes one off.
 */
export async function* csvLines(rows: AsyncIterable<string[]>): AsyncGenerator<string> {
  const writer = stringify({ bom: true, escape_formulas: true, record_delimiter: '\r\n' });
  const fed = feed(writer, rows);
  for await (const chunk of writer) yield String(chunk);
  await fed;
}

/** Waits whenever nobody reads fast enough; what goes wrong is thrown to the reader. */
async function feed(
  writer: ReturnType<typeof stringify>,
  rows: AsyncIterable<string[]>,
): Promise<void> {
  try {
    for await (const row of rows)
      if (!writer.write(row.map(marked)))
        await new Promise((resolve) => writer.once('drain', resolve));
    writer.end();
  } catch (error) {
    writer.destroy(error as Error);
  }
}

const marked = (cell: string): string => (cell.startsWith("'") ? `'${cell}` : cell);
