import { expect, it } from 'vitest';
import { features } from '../../src/commands/index.ts';
import { testOffice } from '../support/office.ts';

const { slack, t, screen } = await testOffice({ features });
const lina = slack.as('U_LINA');
const zhang = slack.as('U_ZHANG');
const wang = slack.as('U_WANG');
const admin = slack.as('U_ADMIN');

it('a pair that may be one person is merged from its list, is in it no more, and again after the undo', async () => {
  await lina.command('/customer', 'new 王晓芳 13812345678');
  await lina.submit({ grade: 'B', nextFollowUp: '无' });
  await zhang.command('/customer', 'new Wang Xiaofang 138 1234 5679');
  await zhang.submit({ grade: 'B', nextFollowUp: '无' });
  await zhang.submit({}); // somebody else, he says
  expect(await t.db.customer.count()).toBe(2);

  await wang.command('/customer', '疑似重复');
  expect(screen('U_WANG')).toContain('C-1002');
  await wang.click('merging.open#0');
  expect(screen('U_WANG')).toContain('保留 *C-1001 王晓芳*');
  await wang.click('merging.open'); // the other one is to be kept
  expect(screen('U_WANG')).toContain('保留 *C-1002');
  await wang.click('merging.open');
  await wang.submit({});
  await wang.submit({});
  expect(screen('U_WANG')).toContain('C-1002 已并入 C-1001');
  await wang.close({ all: true });
  await admin.command('/review', 'C-1001');
  expect(screen('U_ADMIN')).not.toContain('可能已登记过');
  await admin.close({ all: true });
  await wang.command('/customer', '疑似重复');
  expect(screen('U_WANG')).not.toContain('C-1002');
  await wang.close({ all: true });

  await wang.command('/customer', '撤销合并 C-1002');
  await wang.submit({});
  await wang.click('customer.card');
  expect(screen('U_WANG')).toContain('客户 C-1002');
  await wang.close({ all: true });
  await wang.command('/customer', '疑似重复');
  expect(screen('U_WANG')).toContain('C-1002');
});
