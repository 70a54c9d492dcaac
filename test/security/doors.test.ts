import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { PEOPLE } from '../../prisma/seed/office.ts';
import { features } from '../../src/commands/index.ts';
import { hidePersonal } from '../../src/crm/conversation/schema/placeholders.ts';
import { newId } from '../../src/lib/id.ts';
import { memorySource } from '../../src/lib/table/index.ts';
import { xlsxRows } from '../../src/lib/table/xlsx/index.ts';
import { senderOf } from '../support/delivery.ts';
import { testOffice, wordsOf } from '../support/office.ts';
import { forge } from './hostile.ts';

const { slack, t } = await testOffice({ features });
const lina = slack.as('U_LINA');
const zhang = slack.as('U_ZHANG');
const HOME = '浦东新区张杨路100弄5号301室';

describe('a number that is tried at the door', () => {
  it('counts towards the limit of the hour, though nobody has it', async () => {
    await t.db.setting.create({
      data: { id: newId(new Date()), key: 'checksPerHour', value: 2, effectiveFrom: new Date(0) },
    });
    await lina.command('/reception', '上岗');
    const said: string[] = [];
    for (const number of [9001, 9002, 9003]) {
      await lina.command('/reception', `来客 C-${number}`);
      said.push(wordsOf(slack.ephemerals('U_LINA').at(-1)));
    }
    expect(said[0]).toContain('没有这个编号');
    expect(said[1]).toContain('没有这个编号');
    expect(said[2]).toContain('一小时内查重已超过 2 次');
    expect(await t.db.audit.count({ where: { action: 'customer.check' } })).toBe(2);
    expect(await t.db.arrival.count()).toBe(0);
    await t.db.setting.deleteMany({ where: { key: 'checksPerHour' } });
  });
});

describe('a family that was asked about blindly', () => {
  it('the answer does not tell Zhang Wei who Li Na’s customer is', async () => {
    await register(lina, '王晓芳 13812345678');
    await register(zhang, '赵玉兰 13522223333');
    await zhang.click('duplicates.same-family#0');
    await zhang.submit({ relation: 'child' });
    await zhang.close({ all: true });
    const link = await t.db.householdLink.findFirstOrThrow();
    await forge(slack, { user: 'U_WANG', doing: 'household.decide', input: { linkId: link.id } });
    await senderOf({ t, slack }).run();
    const told = wordsOf(slack.dms('U_ZHANG').at(-1));
    expect(told).toContain('C-1002 赵');
    expect(told).toContain('其他顾问的客户');
    expect(told).not.toMatch(/1001|王/);
  });
});

describe('the id of a record that became part of another', () => {
  it('tells Tom of the other team nothing, and leads Li Na, whose it was, on', async () => {
    const [kept, lost] = await t.db.customer.findMany({ orderBy: { number: 'asc' }, take: 2 });
    await t.db.assignment.updateMany({
      where: { customerId: lost!.id },
      data: { memberId: PEOPLE.lina.id },
    });
    await t.db.customer.update({ where: { id: kept!.id }, data: { repId: PEOPLE.zhang.id } });
    await t.db.customer.update({
      where: { id: lost!.id },
      data: {
        repId: null,
        protectedUntil: null,
        protectionBecause: null,
        status: 'merged',
        mergedIntoId: kept!.id,
      },
    });
    const press = async (user: string, doing: string) => {
      await forge(slack, { user, doing, input: { id: lost!.id } });
      return wordsOf(slack.dms(user).at(-1));
    };
    for (const doing of ['customer.card', 'customer.reveal', 'household.open']) {
      expect(await press('U_TOM', doing), doing).not.toMatch(/C-100/);
      expect(await press('U_LINA', doing), doing).toContain('C-1001');
    }
    const refused = JSON.stringify([slack.dms('U_TOM'), slack.modal('U_TOM')]);
    expect(refused).not.toContain(kept!.id);
  });
});

async function register(who: typeof lina, line: string): Promise<void> {
  await who.command('/customer', `new ${line}`);
  await who.click('customer.section#person');
  await who.submit({ grade: 'B', address: HOME });
  if (who === lina) await who.close({ all: true });
}

describe('what leaves for a language model', () => {
  it.each([
    ['an id in full width', '３１０１０１１９９００１０１１２３４ 明天'],
    ['a phone in Chinese digits', '打给一三八一二三四五六七八'],
    ['an address of mail in full width', '发到 wang.fang＠example。com 或 wang＠example.com'],
  ])('%s is replaced, and comes back', (_, text) => {
    const hidden = hidePersonal(text, { region: 'CN', names: [] });
    expect(hidden.text).not.toMatch(/[３3][１1][０0]|一三八|wang@|wang＠/);
    expect(hidden.restore(hidden.text)).not.toMatch(/\[/);
  });
});

describe('a workbook of a thousand bytes with a cell in its last corner', () => {
  it('is refused in words before anything is laid out', async () => {
    await expect(rowsOf(workbook('D1048576'))).rejects.toMatchObject({ code: 'fileSparse' });
    // Beyond the columns that are read there is nothing to lay out.
    expect(await rowsOf(workbook('XFD1048576'))).toEqual([{ row: 1, cells: ['x'] }]);
    expect(await rowsOf(workbook('D9'))).toEqual([
      { row: 1, cells: ['x'] },
      { row: 9, cells: ['', '', '', 'y'] },
    ]);
  });
});

async function rowsOf(file: Uint8Array): Promise<object[]> {
  const rows: object[] = [];
  for await (const row of xlsxRows(memorySource(Buffer.from(file)))) rows.push(row);
  return rows;
}

function workbook(corner: string): Uint8Array {
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const packed = 'http://schemas.openxmlformats.org/package/2006';
  const cell = (place: string, text: string) =>
    `<row r="${/\d+/.exec(place)?.[0]}"><c r="${place}" t="inlineStr"><is><t>${text}</t></is></c></row>`;
  return zipSync({
    '[Content_Types].xml': strToU8(`<Types xmlns="${packed}/content-types"/>`),
    'xl/workbook.xml': strToU8(
      `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    ),
    'xl/_rels/workbook.xml.rels': strToU8(
      `<Relationships xmlns="${packed}/relationships"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    ),
    'xl/worksheets/sheet1.xml': strToU8(
      `<worksheet xmlns="${main}"><sheetData>${cell('A1', 'x')}${cell(corner, 'y')}</sheetData></worksheet>`,
    ),
  });
}
