import { beforeAll, describe, expect, it } from 'vitest';
import { PEOPLE, seedOffice, TEAMS } from '../../prisma/seed/office.ts';
import type { Totals } from '../../src/crm/digests/rules/rates.ts';
import { windowOf } from '../../src/crm/digests/rules/week.ts';
import {
  countTotals,
  listOldestOverdue,
  readTally,
  writeLines,
} from '../../src/crm/digests/store/figures.ts';
import { claimSnapshot } from '../../src/crm/digests/store/snapshots.ts';
import { newId } from '../../src/lib/id.ts';
import { testDatabase } from '../support/database.ts';
import { addContact, addCustomer, addMove, addPlan } from './rows.ts';

const t = await testDatabase();
const { db } = t;
const team = { teamId: TEAMS.east.id, zone: TEAMS.east.zone, currency: 'CNY' };
const week9 = windowOf({ year: 2026, week: 9 }, team.zone, new Date('2026-03-05T09:00:00+08:00'));
/** 23 February to 1 March. */
const on = (day: string, time = '10:00') => `2026-${day}T${time}:00+08:00`;

/** Parties at the door: registered at once, registered the next day, gone without a word, a mistake, another week. */
async function addArrivals() {
  const arrivals: [
    at: string,
    outcome: string | null,
    closed: string | null,
    isVoided?: boolean,
  ][] = [
    [on('02-24', '23:30'), 'registered', on('02-24', '23:50')],
    [on('02-25'), 'known', on('02-25', '11:00')],
    [on('02-25', '23:30'), 'registered', on('02-26', '00:10')],
    [on('02-26'), 'none', on('02-26', '11:00')],
    [on('03-01', '23:50'), null, null],
    [on('02-26', '12:00'), null, null, true],
    [on('03-02', '00:10'), 'registered', on('03-02', '00:20')],
  ];
  for (const [at, outcome, closed, isVoided] of arrivals)
    await db.arrival.create({
      data: {
        id: newId(new Date(at)),
        teamId: team.teamId,
        day: new Date(at.slice(0, 10)),
        at: new Date(at),
        memberId: PEOPLE.lina.id,
        byId: PEOPLE.lina.id,
        how: 'turn',
        outcome,
        closedAt: closed ? new Date(closed) : null,
        ...(isVoided && { voidedAt: new Date(at), voidedById: PEOPLE.lina.id }),
      },
    });
}

let totals: Totals;
let reps: Map<string, Totals>;
let snapshotId: string;

beforeAll(async () => {
  await seedOffice(db);
  await addArrivals();
  const visitor = await addCustomer(db, {
    registered: on('02-23'),
    contacted: on('02-23'),
    source: 'douyin',
    districts: ['pudong', 'xuhui'],
    stage: 'interested',
  });
  await addContact(db, visitor, { kind: 'visit', at: on('02-23') });
  await addContact(db, visitor, { kind: 'visit', at: on('02-28') });
  await addContact(db, visitor, { kind: 'phone', effective: false, at: on('02-26') });
  await addMove(db, visitor, { from: null, to: 'potential', at: on('02-23') });
  await addMove(db, visitor, { from: 'potential', to: 'interested', at: on('02-24') });

  const caller = await addCustomer(db, {
    rep: 'zhang',
    registered: on('02-24', '09:00'),
    arrived: on('02-23', '23:50'),
    source: 'douyin',
    completeness: 50,
    contacted: on('02-23', '23:50'),
  });
  await addContact(db, caller, { by: 'zhang', kind: 'call_in', at: on('02-23', '23:50') });

  const silent = await addCustomer(db, {
    rep: 'zhang',
    registered: on('03-01', '23:59'),
    source: null,
  });
  await addPlan(db, silent, { by: 'zhang', due: on('03-03', '15:00') });
  await addPlan(db, silent, { by: 'zhang', due: on('03-04', '09:00'), grain: 'day' });

  const survey = await addCustomer(db, {
    registered: on('02-25'),
    status: 'invalid',
    contacted: on('02-25'),
  });
  await addContact(db, survey, { kind: 'visit', at: on('02-25') });
  await addPlan(db, survey, { due: on('02-26') });

  const buyer = await addCustomer(db, {
    registered: '2026-01-10T10:00:00+08:00',
    stage: 'closed',
    contacted: on('02-27'),
  });
  await addContact(db, buyer, { kind: 'visit', at: '2026-01-10T10:00:00+08:00' });
  await addContact(db, buyer, { kind: 'revisit', at: on('02-27') });
  await addContact(db, buyer, { kind: 'phone', at: on('02-27', '20:00'), withdrawn: true });
  await addMove(db, buyer, {
    from: 'potential',
    to: 'negotiating',
    at: '2026-01-20T10:00:00+08:00',
  });
  await addMove(db, buyer, { from: 'negotiating', to: 'closed', at: on('02-27') });
  await addPlan(db, buyer, { due: on('02-24', '15:00'), done: on('02-24', '22:00') });
  await addPlan(db, buyer, { due: on('02-25', '15:00'), done: on('02-26', '09:00') });
  await addPlan(db, buyer, { due: on('02-26', '15:00'), done: on('03-02', '09:00') });
  await addPlan(db, buyer, { due: on('02-27', '15:00'), cancelled: on('02-27', '18:00') });
  await addPlan(db, buyer, { due: on('02-27', '16:00'), cancelled: on('02-28', '18:00') });

  const wavering = await addCustomer(db, {
    registered: '2026-01-12T10:00:00+08:00',
    contacted: '2026-01-12T10:00:00+08:00',
  });
  await addMove(db, wavering, { from: 'potential', to: 'interested', at: on('02-24') });
  await addMove(db, wavering, { from: 'interested', to: 'potential', at: on('02-25') });
  await addPlan(db, wavering, { due: '2026-02-02T10:00:00+08:00' });

  const old = await addCustomer(db, { registered: '2025-06-01T10:00:00+08:00', stage: 'lost' });
  await addMove(db, old, { from: 'interested', to: 'lost', at: on('02-28') });

  const western = await addCustomer(db, { team: 'west', rep: 'emma', registered: on('02-25') });
  await addContact(db, western, { by: 'emma', kind: 'visit', at: on('02-25') });

  snapshotId = (await claimSnapshot(db, {
    teamId: team.teamId,
    week: week9.week,
    revision: 1,
    now: new Date(on('03-05')),
    final: true,
  }))!;
  await writeLines(db, snapshotId, team, week9);
  ({ totals, reps } = await readTally(db, snapshotId));
});

