import { describe, expect, it } from 'vitest';
import { PEOPLE, TEAMS } from '../../prisma/seed/office.ts';
import { reassignCustomers } from '../../src/crm/assignment/usecases.ts';
import { planFollowUp, snoozeFollowUp } from '../../src/crm/followups/usecases/index.ts';
import { logContact } from '../../src/crm/interactions/usecases/index.ts';
import { lapseDue } from '../../src/crm/ownership/usecases/lapse.ts';
import { claimCustomer } from '../../src/crm/ownership/usecases/pool.ts';
import { listLiveRuns, listRunSteps } from '../../src/crm/playbooks/store/runs.ts';
import { readStep } from '../../src/crm/playbooks/usecases/plan.ts';
import { undo } from '../../src/crm/undo/usecases.ts';
import { playbooks } from '../../src/jobs/playbooks.ts';
import { openRegister } from '../ownership/support.ts';
import { moved } from '../support/moves.ts';

const register = await openRegister({ now: '2026-03-05T09:00:00+08:00' });
const { t } = register;
const [lina, zhang, wang] = await Promise.all(['U_LINA', 'U_ZHANG', 'U_WANG'].map(register.as));
const job = playbooks({ db: t.db, keys: t.keyring });

let phone = 13_811_110_000;
const customer = () => register.register('U_LINA', String(phone++));

/** The plan of a customer as it stands: each step with its day and where it stands. */
async function plan(id: string) {
  const runs = await listLiveRuns(t.db, id);
  const steps = await listRunSteps(
    t.db,
    runs.map((run) => run.id),
  );
  return steps.map(({ key, dueAt, stand }) => `${key} ${dayOf(dueAt)} ${stand}`);
}
const dayOf = (at: Date) => new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(5, 10);
const open = (id: string) =>
  t.db.followUp.findMany({
    where: { customerId: id, state: 'open' },
    orderBy: { dueAt: 'asc' },
  });
const at = async (iso: string) => {
  await t.setNow(`2026-${iso}+08:00`);
  await job.run();
};

