import { expect, it } from 'vitest';
import { PEOPLE, TEAMS } from '../../prisma/seed/office.ts';
import { readUndoable, runUndo, startUndo } from '../../src/crm/exchange/usecases/undo.ts';
import { approveReview } from '../../src/crm/review/usecases/deciding.ts';
import { newId } from '../../src/lib/id.ts';
import { NOW, testDatabase } from '../support/database.ts';
import { csv, importOffice } from './support.ts';

const t = await testDatabase({ now: NOW });
const office = await importOffice(t);
const wang = await office.as('U_WANG');
const { east } = TEAMS;
const OLD = csv(
  '姓名,电话,置业顾问,登记人',
  '钱一,13611110001,李娜,张伟',
  '孙二,13611110002,李娜,',
  '李三,13611110003,张伟,',
);

it('opens no review unless the team wants old records reviewed', async () => {
  const { id } = await office.bring(wang, OLD, east.id);
  expect(await t.db.review.count()).toBe(0);
  await startUndo(wang, id);
  await runUndo(wang, id);
});

it('puts each new record in the list of reviews, without a message; taking it back takes those nobody has worked on', async () => {
  await t.db.setting.create({
    data: {
      id: newId(),
      key: 'reviewImported',
      teamId: east.id,
      value: true,
      effectiveFrom: new Date('2026-01-01T00:00:00+08:00'),
    },
  });
  const { id } = await office.bring(wang, OLD, east.id);
  const reviews = await t.db.review.findMany({ include: { customer: true } });
  expect(
    reviews
      .map(({ customer, cause, state, rungAt }) => [customer.name, cause, state, rungAt])
      .sort(),
  ).toEqual([
    ['孙二', 'import', 'waiting', null],
    ['李三', 'import', 'waiting', null],
    ['钱一', 'import', 'waiting', null],
  ]);
  expect(reviews.every(({ customer }) => customer.reviewState === 'waiting')).toBe(true);
  const qian = reviews.find(({ customer }) => customer.name === '钱一')!;
  expect(qian.authors.sort()).toEqual([PEOPLE.wang.id, PEOPLE.zhang.id].sort());
  await expect(approveReview(wang, { id: qian.customerId })).rejects.toThrow('reviewOwn');
  await t.advance('1 hour');
  await approveReview(await office.as('U_ADMIN'), { id: qian.customerId });

  expect(await readUndoable(wang, id)).toMatchObject({
    free: 2,
    builtOn: 1,
    numbers: [qian.customer.number],
  });
  await startUndo(wang, id);
  await runUndo(wang, id);
  expect((await t.db.review.findMany()).map(({ id }) => id)).toEqual([qian.id]);
});
