import { Refusal } from '../../refusal.ts';
import type { NumberedRow } from '../row.ts';
import type { Source } from '../source.ts';
import { readDateStyles } from './dates.ts';
import { openWorkbook } from './parts.ts';
import { sheetRows } from './sheet.ts';
import { readStrings } from './strings.ts';

/** Unpacked a workbook may have this many bytes: a small file can hide a very large one. */
export const UNPACKED_LIMIT = 600_000_000;

/**
 * The rows of a workbook's first visible sheet as text, as they are unpacked: held are the texts that cells name
 * by number, and the rows of one piece. Dates come as `2026-03-05` or `2026-03-05 14:30`, formulas as what they
 * last came to, errors empty. Throws `fileBroken`, `fileKind`, `fileBomb`, `fileSparse`, `fileStrings`.
 */
export async function* xlsxRows(
  source: Source,
  limit = UNPACKED_LIMIT,
): AsyncGenerator<NumberedRow> {
  let last = 0;
  try {
    const book = await openWorkbook(source, limit);
    const legend = {
      strings: book.strings && (await readStrings(book.strings())),
      isDate: readDateStyles(book.styles),
      is1904: book.is1904,
    };
    for await (const one of sheetRows(book.sheet(), legend)) {
      last = one.row;
      yield one;
    }
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal('fileBroken', { row: last });
  }
}
