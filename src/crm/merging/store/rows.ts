import { z } from 'zod';
import { findCustomerKeys } from '../../../db/data-keys.ts';
import { Prisma } from '../../../db/generated/client.ts';
import { type DataKey, open, seal } from '../../../db/sealing.ts';
import type { Work } from '../../../db/transact.ts';
import { JOURNALED, LINKS, type Link, sealedColumns } from '../links.ts';
import type { Columns, Entry, Row } from '../rules/journal.ts';

const rows = z.array(
  z.object({ table: z.string(), id: z.uuid(), columns: z.record(z.string(), z.unknown()) }),
);

/** Names of tables and columns stand in links.ts or come from the catalogue: never from a person. */
function name(identifier: string): Prisma.Sql {
  if (!/^[a-z_][a-z0-9_]*$/.test(identifier)) throw new Error(`${identifier} is no name`);
  return Prisma.raw(`"${identifier}"`);
}

/** Times of rows are written the same way whatever zone the server is set to. */
export async function fixZone({ tx }: Work): Promise<void> {
  await tx.$executeRaw`SET LOCAL TIME ZONE 'UTC'`;
}

/** Rows of one table that are asked for. */
interface Wanted {
  table: string;
  where: Prisma.Sql;
}

/** Every row that concerns these records and that a merge may change, as it stands now. */
export async function readRows(work: Work, ids: readonly string[]): Promise<Row[]> {
  return select(
    work,
    JOURNALED.map((table) => {
      const columns = LINKS.filter((link) => link.table === table).map(({ column }) => column);
      if (table === 'customers') columns.push('id');
      const concerned = columns.map((one) => Prisma.sql`t.${name(one)} = ANY(${ids}::uuid[])`);
      return { table, where: Prisma.join(concerned, ' OR ') };
    }),
  );
}

/** These rows as they stand now; one that is gone is left out. */
export async function readEntries(work: Work, entries: readonly Entry[]): Promise<Row[]> {
  const tables = [...new Set(entries.map(({ table }) => table))];
  return select(
    work,
    tables.map((table) => {
      const ids = entries.filter((entry) => entry.table === table).map(({ rowId }) => rowId);
      return { table, where: Prisma.sql`t.id = ANY(${ids}::uuid[])` };
    }),
  );
}

/** One look, however many tables. */
async function select({ tx }: Work, wanted: readonly Wanted[]): Promise<Row[]> {
  if (wanted.length === 0) return [];
  const parts = wanted.map(
    ({ table, where }) =>
      Prisma.sql`SELECT ${table} AS "table", t.id, to_jsonb(t) AS columns FROM ${name(table)} t WHERE ${where}`,
  );
  return rows.parse(
    await tx.$queryRaw<unknown[]>`${Prisma.join(parts, ' UNION ALL ')} ORDER BY 1, 2`,
  );
}

/** A row and what is written into it, as `to_jsonb` says it. */
export interface Patch {
  row: Pick<Row, 'table' | 'id'>;
  columns: Columns;
}

/** Writes columns of rows: one statement for all that have the same ones. */
export async function patchRows({ tx }: Work, patches: readonly Patch[]): Promise<void> {
  const groups = new Map<string, Patch[]>();
  for (const patch of patches) {
    const key = [patch.row.table, ...Object.keys(patch.columns).sort()].join(' ');
    groups.set(key, [...(groups.get(key) ?? []), patch]);
  }
  for (const [key, same] of groups) {
    const [table, ...names] = key.split(' ');
    if (!table || names.length === 0) continue;
    const records = same.map(({ row, columns }) => ({ ...columns, id: row.id }));
    await tx.$executeRaw`
      UPDATE ${name(table)} t SET (${Prisma.join(names.map(name))}) = (
        SELECT ${Prisma.join(names.map((one) => Prisma.sql`r.${name(one)}`))})
      FROM jsonb_populate_recordset(NULL::${name(table)}, ${JSON.stringify(records)}::jsonb) r
      WHERE t.id = r.id`;
  }
}

