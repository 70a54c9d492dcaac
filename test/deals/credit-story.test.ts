import { describe, expect, it } from 'vitest';
import { PEOPLE, TEAMS } from '../../prisma/seed/office.ts';
import { features } from '../../src/commands/index.ts';
import { findActor } from '../../src/crm/access/store.ts';
import { recordBreach } from '../../src/crm/conduct/usecases/breaches.ts';
import { newId } from '../../src/lib/id.ts';
import { openProject } from '../properties/support.ts';
import { testOffice } from '../support/office.ts';

const { slack, t, screen, setNow } = await testOffice({
  features,
  now: '2026-07-28T10:00:00+08:00',
});
const lina = slack.as('U_LINA');
const wang = slack.as('U_WANG');
const boss = { db: t.db, keys: t.keyring, actor: (await findActor(t.db, 'U_WANG'))! };
const { addUnit } = await openProject(boss);
for (const typed of ['王女士 13811112222', '赵先生 13811113333']) {
  await addUnit({ listPrice: 4_300_000, floorPrice: 4_000_000 });
  await lina.command('/customer', `new ${typed}`);
  await lina.submit({ grade: 'A', nextFollowUp: '无' });
  await lina.close({ all: true });
}
const customer = (number: number) => t.db.customer.findUniqueOrThrow({ where: { number } });

describe('Zhang Wei receives Li Na’s customer', () => {
  it('she subscribes the same day: the deal is split, and says why', async () => {
    await slack.as('U_ZHANG').command('/reception', '上岗');
    await wang.command('/reception', '来客 13811112222');
    await lina.command('/deal', '认购 C-1001 3栋1001 420万 定金5万');
    await lina.submit({});
    expect(screen('U_LINA')).toContain('业绩：李娜 50% · 张伟 50%（义务接待，当日成交）');
    await lina.close({ all: true });
    expect(await t.db.audit.count({ where: { action: 'deal.credit' } })).toBe(1);
  });

  it('he conceals a reception and a breach is confirmed: at signing the whole credit is Li Na’s again', async () => {
    await setNow('2026-07-29T10:00:00+08:00');
    const at = new Date('2026-07-29T09:30:00+08:00');
    await t.db.arrival.create({
      data: {
        ...{ id: newId(at), teamId: TEAMS.east.id, day: new Date('2026-07-29'), at, how: 'turn' },
        ...{ memberId: PEOPLE.zhang.id, byId: PEOPLE.zhang.id },
        customerId: (await customer(1001)).id,
      },
    });
    await recordBreach(boss, {
      ...{ memberId: PEOPLE.zhang.id, kind: 'concealed', signalId: null },
      text: { what: '没叫李娜', decision: '属实', consequence: '业绩归李娜' },
    });
    for (const kind of ['purchase', 'funds', 'loan']) {
      await lina.command('/deal', '资格 C-1001');
      await lina.submit({
        ...{ kind, result: 'passed' },
        ...(kind === 'purchase' && { nationalId: '11010519491231002X' }),
      });
      await lina.close({ all: true });
    }
    await lina.command('/deal', '签约 C-1001');
    await lina.submit({
      contract: '2026-0815',
      payments: '首付 30% 8月5日\n贷款 余款 9月30日',
    });
    expect(screen('U_LINA')).toContain('业绩：李娜 100%（隐瞒接待，业绩全归归属顾问）');
    await lina.close({ all: true });
  });
});

it('a case about Mr Zhao was split: its percentages are the deal’s', async () => {
  const { id: customerId } = await customer(1002);
  const at = new Date('2026-07-28T11:00:00+08:00');
  const words = { reasonSealed: new Uint8Array(1), evidenceSealed: new Uint8Array(1) };
  await t.db.case.create({
    data: {
      ...{ id: newId(at), customerId, keyCustomerId: customerId, teamId: TEAMS.east.id },
      ...{ holderId: PEOPLE.lina.id, state: 'decided', openedAt: at, waitingSince: at },
      ...{ openedById: PEOPLE.chen.id, foundBy: 'phone', decidedAt: at, appealUntil: at },
      verdicts: {
        create: {
          ...{ id: newId(at), instance: 1, verdict: 'split', toId: PEOPLE.chen.id, share: 30 },
          ...{ byId: PEOPLE.wang.id, at, proposed: 'split', proposedRule: 'first' },
          ...{ rulesVersion: 1, rulesAt: at, rules: {}, ...words },
        },
      },
    },
  });
  await lina.command('/deal', '认购 C-1002 3栋1002 420万 定金5万');
  await lina.submit({});
  expect(screen('U_LINA')).toMatch(/业绩：李娜 70% · \S+ 30%（判客裁定）/);
});
