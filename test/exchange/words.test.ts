import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exportWords } from '../../src/bot/views/exchange/export.ts';
import { ALL_FIELDS, type Field } from '../../src/crm/customers/fields.ts';
import { type CustomerValues, NO_VALUES } from '../../src/crm/customers/values.ts';
import { choiceReader } from '../../src/crm/exchange/rules/choices.ts';
import { columnReader, guessMapping } from '../../src/crm/exchange/rules/columns.ts';
import { exportHeadings, exportRow } from '../../src/crm/exchange/rules/export.ts';
import { personReader } from '../../src/crm/exchange/rules/people.ts';
import { type Desk, isRefused, readRow } from '../../src/crm/exchange/rules/row.ts';
import type { Exported } from '../../src/crm/exchange/store/exporting.ts';
import { DEFAULTS, officeHours } from '../../src/crm/settings/rules.ts';
import { columnWords } from '../../src/i18n/columns.ts';
import { words } from '../../src/i18n/words.ts';
import type { Locale } from '../../src/lib/locale.ts';
import { memorySource, tableRows } from '../../src/lib/table/index.ts';
import type { NumberedRow } from '../../src/lib/table/row.ts';
import { csvLines } from '../../src/lib/table/writing.ts';

const NOW = new Date('2026-03-05T02:00:00Z');
const ZONE = 'Asia/Shanghai';
const AT = new Date('2026-01-02T03:04:00Z');
const TEAM = { id: 't1', name: '东区' };
const REP = {
  ...{ id: 'm1', slackUserId: 'U1', name: '李娜 Li Na', role: 'rep', active: true },
  teamIds: [TEAM.id],
};
const choice = (key: string, zh: string, en: string) => ({ key, zh, en, aliases: [] });
const settings = {
  ...DEFAULTS,
  sources: [choice('douyin', '抖音', 'Douyin'), choice('walk', '路过', 'Walk-in')],
  districts: [choice('pd', '浦东', 'Pudong'), choice('ja', '静安', 'Jing’an')],
};
const NAMES = columnWords();

const DESKS = { zh: deskOf('zh'), en: deskOf('en') };

/** An office whose person at the computer speaks `locale`. */
function deskOf(locale: Locale): Desk {
  const { currency, phoneRegion: region, sources, districts } = settings;
  const context = {
    ...{ sources, districts, currency, region, locale },
    ...{ now: NOW, zone: ZONE, hours: officeHours(settings, ZONE) },
  };
  return {
    ...{ now: NOW, zone: ZONE, order: 'day-first' as const, settings, teamId: TEAM.id },
    choose: choiceReader(NAMES.choices, settings, context),
    findPerson: personReader([REP]),
    findTeam: (name) => (name === TEAM.name ? TEAM.id : null),
    mayBring: () => true,
  };
}

interface Record {
  stage: string;
  grade: string | null;
  arrivalKind: string;
  isConsenting: boolean;
}

async function* rowsOf(...rows: string[][]) {
  yield* rows;
}

/** Taken out by somebody of one language, as a file, and brought in by somebody of another. */
async function through(out: Locale, back: Locale, values: CustomerValues, record: Record) {
  const said = exportWords(
    { w: words(out), locale: out, settings },
    { members: [REP], teams: [TEAM], zone: ZONE },
  );
  const file = {
    ...{ number: 7, values, registeredAt: AT, registeredById: REP.id, repId: REP.id },
    ...{ teamId: TEAM.id, arrivedAt: AT, lastEffectiveAt: AT, doNotContact: false },
    ...{ referrerNumber: null, consentAt: record.isConsenting ? AT : null, ...record },
  } as unknown as Exported;
  const lines: string[] = [];
  for await (const chunk of csvLines(
    rowsOf(exportHeadings(false, said), exportRow(file, false, said)),
  ))
    lines.push(chunk);
  const source = memorySource(Buffer.from(lines.join('')));
  const rows: NumberedRow[] = [];
  for await (const one of tableRows(source, { kind: 'csv', encoding: 'utf-8' }, 10)) rows.push(one);
  const [head, row] = rows;
  const mapping = guessMapping([head!], columnReader(NAMES.columns));
  const read = readRow(row!, mapping, DESKS[back]);
  if (isRefused(read)) throw new Error(read.reasons.join());
  return { mapping, read };
}

const WAYS: [Locale, Locale][] = [
  ['zh', 'en'],
  ['en', 'zh'],
];
const RECORD: Record = {
  stage: 'interested',
  grade: 'B',
  arrivalKind: 'visit',
  isConsenting: true,
};
const SOMEBODY = { ...NO_VALUES, name: '王晓芳', gender: 'female', phones: ['+8613800010001'] };

