import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { ms, ratio } from '../measure.ts';
import type { Row } from '../report.ts';

/** The practice office started a second time: from the process to the first acknowledged command. */
export async function startRow(): Promise<Row> {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-start-'));
  chmodSync(folder, 0o711);
  try {
    await stop((await startOffice(folder)).child);
    const imports = await importsAlone();
    const began = performance.now();
    const { child, page } = await startOffice(folder);
    await firstCommand(page);
    const took = performance.now() - began;
    const memory = residentMb(child.pid);
    await stop(child);
    return {
      what: 'Start to the first acknowledged command, database initialised (practice workspace included); memory of the bot',
      floor: `Node with Bolt and the database client imported: ${ms(imports)}`,
      ours: `${ms(took)}, ${memory} MB`,
      ratio: ratio(took, imports),
      budget: '≤ 3 s, ≤ 250 MB',
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function startOffice(folder: string): Promise<{ child: ChildProcess; page: string }> {
  const { SLACK_BOT_TOKEN: _, SLACK_APP_TOKEN: __, DATABASE_URL: ___, ...env } = process.env;
  const child = spawn(process.execPath, startArguments(), {
    env: {
      ...env,
      GATEHOUSE_DATA_DIR: join(folder, 'data'),
      GATEHOUSE_KEYS_FILE: join(folder, 'keys.json'),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface({ input: child.stdout! })) {
    const page = /http:\/\/127\.0\.0\.1:\d+\//.exec(line)?.[0];
    if (page) return { child, page };
  }
  throw new Error('the office did not start');
}

/** As `npm start` starts it. */
function startArguments(): string[] {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    scripts: { start: string };
  };
  return scripts.start.split(' ').slice(1);
}

async function firstCommand(page: string): Promise<void> {
  const answer = await fetch(`${page}control/command`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ user: 'U_LINA', channel: 'C_EAST', command: '/customer', text: 'help' }),
  });
  const { ok, delivery } = (await answer.json()) as { ok: boolean; delivery?: { acked: boolean } };
  if (!ok || !delivery?.acked) throw new Error('the first command was not acknowledged');
}

async function importsAlone(): Promise<number> {
  const code = "await import('@slack/bolt'); await import('./src/db/client.ts');";
  const began = performance.now();
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', code], {
    stdio: 'ignore',
  });
  await once(child, 'exit');
  return performance.now() - began;
}

async function stop(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}

/** VmRSS of a process, in MB. */
function residentMb(pid: number | undefined): number {
  const kb = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Math.round(Number(kb) / 1024);
}
