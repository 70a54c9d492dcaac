import { describe, expect, it } from 'vitest';
import { PEOPLE, TEAMS } from '../../prisma/seed/office.ts';
import { arrivedLetter, sayBecause } from '../../src/bot/views/assignment-letters.ts';
import { giveArriving } from '../../src/crm/assignment/arriving.ts';
import { listGiven } from '../../src/crm/assignment/usecases.ts';
import { putCustomer, takeNumber } from '../../src/crm/customers/store-new.ts';
import { readHistory } from '../../src/crm/customers/usecases/index.ts';
import { NO_VALUES } from '../../src/crm/customers/values.ts';
import { readOwner } from '../../src/crm/ownership/usecases/owner.ts';
import { newCustomerKey } from '../../src/db/data-keys.ts';
import { flush, transact } from '../../src/db/transact.ts';
import { words } from '../../src/i18n/words.ts';
import { newId } from '../../src/lib/id.ts';
import { openRegister } from '../ownership/support.ts';
import { wordsOf } from '../support/office.ts';

const office = await openRegister({ now: '2026-03-11T10:00:00+08:00' });
const { t } = office;
const wang = await office.as('U_WANG');
const { lina, zhang } = PEOPLE;

/** A customer of the East team whom nobody has yet, given by the rules. */
async function arrives(values: Partial<typeof NO_VALUES> = {}): Promise<string> {
  const { id } = await transact(wang, async (work) => {
    const id = newId(work.now);
    putCustomer(work, {
      id,
      number: await takeNumber(work.tx),
      key: newCustomerKey(work.keys, id),
      teamId: TEAMS.east.id,
      repId: null,
      registeredById: wang.actor.id,
      arrivalKind: 'partner',
      arrivedAt: work.now,
      grade: null,
      consentAt: null,
      completeness: 0,
      missing: [],
      lastEffectiveAt: null,
      effectiveCount: 0,
      visitCount: 0,
      protectedUntil: null,
      protectionBecause: null,
      values: { ...NO_VALUES, name: '周女士', ...values },
      reviewState: null,
      hasPlan: false,
    });
    await flush(work);
    await giveArriving(work, id, { by: wang.actor });
    return { id };
  });
  return id;
}

const away = (memberId: string, from: string, to: string) =>
  t.db.absence.create({
    data: {
      id: newId(),
      memberId,
      kind: 'leave',
      fromAt: new Date(from),
      toAt: new Date(to),
      createdById: memberId,
      createdAt: new Date(from),
    },
  });

describe('a customer that arrives without a rep', () => {
  it('goes to the one whom the rule for its source names: assignment, protection, history and a notice', async () => {
    await office.set('assignRules', [{ by: 'source', value: 'douyin', repIds: [zhang.id] }]);
    const id = await arrives({ source: 'douyin' });
    const row = await t.db.customer.findUniqueOrThrow({
      where: { id },
      include: { assignments: true },
    });
    expect(row).toMatchObject({
      repId: zhang.id,
      protectedUntil: new Date('2026-04-10T10:00:00+08:00'),
      assignments: [{ memberId: zhang.id, byId: wang.actor.id, why: 'by-source', toAt: null }],
    });
    const { entries, settings } = await readHistory(wang, id, 0);
    expect(entries[0]).toMatchObject({ action: 'customer.assign', who: '王芳' });
    const because = entries[0]!.changes.find(({ field }) => field === 'assignedBecause')!.new!;
    expect(sayBecause(because, { w: words('zh'), locale: 'zh', settings })).toBe(
      '按来源规则分配（抖音）',
    );
    expect((await readOwner(wang, id)).then).toMatchObject({ name: '张伟', why: 'by-source' });
    const nudges = await t.db.nudge.findMany({ where: { rule: 'arrived', aboutId: id } });
    expect(nudges).toMatchObject([{ memberId: zhang.id }]);
    const told = arrivedLetter(await listGiven(t.db, [id], zhang.id), {
      ...{ w: words('zh'), locale: 'zh', settings },
    });
    expect(wordsOf(told.body)).toContain('_按来源规则分配（抖音）_');
  });

  it('without a rule the two of the team take turns, also when six arrive at once', async () => {
    const ids = await Promise.all(Array.from({ length: 6 }, () => arrives()));
    const rows = await t.db.customer.findMany({ where: { id: { in: ids } } });
    const of = (repId: string) => rows.filter((row) => row.repId === repId).length;
    expect([of(lina.id), of(zhang.id)]).toEqual([3, 3]);
  });

  it('Zhang Wei is on leave: the rule names him, Li Na gets it, and the history says so', async () => {
    await away(zhang.id, '2026-03-11T00:00:00+08:00', '2026-03-12T00:00:00+08:00');
    const id = await arrives({ source: 'douyin' });
    const row = await t.db.customer.findUniqueOrThrow({ where: { id } });
    expect(row.repId).toBe(lina.id);
    const { entries, settings } = await readHistory(wang, id, 0);
    const because = entries[0]!.changes.find(({ field }) => field === 'assignedBecause')!.new!;
    expect(sayBecause(because, { w: words('en'), locale: 'en', settings })).toBe(
      'in turn; away: 张伟',
    );
  });

  it('both are away: it is offered in the team’s pool', async () => {
    await away(lina.id, '2026-03-11T00:00:00+08:00', '2026-03-12T00:00:00+08:00');
    const id = await arrives();
    expect(await t.db.customer.findUniqueOrThrow({ where: { id } })).toMatchObject({
      repId: null,
      poolOpenAt: new Date('2026-03-11T10:30:00+08:00'),
    });
    expect(await t.db.nudge.count({ where: { rule: 'pool', subjectId: id } })).toBe(1);
  });

  it('on the next day both are back, and the least busy is asked where the office wants that', async () => {
    await t.setNow('2026-03-12T10:00:00+08:00');
    await office.set('assignWay', 'least_busy');
    await office.register('U_LINA', '+8613500001111');
    await office.register('U_LINA', '+8613988887654');
    const row = await t.db.customer.findUniqueOrThrow({ where: { id: await arrives() } });
    expect(row.repId).toBe(zhang.id);
  });
});
