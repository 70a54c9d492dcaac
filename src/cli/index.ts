import { parseArgs } from 'node:util';
import { ConfigError, loadConfig } from '../config.ts';
import { auditCommands } from './audit.ts';
import { type Command, type Terminal, UsageError } from './command.ts';
import { databaseCommands } from './database.ts';
import { exchangeCommands } from './exchange-commands.ts';
import { keyCommands } from './keys.ts';
import { memberCommands } from './members.ts';

// Operators' commands: npm run cli -- <command>
// Exit codes: 0 well · 1 something needs the operator · 2 the command was not understood.

/** Knows every screen of the bot, so it is loaded only when it is asked for. */
const doctor: Command = {
  name: 'doctor',
  usage: '[--live --channel C0123ABCD]',
  summary: 'looks at tokens, scopes, database, keys, time zones and disk, and says what to do',
  run: async (terminal) => (await import('./doctor/index.ts')).examine(terminal),
};

const COMMANDS: readonly Command[] = [
  doctor,
  ...databaseCommands,
  ...auditCommands,
  ...keyCommands,
  ...memberCommands,
  ...exchangeCommands,
];

const OPTIONS = {
  live: { type: 'boolean' },
  channel: { type: 'string' },
  anchors: { type: 'string' },
  now: { type: 'boolean' },
  run: { type: 'boolean' },
  team: { type: 'string' },
  by: { type: 'string' },
  map: { type: 'string', multiple: true },
  purpose: { type: 'string' },
  'all-rows': { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** Errors whose message is written for operators. */
const EXPECTED = new Set([
  'MigrationError',
  'WrongKeysError',
  'BackupError',
  'AuditBrokenError',
  'SlackUnreachable',
  'WrongOffice',
]);

const say = (line: string) => void process.stdout.write(`${line}\n`);

process.exit(await run(process.argv.slice(2)));

async function run(words: string[]): Promise<number> {
  try {
    const { positionals, values } = parseArgs({
      args: words,
      options: OPTIONS,
      allowPositionals: true,
    });
    const command = COMMANDS.find(({ name }) => `${positionals.join(' ')} `.startsWith(`${name} `));
    if (!command || values.help) return showUsage(positionals, values.help === true);
    const args = positionals.slice(command.name.split(' ').length);
    const terminal: Terminal = { say, config: loadConfig(), args, options: values };
    return await command.run(terminal);
  } catch (error) {
    return explain(error);
  }
}

function showUsage(words: string[], asked: boolean): number {
  if (!asked && words.length > 0) say(`There is no command "${words.join(' ')}".`);
  say('npm run cli -- <command>');
  for (const { name, usage, summary } of COMMANDS)
    say(`  ${`${name} ${usage ?? ''}`.padEnd(40)} ${summary}`);
  return asked || words.length === 0 ? 0 : 2;
}

function explain(error: unknown): number {
  const { name, code, message } = error as NodeJS.ErrnoException;
  process.stderr.write(`${message}\n`);
  const usage = error instanceof UsageError || code?.startsWith('ERR_PARSE_ARGS');
  if (!usage && !(error instanceof ConfigError) && !EXPECTED.has(name))
    process.stderr.write(`${(error as Error).stack}\n`);
  return usage ? 2 : 1;
}
