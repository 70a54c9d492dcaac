import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { PEOPLE, TEAMS } from '../../prisma/seed/office.ts';
import { linkKnown, tickArrival, voidArrival } from '../../src/crm/reception/usecases/arrival.ts';
import { noteArrival } from '../../src/crm/reception/usecases/arrive.ts';
import { changeDuty, readReception } from '../../src/crm/reception/usecases/rota.ts';
import { LIMITS } from '../../src/db/client.ts';
import { openRegister } from '../ownership/support.ts';

const office = await openRegister({
  now: '2026-03-11T09:00:00+08:00',
  limits: { ...LIMITS.background, sessions: 24 },
});
const { t } = office;
const wang = await office.as('U_WANG');
const teamId = TEAMS.east.id;
const refusalOf = (work: Promise<unknown>) =>
  work.then(
    () => 'none',
    (error) => error.code ?? error,
  );

/** Reps of the East team on duty, in the order in which they signed on. */
const crew: Awaited<ReturnType<typeof office.as>>[] = [];
for (let nth = 0; nth < 8; nth++) {
  const [id, slackUserId] = [randomUUID(), `U_CREW${nth}`];
  await t.db.member.create({ data: { id, slackUserId, name: `Crew ${nth}`, role: 'rep' } });
  await t.db.teamMember.create({ data: { teamId, memberId: id } });
  crew.push(await office.as(slackUserId));
}
for (const rep of crew) await changeDuty(rep, { teamId, duty: 'on' });
const order = async () =>
  (await readReception(wang, { teamId })).rota.turn.map(({ memberId }) => memberId);

describe('in the same second', () => {
  it('eight people press 来客: eight arrivals for eight reps, in the order of the rota', async () => {
    const before = await order();
    const noted = await Promise.all(crew.map((rep) => noteArrival(rep, { teamId })));
    const receivers = noted.map(({ arrival }) => arrival.memberId);
    expect(new Set(receivers).size).toBe(8);
    expect([...receivers].sort()).toEqual([...before].sort());
    const rows = await t.db.arrival.findMany({ where: { teamId } });
    expect(rows).toHaveLength(8);
    expect(new Set(rows.map((row) => row.placeBefore)).size).toBe(8);
  });

  it('two people pass over the rep they see first: one is passed over, the other is told who it is now', async () => {
    const [first, second] = await order();
    const answers = await Promise.all(
      [crew[5]!, crew[6]!].map((rep) =>
        refusalOf(changeDuty(rep, { teamId, duty: 'skip', memberId: first! })),
      ),
    );
    const told = answers.filter((answer) => answer !== 'none');
    expect(told.every((answer) => answer === 'turnMoved')).toBe(true);
    expect(await order().then(([now]) => now)).toBe(second);
    const { rota } = await readReception(wang, { teamId });
    expect(rota.skipped.map(({ memberId }) => memberId)).toEqual([first]);
    await changeDuty(wang, { teamId, duty: 'back', memberId: first! });
    expect((await order())[0]).toBe(first);
  });

  it('arrivals and taking them back in a mess: places stay unique and nobody is lost', async () => {
    const before = await order();
    const noted = await Promise.all(crew.map((rep) => noteArrival(rep, { teamId })));
    await Promise.all([
      ...noted.map(({ arrival }) => voidArrival(wang, arrival.id)),
      ...crew.slice(0, 3).map((rep) => noteArrival(rep, { teamId }).then(() => undefined)),
    ]);
    const after = await order();
    expect([...after].sort()).toEqual([...before].sort());
    const places = await t.db.rotaPlace.findMany({ where: { teamId } });
    expect(new Set(places.map(({ place }) => place)).size).toBe(places.length);
  });

  it('the same party is taken back and linked at once: one of the two happens', async () => {
    const rep = crew[0]!;
    const id = await office.register('U_CREW0', '+8613512340000', { arrivalKind: 'call_in' });
    const { arrival } = await noteArrival(rep, { teamId, askedFor: rep.actor.id });
    const answers = await Promise.all([
      refusalOf(voidArrival(rep, arrival.id)),
      refusalOf(linkKnown(rep, arrival.id, id)),
    ]);
    expect(answers.filter((answer) => answer === 'none')).toHaveLength(1);
  });
});

describe('who, when and for whom is evidence', () => {
  it('the application cannot change or delete it', async () => {
    const change = t.db.$executeRaw`UPDATE arrivals SET at = now()`;
    await expect(change).rejects.toThrow(/permission denied/);
    const swap = t.db.$executeRaw`UPDATE arrivals SET member_id = ${PEOPLE.lina.id}::uuid`;
    await expect(swap).rejects.toThrow(/permission denied/);
    await expect(t.db.$executeRaw`DELETE FROM arrivals`).rejects.toThrow(/permission denied/);
    await expect(
      t.db.$executeRaw`UPDATE courtesy_receptions SET assigned_share = 0`,
    ).rejects.toThrow(/permission denied/);
  });

  it('a colleague may neither tick nor link somebody else’s party', async () => {
    const { arrival } = await noteArrival(crew[0]!, { teamId, askedFor: crew[0]!.actor.id });
    expect(await refusalOf(tickArrival(crew[1]!, arrival.id, ['greeting']))).toBe('notAllowed');
    const emma = await office.as('U_EMMA');
    expect(await refusalOf(noteArrival(emma, { teamId }))).toBe('notAllowed');
    expect(
      await refusalOf(changeDuty(crew[1]!, { teamId, duty: 'off', memberId: crew[0]!.actor.id })),
    ).toBe('notAllowed');
  });
});

describe('people who are not there', () => {
  it('somebody on leave is passed over, and has their place when they are back', async () => {
    const [first, second] = await order();
    await t.owner.query(
      `INSERT INTO absences (id, member_id, kind, from_at, to_at, created_by_id, created_at)
       VALUES ($1, $2, 'leave', app_now(), app_now() + interval '1 day', $2, app_now())`,
      [randomUUID(), first],
    );
    expect((await order())[0]).toBe(second);
    await t.setNow('2026-03-12T10:00:00+08:00');
    expect((await order())[0]).toBe(first);
  });
});
