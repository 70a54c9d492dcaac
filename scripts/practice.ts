import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { seedOffice } from '../prisma/seed/office.ts';
import { seedStock } from '../prisma/seed/stock.ts';
import type { Config } from '../src/config.ts';
import { requireFittingOffice } from '../src/crm/access/usecases/index.ts';
import { openDatabase } from '../src/db/open.ts';
import { Closers } from '../src/lib/closers.ts';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
/** The same address at each start, where it is free, so that an open page finds its way back. */
const USUAL_PORT = 3400;
const PATIENCE_MS = 20_000;

const readyLine = z.object({
  practice: z.object({
    page: z.url(),
    apiUrl: z.url(),
    botToken: z.string(),
    appToken: z.string(),
  }),
});

/** A practice workspace at work. `env` is what the bot is to find in its environment. */
export interface Practice {
  page: string;
  env: Record<string, string>;
  stop(): Promise<void>;
}

/** Starts the practice workspace beside the bot's database, with its office in an empty one. */
export async function openPractice(config: Config): Promise<Practice> {
  const closers = new Closers();
  try {
    const database = await openDatabase(config);
    closers.add(database.close);
    await requireFittingOffice(database.prisma, 'practice');
    await seedOffice(database.prisma);
    await seedStock({ db: database.prisma, keys: database.keyring });
    const { ready, stop } = await startChild(config, database.ownerUrl);
    closers.add(stop);
    const env = {
      SLACK_BOT_TOKEN: ready.botToken,
      SLACK_APP_TOKEN: ready.appToken,
      SLACK_API_URL: ready.apiUrl,
    };
    return { page: ready.page, env, stop: () => closers.close() };
  } catch (error) {
    await closers.close();
    throw error;
  }
}

async function startChild(config: Config, ownerUrl: string | null) {
  const child = spawn(process.execPath, ['--import', 'tsx', join(root, 'sandbox/server.ts')], {
    cwd: root,
    stdio: ['pipe', 'pipe', 'inherit'],
    // Its own group: Ctrl-C in the terminal is for us, and we end it after the bot has left.
    detached: true,
    env: {
      ...process.env,
      PRACTICE_PORT:
        process.env.PRACTICE_PORT ?? String((await isFree(USUAL_PORT)) ? USUAL_PORT : 0),
      PRACTICE_MANIFEST: join(root, 'manifest.yml'),
      PRACTICE_STATE: join(config.dataDir, 'practice.json'),
      ...(ownerUrl && { PRACTICE_CLOCK_DATABASE_URL: ownerUrl }),
    },
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const stop = async () => {
    child.stdin.end(); // it ends when nobody holds its input any more, also when we are killed
    await ended;
  };
  const line = await firstLine(child.stdout);
  const parsed = readyLine.safeParse(line && JSON.parse(line));
  if (!parsed.success) {
    await stop();
    throw new Error('The practice workspace did not start; what it said is above.');
  }
  return { ready: parsed.data.practice, stop };
}

/** The first line of output; null when it ends, or nothing comes in time. */
function firstLine(output: NodeJS.ReadableStream): Promise<string | null> {
  const lines = createInterface({ input: output });
  return new Promise((resolve) => {
    const late = setTimeout(() => resolve(null), PATIENCE_MS);
    const end = (line: string | null) => {
      clearTimeout(late);
      resolve(line);
    };
    lines.once('line', end);
    lines.once('close', () => end(null));
  });
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}
