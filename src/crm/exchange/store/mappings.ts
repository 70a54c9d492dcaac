import type { Handle } from '../../../db/client.ts';
import { getOfficeKey } from '../../../db/data-keys.ts';
import { type Keyring, open, seal } from '../../../db/sealing.ts';
import type { Work } from '../../../db/transact.ts';
import type { Mapping } from '../rules/columns.ts';

const place = (id: string) => ({ table: 'imports', column: 'mapping_sealed', rowId: id });

/** Keeps how the file is read, sealed: a heading may be anything. */
export async function saveMapping(work: Work, id: string, mapping: Mapping): Promise<void> {
  const key = await getOfficeKey(work.tx, work.keys);
  await work.tx.import.update({
    where: { id },
    data: { mappingSealed: new Uint8Array(seal(key, place(id), JSON.stringify(mapping))) },
  });
}

/** How the file is read, or null before the first look. */
export async function findMapping(db: Handle, keys: Keyring, id: string): Promise<Mapping | null> {
  const row = await db.import.findUnique({ where: { id }, select: { mappingSealed: true } });
  if (!row?.mappingSealed) return null;
  const text = open(await getOfficeKey(db, keys), place(id), row.mappingSealed);
  return JSON.parse(text) as Mapping;
}
