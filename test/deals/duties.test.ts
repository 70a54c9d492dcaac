import { describe, expect, it } from 'vitest';
import { features } from '../../src/commands/index.ts';
import { findActor } from '../../src/crm/access/store.ts';
import { NO_VALUES } from '../../src/crm/customers/values.ts';
import { noteCheck } from '../../src/crm/deals/usecases/checking.ts';
import { addCondition } from '../../src/crm/deals/usecases/conditions.ts';
import { signContract } from '../../src/crm/deals/usecases/signing.ts';
import { subscribe } from '../../src/crm/deals/usecases/subscribing.ts';
import { registerCustomer } from '../../src/crm/registration/usecases.ts';
import { openProject } from '../properties/support.ts';
import { passTime, senderOf } from '../support/delivery.ts';
import { testOffice, wordsOf } from '../support/office.ts';

const { slack, t, screen, setNow } = await testOffice({
  features,
  now: '2026-07-28T10:00:00+08:00',
});
const lina = slack.as('U_LINA');
const ctx = async (user: string) => ({
  ...{ db: t.db, keys: t.keyring, actor: (await findActor(t.db, user))! },
});
const rep = await ctx('U_LINA');
const { addUnit } = await openProject(await ctx('U_WANG'));
const bot = senderOf({ t, slack });
const posted = () => slack.messages('C_EAST').map((message) => wordsOf(message.blocks));
async function live(moment: string) {
  await setNow(`2026-${moment}:00+08:00`);
  await passTime(t);
  await bot.run();
  await bot.run();
}
await lina.command('/customer', 'new 王女士 13812345678');
await lina.submit({ grade: 'A', nextFollowUp: '2026-12-01 10:00' });
await lina.close({ all: true });
const customerId = (await t.db.customer.findFirstOrThrow()).id;
const unitId = await addUnit();
const { dealId } = await subscribe(
  rep,
  { customerId },
  {
    ...{ unitId, price: '960万', deposit: '10万', on: null, signBy: '2026-08-05', note: null },
  },
);
const told = (words: string) => posted().filter((text) => text.includes(words));

it('an id that another record has is refused blindly, and the two are a pair for the manager', async () => {
  const nationalId = '11010519491231002X';
  const { id } = await registerCustomer(await ctx('U_ZHANG'), {
    values: { ...NO_VALUES, name: '陈静', phones: ['+8613700000001'], nationalId },
    arrivalKind: 'visit',
    arrivedAt: new Date('2026-07-28T10:00:00+08:00'),
    grade: null,
    consent: false,
    followUp: null,
  });
  const wish = {
    kind: 'purchase',
    result: 'passed',
    on: null,
    memberId: null,
    note: null,
  } as const;
  await expect(noteCheck(rep, customerId, { ...wish, nationalId })).rejects.toMatchObject({
    code: 'idProtected',
    field: 'nationalId',
  });
  const pairs = await t.db.duplicatePair.findMany();
  expect(pairs).toMatchObject([{ kind: 'person', state: 'open', reasons: ['nationalId'] }]);
  expect([pairs[0]?.oneId, pairs[0]?.otherId].sort()).toEqual([customerId, id].sort());
});

describe('what is to be done for Ms Wang’s subscription', () => {
  it('stands on her card, and Li Na is told once the day before and once when it is late', async () => {
    await lina.command('/customer', 'C-1001');
    expect(screen('U_LINA')).toContain('认购 3栋1001 · 8月5日前签约');
    await lina.close({ all: true });
    await live('08-03T10:00');
    expect(told('认购后应于')).toHaveLength(0);
    await live('08-04T09:30');
    await live('08-04T11:00');
    expect(told('C-1001 王女士')).toHaveLength(1);
    expect(told('认购后应于 8月5日 周三前签约')).toHaveLength(1);
    await live('08-06T09:30');
    await live('08-06T15:00');
    expect(told('认购后应于')).toHaveLength(2);
  });

  it('on the third day late the manager’s roll-up names it, and nobody is told again', async () => {
    await live('08-08T10:00');
    const dms = slack.dms('U_WANG').map((message) => wordsOf(message.blocks));
    expect(dms.filter((text) => text.includes('C-1001 王女士'))).toHaveLength(1);
    await live('08-12T10:00');
    expect(told('认购后应于')).toHaveLength(2);
  });

  it('once signed the posts say so; the team celebrates by unit and rep, and nobody reads who bought', async () => {
    for (const kind of ['purchase', 'funds'] as const)
      await noteCheck(rep, customerId, {
        ...{ kind, result: 'passed', on: null, memberId: null, note: null, nationalId: null },
      });
    await addCondition(rep, { dealId }, { side: 'buyer', what: '密约定', dueOn: '2026-08-20' });
    await signContract(
      rep,
      { dealId },
      {
        ...{ contract: 'HT-1', on: null, unitId: null, price: '960万', plan: 'full', note: null },
        payments: '余款 2026-08-25',
      },
    );
    await live('08-12T10:05');
    expect(told('认购后应于')).toHaveLength(0);
    const cheers = told('签约喜报');
    expect(cheers).toHaveLength(1);
    expect(cheers[0]).toContain('3栋1001 · 李娜');
    expect(cheers[0]).not.toMatch(/王|1001 王|1381/);
    await live('08-19T09:30');
    expect(told('约定事项')).toHaveLength(1);
    expect(posted().join()).not.toContain('密约定');
    await live('08-24T09:30');
    expect(told('应收款 8月25日')).toHaveLength(1);
    expect(told('签约喜报')).toHaveLength(1);
  });
});
