import { describe, expect, it } from 'vitest';
import { PEOPLE, TEAMS } from '../../prisma/seed/office.ts';
import { listBreaches, recordBreach } from '../../src/crm/conduct/usecases/breaches.ts';
import { findFile } from '../../src/crm/customers/store.ts';
import { NO_VALUES } from '../../src/crm/customers/values.ts';
import { keepApart } from '../../src/crm/duplicates/usecases/deciding.ts';
import { sweepDuplicates } from '../../src/crm/duplicates/usecases/sweep.ts';
import { BATCH, openTable } from '../../src/crm/exchange/scan.ts';
import { runImport, startImport } from '../../src/crm/exchange/usecases/run.ts';
import { readUndoable, runUndo, startUndo } from '../../src/crm/exchange/usecases/undo.ts';
import { listImportWork, workOnImport } from '../../src/crm/exchange/usecases/work.ts';
import { registerCustomer } from '../../src/crm/registration/usecases.ts';
import { memorySource } from '../../src/lib/table/index.ts';
import { NOW, testDatabase } from '../support/database.ts';
import { csv, importOffice, WORDS } from './support.ts';

const t = await testDatabase({ now: NOW });
const office = await importOffice(t);
const wang = await office.as('U_WANG');
const lina = await office.as('U_LINA');
const { east } = TEAMS;

const fileOf = async (e164Name: string) => {
  const row = await t.db.customer.findFirstOrThrow({ where: { name: e164Name } });
  return (await findFile({ db: t.db, keys: t.keyring }, row.id))!;
};

const OLD = csv(
  '客户登记表,,,,,,,,',
  '序号,客户姓名,联系电话,来源,预算,置业顾问,登记时间,登记人,最后跟进时间,跟进记录,状态,自定义',
  '1,王晓芳,13800010001,抖音,800-1000万,李娜,2025-06-01 14:30,张伟,2026-02-20,"2025-06-05 电话聊了户型',
  '2026-02-20 复访看了样板间",洽谈中,忽略我',
  '2,陈先生,１３８０００１０００２,报纸,3000000,周杰,2025/7/2,陈静,,,,',
  '3,,13800010003,,,,,,,,,',
  '4,李星,138****1234,,,,,,,,,',
  '5,赵六,13800010005,,,,2031-01-01,,,,,',
  '6,王晓芳,13800010001,,,,,,,,,',
  '7,孙七,1.38E+10,,,,,,,,,',
  '8,"=HYPERLINK(""http://x"")",13800010008,,,,,,,,,',
);

