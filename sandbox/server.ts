import { readFileSync } from 'node:fs';
import { parseManifest } from './core/manifest.ts';
import { World } from './core/world.ts';
import { coupleClock } from './database-clock.ts';
import { keepState } from './saving.ts';
import { riversideGarden } from './seed.ts';
import { servePractice } from './transports/http.ts';

/** The practice workspace as a process; sandbox/README.md says what the environment means. */

const {
  PRACTICE_PORT = '0',
  PRACTICE_MANIFEST = 'manifest.yml',
  PRACTICE_CLOCK_DATABASE_URL,
  PRACTICE_STATE,
} = process.env;

const manifest = parseManifest(readFileSync(PRACTICE_MANIFEST, 'utf8'));
const world = new World({ manifest, office: riversideGarden() });
const save = PRACTICE_STATE ? keepState(world, PRACTICE_STATE) : () => undefined;
const uncouple = PRACTICE_CLOCK_DATABASE_URL
  ? await coupleClock(world, PRACTICE_CLOCK_DATABASE_URL)
  : async () => undefined;
const server = await servePractice(world, Number(PRACTICE_PORT));

let stopping = false;
async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  save();
  await server.close();
  await uncouple();
  process.exit(0);
}

process.on('SIGTERM', stop);
process.on('SIGINT', stop);
// Whoever started us holds our standard input; when they are gone, so are we.
process.stdin.on('end', stop).on('error', stop).resume();

const page = `http://127.0.0.1:${server.port}/`;
const practice = {
  page,
  apiUrl: `${page}api/`,
  botToken: world.botToken,
  appToken: world.appToken,
};
process.stdout.write(`${JSON.stringify({ practice })}\n`);
