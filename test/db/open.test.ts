import { join } from 'node:path';
import pg from 'pg';
import { describe, expect, inject, test } from 'vitest';
import { LIMITS } from '../../src/db/client.ts';
import { WrongKeysError } from '../../src/db/key-marks.ts';
import { type OpenDatabase, openDatabase } from '../../src/db/open.ts';
import { emptyDatabase } from '../support/database.ts';
import { temporaryFolder } from '../support/folder.ts';
import { testKeyMaterial } from '../support/keys.ts';

const keys = { kind: 'given' as const, keys: testKeyMaterial() };
const dataDir = join(temporaryFolder('open'), 'data');

function openServer(appUrl: string, ownerUrl: string | null, given = keys): Promise<OpenDatabase> {
  return openDatabase({ database: { kind: 'server', appUrl, ownerUrl }, dataDir, keys: given });
}

const who = 'SELECT current_user AS role, session_user AS login';

describe('an office with a database server of its own, opened with', () => {
  test("the owner's login only, migrates as the owner and works as gatehouse_app", async () => {
    const url = await emptyDatabase();
    const database = await openServer(url, null);
    expect(database.migrated.applied.length).toBeGreaterThan(0);
    expect((await database.pool.query(who)).rows).toEqual([
      { role: 'gatehouse_app', login: 'gatehouse_owner' },
    ]);
    expect(database.ownerUrl).toBeNull();
    const slow = database.another(LIMITS.background);
    expect((await slow.pool.query(who)).rows).toEqual([
      { role: 'gatehouse_app', login: 'gatehouse_owner' },
    ]);
    expect(database.sessions().total).toBeGreaterThan(0);
    await database.close();
    await expect(slow.pool.query(who)).rejects.toThrow();
  });

  test('a second login that nobody prepared, lets that one work as gatehouse_app', async () => {
    const ownerUrl = await emptyDatabase();
    const login = `bot_${process.pid}`;
    await asSuperuser(`CREATE ROLE ${login} LOGIN PASSWORD 'secret'`);
    const appUrl = new URL(ownerUrl);
    [appUrl.username, appUrl.password] = [login, 'secret'];
    const database = await openServer(appUrl.href, ownerUrl);
    expect((await database.pool.query(who)).rows).toEqual([{ role: 'gatehouse_app', login }]);
    await database.close();
    const again = await openServer(appUrl.href, ownerUrl);
    expect(again.migrated.applied).toEqual([]);
    await again.close();
    await asSuperuser(`DROP ROLE ${login}`);
  });

  test('other keys than the first time, is not opened', async () => {
    const url = await emptyDatabase();
    await (await openServer(url, null)).close();
    const other = {
      kind: 'given' as const,
      keys: { ...testKeyMaterial(), index: Buffer.alloc(32, 1) },
    };
    await expect(openServer(url, null, other)).rejects.toThrow(WrongKeysError);
  });

  test('an address where nobody answers, says so', async () => {
    await expect(openServer('postgresql://app@127.0.0.1:1/none', null)).rejects.toThrow(
      'ECONNREFUSED',
    );
  });
});

async function asSuperuser(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject('testServer').superuserUrl });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
