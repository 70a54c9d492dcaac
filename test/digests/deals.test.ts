import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { PEOPLE, seedOffice, TEAMS } from '../../prisma/seed/office.ts';
import { readFigure } from '../../src/crm/digests/rules/figures.ts';
import type { Totals } from '../../src/crm/digests/rules/rates.ts';
import { type DigestWindow, windowOf } from '../../src/crm/digests/rules/week.ts';
import { countTotals, readTally, writeLines } from '../../src/crm/digests/store/figures.ts';
import { claimSnapshot } from '../../src/crm/digests/store/snapshots.ts';
import { newId } from '../../src/lib/id.ts';
import { testDatabase } from '../support/database.ts';
import { addCustomer } from './rows.ts';

const { db } = await testDatabase();
const team = { teamId: TEAMS.east.id, zone: TEAMS.east.zone, currency: 'CNY' };
/** 23 February to 1 March, counted on Thursday after. */
const week9 = windowOf({ year: 2026, week: 9 }, team.zone, new Date('2026-03-05T09:00:00+08:00'));
/** The same week as it stands on its Wednesday. */
const wednesday = windowOf(week9.week, team.zone, new Date('2026-02-25T09:00:00+08:00'));

const REPS = ['lina', 'zhang'] as const;
/** Days around the week, as people write them down. */
const DAYS = Array.from({ length: 29 }, (_, n) =>
  new Date(Date.UTC(2026, 1, 9 + n)).toISOString().slice(0, 10),
);
const day = fc.constantFrom(...DAYS);
const amount = fc.integer({ min: 1, max: 4_200_001_234 });
const END = { subscribed: 'cancelled', signed: 'returned' } as const;

/** Happens to one deal in four. */
const seldom = <T>(some: fc.Arbitrary<T>, none: T) =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(none) }, { weight: 1, arbitrary: some });

/** A deal as it was written down; null: that has not happened. */
const someDeal = fc.record({
  rep: fc.constantFrom(...REPS),
  /** Percent of whoever shares it with the rep. */
  shared: seldom(fc.integer({ min: 1, max: 99 }), 0),
  isForeign: fc.boolean(),
  price: amount,
  subscribed: day,
  signBy: fc.option(day),
  signed: fc.option(day),
  isVoid: seldom(fc.constant(true), false),
  ended: seldom<string | null>(day, null),
  payments: fc.array(
    fc.record({
      due: day,
      amount,
      receipts: fc.array(fc.record({ on: day, amount, isVoid: seldom(fc.constant(true), false) }), {
        minLength: 1,
        maxLength: 2,
      }),
    }),
    { minLength: 1, maxLength: 3 },
  ),
});
type Rep = (typeof REPS)[number];
type Written = (typeof WRITTEN)[number];
const WRITTEN = fc.sample(someDeal, { numRuns: 40, seed: 9 });

const on = (civil: string) => new Date(`${civil}T00:00:00Z`);

/** Of how many percent of a deal somebody is. */
const partOf = (deal: Written, rep: Rep): number =>
  deal.rep === rep ? 100 - deal.shared : deal.shared;

/** Writes the deal's rows. A contract that was taken back stands as void. */
async function write(deal: Written): Promise<void> {
  const customerId = await addCustomer(db, {
    rep: deal.rep,
    registered: '2025-10-01T10:00:00+08:00',
  });
  const at = new Date('2026-03-04T10:00:00Z');
  const memberId = PEOPLE[deal.rep].id;
  const dealId = newId(at);
  const isSigned = deal.signed !== null && !deal.isVoid;
  const facts = [
    { kind: 'subscription', day: deal.subscribed, amount: deal.price, isVoid: false },
    { kind: 'contract', day: deal.signed, amount: deal.price + 1, isVoid: deal.isVoid },
    { kind: END[isSigned ? 'signed' : 'subscribed'], day: deal.ended, amount: 7, isVoid: false },
  ];
  await db.deal.create({
    data: {
      id: dealId,
      customerId,
      keyCustomerId: customerId,
      teamId: team.teamId,
      // What a deal is now plays no part: a week is told by the facts and their days.
      state: 'open',
      currency: deal.isForeign ? 'HKD' : 'CNY',
      signBy: deal.signBy && on(deal.signBy),
      createdById: memberId,
      createdAt: at,
      facts: {
        create: facts.flatMap((fact) =>
          fact.day === null
            ? []
            : {
                id: newId(at),
                kind: fact.kind,
                on: on(fact.day),
                amount: BigInt(fact.amount),
                memberId,
                teamId: team.teamId,
                byId: memberId,
                at,
                contractSealed: fact.kind === 'contract' ? new Uint8Array(8) : null,
                ...(fact.isVoid && { voidedAt: at, voidedWhy: 'undone' }),
              },
        ),
      },
      credits: {
        create: REPS.map((rep) => ({
          memberId: PEOPLE[rep].id,
          percent: partOf(deal, rep),
          because: deal.shared ? 'verdict' : 'assigned',
        })).filter(({ percent }) => percent > 0),
      },
      payments: {
        create: deal.payments.map((payment, nth) => ({
          id: newId(at),
          nth,
          kind: 'instalment',
          dueOn: on(payment.due),
          amount: BigInt(payment.amount),
          droppedAt: deal.ended ? at : null,
          receipts: {
            create: payment.receipts.map((receipt) => ({
              id: newId(at),
              on: on(receipt.on),
              amount: BigInt(receipt.amount),
              byId: memberId,
              at,
              voidedAt: receipt.isVoid ? at : null,
            })),
          },
        })),
      },
    },
  });
}

