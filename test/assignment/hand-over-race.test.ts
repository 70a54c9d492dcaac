import { expect, it } from 'vitest';
import { PEOPLE, TEAMS } from '../../prisma/seed/office.ts';
import { beginHandOver, readHandOver } from '../../src/crm/assignment/usecases-handover.ts';
import { continueHandOvers } from '../../src/crm/assignment/usecases-handover-run.ts';
import { lapseDue } from '../../src/crm/ownership/usecases/lapse.ts';
import { claimCustomer } from '../../src/crm/ownership/usecases/pool.ts';
import { LIMITS } from '../../src/db/client.ts';
import { newId } from '../../src/lib/id.ts';
import { openRegister } from '../ownership/support.ts';
import { startChild } from '../support/child.ts';

const office = await openRegister({
  now: '2026-03-11T09:00:00+08:00',
  limits: { ...LIMITS.background, sessions: 20 },
});
const { t } = office;
const ctx = { db: t.db, keys: t.keyring };
const wang = await office.as('U_WANG');
const zhang = await office.as('U_ZHANG');
const { lina } = PEOPLE;

const id = newId();
await t.db.member.create({ data: { id, slackUserId: 'U_NEW', name: '新人', role: 'rep' } });
await t.db.teamMember.create({ data: { teamId: TEAMS.east.id, memberId: id } });
const fresh = await office.as('U_NEW');

let last = 13_500_000_000;
/** Li Na's customers. */
async function fill(count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let n = 0; n < count; n++) ids.push(await office.register('U_LINA', `+86${++last}`));
  return ids;
}

/** Customers who have two reps at once, or whose record says another one than their assignment. */
async function broken(ids: string[]): Promise<number> {
  const { rows } = await t.owner.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM customers c
     LEFT JOIN LATERAL (SELECT count(*) AS open, max(member_id::text) AS whose FROM assignments a
       WHERE a.customer_id = c.id AND a.to_at IS NULL) a ON true
     WHERE c.id = ANY($1) AND (a.open > 1 OR a.whose IS DISTINCT FROM c.rep_id::text
       OR (c.rep_id IS NULL) <> (c.pooled_at IS NOT NULL))`,
    [ids],
  );
  return rows[0]!.n;
}

it('a process that is killed in the middle of a hand-over loses nothing: each customer goes over once', async () => {
  const ids = await fill(40);
  const { id: handover, total } = await beginHandOver(wang, {
    ...{ fromId: lina.id, toId: zhang.actor.id, numbers: null },
  });
  expect(total).toBe(40);
  expect(await startChild('handover', [t.appUrl, '2']).ended).toBeNull();
  const between = (await readHandOver(ctx, handover))!;
  expect(between.waiting).toBeGreaterThan(0);
  expect(between.moved).toBeLessThan(40);

  await continueHandOvers(ctx);
  expect(await readHandOver(ctx, handover)).toMatchObject({ moved: 40, waiting: 0, kept: 0 });
  expect(await t.db.customer.count({ where: { repId: zhang.actor.id } })).toBe(40);
  expect(await t.db.assignment.count({ where: { customerId: { in: ids } } })).toBe(80);
  expect(await broken(ids)).toBe(0);
}, 30_000);

it('while customers lapse, are claimed and are handed over at the same moment, nobody ever has two reps', async () => {
  const ids = await fill(12);
  await t.setNow('2026-04-10T11:00:00+08:00');
  const { id: handover } = await beginHandOver(wang, {
    ...{ fromId: lina.id, toId: zhang.actor.id, numbers: null },
  });
  const claims = ids.flatMap((one) =>
    [zhang, fresh].map((who) => claimCustomer(who, one).catch(() => null)),
  );
  await Promise.all([lapseDue(ctx), continueHandOvers(ctx), ...claims, continueHandOvers(ctx)]);
  await t.setNow('2026-04-10T13:00:00+08:00');
  await Promise.all([
    continueHandOvers(ctx),
    lapseDue(ctx),
    ...ids.map((one) => claimCustomer(fresh, one).catch(() => null)),
  ]);
  await continueHandOvers(ctx);
  const done = (await readHandOver(ctx, handover))!;
  expect(done.moved + done.kept).toBe(12);
  expect(await broken(ids)).toBe(0);
  expect(await t.db.customer.count({ where: { id: { in: ids }, repId: lina.id } })).toBe(0);
}, 30_000);

it('whoever is removed in the middle of a hand-over to them gets nothing more', async () => {
  const ids = await fill(60);
  await beginHandOver(wang, { fromId: lina.id, toId: fresh.actor.id, numbers: null });
  const had = () => t.db.customer.count({ where: { id: { in: ids }, repId: fresh.actor.id } });
  const running = continueHandOvers(ctx);
  while ((await had()) === 0);
  // Waits for the customers who are being moved at this moment.
  await t.owner.query('UPDATE members SET active = false WHERE id = $1', [fresh.actor.id]);
  const then = await had();
  await running;
  expect(await had()).toBe(then);
  expect(then).toBeLessThan(60);
  expect(await broken(ids)).toBe(0);
});
