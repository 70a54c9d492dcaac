import { describe, expect, it } from 'vitest';
import { TEAMS } from '../../prisma/seed/office.ts';
import { openDesk } from '../../src/crm/exchange/desk.ts';
import { columnReader, guessMapping } from '../../src/crm/exchange/rules/columns.ts';
import { BATCH, firstRows, openTable, scanBatches } from '../../src/crm/exchange/scan.ts';
import { checkImport } from '../../src/crm/exchange/usecases/check.ts';
import { readRowsBehind } from '../../src/crm/exchange/usecases/manage.ts';
import { rowSentence } from '../../src/i18n/columns.ts';
import { words } from '../../src/i18n/words.ts';
import { newId } from '../../src/lib/id.ts';
import type { Source } from '../../src/lib/table/index.ts';
import { NOW, testDatabase } from '../support/database.ts';
import { csv, importOffice, WORDS } from './support.ts';

const t = await testDatabase({ now: NOW });
const office = await importOffice(t);
const admin = await office.as('U_ADMIN');
const wang = await office.as('U_WANG');
const grace = await office.as('U_GRACE');
const { east, west } = TEAMS;

const told = async (ctx: typeof wang, id: string) => {
  const { rows } = await readRowsBehind(ctx, id, { limit: 100, offset: 0 });
  return rows.map((row) => `${row.row} ${rowSentence(words('en'), row)}`);
};

describe('a manager looks at a file before it is brought in', () => {
  it('is told who would be new and may be somebody known, whom, and why', async () => {
    await office.bring(admin, csv('姓名,电话', '王晓芳,13800010001'), east.id);
    const { number } = await t.db.customer.findFirstOrThrow({ where: { name: '王晓芳' } });
    const file = csv('姓名,电话', '王曉芳,13800010007', '钱多多,13800010008', '王晓芳,13911112222');
    const looked = await office.look(wang, file, east.id);
    expect(looked).toMatchObject({ created: 3, possible: 1, duplicate: 0 });
    expect(await told(wang, looked.id)).toEqual([
      `2 would be new, possibly C-${number}: phone one digit off, same name, traditional and simplified`,
    ]);
    // Another team's customers are no matter of Grace's: nobody is likely there.
    const theirs = await office.look(grace, csv('name,phone', '王晓芳,+8613800010007'), west.id);
    expect(theirs).toMatchObject({ created: 1, possible: 0 });
    expect(await told(grace, theirs.id)).toEqual([]);
  });

  it('is told which rows of the file may be about one customer, by their numbers and why', async () => {
    const file = csv(
      '姓名,电话,微信,备注',
      '赵子龙,13300010001,,',
      '钱多多,13311112222,,',
      '趙子龍,13300010007,,',
      '孙尚香,,sun_sx,打 133****2222',
      '赵云,13399990001,,',
    );
    const looked = await office.look(wang, file, east.id);
    expect(looked).toMatchObject({ created: 5, possible: 0, alike: 1, duplicate: 0 });
    expect(await told(wang, looked.id)).toEqual([
      '4 would be new, possibly the customer of row 2: phone one digit off, same name, traditional and simplified',
    ]);
    const { rows } = await readRowsBehind(wang, looked.id, { limit: 9, offset: 0 });
    expect(rowSentence(words('zh'), rows[0]!)).toBe(
      '将新建，与第 2 行疑似同一位客户：电话差一位、同名（繁简不同）',
    );
  });

  it('does not learn from a file who is registered in other teams beyond what the hour’s checks allow', async () => {
    await t.db.setting.create({
      data: { id: newId(new Date()), key: 'checksPerHour', value: 7, effectiveFrom: new Date(0) },
    });
    await t.advance('2 hours');
    const phones = Array.from({ length: 9 }, (_, n) => `1377000000${n}`);
    await office.bring(admin, csv('姓名,电话', ...phones.map((p, n) => `客户${n},${p}`)), east.id);
    const probe = csv('name,phone', ...phones.map((p, n) => `Client ${n},+86${p}`));
    const looked = await office.look(grace, probe, west.id);
    expect(looked).toMatchObject({ created: 0, duplicate: 9, untold: 6 });
    expect(await told(grace, looked.id)).toEqual([
      '2 registered already, not in your teams',
      '3 registered already, not in your teams',
      '4 registered already, not in your teams',
    ]);
    const checks = () =>
      t.db.audit.count({ where: { actorId: grace.actor.id, action: 'customer.check' } });
    const before = await checks();
    // Looking again costs as well; then it is over for this hour.
    const again = () =>
      office.open(probe).then((table) => checkImport(grace, looked.id, { table, words: WORDS }));
    expect(await again()).toMatchObject({ untold: 8 });
    expect(await checks()).toBe(before + 2);
    await again();
    await expect(again()).rejects.toThrow('checkedTooOften');
    // Who sees all teams is not asking anybody.
    expect(await office.look(admin, probe, west.id)).toMatchObject({ untold: 0 });
  });
});

describe('memory does not grow with a file', () => {
  const ROWS = 6 * BATCH;
  /** A file that is written while it is read, and how far the reader is. */
  function endless(): { source: Source; ahead: () => number; taken: (n: number) => void } {
    let made = 0;
    let taken = 0;
    const source: Source = {
      size: ROWS * 20,
      range: () => source.bytes(),
      async *bytes() {
        made = 0;
        yield Buffer.from('姓名,电话\n');
        for (; made < ROWS; made += 50)
          yield Buffer.from(
            Array.from(
              { length: 50 },
              (_, n) => `客户${made + n},135${String(made + n).padStart(8, '0')}\n`,
            ).join(''),
          );
      },
    };
    return { source, ahead: () => made - taken, taken: (n) => (taken += n) };
  }

  it('of a long file no more than a few batches are ever held', { timeout: 30_000 }, async () => {
    const { source, ahead, taken } = endless();
    const table = await openTable(source, t.keyring, 'terminal');
    const mapping = guessMapping(await firstRows(table), columnReader(WORDS.columns));
    const at = { db: t.db, keys: t.keyring, now: new Date(NOW) };
    const desk = await openDesk(at, WORDS, { teamId: east.id, actor: wang.actor });
    let most = 0;
    let rows = 0;
    const how = { mapping, desk, keys: t.keyring, origin: 'terminal' as const, prepares: true };
    for await (const batch of scanBatches(table, how)) {
      rows += batch.length;
      taken(batch.length);
      // The reader has its turn: it reads on as far as it wants to.
      for (let turn = 0; turn < 80; turn++) await new Promise(setImmediate);
      most = Math.max(most, ahead());
    }
    expect(rows).toBe(ROWS);
    expect(most).toBeLessThanOrEqual(3 * BATCH);
  });

  it('which rows are about the same customer is kept by the database, until the file was read', async () => {
    const half = BATCH + 10;
    const rows = Array.from(
      { length: half },
      (_, n) => `客户${n},134${String(n).padStart(8, '0')}`,
    );
    const { id, duplicate } = await office.look(wang, csv('姓名,电话', ...rows, ...rows), east.id);
    expect(duplicate).toBe(half);
    expect(
      await t.db.importRow.count({ where: { importId: id, reasons: { has: 'sameAsRow' } } }),
    ).toBe(half);
    expect(await t.db.importKey.count()).toBe(0);
  });
});
