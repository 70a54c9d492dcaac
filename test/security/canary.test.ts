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
import { ImportWork } from '../../src/jobs/imports.ts';
import { newId } from '../../src/lib/id.ts';
import { createLog } from '../../src/lib/log.ts';
import { testOffice } from '../support/office.ts';
import { forge, forgeSubmission } from './hostile.ts';

const { slack, t, edge, allLogged } = await testOffice({ features });
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
  shown: '金丝雀备看七十七',
  liked: '金丝雀看中七十七',
  objection: '金丝雀抗性七十七',
  template: '金丝雀话术七十七',
  lost: '金丝雀流失七十七',
  report: '金丝雀日报七十七',
  draft: '金丝雀草稿七十七',
  review: '金丝雀退回七十七',
  nationalId: '11010519491231002X',
  contacts: '金丝雀联系人七十七',
  agent: '金丝雀经纪人七十七',
  reported: '13755557777',
  reportedName: '欧阳雀七',
  claim: '金丝雀主张七十七',
  link: 'files.example/canary77',
  statement: '金丝雀陈述七十七',
  verdict: '金丝雀裁定七十七',
  breach: '金丝雀违规七十七',
  reply: '金丝雀申辩七十七',
  door: '13766667777',
  imported: '13777778888',
  oldNote: '金丝雀旧档七十七',
  chat: '金丝雀闲聊七十七',
  shouted: '13788889999',
  asked: '13722226666',
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
  await lina.click('customer.edit-section#capacity');
  await lina.submit({
    phones: `${CANARIES.phone}, ${CANARIES.second}`,
    nationalId: CANARIES.nationalId,
  });
  await lina.close({ all: true });
  await lina.command('/customer', `new 李四 ${CANARIES.phone}`);
  await lina.submit({ grade: 'B' });
  await lina.close({ all: true });
  await lina.command('/customer', 'C-1001');
  await lina.select('choose#card', '分享到频道');
  await lina.submit({ channel: 'C_EAST' });
  await lina.click('customer.reveal');
  await lina.close({ all: true });
  for (const asked of [CANARIES.phone, CANARIES.wechat, CANARIES.nationalId, CANARIES.asked])
    await lina.command('/customer', `check ${asked}`);
  // What else people type: an account, a plan, a reason, a report's note, a form left half filled.
  await lina.command('/log', `C-1001 电话 ${CANARIES.said}`);
  await lina.close({ all: true }).catch(() => {});
  await lina.command('/followup', `C-1001 下周三下午3点 ${CANARIES.plan}`);
  await lina.click(/两个都|替换/).catch(() => {});
  await lina.close({ all: true }).catch(() => {});
  await lina.command('/viewing', `C-1001 昨天下午3点 3-1201 ${CANARIES.shown}`);
  await lina.submit({ liked: CANARIES.liked, objections: CANARIES.objection });
  await lina.close({ all: true });
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
  await forgeSubmission(slack, {
    user: 'U_WANG',
    doing: 'texts.save',
    input: { teamId: TEAMS.east.id, key: 'thanks' },
    values: { zh: CANARIES.template },
  });
  await slack.as('U_WANG').command('/review', `return C-1001 ${CANARIES.review} ${CANARIES.phone}`);
  await reportAndReceive();
  await disputeAndBreach(customer.id);
  await bringFile();
  await talk();
  await deliverAll();

  it('was really typed: each piece is kept, sealed', async () => {
    const { rows } = await t.owner.query(`SELECT
      (SELECT count(*) FROM interactions WHERE said_sealed IS NOT NULL)::int AS said,
      (SELECT count(*) FROM viewings WHERE note_sealed IS NOT NULL AND liked_sealed IS NOT NULL
        AND objections_sealed IS NOT NULL)::int AS viewings,
      (SELECT count(*) FROM customer_texts)::int AS texts,
      (SELECT count(*) FROM follow_ups WHERE what_sealed IS NOT NULL)::int AS plans,
      (SELECT count(*) FROM stage_moves WHERE to_stage = 'lost')::int AS lost,
      (SELECT count(*) FROM daily_reports WHERE note_sealed IS NOT NULL)::int AS reports,
      (SELECT count(*) FROM review_steps WHERE text_sealed IS NOT NULL)::int AS reviews,
      (SELECT count(*) FROM customers WHERE national_id_sealed IS NOT NULL)::int AS ids,
      (SELECT count(*) FROM partner_companies WHERE contacts_sealed IS NOT NULL)::int AS companies,
      (SELECT count(*) FROM partner_reports WHERE phone_index IS NOT NULL)::int AS partners,
      (SELECT count(*) FROM arrivals WHERE phone_sealed IS NOT NULL)::int AS doors,
      (SELECT count(*) / 2 FROM case_words)::int AS words,
      (SELECT count(*) FROM case_verdicts)::int AS verdicts,
      (SELECT count(*) FROM breach_replies)::int AS breaches,
      (SELECT sum(created) FROM imports)::int AS imported,
      (SELECT count(*) FROM drafts WHERE form LIKE 'talk:%')::int AS proposals,
      (SELECT count(*) FROM audit WHERE action = 'message.exposed')::int AS exposed,
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
    // What was understood is said again to whoever wrote it, in their own conversation and nowhere else.
    for (const needle of NEEDLES.filter((one) => one !== CANARIES.chat))
      expect(text).not.toContain(needle);
    const others = channels.filter((message) => !slack.dms('U_LINA').includes(message));
    expect(JSON.stringify(others)).not.toContain(CANARIES.chat);
    const memos =
      JSON.stringify(slack.traffic.entries).match(/"private_metadata":"(?:[^"\\]|\\.)*"/g) ?? [];
    // What is to be done stands in the memo of the question it waits for, on its writer's own screen only.
    for (const needle of NEEDLES.filter((one) => one !== CANARIES.plan))
      expect(memos.join()).not.toContain(needle);
  });
});

/** A partner reports somebody; a party stands at the door and says a phone. */
async function reportAndReceive(): Promise<void> {
  const company = { name: '渠道甲', contacts: CANARIES.contacts };
  await forgeSubmission(slack, { user: 'U_WANG', doing: 'company.save', values: company });
  const { id } = await t.db.partnerCompany.findFirstOrThrow();
  const customers = `${CANARIES.reportedName} ${CANARIES.reported} 明天下午3点`;
  await forgeSubmission(slack, {
    user: 'U_LINA',
    doing: 'partner.make',
    values: { company: id, agent: CANARIES.agent, customers },
  });
  await lina.close({ all: true }).catch(() => {});
  await lina.command('/reception', '上岗');
  await lina.command('/reception', `来客 2 ${CANARIES.door}`);
}

/** A colleague claims the customer; both sides speak, the manager decides, and a breach comes of it. */
async function disputeAndBreach(customerId: string): Promise<void> {
  const send = (user: string, doing: string, input: object, values: Record<string, unknown>) =>
    forgeSubmission(slack, { user, doing, input, values });
  await send(
    'U_ZHANG',
    'case.claim',
    {},
    { identity: CANARIES.second, text: CANARIES.claim, links: `https://${CANARIES.link}` },
  );
  const { id: caseId } = await t.db.case.findFirstOrThrow({ where: { customerId } });
  await send('U_LINA', 'case.state', { caseId }, { text: CANARIES.statement });
  await send('U_WANG', 'case.judge', { caseId }, { verdict: 'keep', reason: CANARIES.verdict });
  const breach = { what: CANARIES.breach, decision: CANARIES.breach, consequence: CANARIES.breach };
  await send('U_WANG', 'breach.save', {}, { member: PEOPLE.zhang.id, kind: 'late', ...breach });
  const { id: breachId } = await t.db.breach.findFirstOrThrow();
  await send('U_ZHANG', 'breach.reply-save', { breachId }, { text: CANARIES.reply });
}

/** A manager brings a file of old records along. */
async function bringFile(): Promise<void> {
  const file = ['姓名,电话,备注', `钱七,${CANARIES.imported},${CANARIES.oldNote}`].join('\n');
  await slack.as('U_WANG').upload('old.csv', file, 'DM');
  const ctx = { db: t.db, keys: t.keyring };
  const work = new ImportWork({ ctx, files: edge.files, onProgress: () => {} });
  await work.run();
  const { id } = await t.db.import.findFirstOrThrow();
  await forge(slack, { user: 'U_WANG', doing: 'import.start', input: { id } });
  await work.run();
}

/** Somebody writes to the bot, and shouts a phone where others read. */
async function talk(): Promise<void> {
  await lina.dm(`C-1001 电话 ${CANARIES.chat} 下周二再约`);
  await lina.say('C_EAST', `@gatehouse 登记 欧阳雀八 ${CANARIES.shouted}`);
}

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
