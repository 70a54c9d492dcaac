import { describe, expect, it } from 'vitest';
import { TEAMS } from '../../prisma/seed/office.ts';
import { features } from '../../src/commands/index.ts';
import { findActor } from '../../src/crm/access/store.ts';
import { noteCheck } from '../../src/crm/deals/usecases/checking.ts';
import { goBack } from '../../src/crm/deals/usecases/going-back.ts';
import { signContract } from '../../src/crm/deals/usecases/signing.ts';
import { subscribe } from '../../src/crm/deals/usecases/subscribing.ts';
import { openProject, refusalOf } from '../properties/support.ts';
import { testOffice } from '../support/office.ts';

const { slack, t, setNow } = await testOffice({ features, now: '2026-07-28T10:00:00+08:00' });
const as = async (name: string) => ({
  ...{ db: t.db, keys: t.keyring, actor: (await findActor(t.db, name))! },
});
const lina = slack.as('U_LINA');
const rep = await as('U_LINA');
const manager = await as('U_WANG');
const { addUnit } = await openProject(manager);
const west = await openProject(manager, TEAMS.west);
const unitId = await addUnit({ listPrice: 4_300_000, floorPrice: 4_000_000 });
const other = await addUnit({ listPrice: 4_300_000, floorPrice: 4_000_000 });
await lina.command('/customer', 'new 王女士 13812345678');
await lina.submit({ grade: 'A', nextFollowUp: '无' });
await lina.close({ all: true });
const customerId = (await t.db.customer.findFirstOrThrow()).id;
const tries = () =>
  t.db.audit.findMany({ where: { action: 'unit.below-minimum' }, orderBy: { seq: 'asc' } });
const subscribeAt = (ctx: typeof rep, price: string, unit = unitId) =>
  subscribe(
    ctx,
    { customerId },
    { unitId: unit, price, deposit: null, on: null, signBy: null, note: null },
  );
const cancel = ({ dealId }: { dealId: string }) =>
  goBack(manager, dealId, { way: 'cancel', reason: 'changed_unit', on: null, note: null });

describe('Li Na looks for the minimum price of 3-1001 by trying', () => {
  it('three prices are below it; a fourth above it gets the same answer, and each try is noted', async () => {
    await lina.command('/deal', '认购 C-1001 3栋1001 390万');
    for (const price of ['390万', '395万', '399万', '405万']) {
      const { errors } = await lina.submit({ price, deposit: '5万' });
      expect(errors).toEqual({ price: '这个价格要经理签，请找经理。' });
    }
    await lina.close({ all: true });
    const rows = await tries();
    expect(rows).toHaveLength(4);
    for (const row of rows) {
      expect(row).toMatchObject({ actorId: rep.actor.id, subjectKind: 'unit', subjectId: unitId });
      expect(row.details).toEqual({ customerId });
      expect(row.sealed).toBeNull();
    }
    expect(await t.db.deal.count()).toBe(0);
    expect(await t.db.unit.count({ where: { status: 'reserved' } })).toBe(0);
  });

  it('signing at once tells her no more than subscribing and is noted too; of a West unit it tells nothing', async () => {
    for (const kind of ['purchase', 'funds'] as const)
      await noteCheck(rep, customerId, {
        ...{ kind, result: 'passed', on: null, memberId: null, note: null, nationalId: null },
      });
    const sign = (unit: string, price: string) =>
      signContract(
        rep,
        { customerId },
        {
          ...{ contract: 'HT-1', on: null, unitId: unit, price, plan: 'full', note: null },
          payments: '余款 2026-08-25',
        },
      );
    expect(await refusalOf(sign(unitId, '429万'))).toBe('priceBelowMinimum');
    expect(await refusalOf(sign(await west.addUnit(), '1万'))).toBe('unitUnknown');
    expect(await tries()).toHaveLength(5);
  });

  it('her manager still may go below; another unit and the list price are still hers', async () => {
    await cancel(await subscribeAt(manager, '390万'));
    await cancel(await subscribeAt(rep, '405万', other));
    await cancel(await subscribeAt(rep, '430万'));
    expect(await tries()).toHaveLength(5);
  });

  it('a day after the last try she may sell at 4.05 million as before', async () => {
    await setNow('2026-07-29T09:59:00+08:00');
    expect(await refusalOf(subscribeAt(rep, '405万'))).toBe('priceBelowMinimum');
    await setNow('2026-07-30T10:00:00+08:00');
    expect(await refusalOf(subscribeAt(rep, '405万'))).toBe('none');
  });
});
