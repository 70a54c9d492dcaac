import { describe, expect, it } from 'vitest';
import { goBack } from '../../src/crm/deals/usecases/going-back.ts';
import { subscribe } from '../../src/crm/deals/usecases/subscribing.ts';
import { LIMITS } from '../../src/db/client.ts';
import { openRegister } from '../ownership/support.ts';
import { openProject, refusalOf } from '../properties/support.ts';

const office = await openRegister({ limits: { ...LIMITS.background, sessions: 16 } });
const { t } = office;
const lina = await office.as('U_LINA');
const zhang = await office.as('U_ZHANG');
const { addUnit } = await openProject(await office.as('U_WANG'));
const linas = await office.register('U_LINA', '+8613500000001');
const zhangs = await office.register('U_ZHANG', '+8613500000002');
const wish = (unitId: string) => ({
  ...{ unitId, price: '980万', deposit: '10万', on: null, signBy: null, note: null },
});

describe('two reps, one unit, the same second', () => {
  it('Li Na and Zhang Wei subscribe eight times: each time one of them has it, the other hears why', async () => {
    for (let nth = 0; nth < 8; nth += 1) {
      const unitId = await addUnit();
      const answers = await Promise.all([
        refusalOf(subscribe(lina, { customerId: linas }, wish(unitId))),
        refusalOf(subscribe(zhang, { customerId: zhangs }, wish(unitId))),
      ]);
      expect(answers.sort()).toEqual(['none', 'unitReserved']);
      const live = await t.db.deal.findMany({ where: { unitId, endedAt: null } });
      expect(live).toHaveLength(1);
      await goBack(live[0]!.customerId === linas ? lina : zhang, live[0]!.id, {
        ...{ way: 'cancel', reason: 'changed_unit', on: null, note: null },
      });
    }
    expect(await t.db.unit.count({ where: { status: 'available' } })).toBe(8);
  });

  it('a double click subscribes once, and what a rep has under way is one deal', async () => {
    const unitId = await addUnit();
    const answers = await Promise.all(
      [1, 2, 3].map(() => refusalOf(subscribe(lina, { customerId: linas }, wish(unitId)))),
    );
    expect(answers.filter((code) => code === 'none')).toHaveLength(1);
    expect(answers.filter((code) => code === 'dealNotNow')).toHaveLength(2);
    expect(await t.db.deal.count({ where: { customerId: linas, endedAt: null } })).toBe(1);
  });

  it('the database itself refuses a unit in two deals that live', async () => {
    const deal = await t.db.deal.findFirstOrThrow({ where: { endedAt: null } });
    const copy = { ...deal, id: crypto.randomUUID(), number: deal.number + 1000 };
    await expect(t.db.deal.create({ data: copy })).rejects.toThrow();
  });
});
