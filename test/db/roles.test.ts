import { describe, expect, test } from 'vitest';
import { sealAudit } from '../../src/db/audit-seal.ts';
import { createDatabase } from '../../src/db/client.ts';
import { writeAudit } from '../support/audit.ts';
import { testDatabase } from '../support/database.ts';

const t = await testDatabase();
await writeAudit(t.db, 1);
await sealAudit(t.db, t.keyring);
// Only one login given, and that is the owner's: its sessions step down.
const single = createDatabase({ url: t.ownerUrl });

const FORBIDDEN = [
  'CREATE TABLE mine (id int)',
  'CREATE TEMPORARY TABLE mine (id int)',
  'CREATE SCHEMA mine',
  'CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$',
  'ALTER TABLE audit DISABLE TRIGGER USER',
  'ALTER TABLE inbox ADD COLUMN mine int',
  'DROP TABLE inbox',
  'TRUNCATE inbox',
  "UPDATE audit SET action = 'nothing'",
  'DELETE FROM audit',
  'TRUNCATE audit',
  "UPDATE audit_seals SET mac = '\\x00'",
  'DELETE FROM audit_seals',
  "UPDATE practice_clock SET shift = '1 day'",
  'DELETE FROM practice_clock',
  "UPDATE key_marks SET mark = '\\x00'",
  'DELETE FROM _prisma_migrations',
  "SELECT keep_append_only('inbox')",
  'CREATE ROLE mine',
];

describe.each([
  ["the application's own login", t.pool],
  ["the owner's login, when it is the only one", single.pool],
])('%s', (_, pool) => {
  test('works as gatehouse_app, in UTC', async () => {
    const { rows } = await pool.query("SELECT current_user, current_setting('TimeZone') AS zone");
    expect(rows).toEqual([{ current_user: 'gatehouse_app', zone: 'UTC' }]);
  });

  test.each(FORBIDDEN)('may not: %s', async (sql) => {
    await expect(pool.query(sql)).rejects.toThrow(/permission denied|must be owner/);
  });

  test('may add to the audit and read it', async () => {
    await pool.query(`INSERT INTO audit (id, at, actor_kind, action, subject_kind)
      VALUES (gen_random_uuid(), app_now(), 'system', 'job.run', 'job')`);
    const { rows } = await pool.query('SELECT count(*)::int AS count FROM audit');
    expect(rows[0].count).toBeGreaterThan(1);
  });
});

test('may read and change every table that does not forbid it, those of later migrations too', async () => {
  const { rows } = await t.owner.query<{ name: string; may: string[] }>(
    `SELECT relname AS name, array_agg(privilege ORDER BY privilege) AS may
       FROM pg_class, unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE']) AS privilege
      WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
        AND has_table_privilege('gatehouse_app', oid, privilege)
      GROUP BY relname`,
  );
  const may = Object.fromEntries(rows.map((row) => [row.name, row.may.join(' ')]));
  expect(may).toMatchObject({
    audit: 'INSERT SELECT',
    audit_seals: 'INSERT SELECT',
    key_marks: 'INSERT SELECT',
    practice_clock: 'SELECT',
    _prisma_migrations: 'SELECT',
    inbox: 'DELETE INSERT SELECT UPDATE',
    customers: 'DELETE INSERT SELECT UPDATE',
  });
  expect(rows.filter((row) => row.may.includes('TRUNCATE'))).toEqual([]);
});

test.each([
  "UPDATE audit SET action = 'nothing'",
  'DELETE FROM audit',
  'TRUNCATE audit',
  "UPDATE audit_seals SET mac = '\\x00'",
  'DELETE FROM audit_seals',
  'TRUNCATE audit_seals',
])('even the owner is refused: %s', async (sql) => {
  await expect(t.owner.query(sql)).rejects.toThrow('written once');
});

test('the pools are closed at the end', async () => {
  await single.close();
  await expect(single.pool.query('SELECT 1')).rejects.toThrow();
});
