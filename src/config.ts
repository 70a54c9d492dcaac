import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import { type KeySource, keysFromEnvironment, keysFromFile } from './config/keys.ts';
import { ConfigError, type Problem, type Read } from './config/problem.ts';
import type { ModelSettings } from './lib/model.ts';

export { addMasterKey, loadKeys } from './config/keys.ts';
export { ConfigError } from './config/problem.ts';

/** How the bot reaches Slack. `apiUrl` is only set against the practice workspace. */
export type SlackSettings =
  | { mode: 'socket'; botToken: string; appToken: string; apiUrl: string | null }
  | { mode: 'http'; botToken: string; signingSecret: string; port: number; apiUrl: string | null };

/** Which server holds the data. `ownerUrl` null: one login only, its sessions step down (weaker). */
export type DatabaseSettings =
  | { kind: 'embedded' }
  | { kind: 'server'; appUrl: string; ownerUrl: string | null };

export interface Config {
  /** Null when no Slack variable is set at all: operators' commands need none. */
  slack: SlackSettings | null;
  database: DatabaseSettings;
  /** Folder of the embedded server and of backups, absolute. */
  dataDir: string;
  /** Read them with `loadKeys`, which makes the file at the first start. */
  keys: KeySource;
  /** Put before each slash command, since a generic one belongs to the app installed last. */
  prefix: string;
  logLevel: 'debug' | 'info' | 'warn' | 'error';
  healthPort: number | null;
  /** Slack user ids that are administrators from the start. */
  admins: string[];
  /** A language model for what the rules did not understand; null: none, which is the default. */
  model: ModelSettings | null;
}

/** Loads `.env` of the working folder, if there is one, under the real environment, and reads both. */
export function loadConfig(): Config {
  if (existsSync('.env')) process.loadEnvFile('.env');
  return readConfig(process.env);
}

/**
 * Environment to Config; an empty variable counts as absent. Throws one ConfigError that lists
 * everything wrong with its remedy; changes nothing.
 */
export function readConfig(env: Record<string, string | undefined>): Config {
  const problems: Problem[] = [];
  const read = reader(env, problems);
  const dataDir = resolve(read('GATEHOUSE_DATA_DIR') ?? './data');
  const database = readDatabase(read, problems);
  const config: Config = {
    slack: readSlack(read, problems),
    database,
    dataDir,
    keys:
      keysFromEnvironment(read, problems) ??
      keysFromFile(
        { path: read('GATEHOUSE_KEYS_FILE'), dataDir, embedded: database.kind === 'embedded' },
        problems,
      ),
    prefix: read('GATEHOUSE_PREFIX') ?? '',
    logLevel: (read('LOG_LEVEL') as Config['logLevel'] | null) ?? 'info',
    healthPort: toNumber(read('HEALTH_PORT')),
    admins:
      read('GATEHOUSE_ADMINS')
        ?.split(/[\s,]+/)
        .filter(Boolean) ?? [],
    model: readModel(read, problems),
  };
  const http = config.slack?.mode === 'http' ? config.slack.port : null;
  if (http !== null && http === config.healthPort) {
    problems.push({
      name: 'HEALTH_PORT',
      wrong: 'is the same as PORT',
      remedy: 'Choose another port.',
    });
  }
  if (problems.length > 0) throw new ConfigError(problems);
  return config;
}

const port = z.coerce.number().int().min(1).max(65_535);
const postgresUrl = z.string().refine((text) => isUrl(text, ['postgres:', 'postgresql:']));

/** Each variable by itself: what it must look like, and what to do when it does not. */
const VARIABLES = {
  SLACK_BOT_TOKEN: [
    z.string().startsWith('xoxb-'),
    'Copy "Bot User OAuth Token" from the app\'s page "OAuth & Permissions"; it begins with xoxb-.',
  ],
  SLACK_APP_TOKEN: [
    z.string().startsWith('xapp-'),
    'Make an app-level token with the scope connections:write on the app\'s page "Basic Information"; it begins with xapp-.',
  ],
  SLACK_SIGNING_SECRET: [
    z.string().regex(/^[0-9a-f]{32,}$/i),
    'Copy "Signing Secret" from the app\'s page "Basic Information": 32 hexadecimal digits.',
  ],
  PORT: [port, 'Give a number from 1 to 65535.'],
  SLACK_API_URL: [
    z.string().refine(isLoopback),
    'It is only for the practice workspace on this machine (http://127.0.0.1:…). Remove it to talk to Slack.',
  ],
  DATABASE_URL: [postgresUrl, 'Write it as postgresql://login:password@host:5432/database.'],
  DATABASE_OWNER_URL: [postgresUrl, 'Write it as postgresql://login:password@host:5432/database.'],
  GATEHOUSE_DATA_DIR: [z.string(), ''],
  GATEHOUSE_KEYS_FILE: [z.string(), ''],
  GATEHOUSE_MASTER_KEYS: [z.string(), ''],
  GATEHOUSE_INDEX_KEY: [z.string(), ''],
  GATEHOUSE_AUDIT_KEY: [z.string(), ''],
  GATEHOUSE_BACKUP_KEY: [z.string(), ''],
  GATEHOUSE_PREFIX: [
    z.string().regex(/^[a-z0-9_-]{1,12}$/),
    'Use at most 12 small letters, digits, - or _, like gh-.',
  ],
  LOG_LEVEL: [z.enum(['debug', 'info', 'warn', 'error']), 'Use debug, info, warn or error.'],
  HEALTH_PORT: [port, 'Give a number from 1 to 65535.'],
  GATEHOUSE_MODEL_URL: [
    z.string().refine((text) => isUrl(text, ['https:']) || isLoopback(text)),
    'Give the base address of an OpenAI-compatible model, https://host/v1, or one on this machine. Leave it out for none.',
  ],
  GATEHOUSE_MODEL_NAME: [z.string().max(200), ''],
  GATEHOUSE_MODEL_KEY: [z.string().max(1000), ''],
  GATEHOUSE_ADMINS: [
    z.string().regex(/^[UW][A-Z0-9]{5,}([\s,]+[UW][A-Z0-9]{5,})*$/),
    'List Slack member ids separated by commas: U012AB3CD,U045EF6GH. A profile\'s menu has "Copy member ID".',
  ],
} satisfies Record<string, [z.ZodType, string]>;

