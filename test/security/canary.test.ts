import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import pg from 'pg';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { PEOPLE, TEAMS } from '../../prisma/seed/office.ts';
import { createPoster } from '../../src/bot/poster.ts';
import { features } from '../../src/commands/index.ts';
import { makeBackup } from '../../src/db/backup.ts';
import { Delivery } from '../../src/jobs/deliver.ts';
import { newId } from '../../src/lib/id.ts';
import { createLog } from '../../src/lib/log.ts';
import { testOffice } from '../support/office.ts';
import { forgeSubmission } from './hostile.ts';

const { slack, t, allLogged } = await testOffice({ features });
const lina = slack.as('U_LINA');
const folder = mkdtempSync(join(tmpdir(), 'gatehouse-canary-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Values that must never be found in the clear anywhere but on the screen of somebody who may see them. */
const CANARIES = {
  phone: '13987654321',
  second: '13611223344',
  wechat: 'canary_wx_77',
  email: 'canary77@example.com',
  address: '金丝雀路77弄',
  note: '金丝雀备注七十七',
  said: '金丝雀谈话七十七',
  plan: '金丝雀带看七十七',
  lost: '金丝雀流失七十七',
  report: '金丝雀日报七十七',
  draft: '金丝雀草稿七十七',
  review: '金丝雀退回七十七',
};
const NEEDLES = [...Object.values(CANARIES), '139 8765 4321', '1398-765-4321', '87654321'];

describe('personal data of a customer Li Na registered, edited, searched and revealed', async () => {
  await lina.command('/customer', `new 王女士 ${CANARIES.phone}`);
  await lina.click('customer.section#person');
  await lina.click('customer.section#competition');
  await lina.submit({
    grade: 'A',
    wechat: CANARIES.wechat,
    email: CANARIES.email,
    address: CANARIES.address,
    note: CANARIES.note,
  });
  await lina.close({ all: true });
  await lina.command('/customer', 'edit C-1001');
  await lina.submit({ phones: `${CANARIES.phone}, ${CANARIES.second}` });
  await lina.close({ all: true });
  await lina.command('/customer', `new 李四 ${CANARIES.phone}`);
  await lina.submit({ grade: 'B' });
  await lina.close({ all: true });
  await lina.command('/customer', 'C-1001');
  await lina.select('choose#card', '分享到频道');
  await lina.submit({ channel: 'C_EAST' });
  await lina.click('customer.reveal');
  await lina.close({ all: true });
  // What else people type: an account, a plan, a reason, a report's note, a form left half filled.
  await lina.command('/log', `C-1001 电话 ${CANARIES.said}`);
  await lina.close({ all: true }).catch(() => {});
  await lina.command('/followup', `C-1001 下周三下午3点 ${CANARIES.plan}`);
  await lina.click(/两个都|替换/).catch(() => {});
  await lina.close({ all: true }).catch(() => {});
  const customer = await t.db.customer.findFirstOrThrow({ where: { number: 1001 } });
  const reportId = await draftReport();
  const typed = [
    [
      'stage.save',
      { customerId: customer.id, to: 'lost' },
      { reason: 'price', note: CANARIES.lost },
    ],
    ['report.confirm', { reportId }, { note: CANARIES.report }],
    ['customer.keep', { open: [] }, { name: '草稿', note: CANARIES.draft }],
  ] as const;
  for (const [doing, input, values] of typed)
    await forgeSubmission(slack, { user: 'U_LINA', doing, input, values });
  await slack.as('U_WANG').command('/review', `return C-1001 ${CANARIES.review} ${CANARIES.phone}`);
  await deliverAll();

  it('was really typed: each piece is kept, sealed', async () => {
    const { rows } = await t.owner.query(`SELECT
      (SELECT count(*) FROM interactions WHERE said_sealed IS NOT NULL)::int AS said,
      (SELECT count(*) FROM follow_ups WHERE what_sealed IS NOT NULL)::int AS plans,
      (SELECT count(*) FROM stage_moves WHERE to_stage = 'lost')::int AS lost,
      (SELECT count(*) FROM daily_reports WHERE note_sealed IS NOT NULL)::int AS reports,
      (SELECT count(*) FROM review_steps WHERE text_sealed IS NOT NULL)::int AS reviews,
      (SELECT count(*) FROM drafts)::int AS drafts,
      (SELECT count(*) FROM messages WHERE state = 'sent')::int AS sent`);
    for (const [what, n] of Object.entries(rows[0])) expect(n, what).toBeGreaterThan(0);
  });

  it('is in no table, index or log of the database in the clear', async () => {
    const { rows: tables } = await t.owner.query(
      `SELECT tablename FROM pg_tables WHERE schemaname = 'public'`,
    );
    for (const { tablename } of tables) {
      const { rows } = await t.owner.query(`SELECT x::text AS line FROM "${tablename}" x`);
      const text = rows.map((row) => row.line).join('\n');
      for (const needle of NEEDLES) expect(text, tablename).not.toContain(needle);
      for (const needle of NEEDLES)
        expect(text, tablename).not.toContain(Buffer.from(needle).toString('hex'));
    }
  });

  it('is in no file of the database server, write-ahead log included', async () => {
    const folders = await ownFolders();
    const files = folders.flatMap(listFiles);
    expect(files.length).toBeGreaterThan(100);
    for (const file of files) {
      const bytes = readFileSync(file);
      for (const needle of NEEDLES.slice(0, -1))
        expect(bytes.includes(needle), `${needle} in ${file}`).toBe(false);
    }
  });

  it('is in no backup', async () => {
    const file = join(folder, 'backup');
    await makeBackup({ url: t.ownerUrl, keyring: t.keyring, file });
    const bytes = readFileSync(file);
    for (const needle of NEEDLES) expect(bytes.includes(needle)).toBe(false);
    expect(() => gunzipSync(bytes)).toThrow();
  });

  it('is in no line of the log', () => {
    const text = allLogged.join('\n');
    for (const needle of NEEDLES) expect(text).not.toContain(needle);
  });

  it('is in no message that Slack stored, no home tab, no memo of a modal, no button', () => {
    const channels = [...slack.world.channels.values()].flatMap((channel) =>
      channel.messages.filter(({ user }) => user === 'U_GATEHOUSE'),
    );
    const calls = slack.traffic.entries.filter(
      ({ kind, name }) => kind === 'call' && /^(chat|views.publish)/.test(name),
    );
    const text = JSON.stringify([channels, calls]);
    for (const needle of NEEDLES) expect(text).not.toContain(needle);
    const memos =
      JSON.stringify(slack.traffic.entries).match(/"private_metadata":"(?:[^"\\]|\\.)*"/g) ?? [];
    // What is to be done stands in the memo of the question it waits for, on its writer's own screen only.
    for (const needle of NEEDLES.filter((one) => one !== CANARIES.plan))
      expect(memos.join()).not.toContain(needle);
  });
});

/** A daily report of today that Li Na has not confirmed. */
async function draftReport(): Promise<string> {
  const id = newId(new Date());
  const figures = Object.fromEntries(
    'callIns firstVisits revisits contacts attempts registered followUpsDone stillOverdue planned'
      .split(' ')
      .map((key) => [key, 0]),
  );
  await t.db.dailyReport.create({
    data: {
      id,
      memberId: PEOPLE.lina.id,
      teamId: TEAMS.east.id,
      day: new Date('2026-03-05T00:00:00Z'),
      figures,
      createdAt: new Date('2026-03-05T01:00:00Z'),
    },
  });
  return id;
}

/** Sends what is due as the jobs do: the shared card and what the rules find. */
async function deliverAll(): Promise<void> {
  const log = createLog({ level: 'info', write: (line) => void allLogged.push(line) });
  const { botToken: token, apiUrl, fetch } = slack;
  const poster = createPoster({ token, apiUrl, fetch });
  await new Delivery({ db: t.db, keys: t.keyring, log, poster }).run();
}

/** Where the server keeps this database, and what it writes ahead. */
async function ownFolders(): Promise<string[]> {
  const superuser = new pg.Client({ connectionString: inject('testServer').superuserUrl });
  await superuser.connect();
  await superuser.query('CHECKPOINT');
  const { rows } = await superuser.query(
    `SELECT current_setting('data_directory') AS folder, oid FROM pg_database WHERE datname = $1`,
    [new URL(t.ownerUrl).pathname.slice(1)],
  );
  await superuser.end();
  const { folder: root, oid } = rows[0];
  return [join(root, 'base', String(oid)), join(root, 'pg_wal')];
}

function listFiles(root: string): string[] {
  return readdirSync(root).flatMap((name) => {
    const path = join(root, name);
    try {
      return statSync(path).isDirectory() ? listFiles(path) : [path];
    } catch {
      return [];
    }
  });
}
