import {
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isRunning, startedAt } from './processes.ts';

/**
 * A lock between processes of one machine, held only while a server is being started or stopped.
 *
 * The folder holds numbered files; the highest one is the lock. A dead or released holder is followed
 * by a file with the next number, made atomically, never by removing or rewriting somebody's file:
 * with "remove the stale file, make my own" two processes can each remove the other's.
 */
export async function withLock<T>(
  folder: string,
  work: () => Promise<T>,
  patienceMs = 90_000,
): Promise<T> {
  mkdirSync(folder, { recursive: true });
  const deadline = performance.now() + patienceMs;
  let mine = tryLock(folder);
  while (mine === null) {
    if (performance.now() > deadline)
      throw new Error(`the lock ${folder} is held by ${holder(folder)}`);
    await sleep(20);
    mine = tryLock(folder);
  }
  try {
    return await work();
  } finally {
    release(folder, mine);
  }
}

interface Holder {
  pid: number;
  /** Start of the process as the kernel counts it, so that a reused pid is not taken for the holder. */
  started: string | null;
  released?: true;
}

function tryLock(folder: string): number | null {
  const highest = numbers(folder).at(-1) ?? 0;
  if (highest > 0 && isHeld(folder, highest)) return null;
  const mine = highest + 1;
  if (!createWhole(folder, mine, { pid: process.pid, started: startedAt(process.pid) }))
    return null;
  const now = numbers(folder);
  if (now.at(-1) !== mine) {
    // Read the folder too long ago: others have come and gone since.
    rmSync(join(folder, String(mine)), { force: true });
    return null;
  }
  for (const old of now) if (old < mine) rmSync(join(folder, String(old)), { force: true });
  return mine;
}

/** The highest file must stay, or a slow reader could take its number again: it is marked, not removed. */
function release(folder: string, mine: number): void {
  const note = join(folder, `released.${process.pid}.${mine}`);
  writeFileSync(
    note,
    JSON.stringify({ pid: process.pid, started: null, released: true } satisfies Holder),
  );
  renameSync(note, join(folder, String(mine)));
}

function numbers(folder: string): number[] {
  return readdirSync(folder)
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .sort((a, b) => a - b);
}

function isHeld(folder: string, number: number): boolean {
  const holder = readHolder(folder, number);
  // Torn by a power cut (files are linked whole, so no living process left it): not held.
  if (holder === null || holder.released) return false;
  return isRunning(holder.pid) && startedAt(holder.pid) === holder.started;
}

function readHolder(folder: string, number: number): Holder | null {
  try {
    const holder: unknown = JSON.parse(readFileSync(join(folder, String(number)), 'utf8'));
    return typeof holder === 'object' && holder !== null && 'pid' in holder
      ? (holder as Holder)
      : null;
  } catch {
    return null;
  }
}

function holder(folder: string): string {
  const pid = readHolder(folder, numbers(folder).at(-1) ?? 0)?.pid;
  return pid === undefined ? 'another process' : `process ${pid}`;
}

/** The file appears complete or not at all; false when somebody else's is already there. */
function createWhole(folder: string, number: number, content: Holder): boolean {
  const draft = join(folder, `draft.${process.pid}.${number}.${performance.now()}`);
  writeFileSync(draft, JSON.stringify(content));
  try {
    linkSync(draft, join(folder, String(number)));
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}