type VariableName = keyof typeof VARIABLES;
type ReadVariable = Read<VariableName>;

function reader(env: Record<string, string | undefined>, problems: Problem[]): ReadVariable {
  return (name) => {
    const value = env[name]?.trim();
    if (!value) return null;
    const [kind, remedy] = VARIABLES[name];
    if (kind.safeParse(value).success) return value;
    problems.push({ name, wrong: 'is not what it should be', remedy });
    return null;
  };
}

function readSlack(read: ReadVariable, problems: Problem[]): SlackSettings | null {
  const before = problems.length;
  const botToken = read('SLACK_BOT_TOKEN');
  const appToken = read('SLACK_APP_TOKEN');
  const signingSecret = read('SLACK_SIGNING_SECRET');
  const apiUrl = read('SLACK_API_URL');
  const httpPort = signingSecret && !appToken ? toNumber(read('PORT')) : null;
  if (problems.length > before) return null; // present but wrong: already said
  if (botToken && appToken) return { mode: 'socket', botToken, appToken, apiUrl };
  if (botToken && signingSecret && httpPort)
    return { mode: 'http', botToken, signingSecret, port: httpPort, apiUrl };
  const given = { botToken, appToken, signingSecret };
  if (botToken || appToken || signingSecret) problems.push(halfSlack(given));
  return null;
}

function readModel(read: ReadVariable, problems: Problem[]): ModelSettings | null {
  const url = read('GATEHOUSE_MODEL_URL');
  const name = read('GATEHOUSE_MODEL_NAME');
  const key = read('GATEHOUSE_MODEL_KEY');
  if (url && name) return { url, name, key };
  if (url) {
    problems.push({
      name: 'GATEHOUSE_MODEL_NAME',
      wrong: 'is missing while GATEHOUSE_MODEL_URL is set',
      remedy: 'Name the model as its server calls it, or remove the address.',
    });
  }
  return null;
}

function halfSlack(given: {
  botToken: string | null;
  appToken: string | null;
  signingSecret: string | null;
}): Problem {
  if (!given.botToken) {
    return {
      name: 'SLACK_BOT_TOKEN',
      wrong: `is missing while ${given.appToken ? 'SLACK_APP_TOKEN' : 'SLACK_SIGNING_SECRET'} is set`,
      remedy: `${VARIABLES.SLACK_BOT_TOKEN[1]} Or remove both to try the practice workspace.`,
    };
  }
  if (given.signingSecret) {
    return {
      name: 'PORT',
      wrong: 'is missing while SLACK_SIGNING_SECRET is set',
      remedy: 'Give the port at which Slack reaches the bot over HTTP.',
    };
  }
  return {
    name: 'SLACK_APP_TOKEN',
    wrong: 'is missing while SLACK_BOT_TOKEN is set',
    remedy: `For Socket Mode: ${VARIABLES.SLACK_APP_TOKEN[1]} For HTTP instead: set SLACK_SIGNING_SECRET and PORT.`,
  };
}

function readDatabase(read: ReadVariable, problems: Problem[]): DatabaseSettings {
  const before = problems.length;
  const appUrl = read('DATABASE_URL');
  const ownerUrl = read('DATABASE_OWNER_URL');
  if (appUrl) return { kind: 'server', appUrl, ownerUrl };
  if (ownerUrl && problems.length === before) {
    problems.push({
      name: 'DATABASE_URL',
      wrong: 'is missing while DATABASE_OWNER_URL is set',
      remedy:
        "Give the application's own login as DATABASE_URL; with a single login, that one is DATABASE_URL.",
    });
  }
  // A wrong address must not be answered with "then the embedded one": later checks stay those of a server.
  return problems.length > before
    ? { kind: 'server', appUrl: '', ownerUrl: null }
    : { kind: 'embedded' };
}

function toNumber(text: string | null): number | null {
  return text === null ? null : Number(text);
}

function isUrl(text: string, protocols: string[]): boolean {
  return URL.canParse(text) && protocols.includes(new URL(text).protocol);
}

function isLoopback(text: string): boolean {
  return (
    isUrl(text, ['http:', 'https:']) &&
    ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(text).hostname)
  );
}
