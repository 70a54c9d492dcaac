import { createHash } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { createDatabase, type Database, LIMITS } from '../src/db/client.ts';
import { attachServer } from '../src/db/embedded.ts';
import { requireKnownKeys } from '../src/db/key-marks.ts';
import { migrate } from '../src/db/migrate.ts';
import { practiceClock } from '../src/db/practice-clock.ts';
import { Keyring } from '../src/db/sealing.ts';
import { type Loaded, loadCustomers } from './data.ts';
import { type BenchOffice, NOW, seedTeams } from './office.ts';

/** A register of the wanted size on a server of its own, with the office's own settings for durability. */
export interface Place {
  customers: number;
  office: BenchOffice;
  loaded: Loaded;
  loadSeconds: number;
  keys: Keyring;
  /** As the bot uses it, and a bare pool as the application beside it. */
  database: Database;
  background: Database;
  raw: pg.Pool;
  owner: pg.Client;
  server: string;
  close(): Promise<void>;
}

/** Makes the register; everything is thrown away at the end. */
export async function openPlace(customers: number): Promise<Place> {
  const dataDir = mkdtempSync(join(tmpdir(), 'gatehouse-bench-'));
  // As root the server runs as another user, who must get through; otherwise its data would lie elsewhere.
  chmodSync(dataDir, 0o711);
  const server = await attachServer({ dataDir });
  const keys = benchKeyring();
  await migrate(server.url('owner'));
  const owner = new pg.Client({ connectionString: server.url('owner') });
  await owner.connect();
  const database = createDatabase({ url: server.url('app') });
  const background = createDatabase({ url: server.url('app'), limits: LIMITS.background });
  const raw = new pg.Pool({
    connectionString: server.url('app'),
    max: 10,
    options: '-c TimeZone=UTC',
  });
  await requireKnownKeys(database.prisma, keys);
  await practiceClock(owner).freeze(NOW);
  const began = performance.now();
  const office = await seedTeams(owner, customers);
  const loaded = await loadCustomers(owner, keys, office, customers);
  const loadSeconds = (performance.now() - began) / 1000;
  const { rows } = await owner.query<{ server_version: string }>('SHOW server_version');
  return {
    ...{ customers, office, loaded, loadSeconds, keys, database, background, raw, owner },
    server: rows[0]?.server_version ?? '',
    async close() {
      await Promise.all([database.close(), background.close(), raw.end(), owner.end()]);
      await server.detach();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

function benchKeyring(): Keyring {
  const key = (name: string) => createHash('sha256').update(`bench|${name}`).digest();
  return new Keyring({
    master: [{ id: 1, key: key('master') }],
    index: key('index'),
    audit: key('audit'),
    backup: key('backup'),
  });
}
