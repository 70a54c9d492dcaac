import { businessNow, read, transact, type Work } from '../../db/transact.ts';
import { redrawMessage } from '../../ledger/plan.ts';
import { Refusal } from '../../lib/refusal.ts';
import { can, requirePermission } from '../access/rules.ts';
import { audit } from '../audit/audit.ts';
import type { Ctx } from '../context.ts';
import type { UnitFacts } from '../properties/fields.ts';
import { noteEvent } from '../properties/store/events.ts';
import { listFloorPrices, lockUnit } from '../properties/store/units.ts';
import { writeChange, writeNewUnit } from '../properties/writing.ts';
import type { Mapping } from './rules/columns.ts';
import { type Counted, type Found, NOTHING } from './rules/look.ts';
import type { IncomingUnit, StockDesk, UnitRow } from './rules/unit-row.ts';
import type { Origin, Table } from './scan.ts';
import { findImport, type ImportRecord, lockImport, saveImport } from './store/imports.ts';
import { keepImport } from './store/leases.ts';
import { insertImportRows } from './store/rows.ts';
import { markUndone } from './store/undoing.ts';
import {
  lockBroughtUnits,
  openBefore,
  removeUnits,
  sealBefore,
  type UnitBefore,
} from './store/units.ts';
import {
  changesOf,
  type JudgedUnit,
  judgeUnits,
  openStockDesk,
  unitBatches,
} from './unit-batches.ts';

/** The dry run of a file of units: how many rows would become what, and which a person should look at. */
export async function lookAtUnits(
  ctx: Ctx,
  record: ImportRecord,
  { mapping, table }: { mapping: Mapping; table: Table },
): Promise<{ counted: Counted; found: Found[] }> {
  requirePermission(ctx.actor, 'property:change', record);
  const now = await businessNow(ctx.db);
  const desk = await openStockDesk({ db: ctx.db, now }, record.teamId);
  const counted: Counted = { ...NOTHING };
  const found: Found[] = [];
  const seen = new Map<string, number>();
  const how = { mapping, desk, origin: record.origin as Origin, after: 0 };
  for await (const batch of unitBatches(table, how)) {
    for (const one of await judgeUnits(ctx.db, batch, { importId: record.id, seen })) {
      counted.total += 1;
      counted[one.outcome] += 1;
      if (one.outcome === 'duplicate' || one.outcome === 'refused') found.push(foundOf(one));
    }
    await keepImport(ctx.db, record.id);
  }
  return { counted, found };
}

const foundOf = ({ row, outcome, reasons, ofRow }: JudgedUnit): Found => ({
  ...{ row, outcome, reasons, ofRow, customerId: null, elsewhereId: null },
});

/** What a run of units tells, and whether it is to end early. */
interface Hooks {
  onProgress?: (record: ImportRecord) => void;
  isStopping?: () => boolean;
}

/** A message is drawn again at most so often, in ms. */
const REDRAW_MS = 2_000;

/**
 * Brings units in, from where the last run ended: a batch is one transaction with the history of its units
 * and the number of its last row. Answers whether it came to the end.
 */
export async function bringUnits(
  ctx: Ctx,
  record: ImportRecord,
  { mapping, table, hooks }: { mapping: Mapping; table: Table; hooks: Hooks },
): Promise<boolean> {
  requirePermission(ctx.actor, 'property:change', record);
  const { id, doneRow, messageId } = record;
  const desk = await read(ctx, (at) => openStockDesk(at, record.teamId));
  const origin = record.origin as Origin;
  let drawnAt = performance.now();
  for await (const batch of unitBatches(table, { mapping, desk, origin, after: doneRow })) {
    if (hooks.isStopping?.()) return false;
    await transact(ctx, (work) => bringBatch(work, ctx, { id, batch, desk }));
    const now = await findImport(ctx.db, id);
    if (now) hooks.onProgress?.(now);
    if (!messageId || performance.now() - drawnAt < REDRAW_MS) continue;
    drawnAt = performance.now();
    await redrawMessage(ctx.db, messageId);
  }
  return true;
}

async function bringBatch(
  work: Work,
  ctx: Ctx,
  { id, batch, desk }: { id: string; batch: UnitRow[]; desk: StockDesk },
): Promise<{ rows: number }> {
  const record = await lockImport(work, id);
  const last = batch.at(-1)!.row;
  if (record?.state !== 'running' || record.doneRow >= batch[0]!.row)
    throw new Refusal('importMoved');
  const judged = await judgeUnits(work.tx, batch, { importId: id, seen: new Map() });
  const rows: BroughtRow[] = [];
  for (const one of judged) rows.push(await bring(work, ctx, { id, one, desk }));
  await insertImportRows(work.tx, rows);
  const n = (outcome: string) => rows.filter((row) => row.outcome === outcome).length;
  await saveImport(work.tx, id, {
    doneRow: last,
    created: { increment: n('created') },
    updated: { increment: n('updated') },
    duplicate: { increment: n('duplicate') },
    refused: { increment: n('refused') },
  });
  await keepImport(work.tx, id);
  audit(work, {
    actor: ctx.actor,
    action: 'import.batch',
    subject: { kind: 'import', id },
    details: { rows: rows.length, to: last },
  });
  return { rows: rows.length };
}

