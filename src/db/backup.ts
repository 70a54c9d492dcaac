import { createReadStream, createWriteStream } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { decrypted, encrypted } from './backup-file.ts';
import {
  type Frame,
  type Manifest,
  readFrames,
  type TableHead,
  writeFrame,
} from './backup-frames.ts';
import type { Keyring } from './sealing.ts';

export interface BackupMade {
  /** Rows by table. */
  tables: Record<string, number>;
  bytes: number;
}

/**
 * Writes every table, as they all were at one moment, into an encrypted file (0600), which appears only
 * when it is whole. `url` is any login that may read all tables. Memory stays flat.
 */
export async function makeBackup(options: {
  url: string;
  keyring: Keyring;
  file: string;
}): Promise<BackupMade> {
  const { url, keyring, file } = options;
  const client = new pg.Client({
    connectionString: url,
    application_name: 'gatehouse backup',
    connectionTimeoutMillis: 5_000,
  });
  const draft = `${file}.part`;
  const tables: Record<string, number> = {};
  await client.connect();
  try {
    await rm(draft, { force: true });
    await pipeline(
      Readable.from(framesOf(client, tables)),
      createGzip(),
      (plain: AsyncIterable<Buffer>) => encrypted(keyring, plain),
      createWriteStream(draft, { mode: 0o600, flush: true }),
    );
    await rename(draft, file);
  } finally {
    await client.end();
    await rm(draft, { force: true });
  }
  return { tables, bytes: (await stat(file)).size };
}

/** The frames of a backup file, decrypted and unpacked as they are read. */
export async function* readBackup(keyring: Keyring, file: string): AsyncGenerator<Frame> {
  const plain = Readable.from(decrypted(keyring, createReadStream(file)), { objectMode: false });
  const unpacked = createGunzip();
  // pipe() does not pass a failure on, and reading would wait for ever.
  plain.on('error', (error) => unpacked.destroy(error));
  yield* readFrames(plain.pipe(unpacked));
}

async function* framesOf(
  client: pg.Client,
  counts: Record<string, number>,
): AsyncGenerator<Buffer> {
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  yield writeFrame({ kind: 'manifest', manifest: await readManifest(client) });
  for (const table of await listTables(client)) {
    yield writeFrame({ kind: 'table', table });
    const columns = table.columns.map((name) => client.escapeIdentifier(name)).join(', ');
    const rows = client.query(
      copyTo(`COPY ${client.escapeIdentifier(table.name)} (${columns}) TO STDOUT`),
    );
    for await (const bytes of rows) yield writeFrame({ kind: 'data', bytes });
    counts[table.name] = rows.rowCount;
  }
  yield writeFrame({ kind: 'end', tables: counts });
  await client.query('COMMIT');
}

async function readManifest(client: pg.Client): Promise<Manifest> {
  const { rows: migrations } = await client.query<{ name: string; checksum: string }>(
    `SELECT migration_name AS name, checksum FROM "_prisma_migrations"
      WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY migration_name`,
  );
  // Sequences stand outside the snapshot. Read after it was taken, a number is too high at worst and
  // leaves a gap; read before, it could be too low and be given out twice.
  const { rows: sequences } = await client.query<{ name: string; last: string | null }>(
    'SELECT sequencename AS name, last_value::text AS last FROM pg_sequences WHERE schemaname = current_schema()',
  );
  return {
    madeAt: new Date().toISOString(),
    migrations,
    sequences: Object.fromEntries(sequences.map(({ name, last }) => [name, last])),
  };
}

/** All tables but the migration history, which the manifest holds; columns the server computes are left out. */
async function listTables(client: pg.Client): Promise<TableHead[]> {
  const { rows } = await client.query<TableHead>(
    `SELECT c.relname AS name, array_agg(a.attname::text ORDER BY a.attnum) AS columns
       FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
      WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace
        AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '' AND c.relname <> '_prisma_migrations'
      GROUP BY c.relname ORDER BY c.relname`,
  );
  return rows;
}
