import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { Prisma } from '../../src/db/generated/client.ts';
import { testDatabase } from '../support/database.ts';

const t = await testDatabase();

test.each(Object.values(Prisma.ModelName))(
  '%s of the models is a table of the migrations, column for column',
  async (name) => {
    const delegate = name.charAt(0).toLowerCase() + name.slice(1);
    const reader = t.db[delegate as 'inbox'];
    expect(await reader.findMany({ take: 1 })).toBeInstanceOf(Array);
  },
);

test('no model was changed without a migration', { timeout: 60_000 }, () => {
  const check = spawnSync(
    process.execPath,
    ['--import', 'tsx', 'scripts/migration.ts', '--check'],
    { encoding: 'utf8' },
  );
  expect(check.stderr).toBe('');
  expect(check.status).toBe(0);
});