/** A row of the import as it is written down. */
interface BroughtRow {
  importId: string;
  at: Date;
  row: number;
  outcome: string;
  reasons: string[];
  ofRow: number | null;
  unitId: string | null;
  version: number | null;
  filledSealed: Uint8Array | null;
}

async function bring(
  work: Work,
  ctx: Ctx,
  { id, one, desk }: { id: string; one: JudgedUnit; desk: StockDesk },
): Promise<BroughtRow> {
  const { row, outcome, reasons, ofRow, incoming, known } = one;
  const told = { importId: id, at: work.now, row, outcome, reasons, ofRow };
  const nothing = { ...told, unitId: null, version: null, filledSealed: null };
  const writer = { actor: ctx.actor, importId: id };
  if (outcome === 'created' && incoming) {
    const { project, unit } = incoming;
    const floorPrice = can(ctx.actor, 'property:floor', project) ? unit.floorPrice : null;
    const { currency } = desk.settings;
    const fresh = { project, currency, unit: { ...unit, floorPrice } };
    return { ...nothing, unitId: await writeNewUnit(work, writer, fresh), version: 1 };
  }
  if (outcome !== 'updated' || !incoming || !known) return nothing;
  const unit = await lockUnit(work.tx, known.id);
  if (!unit) return nothing;
  const keys = changesOf(incoming, unit) as (keyof UnitFacts)[];
  const floor = await floorOf(work, ctx, incoming, unit.id);
  const facts = pick(incoming.unit, keys);
  const before: UnitBefore = {
    facts: pick(unit, keys),
    ...(floor && floor.old !== floor.new && { floor: { price: floor.old } }),
  };
  const changed = await writeChange(work, writer, unit, { facts, ...(floor && { floor }) });
  if (changed.length === 0)
    return { ...nothing, outcome: 'duplicate', reasons: ['unitKnown'], unitId: unit.id };
  const filledSealed = await sealBefore(work, { importId: id, row }, before);
  return { ...nothing, unitId: unit.id, version: unit.version + 1, filledSealed };
}

async function floorOf(work: Work, ctx: Ctx, { unit, said, project }: IncomingUnit, id: string) {
  if (!said.includes('floorPrice') || !can(ctx.actor, 'property:floor', project)) return undefined;
  const floors = await listFloorPrices({ db: work.tx, keys: work.keys }, [id]);
  return { old: floors.get(id) ?? null, new: unit.floorPrice };
}

function pick(facts: UnitFacts, keys: readonly (keyof UnitFacts)[]): Partial<UnitFacts> {
  return Object.fromEntries(keys.map((key) => [key, facts[key]]));
}

/** Takes a batch of units back; what somebody has worked on since stays. Answers the last row, null at the end. */
export async function undoUnits(
  work: Work,
  ctx: Ctx,
  { id, after, limit }: { id: string; after: number; limit: number },
): Promise<{ last: number | null; kept: number; rows: number }> {
  const record = await lockImport(work, id);
  requirePermission(ctx.actor, 'property:change', record);
  const seen = await lockBroughtUnits(work, id, { after, limit });
  if (seen.length === 0) return { last: null, kept: 0, rows: 0 };
  const rows = seen.filter(({ isBuiltOn }) => !isBuiltOn);
  const goes = rows.filter(({ outcome }) => outcome === 'created').map(({ unitId }) => unitId);
  await removeUnits(work, goes);
  for (const unitId of goes) {
    const unit = { id: unitId, teamId: record!.teamId };
    const details = { importId: id, undone: true };
    await noteEvent(work, unit, { kind: 'withdrawn', byId: ctx.actor.id, details });
  }
  for (const { outcome, unitId, row, before } of rows)
    if (outcome === 'updated' && before) await putBack(work, ctx, { id, row, unitId, before });
  await markUndone(
    work,
    id,
    rows.map(({ row }) => row),
  );
  await keepImport(work.tx, id);
  return { last: seen.at(-1)!.row, kept: seen.length - rows.length, rows: rows.length };
}

async function putBack(
  work: Work,
  ctx: Ctx,
  { id, row, unitId, before }: { id: string; row: number; unitId: string; before: Uint8Array },
): Promise<void> {
  const unit = await lockUnit(work.tx, unitId);
  if (!unit) return;
  const { facts, floor } = await openBefore(work, { importId: id, row }, before);
  const floors = await listFloorPrices({ db: work.tx, keys: work.keys }, [unitId]);
  await writeChange(work, { actor: ctx.actor, importId: id }, unit, {
    facts,
    ...(floor && { floor: { old: floors.get(unitId) ?? null, new: floor.price } }),
  });
}
