import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { PEOPLE, TEAMS } from '../../prisma/seed/office.ts';
import { lockMember } from '../../src/crm/access/store.ts';
import { reassignCustomers } from '../../src/crm/assignment/usecases.ts';
import { audit } from '../../src/crm/audit/audit.ts';
import { openLocked } from '../../src/crm/customers/lock.ts';
import { lockCustomer } from '../../src/crm/customers/store.ts';
import { sendToPool } from '../../src/crm/ownership/offering.ts';
import { lapseDue, startClocks } from '../../src/crm/ownership/usecases/lapse.ts';
import { claimCustomer, readPool } from '../../src/crm/ownership/usecases/pool.ts';
import { changeStage } from '../../src/crm/stages/usecases.ts';
import { LIMITS } from '../../src/db/client.ts';
import { transact } from '../../src/db/transact.ts';
import { keptAndRead, openRegister } from './support.ts';

const office = await openRegister({
  now: '2026-03-11T09:00:00+08:00',
  limits: { ...LIMITS.background, sessions: 24 },
});
const { t } = office;
const lina = await office.as('U_LINA');
const zhang = await office.as('U_ZHANG');
const wang = await office.as('U_WANG');
let last = 13_500_000_000;
const newPhone = () => `+86${++last}`;
const refusalOf = (work: Promise<unknown>) =>
  work.then(
    () => 'none',
    (error) => error.code ?? error,
  );

/** More reps of the East team, as Slack user ids. */
async function hire(count: number): Promise<string[]> {
  const names = Array.from(
    { length: count },
    (_, nth) => `U_EXTRA${nth}_${randomUUID().slice(0, 4)}`,
  );
  for (const slackUserId of names) {
    const id = randomUUID();
    await t.db.member.create({ data: { id, slackUserId, name: slackUserId, role: 'rep' } });
    await t.db.teamMember.create({ data: { teamId: TEAMS.east.id, memberId: id } });
  }
  return names;
}

/** Registered by Li Na on 11 March, lapsed on 10 April, free to claim since. */
async function pooled(count = 1): Promise<string[]> {
  await t.setNow('2026-03-11T09:00:00+08:00');
  const ids: string[] = [];
  for (let n = 0; n < count; n++) ids.push(await office.register('U_LINA', newPhone()));
  await t.setNow('2026-04-10T09:00:00+08:00');
  await lapseDue(lina);
  await t.setNow('2026-04-10T11:00:00+08:00');
  return ids;
}

describe('when protection ends', () => {
  it('nothing happens a moment before; then the customer is in the pool, once, whoever looks', async () => {
    const id = await office.register('U_LINA', newPhone(), {
      followUp: { dueAt: new Date('2026-05-01T10:00:00+08:00'), grain: 'minute', what: null },
    });
    await t.setNow('2026-04-10T08:59:59+08:00');
    expect(await lapseDue(lina)).toBe(0);
    await t.setNow('2026-04-10T09:00:00+08:00');
    const runs = await Promise.all(Array.from({ length: 6 }, () => lapseDue(lina)));
    expect(runs.reduce((a, b) => a + b, 0)).toBe(1);
    const row = await t.db.customer.findUniqueOrThrow({
      where: { id },
      include: { assignments: true, followUps: true },
    });
    expect(row).toMatchObject({
      repId: null,
      protectedUntil: null,
      pooledAt: new Date('2026-04-10T09:00:00+08:00'),
      poolOpenAt: new Date('2026-04-10T09:30:00+08:00'),
      assignments: [{ endedWhy: 'lapsed', toAt: new Date('2026-04-10T09:00:00+08:00') }],
      followUps: [{ state: 'cancelled', cancelReason: 'lapsed' }],
    });
    expect(await t.db.audit.count({ where: { action: 'customer.lapse', customerId: id } })).toBe(1);
    expect(await t.db.nudge.count({ where: { rule: 'pool', subjectId: id } })).toBe(1);
  });

  it('in the night, it is offered when the team is at work, and cannot be claimed before', async () => {
    await t.setNow('2026-03-11T22:20:00+08:00');
    const id = await office.register('U_LINA', newPhone());
    await t.setNow('2026-04-10T22:30:00+08:00');
    await lapseDue(lina);
    expect(await refusalOf(claimCustomer(zhang, id))).toBe('claimResting');
    await t.setNow('2026-04-11T09:00:00+08:00');
    expect(await refusalOf(claimCustomer(zhang, id))).toBe('none');
  });

  it('an exempt rep keeps theirs, until the exemption ends', async () => {
    await t.setNow('2026-03-11T09:00:00+08:00');
    const id = await office.register('U_ZHANG', newPhone());
    await office.set('exemptMembers', [PEOPLE.zhang.id], '2026-03-12T00:00:00+08:00');
    await office.set('exemptMembers', [], '2026-04-12T00:00:00+08:00');
    await t.setNow('2026-04-11T09:00:00+08:00');
    await lapseDue(lina);
    expect(await t.db.customer.findUniqueOrThrow({ where: { id } })).toMatchObject({
      repId: PEOPLE.zhang.id,
    });
    await t.setNow('2026-04-12T09:00:00+08:00');
    await lapseDue(lina);
    expect(await t.db.customer.findUniqueOrThrow({ where: { id } })).toMatchObject({ repId: null });
  });

  it('who is lost is nobody’s any more, but is offered to nobody', async () => {
    await t.setNow('2026-03-11T09:00:00+08:00');
    const id = await office.register('U_LINA', newPhone());
    await changeStage(lina, { customerId: id, to: 'lost', reason: 'price', note: null });
    await t.setNow('2026-04-10T09:00:00+08:00');
    await lapseDue(lina);
    expect(await t.db.customer.findUniqueOrThrow({ where: { id } })).toMatchObject({ repId: null });
    expect(await t.db.nudge.count({ where: { rule: 'pool', subjectId: id } })).toBe(0);
    const { entries } = await readPool(zhang, 0);
    expect(entries.map((entry) => entry.id)).not.toContain(id);
  });

  it('what was assigned before there was a clock gets one, once', async () => {
    const id = await office.register('U_LINA', newPhone());
    await t.owner.query(
      'UPDATE customers SET protection_because = NULL, protected_until = NULL WHERE id = $1',
      [id],
    );
    expect(await startClocks(lina)).toBe(1);
    expect(await startClocks(lina)).toBe(0);
    const { kept, read } = await keptAndRead(t, id);
    expect(kept).toEqual(read);
    expect(kept.because).toBe('default');
  });
});