describe('a customer’s way through a playbook', () => {
  it('Wang is registered on Thursday: her plan begins, and the evening before Friday Li Na has the first step', async () => {
    await at('03-05T09:00:00');
    const id = await customer();
    await job.run();
    expect(await plan(id)).toEqual([
      'need 03-06 waiting',
      'recommend 03-08 waiting',
      'invite 03-12 waiting',
      'look_through 03-19 waiting',
    ]);
    expect(await open(id)).toEqual([]);
    await at('03-05T21:30:00');
    expect(await open(id)).toMatchObject([
      {
        memberId: PEOPLE.lina.id,
        stepAs: 'contact',
        dueAt: new Date('2026-03-06T09:00:00+08:00'),
        limitAt: new Date('2026-03-07T18:00:00+08:00'),
      },
    ]);
  });

  it('A contact does the step; the next waits for its day; a late one is not given twice on a day', async () => {
    await at('03-05T09:00:00');
    const id = await customer();
    await at('03-06T09:00:00');
    await at('03-08T10:00:00');
    // The first step is still on the list: nothing is put on top of it.
    expect(await open(id)).toHaveLength(1);
    await logContact(lina!, contact(id));
    await job.run();
    expect((await plan(id)).slice(0, 2)).toEqual(['need 03-06 done', 'recommend 03-08 open']);
    expect(await open(id)).toMatchObject([{ dueAt: new Date('2026-03-09T09:00:00+08:00') }]);
  });

  it('Li Na’s own plan of that day takes the step along, at her time', async () => {
    await at('03-05T09:00:00');
    const id = await customer();
    const dueAt = new Date('2026-03-06T15:00:00+08:00');
    await planFollowUp(lina!, {
      customerId: id,
      dueAt,
      grain: 'minute',
      what: '带户型图',
      existing: 'keep',
    });
    await at('03-06T08:30:00');
    const rows = await open(id);
    expect(rows).toMatchObject([{ dueAt, stepAs: 'along' }]);
    expect(await plan(id)).toContain('need 03-06 open');
  });

  it('The manager’s step goes to the manager, and Li Na’s call does not do it', async () => {
    await at('03-05T09:00:00');
    const id = await customer();
    for (const day of ['03-06', '03-09', '03-12']) {
      await at(`${day}T09:30:00`);
      await logContact(lina!, contact(id));
    }
    await at('03-19T09:30:00');
    expect(await open(id)).toMatchObject([{ memberId: PEOPLE.wang.id, stepAs: 'task' }]);
    await logContact(lina!, contact(id));
    expect(await plan(id)).toContain('look_through 03-19 open');
  });

  it('The reviewer’s step is Chen Jing’s to put off, to do and to take back', async () => {
    await at('03-05T09:00:00');
    const id = await customer();
    await job.run();
    await t.owner.query(
      `UPDATE playbook_steps SET role = 'reviewer' WHERE key = 'need' AND run_id IN
         (SELECT id FROM playbook_runs WHERE customer_id = $1)`,
      [id],
    );
    await at('03-06T09:00:00');
    const [row] = await open(id);
    const chen = await register.as('U_CHEN');
    const { undoId } = await snoozeFollowUp(chen, row!.id, 'tomorrow');
    await undo(chen, undoId);
    await logContact(chen, { ...contact(id), followUpId: row!.id });
    expect((await plan(id))[0]).toBe('need 03-06 done');
    // Nothing else of the customer is hers to change.
    await expect(logContact(chen, contact(id))).rejects.toMatchObject({ code: 'notAllowed' });
  });

  it('Where the review comes first no step is given before it is over', async () => {
    await at('03-05T09:00:00');
    await register.set('reviewWorkMeanwhile', false);
    const id = await customer();
    await at('03-06T09:00:00');
    expect(await open(id)).toEqual([]);
    await t.db.customer.update({ where: { id }, data: { reviewState: 'approved' } });
    await job.run();
    expect(await open(id)).toHaveLength(1);
    await register.set('reviewWorkMeanwhile', true, '2020-01-02T00:00:00Z');
  });

  it('A step given to Zhang Wei is not his to read once he belongs to another team', async () => {
    await at('03-05T09:00:00');
    const id = await customer();
    await job.run();
    await at('03-05T21:30:00');
    const [row] = await open(id);
    await t.db.followUp.update({ where: { id: row!.id }, data: { memberId: PEOPLE.zhang.id } });
    expect((await readStep(zhang!, row!.stepId!)).customer.id).toBe(id);
    const elsewhere = { ...zhang!, actor: { ...zhang!.actor, teamIds: [TEAMS.west.id] } };
    await expect(readStep(elsewhere, row!.stepId!)).rejects.toMatchObject({ code: 'notAllowed' });
  });

  it('Leaving the stage ends what is open of it and starts the next one; undo takes both back', async () => {
    await at('03-05T09:00:00');
    const id = await customer();
    await at('03-06T09:00:00');
    const before = await plan(id);
    const since = await t.db.customer.findUniqueOrThrow({ where: { id } });
    const { undoId } = await moved(lina!, { customerId: id, to: 'interested' });
    expect((await plan(id))[0]).toBe('arrange_viewing 03-07 waiting');
    expect(await open(id)).toEqual([]);
    await undo(lina!, undoId);
    await job.run();
    expect(await plan(id)).toEqual(before);
    expect(await open(id)).toHaveLength(1);
    expect(await t.db.customer.findUniqueOrThrow({ where: { id } })).toMatchObject({
      stageSince: since.stageSince,
    });
  });

  it('A lost customer’s plan rests and goes on with what was left; the manager reads why', async () => {
    await at('03-05T09:00:00');
    const id = await customer();
    await at('03-06T09:00:00');
    await logContact(lina!, contact(id));
    const loss = { competitor: '万科', bringBack: '降价', winBackOn: '2026-06-01' };
    await moved(lina!, { customerId: id, to: 'lost', reason: 'price', loss });
    expect(await plan(id)).toEqual(
      expect.arrayContaining([
        'invite 03-12 waiting',
        'why_lost 03-08 waiting',
        'win_back 06-01 waiting',
      ]),
    );
    await at('03-08T09:00:00');
    expect(await open(id)).toMatchObject([{ memberId: PEOPLE.wang.id }]);
    await at('04-20T09:00:00');
    await moved(lina!, { customerId: id, to: 'potential', reason: 'came_back' });
    // Two working days were left to the second step, six days to the third.
    expect(await plan(id)).toEqual([
      'need 03-06 done',
      'recommend 04-22 waiting',
      'invite 04-26 waiting',
      'look_through 05-06 waiting',
    ]);
    expect(await open(id)).toEqual([]);
  });

  it('In the pool it rests; whoever claims the customer goes on', async () => {
    await at('03-05T09:00:00');
    const id = await customer();
    await at('03-06T09:00:00');
    expect(await open(id)).toHaveLength(1);
    await at('04-05T10:00:00');
    await lapseDue({ db: t.db, keys: t.keyring });
    await job.run();
    expect(await open(id)).toEqual([]);
    await at('04-09T10:00:00');
    await claimCustomer(zhang!, id);
    await job.run();
    expect(await open(id)).toContainEqual(
      expect.objectContaining({ memberId: PEOPLE.zhang.id, stepAs: 'contact' }),
    );
    expect((await plan(id))[1]).toMatch(/^recommend 04-/);
  });

  it('Handed from rep to rep the step goes along and nothing is lost', async () => {
    await at('03-05T09:00:00');
    const id = await customer();
    await at('03-06T09:00:00');
    const before = await plan(id);
    await reassignCustomers(wang!, { customerIds: [id], toId: PEOPLE.zhang.id });
    await job.run();
    expect(await plan(id)).toEqual(before);
    expect(await open(id)).toMatchObject([{ memberId: PEOPLE.zhang.id }]);
  });
});

function contact(customerId: string) {
  return {
    customerId,
    followUpId: null,
    kind: 'phone' as const,
    result: 'effective' as const,
    happenedAt: null,
    said: '聊了需求',
    partySize: null,
    next: 'none' as const,
    missing: null,
  };
}