describe('a manager brings the old records along', () => {
  it('is told first what would become of every row, by number and reason and without what stands in it', async () => {
    const looked = await office.look(wang, OLD, east.id);
    expect(looked).toMatchObject({
      state: 'checked',
      total: 8,
      created: 2,
      duplicate: 1,
      refused: 5,
      unassigned: 1,
    });
    expect(await office.behind(wang, looked.id)).toEqual({
      5: 'nameMissing:name',
      6: 'phoneMasked:phones',
      7: 'inTheFuture:registeredAt',
      8: 'sameAsRow',
      9: 'numberRounded:phones',
      10: 'formula:name',
    });
    expect(await t.db.customer.count()).toBe(0);
  });

  it('keeps dates, authors, reps and what was said, and puts into the note what fits nowhere', async () => {
    const done = await office.bring(wang, OLD, east.id);
    expect(done).toMatchObject({ state: 'done', created: 2, duplicate: 1, refused: 5 });

    const fang = await fileOf('王晓芳');
    expect(fang).toMatchObject({
      repId: PEOPLE.lina.id,
      stage: 'negotiating',
      registeredAt: new Date('2025-06-01T14:30:00+08:00'),
      lastEffectiveAt: new Date('2026-02-20T12:00:00+08:00'),
      effectiveCount: 2,
      visitCount: 1,
    });
    expect(fang.values).toMatchObject({
      phones: ['+8613800010001'],
      source: 'douyin',
      gender: null,
      budget: { min: 8_000_000, max: 10_000_000, currency: 'CNY' },
    });
    const row = await t.db.customer.findUniqueOrThrow({ where: { id: fang.id } });
    expect(row.registeredById).toBe(PEOPLE.zhang.id);
    expect(row.protectedUntil! > new Date(NOW)).toBe(true);
    const contacts = await t.db.interaction.findMany({ where: { customerId: fang.id } });
    expect(contacts.map(({ kind, memberId }) => [kind, memberId])).toEqual([
      ['phone', PEOPLE.lina.id],
      ['revisit', PEOPLE.lina.id],
    ]);

    const chen = await fileOf('陈先生');
    expect(chen.values).toMatchObject({
      gender: 'male',
      source: null,
      budget: { min: 3_000_000, max: 3_000_000 },
      note: '来源: 报纸\n置业顾问: 周杰',
    });
    // Nobody of ours: the office's rules of arrival chose, as the history says.
    expect([PEOPLE.lina.id, PEOPLE.zhang.id]).toContain(chen.repId);
  });

  it('fills what a known customer lacks and changes nothing else; a family member is for a person to decide', async () => {
    const again = csv(
      'name,mobile,wechat,source,address',
      '王晓芳,138 0001 0001,wxf_88,微信公众号,浦东大道 1 号',
      '王大明,13800010001,,,',
      '陈先生,13800010002,,,',
    );
    const done = await office.bring(wang, again, east.id);
    expect(done).toMatchObject({ created: 0, updated: 1, duplicate: 2 });
    expect(await office.behind(wang, done.id)).toEqual({ 3: 'sameAsRow', 4: 'known' });
    const { values, version } = await fileOf('王晓芳');
    expect(values).toMatchObject({ wechat: 'wxf_88', source: 'douyin', address: '浦东大道 1 号' });

    await startUndo(wang, done.id);
    expect(await runUndo(wang, done.id)).toMatchObject({ state: 'undone' });
    const back = await fileOf('王晓芳');
    expect(back.values).toMatchObject({ wechat: null, address: null, source: 'douyin' });
    expect(back.version).toBe(version + 1);
  });

  it('tells a phone under another name as known, and does not say whose it is', async () => {
    const done = await office.look(wang, csv('姓名,电话', '钱多多,13800010001'), east.id);
    expect(await office.behind(wang, done.id)).toEqual({ 2: 'otherName' });
  });

  it('refuses a rep, and a manager where the team is not theirs', async () => {
    await expect(office.look(lina, csv('姓名,电话', '甲乙,13900000001'), east.id)).rejects.toThrow(
      'notAllowed',
    );
    const grace = await office.as('U_GRACE');
    await expect(office.look(grace, csv('姓名,电话', '甲乙,13900000001'), east.id)).rejects.toThrow(
      'notAllowed',
    );
    const other = await office.look(wang, csv('姓名,电话,团队', '甲乙,13900000001,南区'), east.id);
    expect(await office.behind(wang, other.id)).toEqual({ 2: 'teamUnknown:team' });
  });

  it('takes back what the sweep only paired by itself; a pair that somebody has decided stays', async () => {
    const file = csv(
      '姓名,电话',
      ...['孙大圣,13500000001', '孙大圣,13500000002', '沙悟净,13500000011', '沙悟净,13500000012'],
    );
    const { id } = await office.bring(wang, file, east.id);
    await t.advance('1 hour');
    while ((await sweepDuplicates(wang)).hasMore);
    const { id: decided } = await t.db.duplicatePair.findFirstOrThrow({
      where: { one: { name: '沙悟净' } },
    });
    await keepApart(wang, decided);
    expect(await readUndoable(wang, id)).toMatchObject({ free: 2, builtOn: 2 });
    await startUndo(wang, id);
    // Whoever comes by does it, wherever the file came from: begun in Slack, or where a terminal was closed.
    expect(await listImportWork(wang)).toContain(id);
    await workOnImport(wang, id, {
      words: WORDS,
      fetch: () => Promise.reject(new Error('nothing is read again')),
      onProgress: () => {},
      isStopping: () => false,
    });
    expect(await runUndo(wang, id)).toMatchObject({ state: 'undone' });
    expect(await t.db.customer.count({ where: { name: '孙大圣' } })).toBe(0);
    expect(await t.db.duplicatePair.count({ where: { one: { name: '沙悟净' } } })).toBe(1);
  });

  it('continues where a killed process was: every row once', async () => {
    const many = csv(
      '姓名,电话',
      ...Array.from(
        { length: BATCH + 120 },
        (_, n) => `客户${n},1370001${String(n).padStart(4, '0')}`,
      ),
    );
    const { id } = await office.look(wang, many, east.id);
    await startImport(wang, id);
    const before = await t.db.customer.count();
    let batches = 0;
    const table = () => openTable(memorySource(many), t.keyring, 'terminal');
    await runImport(wang, id, await table(), {
      words: WORDS,
      onProgress: () => {
        batches += 1;
      },
      isStopping: () => batches === 1,
    });
    expect(await t.db.customer.count()).toBe(before + BATCH);
    const changed = Buffer.concat([many, Buffer.from('x')]);
    const other = await openTable(memorySource(changed), t.keyring, 'terminal');
    await expect(runImport(wang, id, other, { words: WORDS })).rejects.toThrow('importFileChanged');
    const done = await runImport(wang, id, await table(), { words: WORDS });
    expect(done).toMatchObject({ state: 'done', created: BATCH + 120, duplicate: 0 });
    expect(await t.db.customer.count()).toBe(before + BATCH + 120);
    expect(await t.db.importRow.count({ where: { importId: id } })).toBe(BATCH + 120);
  });

  it('takes the whole back while nobody has worked on it, and names those somebody has', async () => {
    const file = csv('姓名,电话', '甲一,13600000001', '乙二,13600000002', '丙三,13600000003');
    const { id } = await office.bring(wang, file, east.id);
    await t.advance('1 hour');
    const touched = await fileOf('乙二');
    await t.db.followUp.create({
      data: {
        id: crypto.randomUUID(),
        customerId: touched.id,
        memberId: PEOPLE.lina.id,
        createdById: PEOPLE.lina.id,
        dueAt: new Date(NOW),
        firstDueAt: new Date(NOW),
        createdAt: new Date(NOW),
        zone: 'Asia/Shanghai',
      },
    });
    expect(await readUndoable(wang, id)).toMatchObject({
      free: 2,
      builtOn: 1,
      numbers: [touched.number],
    });
    await startUndo(wang, id);
    await runUndo(wang, id);
    expect(await t.db.customer.count({ where: { name: { in: ['甲一', '丙三'] } } })).toBe(0);
    expect(await fileOf('乙二')).toMatchObject({ number: touched.number });
    // Free again: somebody else may register the phone.
    await registerCustomer(lina, {
      values: { ...NO_VALUES, name: '甲一', phones: ['+8613600000001'] },
      arrivalKind: 'visit',
      arrivedAt: new Date(NOW),
      grade: null,
      consent: true,
      followUp: null,
    });
  });

  it('leaves a customer whom a breach names: the register of breaches never points to nobody', async () => {
    const file = csv('姓名,电话,置业顾问', '戊五,13600000005,李娜', '己六,13600000006,李娜');
    const { id } = await office.bring(wang, file, east.id);
    const named = await fileOf('戊五');
    await recordBreach(wang, {
      ...{ memberId: PEOPLE.zhang.id, kind: 'concealed', customerId: named.id, signalId: null },
      text: { what: '接待没有告知', decision: '属实', consequence: '警告' },
    });
    expect(await readUndoable(wang, id)).toMatchObject({
      ...{ free: 1, builtOn: 1 },
      numbers: [named.number],
    });
    await startUndo(wang, id);
    await runUndo(wang, id);
    expect(await t.db.customer.count({ where: { name: { in: ['戊五', '己六'] } } })).toBe(1);
    const { lines } = await listBreaches(wang);
    expect(lines).toMatchObject([{ customerNumber: named.number }]);
  });

  it('keeps nothing of the file in clear', async () => {
    const { rows } = await t.owner.query(
      `SELECT to_jsonb(i)::text || to_jsonb(r)::text AS text FROM imports i JOIN import_rows r ON r.import_id = i.id`,
    );
    const all = rows.map(({ text }) => text).join();
    expect(all).not.toMatch(/王晓芳|138000|客户姓名|浦东大道/);
  });
});
