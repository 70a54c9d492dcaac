import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll } from 'vitest';

/** A program of the project at work in a process of its own. */
export interface Program {
  child: ChildProcess;
  /** Everything it said so far. */
  said(): string;
  /** The first text that matches; throws when the program ends without saying so. */
  hear(pattern: RegExp): Promise<RegExpMatchArray>;
  /** Sends a signal, unless it is over, and waits for the end. */
  end(signal?: NodeJS.Signals): Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
}

const living = new Set<Program>();
const folders: string[] = [];

afterAll(async () => {
  await Promise.all([...living].map((program) => program.end('SIGTERM')));
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A folder of a test's own, gone when the file is over. */
export function testFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-program-'));
  // The database server runs as nobody where the tests run as root: it must be able to enter.
  chmodSync(folder, 0o755);
  folders.push(folder);
  return folder;
}

/** The settings a program must not inherit from whoever runs the tests. */
const SETTINGS =
  /^(SLACK_|DATABASE_|GATEHOUSE_|PRACTICE_|PORT$|HEALTH_PORT$|LOG_LEVEL$|VITEST|NODE_ENV$)/;

/** Starts `command` with only these settings. */
export function startProgram(command: string[], settings: Record<string, string> = {}): Program {
  const inherited = Object.entries(process.env).filter(([name]) => !SETTINGS.test(name));
  const [file = process.execPath, ...args] = command;
  const child = spawn(file, args, {
    cwd: resolve('.'),
    env: { ...Object.fromEntries(inherited), ...settings },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let said = '';
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      for (const listener of [...listeners]) listener();
    });
  }
  const over = new Promise<Awaited<ReturnType<Program['end']>>>((done) =>
    child.once('close', (code, signal) => {
      living.delete(program);
      done({ code, signal });
    }),
  );
  const program: Program = {
    child,
    said: () => said,
    hear: (pattern) =>
      new Promise((heard, failed) => {
        const look = () => {
          const match = said.match(pattern);
          if (!match) return;
          listeners.delete(look);
          heard(match);
        };
        listeners.add(look);
        look();
        void over.then(() => failed(new Error(`it ended without saying ${pattern}:\n${said}`)));
      }),
    end: (signal) => {
      if (signal && child.exitCode === null) child.kill(signal);
      return over;
    },
  };
  living.add(program);
  return program;
}

/** Runs a program to its end. */
export async function runProgram(command: string[], settings: Record<string, string> = {}) {
  const program = startProgram(command, settings);
  program.child.stdin?.end();
  const { code } = await program.end();
  return { code, said: program.said() };
}
