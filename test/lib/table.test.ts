import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Refusal } from '../../src/lib/refusal.ts';
import { memorySource, type Source } from '../../src/lib/table/index.ts';
import { isDateFormat } from '../../src/lib/table/xlsx/dates.ts';
import { xlsxRows } from '../../src/lib/table/xlsx/index.ts';
import { SharedStrings } from '../../src/lib/table/xlsx/strings.ts';
import { type Book, workbook } from '../support/workbook.ts';

async function rowsIn(source: Source, limit?: number) {
  const rows: { row: number; cells: string[] }[] = [];
  for await (const one of xlsxRows(source, limit)) rows.push(one);
  return rows;
}
const rowsOf = (book: Book, limit?: number) => rowsIn(memorySource(workbook(book)), limit);
const cellsOf = async (book: Book) => (await rowsOf(book)).map(({ cells }) => cells);

const DATES =
  '<numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/><numFmt numFmtId="165" formatCode="0.00&quot;day&quot;"/></numFmts>' +
  '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>' +
  '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="22"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="31"/></cellXfs>';

describe('a workbook an office has kept for years', () => {
  it('is read with every kind of cell, as a person sees it', async () => {
    const rows = await cellsOf({
      strings:
        '<si><t>王芳</t></si><si><r><t>王</t></r><r><rPr><b/></rPr><t xml:space="preserve">芳 </t></r><rPh sb="0" eb="1"><t>ワン</t></rPh></si><si/><si><t>a&amp;b &#128512; _x000D_ &lt;x></t></si>',
      rows:
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c><c r="D1" t="s"><v>3</v></c></row>' +
        '<row r="2"><c r="A2" t="inlineStr"><is><r><t>李</t></r><r><t>星</t></r></is></c><c r="B2" t="b"><v>1</v></c><c r="C2" t="e"><v>#N/A</v></c><c r="D2" t="str"><f>A1&amp;"x"</f><v>王芳x</v></c></row>' +
        '<row r="3"><c r="A3"><f>1+1</f><v>2</v></c><c r="B3"><v>13800010001</v></c><c r="D3" t="s"><v>99</v></c><c r="E3" t="d"><v>2026-03-05T14:30:00</v></c></row>' +
        '<row r="4"><c r="A4"><f>NOW()</f></c></row>',
    });
    expect(rows).toEqual([
      ['王芳', '王芳 ', '', 'a&b 😀 \r <x>'],
      ['李星', 'true', '', '王芳x'],
      ['2', '13800010001', '', '', '2026-03-05 14:30'],
    ]);
  });

  it('shows days as days, whatever format says so, in both calendars', async () => {
    const rows =
      '<row r="1"><c r="A1" s="1"><v>46086</v></c><c r="B1" s="2"><v>46086.604166666664</v></c><c r="C1" s="3"><v>46086</v></c><c r="D1" s="4"><v>46086</v></c><c r="E1" s="5"><v>46086</v></c><c r="F1" s="1"><v>soon</v></c></row>';
    expect(await cellsOf({ rows, styles: DATES })).toEqual([
      ['2026-03-05', '2026-03-05 14:30', '2026-03-05', '46086', '2026-03-05', 'soon'],
    ]);
    const apple = { rows, styles: DATES, properties: '<workbookPr date1904="1"/>' };
    expect((await cellsOf(apple))[0]?.[0]).toBe('2030-03-06');
  });

  it.each([
    ['yyyy-mm-dd', true],
    ['[$-804]yyyy"年"m"月";@', true],
    ['[DBNum1][$-404]e"年"m"月"d"日"', true],
    ['[h]:mm:ss', true],
    ['mm:ss.00', true],
    ['[Red]d-mmm-yy;@', true],
    ['上午/下午h"时"mm"分"', true],
    ['General', false],
    ['0.00', false],
    ['#,##0 "days"', false],
    ['0\\d', false],
    ['[Red]#,##0', false],
    ['@', false],
    ['0%', false],
  ])('the format %s is a day: %s', (code, isDate) => expect(isDateFormat(code)).toBe(isDate));

  it('a format longer than any program writes is no day, and not read', () =>
    expect(isDateFormat(`yyyy${'['.repeat(20_000)}`)).toBe(false));

  it('may leave places out, write names with a prefix, and hide its first sheet', async () => {
    const bare =
      '<x:worksheet xmlns:x="m"><x:sheetData><x:row><x:c t="inlineStr"><x:is><x:t>a</x:t></x:is></x:c><x:c><x:v>1</x:v></x:c></x:row><x:row r="5"><x:c r="C5"><x:v>2</x:v></x:c></x:row></x:sheetData></x:worksheet>';
    const parts = {
      'xl/workbook.xml':
        '<x:workbook xmlns:x="m" xmlns:rel="r"><x:sheets><x:sheet name="lists" state="veryHidden" rel:id="rId9"/><x:sheet name="客户" rel:id="rId1"/></x:sheets></x:workbook>',
      'xl/worksheets/sheet1.xml': bare,
    };
    expect(await rowsOf({ parts })).toEqual([
      { row: 1, cells: ['a', '1'] },
      { row: 5, cells: ['', '', '2'] },
    ]);
  });

  it('gives back any text that was written into it', async () => {
    const said = fc.string({ unit: 'grapheme', maxLength: 12 }).map((text) => text.trim());
    const escaped = (text: string) =>
      text.replace(/[<>&\p{Cc}]/gu, (sign) => `&#${sign.charCodeAt(0)};`);
    await fc.assert(
      fc.asyncProperty(fc.array(said, { minLength: 1, maxLength: 30 }), async (texts) => {
        fc.pre(texts.every((text) => text !== '' && !/_x[\da-f]{4}_/i.test(text)));
        const strings = texts.map((text) => `<si><t>${escaped(text)}</t></si>`).join('');
        const rows = texts
          .map((_, nth) => `<row r="${nth + 1}"><c t="s"><v>${nth}</v></c></row>`)
          .join('');
        expect(await cellsOf({ strings, rows })).toEqual(texts.map((text) => [text]));
      }),
      { numRuns: 40 },
    );
  });
});