describe("the east team's week 9", () => {
  it.each<[string, string, number]>([
    ['a visit and a second visit are a first visit and a revisit', 'firstVisits', 1],
    ['whatever the rep called it', 'revisits', 2],
    ['a call shortly before midnight counts on its day', 'callIns', 1],
    ['registered to the last minute of Sunday', 'registered', 3],
    ['the sources make the registrations: Douyin', 'source.douyin', 2],
    ['and nobody asked', 'source.none', 1],
    ['a customer counts in the district named first', 'district.pudong', 1],
    ['and nowhere else', 'district.xuhui', 0],
    ['calls that were answered, visits, call-ins', 'effective', 4],
    ['an unanswered call is an attempt', 'attempts', 1],
    ['done in the evening of its day is on time', 'onTime', 1],
    ['done the next morning is late', 'doneLate', 1],
    ['open when the week ended, and cancelled a day later: missed', 'missed', 2],
    ['open and late at the end, however old', 'overdue', 2],
    ['a survey visit is invalid', 'invalid', 1],
    ['registered the day after the call', 'lateRegistered', 1],
    ['the others on the day', 'sameDay', 2],
    ['parties at the door registered or known on their day', 'arrivalSameDay', 2],
    ['the next day, gone without a word, or waiting; a mistake is none', 'arrivalRest', 3],
    ['half empty', 'incomplete', 1],
    ['percents of completeness', 'filled', 250],
    ['moved to interested and stayed', 'toInterested', 1],
    ['closed', 'toClosed', 1],
    ['lost, although registered long ago', 'toLost', 1],
    ['registrations of twelve weeks', 'cohort', 5],
    ['of them interested or further at some time', 'cohortInterested', 3],
    ['negotiating or further', 'cohortNegotiating', 1],
    ['closed', 'cohortClosed', 1],
    ['never reached', 'neverContacted', 1],
    ['next week at a time of day', 'nextTimed', 1],
    ['next week on a day', 'nextUntimed', 1],
  ])('%s (%s: %i)', (_, key, expected) => {
    expect(totals[key] ?? 0).toBe(expected);
  });

  it("Zhang Wei's numbers and Li Na's make the team's", () => {
    const keys = new Set([...reps.values()].flatMap((own) => Object.keys(own)));
    for (const key of keys) {
      expect([...reps.values()].reduce((sum, own) => sum + (own[key] ?? 0), 0)).toBe(totals[key]);
    }
    expect(reps.get(PEOPLE.zhang.id)).toMatchObject({
      callIns: 1,
      registered: 2,
      neverContacted: 1,
    });
    expect(reps.has(PEOPLE.emma.id)).toBe(false);
  });

  it('the customers behind every number make the number', async () => {
    const lines = await db.digestLine.findMany({
      // A party at the door may have left nothing behind.
      where: { snapshotId, NOT: { key: { startsWith: 'arrival' } } },
    });
    for (const line of lines) {
      expect(line.counts.reduce((sum, n) => sum + Number(n), 0)).toBe(Number(line.total));
      expect(new Set(line.customerIds).size).toBe(line.counts.length);
    }
  });

  it('counting without keeping gives the same', async () => {
    expect(await countTotals(db, team, week9)).toEqual(totals);
  });

  it('parts make wholes', () => {
    const part = (prefix: string) =>
      Object.entries(totals)
        .filter(([key]) => key.startsWith(prefix))
        .reduce((sum, [, n]) => sum + n, 0);
    expect(part('source.')).toBe(totals.registered);
    expect(part('district.')).toBe(totals.registered);
    expect(totals.sameDay! + totals.lateRegistered!).toBe(totals.registered);
  });

  it("Li Na's oldest overdue follow-up is the one of 2 February", async () => {
    const oldest = await listOldestOverdue(db, team, week9);
    expect(oldest).toMatchObject([
      { memberId: PEOPLE.lina.id, dueAt: new Date('2026-02-02T10:00:00+08:00') },
    ]);
  });

  it('on Thursday morning what is due later that day counts nowhere yet', async () => {
    const running = windowOf({ year: 2026, week: 9 }, team.zone, new Date(on('02-26', '09:30')));
    const sofar = await countTotals(db, team, running);
    expect(sofar).toMatchObject({ onTime: 1, doneLate: 1, registered: 2 });
    for (const later of ['missed', 'revisits']) expect(sofar[later]).toBeUndefined();
  });
});