describe('twenty reps claim one customer at once', () => {
  it('one wins, nineteen are told who; nobody ever has two assigned reps', {
    timeout: 60_000,
  }, async () => {
    const [id] = await pooled();
    const reps = await hire(20);
    const contexts = await Promise.all(reps.map((rep) => office.as(rep)));
    const tries = await Promise.allSettled(contexts.map((ctx) => claimCustomer(ctx, id!)));
    const won = tries.flatMap((one, nth) => (one.status === 'fulfilled' ? [nth] : []));
    expect(won).toHaveLength(1);
    const winner = contexts[won[0]!]!.actor;
    for (const one of tries) {
      if (one.status === 'rejected')
        expect(one.reason).toMatchObject({ code: 'claimTaken', params: { name: winner.name } });
    }
    const open = await t.db.assignment.findMany({ where: { customerId: id!, toAt: null } });
    expect(open).toMatchObject([{ memberId: winner.id, why: 'claimed' }]);
    const row = await t.db.customer.findUniqueOrThrow({ where: { id: id! } });
    expect(row).toMatchObject({ repId: winner.id, pooledAt: null, poolOpenAt: null });
    expect(row.protectedUntil).toEqual(new Date('2026-05-10T11:00:00+08:00'));
    expect(await t.db.audit.count({ where: { action: 'customer.claim', customerId: id! } })).toBe(
      1,
    );
  });

  it('and a manager who reassigns it at the same moment: still one', {
    timeout: 60_000,
  }, async () => {
    const [id] = await pooled();
    const reps = await hire(6);
    const claims = reps.map(async (rep) => claimCustomer(await office.as(rep), id!));
    await Promise.allSettled([
      ...claims,
      reassignCustomers(wang, { customerIds: [id!], toId: PEOPLE.zhang.id }),
    ]);
    const open = await t.db.assignment.findMany({ where: { customerId: id!, toAt: null } });
    expect(open).toHaveLength(1);
    expect(await t.db.customer.findUniqueOrThrow({ where: { id: id! } })).toMatchObject({
      repId: open[0]!.memberId,
    });
  });
});

