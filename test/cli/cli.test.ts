import { cpSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { seedOffice } from '../../prisma/seed/office.ts';
import { PracticeSlack } from '../../sandbox/practice.ts';
import { buildManifest } from '../../src/bot/manifest.ts';
import { features } from '../../src/commands/index.ts';
import { readConfig } from '../../src/config.ts';
import { findActor } from '../../src/crm/access/store.ts';
import { changePreferences } from '../../src/crm/access/usecases/index.ts';
import { Keyring } from '../../src/db/sealing.ts';
import { emptyDatabase, testDatabase } from '../support/database.ts';
import { testKeyMaterial } from '../support/keys.ts';
import { runProgram, testFolder } from '../support/program.ts';

const t = await testDatabase({ now: null });
await seedOffice(t.db);
const lina = await findActor(t.db, 'U_LINA');
if (!lina) throw new Error('the seed has no 李娜');
const preferences = { locale: null, zone: null, nudgeTarget: 'dm', ownChannelId: null } as const;
await changePreferences({ db: t.db, keys: t.keyring, actor: lina }, preferences);

const folder = testFolder();
const keysFile = join(folder, 'keys.json');
writeKeys(keysFile);

/** The test's keys as the file an office has. */
function writeKeys(path: string): void {
  const { master, index, audit, backup } = testKeyMaterial();
  const text = (key: Buffer) => key.toString('base64');
  const content = {
    master: master.map(({ id, key }) => ({ id, key: text(key) })),
    index: text(index),
    audit: text(audit),
    backup: text(backup),
  };
  writeFileSync(path, JSON.stringify(content), { mode: 0o600 });
}

const settings = (more: Record<string, string> = {}) => ({
  GATEHOUSE_DATA_DIR: join(folder, 'data'),
  GATEHOUSE_KEYS_FILE: keysFile,
  DATABASE_URL: t.appUrl,
  DATABASE_OWNER_URL: t.ownerUrl,
  ...more,
});

/** `npm run cli -- …` */
const cli = (words: string, more: Record<string, string> = {}) =>
  runProgram(
    [process.execPath, '--import', 'tsx', 'src/cli/index.ts', ...words.split(' ').filter(Boolean)],
    settings(more),
  );

describe('the operator’s commands', { timeout: 180_000 }, () => {
  it('without a word it lists them; an unknown one is exit code 2', async () => {
    const [usage, unknown, unfinished, strange] = await Promise.all(
      ['', 'frobnicate', 'restore', 'doctor --loud'].map((words) => cli(words)),
    );
    expect(usage).toMatchObject({ code: 0, said: expect.stringContaining('audit verify') });
    expect(unknown).toMatchObject({
      code: 2,
      said: expect.stringContaining('no command "frobnicate"'),
    });
    expect(unfinished).toMatchObject({
      code: 2,
      said: expect.stringContaining('the backup file is missing'),
    });
    expect(strange).toMatchObject({ code: 2 });
  });

  it('wrong settings are all told at once', async () => {
    const { code, said } = await cli('doctor', { DATABASE_URL: 'mysql://x', LOG_LEVEL: 'loud' });
    expect(code).toBe(1);
    expect(said).toContain('DATABASE_URL');
    expect(said).toContain('LOG_LEVEL');
  });

  it('migrate finds nothing to do on a database that is up to date', async () => {
    expect(await cli('migrate')).toMatchObject({
      code: 0,
      said: expect.stringContaining('0 applied'),
    });
  });

  it('members list names everybody with role and team', async () => {
    const { code, said } = await cli('members list');
    expect(code).toBe(0);
    expect(said).toContain('U_LINA\trep\t李娜\t东区');
    expect(said).toContain('8 members, 2 teams.');
  });

  it('a backup is restored into an empty database, and nothing is overwritten', async () => {
    const file = join(folder, 'office.backup');
    expect(await cli(`backup ${file}`)).toMatchObject({
      code: 0,
      said: expect.stringContaining('encrypted'),
    });
    expect(statSync(file).mode & 0o077).toBe(0);
    expect(readFileSync(file).includes('李娜')).toBe(false);

    const empty = await emptyDatabase();
    const into = { DATABASE_URL: empty, DATABASE_OWNER_URL: empty };
    expect(await cli(`restore ${file}`, into)).toMatchObject({
      code: 0,
      said: expect.stringContaining('Restored'),
    });
    expect((await cli('members list', into)).said).toContain('U_LINA\trep\t李娜\t东区');
    expect(await cli(`restore ${file}`, into)).toMatchObject({
      code: 1,
      said: expect.stringContaining('empty'),
    });
  });

  it('the audit is anchored outside and verified; a changed row is found', async () => {
    const anchors = join(folder, 'anchors.jsonl');
    expect(await cli(`audit anchor --anchors ${anchors}`)).toMatchObject({
      code: 0,
      said: expect.stringContaining('is anchored'),
    });
    expect(await cli(`audit verify --anchors ${anchors}`)).toMatchObject({
      code: 0,
      said: expect.stringMatching(/whole: 1 rows checked[\s\S]*1 anchors agree/),
    });
    await t.owner.query(
      `ALTER TABLE audit DISABLE TRIGGER ALL; UPDATE audit SET action = 'nothing.happened'; ALTER TABLE audit ENABLE TRIGGER ALL`,
    );
    expect(await cli('audit verify')).toMatchObject({
      code: 1,
      said: expect.stringContaining('BROKEN at row'),
    });
    await t.owner.query(
      `ALTER TABLE audit DISABLE TRIGGER ALL; UPDATE audit SET action = 'member.preferences'; ALTER TABLE audit ENABLE TRIGGER ALL`,
    );
    expect(await cli('audit verify')).toMatchObject({ code: 0 });
  });

  it('keys rotate makes a new master key first and moves the data keys on the second run', async () => {
    const rotated = join(folder, 'rotated.json');
    cpSync(keysFile, rotated);
    const into = { GATEHOUSE_KEYS_FILE: rotated };
    expect(await cli('keys rotate', into)).toMatchObject({
      code: 0,
      said: expect.stringContaining('New master key 2'),
    });
    const { keys } = readConfig(settings(into));
    expect(keys.keys?.master.map(({ id }) => id)).toEqual([2, 1]);
    await t.owner.query(
      `INSERT INTO customer_keys (customer_id, kid, wrapped) VALUES ('00000000-0000-7000-8000-00000000c001', '1', $1)`,
      [
        new Keyring(testKeyMaterial()).wrap(
          {
            table: 'customer_keys',
            column: 'wrapped',
            rowId: '00000000-0000-7000-8000-00000000c001',
          },
          Buffer.alloc(32, 7),
        ),
      ],
    );
    expect(await cli('keys rotate', into)).toMatchObject({
      code: 0,
      said: expect.stringContaining('2 keys moved'),
    });
    // The office's own key and the customer's: whoever opens the database now needs the new file.
    cpSync(rotated, keysFile);
  });
});

describe('doctor', { timeout: 180_000 }, async () => {
  const slack = new PracticeSlack({ manifest: buildManifest(features) });
  const server = await slack.serve();
  const tokens = {
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_APP_TOKEN: slack.appToken,
    SLACK_API_URL: `http://127.0.0.1:${server.port}/api/`,
  };

  it('on a well office it finds nothing to mend', async () => {
    const { code, said } = await cli('doctor', tokens);
    expect(said).toContain('0 to mend');
    for (const line of [
      'the bot works as gatehouse_app',
      'scopes are those of manifest.yml',
      '东区: the bot is in C_EAST',
      '8 members, 2 teams',
    ]) {
      expect(said).toContain(line);
    }
    expect(code).toBe(0);
  });

  it('says what to do when the bot was not invited, a scope is missing, the token is wrong', async () => {
    slack.world.channels.get('C_EAST')?.members.delete(slack.world.botUser);
    const { code, said } = await cli('doctor', tokens);
    expect(code).toBe(1);
    expect(said).toMatch(
      /✗ channels: 东区: the bot is not in C_EAST[^\n]*\n\s+→ In that channel: \/invite @Gatehouse/,
    );
    slack.world.channels.get('C_EAST')?.members.add(slack.world.botUser);

    const wrong = await cli('doctor', { ...tokens, SLACK_BOT_TOKEN: 'xoxb-wrong' });
    expect(wrong).toMatchObject({
      code: 1,
      said: expect.stringContaining('Slack refused SLACK_BOT_TOKEN (invalid_auth)'),
    });
  });

  it('--live posts, reads back, repeats, edits and deletes, and has every screen checked by Slack in both languages', async () => {
    const { code, said } = await cli('doctor --live --channel C_RECEPTION', tokens);
    expect(said).toMatch(/✓ post: posted/);
    expect(said).toMatch(/✓ read back: found by its id/);
    expect(said).toMatch(/same client_msg_id again: /);
    expect(said).toMatch(/✓ edit: edited/);
    expect(said).toMatch(/✓ delete: deleted/);
    for (const locale of ['zh', 'en'])
      expect(said).toMatch(
        new RegExp(`✓ screens: [1-9]\\d+ screens in ${locale}, Slack finds nothing wrong`),
      );
    expect(code).toBe(0);
    expect(slack.messages('C_RECEPTION')).toEqual([]);
    expect(await t.db.inbox.count()).toBe(0);
  });

  it('--live without a channel asks for one', async () => {
    expect(await cli('doctor --live', tokens)).toMatchObject({
      code: 2,
      said: expect.stringContaining('--channel'),
    });
    await server.close();
  });
});
