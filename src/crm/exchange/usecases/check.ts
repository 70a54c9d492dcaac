import { businessNow, read, transact } from '../../../db/transact.ts';
import { redrawMessage } from '../../../ledger/plan.ts';
import { Refusal } from '../../../lib/refusal.ts';
import { requirePermission } from '../../access/rules.ts';
import { audit } from '../../audit/audit.ts';
import type { Ctx } from '../../context.ts';
import { type ImportWords, openDesk } from '../desk.ts';
import { type Judged, judgeBatch } from '../judge.ts';
import { columnReader, guessMapping, isUsable, type Mapping } from '../rules/columns.ts';
import type { Verdict } from '../rules/decide.ts';
import { firstRows, type Origin, scanBatches, type Table } from '../scan.ts';
import {
  clearRows,
  findImport,
  findMapping,
  type ImportRecord,
  insertImportRows,
  keepImport,
  lockImport,
  saveImport,
  saveMapping,
} from '../store/imports.ts';

/** What a look at a whole file found: how many rows would become what. */
interface Counted {
  total: number;
  created: number;
  updated: number;
  duplicate: number;
  refused: number;
  unassigned: number;
}

const NOTHING: Counted = {
  total: 0,
  created: 0,
  updated: 0,
  duplicate: 0,
  refused: 0,
  unassigned: 0,
};

/**
 * The dry run: recognises the columns unless somebody said what they are, and says what would become of
 * every row. Writes nothing of the file but counts, and for rows that stay behind number and reason.
 */
export async function checkImport(
  ctx: Ctx,
  id: string,
  { table, words }: { table: Table; words: ImportWords },
): Promise<ImportRecord> {
  const record = await requireImport(ctx, id);
  const given = await findMapping(ctx.db, ctx.keys, id);
  const mapping = given ?? guessMapping(await firstRows(table), columnReader(words.columns));
  if (!isUsable(mapping))
    return keepLook(ctx, record, { mapping, table, counted: null, behind: [] });
  const now = await businessNow(ctx.db);
  const desk = await read(ctx, (reading) =>
    openDesk(reading, words, { ...record, actor: ctx.actor }),
  );
  const counted = { ...NOTHING };
  const behind: Judged[] = [];
  const how = { mapping, desk: { ...desk, now }, keys: ctx.keys, origin: record.origin as Origin };
  const of = { importId: id, actor: ctx.actor, mapping };
  for await (const batch of scanBatches(table, how)) {
    for (const judged of await judgeBatch(ctx.db, batch, of)) {
      count(counted, judged.verdict);
      if (staysBehind(judged.verdict)) behind.push(judged);
    }
    await keepImport(ctx.db, id);
  }
  if (counted.total === 0) throw new Refusal('fileEmpty');
  return keepLook(ctx, record, { mapping, table, counted, behind });
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

const staysBehind = ({ outcome }: Verdict): boolean =>
  outcome === 'duplicate' || outcome === 'refused';

function count(counted: Counted, verdict: Verdict): void {
  counted.total += 1;
  counted[verdict.outcome] += 1;
  if (verdict.outcome === 'created' && verdict.incoming.repId === null) counted.unassigned += 1;
}

/** Rows that are written down at once. */
const AT_ONCE = 2_000;

async function keepLook(
  ctx: Ctx,
  { id, messageId }: ImportRecord,
  look: { mapping: Mapping; table: Table; counted: Counted | null; behind: Judged[] },
): Promise<ImportRecord> {
  const { mapping, table, counted, behind } = look;
  await transact(ctx, async (work) => {
    if ((await lockImport(work, id))?.startedAt !== null) throw new Refusal('importMoved');
    await clearRows(work.tx, id);
    await saveMapping(work, id, mapping);
    for (let at = 0; at < behind.length; at += AT_ONCE)
      await insertImportRows(
        work.tx,
        behind.slice(at, at + AT_ONCE).map((judged) => behindRow(id, judged, work.now)),
      );
    await saveImport(work.tx, id, {
      ...(counted ?? NOTHING),
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

/** A row as it is told: number, outcome, reasons. */
export function behindRow(importId: string, { row, verdict }: Judged, at: Date) {
  return {
    importId,
    row,
    at,
    outcome: verdict.outcome,
    reasons: 'reasons' in verdict ? verdict.reasons : [],
    ofRow: verdict.outcome === 'duplicate' ? verdict.of : null,
    customerId: verdict.outcome === 'duplicate' ? verdict.id : null,
  };
}
