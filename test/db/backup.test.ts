import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import pg from 'pg';
import { describe, expect, test } from 'vitest';
import { sealAudit } from '../../src/db/audit-seal.ts';
import { verifyAudit } from '../../src/db/audit-verify.ts';
import { makeBackup } from '../../src/db/backup.ts';
import { BackupError } from '../../src/db/backup-file.ts';
import { createDatabase } from '../../src/db/client.ts';
import { createCustomerKey, getCustomerKey } from '../../src/db/data-keys.ts';
import { requireKnownKeys } from '../../src/db/key-marks.ts';
import { migrate } from '../../src/db/migrate.ts';
import { checkBackup, restoreBackup } from '../../src/db/restore.ts';
import { Keyring, open, seal } from '../../src/db/sealing.ts';
import { newId } from '../../src/lib/id.ts';
import { writeAudit } from '../support/audit.ts';
import { emptyDatabase, testDatabase } from '../support/database.ts';
import { temporaryFolder } from '../support/folder.ts';
import { testKeyMaterial, testKeyring } from '../support/keys.ts';

const t = await testDatabase();
const folder = temporaryFolder('backup');
const file = join(folder, 'office.backup');
const place = { table: 'customers', column: 'note_sealed', rowId: newId() };

/** What is in every table, as one text each. */
async function contents(url: string): Promise<Record<string, string>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>(
      `SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
          AND relname <> '_prisma_migrations' ORDER BY relname`,
    );
    const found: Record<string, string> = {};
    for (const { name } of rows) {
      const read = await client.query<{ text: string | null }>(
        `SELECT string_agg(r::text, E'\\n' ORDER BY r::text) AS text FROM "${name}" r`,
      );
      found[name] = read.rows[0]?.text ?? '';
    }
    return found;
  } finally {
    await client.end();
  }
}

async function fillOffice(): Promise<{ customer: string; sealed: Buffer }> {
  await requireKnownKeys(t.db, t.keyring);
  const team = newId();
  const member = newId();
  await t.owner.query(
    "INSERT INTO teams (id, name, zone, locale) VALUES ($1, '一组', 'Asia/Shanghai', 'zh')",
    [team],
  );
  await t.owner.query(
    "INSERT INTO members (id, slack_user_id, name, role) VALUES ($1, 'U0LINA001', 'Li Na', 'rep')",
    [member],
  );
  await t.owner.query('INSERT INTO team_members (team_id, member_id) VALUES ($1, $2)', [
    team,
    member,
  ]);
  await t.owner.query(
    `INSERT INTO inbox (key, outcome) VALUES ('tab\there\\n', '{"code": "\\u738b"}')`,
  );
  const customer = newId();
  const key = await createCustomerKey(t.db, t.keyring, customer);
  await writeAudit(t.db, 12);
  await sealAudit(t.db, t.keyring);
  return { customer, sealed: seal(key, place, '13812345678') };
}

const office = await fillOffice();
await makeBackup({ url: t.appUrl, keyring: t.keyring, file });

describe('a backup', () => {
  test('restored into an empty database is the same office, row by row, and works on', async () => {
    const ownerUrl = await emptyDatabase();
    const restored = await restoreBackup({ ownerUrl, keyring: testKeyring(), file });
    expect(restored.tables).toMatchObject({
      audit: 12,
      audit_seals: 12,
      teams: 1,
      team_members: 1,
    });
    expect(await contents(ownerUrl)).toEqual(await contents(t.ownerUrl));
    expect(await migrate(ownerUrl)).toMatchObject({ applied: [] });

    const again = createDatabase({ url: ownerUrl });
    const key = await getCustomerKey(again.prisma, testKeyring(), office.customer);
    expect(open(key, place, office.sealed)).toBe('13812345678');
    await writeAudit(again.prisma, 1);
    await sealAudit(again.prisma, t.keyring);
    expect(await verifyAudit(again.prisma, t.keyring)).toMatchObject({ checked: 13, bad: null });
    await expect(again.pool.query('DELETE FROM audit')).rejects.toThrow('permission denied');
    await expect(
      again.pool.query('INSERT INTO team_members VALUES (gen_random_uuid(), gen_random_uuid())'),
    ).rejects.toThrow('foreign key');
    await again.close();
  });

  test('can be read by nobody else, and shows nothing of what is in it', () => {
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const bytes = readFileSync(file);
    expect(bytes.includes('Li Na') || bytes.includes('customer.update')).toBe(false);
  });

  test('is of one moment, though people go on writing', async () => {
    const other = join(folder, 'busy.backup');
    let over = false;
    const writing = (async () => {
      while (!over) {
        await t.db.$transaction(async (tx) => {
          await tx.$executeRaw`INSERT INTO inbox (key) VALUES (${newId()})`;
          await writeAudit(tx, 1);
        });
      }
    })();
    const { tables } = await makeBackup({ url: t.ownerUrl, keyring: t.keyring, file: other });
    over = true;
    await writing;
    expect((tables.audit ?? 0) - 12).toBe((tables.inbox ?? 0) - 1);
    expect((await checkBackup(t.keyring, other)).tables).toEqual(tables);
  });

  test('leaves no half file when the database goes away', async () => {
    const gone = new URL(t.appUrl);
    gone.pathname = '/no_such_database';
    await expect(
      makeBackup({ url: gone.href, keyring: t.keyring, file: join(folder, 'none') }),
    ).rejects.toThrow('does not exist');
    expect(() => statSync(join(folder, 'none'))).toThrow('ENOENT');
    expect(() => statSync(join(folder, 'none.part'))).toThrow('ENOENT');
  });
});

describe('a restore is refused, and changes nothing,', () => {
  const bytes = readFileSync(file);
  const damaged = join(folder, 'damaged');

  test('when any byte of the file is another', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(bytes.length - 1),
        fc.integer({ min: 1, max: 255 }),
        async (position, difference) => {
          const changed = Buffer.from(bytes);
          changed.writeUInt8(changed.readUInt8(position) ^ difference, position);
          writeFileSync(damaged, changed);
          await expect(checkBackup(t.keyring, damaged)).rejects.toThrow(BackupError);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('when the file is cut off anywhere', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), async (length) => {
        writeFileSync(damaged, bytes.subarray(0, length));
        await expect(checkBackup(t.keyring, damaged)).rejects.toThrow(BackupError);
      }),
      { numRuns: 40 },
    );
  });

  test('when the backup key is another', async () => {
    const other = new Keyring({ ...testKeyMaterial(), backup: Buffer.alloc(32, 9) });
    const ownerUrl = await emptyDatabase();
    await expect(restoreBackup({ ownerUrl, keyring: other, file })).rejects.toThrow(
      'another backup key',
    );
    expect(await contents(ownerUrl)).toEqual({});
  });

  test('when the database holds an office already', async () => {
    const before = await contents(t.ownerUrl);
    await expect(restoreBackup({ ownerUrl: t.ownerUrl, keyring: t.keyring, file })).rejects.toThrow(
      'not empty',
    );
    expect(await contents(t.ownerUrl)).toEqual(before);
  });

  test('when the database belongs to another program', async () => {
    const ownerUrl = await emptyDatabase();
    const client = new pg.Client({ connectionString: ownerUrl });
    await client.connect();
    await client.query('CREATE TABLE invoices (id int)');
    await client.end();
    await expect(restoreBackup({ ownerUrl, keyring: t.keyring, file })).rejects.toThrow(
      'not empty',
    );
  });
});
