// `npm start`: with Slack tokens the bot talks to Slack, without any it starts the practice workspace
// and talks to that; the bot itself cannot tell the difference.

/** Stopping is quick; what hangs longer than this is cut off, and the next start recovers. */
const STOP_PATIENCE_MS = 15_000;
/** Errors whose message is written for operators. */
const PLAIN = new Set([
  'ConfigError',
  'WrongOffice',
  'SlackUnreachable',
  'MigrationError',
  'WrongKeysError',
]);

// The database client is generated first; whatever needs it may only be imported afterwards.
await import('./generate.ts');
const { Closers } = await import('../src/lib/closers.ts');
const closers = new Closers();
let ready = false;
let stopping = false;

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop(signal));
// npm runs us through a shell that a SIGTERM ends without telling us: when it is gone, so are we.
const parent = process.ppid;
if (process.env.npm_lifecycle_event) {
  setInterval(() => {
    if (process.ppid !== parent) void stop('SIGTERM');
  }, 250).unref();
}
// A promise nobody waited for has failed: it is noted, and people go on working.
process.on('unhandledRejection', (error) => void (ready ? note(error) : fail(error)));
process.on('uncaughtException', (error) => void fail(error));

const starting = run();
await starting.catch(fail);

async function run(): Promise<void> {
  const { loadConfig } = await import('../src/config.ts');
  const { start } = await import('../src/main.ts');
  const config = loadConfig();
  if (config.slack) {
    const bot = await start(config, config.slack);
    closers.add(() => bot.stop('signal'));
    const way = config.slack.mode === 'socket' ? 'Socket Mode' : `HTTP, port ${config.slack.port}`;
    return say(`案场登记已就绪 · Gatehouse is ready (${way}). Ctrl-C 停止 · stops it.`);
  }
  const { openPractice } = await import('./practice.ts');
  const practice = await openPractice(config);
  closers.add(practice.stop);
  Object.assign(process.env, practice.env, { LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn' });
  const told = loadConfig();
  if (!told.slack) throw new Error('the practice workspace gave no tokens');
  const bot = await start(told, told.slack);
  closers.add(() => bot.stop('signal'));
  say(
    `案场登记演练场，请打开 · Gatehouse to try out, open: ${practice.page}  (Ctrl-C 停止 · stops it)`,
  );
}

/** The first signal stops in order; a second Ctrl-C at once. */
async function stop(signal: NodeJS.Signals): Promise<void> {
  if (stopping && signal === 'SIGINT') process.exit(130);
  if (stopping) return;
  stopping = true;
  const late = setTimeout(() => process.exit(1), STOP_PATIENCE_MS);
  // What is half started is started first: then everything is known that must be closed.
  await starting.catch(() => {});
  await closers.close().catch(note);
  clearTimeout(late);
  process.exit(0);
}

/** What an operator can mend is said in its own words; anything else is logged too, without what it may quote. */
async function fail(error: unknown): Promise<never> {
  const said = error instanceof Error ? error.message : String(error);
  if (!ready) process.stderr.write(`${said}\n`);
  if (ready || !(error instanceof Error && PLAIN.has(error.name))) await note(error);
  await closers.close().catch(() => {});
  process.exit(1);
}

async function note(error: unknown): Promise<void> {
  const { createLog, errorReference } = await import('../src/lib/log.ts');
  const log = createLog({ level: 'error', write: (line) => process.stderr.write(line) });
  log.error('app.failed', { reference: errorReference() }, error);
}

function say(line: unknown): void {
  ready = true;
  process.stdout.write(`${line}\n`);
}
