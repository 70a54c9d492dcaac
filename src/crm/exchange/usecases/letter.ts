import type { TransactContext } from '../../../db/transact.ts';
import type { Column } from '../rules/columns.ts';
import { findImport, type ImportRecord } from '../store/imports.ts';
import { findMapping } from '../store/mappings.ts';
import { countStanding } from '../store/rows.ts';

/** What the message of an import shows: how far it is, and what was recognised; nothing of the file. */
export interface ImportShown {
  record: ImportRecord;
  /** The columns that are brought along, each once, and how many are not. */
  recognised: Column[];
  left: number;
}

/** An import as its message shows it; null where there is none. */
export async function readForLetter(
  { db, keys }: Pick<TransactContext, 'db' | 'keys'>,
  id: string,
): Promise<ImportShown | null> {
  const record = await findImport(db, id);
  if (!record) return null;
  const columns = (await findMapping(db, keys, id))?.columns ?? [];
  const brought = columns.map(({ column }) => column).filter((column) => column !== 'skip');
  return {
    record,
    recognised: [...new Set(brought)],
    left: columns.filter(({ column, heading }) => column === 'skip' && heading !== '').length,
  };
}

/** What a rep was told of an import, as it stands: whether it was taken back, and how many of theirs stayed. */
export async function readTold(
  { db }: Pick<TransactContext, 'db'>,
  of: { importId: string; repId: string },
): Promise<{ isUndone: boolean; stays: number }> {
  const record = await findImport(db, of.importId);
  const isUndone = record?.state === 'undoing' || record?.state === 'undone';
  return { isUndone, stays: isUndone ? await countStanding(db, of.importId, of.repId) : 0 };
}
