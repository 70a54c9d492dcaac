import { expect, it } from 'vitest';
import { LINKS } from '../../src/crm/merging/links.ts';
import { testDatabase } from '../support/database.ts';

const t = await testDatabase();

it('names every column of the database that points to a customer, and no other', async () => {
  const { rows } = await t.owner.query<{ link: string }>(
    `SELECT DISTINCT c.table_name || '.' || c.column_name AS link
     FROM information_schema.columns c
     WHERE c.table_schema = current_schema() AND (
       ((c.udt_name = 'uuid' OR c.udt_name = '_uuid')
         AND (c.column_name ~ 'customer' OR c.column_name IN ('about_id', 'subject_id')))
       OR EXISTS (
         SELECT FROM pg_constraint k JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = ANY(k.conkey)
         WHERE k.contype = 'f' AND k.confrelid = 'customers'::regclass
           AND k.conrelid = to_regclass(quote_ident(c.table_name)) AND a.attname = c.column_name)
       OR c.table_name || '.' || c.column_name = 'customers.referrer_id')
     ORDER BY 1`,
  );
  expect(
    LINKS.map(({ table, column }) => `${table}.${column}`).sort(),
    'a new table says in src/crm/merging/links.ts what a merge does with it',
  ).toEqual(rows.map(({ link }) => link));
});

it('moves only rows of tables that have one primary key, id', async () => {
  const { rows } = await t.owner.query<{ table: string }>(
    `SELECT k.conrelid::regclass::text AS table FROM pg_constraint k
     JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1]
     WHERE k.contype = 'p' AND cardinality(k.conkey) = 1 AND a.attname = 'id'`,
  );
  const known = new Set(rows.map(({ table }) => table));
  const changed = LINKS.filter(({ does }) => does !== 'stays').map(({ table }) => table);
  expect(changed.filter((table) => !known.has(table))).toEqual([]);
});

it('knows every sealed column of what moves, and under whose key it is', async () => {
  const moved = LINKS.filter(({ does }) => does === 'moves');
  const { rows } = await t.owner.query<{ table: string; column: string }>(
    `SELECT table_name AS table, column_name AS column FROM information_schema.columns
     WHERE table_schema = current_schema() AND udt_name = 'bytea' AND column_name ~ 'sealed$'
       AND table_name = ANY($1)`,
    [moved.map(({ table }) => table)],
  );
  const known = moved.flatMap(({ table, sealed = [], officeSealed = [] }) =>
    [...sealed, ...officeSealed].map((one) => `${table}.${one}`),
  );
  expect(known.sort()).toEqual(rows.map(({ table, column }) => `${table}.${column}`).sort());
});
