import { insertRows } from '../../../db/bulk.ts';
import type { Handle } from '../../../db/client.ts';
import type { Outcome } from '../rules/decide.ts';

/** What is told of a row: what becomes of it, or that it may be somebody known. */
export type Told = Outcome | 'possible';

/** A row of an import as it is told: its number and why, never what was in it. */
export interface ToldRow {
  row: number;
  outcome: Told;
  reasons: string[];
  ofRow: number | null;
  /** The record it was, became, or may be; only for eyes that may see it. */
  customerId: string | null;
  /** Its number. */
  number: number | null;
}

/** Rows of some outcomes, in their order. */
export async function listRows(
  db: Handle,
  importId: string,
  page: { outcomes: Told[]; limit: number; offset: number },
): Promise<ToldRow[]> {
  const rows = await db.importRow.findMany({
    where: { importId, outcome: { in: page.outcomes } },
    select: { row: true, outcome: true, reasons: true, ofRow: true, customerId: true },
    orderBy: { row: 'asc' },
    take: page.limit,
    skip: page.offset,
  });
  const numbers = await db.customer.findMany({
    where: { id: { in: rows.flatMap(({ customerId }) => customerId ?? []) } },
    select: { id: true, number: true },
  });
  const numberOf = new Map(numbers.map(({ id, number }) => [id, number]));
  return rows.map((row) => ({
    ...row,
    outcome: row.outcome as Told,
    number: numberOf.get(row.customerId ?? '') ?? null,
  }));
}

/** Writes rows of an import, many at once. */
export async function insertImportRows(tx: Handle, rows: readonly object[]): Promise<void> {
  await insertRows(tx, 'import_rows', rows);
}

/** How many customers of an import each rep got. */
export async function countByRep(
  tx: Handle,
  importId: string,
): Promise<{ repId: string; n: number }[]> {
  return tx.$queryRaw`
    SELECT c.rep_id AS "repId", count(*)::int AS n FROM import_rows r JOIN customers c ON c.id = r.customer_id
    WHERE r.import_id = ${importId}::uuid AND r.outcome = 'created' AND c.rep_id IS NOT NULL
    GROUP BY c.rep_id ORDER BY c.rep_id`;
}

/** How many customers an import brought a rep are still there, and still theirs. */
export async function countStanding(db: Handle, importId: string, repId: string): Promise<number> {
  const [row] = await db.$queryRaw<{ n: number }[]>`
    SELECT count(*)::int AS n FROM import_rows r JOIN customers c ON c.id = r.customer_id
    WHERE r.import_id = ${importId}::uuid AND r.outcome = 'created' AND r.undone_at IS NULL
      AND c.rep_id = ${repId}::uuid`;
  return row?.n ?? 0;
}

/** Forgets what the last look found. */
export async function clearRows(tx: Handle, importId: string): Promise<void> {
  await tx.importRow.deleteMany({ where: { importId } });
}
