import type { Handle } from '../../../db/client.ts';
import type { RowKeys } from './known.ts';

/** A row with the keys of its customer. */
export interface Keyed {
  row: number;
  keys: RowKeys;
}

/** Half of each keyed hash, which is enough to tell the customers of one file apart. */
const shortKeys = ({ phones, lines }: RowKeys): bigint[] =>
  [...phones, ...lines.map(({ hash }) => hash)].map((hash) => hash.readBigInt64BE(0));

/**
 * Notes the keys of some rows of a file, in their order, and answers for each row the first row that has one of
 * them, where that is an earlier one. They lie in the database, so that memory does not grow with the file.
 */
export async function noteKeys(
  db: Handle,
  importId: string,
  rows: readonly Keyed[],
): Promise<Map<number, number>> {
  const first = new Map<bigint, number>();
  for (const { row, keys } of rows)
    for (const key of shortKeys(keys)) if (!first.has(key)) first.set(key, row);
  if (first.size === 0) return new Map();
  const known = await db.$queryRaw<{ key: bigint; row: number }[]>`
    INSERT INTO import_keys (import_id, key, row)
    SELECT ${importId}::uuid, key, row
      FROM unnest(${[...first.keys()].map(String)}::text[]::bigint[], ${[...first.values()]}::int[]) AS t(key, row)
    ON CONFLICT (import_id, key) DO UPDATE SET row = import_keys.row
    RETURNING key, row`;
  for (const { key, row } of known) first.set(key, row);
  return new Map(
    rows.flatMap(({ row, keys }) => {
      const earlier = Math.min(...shortKeys(keys).map((key) => first.get(key) ?? row));
      return earlier < row ? [[row, earlier] as const] : [];
    }),
  );
}

/** Forgets the keys of a file: it was read to its end, or is read anew. */
export async function clearKeys(db: Handle, importId: string): Promise<void> {
  await db.importKey.deleteMany({ where: { importId } });
}
