import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterAll, inject } from 'vitest';
import { createDatabase, type Db, type Limits } from '../../src/db/client.ts';
import { type PracticeClock, practiceClock } from '../../src/db/practice-clock.ts';
import type { Keyring } from '../../src/db/sealing.ts';
import { testKeyring } from './keys.ts';

/** A database of a test file's own, and everything to work with it. */
export interface TestDatabase {
  /** As the application, under gatehouse_app. */
  db: Db;
  pool: pg.Pool;
  /** As the owner, for looking at raw rows and for what only the owner may do. */
  owner: pg.Pool;
  keyring: Keyring;
  clock: PracticeClock;
  /** Business time stands still at this instant: `2026-03-05T09:00:00+08:00`. */
  setNow(iso: string): Promise<void>;
  /** Business time moves on: `2h`, `3 days`. */
  advance(interval: string): Promise<void>;
  appUrl: string;
  ownerUrl: string;
  /** Drops it; done by itself when the file (or the describe block it was made in) is over. */
  close(): Promise<void>;
}

export interface TestDatabaseOptions {
  /** Where business time stands at first; null lets it run with the server's clock. */
  now?: string | null;
  limits?: Limits;
}

/** A Thursday morning in Shanghai, no holiday near. */
export const NOW = '2026-03-05T09:00:00+08:00';

/**
 * A fresh migrated database, a copy of the suite's template: `const t = await testDatabase()` at the
 * top of a file or in a beforeAll.
 */
export async function testDatabase(options: TestDatabaseOptions = {}): Promise<TestDatabase> {
  const server = inject('testServer');
  const name = newName();
  await asOwner(server.ownerUrl, `CREATE DATABASE ${name} TEMPLATE ${server.template}`);
  // The first migration says this too, but rights on a database do not travel with its copy.
  await asOwner(server.ownerUrl, `REVOKE TEMPORARY ON DATABASE ${name} FROM PUBLIC`);
  const ownerUrl = inDatabase(server.ownerUrl, name);
  const appUrl = inDatabase(server.appUrl, name);
  const owner = new pg.Pool({ connectionString: ownerUrl, max: 3 });
  owner.on('error', () => {});
  const database = createDatabase({
    url: appUrl,
    ...(options.limits && { limits: options.limits }),
  });
  const clock = practiceClock(owner);
  if (options.now !== null) await clock.freeze(new Date(options.now ?? NOW));
  const close = once(async () => {
    await Promise.all([database.close(), owner.end()]);
    await dropDatabase(name);
  });
  afterAll(close);
  return {
    db: database.prisma,
    pool: database.pool,
    owner,
    keyring: testKeyring(),
    clock,
    setNow: (iso) => clock.freeze(new Date(iso)),
    advance: (interval) => clock.advance(interval),
    appUrl,
    ownerUrl,
    close,
  };
}

/** An empty database without any table, dropped at the end; the owner's address of it. */
export async function emptyDatabase(): Promise<string> {
  const { ownerUrl } = inject('testServer');
  const name = newName();
  await asOwner(ownerUrl, `CREATE DATABASE ${name}`);
  afterAll(() => dropDatabase(name));
  return inDatabase(ownerUrl, name);
}

/** The pid tells the next run which databases nobody uses any more. */
function newName(): string {
  return `test_${process.pid}_${randomBytes(6).toString('hex')}`;
}

/** As the superuser: the server's own autovacuum may be at work in it, which an owner may not end. */
const dropDatabase = (name: string): Promise<void> =>
  asOwner(inject('testServer').superuserUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);

async function asOwner(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

function inDatabase(url: string, name: string): string {
  const address = new URL(url);
  address.pathname = `/${name}`;
  return address.href;
}

function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | null = null;
  return () => {
    done ??= work();
    return done;
  };
}
