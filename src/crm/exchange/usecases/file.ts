import { businessNow, type TransactContext, transact, type Work } from '../../../db/transact.ts';
import { planMessage, redrawAll, redrawMessage, type Target } from '../../../ledger/plan.ts';
import { audit } from '../../audit/audit.ts';
import {
  findImportOfFile,
  type ImportRecord,
  listFilesToAsk,
  lockImport,
  saveImport,
} from '../store/imports.ts';

/** Kind of the message that asks for the deletion of an uploaded file. */
export const IMPORT_FILE = 'import-file';

/** Hours from one time of asking to the next; the last one again and again, until the file is gone. */
const LADDER_HOURS = [1, 4, 24];
/** From this time of asking on an administrator is told too. */
const ADMINISTRATOR_FROM = 3;

/** Imports whose uploaded file may still lie about and is to be asked about now, with the file's id. */
export async function listUploadsToAsk(
  ctx: TransactContext,
): Promise<{ id: string; slackFileId: string }[]> {
  const ids = await listFilesToAsk(ctx.db, await businessNow(ctx.db));
  const rows = await ctx.db.import.findMany({
    where: { id: { in: ids } },
    select: { id: true, slackFileId: true },
  });
  return rows.flatMap(({ id, slackFileId }) => (slackFileId ? [{ id, slackFileId }] : []));
}

/**
 * Asks the person who uploaded a file to delete it, one rung further each time; working hours are minded
 * when the message leaves. The first time stands in the message of the import itself.
 */
export async function askForDeletion(ctx: TransactContext, id: string): Promise<void> {
  await transact(ctx, async (work) => {
    const record = await lockImport(work, id);
    const isDue = record?.nextAskAt && record.nextAskAt <= work.now && !record.fileGoneAt;
    if (!record || !isDue) {
      note(work, id, 'import.ask-skipped');
      return { id };
    }
    const { asked } = record;
    if (asked > 0) await planAsk(work, record, 'dm');
    if (asked >= ADMINISTRATOR_FROM) await planAsk(work, record, 'administrator');
    const hours = LADDER_HOURS[Math.min(asked, LADDER_HOURS.length - 1)]!;
    const nextAskAt = new Date(work.now.getTime() + hours * 3_600_000);
    await saveImport(work.tx, id, { asked: asked + 1, nextAskAt });
    note(work, id, 'import.ask-deletion');
    return { id };
  });
}

async function planAsk(work: Work, record: ImportRecord, target: Target): Promise<void> {
  await planMessage(work.tx, {
    kind: IMPORT_FILE,
    memberId: record.byId,
    target,
    recipient: `${IMPORT_FILE}:${record.id}`,
    slot: `${target} ${record.asked}`,
    dueAt: work.now,
    content: { importId: record.id, asked: record.asked },
  });
}

/** The uploaded file is gone: nobody is asked any more, and what asked says so. Nothing for other files. */
export async function noteFileGone(ctx: TransactContext, slackFileId: string): Promise<void> {
  const known = await findImportOfFile(ctx.db, slackFileId);
  if (!known || known.fileGoneAt) return;
  await transact(ctx, async (work) => {
    const { id, messageId } = known;
    await saveImport(work.tx, id, { fileGoneAt: work.now, nextAskAt: null });
    if (messageId) await redrawMessage(work.tx, messageId);
    await redrawAll(work.tx, `${IMPORT_FILE}:${id}`);
    note(work, id, 'import.file-gone');
    return { id };
  });
}

function note(work: Work, id: string, action: string): void {
  audit(work, { actor: 'system', action, subject: { kind: 'import', id } });
}
