import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

// Writes the next migration: the difference between the models as they were when the last migration was
// written (prisma/migrations/schema.snapshot, committed with it) and as they are now. No database is
// needed. What models cannot say (partial indexes, checks, triggers, grants) is added by hand to the
// file it writes, before the migration is applied anywhere.
//
// Usage: tsx scripts/migration.ts NAME      writes prisma/migrations/<time>_NAME/migration.sql
//        tsx scripts/migration.ts --check   fails when the models changed without a migration

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const folder = join(root, 'prisma/migrations');
const snapshotFile = join(folder, 'schema.snapshot');

interface SchemaFile {
  path: string;
  content: string;
}

function currentSchema(): SchemaFile[] {
  const models = readdirSync(join(root, 'prisma/models')).filter((name) =>
    name.endsWith('.prisma'),
  );
  return ['schema.prisma', ...models.sort().map((name) => `models/${name}`)].map((path) => ({
    path,
    content: readFileSync(join(root, 'prisma', path), 'utf8'),
  }));
}

/** The one call needed of WebAssembly, whose types come with the browser's library, which is not loaded. */
interface WasmLoader {
  instantiate(
    bytes: Uint8Array,
    imports: object,
  ): Promise<{ instance: { exports: { __wbindgen_start(): void } } }>;
}

/** Node 20 does not import .wasm files, so the engine's own glue is tied to its module here. */
async function loadEngine() {
  const glue = await import('@prisma/schema-engine-wasm/schema_engine_bg');
  const path = createRequire(import.meta.url).resolve(
    '@prisma/schema-engine-wasm/schema_engine_bg',
  );
  const bytes = readFileSync(join(dirname(path), 'schema_engine_bg.wasm'));
  const { WebAssembly } = globalThis as unknown as { WebAssembly: WasmLoader };
  const { instance } = await WebAssembly.instantiate(bytes, {
    './schema_engine_bg.js': { ...glue },
  });
  glue.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  return glue.SchemaEngine;
}

/**
 * The engine asks an adapter which server it talks to before it compares, although comparing two
 * schemas reads nothing: this one answers every question with no rows.
 */
function offlineAdapter(): object {
  const ok = (value: unknown) => ({
    ok: true,
    value,
    map: () => ok(value),
    flatMap: (next: (value: unknown) => unknown) => next(value),
  });
  const names = { provider: 'postgres', adapterName: 'offline' };
  const connection = {
    ...names,
    queryRaw: async () => ok({ columnNames: [], columnTypes: [], rows: [] }),
    executeRaw: async () => ok(0),
    getConnectionInfo: () => ok({ schemaName: 'public', supportsRelationJoins: true }),
    dispose: async () => ok(undefined),
  };
  const connect = async () => ok(connection);
  const errorRegistry = { consumeError: () => undefined };
  return { ...names, errorRegistry, connect, connectToShadowDb: connect };
}

/** The SQL that leads from one schema to the other; empty when there is nothing to do. */
async function difference(from: SchemaFile[] | null, to: SchemaFile[]): Promise<string> {
  const SchemaEngine = await loadEngine();
  const engine = await SchemaEngine.new({ datamodels: undefined }, () => {}, offlineAdapter());
  const { stdout } = await engine.diff({
    from: from ? { tag: 'schemaDatamodel', files: from } : { tag: 'empty' },
    to: { tag: 'schemaDatamodel', files: to },
    script: true,
    exitCode: null,
    filters: { externalTables: [], externalEnums: [] },
  });
  const sql = (stdout ?? '').trim();
  return sql === '-- This is an empty migration.' ? '' : sql;
}

function snapshotOf(schema: SchemaFile[]): string {
  return schema
    .map(({ content }) => content.trim())
    .join('\n\n')
    .concat('\n');
}

async function main(argument: string | undefined): Promise<number> {
  const to = currentSchema();
  const from = existsSync(snapshotFile)
    ? [{ path: 'schema.prisma', content: readFileSync(snapshotFile, 'utf8') }]
    : null;
  const sql = await difference(from, to);
  if (argument === '--check') {
    if (sql === '') return 0;
    process.stderr.write(
      `The models changed without a migration. Run: npx tsx scripts/migration.ts NAME\n\n${sql}\n`,
    );
    return 1;
  }
  if (!argument || !/^[a-z][a-z0-9_]*$/.test(argument)) {
    process.stderr.write(
      'Give the migration a name, like: npx tsx scripts/migration.ts add_household\n',
    );
    return 1;
  }
  if (sql === '')
    process.stdout.write('The models did not change; the file is for what you add by hand.\n');
  const time = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
  const target = join(folder, `${time}_${argument}`);
  mkdirSync(target);
  writeFileSync(join(target, 'migration.sql'), `${sql}\n`);
  writeFileSync(snapshotFile, snapshotOf(to));
  process.stdout.write(`prisma/migrations/${time}_${argument}/migration.sql\n`);
  return 0;
}

process.exit(await main(process.argv[2]));