/** The same figures counted once more, deal by deal, by what their definitions say; of one rep or of the team. */
function countSlowly(
  deals: Written[],
  [first, last, today]: [string, string, string],
  rep?: Rep,
): Totals {
  const totals: Totals = {};
  const add = (key: string, n: number) => {
    if (n > 0) totals[key] = Math.round(((totals[key] ?? 0) + n) * 100) / 100;
  };
  const isWithin = (civil: string) => civil >= first && civil <= last;
  for (const deal of deals) {
    const money = (n: number) => (deal.isForeign ? 0 : n);
    const part = (n: number) => (rep ? (n * partOf(deal, rep)) / 100 : n);
    const signed = deal.isVoid ? null : deal.signed;
    if (isWithin(deal.subscribed)) {
      add('subscribedSets', part(1));
      add('subscribedMoney', part(money(deal.price)));
    }
    if (signed && isWithin(signed)) {
      add('contractSets', part(1));
      add('contractMoney', part(money(deal.price + 1)));
    }
    // What is still to be signed or paid is looked after by the assigned rep alone.
    if (rep && deal.rep !== rep) continue;
    const isSigned = signed !== null && signed <= last;
    const isOver = deal.ended !== null && deal.ended <= last;
    const isLate = deal.signBy !== null && deal.signBy < today;
    if (deal.subscribed <= last && isLate && !isSigned && !isOver) add('unsignedSets', 1);
    if (!isSigned || isOver) continue;
    for (const payment of deal.payments) {
      const cameIn = (when: (civil: string) => boolean) =>
        payment.receipts
          .filter((receipt) => !receipt.isVoid && when(receipt.on))
          .reduce((sum, receipt) => sum + receipt.amount, 0);
      const before = cameIn((civil) => civil < first);
      const within = cameIn(isWithin);
      if (payment.due <= last) add('moneyDue', money(Math.max(payment.amount - before, 0)));
      add('moneyReceived', money(within));
      if (payment.due < today)
        add('moneyOverdue', money(Math.max(payment.amount - before - within, 0)));
    }
  }
  return totals;
}

const KEYS = /^(?:subscribed|contract|unsigned|money)/;
const ofDeals = (totals: Totals): Totals =>
  Object.fromEntries(Object.entries(totals).filter(([key]) => KEYS.test(key)));

async function keep(window: DigestWindow) {
  const now = new Date('2026-03-05T01:00:00Z');
  const place = { teamId: team.teamId, week: window.week, revision: 1, now, final: true };
  const snapshotId = (await claimSnapshot(db, place))!;
  await writeLines(db, snapshotId, team, window);
  return readTally(db, snapshotId);
}

beforeAll(async () => {
  await seedOffice(db);
  for (const deal of WRITTEN) await write(deal);
});

describe("the east team's deals and money of week 9", () => {
  it('are what counting them deal by deal gives, for the team and for each rep', async () => {
    const { totals, reps } = await keep(week9);
    const days: [string, string, string] = ['2026-02-23', '2026-03-01', '2026-03-02'];
    const expected = countSlowly(WRITTEN, days);
    expect(Object.keys(expected)).toHaveLength(8);
    expect(ofDeals(totals)).toEqual(expected);
    for (const rep of REPS)
      expect(ofDeals(reps.get(PEOPLE[rep].id) ?? {})).toEqual(countSlowly(WRITTEN, days, rep));
  });

  it('on Wednesday morning what is due that day is due and not yet overdue', async () => {
    expect(ofDeals(await countTotals(db, team, wednesday))).toEqual(
      countSlowly(WRITTEN, ['2026-02-23', '2026-02-25', '2026-02-25']),
    );
  });

  it('Wang reads 回款率 as received ÷ due with the arrears in it', () => {
    const reading = readFigure(
      'moneyRate',
      { moneyDue: 4_000_000, moneyReceived: 3_000_000, contractMoney: 9 },
      null,
    );
    expect(reading).toMatchObject({ rate: { part: 3_000_000, whole: 4_000_000, value: 0.75 } });
    expect(readFigure('moneyRate', {}, null)).toMatchObject({ rate: null });
  });
});
