import { existsSync, realpathSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { createData, type ServerPlace, startServer, stopServer } from './embedded/control.ts';
import { withLock } from './embedded/lock.ts';
import {
  ensureLogins,
  type LoginName,
  loginUrl,
  type Passwords,
  passwords,
} from './embedded/logins.ts';
import { findPlace, makeFolder } from './embedded/place.ts';
import { Presence } from './embedded/presence.ts';
import { isRunning, readServerFile, serverProcesses } from './embedded/processes.ts';

/** The embedded server as one process sees it. */
export interface EmbeddedServer {
  port: number;
  place: ServerPlace;
  /** The address of a database (the application's own by default) for one of the server's logins. */
  url(login: LoginName, database?: string): string;
  /** Leaves the server; the last process to leave stops it. */
  detach(): Promise<void>;
}

export interface EmbeddedOptions {
  /** Folder of the data, made when missing. One folder belongs to one machine. */
  dataDir: string;
  settings?: Record<string, string>;
  /** Told what an operator should know, in one line each. */
  note?: (line: string) => void;
}

/** How long a server that does not answer is waited for, and one that is recovering, in ms. */
const PATIENCE = { silent: 10_000, starting: 120_000 };

/**
 * Starts the embedded PostgreSQL server of a data folder, or attaches to the one that already runs
 * there: another process of ours, or one that was killed, may have left it. The server is a daemon, so
 * it survives the death of the process that started it; the next start finds it.
 * Throws when the server neither answers nor can be started.
 */
export async function attachServer(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const dataDir = resolve(options.dataDir);
  makeFolder(dataDir);
  const lock = join(dataDir, 'lock');
  const note = options.note ?? (() => {});
  // Presence begins under the lock too: who leaves meanwhile must see us, or it would stop the server.
  return withLock(lock, async () => {
    const place = findPlace(dataDir, options);
    const known = passwords(dataDir, place.pgdata);
    const port = await openServer(place, known, null);
    const presence = new Presence({
      note,
      connect: () => session(loginUrl(port, known, { login: 'superuser' }), 'gatehouse presence'),
      // The server died under us: whoever gets the lock first starts it again, at the same port, since
      // every pool in every process knows that one.
      revive: (begin) =>
        withLock(lock, async () => {
          await openServer(place, known, port);
          await begin();
        }),
    });
    await presence.begin();
    return {
      port,
      place,
      url: (login, database) => loginUrl(port, known, { login, ...(database && { database }) }),
      async detach() {
        await presence.end();
        await withLock(lock, () =>
          stopIfAlone(place, loginUrl(port, known, { login: 'superuser' })),
        );
      },
    };
  });
}

/** Attaches if something lives there, otherwise starts; returns the port. */
async function openServer(
  place: ServerPlace,
  known: Passwords,
  wanted: number | null,
): Promise<number> {
  if (!existsSync(place.pgdata)) await createData(place, known.superuser);
  const port = await attachOrStart(place, known, wanted);
  const superuser = await session(loginUrl(port, known, { login: 'superuser' }), 'gatehouse setup');
  try {
    await ensureLogins(superuser, known);
  } finally {
    await superuser.end();
  }
  return port;
}

/**
 * A process that was killed while it started the server may have left its pg_ctl at work: then two
 * servers start at once, the data folder lets one of them in, and a second look finds that one.
 */
async function attachOrStart(
  place: ServerPlace,
  known: Passwords,
  wanted: number | null,
): Promise<number> {
  const last = readServerFile(place.pgdata)?.port || null; // 0: the file is torn
  for (let attempt = 1; ; attempt += 1) {
    const living = await livingPort(place, known);
    if (living !== null) return living;
    try {
      return await startServer(place, wanted ?? last);
    } catch (error) {
      if (attempt === 3) throw error;
    }
  }
}

/**
 * The port of a server that accepts our connection; that, not a pid, is what living means. Null when
 * none lives, and then nothing of it is left: neither its file nor a process of it that could still
 * write into the data.
 */
async function livingPort(place: ServerPlace, known: Passwords): Promise<number | null> {
  const began = performance.now();
  for (;;) {
    const file = readServerFile(place.pgdata);
    const left = serverProcesses(place.pgdata);
    if (file === null && left.length === 0) return null;
    if (file && left.length > 0 && (await answers(file.port, place, known))) return file.port;
    if (left.length === 0) {
      rmSync(join(place.pgdata, 'postmaster.pid'), { force: true });
      return null;
    }
    const patience = file?.status === 'starting' ? PATIENCE.starting : PATIENCE.silent;
    if (performance.now() - began > patience) {
      if (file && isRunning(file.pid)) {
        throw new Error(
          `the embedded database server (process ${file.pid}) does not answer; stop it and start again`,
        );
      }
      // Its parent is dead: what these hold was never acknowledged, and a new server replays the rest.
      for (const pid of left) process.kill(pid, 'SIGKILL');
    }
    await sleep(50);
  }
}

async function answers(port: number, place: ServerPlace, known: Passwords): Promise<boolean> {
  try {
    const client = await session(loginUrl(port, known, { login: 'superuser' }), 'gatehouse probe');
    const { rows } = await client.query<{ folder: string }>(
      "SELECT current_setting('data_directory') AS folder",
    );
    await client.end();
    return rows[0] !== undefined && realpathSync(rows[0].folder) === realpathSync(place.pgdata);
  } catch {
    return false;
  }
}

async function stopIfAlone(place: ServerPlace, url: string): Promise<void> {
  if (await isAlone(url)) await stopServer(place);
}

/** No other session; those of our own pools, just closed, get a moment to be gone. */
async function isAlone(url: string): Promise<boolean> {
  let client: pg.Client;
  try {
    client = await session(url, 'gatehouse leaving');
  } catch {
    return false; // it does not answer: stopped by somebody else, or not ours to judge
  }
  try {
    for (let look = 0; look < 20; look += 1) {
      const { rows } = await client.query<{ application_name: string }>(
        `SELECT application_name FROM pg_stat_activity
          WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()`,
      );
      if (rows.length === 0) return true;
      if (rows.some((row) => row.application_name === 'gatehouse presence')) return false;
      await sleep(50);
    }
    return false;
  } finally {
    await client.end();
  }
}

async function session(url: string, name: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: url,
    application_name: name,
    connectionTimeoutMillis: 1_500,
    query_timeout: 10_000,
  });
  client.on('error', () => {});
  await client.connect();
  return client;
}
