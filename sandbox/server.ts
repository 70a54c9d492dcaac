import { readFileSync } from 'node:fs';
import { parseManifest } from './core/manifest.ts';
import { World } from './core/world.ts';
import { coupleClock } from './database-clock.ts';
import { keepState } from './saving.ts';
import { riversideGarden } from './seed.ts';
import { servePractice } from './transports/http.ts';

/** The practice workspace as a process; sandbox/README.md says what the environment means. */
async function main(): Promise<void> {
  const { PRACTICE_PORT = '0', PRACTICE_MANIFEST = 'manifest.yml' } = process.env;
  const { PRACTICE_CLOCK_DATABASE_URL: clockUrl, PRACTICE_STATE: statePath } = process.env;

  const manifest = parseManifest(readFileSync(PRACTICE_MANIFEST, 'utf8'));
  const world = new World({ manifest, office: riversideGarden() });
  const save = statePath ? keepState(world, statePath) : () => undefined;
  const uncouple = clockUrl ? await coupleClock(world, clockUrl) : async () => undefined;
  const server = await servePractice(world, Number(PRACTICE_PORT));

  endWithParent(async () => {
    save();
    await server.close();
    await uncouple();
  });
  const page = `http://127.0.0.1:${server.port}/`;
  const { botToken, appToken } = world;
  process.stdout.write(
    `${JSON.stringify({ practice: { page, apiUrl: `${page}api/`, botToken, appToken } })}\n`,
  );
}

/** Whoever started us holds our standard input; when they are gone, so are we. */
function endWithParent(close: () => Promise<void>): void {
  let closing = false;
  const stop = async () => {
    if (closing) return;
    closing = true;
    await close();
    process.exit(0);
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  process.stdin.on('end', stop).on('error', stop).resume();
}

main().catch((error: unknown) => {
  const reason = error instanceof Error ? error.message : String(error);
  process.stderr.write(`The practice workspace cannot start: ${reason}\n`);
  process.exit(1);
});
