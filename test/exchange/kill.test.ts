import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { TEAMS } from '../../prisma/seed/office.ts';
import { BATCH } from '../../src/crm/exchange/scan.ts';
import { runImport, startImport } from '../../src/crm/exchange/usecases/run.ts';
import { startChild } from '../support/child.ts';
import { NOW, testDatabase } from '../support/database.ts';
import { temporaryFolder } from '../support/folder.ts';
import { csv, importOffice, WORDS } from './support.ts';

const t = await testDatabase({ now: NOW });
const office = await importOffice(t);
const wang = await office.as('U_WANG');

it('a process that is killed in the middle loses nothing and repeats nothing: each row is brought in once', async () => {
  const rows = BATCH + 50;
  const many = csv(
    '姓名,电话,跟进记录',
    ...Array.from({ length: rows }, (_, n) => `客户${n},137${String(n).padStart(8, '0')},电话聊了`),
  );
  const file = join(temporaryFolder('import'), 'old.csv');
  writeFileSync(file, many);
  const { id } = await office.look(wang, many, TEAMS.east.id);
  await startImport(wang, id);

  const die = async (when: 'before' | 'after', batch: number) => {
    const child = startChild('importer', [t.appUrl, file, id, when, String(batch)]);
    expect(await child.ended).toBeNull();
    return t.db.customer.count();
  };
  // The whole second batch was written, but not committed; then it is committed, and nobody is told.
  expect(await die('before', 2)).toBe(BATCH);
  expect(await die('after', 1)).toBe(rows);

  const done = await runImport(wang, id, await office.open(many), { words: WORDS });
  expect(done).toMatchObject({ state: 'done', created: rows, duplicate: 0, doneRow: rows + 1 });
  expect(await t.db.customer.count()).toBe(rows);
  expect(await t.db.interaction.count()).toBe(rows);
  const brought = await t.db.importRow.findMany({ where: { importId: id } });
  expect(new Set(brought.map(({ row }) => row)).size).toBe(rows);
  expect(new Set(brought.map(({ customerId }) => customerId)).size).toBe(rows);
  const { rows: audited } = await t.owner.query<{ n: number }>(
    `SELECT count(DISTINCT subject_id)::int AS n FROM audit WHERE action = 'customer.import'
     HAVING count(*) = count(DISTINCT subject_id)`,
  );
  expect(audited).toEqual([{ n: rows }]);
}, 60_000);
