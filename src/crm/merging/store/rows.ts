import { z } from 'zod';
import { findCustomerKeys } from '../../../db/data-keys.ts';
import { Prisma } from '../../../db/generated/client.ts';
import { type DataKey, open, seal } from '../../../db/sealing.ts';
import type { Work } from '../../../db/transact.ts';
import { JOURNALED, LINKS, type Link, sealedColumns } from '../links.ts';
import type { Columns, Entry, Row } from '../rules/journal.ts';

const rows = z.array(z.object({ columns: z.record(z.string(), z.unknown()) }));

/** Names of tables and columns stand in links.ts or come from the catalogue: never from a person. */
function name(identifier: string): Prisma.Sql {
  if (!/^[a-z_][a-z0-9_]*$/.test(identifier)) throw new Error(`${identifier} is no name`);
  return Prisma.raw(`"${identifier}"`);
}

/** Times of rows are written the same way whatever zone the server is set to. */
export async function fixZone({ tx }: Work): Promise<void> {
  await tx.$executeRaw`SET LOCAL TIME ZONE 'UTC'`;
}

/** Every row that concerns these records and that a merge may change, as it stands now. */
export async function readRows(work: Work, ids: readonly string[]): Promise<Row[]> {
  const found: Row[] = [];
  for (const table of JOURNALED) {
    const columns = LINKS.filter((link) => link.table === table).map(({ column }) => column);
    if (table === 'customers') columns.push('id');
    const concerned = columns.map((column) => Prisma.sql`t.${name(column)} = ANY(${ids}::uuid[])`);
    found.push(...(await select(work, table, Prisma.join(concerned, ' OR '))));
  }
  return found;
}

/** These rows as they stand now; one that is gone is left out. */
export async function readEntries(work: Work, entries: readonly Entry[]): Promise<Row[]> {
  const found: Row[] = [];
  for (const table of new Set(entries.map((entry) => entry.table))) {
    const ids = entries.filter((entry) => entry.table === table).map(({ rowId }) => rowId);
    found.push(...(await select(work, table, Prisma.sql`t.id = ANY(${ids}::uuid[])`)));
  }
  return found;
}

async function select({ tx }: Work, table: string, where: Prisma.Sql): Promise<Row[]> {
  const answer = await tx.$queryRaw<unknown[]>`
    SELECT to_jsonb(t) AS columns FROM ${name(table)} t WHERE ${where} ORDER BY t.id`;
  return rows
    .parse(answer)
    .map(({ columns }) => ({ table, id: z.uuid().parse(columns.id), columns }));
}

/** Writes columns of a row as `to_jsonb` said them. */
export async function patchRow(
  { tx }: Work,
  { table, id }: { table: string; id: string },
  columns: Columns,
): Promise<void> {
  const names = Object.keys(columns);
  if (names.length === 0) return;
  const list = Prisma.join(names.map(name));
  await tx.$executeRaw`
    UPDATE ${name(table)} t SET (${list}) = (
      SELECT ${Prisma.join(names.map((one) => Prisma.sql`r.${name(one)}`))}
      FROM jsonb_populate_record(NULL::${name(table)}, ${JSON.stringify(columns)}::jsonb) r)
    WHERE t.id = ${id}::uuid`;
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
  for (const link of LINKS) {
    const { table, column, does } = link;
    if (does !== 'moves') continue;
    const free = Prisma.join([isSingle(link, way.to.id), isNewJoin(link, way.to.id)], ' AND ');
    const where = Prisma.sql`t.${name(column)} = ${way.from.id}::uuid AND ${free}`;
    for (const row of await select(work, table, where)) {
      await patchRow(work, row, { [column]: way.to.id, ...resealed(way, row) });
    }
  }
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
