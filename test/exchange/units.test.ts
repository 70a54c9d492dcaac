import { describe, expect, it } from 'vitest';
import { TEAMS } from '../../prisma/seed/office.ts';
import { runImport, startImport } from '../../src/crm/exchange/usecases/run.ts';
import { readUndoable, runUndo, startUndo } from '../../src/crm/exchange/usecases/undo.ts';
import { listFloorPrices } from '../../src/crm/properties/store/units.ts';
import { withdrawUnit } from '../../src/crm/properties/usecases/units.ts';
import { openProject } from '../properties/support.ts';
import { NOW, testDatabase } from '../support/database.ts';
import { csv, importOffice, WORDS } from './support.ts';

const t = await testDatabase({ now: NOW });
const office = await importOffice(t);
const wang = await office.as('U_WANG');
const lina = await office.as('U_LINA');
const { east } = TEAMS;
await openProject(wang);

const units = () =>
  t.db.unit.findMany({
    where: { removedAt: null },
    orderBy: [{ building: 'asc' }, { code: 'asc' }],
  });
const kinds = async (id: string) =>
  (await t.db.unitEvent.findMany({ where: { unitId: id }, orderBy: { seq: 'asc' } })).map(
    ({ kind }) => kind,
  );

const STOCK = csv(
  '翠湖天地一房一价表,,,,,,,',
  '楼栋,房号,户型,建筑面积（㎡）,楼层,朝向,备案总价(元),底价',
  '3栋,1201,三室两厅,120.5,12,南,9800000,930万',
  '3栋,1202,两房,88,12,南北通透,650万,',
  '3栋,1201,三房,120.5,12,南,9800000,',
  '3栋,1301,豪宅,120,13,南,9800000,',
  ',4-1401,四房,143,14,东南,1200,1100',
  '3栋,1501,三房,大,15,南,0,',
);
const PRICES = csv(
  '项目,楼栋,房号,户型,面积,备案价',
  'Lakeside,3,1201,三房,120.5,9500000',
  'Lakeside,3,1202,两房,88,650万',
  'Nowhere,3,1601,两房,88,650万',
  'Lakeside,3,1601,两房,88,660万',
);

describe('Wang Fang brings a price list of units along', () => {
  it('is told first what would become of every row; nothing is written', async () => {
    const looked = await office.look(wang, STOCK, east.id);
    expect(looked).toMatchObject({ kind: 'units', state: 'checked', total: 6, created: 3 });
    expect(looked).toMatchObject({ updated: 0, duplicate: 1, refused: 2 });
    expect(await office.behind(wang, looked.id)).toEqual({
      5: 'sameUnit',
      6: 'unitLayout:layout',
      8: 'unitArea:area unitPrice:listPrice',
    });
    expect(await units()).toEqual([]);
  });

  it('Li Na cannot', async () => {
    await expect(office.look(lina, STOCK, east.id)).rejects.toMatchObject({ code: 'notAllowed' });
  });

  it('brings them in; minimum prices are sealed', async () => {
    const done = await office.bring(wang, STOCK, east.id);
    expect(done).toMatchObject({ state: 'done', created: 3, duplicate: 1, refused: 2 });
    const found = await units();
    expect(found).toMatchObject([
      { building: '3', code: '1201', layout: '3br', area: 120.5, floor: 12, orientation: 's' },
      { building: '3', code: '1202', layout: '2br', orientation: 'ns', listPrice: 6_500_000n },
      { building: '4', code: '1401', layout: '4br', listPrice: 12_000_000n, district: 'pudong' },
    ]);
    const ids = found.map(({ id }) => id);
    expect(
      [...(await listFloorPrices({ db: t.db, keys: t.keyring }, ids)).values()].sort(),
    ).toEqual([11_000_000, 9_300_000]);
    expect(await kinds(ids[0]!)).toEqual(['added']);
  });

  it('a later list changes prices of what is known, and can be taken back as a whole', async () => {
    const done = await office.bring(wang, PRICES, east.id);
    expect(done).toMatchObject({ created: 1, updated: 1, duplicate: 1, refused: 1 });
    const [first] = await units();
    expect(first).toMatchObject({ listPrice: 9_500_000n });
    expect(await kinds(first!.id)).toEqual(['added', 'price']);
    expect(await readUndoable(wang, done.id)).toMatchObject({ free: 2, builtOn: 0 });
    await startUndo(wang, done.id);
    expect(await runUndo(wang, done.id)).toMatchObject({ state: 'undone' });
    expect((await units()).map(({ code, listPrice }) => [code, listPrice])).toEqual([
      ['1201', 9_800_000n],
      ['1202', 6_500_000n],
      ['1401', 12_000_000n],
    ]);
  });

  it('what was taken back can be brought again; what somebody worked on stays', async () => {
    const again = await office.bring(wang, csv(String(PRICES), ''), east.id);
    expect(again).toMatchObject({ created: 1, updated: 1 });
    const brought = (await units()).find(({ code }) => code === '1601')!;
    await withdrawUnit(wang, brought.id);
    expect(await readUndoable(wang, again.id)).toMatchObject({ free: 1, builtOn: 1 });
  });

  it('a run that was stopped goes on after its last row, each row once', async () => {
    const rows = Array.from({ length: 70 }, (_, nth) => `9,${1000 + nth},两房,88,650万`);
    const many = csv('楼栋,房号,户型,面积,备案价', ...rows);
    const { id } = await office.look(wang, many, east.id);
    await startImport(wang, id);
    let batches = 0;
    const stopped = await runImport(wang, id, await office.open(many), {
      words: WORDS,
      isStopping: () => batches++ === 1,
    });
    expect(stopped).toMatchObject({ state: 'running', created: 50 });
    const done = await runImport(wang, id, await office.open(many), { words: WORDS });
    expect(done).toMatchObject({ state: 'done', created: 70, duplicate: 0 });
    expect(await t.db.unit.count({ where: { building: '9' } })).toBe(70);
  });
});
