import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import {
  cleanCell,
  digitsOf,
  readEntries,
  readInstant,
} from '../../src/crm/exchange/rules/cells.ts';
import { columnReader, guessMapping, isUsable } from '../../src/crm/exchange/rules/columns.ts';
import { readContacts } from '../../src/crm/exchange/rules/contacts.ts';
import { isSameName } from '../../src/crm/exchange/rules/decide.ts';
import { personReader } from '../../src/crm/exchange/rules/people.ts';
import { columnWords } from '../../src/i18n/columns.ts';
import { lookAt, memorySource, tableRows } from '../../src/lib/table/index.ts';
import { xlsxRows } from '../../src/lib/table/xlsx/index.ts';
import { testKeyring } from '../support/keys.ts';

const key = testKeyring().indexKey('test');
const rowsOf = async (file: Buffer, limit = 1_000) => {
  const source = memorySource(file);
  const looked = await lookAt(source, key, 1_000_000);
  const rows: string[][] = [];
  for await (const { row, cells } of tableRows(source, looked, limit))
    rows.push([`${row}`, ...cells]);
  return { looked, rows };
};

describe('an office saves its list, in whatever program', () => {
  const GBK = Buffer.from([
    0xd0, 0xd5, 0xc3, 0xfb, 0x2c, 0xb5, 0xe7, 0xbb, 0xb0, 0x0a, 0xcd, 0xf5, 0xb7, 0xbc, 0x2c, 0x31,
  ]);
  it.each([
    ['UTF-8', Buffer.from('姓名,电话\n王芳,1'), 'utf-8'],
    ['UTF-8 with its mark', Buffer.from('\uFEFF姓名,电话\n王芳,1'), 'utf-8'],
    ['GBK', GBK, 'gb18030'],
    ['Excel’s Unicode text', Buffer.from('\uFEFF姓名\t电话\n王芳\t1', 'utf16le'), 'utf-16le'],
    ['semicolons', Buffer.from('姓名;电话\n王芳;1'), 'utf-8'],
    ['tabs', Buffer.from('姓名\t电话\n王芳\t1'), 'utf-8'],
  ])('%s', async (_, file, encoding) => {
    const { looked, rows } = await rowsOf(file);
    expect(looked.encoding).toBe(encoding);
    expect(rows).toEqual([
      ['1', '姓名', '电话'],
      ['2', '王芳', '1'],
    ]);
  });

  it('empty lines keep the numbers that the spreadsheet shows, and a quoted cell may have lines', async () => {
    const { rows } = await rowsOf(Buffer.from('a,b\n\n"x\ny",1\n,\nz,2'));
    expect(rows).toEqual([
      ['1', 'a', 'b'],
      ['3', 'x\ny', '1'],
      ['5', 'z', '2'],
    ]);
  });

  it('what is too large, too long, too old or damaged is refused by name', async () => {
    await expect(lookAt(memorySource(Buffer.alloc(100, 65)), key, 99)).rejects.toThrow(
      'fileTooBig',
    );
    await expect(rowsOf(Buffer.from('a\nb\nc'), 2)).rejects.toThrow('fileRows');
    const old = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 1, 2, 3, 4]);
    await expect(lookAt(memorySource(old), key, 99)).rejects.toThrow('fileOldExcel');
    await expect(rowsOf(Buffer.from('PK\u0003\u0004 no workbook', 'latin1'))).rejects.toThrow(
      'file',
    );
    await expect(rowsOf(Buffer.alloc(0))).rejects.toThrow('fileEmpty');
  });
});

const SHEET = (cells: string) =>
  `<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${cells}</sheetData></worksheet>`;
const text = (at: string, words: string) =>
  `<c r="${at}" t="inlineStr"><is><t>${words}</t></is></c>`;

/** The parts of a workbook that matter, as Excel writes them. */
function workbook(cells: string): Buffer {
  const part = (xml: string) => Buffer.from(xml);
  return Buffer.from(
    zipSync({
      '[Content_Types].xml': part(
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
      ),
      'xl/workbook.xml': part(
        '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>',
      ),
      'xl/_rels/workbook.xml.rels': part(
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
      ),
      'xl/styles.xml': part(
        '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
      ),
      'xl/worksheets/sheet1.xml': part(SHEET(cells)),
    }),
  );
}

describe('a workbook', () => {
  it('gives phones as they are, dates as days, and long numbers as they were written', async () => {
    const file = workbook(
      `<row r="1">${text('A1', '姓名')}${text('B1', '电话')}${text('C1', '登记时间')}${text('D1', '身份证')}</row>` +
        `<row r="2">${text('A2', '王芳')}<c r="B2"><v>13800010001</v></c><c r="C2" s="1"><v>46086</v></c><c r="D2"><v>3.10101199001011E+17</v></c></row>`,
    );
    const { looked, rows } = await rowsOf(file);
    expect(looked.kind).toBe('xlsx');
    expect(rows[1]).toEqual(['2', '王芳', '13800010001', '2026-03-05', '3.10101199001011E+17']);
  });

  it('that unpacks to more than is allowed is refused before it is opened', async () => {
    const bomb = workbook(`<row r="1">${text('A1', 'x'.repeat(2_000_000))}</row>`);
    expect(bomb.length).toBeLessThan(20_000);
    const read = async () => {
      for await (const _ of xlsxRows(memorySource(bomb), 1_000_000));
    };
    await expect(read()).rejects.toThrow('fileBomb');
  });
});

