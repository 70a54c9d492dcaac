import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withLock } from '../src/db/embedded/lock.ts';

// Makes the database client out of prisma/*.prisma, when and only when those files changed.
// Usage: tsx scripts/generate.ts   (start, test, check and cli call it first)

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const output = join(root, 'src/db/generated');
const stamp = join(output, 'made-from');

function schemaFiles(): string[] {
  const models = readdirSync(join(root, 'prisma/models')).filter((name) =>
    name.endsWith('.prisma'),
  );
  return ['prisma/schema.prisma', ...models.sort().map((name) => `prisma/models/${name}`)];
}

/** What the client depends on: the schema's text and the generator's version. */
function fingerprint(): string {
  const hash = createHash('sha256');
  hash.update(readFileSync(join(root, 'node_modules/prisma/package.json')));
  for (const name of schemaFiles()) hash.update(name).update(readFileSync(join(root, name)));
  return hash.digest('hex');
}

function runGenerator(): void {
  const run = spawnSync(
    process.execPath,
    [join(root, 'node_modules/prisma/build/index.js'), 'generate', '--no-hints'],
    {
      cwd: root,
      encoding: 'utf8',
      // Generating needs no engine, yet the command line insists on finding one and would download
      // it; naming any executable satisfies it, and node is surely there.
      env: {
        ...process.env,
        PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
        PRISMA_HIDE_UPDATE_MESSAGE: '1',
        CHECKPOINT_DISABLE: '1',
      },
    },
  );
  if (run.status !== 0) {
    process.stderr.write(
      `${run.stdout}${run.stderr}\nThe database client could not be generated.\n`,
    );
    process.exit(1);
  }
}

function isCurrent(): boolean {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint();
}

async function generate(): Promise<void> {
  if (isCurrent()) return; // another process was faster
  rmSync(stamp, { force: true });
  runGenerator();
  mkdirSync(output, { recursive: true });
  writeFileSync(stamp, fingerprint());
}

// Start and test may run at once: one generates, the others wait for it.
if (!isCurrent()) {
  const name = createHash('sha256').update(output).digest('hex').slice(0, 8);
  await withLock(join(tmpdir(), `gatehouse-generate-${process.getuid?.() ?? 0}-${name}`), generate);
}
