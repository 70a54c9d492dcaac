import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, describe, expect, test } from 'vitest';
import { createDatabase } from '../../src/db/client.ts';
import { readServerFile, serverProcesses } from '../../src/db/embedded/processes.ts';
import { attachServer, type EmbeddedServer } from '../../src/db/embedded.ts';
import { startChild } from '../support/child.ts';
import { temporaryFolder } from '../support/folder.ts';

// Servers of these tests are their own, with every safety on: they are killed and frozen.

const SLOW = { timeout: 180_000 };
const folders = temporaryFolder('embedded');
const attached = new Set<EmbeddedServer>();

function newFolder(): string {
  const parent = mkdtempSync(join(folders, 'case-'));
  chmodSync(parent, 0o711);
  return join(parent, 'data');
}

async function attach(dataDir: string, notes: string[] = []): Promise<EmbeddedServer> {
  const server = await attachServer({ dataDir, note: (line) => notes.push(line) });
  attached.add(server);
  return server;
}

async function leave(server: EmbeddedServer): Promise<void> {
  attached.delete(server);
  await server.detach();
}

async function ask<R extends pg.QueryResultRow>(url: string, sql: string): Promise<R[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<R>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Asks again until it works: a server is coming back meanwhile. */
async function eventually<T>(work: () => Promise<T>, attempts = 400): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt === attempts) throw error;
      await sleep(50);
    }
  }
}

/** Which of the acknowledged rows are not there. */
async function lost(server: EmbeddedServer, acknowledged: string[]): Promise<string[]> {
  const rows = await eventually(() =>
    ask<{ n: string }>(server.url('owner'), 'SELECT n FROM written'),
  );
  const kept = new Set(rows.map((row) => row.n));
  return acknowledged.filter((n) => !kept.has(n));
}

const postmaster = (server: EmbeddedServer) => readServerFile(server.place.pgdata)?.pid ?? -1;

afterAll(async () => {
  for (const server of attached) await server.detach();
}, 60_000);

