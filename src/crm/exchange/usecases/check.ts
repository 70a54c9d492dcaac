import { businessNow, read, transact, type Work } from '../../../db/transact.ts';
import { redrawMessage } from '../../../ledger/plan.ts';
import { Refusal } from '../../../lib/refusal.ts';
import { reachOf, requirePermission } from '../../access/rules.ts';
import { audit } from '../../audit/audit.ts';
import type { Ctx } from '../../context.ts';
import { checksLeft, noteCheck } from '../../customers/unique.ts';
import { AlikeRows } from '../alike.ts';
import { type ImportWords, openDesk } from '../desk.ts';
import { judgeBatch } from '../judge.ts';
import { findPossible } from '../possible.ts';
import { guessAny, isUsable, kindOf, type Mapping } from '../rules/columns.ts';
import { type Counted, type Found, Look, NOTHING } from '../rules/look.ts';
import { firstRows, type Origin, scanBatches, type Table } from '../scan.ts';
import { findImport, type ImportRecord, lockImport, saveImport } from '../store/imports.ts';
import { keepImport } from '../store/leases.ts';
import { findMapping, saveMapping } from '../store/mappings.ts';
import { clearRows, insertImportRows } from '../store/rows.ts';
import { clearKeys } from '../store/seen.ts';
import { lookAtUnits } from '../units.ts';

/**
 * The dry run: recognises the columns unless somebody said what they are, and says what would become of
 * every row, who may be somebody known or the customer of an earlier row included. Writes nothing of the file
 * but counts, and for rows that a person should look at number and reason. Throws `checkedTooOften` where the
 * hour's checks are used up.
 */
export async function checkImport(
  ctx: Ctx,
  id: string,
  { table, words }: { table: Table; words: ImportWords },
): Promise<ImportRecord> {
  const record = await requireImport(ctx, id);
  const given = await findMapping(ctx.db, ctx.keys, id);
  const mapping = given ?? guessAny(await firstRows(table), words.columns);
  if (!isUsable(mapping)) return endLook(ctx, record, { mapping, table, counted: null, found: [] });
  if (kindOf(mapping) === 'units') {
    await beginLook(ctx, id, { isCheck: false });
    const look = await lookAtUnits(ctx, record, { mapping, table });
    if (look.counted.total === 0) throw new Refusal('fileEmpty');
    return endLook(ctx, record, { mapping, table, ...look });
  }
  const now = await businessNow(ctx.db);
  const desk = await read(ctx, (reading) =>
    openDesk(reading, words, { ...record, actor: ctx.actor }),
  );
  const threshold = desk.settings.duplicateScore;
  const look = new Look(await beginLook(ctx, id, { isCheck: true }));
  const how = { mapping, desk: { ...desk, now }, keys: ctx.keys, origin: record.origin as Origin };
  const of = { importId: id, actor: ctx.actor, mapping };
  const alike = new AlikeRows();
  for await (const batch of scanBatches(table, how)) {
    const judged = await judgeBatch(ctx.db, batch, of);
    const possible = await findPossible(ctx, judged, { actor: ctx.actor, threshold });
    for (const one of judged) look.see(one, possible.get(one.row));
    alike.see(judged, possible);
    if (look.found.length >= AT_ONCE) await keepFound(ctx, id, look.take());
    await keepImport(ctx.db, id);
  }
  if (look.counted.total === 0) throw new Refusal('fileEmpty');
  for (const one of await alike.find(table, how)) look.seeAlike(one);
  return endLook(ctx, record, { mapping, table, counted: look.counted, found: look.take() });
}

/** The import, if the person may bring customers into its team. Throws `notAllowed`. */
export async function requireImport(ctx: Ctx, id: string): Promise<ImportRecord> {
  const record = await findImport(ctx.db, id);
  if (!record) throw new Refusal('notAllowed');
  requirePermission(ctx.actor, 'customer:import', record);
  if (record.byId !== ctx.actor.id && ctx.actor.role !== 'administrator')
    throw new Refusal('notAllowed');
  return record;
}

/** Rows that are written down at once. */
const AT_ONCE = 2_000;

/**
 * A look of somebody who does not see all teams is a check of who is registered, like any other: it counts, and
 * so does each row of another team's customer that it tells. Answers how many it may tell: half of what is left
 * of the hour's checks, so that a file can be looked at again after its columns were corrected.
 */
async function beginLook(ctx: Ctx, id: string, { isCheck }: { isCheck: boolean }): Promise<number> {
  const { tells } = await transact(ctx, async (work) => {
    await requireNothingWritten(work, id);
    await clearRows(work.tx, id);
    await clearKeys(work.tx, id);
    audit(work, { actor: ctx.actor, action: 'import.look', subject: { kind: 'import', id } });
    if (!isCheck || reachOf(ctx.actor, 'customer:import') === 'all') return { tells: null };
    await noteCheck(work, ctx.actor, { by: 'import', ids: [] });
    return { tells: Math.floor((await checksLeft(work, ctx.actor)) / 2) };
  });
  return tells ?? Number.POSITIVE_INFINITY;
}

async function requireNothingWritten(work: Work, id: string): Promise<void> {
  if ((await lockImport(work, id))?.startedAt !== null) throw new Refusal('importMoved');
}

async function keepFound(ctx: Ctx, id: string, found: Found[]): Promise<void> {
  await transact(ctx, async (work) => {
    await requireNothingWritten(work, id);
    await writeFound(work, ctx, id, found);
    audit(work, {
      actor: ctx.actor,
      action: 'import.look',
      subject: { kind: 'import', id },
      details: { rows: found.length },
    });
    return { id };
  });
}

async function writeFound(work: Work, ctx: Ctx, id: string, found: Found[]): Promise<void> {
  for (let at = 0; at < found.length; at += AT_ONCE)
    await insertImportRows(
      work.tx,
      found.slice(at, at + AT_ONCE).map(({ elsewhereId: _, ...row }) => ({
        ...row,
        importId: id,
        at: work.now,
      })),
    );
  if (reachOf(ctx.actor, 'customer:import') === 'all') return;
  for (const { elsewhereId } of found)
    if (elsewhereId) await noteCheck(work, ctx.actor, { by: 'import', ids: [elsewhereId] });
}

async function endLook(
  ctx: Ctx,
  { id, messageId }: ImportRecord,
  look: { mapping: Mapping; table: Table; counted: Counted | null; found: Found[] },
): Promise<ImportRecord> {
  const { mapping, table, counted, found } = look;
  await transact(ctx, async (work) => {
    await requireNothingWritten(work, id);
    if (!counted) await clearRows(work.tx, id);
    await clearKeys(work.tx, id);
    await saveMapping(work, id, mapping);
    await writeFound(work, ctx, id, found);
    await saveImport(work.tx, id, {
      ...(counted ?? NOTHING),
      kind: kindOf(mapping),
      state: counted ? 'checked' : 'unmapped',
      doneRow: mapping.headingRow,
      digest: new Uint8Array(table.looked.digest),
      leaseUntil: null,
    });
    if (messageId) await redrawMessage(work.tx, messageId);
    audit(work, {
      actor: ctx.actor,
      action: 'import.check',
      subject: { kind: 'import', id },
      details: { ...(counted ?? NOTHING) },
    });
    return { id };
  });
  return requireImport(ctx, id);
}
