import type { Handle } from '../../../db/client.ts';
import { destroyCustomerKeys } from '../../../db/data-keys.ts';
import { Prisma } from '../../../db/generated/client.ts';
import type { Work } from '../../../db/transact.ts';
import { supersedeNudges } from '../../../ledger/plan.ts';

/** A row that brought something in. `filled` is what an update can be put back from. */
export interface BroughtRow {
  row: number;
  outcome: 'created' | 'updated';
  customerId: string;
  number: number;
  version: number;
  filled: Uint8Array | null;
  /** Whether something was built on it since. */
  isBuiltOn: boolean;
}

/** The rows of an import that still stand, from `after` on, each with whether something was built on it. */
export async function listBrought(
  db: Handle,
  importId: string,
  page: { after: number; limit: number },
): Promise<BroughtRow[]> {
  return db.$queryRaw<BroughtRow[]>`
    WITH brought AS (
      SELECT r.import_id, r.row, r.outcome, r.customer_id, r.version, r.filled_sealed, r.at
      FROM import_rows r
      WHERE r.import_id = ${importId}::uuid AND r.outcome IN ('created', 'updated')
        AND r.undone_at IS NULL AND r.customer_id IS NOT NULL AND r.row > ${page.after}
      ORDER BY r.row LIMIT ${page.limit}
    ), pointed AS (
      SELECT customers_built_on(ARRAY(SELECT customer_id FROM brought WHERE outcome = 'created')) AS id
    )
    SELECT b.row, b.outcome, b.customer_id AS "customerId", c.number, b.version,
      b.filled_sealed AS filled, ${BUILT_ON} AS "isBuiltOn"
    FROM brought b JOIN customers c ON c.id = b.customer_id
    ORDER BY b.row`;
}

// Any later write counts the version up or moves updated_at; a contact is entered at its own time. A review
// that came with it is part of it until somebody does something with it, and so is a pair that the sweep found. A
// breach stands for good and points to its customer without a key.
const BUILT_ON = Prisma.sql`(c.version <> b.version OR (b.outcome = 'created' AND (c.updated_at > b.at
  OR EXISTS (SELECT FROM interactions i WHERE i.customer_id = c.id AND i.entered_at > b.at)
  OR EXISTS (SELECT FROM customers f WHERE f.referrer_id = c.id AND NOT EXISTS (
    SELECT FROM import_rows o WHERE o.customer_id = f.id AND o.import_id = b.import_id AND o.outcome = 'created'))
  OR EXISTS (SELECT FROM reviews v WHERE v.customer_id = c.id
    AND (v.cause <> 'import' OR EXISTS (SELECT FROM review_steps s WHERE s.review_id = v.id)))
  OR EXISTS (SELECT FROM duplicate_pairs p WHERE (p.one_id = c.id OR p.other_id = c.id) AND p.state <> 'open')
  OR EXISTS (SELECT FROM breaches e WHERE e.customer_id = c.id)
  OR c.id IN (SELECT id FROM pointed))))`;

/** How many rows can be taken back, and how many cannot because something was built on them. */
export async function countBrought(
  db: Handle,
  importId: string,
): Promise<{ free: number; builtOn: number }> {
  const [row] = await db.$queryRaw<{ free: number; builtOn: number }[]>`
    WITH b AS (
      SELECT r.import_id, r.outcome, r.customer_id, r.version, r.at FROM import_rows r
      WHERE r.import_id = ${importId}::uuid AND r.outcome IN ('created', 'updated')
        AND r.undone_at IS NULL AND r.customer_id IS NOT NULL
    ), pointed AS (
      SELECT customers_built_on(ARRAY(SELECT customer_id FROM b WHERE outcome = 'created')) AS id
    )
    SELECT count(*) FILTER (WHERE NOT ${BUILT_ON})::int AS free,
      count(*) FILTER (WHERE ${BUILT_ON})::int AS "builtOn"
    FROM b JOIN customers c ON c.id = b.customer_id`;
  return row!;
}

/** The numbers of records that something was built on, the first ones. */
export async function listBuiltOn(db: Handle, importId: string, limit: number): Promise<number[]> {
  const rows = await db.$queryRaw<{ number: number }[]>`
    WITH b AS (
      SELECT r.import_id, r.outcome, r.customer_id, r.version, r.at FROM import_rows r
      WHERE r.import_id = ${importId}::uuid AND r.outcome IN ('created', 'updated')
        AND r.undone_at IS NULL AND r.customer_id IS NOT NULL
    ), pointed AS (
      SELECT customers_built_on(ARRAY(SELECT customer_id FROM b WHERE outcome = 'created')) AS id
    )
    SELECT c.number FROM b JOIN customers c ON c.id = b.customer_id
    WHERE ${BUILT_ON} ORDER BY c.number LIMIT ${limit}`;
  return rows.map(({ number }) => number);
}

/** Holds these records until the transaction ends, so that nothing is built on them meanwhile. */
export async function lockBrought(work: Work, customerIds: string[]): Promise<void> {
  await work.tx.$queryRaw`
    SELECT id FROM customers WHERE id = ANY(${customerIds}::uuid[]) ORDER BY id FOR UPDATE`;
}

/**
 * Takes records out of the register as if they had never come: rows, phones, history, reviews and pairs that
 * nobody has worked on, and their keys.
 */
export async function removeCreated(work: Work, customerIds: string[]): Promise<void> {
  const { tx, keys, now } = work;
  const where = { customerId: { in: customerIds } };
  await tx.interaction.deleteMany({ where });
  await tx.stageMove.deleteMany({ where });
  await tx.review.deleteMany({ where });
  const ids = { in: customerIds };
  await tx.duplicatePair.deleteMany({ where: { OR: [{ oneId: ids }, { otherId: ids }] } });
  await tx.assignment.deleteMany({ where });
  await tx.customerPhone.deleteMany({ where });
  await supersedeNudges(tx, { aboutIds: customerIds, outcome: 'erased', now });
  await tx.customer.deleteMany({ where: { id: { in: customerIds } } });
  await destroyCustomerKeys(tx, keys, customerIds);
}

/** Notes that rows were taken back. */
export async function markUndone(work: Work, importId: string, rows: number[]): Promise<void> {
  await work.tx.importRow.updateMany({
    where: { importId, row: { in: rows } },
    data: { undoneAt: work.now },
  });
}
