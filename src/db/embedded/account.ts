import { spawnSync } from 'node:child_process';
import { chownSync, readFileSync, statSync } from 'node:fs';

/** Under which user the server's programs run; both absent: as ourselves. */
export interface Account {
  uid?: number;
  gid?: number;
}

/**
 * PostgreSQL refuses to run as root. Root therefore runs it as whoever owns the existing data, and
 * new data as `nobody`; an ordinary user runs it as themselves.
 */
export function serverAccount(pgdata: string): Account {
  if (process.getuid?.() !== 0) return {};
  const owner = statSync(pgdata, { throwIfNoEntry: false });
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  return nobody();
}

/** Can this user enter the folder, all its parents included? */
export function canEnter(folder: string, account: Account): boolean {
  if (account.uid === undefined) return true;
  const probe = spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], { ...account, cwd: '/' });
  return probe.status === 0;
}

/** Gives a file or folder to the server's user. */
export function handOver(path: string, account: Account): void {
  if (account.uid !== undefined && account.gid !== undefined)
    chownSync(path, account.uid, account.gid);
}

function nobody(): Account {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith('nobody:'));
  const [, , uid, gid] = line?.split(':') ?? [];
  // macOS writes nobody as -2; the kernel wants it unsigned.
  return { uid: Number(uid ?? 65_534) >>> 0, gid: Number(gid ?? 65_534) >>> 0 };
}