describe('the embedded server', () => {
  test(
    'starts in an empty folder, keeps its secrets to itself, and is gone after the last one left',
    SLOW,
    async () => {
      const dataDir = newFolder();
      // What a first start left that was cut short.
      const draft = join(dataDir, 'postgres.new.4000000.1');
      mkdirSync(draft, { recursive: true });
      chmodSync(dataDir, 0o711);
      writeFileSync(join(draft, 'PG_VERSION'), '18');
      const first = await attach(dataDir);
      const second = await attach(dataDir);
      expect(existsSync(draft)).toBe(false);
      expect(second.port).toBe(first.port);
      expect(statSync(join(dataDir, 'logins.json')).mode & 0o777).toBe(0o600);
      expect(statSync(first.place.pgdata).mode & 0o777).toBe(0o700);
      const settings = await ask(
        first.url('superuser', 'gatehouse'),
        `SELECT current_setting('listen_addresses') AS address, current_setting('unix_socket_directories') AS socket,
              current_setting('fsync') AS fsync, pg_encoding_to_char(encoding) AS encoding, datlocale AS locale
         FROM pg_database WHERE datname = current_database()`,
      );
      expect(settings).toEqual([
        { address: '127.0.0.1', socket: '', fsync: 'on', encoding: 'UTF8', locale: 'C.UTF-8' },
      ]);
      await leave(first);
      expect(await ask(second.url('app'), 'SELECT 1 AS still')).toEqual([{ still: 1 }]);
      await leave(second);
      expect(readServerFile(second.place.pgdata)).toBeNull();
      expect(serverProcesses(second.place.pgdata)).toEqual([]);
    },
  );

  test(
    'loses no acknowledged row when processes are killed, and is found again by the next',
    SLOW,
    async () => {
      const dataDir = newFolder();
      const acknowledged: string[] = [];
      const ports = new Set<number | undefined>();
      for (let round = 0; round < 4; round += 1) {
        const writer = startChild('writer', [dataDir]);
        await writer.printed(20);
        await writer.kill();
        acknowledged.push(...writer.lines);
        ports.add(readServerFile(join(dataDir, 'postgres'))?.port);
      }
      const server = await attach(dataDir);
      expect([...ports]).toEqual([server.port]);
      expect(await lost(server, acknowledged)).toEqual([]);
      await leave(server);
    },
  );

  test(
    'killed itself, comes back at the same port for those who use it, with every acknowledged row',
    SLOW,
    async () => {
      const dataDir = newFolder();
      const notes: string[] = [];
      const server = await attach(dataDir, notes);
      const database = createDatabase({ url: server.url('owner') });
      const acknowledged: string[] = [];
      for (let round = 1; round <= 2; round += 1) {
        const writer = startChild('writer', [dataDir]);
        await writer.printed(20);
        process.kill(postmaster(server), 'SIGKILL');
        await eventually(async () => {
          if (notes.filter((note) => note.endsWith('is back.')).length < round)
            throw new Error('not yet');
        });
        await eventually(() => database.pool.query('SELECT 1'));
        await writer.kill();
        acknowledged.push(...writer.lines);
      }
      expect(await lost(server, acknowledged)).toEqual([]);
      expect(readServerFile(server.place.pgdata)?.port).toBe(server.port);
      await database.close();
      await leave(server);
    },
  );

  test(
    'starts although its old file is stale, names another process, or is torn',
    SLOW,
    async () => {
      const dataDir = newFolder();
      const before = await attach(dataDir);
      const { pgdata } = before.place;
      await leave(before);
      const rest = `${pgdata}\n1700000000\n${before.port}\n\n127.0.0.1\n`;
      for (const stale of [`4000000\n${rest}`, `${process.pid}\n${rest}`, '']) {
        writeFileSync(join(pgdata, 'postmaster.pid'), stale);
        const server = await attach(dataDir);
        expect(await ask(server.url('app'), 'SELECT 1 AS here')).toEqual([{ here: 1 }]);
        await leave(server);
      }
    },
  );

  test(
    'that is frozen gives errors instead of waiting, and works again when it thaws',
    SLOW,
    async () => {
      const server = await attach(newFolder());
      const limits = { connect: 1_500, statement: 1_200, answer: 1_500, sessions: 3 };
      const database = createDatabase({ url: server.url('app'), limits });
      const { prisma } = database;
      const inTransaction = () =>
        prisma.$transaction((tx) => tx.$queryRaw`SELECT 1 AS one`, {
          maxWait: 2_000,
          timeout: 3_000,
        });
      await eventually(inTransaction);
      const frozen = serverProcesses(server.place.pgdata);
      for (const pid of frozen) process.kill(pid, 'SIGSTOP');
      try {
        const attempts = [0, 1, 2, 3].flatMap(() => [
          inTransaction(),
          prisma.$queryRaw`SELECT 1 AS one`,
        ]);
        const outcomes = await Promise.allSettled(attempts);
        expect(outcomes.map((outcome) => outcome.status)).toEqual(Array(8).fill('rejected'));
      } finally {
        for (const pid of frozen) process.kill(pid, 'SIGCONT');
      }
      await eventually(inTransaction);
      const after = await Promise.all([
        inTransaction(),
        inTransaction(),
        prisma.$queryRaw`SELECT 1 AS one`,
      ]);
      expect(after).toEqual(Array(3).fill([{ one: 1 }]));
      await database.close();
      await leave(server);
    },
  );

  test('works in a folder that only its owner may enter, root included', SLOW, async () => {
    const dataDir = newFolder();
    mkdirSync(dataDir, { mode: 0o700 });
    const notes: string[] = [];
    const server = await attach(dataDir, notes);
    // Only root runs the server as somebody else, who cannot enter: then the data is elsewhere, and it is said.
    const elsewhere = !server.place.pgdata.startsWith(dataDir);
    expect(elsewhere).toBe(process.getuid?.() === 0);
    expect(notes.some((note) => note.includes('its data is in'))).toBe(elsewhere);
    await ask(server.url('owner'), 'CREATE TABLE kept (id int)');
    await leave(server);
    const again = await attach(dataDir);
    expect(again.place.pgdata).toBe(server.place.pgdata);
    expect(await ask(again.url('owner'), 'SELECT count(*)::int AS rows FROM kept')).toEqual([
      { rows: 0 },
    ]);
    await leave(again);
    if (elsewhere) rmSync(join(server.place.pgdata, '..'), { recursive: true });
  });

  test(
    'logs nothing of what people typed, and does not open once its logins are lost',
    SLOW,
    async () => {
      const dataDir = newFolder();
      const server = await attach(dataDir);
      const url = server.url('app');
      await expect(ask(url, "SELECT '13812345678'::uuid")).rejects.toThrow('invalid input syntax');
      await expect(ask(url, 'SELECT 13812345678 / 0 AS 王小明')).rejects.toThrow('division');
      await leave(server);
      const log = readFileSync(server.place.logFile, 'utf8');
      expect(log).toContain('ready to accept connections');
      expect(log).not.toMatch(/13812345678|王/);
      rmSync(join(dataDir, 'logins.json'));
      await expect(attach(dataDir)).rejects.toThrow('logins.json is missing');
    },
  );
});
