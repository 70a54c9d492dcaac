import type { TransactContext } from '../../../db/transact.ts';
import { Refusal } from '../../../lib/refusal.ts';
import { memorySource } from '../../../lib/table/index.ts';
import type { ImportWords } from '../desk.ts';
import { FILE_LIMITS, openTable } from '../scan.ts';
import { listWork, releaseImport, takeImport } from '../store/leases.ts';
import { checkImport } from './check.ts';
import { failImport, findImporter } from './manage.ts';
import { runImport } from './run.ts';
import { runUndo } from './undo.ts';

/** What working on dropped files needs. */
export interface Workshop {
  words: ImportWords;
  /** Fetches an uploaded file of at most so many bytes. */
  fetch(fileId: string, limit: number): Promise<Buffer>;
  /** Told when something that is shown may have moved on. */
  onProgress(): void;
  isStopping(): boolean;
}

/** Files that wait for somebody to work on them. */
export async function listImportWork(ctx: TransactContext): Promise<string[]> {
  return listWork(ctx.db);
}

/**
 * Does what is next with a dropped file: the look, the run, the undo; as the person who brought it, whose
 * permission is asked again. What cannot be read becomes the import's problem; anything else is thrown, and
 * tried again when the lease is over.
 */
export async function workOnImport(
  ctx: TransactContext,
  id: string,
  shop: Workshop,
): Promise<void> {
  if (!(await takeImport(ctx.db, id))) return;
  try {
    await workAsImporter(ctx, id, shop);
    await releaseImport(ctx.db, id);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    await failImport(ctx, id, error);
  } finally {
    shop.onProgress();
  }
}

async function workAsImporter(ctx: TransactContext, id: string, shop: Workshop): Promise<void> {
  const found = await findImporter(ctx, id);
  if (!found) throw new Refusal('notAllowed');
  const { record, actor } = found;
  const asked = { db: ctx.db, keys: ctx.keys, actor };
  if (record.state === 'undoing') {
    await runUndo(asked, id, shop.isStopping);
    return;
  }
  if (!record.slackFileId) throw new Refusal('notAllowed');
  const bytes = await shop.fetch(record.slackFileId, FILE_LIMITS.slack.bytes);
  const table = await openTable(memorySource(bytes), ctx.keys, 'slack');
  if (record.state === 'received') {
    await checkImport(asked, id, { table, words: shop.words });
  } else {
    const { words, onProgress, isStopping } = shop;
    await runImport(asked, id, table, { words, onProgress, isStopping });
  }
}
