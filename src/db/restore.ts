import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import pg from 'pg';
import { type CopyStreamQuery, from as copyFrom } from 'pg-copy-streams';
import { readBackup } from './backup.ts';
import { BackupError } from './backup-file.ts';
import type { Manifest, TableHead } from './backup-frames.ts';
import { listMigrations, type Migration, migrate } from './migrate.ts';
import type { Keyring } from './sealing.ts';

export interface Restored {
  /** Rows by table. */
  tables: Record<string, number>;
  madeAt: string;
}

/**
 * Puts a backup into an empty database, as the owner: first its migrations, exactly those, then every
 * row in one transaction. The whole file is read and checked before anything is changed. Newer
 * migrations are applied by the next start.
 * Throws BackupError when the file is damaged, the keys are others, the backup is of a newer version,
 * or the database is not empty.
 */
export async function restoreBackup(options: {
  ownerUrl: string;
  keyring: Keyring;
  file: string;
}): Promise<Restored> {
  const { ownerUrl, keyring, file } = options;
  const { manifest, tables } = await checkBackup(keyring, file);
  const migrations = migrationsOf(manifest);
  const client = new pg.Client({
    connectionString: ownerUrl,
    application_name: 'gatehouse restore',
    connectionTimeoutMillis: 5_000,
  });
  await client.connect();
  try {
    await requireEmpty(client, manifest);
    await migrate(ownerUrl, migrations);
    await client.query('BEGIN');
    const putBack = await setGuardsAside(client);
    await load(client, keyring, file);
    for (const sql of putBack) await client.query(sql);
    await client.query('COMMIT');
  } finally {
    await client.end();
  }
  return { tables, madeAt: manifest.madeAt };
}

/** Reads the whole file and compares it with its own counts; nothing is written anywhere. */
export async function checkBackup(
  keyring: Keyring,
  file: string,
): Promise<{ manifest: Manifest; tables: Record<string, number> }> {
  let manifest: Manifest | null = null;
  let tables: Record<string, number> | null = null;
  for await (const frame of readBackup(keyring, file)) {
    if (frame.kind === 'manifest') manifest = frame.manifest;
    if (frame.kind === 'end') tables = frame.tables;
  }
  if (!manifest || !tables) throw new BackupError('The backup is incomplete.');
  return { manifest, tables };
}

/** This program's files for the migrations the backup was made with. */
function migrationsOf(manifest: Manifest): Migration[] {
  const ours = new Map(listMigrations().map((migration) => [migration.name, migration]));
  return manifest.migrations.map(({ name, checksum }) => {
    const mine = ours.get(name);
    if (mine?.checksum !== checksum) {
      throw new BackupError(
        `The backup was made with migration ${name}, which this version does not have. Restore it with the version that made it.`,
      );
    }
    return mine;
  });
}

/** Empty: no tables; or only what an attempt that failed left, the backup's own migrations and no person's row. */
async function requireEmpty(client: pg.Client, manifest: Manifest): Promise<void> {
  const known = await client.query<{ found: boolean }>(
    `SELECT count(*) > 0 AS found FROM pg_class WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace`,
  );
  if (!known.rows[0]?.found) return;
  const names = manifest.migrations.map((migration) => migration.name);
  const { rows } = await client
    .query<{ foreign: boolean; used: boolean }>(
      `SELECT EXISTS (SELECT FROM "_prisma_migrations" WHERE migration_name <> ALL ($1)) AS foreign,
              EXISTS (SELECT FROM audit) OR EXISTS (SELECT FROM customer_keys) OR EXISTS (SELECT FROM inbox) AS used`,
      [names],
    )
    .catch(() => ({ rows: [] }));
  const [state] = rows;
  if (!state || state.foreign || state.used) {
    throw new BackupError('The database is not empty. Restore into a new one.');
  }
}

/**
 * Foreign keys would want the tables in an order, and triggers would refuse or repeat what is loaded.
 * Sets both aside and empties the tables of what migrations put in; returns the SQL that puts them back.
 */
async function setGuardsAside(client: pg.Client): Promise<string[]> {
  const { rows: keys } = await client.query<{ drop: string; add: string }>(
    `SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname) AS drop,
            format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) AS add
       FROM pg_constraint WHERE contype = 'f' AND connamespace = current_schema()::regnamespace`,
  );
  const { rows: tables } = await client.query<{ name: string }>(
    `SELECT oid::regclass::text AS name FROM pg_class
      WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace AND relname <> '_prisma_migrations'`,
  );
  for (const { drop } of keys) await client.query(drop);
  for (const { name } of tables) await client.query(`ALTER TABLE ${name} DISABLE TRIGGER USER`);
  for (const { name } of tables) await client.query(`TRUNCATE ${name}`);
  return [
    ...tables.map(({ name }) => `ALTER TABLE ${name} ENABLE TRIGGER USER`),
    ...keys.map(({ add }) => add),
  ];
}

async function load(client: pg.Client, keyring: Keyring, file: string): Promise<void> {
  let open: Loading | null = null;
  const loaded: Record<string, number> = {};
  const close = async () => {
    if (open) loaded[open.name] = await open.finish();
    open = null;
  };
  for await (const frame of readBackup(keyring, file)) {
    if (frame.kind === 'manifest') await setSequences(client, frame.manifest.sequences);
    if (frame.kind === 'data') await open?.write(frame.bytes);
    if (frame.kind === 'table' || frame.kind === 'end') await close();
    if (frame.kind === 'table') open = beginTable(client, frame.table);
    if (frame.kind === 'end') requireSameCounts(loaded, frame.tables);
  }
}

interface Loading {
  name: string;
  write(bytes: Buffer): Promise<void>;
  /** Rows loaded. */
  finish(): Promise<number>;
}

function beginTable(client: pg.Client, table: TableHead): Loading {
  const columns = table.columns.map((name) => client.escapeIdentifier(name)).join(', ');
  const stream: CopyStreamQuery = client.query(
    copyFrom(`COPY ${client.escapeIdentifier(table.name)} (${columns}) FROM STDIN`),
  );
  const done = finished(stream);
  done.catch(() => {}); // told by whoever writes or finishes next
  return {
    name: table.name,
    async write(bytes) {
      if (!stream.write(bytes)) await Promise.race([once(stream, 'drain'), done]);
    },
    async finish() {
      stream.end();
      await done;
      return stream.rowCount;
    },
  };
}

async function setSequences(client: pg.Client, sequences: Manifest['sequences']): Promise<void> {
  for (const [name, last] of Object.entries(sequences)) {
    if (last !== null)
      await client.query('SELECT setval(quote_ident($1)::regclass, $2::bigint)', [name, last]);
  }
}

function requireSameCounts(loaded: Record<string, number>, counted: Record<string, number>): void {
  const wrong = Object.keys(counted).find((name) => loaded[name] !== counted[name]);
  if (wrong)
    throw new BackupError(
      `Table ${wrong} has ${loaded[wrong] ?? 0} rows instead of ${counted[wrong]}.`,
    );
}