describe.each(WAYS)(
  'what is taken out in %s is brought in by somebody who works in %s',
  (out, back) => {
    it('every heading is known as the column it was', async () => {
      const { mapping } = await through(out, back, SOMEBODY, RECORD);
      const { columns } = mapping;
      const fields = ALL_FIELDS.filter(({ kind }) => kind !== 'customer').map(({ key }) => key);
      expect(columns.slice(1, 1 + fields.length).map(({ column }) => column)).toEqual(fields);
      expect(columns.filter(({ column }) => column === 'skip')).toHaveLength(1);
    });

    const options = ({ options: own }: Field): string[] =>
      own === 'sources' || own === 'districts'
        ? settings[own].map(({ key }) => key)
        : [...(own ?? [])];
    const chosen = ALL_FIELDS.flatMap((field) =>
      options(field).map((value) => [field.key, value, field] as const),
    );
    it.each(chosen)('%s: %s', async (key, value, field) => {
      const written = field.kind === 'choices' ? [value] : value;
      const { read } = await through(out, back, { ...SOMEBODY, [key]: written }, RECORD);
      expect(read.noted).toEqual([]);
      expect(read.values).toEqual({ ...SOMEBODY, [key]: written });
    });

    it.each(Object.keys(words('en').fields.stage))('the stage %s', async (stage) => {
      expect((await through(out, back, SOMEBODY, { ...RECORD, stage })).read).toMatchObject({
        stage,
      });
    });
    it.each(Object.keys(words('en').fields.arrivalKind))('arrived by %s', async (arrivalKind) => {
      const { read } = await through(out, back, SOMEBODY, { ...RECORD, arrivalKind });
      expect(read).toMatchObject({ arrivalKind, isArrivalKnown: true });
    });

    it('any amount, area, party and text comes back to the last unit, and the record with it', async () => {
      const amount = fc.oneof(
        fc.integer({ min: 100_000, max: 2_000_000_000 }),
        fc.integer({ min: 10, max: 20_000 }).map((wan) => wan * 10_000),
      );
      const range = <T>(of: fc.Arbitrary<number>, more: T) =>
        fc
          .tuple(fc.option(of), fc.option(of))
          .filter(([a, b]) => a !== null || b !== null)
          .map(([a, b]) => {
            const [min, max] = a !== null && b !== null && a > b ? [b, a] : [a, b];
            return { min, max, ...more };
          });
      const area = fc.integer({ min: 200, max: 90_000 }).map((n) => n / 10);
      const several = (values: string[]) => fc.subarray(values);
      const line = fc.constantFrom(
        '@home',
        '- 周末来',
        '+ 车位',
        "'quoted",
        '‘老王’介绍',
        '=1+1',
        'x; y, z',
      );
      const values = fc.record({
        budget: fc.option(
          fc.constantFrom('CNY', 'SGD', 'USD').chain((currency) => range(amount, { currency })),
        ),
        area: fc.option(range(area, {})),
        partySize: fc.option(fc.integer({ min: 1, max: 50 })),
        layouts: several(['studio', '1br', '2br', '3br', 'villa']),
        districts: several(['pd', 'ja']),
        floors: several(['low', 'middle', 'high']),
        musts: several(['layouts', 'area', 'transit']),
        note: fc.option(line),
        objections: fc.option(line),
      });
      const record = fc.record({
        stage: fc.constantFrom('potential', 'closed', 'lost'),
        grade: fc.option(fc.constantFrom('A', 'B', 'C', 'D')),
        arrivalKind: fc.constantFrom('visit', 'call_in'),
        isConsenting: fc.boolean(),
      });
      await fc.assert(
        fc.asyncProperty(values, record, async (some, told) => {
          const all = { ...SOMEBODY, ...some } as CustomerValues;
          const { read } = await through(out, back, all, told);
          expect(read.values).toEqual(all);
          expect(read).toMatchObject({
            ...{ repId: REP.id, registeredById: REP.id, teamId: TEAM.id, registeredAt: AT },
            ...{ arrivedAt: AT, stage: told.stage, grade: told.grade, noted: [] },
            ...{ arrivalKind: told.arrivalKind, consent: told.isConsenting },
          });
        }),
        { numRuns: 40 },
      );
    });
  },
);

describe('what other programs and people write is read in both languages', () => {
  const read = (heading: string, cell: string) => {
    const cells = ['姓名', '电话', heading];
    const mapping = guessMapping([{ row: 1, cells }], columnReader(NAMES.columns));
    const row = readRow({ row: 2, cells: ['王晓芳', '13800010001', cell] }, mapping, DESKS.en);
    if (isRefused(row)) throw new Error(row.reasons.join());
    return row;
  };
  it.each([
    ['35', '30s'],
    ['35岁', '30s'],
    ['30多岁', '30s'],
    ['31-38', '30s'],
    ['35 years old', '30s'],
    ['29', 'under30'],
    ['65岁左右', 'over60'],
    ['25-35', null],
  ])('an age of %s is the band %s', (cell, band) => {
    expect(read('年龄', cell).values.ageBand).toBe(band);
  });
  it.each([
    ['3', 3],
    ['３人', 3],
    ['一家三口', 3],
    ['夫妻', 2],
    ['a couple', 2],
    ['独自', 1],
    ['Alone', 1],
    ['by herself', 1],
    ['many', null],
  ])('a party of %s is %s', (cell, size) => {
    expect(read('人数', cell).values.partySize).toBe(size);
  });
});