describe('a claim and something else that wait for each other', () => {
  it('both are done: Zhang Wei’s claim comes through, whoever was broken off', async () => {
    const [id] = await pooled();
    let claim: Promise<unknown> | undefined;
    const waitsForLock = async () => {
      const { rows } = await t.owner.query(
        `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      );
      return rows.length > 0;
    };
    // Member before customer: the other way round than every use case.
    const other = transact(zhang, async (work) => {
      await lockMember(work.tx, PEOPLE.zhang.id);
      claim ??= claimCustomer(zhang, id!);
      while (!(await waitsForLock()));
      await lockCustomer(work.tx, id!);
      audit(work, {
        actor: 'system',
        action: 'test.cross',
        subject: { kind: 'customer', id: id! },
      });
      return {};
    });
    await other;
    expect(await claim).toEqual({ id });
    expect(
      await t.db.assignment.count({ where: { customerId: id!, toAt: null, why: 'claimed' } }),
    ).toBe(1);
    expect(await t.db.audit.count({ where: { action: 'test.cross' } })).toBe(1);
  });
});

describe('the limits of claiming', () => {
  let ids: string[] = [];
  beforeAll(async () => {
    ids = await pooled(8);
  });

  it('so many a day hold, even with eight clicks at once', async () => {
    const [rep] = await hire(1);
    const ctx = await office.as(rep!);
    const tries = await Promise.allSettled(ids.map((id) => claimCustomer(ctx, id)));
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(5);
    const left = ids.filter((_, nth) => tries[nth]!.status === 'rejected');
    expect(await refusalOf(claimCustomer(ctx, left[0]!))).toBe('claimsToday');
    await t.setNow('2026-04-11T09:30:00+08:00');
    expect(await refusalOf(claimCustomer(ctx, left[0]!))).toBe('none');
    expect(await refusalOf(claimCustomer(ctx, left[0]!))).toBe('claimYours');
  });

  it('a day is the team’s: whoever sets another zone in Slack has claimed as many', async () => {
    const more = await pooled(2);
    const [rep] = await hire(1);
    await office.set('claimsPerDay', 1);
    expect(await refusalOf(claimCustomer(await office.as(rep!), more[0]!))).toBe('none');
    await t.setNow('2026-04-10T20:30:00+08:00');
    const zone = 'Pacific/Auckland';
    await t.db.member.update({ where: { slackUserId: rep! }, data: { zone } });
    const traveller = await office.as(rep!);
    expect(await refusalOf(claimCustomer(traveller, more[1]!))).toBe('claimsToday');
    expect((await readPool(traveller, 0)).claimedToday).toBe(1);
    await office.set('claimsPerDay', 5, '2020-01-02T00:00:00Z');
  });

  it('a rep who works with enough customers claims no more', async () => {
    const [id] = await pooled();
    const [rep] = await hire(1);
    await office.set('holdingCap', 1);
    await office.register(rep!, newPhone());
    expect(await refusalOf(claimCustomer(await office.as(rep!), id!))).toBe('holdingFull');
    await office.set('holdingCap', 300, '2020-01-02T00:00:00Z');
  });

  it('Li Na, who lost it, waits for seven days; Zhang Wei does not', async () => {
    const [id, second] = await pooled(2);
    expect(await refusalOf(claimCustomer(lina, id!))).toBe('claimCooldown');
    expect(await refusalOf(claimCustomer(zhang, second!))).toBe('none');
    await t.setNow('2026-04-17T10:00:00+08:00');
    expect(await refusalOf(claimCustomer(lina, id!))).toBe('none');
  });

  it('so does whoever lost it by a verdict', async () => {
    await t.setNow('2026-03-11T09:00:00+08:00');
    const id = await office.register('U_LINA', newPhone());
    await t.setNow('2026-03-12T09:00:00+08:00');
    await transact(wang, async (work) => {
      const file = await openLocked(work, id);
      await sendToPool(work, file!, { why: 'judged' });
      audit(work, { actor: 'system', action: 'test.verdict', subject: { kind: 'customer', id } });
      return {};
    });
    await t.setNow('2026-03-12T10:00:00+08:00');
    expect(await refusalOf(claimCustomer(lina, id))).toBe('claimCooldown');
    expect(await refusalOf(claimCustomer(zhang, id))).toBe('none');
  });

  it.each(['U_EMMA', 'U_WANG', 'U_CHEN', 'U_ADMIN'])('%s cannot claim in East', async (person) => {
    const [id] = await pooled();
    expect(await refusalOf(claimCustomer(await office.as(person), id!))).toBe('notAllowed');
  });

  it('a customer who never was in the pool is not to be had, and nobody’s name is told', async () => {
    await t.setNow('2026-03-11T09:00:00+08:00');
    const id = await office.register('U_LINA', newPhone());
    expect(await refusalOf(claimCustomer(zhang, id))).toBe('claimGone');
  });
});
