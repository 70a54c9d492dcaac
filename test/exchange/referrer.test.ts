import { expect, it } from 'vitest';
import { TEAMS } from '../../prisma/seed/office.ts';
import { findFile } from '../../src/crm/customers/store.ts';
import { readUndoable, runUndo, startUndo } from '../../src/crm/exchange/usecases/undo.ts';
import { NOW, testDatabase } from '../support/database.ts';
import { csv, importOffice } from './support.ts';

const t = await testDatabase({ now: NOW });
const office = await importOffice(t);
const admin = await office.as('U_ADMIN');
const wang = await office.as('U_WANG');
const { east, west } = TEAMS;

const valuesOf = async (name: string) => {
  const row = await t.db.customer.findFirstOrThrow({ where: { name } });
  return (await findFile({ db: t.db, keys: t.keyring }, row.id))!.values;
};

it('whoever is named as referrer and is a customer is linked, by name or number; of two of one name neither', async () => {
  const { id: firstId } = await office.bring(
    admin,
    csv(
      '姓名,电话',
      '赵大海,13611110001',
      '刘洋,13611110002',
      '刘洋,13611110003',
      '林小红,13611110004',
    ),
    east.id,
  );
  const { id: zhao } = await t.db.customer.findFirstOrThrow({ where: { name: '赵大海' } });
  const lin = await t.db.customer.findFirstOrThrow({ where: { name: '林小红' } });
  const { id } = await office.bring(
    wang,
    csv(
      '姓名,电话,介绍人',
      '甲一,13622220001,赵大海',
      `乙二,13622220002,c${lin.number}`,
      '丙三,13622220003,刘洋',
      '丁四,13622220004,楼下王阿姨',
      '戊五,13622220005,甲一',
      '己六,13622220006,己六',
      '庚七,13622220007,辛八',
      '辛八,13622220008,',
    ),
    east.id,
  );
  expect(await valuesOf('甲一')).toMatchObject({ referrerId: zhao, referrer: null });
  expect(await valuesOf('乙二')).toMatchObject({ referrerId: lin.id, referrer: null });
  expect(await valuesOf('丙三')).toMatchObject({ referrerId: null, note: '介绍人: 刘洋' });
  expect(await valuesOf('丁四')).toMatchObject({ referrerId: null, referrer: '楼下王阿姨' });
  // Of the same file, wherever they stand; of two of one name neither, and nobody by themselves.
  const { id: first } = await t.db.customer.findFirstOrThrow({ where: { name: '甲一' } });
  expect(await valuesOf('戊五')).toMatchObject({ referrerId: first, referrer: null });
  expect(await valuesOf('己六')).toMatchObject({ referrerId: null, referrer: '己六' });
  const { id: last } = await t.db.customer.findFirstOrThrow({ where: { name: '辛八' } });
  expect(await valuesOf('庚七')).toMatchObject({ referrerId: last, referrer: null });

  // Those whom somebody names as referrer stay, should their own import be taken back.
  expect(await readUndoable(admin, firstId)).toMatchObject({ free: 2, builtOn: 2 });
  await startUndo(wang, id);
  await runUndo(wang, id);
  expect(await t.db.customer.count({ where: { referrerId: { not: null } } })).toBe(0);
});

it('a customer whom the importer may not see is not found by name', async () => {
  await office.bring(admin, csv('姓名,电话', '何东升,13633330001'), east.id);
  const grace = await office.as('U_GRACE');
  await office.bring(
    grace,
    csv('name,phone,referred by', 'Bob Hall,+442079460002,何东升'),
    west.id,
  );
  expect(await valuesOf('Bob Hall')).toMatchObject({ referrerId: null, referrer: '何东升' });
});
