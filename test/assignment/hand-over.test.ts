import { describe, expect, it } from 'vitest';
import { PEOPLE, TEAMS } from '../../prisma/seed/office.ts';
import { features } from '../../src/commands/index.ts';
import { findActor } from '../../src/crm/access/store.ts';
import { readNumbers } from '../../src/crm/assignment/schema.ts';
import { reassignCustomers } from '../../src/crm/assignment/usecases.ts';
import { beginHandOver, readHandOver } from '../../src/crm/assignment/usecases-handover.ts';
import { continueHandOvers } from '../../src/crm/assignment/usecases-handover-run.ts';
import { createCustomerKey } from '../../src/db/data-keys.ts';
import { handOverProgressKind, handOverReceivedKind } from '../../src/jobs/kinds/hand-over.ts';
import { newId } from '../../src/lib/id.ts';
import { loadOffice } from '../../src/nudges/office.ts';
import { forgePress } from '../support/forge.ts';
import { testOffice, viaMore, wordsOf } from '../support/office.ts';

const { slack, t, screen } = await testOffice({ features });
const wang = slack.as('U_WANG');
const admin = slack.as('U_ADMIN');
const { lina, zhang, emma } = PEOPLE;
const ctx = { db: t.db, keys: t.keyring };
const manager = { ...ctx, actor: (await findActor(t.db, 'U_WANG'))! };

/** Customers of a rep with an open follow-up each, as the register keeps them. */
async function fill(rep: { id: string }, count: number, teamId: string = TEAMS.east.id) {
  const at = new Date('2026-03-01T10:00:00+08:00');
  const ids = Array.from({ length: count }, () => newId(at));
  const row = { teamId, repId: rep.id, registeredById: rep.id, name: '王芳', arrivalKind: 'visit' };
  const times = { arrivedAt: at, registeredAt: at, confirmedAt: at, updatedAt: at };
  await t.db.customer.createMany({ data: ids.map((id) => ({ id, ...row, ...times })) });
  const span = { fromAt: at, byId: rep.id, memberId: rep.id, why: 'registered' };
  await t.db.assignment.createMany({
    data: ids.map((customerId) => ({ id: newId(at), customerId, ...span })),
  });
  const plan = { memberId: rep.id, dueAt: at, firstDueAt: at, zone: 'UTC', createdAt: at };
  await t.db.followUp.createMany({
    data: ids.map((customerId) => ({ id: newId(at), customerId, createdById: rep.id, ...plan })),
  });
  await t.db.$transaction(async (tx) => {
    for (const id of ids) await createCustomerKey(tx, t.keyring, id);
  });
  return ids;
}

const of = (id: string) => t.db.customer.count({ where: { repId: id } });

/** What a message of the ledger says when it is drawn now. */
async function says(kind: typeof handOverProgressKind, memberId: string): Promise<string> {
  const office = await loadOffice(t.db, new Date('2026-03-05T10:00:00+08:00'));
  const messages = await t.db.message.findMany({ where: { kind: kind.id, memberId } });
  const poster = { openDm: async () => ({ kind: 'posted', ts: 'D1' }) };
  const drafts = await kind.compose(
    { ...ctx, poster, office } as never,
    messages.slice(-1) as never,
  );
  return wordsOf([...drafts.values()]);
}

