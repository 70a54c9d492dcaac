import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';

/** One folder of prisma/migrations. `checksum` is what Prisma records: the file's SHA-256 in hex. */
export interface Migration {
  name: string;
  sql: string;
  checksum: string;
}

export interface MigrationReport {
  applied: string[];
  /** All that are in the database now, oldest first. */
  present: string[];
}

export class MigrationError extends Error {
  override name = 'MigrationError';
}

const FOLDER = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), 'prisma/migrations');

/** The same key as the Prisma command line takes, so that the two never migrate at once. */
const LOCK = 72_707_369;

/** The migrations of this version of the program, oldest first. */
export function listMigrations(folder = FOLDER): Migration[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(folder, entry.name, 'migration.sql')))
    .map((entry) => entry.name)
    .sort()
    .map((name) => {
      const sql = readFileSync(join(folder, name, 'migration.sql'), 'utf8');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    });
}

/**
 * Brings the database to this version's schema, as the owner: each migration in a transaction of its
 * own, recorded the way Prisma does it. Several processes may call it at once; one works, the others
 * wait and then find nothing to do.
 * Throws MigrationError when a migration fails, was changed after it was applied, or is unknown to this
 * version (the database is newer than the program).
 */
export async function migrate(
  ownerUrl: string,
  migrations = listMigrations(),
): Promise<MigrationReport> {
  const client = new pg.Client({
    connectionString: ownerUrl,
    application_name: 'gatehouse migrate',
    connectionTimeoutMillis: 5_000,
  });
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [LOCK]);
    const known = await readHistory(client);
    requireSameHistory(known, migrations);
    const missing = migrations.filter((migration) => !known.has(migration.name));
    for (const migration of missing) await apply(client, migration);
    return {
      applied: missing.map((migration) => migration.name),
      present: migrations.map((m) => m.name),
    };
  } finally {
    await client.end(); // ends the lock too
  }
}

/** Lets a login of its own work under gatehouse_app; done by the owner at each start, harmless when repeated. */
export async function admitAppLogin(ownerUrl: string, appUrl: string): Promise<void> {
  const login = decodeURIComponent(new URL(appUrl).username);
  const client = new pg.Client({ connectionString: ownerUrl, connectionTimeoutMillis: 5_000 });
  await client.connect();
  try {
    const { rows } = await client.query<{ member: boolean }>(
      "SELECT pg_has_role($1::name, 'gatehouse_app', 'MEMBER') AS member",
      [login],
    );
    if (!rows[0]?.member)
      await client.query(`GRANT gatehouse_app TO ${client.escapeIdentifier(login)}`);
  } finally {
    await client.end();
  }
}

// Prisma's own table, column for column, so that `prisma migrate status` and `deploy` read it.
const HISTORY = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
  id varchar(36) PRIMARY KEY NOT NULL,
  checksum varchar(64) NOT NULL,
  finished_at timestamptz,
  migration_name varchar(255) NOT NULL,
  logs text,
  rolled_back_at timestamptz,
  started_at timestamptz NOT NULL DEFAULT now(),
  applied_steps_count integer NOT NULL DEFAULT 0
)`;

async function readHistory(client: pg.Client): Promise<Map<string, string>> {
  const { rows: tables } = await client.query(
    `SELECT to_regclass('"_prisma_migrations"') AS found`,
  );
  if (tables[0].found === null) await client.query(HISTORY);
  const { rows } = await client.query<{
    migration_name: string;
    checksum: string;
    finished_at: Date | null;
  }>(
    `SELECT migration_name, checksum, finished_at FROM "_prisma_migrations" WHERE rolled_back_at IS NULL`,
  );
  const unfinished = rows.find((row) => row.finished_at === null);
  if (unfinished) {
    throw new MigrationError(
      `Migration ${unfinished.migration_name} was begun by the prisma command line and not finished. Resolve it with "npx prisma migrate resolve", then start again.`,
    );
  }
  return new Map(rows.map((row) => [row.migration_name, row.checksum]));
}

function requireSameHistory(known: Map<string, string>, migrations: Migration[]): void {
  const ours = new Map(migrations.map((migration) => [migration.name, migration.checksum]));
  for (const [name, checksum] of known) {
    const mine = ours.get(name);
    if (mine === undefined) {
      throw new MigrationError(
        `The database has migration ${name}, which this version does not know: it was used by a newer version. Run that one, or restore a backup.`,
      );
    }
    if (mine !== checksum) {
      throw new MigrationError(
        `prisma/migrations/${name}/migration.sql was changed after it was applied to this database. Restore the file and put the change into a new migration.`,
      );
    }
  }
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  try {
    await client.query('BEGIN');
    await client.query(migration.sql);
    await client.query(
      `INSERT INTO "_prisma_migrations" (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, now(), clock_timestamp(), 1)`,
      [randomUUID(), migration.checksum, migration.name],
    );
    await client.query('COMMIT');
  } catch (cause) {
    await client.query('ROLLBACK').catch(() => {});
    const { message, hint, position } = cause as pg.DatabaseError;
    const where = position
      ? ` near line ${migration.sql.slice(0, Number(position)).split('\n').length}`
      : '';
    throw new MigrationError(
      `Migration ${migration.name} failed${where}: ${message}${hint ? ` (${hint})` : ''}. Nothing of it was kept.`,
      { cause },
    );
  }
}
