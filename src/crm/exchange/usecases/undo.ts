import { read, transact, type Work } from '../../../db/transact.ts';
import { redrawMessage } from '../../../ledger/plan.ts';
import { Refusal } from '../../../lib/refusal.ts';
import { audit } from '../../audit/audit.ts';
import { listChanges } from '../../audit/rules.ts';
import type { Ctx } from '../../context.ts';
import { openLocked } from '../../customers/lock.ts';
import { updateCustomer } from '../../customers/store.ts';
import { type CustomerValues, canonicalValues } from '../../customers/values.ts';
import { openFilled } from '../filling.ts';
import { type ImportRecord, lockImport, saveImport } from '../store/imports.ts';
import { keepImport } from '../store/leases.ts';
import {
  type BroughtRow,
  countBrought,
  listBrought,
  listBuiltOn,
  lockBrought,
  markUndone,
  removeCreated,
} from '../store/undoing.ts';
import { countBroughtUnits } from '../store/units.ts';
import { tellTakenBack } from '../telling.ts';
import { undoUnits } from '../units.ts';
import { requireImport } from './check.ts';
import { unlinkFrom } from './link.ts';

/** Of an import: how many rows can be taken back, and the records that something was built on. */
export interface Undoable {
  record: ImportRecord;
  free: number;
  builtOn: number;
  /** The first of them. */
  numbers: number[];
}

const MOST_NAMED = 40;

/** What taking an import back would do. */
export async function readUndoable(ctx: Ctx, id: string): Promise<Undoable> {
  const record = await requireImport(ctx, id);
  if (record.kind === 'units')
    return { record, ...(await countBroughtUnits(ctx.db, id)), numbers: [] };
  return read(ctx, async ({ db }) => ({
    record,
    ...(await countBrought(db, id)),
    numbers: await listBuiltOn(db, id, MOST_NAMED),
  }));
}

/**
 * Begins to take an import back as a whole. What something was built on stays as it is and is named.
 * Throws `importMoved`, and `importBuiltOn` when nothing is left to take back.
 */
export async function startUndo(ctx: Ctx, id: string): Promise<ImportRecord> {
  const { free, builtOn } = await readUndoable(ctx, id);
  if (free === 0) throw new Refusal('importBuiltOn', { n: builtOn });
  await transact(ctx, async (work) => {
    const record = await lockImport(work, id);
    if (record?.state !== 'done') throw new Refusal('importMoved');
    await saveImport(work.tx, id, { state: 'undoing' });
    if (record.messageId) await redrawMessage(work.tx, record.messageId);
    audit(work, { actor: ctx.actor, action: 'import.undo', subject: { kind: 'import', id } });
    return { id };
  });
  return requireImport(ctx, id);
}

const BATCH = 200;

/** Takes it back, a batch per transaction; may be stopped and continued at any point. */
export async function runUndo(
  ctx: Ctx,
  id: string,
  isStopping: () => boolean = () => false,
): Promise<ImportRecord> {
  for (let after = 0; !isStopping(); ) {
    const { last } = await transact(ctx, (work) => undoBatch(work, ctx, { id, after }));
    if (last === null) break;
    after = last;
  }
  return requireImport(ctx, id);
}

async function undoBatch(
  work: Work,
  ctx: Ctx,
  { id, after }: { id: string; after: number },
): Promise<{ last: number | null }> {
  const record = await lockImport(work, id);
  // The terminal and the bot may both be at it: whoever comes later finds nothing left to do.
  if (record?.state === 'undone') {
    noteBatch(work, ctx, id, { rows: 0, kept: 0 });
    return { last: null };
  }
  if (record?.state !== 'undoing') throw new Refusal('importMoved');
  if (record.kind === 'units') {
    const { last, ...details } = await undoUnits(work, ctx, { id, after, limit: BATCH });
    if (last === null) await end(work, ctx, record);
    else noteBatch(work, ctx, id, { ...details, to: last });
    return { last };
  }
  const page = { after, limit: BATCH };
  const seen = await listBrought(work.tx, id, page);
  if (seen.length === 0) {
    await end(work, ctx, record);
    return { last: null };
  }
  await lockBrought(
    work,
    seen.map(({ customerId }) => customerId),
  );
  const rows = (await listBrought(work.tx, id, page)).filter(({ isBuiltOn }) => !isBuiltOn);
  const created = rows.filter(({ outcome }) => outcome === 'created');
  const goes = created.map(({ customerId }) => customerId);
  if (goes.length > 0) {
    await unlinkFrom(work, goes);
    await removeCreated(work, goes);
  }
  for (const { customerId, row, number } of created)
    audit(work, {
      actor: ctx.actor,
      action: 'customer.import-undone',
      subject: { kind: 'customer', id: customerId },
      details: { import: id, row, number },
    });
  for (const row of rows) if (row.outcome === 'updated') await putBack(work, ctx, id, row);
  await markUndone(
    work,
    id,
    rows.map(({ row }) => row),
  );
  await keepImport(work.tx, id);
  const last = seen.at(-1)!.row;
  noteBatch(work, ctx, id, { rows: rows.length, kept: seen.length - rows.length, to: last });
  return { last };
}

function noteBatch(work: Work, ctx: Ctx, id: string, details: Record<string, number>): void {
  audit(work, {
    actor: ctx.actor,
    action: 'import.undo-batch',
    subject: { kind: 'import', id },
    details,
  });
}

async function putBack(work: Work, ctx: Ctx, importId: string, row: BroughtRow): Promise<void> {
  const file = await openLocked(work, row.customerId);
  if (!file || !row.filled) return;
  const before = openFilled(file, { importId, row: row.row }, row.filled);
  const now = Object.fromEntries(
    Object.keys(before).map((key) => [key, file.values[key as keyof CustomerValues]]),
  ) as Partial<CustomerValues>;
  await updateCustomer(work, file, { values: before });
  audit(work, {
    actor: ctx.actor,
    action: 'customer.update',
    subject: { kind: 'customer', id: file.id },
    customer: file,
    details: { import: importId, row: row.row, undone: true, version: file.version + 1 },
    changes: listChanges(canonicalValues(now), canonicalValues(before)),
  });
}

async function end(work: Work, ctx: Ctx, record: ImportRecord): Promise<void> {
  await saveImport(work.tx, record.id, { state: 'undone', leaseUntil: null });
  if (record.messageId) await redrawMessage(work.tx, record.messageId);
  await tellTakenBack(work, record.id);
  audit(work, {
    actor: ctx.actor,
    action: 'import.undone',
    subject: { kind: 'import', id: record.id },
  });
}
