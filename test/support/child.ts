import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A process of its own, running one of test/support/processes. */
export interface Child {
  /** Complete lines it has printed so far. */
  lines: string[];
  /** Resolves once it has printed so many lines; rejects when it ends before. */
  printed(count: number): Promise<void>;
  /** kill -9, and waits until it is gone. */
  kill(): Promise<void>;
  /** Its exit code. */
  ended: Promise<number | null>;
}

/** Starts it. */
export function startChild(name: string, args: string[]): Child {
  const script = fileURLToPath(new URL(`processes/${name}.child.ts`, import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', script, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  let rest = '';
  let complaint = '';
  child.stderr.on('data', (bytes: Buffer) => {
    complaint += bytes.toString();
  });
  child.stdout.on('data', (bytes: Buffer) => {
    const parts = (rest + bytes.toString()).split('\n');
    rest = parts.pop() ?? '';
    lines.push(...parts);
    child.emit('line');
  });
  const ended = once(child, 'close').then(([code]) => code as number | null);
  return {
    lines,
    ended,
    printed: (count) => waitForLines(child, { lines, count, complaint: () => complaint }),
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

async function waitForLines(
  child: ChildProcess,
  wanted: { lines: string[]; count: number; complaint: () => string },
): Promise<void> {
  const closed = new AbortController();
  child.once('close', () => closed.abort());
  while (wanted.lines.length < wanted.count) {
    await once(child, 'line', { signal: closed.signal }).catch(() => {
      throw new Error(`it ended early: ${wanted.complaint()}`);
    });
  }
}
