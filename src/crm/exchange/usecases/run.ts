import { isUniqueViolation } from '../../../db/errors.ts';
import { read, transact, type Work } from '../../../db/transact.ts';
import { redrawMessage } from '../../../ledger/plan.ts';
import { Refusal } from '../../../lib/refusal.ts';
import { audit } from '../../audit/audit.ts';
import { listChanges } from '../../audit/rules.ts';
import type { Ctx } from '../../context.ts';
import { lockFile } from '../../customers/lock.ts';
import { updateCustomer } from '../../customers/store.ts';
import { type CustomerValues, canonicalValues, isEmpty } from '../../customers/values.ts';
import { noteChange } from '../../review/opening.ts';
import { getSettings } from '../../settings/store.ts';
import { type ImportWords, openDesk } from '../desk.ts';
import { fillGaps, sealFilled } from '../filling.ts';
import { type Judged, judgeBatch } from '../judge.ts';
import { noteArrival, receiveArrivals } from '../receiving.ts';
import type { Mapping } from '../rules/columns.ts';
import { behindRow } from '../rules/look.ts';
import type { Incoming } from '../rules/row.ts';
import { Batches, type Origin, type Scanned, type Table } from '../scan.ts';
import { commitLazily, type ImportRecord, lockImport, saveImport } from '../store/imports.ts';
import { keepImport } from '../store/leases.ts';
import { findMapping } from '../store/mappings.ts';
import { REFERRER_OPEN } from '../store/referrers.ts';
import { clearRows, insertImportRows } from '../store/rows.ts';
import { clearKeys } from '../store/seen.ts';
import { type Arrival, insertArrivals } from '../store/writing.ts';
import { tellReps } from '../telling.ts';
import { bringUnits } from '../units.ts';
import { requireImport } from './check.ts';
import { linkWithin } from './link.ts';

/** Begins the run of a checked file: from here on its rows are brought in, each once. Throws `importMoved`. */
export async function startImport(ctx: Ctx, id: string): Promise<ImportRecord> {
  await requireImport(ctx, id);
  await transact(ctx, async (work) => {
    const record = await lockImport(work, id);
    if (record?.state !== 'checked') throw new Refusal('importMoved');
    await clearRows(work.tx, id);
    await saveImport(work.tx, id, {
      state: 'running',
      startedAt: work.now,
      ...{ created: 0, updated: 0, duplicate: 0, refused: 0, unassigned: 0, untold: 0 },
    });
    if (record.messageId) await redrawMessage(work.tx, record.messageId);
    audit(work, { actor: ctx.actor, action: 'import.start', subject: { kind: 'import', id } });
    return { id };
  });
  return requireImport(ctx, id);
}

export interface RunHooks {
  words: ImportWords;
  /** Told after every batch. */
  onProgress?: (record: ImportRecord) => void;
  /** Asked before every batch: true ends here, to be continued later. */
  isStopping?: () => boolean;
}

/** A message is drawn again at most so often, in ms. */
const REDRAW_MS = 2_000;

/**
 * Brings the rows in, from where the last run ended: a batch is one transaction with its audit rows and
 * the number of its last row, so that a killed process loses nothing and repeats nothing. The file must be
 * the one that was checked. Throws `importFileChanged`.
 */
export async function runImport(
  ctx: Ctx,
  id: string,
  table: Table,
  hooks: RunHooks,
): Promise<ImportRecord> {
  const record = await requireImport(ctx, id);
  const mapping = await findMapping(ctx.db, ctx.keys, id);
  if (record.state !== 'running' || !mapping) throw new Refusal('importMoved');
  if (!record.digest || !table.looked.digest.equals(record.digest))
    throw new Refusal('importFileChanged');
  if (record.kind === 'units') {
    if (await bringUnits(ctx, record, { mapping, table, hooks })) await finish(ctx, id);
    return requireImport(ctx, id);
  }
  const desk = await read(ctx, (reading) =>
    openDesk(reading, hooks.words, { ...record, actor: ctx.actor }),
  );
  let drawnAt = 0;
  const origin = record.origin as Origin;
  const from = { mapping, desk, keys: ctx.keys, origin, prepares: true };
  const batches = new Batches(table, { ...from, after: record.doneRow });
  const onWriting = () => batches.begin();
  for await (const batch of batches) {
    if (hooks.isStopping?.()) return requireImport(ctx, id);
    const redraws = performance.now() - drawnAt > REDRAW_MS;
    if (redraws) drawnAt = performance.now();
    await bringBatch(ctx, id, { batch, mapping, redraws, onWriting });
    hooks.onProgress?.(await requireImport(ctx, id));
  }
  await linkWithin(ctx, id);
  await finish(ctx, id);
  return requireImport(ctx, id);
}

/** A batch that is brought in. */
interface Turn {
  batch: Scanned[];
  mapping: Mapping;
  redraws: boolean;
  /** Called when the database has begun to write and will be busy for a while. */
  onWriting: () => void;
}

/** Somebody registers the same phone at this moment: the batch is decided again, a few times. */
const TRIES = 4;

async function bringBatch(ctx: Ctx, id: string, turn: Turn): Promise<void> {
  for (let tried = 1; ; tried++) {
    try {
      await transact(ctx, (work) => bring(work, ctx, { id, ...turn }));
      return;
    } catch (error) {
      if (tried === TRIES || !isUniqueViolation(error)) throw error;
    }
  }
}

