/** A row with the number a spreadsheet shows beside it. */
export interface NumberedRow {
  row: number;
  cells: string[];
}

/** Columns of a row that are read. */
export const MOST_COLUMNS = 200;
