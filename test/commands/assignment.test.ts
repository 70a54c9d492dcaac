import { describe, expect, it } from 'vitest';
import { PEOPLE } from '../../prisma/seed/office.ts';
import { features } from '../../src/commands/index.ts';
import { newId } from '../../src/lib/id.ts';
import { forgePress } from '../support/forge.ts';
import { testOffice, viaMore, wordsOf } from '../support/office.ts';

const { slack, t, screen } = await testOffice({ features });
const lina = slack.as('U_LINA');
const wang = slack.as('U_WANG');

async function waiting(name: string, phone: string) {
  await lina.command('/customer', `new ${name} ${phone}`);
  await lina.submit({ grade: 'A', nextFollowUp: '明天上午10点' });
  await lina.close({ all: true });
  return t.db.customer.findFirstOrThrow({ where: { name }, include: { followUps: true } });
}

/** A roll-up that names these customers, as the delivery leaves it. */
async function rollUp(customers: { id: string; followUps: { id: string }[] }[]) {
  const messageId = newId();
  await t.db.message.create({
    data: {
      id: messageId,
      kind: 'roll-up',
      recipient: 'manager',
      slot: messageId,
      target: 'dm',
      dueAt: new Date(),
      memberId: PEOPLE.wang.id,
    },
  });
  for (const { id, followUps } of customers) {
    await t.db.nudge.create({
      data: {
        id: newId(),
        rule: 'followup-overdue',
        subjectId: followUps[0]!.id,
        aboutId: id,
        slot: 's',
        rung: 2,
        memberId: PEOPLE.lina.id,
        messageId,
        dueAt: new Date(),
      },
    });
  }
  return { messageId, memberId: PEOPLE.lina.id };
}

describe('a manager’s roll-up', async () => {
  const first = await waiting('王晓芳', '13812345678');
  const second = await waiting('欧阳伟', '13912345678');
  const line = await rollUp([first, second]);

  it('Wang Fang asks Li Na, who gets one message however often she presses', async () => {
    await forgePress(slack, 'U_WANG', 'roll-up.ask', line);
    await forgePress(slack, 'U_WANG', 'roll-up.ask', line);
    expect(wordsOf(slack.dms('U_WANG').at(-1))).toContain('已就 2 位客户询问李娜');
    expect(await t.db.message.count({ where: { kind: 'ask' } })).toBe(1);
  });

  it('Wang Fang gives both to Zhang Wei: files, follow-ups and history go along', async () => {
    await forgePress(slack, 'U_WANG', 'roll-up.reassign', line);
    await wang.submit({ rep: PEOPLE.zhang.id });
    const rows = await t.db.customer.findMany({ include: { followUps: true, assignments: true } });
    for (const row of rows) {
      expect(row.repId).toBe(PEOPLE.zhang.id);
      expect(row.followUps.map(({ memberId }) => memberId)).toEqual([PEOPLE.zhang.id]);
      expect(row.assignments.filter(({ toAt }) => toAt === null)).toHaveLength(1);
    }
    expect(await t.db.nudge.count({ where: { state: 'open' } })).toBe(0);
    expect(
      await t.db.message.count({ where: { kind: 'hand-over', memberId: PEOPLE.zhang.id } }),
    ).toBe(1);
    await lina.command('/customer', 'C-1001');
    expect(screen('U_LINA')).not.toContain('王晓芳');
  });

  it('The card’s history says from whom to whom', async () => {
    await wang.command('/customer', 'C-1001');
    await viaMore(wang, 'customer.history');
    expect(screen('U_WANG')).toContain('归属顾问：李娜 → 张伟');
    await wang.close({ all: true });
  });

  it('A pressed button of a settled roll-up says that nothing waits', async () => {
    await forgePress(slack, 'U_WANG', 'roll-up.handle', line);
    expect(wordsOf(slack.dms('U_WANG').at(-1))).toContain('已经没有等待处理的客户');
  });

  it('Grace, who manages West only, can neither ask nor reassign in East; nor can a rep', async () => {
    const third = await waiting('赵总', '13712345678');
    const other = await rollUp([third]);
    for (const user of ['U_GRACE', 'U_EMMA', 'U_LINA']) {
      for (const id of ['roll-up.ask', 'roll-up.reassign', 'roll-up.handle'])
        await forgePress(slack, user, id, other);
      await forgePress(slack, user, 'customer.reassign', { id: third.id });
      await forgePress(slack, user, 'customer.reassign-to', {
        values: { customers: [third.id], rep: PEOPLE.zhang.id },
      });
    }
    expect(await t.db.customer.findUniqueOrThrow({ where: { id: third.id } })).toMatchObject({
      repId: PEOPLE.lina.id,
    });
    expect(await t.db.nudge.count({ where: { state: 'open' } })).toBe(1);
  });
});
