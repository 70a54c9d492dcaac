import type { Config } from '../config.ts';
import { type OpenDatabase, openDatabase } from '../db/open.ts';

/** Where a command says things, and what it was given. */
export interface Terminal {
  /** One line for the person who asked. */
  say(line: string): void;
  config: Config;
  /** Words after the command's name; options among them are not here. */
  args: string[];
  options: Record<string, string | boolean | string[] | undefined>;
}

/** An operator's command. Answers its exit code: 0 well, 1 something needs the operator. */
export interface Command {
  name: string;
  /** What follows the name. */
  usage?: string;
  summary: string;
  run(terminal: Terminal): Promise<number>;
}

/** The arguments do not fit: usage is shown, exit code 2. */
export class UsageError extends Error {
  override name = 'UsageError';
}

/** The first word after the name, or a UsageError that asks for it. */
export function requireArgument(terminal: Terminal, what: string): string {
  const [first] = terminal.args;
  if (!first) throw new UsageError(`${what} is missing`);
  return first;
}

/** Opens the office's database (migrated) for one command and closes it after. */
export async function withDatabase<T>(
  { config, say }: Pick<Terminal, 'config' | 'say'>,
  work: (database: OpenDatabase) => Promise<T>,
): Promise<T> {
  const database = await openDatabase(config, { note: say });
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

/** The login that may read every table: the owner's, or the only one there is. */
export function ownerUrlOf(config: Config, database: OpenDatabase): string {
  if (database.ownerUrl) return database.ownerUrl;
  if (config.database.kind === 'server') return config.database.appUrl;
  throw new Error('the embedded server gave no owner');
}
