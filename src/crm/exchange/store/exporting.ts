import type { Handle } from '../../../db/client.ts';
import { getOfficeKey } from '../../../db/data-keys.ts';
import { seal } from '../../../db/sealing.ts';
import type { Reading, Work } from '../../../db/transact.ts';
import { type CustomerFile, listFiles } from '../../customers/store.ts';

/** Customers that are read and written at once. */
const PAGE = 250;

/** A customer as it is taken out of the register. */
export interface Exported extends CustomerFile {
  registeredById: string;
  /** Number of the record that recommended it. */
  referrerNumber: number | null;
}

/** The customers of some teams (null: of all) in the order of their numbers, a page at a time. */
export async function* readExported(
  at: Pick<Reading, 'db' | 'keys'>,
  teamIds: readonly string[] | null,
): AsyncGenerator<Exported[]> {
  for (let after = 0; ; ) {
    const rows = await at.db.$queryRaw<
      { id: string; number: number; registeredById: string; referrerNumber: number | null }[]
    >`
      SELECT c.id, c.number, c.registered_by_id AS "registeredById", r.number AS "referrerNumber"
      FROM customers c LEFT JOIN customers r ON r.id = c.referrer_id
      WHERE c.number > ${after} AND c.status IN ('active', 'invalid')
        AND (${teamIds as string[] | null}::uuid[] IS NULL OR c.team_id = ANY(${teamIds as string[] | null}::uuid[]))
      ORDER BY c.number LIMIT ${PAGE}`;
    if (rows.length === 0) return;
    const files = await listFiles(
      at,
      rows.map(({ id }) => id),
    );
    const fileOf = new Map(files.map((file) => [file.id, file]));
    yield rows.flatMap(({ id, number: _, ...more }) => {
      const file = fileOf.get(id);
      return file ? [{ ...file, ...more }] : [];
    });
    after = rows.at(-1)!.number;
  }
}

/** How many customers of these teams (null: of all) an export would hold. */
export async function countExported(
  db: Handle,
  teamIds: readonly string[] | null,
): Promise<number> {
  return db.customer.count({
    where: {
      status: { in: ['active', 'invalid'] },
      ...(teamIds && { teamId: { in: [...teamIds] } }),
    },
  });
}

/** Notes an export that begins; what it is for is sealed under the office's key. */
export async function insertExport(
  work: Work,
  fresh: { id: string; byId: string; teamId: string | null; purpose: string | null },
): Promise<void> {
  const { purpose, ...row } = fresh;
  const place = { table: 'exports', column: 'purpose_sealed', rowId: row.id };
  const key = purpose === null ? null : await getOfficeKey(work.tx, work.keys);
  await work.tx.export.create({
    data: {
      ...row,
      at: work.now,
      isMasked: key === null,
      purposeSealed: key && new Uint8Array(seal(key, place, purpose ?? '')),
    },
  });
}
