import { mkdirSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { addMasterKey, ConfigError, loadKeys, readConfig } from '../src/config.ts';
import { temporaryFolder } from './support/folder.ts';

const key = (fill: number) => Buffer.alloc(32, fill).toString('base64');
const GIVEN_KEYS = {
  GATEHOUSE_MASTER_KEYS: `2:${key(2)},1:${key(1)}`,
  GATEHOUSE_INDEX_KEY: key(3),
  GATEHOUSE_AUDIT_KEY: key(4),
  GATEHOUSE_BACKUP_KEY: key(5),
};
const SOCKET = { SLACK_BOT_TOKEN: 'xoxb-1-secret', SLACK_APP_TOKEN: 'xapp-1-secret' };
const SECRET = '0123456789abcdef0123456789abcdef';

const folders = temporaryFolder('config');
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(folders, 'case-'));
});

const read = (env: Record<string, string>) =>
  readConfig({ GATEHOUSE_DATA_DIR: join(folder, 'data'), ...env });

function problems(env: Record<string, string>): string[] {
  try {
    read(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems.map((problem) => problem.name);
    throw error;
  }
  return [];
}

describe('an operator who sets', () => {
  test('nothing gets the embedded database, no Slack, and keys of her own', () => {
    const config = read({});
    expect(config).toMatchObject({
      slack: null,
      database: { kind: 'embedded' },
      keys: { kind: 'file', path: join(folder, 'data-keys.json'), keys: null },
      prefix: '',
      logLevel: 'info',
      healthPort: null,
      admins: [],
    });
  });

  test('two tokens talks over Socket Mode, a PORT of the host is left alone', () => {
    expect(read({ ...SOCKET, PORT: '3000' }).slack).toEqual({
      mode: 'socket',
      botToken: 'xoxb-1-secret',
      appToken: 'xapp-1-secret',
      apiUrl: null,
    });
  });

  test('a signing secret and a port talks over HTTP', () => {
    const slack = read({
      SLACK_BOT_TOKEN: 'xoxb-1',
      SLACK_SIGNING_SECRET: SECRET,
      PORT: '3000',
    }).slack;
    expect(slack).toMatchObject({ mode: 'http', port: 3000 });
  });

  test('a database address uses that server, and lists her administrators', () => {
    const config = read({
      ...GIVEN_KEYS,
      DATABASE_URL: 'postgresql://app@db.example/gatehouse',
      GATEHOUSE_ADMINS: 'U012AB3CD, W045EF6GH',
    });
    expect(config.database).toEqual({
      kind: 'server',
      appUrl: 'postgresql://app@db.example/gatehouse',
      ownerUrl: null,
    });
    expect(config.admins).toEqual(['U012AB3CD', 'W045EF6GH']);
    expect(loadKeys(config.keys).master.map((master) => master.id)).toEqual([2, 1]);
  });
});

test.each<[string, Record<string, string>, string[]]>([
  ['a bot token alone', { SLACK_BOT_TOKEN: 'xoxb-1' }, ['SLACK_APP_TOKEN']],
  ['an app token alone', { SLACK_APP_TOKEN: 'xapp-1' }, ['SLACK_BOT_TOKEN']],
  ['a signing secret alone', { SLACK_SIGNING_SECRET: SECRET }, ['SLACK_BOT_TOKEN']],
  ['HTTP without a port', { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: SECRET }, ['PORT']],
  [
    'swapped tokens',
    { SLACK_BOT_TOKEN: 'xapp-1', SLACK_APP_TOKEN: 'xoxb-1' },
    ['SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN'],
  ],
  ['a port that is none', { ...SOCKET, HEALTH_PORT: '99999' }, ['HEALTH_PORT']],
  ['Slack elsewhere', { ...SOCKET, SLACK_API_URL: 'https://evil.example/api/' }, ['SLACK_API_URL']],
  [
    'a model over an open line',
    { ...SOCKET, GATEHOUSE_MODEL_URL: 'http://models.example/v1', GATEHOUSE_MODEL_NAME: 'small' },
    ['GATEHOUSE_MODEL_URL'],
  ],
  [
    'a model without a name',
    { ...SOCKET, GATEHOUSE_MODEL_URL: 'http://127.0.0.1:11434/v1' },
    ['GATEHOUSE_MODEL_NAME'],
  ],
  [
    'an owner without an application',
    { ...GIVEN_KEYS, DATABASE_OWNER_URL: 'postgresql://o@h/d' },
    ['DATABASE_URL'],
  ],
  ['an address that is none', { ...GIVEN_KEYS, DATABASE_URL: 'mysql://h/d' }, ['DATABASE_URL']],
  ['a server without keys', { DATABASE_URL: 'postgresql://a@h/d' }, ['GATEHOUSE_KEYS_FILE']],
  [
    'half of the keys',
    { GATEHOUSE_INDEX_KEY: key(1) },
    ['GATEHOUSE_MASTER_KEYS', 'GATEHOUSE_AUDIT_KEY', 'GATEHOUSE_BACKUP_KEY'],
  ],
  ['a short key', { ...GIVEN_KEYS, GATEHOUSE_AUDIT_KEY: 'c2hvcnQ=' }, ['GATEHOUSE_AUDIT_KEY']],
  [
    'the same master number twice',
    { ...GIVEN_KEYS, GATEHOUSE_MASTER_KEYS: `1:${key(1)},1:${key(2)}` },
    ['GATEHOUSE_MASTER_KEYS'],
  ],
  ['a loud prefix', { GATEHOUSE_PREFIX: 'Büro ' }, ['GATEHOUSE_PREFIX']],
  ['names for ids', { GATEHOUSE_ADMINS: '@lina' }, ['GATEHOUSE_ADMINS']],
  ['an unknown log level', { LOG_LEVEL: 'loud' }, ['LOG_LEVEL']],
])('%s is refused and names what to mend', (_, env, names) => {
  expect(problems(env)).toEqual(names);
});

test('an operator with three mistakes reads all three at once, with remedies and without her secrets', () => {
  const env = {
    SLACK_BOT_TOKEN: 'geheim-4711',
    HEALTH_PORT: 'x',
    GATEHOUSE_INDEX_KEY: 'geheim-4712',
  };
  expect(() => read(env)).toThrow(/xoxb-[\s\S]*65535|65535[\s\S]*xoxb-/);
  expect(problems(env)).toHaveLength(6);
  expect(() => read(env)).not.toThrow(/geheim/);
});

describe('the keys file', () => {
  const open = () => loadKeys(read({}).keys);

  test('is made at the first start, readable by nobody else, and stays the same', () => {
    const first = open();
    expect(statSync(join(folder, 'data-keys.json')).mode & 0o777).toBe(0o600);
    expect(open()).toEqual(first);
  });

  test('gets a new master key before the old one when Chen Jie changes keys', () => {
    const before = open();
    expect(addMasterKey(join(folder, 'data-keys.json'))).toBe(2);
    const after = open();
    expect(after.master.map((master) => master.id)).toEqual([2, 1]);
    expect(after.master[1]).toEqual(before.master[0]);
    expect(after.index).toEqual(before.index);
  });

  test('that others can read, or that is no such file, is refused', () => {
    open();
    const path = join(folder, 'data-keys.json');
    const text = readFileSync(path, 'utf8');
    writeFileSync(path, text.slice(0, 40));
    expect(problems({})).toEqual([path]);
    writeFileSync(join(folder, 'loose.json'), text, { mode: 0o644 });
    expect(problems({ GATEHOUSE_KEYS_FILE: join(folder, 'loose.json') })).toEqual([
      join(folder, 'loose.json'),
    ]);
  });

  test('that is missing beside existing data stops the start instead of making other keys', () => {
    mkdirSync(join(folder, 'data'));
    writeFileSync(join(folder, 'data/logins.json'), '{}');
    expect(problems({})).toEqual([join(folder, 'data-keys.json')]);
  });
});