describe('the customers of somebody who leaves', async () => {
  const ids = await fill(lina, 40);
  await fill(emma, 2, TEAMS.west.id);
  // A follow-up that Zhang Wei had handed to her.
  const [his] = await fill(zhang, 1);
  await t.db.followUp.updateMany({ where: { customerId: his! }, data: { memberId: lina.id } });

  it('the administrator, about to remove Li Na, is told what she keeps, and previews the hand-over', async () => {
    await admin.command('/gatehouse', '成员');
    await admin.select(`choose#${lina.id}`, `members.ask-remove ${lina.id}`);
    expect(screen('U_ADMIN')).toContain('李娜手上还有 40 位客户');
    await admin.click('handover.open');
    expect(screen('U_ADMIN')).toContain('李娜 · 40 位');
    await admin.submit({ receiver: zhang.id });
    expect(screen('U_ADMIN')).toContain('*李娜* → *张伟*');
    expect(screen('U_ADMIN')).toContain('40 位客户*：在跟 40');
    expect(screen('U_ADMIN')).toContain('未完成跟进 40 个，其中逾期 40 个');
    await admin.close({ all: true });
    expect(await t.db.handover.count()).toBe(0);
  });

  it('Emma of West cannot take them, and numbers Li Na does not have are not hers: each is said in its place', async () => {
    await wang.command('/gatehouse', '交接 李娜');
    const emma = await wang.submit({ receiver: PEOPLE.emma.id });
    expect(emma.errors).toEqual({ receiver: expect.stringContaining('不在这些客户的团队') });
    const none = await wang.submit({ receiver: zhang.id, numbers: 'C-9999' });
    expect(none.errors).toEqual({ numbers: '李娜没有这样的客户。' });
    await wang.close({ all: true });
  });

  it('Wang Fang hands two of them over by number, with their plans and their history', async () => {
    const two = await t.db.customer.findMany({ where: { id: { in: ids.slice(0, 2) } } });
    await wang.command('/gatehouse', '交接 @李娜');
    await wang.submit({
      receiver: zhang.id,
      numbers: two.map(({ number }) => `C-${number}`).join('、'),
    });
    await wang.submit();
    expect(JSON.stringify(slack.dms('U_WANG').at(-1))).toContain('开始交接 2 位客户');
    expect(await continueHandOvers(ctx)).toBe(2);
    expect([await of(lina.id), await of(zhang.id)]).toEqual([38, 3]);
    const [row] = await t.db.customer.findMany({
      where: { id: ids[0]! },
      include: { assignments: { orderBy: { fromAt: 'asc' } }, followUps: true },
    });
    expect(row).toMatchObject({
      repId: zhang.id,
      followUps: [{ memberId: zhang.id, state: 'open' }],
      assignments: [
        { memberId: lina.id, endedWhy: 'handed-over' },
        { memberId: zhang.id, why: 'handed-over', byId: PEOPLE.wang.id, toAt: null },
      ],
    });
    expect(row!.protectedUntil).not.toBeNull();
    expect(
      await t.db.review.findFirst({ where: { customerId: row!.id, state: 'waiting' } }),
    ).toMatchObject({ fields: ['assignedRep'] });
    await wang.command('/customer', `C-${two[0]!.number}`);
    await viaMore(wang, 'customer.history');
    expect(screen('U_WANG')).toContain('交接客户\n• 归属顾问：李娜 → 张伟\n• 原因：交接');
    await wang.close({ all: true });
    expect(await says(handOverReceivedKind, zhang.id)).toContain('李娜的 *2 位客户* 交给你了');
  });

  it('the rest is spread by the rules while two processes work at it and the manager gives some away', {
    timeout: 60_000,
  }, async () => {
    const extra = await Promise.all(
      ['U_X1', 'U_X2'].map(async (slackUserId) => {
        const id = newId();
        await t.db.member.create({ data: { id, slackUserId, name: slackUserId, role: 'rep' } });
        await t.db.teamMember.create({ data: { memberId: id, teamId: TEAMS.east.id } });
        return id;
      }),
    );
    const { id, total } = await beginHandOver(manager, {
      fromId: lina.id,
      toId: null,
      numbers: null,
    });
    expect(total).toBe(38);
    await expect(
      beginHandOver(manager, { fromId: lina.id, toId: zhang.id, numbers: null }),
    ).rejects.toMatchObject({ code: 'handOverRuns' });
    expect(await says(handOverProgressKind, PEOPLE.wang.id)).toContain('已交接 0 / 38');
    const taken = ids.slice(2, 7);
    await Promise.all([
      continueHandOvers(ctx),
      continueHandOvers(ctx),
      ...taken.map((customerId) =>
        reassignCustomers(manager, { customerIds: [customerId], toId: extra[0]! }).catch(() => {}),
      ),
    ]);
    await continueHandOvers(ctx);
    expect(await of(lina.id)).toBe(0);
    const state = (await readHandOver(ctx, id))!;
    expect(state.doneAt).not.toBeNull();
    expect(state.moved + state.kept).toBe(38);
    expect(state.receivers.map(({ customers }) => customers).every((n) => n >= 8)).toBe(true);
    const open = await t.db.assignment.groupBy({
      by: ['customerId'],
      where: { toAt: null, customerId: { in: ids } },
      _count: true,
    });
    expect(open).toHaveLength(40);
    expect(open.every(({ _count }) => _count === 1)).toBe(true);
    const moves = await t.db.audit.groupBy({
      by: ['customerId'],
      where: { action: 'customer.hand-over' },
      _count: true,
    });
    expect(moves.every(({ _count }) => _count === 1)).toBe(true);
    const stray = await t.db.followUp.findFirstOrThrow({ where: { customerId: his! } });
    expect(stray.memberId).toBe(zhang.id);
    expect(await t.db.followUp.count({ where: { memberId: lina.id, state: 'open' } })).toBe(0);
    expect(await says(handOverProgressKind, PEOPLE.wang.id)).toContain('✅ 已交接');
  });

  it('Grace of West, a rep and a reviewer can neither see nor begin one in East', async () => {
    await fill(lina, 1);
    for (const user of ['U_GRACE', 'U_ZHANG', 'U_CHEN']) {
      await forgePress(slack, user, 'handover.begin', { leaver: lina.id, receiver: 'rules' });
      await forgePress(slack, user, 'handover.preview', {
        values: { leaver: lina.id, receiver: 'rules' },
      });
    }
    expect(await of(lina.id)).toBe(1);
    expect(await t.db.handover.count({ where: { doneAt: null } })).toBe(0);
  });
});

describe('numbers as people write them', () => {
  it.each([
    ['', null],
    ['C-1001', [1001]],
    ['c1001，1003、C-1005–C-1007', [1001, 1003, 1005, 1006, 1007]],
    ['C-1001 C-1002', [1001, 1002]],
    ['1001到1003', [1001, 1002, 1003]],
    ['1001 - 1002', [1001, 1002]],
  ])('%s', (text, numbers) => {
    expect(readNumbers(text)).toEqual(numbers);
  });

  it.each([
    ['王女士', 'numbersUnreadable'],
    ['C-1009-C-1001', 'numbersUnreadable'],
    ['1-9999', 'numbersMany'],
  ])('%s is refused', (text, code) => {
    expect(() => readNumbers(text)).toThrow(expect.objectContaining({ code, field: 'numbers' }));
  });
});
