import { readdirSync, readFileSync, readlinkSync, realpathSync } from 'node:fs';
import { join } from 'node:path';

/** What the server wrote about itself into its data folder. */
export interface ServerFile {
  pid: number;
  port: number;
  /** "starting", "ready", "stopping" …; empty while the file is being written. */
  status: string;
}

/** postmaster.pid of a data folder: line 1 is the pid, line 4 the port, line 8 the status. Null if none. */
export function readServerFile(pgdata: string): ServerFile | null {
  let lines: string[];
  try {
    lines = readFileSync(join(pgdata, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return null;
  }
  return { pid: Number(lines[0]), port: Number(lines[3] ?? 0), status: (lines[7] ?? '').trim() };
}

/**
 * Whether a process lives. A zombie does not: under a container's first process that reaps nobody, a
 * killed server stays one for ever and would otherwise look alive.
 */
export function isRunning(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  const stat = procStat(pid);
  if (stat) return stat.state !== 'Z' && stat.state !== 'X';
  if (process.platform === 'linux') return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** When the process started, in the kernel's own count; null where the system does not tell. */
export function startedAt(pid: number): string | null {
  return procStat(pid)?.started ?? null;
}

/**
 * Living processes of the server that works in this data folder, orphans of a killed one included:
 * each of them has the folder as its working directory. Only Linux tells; elsewhere the pid in the
 * server's file must do.
 */
export function serverProcesses(pgdata: string): number[] {
  if (process.platform !== 'linux') {
    const pid = readServerFile(pgdata)?.pid;
    return pid !== undefined && isRunning(pid) ? [pid] : [];
  }
  const folder = realpathSync(pgdata);
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => workingFolder(pid) === folder && isRunning(pid));
}

function workingFolder(pid: number): string | null {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return null;
  }
}

function procStat(pid: number): { state: string; started: string } | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the program's name in parentheses and may itself contain blanks.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return { state: fields[0] ?? '', started: fields[19] ?? '' };
  } catch {
    return null;
  }
}
