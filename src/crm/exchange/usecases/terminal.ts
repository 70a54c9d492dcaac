import { transact } from '../../../db/transact.ts';
import { newId } from '../../../lib/id.ts';
import { Refusal } from '../../../lib/refusal.ts';
import type { Actor } from '../../access/actor.ts';
import { requirePermission } from '../../access/rules.ts';
import { actorOf, listActiveMembers } from '../../access/store.ts';
import type { Ctx } from '../../context.ts';
import { type ColumnNames, columnReader, isColumn, type Mapping } from '../rules/columns.ts';
import { personReader } from '../rules/people.ts';
import { firstRows, type Table } from '../scan.ts';
import {
  findImportOfBytes,
  type ImportRecord,
  insertImport,
  type State,
} from '../store/imports.ts';
import { requireImport } from './check.ts';
import { note } from './manage.ts';

/** The import of a file at the terminal: one that is under way, or a new one. */
export async function openAtTerminal(
  ctx: Ctx,
  of: { teamId: string; table: Table },
): Promise<{ record: ImportRecord; before: ImportRecord | null }> {
  requirePermission(ctx.actor, 'customer:import', of);
  const { digest } = of.table.looked;
  const open: State[] = ['running', 'checked', 'received', 'unmapped'];
  const before = await findImportOfBytes(ctx.db, digest, ['done', 'undone']);
  const known = await findImportOfBytes(ctx.db, digest, open);
  if (known && (known.state === 'running' || known.teamId === of.teamId))
    return { record: known, before };
  const { id } = await transact(ctx, async (work) => {
    const fresh = newId(work.now);
    const { teamId } = of;
    await insertImport(work, {
      ...{ id: fresh, byId: ctx.actor.id, teamId },
      origin: 'terminal',
      slackFileId: null,
    });
    note(work, ctx, fresh, 'import.receive');
    return { id: fresh };
  });
  return { record: await requireImport(ctx, id), before };
}

/**
 * Columns as somebody says they are, over what was recognised: heading (or spreadsheet letter) → column,
 * by key or by any of its names. Throws `importColumnUnknown`, `importHeadingUnknown`.
 */
export async function mapByHand(
  table: Table,
  names: ColumnNames,
  said: readonly { heading: string; column: string }[],
  guess: (first: Awaited<ReturnType<typeof firstRows>>) => Mapping,
): Promise<Mapping> {
  const mapping = guess(await firstRows(table));
  const [readColumn, readUnits] = [columnReader(names), columnReader(names, 'units')];
  for (const { heading, column } of said) {
    const meant = isColumn(column) ? column : (readColumn(column) ?? readUnits(column));
    if (!meant) throw new Refusal('importColumnUnknown', { column });
    const found = mapping.columns.filter((one) => one.heading === heading.trim());
    if (found.length === 0) throw new Refusal('importHeadingUnknown', { heading });
    for (const one of found) one.column = meant;
  }
  return mapping;
}

/**
 * The member in whose name the terminal works: by name or Slack id, else the first administrator; null
 * where there is none.
 */
export async function findOperator(
  ctx: Pick<Ctx, 'db'>,
  named: string | null,
): Promise<Actor | null> {
  const members = await listActiveMembers(ctx.db);
  const found = named
    ? members.find(({ id }) => id === personReader(members)(named)?.id)
    : members.find(({ role }) => role === 'administrator');
  return found ? actorOf(found) : null;
}
