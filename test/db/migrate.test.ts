import pg from 'pg';
import { describe, expect, test } from 'vitest';
import { listMigrations, type Migration, MigrationError, migrate } from '../../src/db/migrate.ts';
import { emptyDatabase } from '../support/database.ts';

const plus = (name: string, sql: string): Migration => ({
  name,
  sql,
  checksum: sql.padEnd(64, '0').slice(0, 64),
});

async function look<R extends pg.QueryResultRow>(url: string, sql: string): Promise<R[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<R>(sql)).rows;
  } finally {
    await client.end();
  }
}

describe('migrations', () => {
  test('are applied once by whichever of several starting processes comes first', async () => {
    const url = await emptyDatabase();
    const reports = await Promise.all(Array.from({ length: 4 }, () => migrate(url)));
    const names = listMigrations().map((migration) => migration.name);
    expect(reports.map((report) => report.applied.length).sort()).toEqual([0, 0, 0, names.length]);
    expect(reports.map((report) => report.present)).toEqual(Array(4).fill(names));
  });

  test('are recorded as the prisma command line would record them', async () => {
    const url = await emptyDatabase();
    await migrate(url);
    const rows = await look(
      url,
      'SELECT migration_name, checksum, applied_steps_count, finished_at IS NOT NULL AS done, logs, rolled_back_at FROM _prisma_migrations ORDER BY 1',
    );
    expect(rows).toEqual(
      listMigrations().map(({ name, checksum }) => ({
        migration_name: name,
        checksum,
        applied_steps_count: 1,
        done: true,
        logs: null,
        rolled_back_at: null,
      })),
    );
  });

  test('that fail leave nothing of themselves, keep those before, and say where', async () => {
    const url = await emptyDatabase();
    const broken = [
      plus('1_fine', 'CREATE TABLE kept (id int);'),
      plus('2_broken', 'CREATE TABLE lost (id int);\nSELEC 1;'),
    ];
    await expect(migrate(url, broken)).rejects.toThrow(
      /^Migration 2_broken failed near line 2: syntax error/,
    );
    const tables = await look(
      url,
      "SELECT relname FROM pg_class WHERE relname IN ('kept', 'lost')",
    );
    expect(tables).toEqual([{ relname: 'kept' }]);
    const mended = [...broken.slice(0, 1), plus('2_broken', 'CREATE TABLE lost (id int);')];
    expect((await migrate(url, mended)).applied).toEqual(['2_broken']);
  });

  test('changed after they were applied, or unknown to this version, stop the start', async () => {
    const url = await emptyDatabase();
    await migrate(url, [plus('1_first', 'SELECT 1;')]);
    await expect(migrate(url, [plus('1_first', 'SELECT 2;')])).rejects.toThrow(
      /1_first.* was changed after it was applied/,
    );
    await expect(migrate(url, [])).rejects.toThrow(MigrationError);
    await expect(migrate(url, [])).rejects.toThrow(/newer version/);
  });

  test('left half done by the prisma command line stop the start', async () => {
    const url = await emptyDatabase();
    await migrate(url, [plus('1_first', 'SELECT 1;')]);
    await look(url, 'UPDATE _prisma_migrations SET finished_at = NULL');
    await expect(migrate(url, [plus('1_first', 'SELECT 1;')])).rejects.toThrow(
      'prisma migrate resolve',
    );
  });
});