async function bring(
  work: Work,
  ctx: Ctx,
  { id, batch, mapping, redraws, onWriting }: Turn & { id: string },
): Promise<{ rows: number }> {
  await commitLazily(work.tx);
  const record = await lockImport(work, id);
  const first = batch[0]?.read.row ?? 0;
  if (record?.state !== 'running' || record.doneRow >= first) throw new Refusal('importMoved');
  const judged = await judgeBatch(work.tx, batch, { importId: id, actor: ctx.actor, mapping });
  const arrivals = await receiveArrivals(work, judged, ctx.actor.id);
  await insertArrivals(work, [...arrivals.values()], () => {
    onWriting();
    for (const [row, arrival] of arrivals)
      noteArrival(work, ctx.actor, { importId: id, row, arrival });
  });
  const rows = judged.map(({ row, verdict }) => {
    const { elsewhereId: _, ...told } = behindRow(row, verdict);
    return { importId: id, at: work.now, ...told, version: null as number | null };
  });
  const sealed = new Map<number, Uint8Array<ArrayBuffer>>();
  for (const [nth, { row, verdict }] of judged.entries()) {
    const arrival = arrivals.get(row);
    if (arrival) Object.assign(rows[nth]!, createdRow(arrival));
    if (verdict.outcome !== 'updated') continue;
    const filled = await fill(work, ctx, { importId: id, row, verdict });
    Object.assign(rows[nth]!, filled.row);
    if (filled.sealed) sealed.set(row, filled.sealed);
  }
  await insertImportRows(
    work.tx,
    rows.map((row) => ({ ...row, filledSealed: sealed.get(row.row) ?? null })),
  );
  const n = (outcome: string) => rows.filter((row) => row.outcome === outcome).length;
  await saveImport(work.tx, id, {
    doneRow: batch.at(-1)!.read.row,
    created: { increment: n('created') },
    updated: { increment: n('updated') },
    duplicate: { increment: n('duplicate') },
    refused: { increment: n('refused') },
    unassigned: { increment: unassignedOf(judged) },
  });
  await keepImport(work.tx, id);
  if (redraws && record.messageId) await redrawMessage(work.tx, record.messageId);
  audit(work, {
    actor: ctx.actor,
    action: 'import.batch',
    subject: { kind: 'import', id },
    details: { rows: rows.length, to: batch.at(-1)!.read.row },
  });
  return { rows: rows.length };
}

/** A record that was made; whether its referrer may be somebody of the rest of the file. */
const createdRow = ({ id, incoming }: Arrival) => ({
  customerId: id,
  version: 1,
  reasons: incoming.values.referrer ? [REFERRER_OPEN] : [],
});

const unassignedOf = (judged: readonly Judged[]): number =>
  judged.filter(({ verdict }) => verdict.outcome === 'created' && !verdict.incoming.repId).length;

/** Fills what a known customer lacks; where nothing is lacking any more it is a duplicate. */
async function fill(
  work: Work,
  ctx: Ctx,
  {
    importId,
    row,
    verdict,
  }: { importId: string; row: number; verdict: { id: string; incoming: Incoming } },
) {
  const file = await lockFile(work, ctx.actor, { action: 'customer:update' }, verdict.id);
  const values: Partial<CustomerValues> = fillGaps(file.values, verdict.incoming.values);
  if (values.referrerId === file.id) delete values.referrerId;
  if (Object.values(values).every(isEmpty))
    return { row: { outcome: 'duplicate', reasons: ['known'], customerId: file.id }, sealed: null };
  await updateCustomer(work, file, { values });
  const settings = await getSettings(work.tx, file.teamId, work.now);
  if (settings.reviewImported)
    await noteChange(work, { file, fields: Object.keys(values), actor: ctx.actor, settings });
  const before = Object.fromEntries(
    Object.keys(values).map((key) => [key, file.values[key as keyof CustomerValues]]),
  );
  audit(work, {
    actor: ctx.actor,
    action: 'customer.update',
    subject: { kind: 'customer', id: file.id },
    customer: file,
    details: { import: importId, row, version: file.version + 1 },
    changes: listChanges(
      canonicalValues(before as Partial<CustomerValues>),
      canonicalValues(values),
    ),
  });
  return {
    row: { customerId: file.id, version: file.version + 1 },
    sealed: sealFilled(file, { importId, row }, before),
  };
}

async function finish(ctx: Ctx, id: string): Promise<void> {
  await transact(ctx, async (work) => {
    const record = await lockImport(work, id);
    if (record?.state !== 'running') throw new Refusal('importMoved');
    const { created, updated, duplicate, refused } = record;
    await saveImport(work.tx, id, {
      state: 'done',
      finishedAt: work.now,
      leaseUntil: null,
      ...(record.slackFileId && { nextAskAt: work.now }),
    });
    await clearKeys(work.tx, id);
    if (record.messageId) await redrawMessage(work.tx, record.messageId);
    await tellReps(work, { importId: id, byId: ctx.actor.id });
    audit(work, {
      actor: ctx.actor,
      action: 'import.done',
      subject: { kind: 'import', id },
      details: { created, updated, duplicate, refused },
    });
    return { id };
  });
}