/** Takes a row away that the merge wrote. */
export async function dropRow(
  { tx }: Work,
  { table, id }: { table: string; id: string },
): Promise<void> {
  await tx.$executeRaw`DELETE FROM ${name(table)} t WHERE t.id = ${id}::uuid`;
}

/** Two records and their keys: sealed values go from the one to the other. */
export interface Way {
  from: { id: string; dataKey: DataKey };
  to: { id: string; dataKey: DataKey };
}

/** The sealed columns of a row, as they are sealed for the other record. */
export function resealed({ from, to }: Way, { table, id, columns }: Row): Columns {
  return Object.fromEntries(
    sealedColumns(table).flatMap((column) => {
      const sealed = columns[column];
      if (typeof sealed !== 'string') return [];
      const place = { table, column, rowId: id };
      const text = open(from.dataKey, place, bytesOf(sealed));
      return [[column, textOf(seal(to.dataKey, place, text))]];
    }),
  );
}

/** How `to_jsonb` says bytes. */
const bytesOf = (text: string): Buffer => Buffer.from(text.slice(2), 'hex');
const textOf = (bytes: Buffer): string => `\\x${bytes.toString('hex')}`;

/** Moves the rows of the lost record that move, sealed for the kept one. */
export async function moveRows(work: Work, way: Way): Promise<void> {
  const moving = LINKS.filter(({ does }) => does === 'moves');
  const patches: Patch[] = [];
  for (const row of await select(
    work,
    moving.map((link) => ofLost(link, way)),
  )) {
    const columns = moving
      .filter(({ table, column }) => table === row.table && row.columns[column] === way.from.id)
      .map(({ column }) => [column, way.to.id]);
    patches.push({ row, columns: { ...Object.fromEntries(columns), ...resealed(way, row) } });
  }
  await patchRows(work, patches);
}

/** The lost record's rows that may become the kept one's. */
function ofLost(link: Link, { from, to }: Way): Wanted {
  const free = Prisma.join([isSingle(link, to.id), isNewJoin(link, to.id)], ' AND ');
  return {
    table: link.table,
    where: Prisma.sql`t.${name(link.column)} = ${from.id}::uuid AND ${free}`,
  };
}

/** SQL for "the kept record has no such row yet", where it may have one only. */
function isSingle({ table, column, onePer }: Link, keptId: string): Prisma.Sql {
  if (!onePer) return Prisma.sql`true`;
  const same = [
    Prisma.sql`k.${name(column)} = ${keptId}::uuid`,
    ...onePer.map((one) => Prisma.sql`k.${name(one)} IS NOT DISTINCT FROM t.${name(one)}`),
  ];
  return Prisma.sql`NOT EXISTS (SELECT FROM ${name(table)} k WHERE ${Prisma.join(same, ' AND ')})`;
}

/** SQL for "it joins the kept record to somebody else, and to somebody it is not joined to". */
function isNewJoin({ table, column, joins }: Link, keptId: string): Prisma.Sql {
  if (!joins) return Prisma.sql`true`;
  const [own, other] = [name(column), name(joins)];
  return Prisma.sql`t.${other} <> ${keptId}::uuid AND NOT EXISTS (
    SELECT FROM ${name(table)} k
    WHERE (k.${own} = ${keptId}::uuid AND k.${other} = t.${other})
       OR (k.${other} = ${keptId}::uuid AND k.${own} = t.${other}))`;
}

/** The keys of two records; null where one was destroyed. */
export async function findWay(
  work: Work,
  { fromId, toId }: { fromId: string; toId: string },
): Promise<Way | null> {
  const keys = await findCustomerKeys(work.tx, work.keys, [fromId, toId]);
  const [from, to] = [keys.get(fromId), keys.get(toId)];
  return from && to ? { from: { id: fromId, dataKey: from }, to: { id: toId, dataKey: to } } : null;
}
