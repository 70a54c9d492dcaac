import { spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { basename, dirname, join } from 'node:path';
import { type Account, handOver } from './account.ts';
import type { Programs } from './binaries.ts';
import { readServerFile } from './processes.ts';

/** Everything about one embedded server that its programs must be told. */
export interface ServerPlace {
  account: Account;
  programs: Programs;
  /** The data folder (PGDATA). */
  pgdata: string;
  logFile: string;
  /** Server settings by name, on top of the fixed ones. */
  settings: Record<string, string>;
}

const SETTINGS: Record<string, string> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  timezone: 'UTC',
  log_timezone: 'UTC',
  max_connections: '100',
  shared_buffers: '64MB',
  // Errors quote what people typed; only the server's own fate goes to its log, without details.
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_parameter_max_length: '0',
  log_parameter_max_length_on_error: '0',
};

/**
 * Makes the data folder. It appears whole or not at all: a killed start leaves only a draft, in which
 * its initdb may even still be writing; so each attempt has a draft of its own.
 * The password is that of the superuser `postgres`.
 */
export async function createData(place: ServerPlace, password: string): Promise<void> {
  removeDrafts(place.pgdata);
  const draft = `${place.pgdata}.new.${process.pid}.${Date.now()}`;
  const passwordFile = `${draft}.password`;
  mkdirSync(draft, { mode: 0o700 });
  handOver(draft, place.account);
  writeFileSync(passwordFile, password, { mode: 0o600 });
  handOver(passwordFile, place.account);
  try {
    await run(place, place.programs.initdb, [
      ...['-D', draft, '-U', 'postgres', `--pwfile=${passwordFile}`],
      ...['--auth=scram-sha-256', '--encoding=UTF8'],
      ...['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'],
    ]);
    renameSync(draft, place.pgdata);
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

/** What earlier attempts left. One that is still being written to resists; the next start takes it. */
function removeDrafts(pgdata: string): void {
  const folder = dirname(pgdata);
  const drafts = readdirSync(folder).filter((name) => name.startsWith(`${basename(pgdata)}.new.`));
  for (const name of drafts) {
    try {
      rmSync(join(folder, name), { recursive: true, force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOTEMPTY') throw error;
    }
  }
}

/** Starts the server as a daemon of its own and returns its port; `wanted` is taken when it is free. */
export async function startServer(place: ServerPlace, wanted: number | null): Promise<number> {
  prepareLog(place);
  let attempt = 0;
  for (;;) {
    const port =
      (wanted !== null && attempt === 0 && (await isFree(wanted)) ? wanted : null) ??
      (await freePort());
    try {
      await run(place, place.programs.pgCtl, [
        ...['start', '-D', place.pgdata, '-l', place.logFile, '-w', '-t', '120'],
        ...['-o', optionLine(port, place.settings)],
      ]);
      return readServerFile(place.pgdata)?.port ?? port;
    } catch (cause) {
      attempt += 1;
      // Somebody may have taken the port between our look and the server's start.
      if (attempt >= 3 || (await isFree(port))) {
        throw new Error(`the embedded database server did not start\n${lastLines(place.logFile)}`, {
          cause,
        });
      }
    }
  }
}

/** Stops the server: sessions are ended, everything committed is on disk. */
export async function stopServer(
  place: ServerPlace,
  mode: 'fast' | 'immediate' = 'fast',
): Promise<void> {
  if (readServerFile(place.pgdata) === null) return;
  await run(place, place.programs.pgCtl, [
    'stop',
    '-D',
    place.pgdata,
    '-m',
    mode,
    '-w',
    '-t',
    '60',
  ]);
}

function optionLine(port: number, own: Record<string, string>): string {
  const all = Object.entries({ ...SETTINGS, ...own }).map(([name, value]) => `-c ${name}=${value}`);
  return [`-p ${port}`, ...all].join(' ');
}

/** The log file must be writable by the server's user; it starts anew when it has grown. */
function prepareLog(place: ServerPlace): void {
  const log = place.logFile;
  if (existsSync(log) && readFileSync(log).length > 5_000_000) renameSync(log, `${log}.old`);
  writeFileSync(log, '', { flag: 'a', mode: 0o600 });
  chmodSync(log, 0o600);
  handOver(log, place.account);
}

function lastLines(file: string): string {
  return existsSync(file)
    ? readFileSync(file, 'utf8').trimEnd().split('\n').slice(-8).join('\n')
    : '';
}

/**
 * Runs one of the server's programs to its end. `detached`, so that Ctrl-C in our terminal does not
 * reach it; its output is discarded unless it fails, because a daemon it leaves behind inherits the
 * pipes and would keep them open.
 */
function run(place: ServerPlace, program: string, args: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      ...place.account,
      cwd: dirname(place.programs.folder),
      env: { PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' },
      stdio: ['ignore', 'ignore', 'pipe'],
      detached: true,
    });
    let complaint = '';
    child.stderr.on('data', (chunk: Buffer) => {
      complaint += chunk.toString();
    });
    child.once('error', reject);
    child.once('exit', (code) => {
      child.stderr.destroy();
      if (code === 0) resolve();
      else reject(new Error(`${program} ${args[0]} failed (${code}): ${complaint.trim()}`));
    });
  });
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}