describe('a long workbook', () => {
  const ROWS = 30_000;
  const long = workbook({
    rows: Array.from(
      { length: ROWS },
      (_, n) => `<row r="${n + 1}"><c r="A${n + 1}"><v>${(n * 7919) % 1_000_003}</v></c></row>`,
    ).join(''),
  });

  it('is unpacked no further than somebody reads', async () => {
    const source = memorySource(long);
    let read = 0;
    const watched: Source = {
      ...source,
      async *range(from, to) {
        for await (const piece of source.range(from, to))
          for (let at = 0; at < piece.length; at += 4096) {
            const part = piece.subarray(at, at + 4096);
            read += part.length;
            yield part;
          }
      },
    };
    const rows = xlsxRows(watched);
    for (let n = 0; n < 10; n++) expect((await rows.next()).value).toMatchObject({ row: n + 1 });
    await rows.return(undefined);
    expect(read).toBeLessThan(long.length);
    expect(await rowsIn(source)).toHaveLength(ROWS);
  });

  it('keeps its texts beside each other, and says so when they are too many', () => {
    const strings = new SharedStrings(3_000_000);
    const texts = Array.from({ length: 10_000 }, (_, n) => `客户${n}`.repeat(1 + (n % 20)));
    for (const text of texts) strings.add(text);
    expect(texts.every((text, nth) => strings.at(nth) === text)).toBe(true);
    expect([strings.at(-1), strings.at(10_000), strings.at(Number.NaN)]).toEqual(['', '', '']);
    const fill = () => {
      for (let n = 0; n < 100; n++) strings.add('x'.repeat(50_000));
    };
    expect(fill).toThrow('fileStrings');
  });
});

describe('a workbook that was made to harm', () => {
  const cell = (text: string) =>
    `<row r="1"><c r="A1" t="inlineStr"><is><t>${text}</t></is></c></row>`;
  const sheet = (inner: string) => ({ parts: { 'xl/worksheets/sheet1.xml': inner } });
  it.each<[string, Book, string]>([
    [
      'has entities of its own',
      sheet(
        `<!DOCTYPE x [<!ENTITY a "b">]><worksheet><sheetData>${cell('&a;')}</sheetData></worksheet>`,
      ),
      'fileBroken',
    ],
    ['is deeper than any sheet', sheet(`<worksheet>${'<a>'.repeat(5_000)}`), 'fileBroken'],
    [
      'never ends a cell',
      sheet(`<worksheet><sheetData>${cell('x'.repeat(3_000_000))}`),
      'fileBroken',
    ],
    ['never ends a mark', sheet(`<worksheet a="${'x'.repeat(3_000_000)}`), 'fileBroken'],
    ['is cut off', sheet(`<worksheet><sheetData>${cell('x')}`), 'fileBroken'],
    ['has rows out of order', { rows: `${cell('x')}${cell('y')}` }, 'fileBroken'],
    [
      'has a cell in its last row',
      { rows: `${cell('x')}<row r="1048576"><c r="A1048576"><v>1</v></c></row>` },
      'fileSparse',
    ],
    ['is no workbook', { parts: { 'xl/workbook.xml': '<document/>' } }, 'fileKind'],
  ])('it %s', async (_, book, code) => {
    await expect(rowsOf(book)).rejects.toMatchObject({ code });
  });

  it('that unpacks to more than it says is broken, and one that says so is refused before', async () => {
    const file = workbook({ rows: cell('x'.repeat(1_500_000)) });
    await expect(rowsIn(memorySource(file), 1_000_000)).rejects.toThrow('fileBomb');
    // The list at the end of the archive says less.
    const name = file.lastIndexOf('xl/worksheets/sheet1.xml');
    file.writeUInt32LE(1_000, name - 46 + 24);
    await expect(rowsIn(memorySource(file), 1_000_000)).rejects.toThrow('fileBroken');
    for (const junk of [Buffer.from('PK\u0003\u0004junk'), workbook({}).subarray(0, 400)])
      await expect(rowsIn(memorySource(junk))).rejects.toThrow('fileBroken');
  });

  it('in any damaged byte it is read or refused in words, and never breaks us', async () => {
    const whole = workbook({ rows: cell('王芳'), strings: '<si><t>a</t></si>', styles: DATES });
    const damage = fc.record({ at: fc.nat(whole.length - 1), byte: fc.nat(255) });
    await fc.assert(
      fc.asyncProperty(fc.array(damage, { minLength: 1, maxLength: 4 }), async (damages) => {
        const file = Buffer.from(whole);
        for (const { at, byte } of damages) file[at] = byte;
        const outcome = await rowsIn(memorySource(file)).catch((error: unknown) => error);
        expect(Array.isArray(outcome) || outcome instanceof Refusal).toBe(true);
      }),
      { numRuns: 100 },
    );
  });
});
