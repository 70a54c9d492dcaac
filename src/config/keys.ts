import { randomBytes } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import type { Problem, Read } from './problem.ts';

/** The secrets of an installation, 32 bytes each. Master keys newest first, their ids 1 to 255. */
export interface Keys {
  master: { id: number; key: Buffer }[];
  index: Buffer;
  audit: Buffer;
  backup: Buffer;
}

/** Where the keys are: given, in a file, or in a file that the first start makes. */
export type KeySource =
  | { kind: 'given'; keys: Keys }
  | { kind: 'file'; path: string; keys: Keys | null };

const key = z
  .base64()
  .transform((text) => Buffer.from(text, 'base64'))
  .refine((bytes) => bytes.length === 32);
const id = z.number().int().min(1).max(255);
const KeyFile = z.object({
  master: z.array(z.object({ id, key })).min(1).refine(haveOwnIds),
  index: key,
  audit: key,
  backup: key,
});

const NEW_KEY = `Make one with: node -p "crypto.randomBytes(32).toString('base64')"`;

type KeyVariable = `GATEHOUSE_${'MASTER_KEYS' | 'INDEX_KEY' | 'AUDIT_KEY' | 'BACKUP_KEY'}`;

/** The keys from the environment; null when none of its variables is set. Half of them is a problem. */
export function keysFromEnvironment(
  read: Read<KeyVariable>,
  problems: Problem[],
): KeySource | null {
  const given = {
    GATEHOUSE_MASTER_KEYS: read('GATEHOUSE_MASTER_KEYS'),
    GATEHOUSE_INDEX_KEY: read('GATEHOUSE_INDEX_KEY'),
    GATEHOUSE_AUDIT_KEY: read('GATEHOUSE_AUDIT_KEY'),
    GATEHOUSE_BACKUP_KEY: read('GATEHOUSE_BACKUP_KEY'),
  };
  if (Object.values(given).every((value) => value === null)) return null;
  for (const [name, value] of Object.entries(given)) {
    if (value === null)
      problems.push({ name, wrong: 'is missing while other keys are set', remedy: NEW_KEY });
  }
  const one = (name: keyof typeof given) => {
    const read = key.safeParse(given[name]);
    if (!read.success && given[name] !== null) {
      problems.push({ name, wrong: 'is not 32 bytes in base64', remedy: NEW_KEY });
    }
    return read.data ?? Buffer.alloc(32);
  };
  return {
    kind: 'given',
    keys: {
      master: masterKeys(given.GATEHOUSE_MASTER_KEYS, problems),
      index: one('GATEHOUSE_INDEX_KEY'),
      audit: one('GATEHOUSE_AUDIT_KEY'),
      backup: one('GATEHOUSE_BACKUP_KEY'),
    },
  };
}

/** `2:base64,1:base64`, newest first. */
function masterKeys(text: string | null, problems: Problem[]): Keys['master'] {
  if (text === null) return [];
  const parts = text.split(',').map((part) => {
    const [number, value] = part.trim().split(':');
    return { id: Number(number), key: value };
  });
  const read = KeyFile.shape.master.safeParse(parts);
  if (!read.success) {
    problems.push({
      name: 'GATEHOUSE_MASTER_KEYS',
      wrong: 'is not a list of number:key, the keys 32 bytes in base64, each number once',
      remedy: `Write it as 1:KEY, and after a change of keys as 2:NEWKEY,1:KEY. ${NEW_KEY}`,
    });
  }
  return read.data ?? [];
}

/**
 * The keys from their file: GATEHOUSE_KEYS_FILE, or beside the data folder (not in it, so that a copy of
 * the data is not a copy of the keys). With a database server of one's own the path must be chosen.
 */
export function keysFromFile(
  where: { path: string | null; dataDir: string; embedded: boolean },
  problems: Problem[],
): KeySource {
  const path = resolve(where.path ?? `${where.dataDir}-keys.json`);
  if (!where.path && !where.embedded && !existsSync(path)) {
    problems.push({
      name: 'GATEHOUSE_KEYS_FILE',
      wrong: 'or the four keys must be given when DATABASE_URL is set',
      remedy:
        'Name a path away from the database and its backups; the first start makes the file. Or set GATEHOUSE_MASTER_KEYS, _INDEX_KEY, _AUDIT_KEY and _BACKUP_KEY.',
    });
  }
  if (!existsSync(path)) {
    requireNoData(path, where, problems);
    return { kind: 'file', path, keys: null };
  }
  return { kind: 'file', path, keys: readKeyFile(path, problems) };
}

/** New keys for old data would leave it unreadable: better not to start. */
function requireNoData(
  path: string,
  where: { dataDir: string; embedded: boolean },
  problems: Problem[],
): void {
  if (!where.embedded || !existsSync(join(where.dataDir, 'logins.json'))) return;
  problems.push({
    name: path,
    wrong: `is missing, but ${where.dataDir} holds a database that was made with it`,
    remedy:
      'Put the file back from where you keep its copy. Without it the personal data in that database cannot be read.',
  });
}

function readKeyFile(path: string, problems: Problem[]): Keys | null {
  if (process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0) {
    problems.push({ name: path, wrong: 'can be read by others', remedy: `Run: chmod 600 ${path}` });
  }
  try {
    return KeyFile.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    problems.push({
      name: path,
      wrong: 'is not a file of keys',
      remedy: 'Put it back from where you keep its copy.',
    });
    return null;
  }
}

/** The keys themselves; makes the file (0600) when the source is one that does not exist yet. */
export function loadKeys(source: KeySource): Keys {
  if (source.keys) return source.keys;
  const { path } = source as { path: string };
  const made: Keys = {
    master: [{ id: 1, key: randomBytes(32) }],
    index: randomBytes(32),
    audit: randomBytes(32),
    backup: randomBytes(32),
  };
  // Two first starts at once: the second one finds the file and uses that.
  try {
    writeKeyFile(path, made, 'wx');
    return made;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return KeyFile.parse(JSON.parse(readFileSync(path, 'utf8')));
  }
}

/**
 * Adds a new master key to the file, before the old ones, which stay until every data key is re-wrapped.
 * Returns the new key's id. The file is replaced as a whole.
 */
export function addMasterKey(path: string): number {
  const keys = KeyFile.parse(JSON.parse(readFileSync(path, 'utf8')));
  const next = Math.max(...keys.master.map((known) => known.id)) + 1;
  const draft = `${path}.${process.pid}`;
  rmSync(draft, { force: true });
  writeKeyFile(
    draft,
    { ...keys, master: [{ id: id.parse(next), key: randomBytes(32) }, ...keys.master] },
    'wx',
  );
  renameSync(draft, path);
  return next;
}

function writeKeyFile(path: string, keys: Keys, flag: 'wx'): void {
  const text = (bytes: Buffer) => bytes.toString('base64');
  const content = {
    master: keys.master.map((known) => ({ id: known.id, key: text(known.key) })),
    index: text(keys.index),
    audit: text(keys.audit),
    backup: text(keys.backup),
  };
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${JSON.stringify(content, null, 2)}\n`, { flag, mode: 0o600, flush: true });
}

function haveOwnIds(list: { id: number }[]): boolean {
  return new Set(list.map((known) => known.id)).size === list.length;
}
