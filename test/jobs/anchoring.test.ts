import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { sealAudit } from '../../src/db/audit-seal.ts';
import { readAnchors, verifyAudit } from '../../src/db/audit-verify.ts';
import { anchoring } from '../../src/jobs/housekeeping.ts';
import { writeAudit } from '../support/audit.ts';
import { testDatabase } from '../support/database.ts';
import { temporaryFolder } from '../support/folder.ts';

const t = await testDatabase();
const file = join(temporaryFolder('anchoring'), 'anchors.jsonl');
const quiet = { info: () => {}, warn: () => {}, error: () => {} };
const job = anchoring({ db: t.db, keys: t.keyring }, file, quiet);

it('whoever runs the bot has the end of the audit noted once a day, outside the database', async () => {
  await job.run();
  expect(readAnchors(file)).toEqual([]);
  await writeAudit(t.db, 3);
  await sealAudit(t.db, t.keyring);
  await job.run();
  await writeAudit(t.db, 2);
  await sealAudit(t.db, t.keyring);
  await job.run();
  expect(readAnchors(file)).toHaveLength(1);

  const yesterday = new Date(Date.now() - 25 * 3_600_000).toISOString();
  const line = JSON.parse(readFileSync(file, 'utf8'));
  writeFileSync(file, `${JSON.stringify({ ...line, at: yesterday })}\n`);
  await job.run();
  await job.run();
  const anchors = readAnchors(file);
  expect(anchors).toHaveLength(2);
  expect(await verifyAudit(t.db, t.keyring, anchors)).toMatchObject({ bad: null, checked: 5 });
});