describe('a cell', () => {
  it.each([
    ["'13800010001", '13800010001'],
    ['="00138"', '00138'],
    [' 王芳 ', '王芳'],
    ['#N/A', ''],
    ['无', ''],
    ['+86 138 0001 0001', '+86 138 0001 0001'],
    ['-5', '-5'],
    ['@home', '@home'],
    ['- 周末来', '- 周末来'],
    ['-call (evening)', '-call (evening)'],
    ['=> call back', '=> call back'],
    ['‘老王’介绍', '‘老王’介绍'],
    ["''twas", "'twas"],
  ])('%s is read as "%s"', (cell, read) => expect(cleanCell(cell)).toBe(read));

  it.each([
    '=1+1',
    '＝HYPERLINK("x")',
    '= SUM(A1)',
    '=A1',
    '@SUM(A1)',
    '-SUM(A1)',
    '+cmd|calc',
    '-cmd|calc!A0',
  ])('%s is a formula', (cell) => expect(() => cleanCell(cell)).toThrow('formula'));

  it('a rounded number is refused, one that only looks so is written out', () => {
    expect(digitsOf('1.3800138E10')).toBe('13800138000');
    expect(digitsOf('13800138000.0')).toBe('13800138000');
    expect(() => digitsOf('1.38E+10')).toThrow('numberRounded');
    expect(() => digitsOf('3.10101199001011E+17')).toThrow('numberRounded');
  });

  it.each([
    ['2026-03-05', '2026-03-05T04:00:00.000Z'],
    ['2026/3/5 14:30', '2026-03-05T06:30:00.000Z'],
    ['2026年3月5日', '2026-03-05T04:00:00.000Z'],
    ['20260305', '2026-03-05T04:00:00.000Z'],
    ['５/３/２０２６', '2026-03-05T04:00:00.000Z'],
    ['5 Mar 2026', '2026-03-05T04:00:00.000Z'],
    ['March 5, 2026', '2026-03-05T04:00:00.000Z'],
    ['46086', '2026-03-05T04:00:00.000Z'],
    ['46086.5', '2026-03-05T04:00:00.000Z'],
  ])('%s is a day in the office’s zone', (cell, instant) =>
    expect(readInstant(cell, 'Asia/Shanghai', 'day-first').toISOString()).toBe(instant),
  );

  it.each(['2026-02-30', '13800010001', '昨天', '5/3/26', '99999'])('%s is no date', (cell) =>
    expect(() => readInstant(cell, 'Asia/Shanghai', 'day-first')).toThrow('dateUnreadable'),
  );

  it('a history is read entry by entry, each at its own date', () => {
    const entries = readEntries(
      '2025-06-05 电话聊户型\n说要考虑\n【2025年7月1日】复访',
      'Asia/Shanghai',
    );
    expect(entries.map(({ at, said }) => [at?.toISOString().slice(0, 10), said])).toEqual([
      ['2025-06-05', '电话聊户型\n说要考虑'],
      ['2025-07-01', '复访'],
    ]);
    const now = new Date('2026-03-05T01:00:00Z');
    const contacts = readContacts(
      { text: '未接', lastAt: new Date('2026-03-01T04:00:00Z'), otherwise: now },
      { now, zone: 'Asia/Shanghai' },
    );
    expect(contacts).toMatchObject([{ kind: 'phone', effective: false, said: '未接' }]);
  });
});

describe('headings', () => {
  const read = columnReader(columnWords().columns);
  it.each([
    ['客户姓名*', 'name'],
    ['手机号码（必填）', 'phones'],
    ['聯繫電話2', 'phones'],
    ['Mobile Number', 'phones'],
    ['归属顾问', 'rep'],
    ['Sales rep', 'rep'],
    ['录入时间', 'registeredAt'],
    ['Created at', 'registeredAt'],
    ['身份证号', 'nationalId'],
    ['意向面积(㎡)', 'area'],
    ['星座', null],
  ])('%s → %s', (heading, column) => expect(read(heading)).toBe(column));

  it('stand below a title, and without them nothing is guessed', () => {
    const mapping = guessMapping(
      [
        { row: 1, cells: ['滨江花园客户登记表', '', ''] },
        { row: 3, cells: ['姓名', '电话', '最近跟进'] },
        { row: 4, cells: ['王芳', '13800010001', '2026-03-01'] },
      ],
      read,
    );
    expect(mapping.headingRow).toBe(3);
    expect(isUsable(mapping)).toBe(true);
    expect(isUsable(guessMapping([{ row: 1, cells: ['王芳', '13800010001'] }], read))).toBe(false);
  });
});

describe('who is meant', () => {
  const person = (id: string, name: string) => ({
    ...{ id, name, slackUserId: `U_${id}`, role: 'rep', active: true, teamIds: [] },
  });
  const find = personReader([person('1', '李娜 Li Na'), person('2', '张伟'), person('3', '张伟')]);
  it.each([
    ['李娜', '1'],
    ['@li na', '1'],
    ['LI NA', '1'],
    ['U_2', '2'],
    ['张伟', undefined],
    ['王五', undefined],
  ])('%s → %s', (text, id) => expect(find(text)?.id).toBe(id));

  it.each([
    ['王小明', 'Wang Xiaoming', true],
    ['王小明', '王先生', true],
    ['王小明', '王芳', false],
    ['王小明', '李小明', false],
  ])('%s and %s: one person %s', (one, other, same) => expect(isSameName(one, other)).toBe(same));
});
