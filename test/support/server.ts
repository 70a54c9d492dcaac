import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { isRunning } from '../../src/db/embedded/processes.ts';
import { attachServer, type EmbeddedServer } from '../../src/db/embedded.ts';
import { listMigrations, migrate } from '../../src/db/migrate.ts';

/** What test files are told about the shared server. */
export interface TestServer {
  superuserUrl: string;
  ownerUrl: string;
  appUrl: string;
  template: string;
}

/** Speed instead of safety: the shared server's data may be lost. Crash tests start servers of their own. */
const SETTINGS = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: '300',
  // Those who wait for each other are found at once.
  deadlock_timeout: '100ms',
};

/**
 * The server of the test suite: one per user and checkout, outside the checkout, so that it works in
 * any folder and as any user. Several runs at a time share it; the last one out stops it.
 */
export async function openTestServer(): Promise<{ server: EmbeddedServer; told: TestServer }> {
  const checkout = createHash('sha256').update(process.cwd()).digest('hex').slice(0, 8);
  // By number where there are numbers: a user of a container may have no name.
  const user = process.getuid?.() ?? userInfo().username;
  const dataDir = join(tmpdir(), `gatehouse-test-${user}-${checkout}`);
  const server = await attachServer({ dataDir, settings: SETTINGS }).catch(async () => {
    // Written without fsync, it does not survive a power cut; nothing in it is worth keeping.
    rmSync(dataDir, { recursive: true, force: true });
    return attachServer({ dataDir, settings: SETTINGS });
  });
  const template = await makeTemplate(server);
  return {
    server,
    told: {
      superuserUrl: server.url('superuser'),
      ownerUrl: server.url('owner'),
      appUrl: server.url('app'),
      template,
    },
  };
}

/** The migrated template of these migrations, made once; databases of dead runs are dropped on the way. */
async function makeTemplate(server: EmbeddedServer): Promise<string> {
  const hash = createHash('sha256');
  for (const { name, checksum } of listMigrations()) hash.update(name).update(checksum);
  const template = `template_${hash.digest('hex').slice(0, 12)}`;
  const owner = new pg.Client({ connectionString: server.url('owner') });
  await owner.connect();
  try {
    await owner.query('SELECT pg_advisory_lock(1)');
    const { rows } = await owner.query<{ name: string; day: string | null }>(
      `SELECT datname AS name, shobj_description(oid, 'pg_database') AS day FROM pg_database`,
    );
    for (const { name, day } of rows) {
      if (isLeftOver(name, day))
        await owner.query(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
    }
    if (!rows.some((row) => row.name === template)) await makeOnce(owner, server, template);
  } finally {
    await owner.end();
  }
  return template;
}

async function makeOnce(owner: pg.Client, server: EmbeddedServer, template: string): Promise<void> {
  const draft = `${template}_draft`;
  await owner.query(`DROP DATABASE IF EXISTS ${draft} WITH (FORCE)`);
  await owner.query(`CREATE DATABASE ${draft}`);
  await migrate(server.url('owner', draft));
  await owner.query(`COMMENT ON DATABASE ${draft} IS '${today()}'`);
  await owner.query(`ALTER DATABASE ${draft} RENAME TO ${template}`);
}

/** A test's database whose run is dead, or another day's template. */
function isLeftOver(name: string, day: string | null): boolean {
  const pid = /^test_(\d+)_/.exec(name)?.[1];
  if (pid !== undefined) return !isRunning(Number(pid));
  return /^template_[0-9a-f]{12}$/.test(name) && day !== today();
}

function today(): string {
  return new Date().toISOString().slice(0, 10);
}
