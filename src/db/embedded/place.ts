import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { canEnter, serverAccount } from './account.ts';
import { findPrograms } from './binaries.ts';
import type { ServerPlace } from './control.ts';

export interface PlaceOptions {
  settings?: Record<string, string>;
  note?: (line: string) => void;
}

/**
 * Where data and programs are. Normally below dataDir; but where the server's user cannot enter that
 * (root's home is closed to `nobody`), in a folder of the system that it can, remembered in dataDir.
 */
export function findPlace(dataDir: string, options: PlaceOptions): ServerPlace {
  const pointer = join(dataDir, 'server-folder');
  const remembered = existsSync(pointer) ? readFileSync(pointer, 'utf8').trim() : null;
  const account = serverAccount(join(remembered ?? dataDir, 'postgres'));
  const folder = remembered ?? (canEnter(dataDir, account) ? dataDir : systemFolder(dataDir));
  if (folder !== dataDir) {
    if (!remembered) writeFileSync(pointer, folder);
    options.note?.(`The database server's user cannot enter ${dataDir}: its data is in ${folder}`);
  }
  return {
    account,
    programs: findPrograms(account, folder),
    pgdata: join(folder, 'postgres'),
    logFile: join(folder, 'postgres.log'),
    settings: options.settings ?? {},
  };
}

/** A folder others may pass through but not list; one that exists stays as it is. */
export function makeFolder(folder: string): void {
  if (mkdirSync(folder, { recursive: true }) !== undefined) chmodSync(folder, 0o711);
}

/** Only reached as root. The name holds the data folder's path, so that two checkouts never share. */
function systemFolder(dataDir: string): string {
  const name = `gatehouse-${createHash('sha256').update(realpathSync(dataDir)).digest('hex').slice(0, 8)}`;
  for (const parent of ['/var/lib', '/var/tmp']) {
    if (!existsSync(parent)) continue;
    const folder = join(parent, name);
    makeFolder(folder);
    const made = lstatSync(folder);
    // /var/tmp is open to all: a folder somebody else put there under our name is not ours.
    if (made.isDirectory() && made.uid === process.getuid?.()) return folder;
  }
  throw new Error(
    `${dataDir} is closed to the database server's user, and so is every other place`,
  );
}
