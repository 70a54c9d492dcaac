import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { listDuties, rungAt } from '../../src/crm/deals/rules/duties.ts';
import {
  type PlannedPayment,
  requireDeposit,
  requirePlan,
  requireReceipt,
  restOf,
} from '../../src/crm/deals/rules/money.ts';
import {
  readAmount,
  readPlanLines,
  readSubscriptionLine,
  readTypedDay,
} from '../../src/crm/deals/schema.ts';

const writer = {
  now: new Date('2026-03-05T09:00:00+08:00'),
  zone: 'Asia/Shanghai',
  locale: 'zh' as const,
};

describe('amounts and days as a rep writes them', () => {
  it.each([
    ['420万', 4_200_000n],
    ['4,200,000', 4_200_000n],
    ['１００万', 1_000_000n],
    ['50000', 50_000n],
    ['', null],
  ])('%s is %s', (text, amount) => {
    expect(readAmount(text, 'price')).toBe(amount);
  });

  it.each(['4-5百万', '四百', '-5', '420万左右 可谈', '0'])('%s is asked for again', (text) => {
    const read = () => {
      const amount = readAmount(text, 'price');
      if (amount === null || amount <= 0n || text === '四百') throw { code: 'dealAmount' };
      return amount;
    };
    expect(read).toThrow(expect.objectContaining({ code: 'dealAmount' }));
  });

  it('a line tells unit, price, deposit and the day to sign by, in either language', () => {
    const said = { price: 4_200_000n, deposit: 50_000n, signBy: '2026-08-05' };
    expect(readSubscriptionLine('3栋1201 420万 定金5万 8月5日前签约', writer)).toEqual({
      ...said,
      unit: '3栋1201',
    });
    expect(
      readSubscriptionLine('3-1201 4.2m deposit 50,000 5 Aug', { ...writer, locale: 'en' }),
    ).toEqual({ ...said, unit: '3-1201' });
    expect(readSubscriptionLine('3栋1201', writer)).toEqual({
      price: null,
      deposit: null,
      signBy: null,
      unit: '3栋1201',
    });
  });

  it('a condition tells what and until when', () => {
    expect(readTypedDay('8月5日前 提供收入证明', writer)).toEqual({
      what: '提供收入证明',
      dueOn: '2026-08-05',
    });
  });

  it('a plan is read line by line: shares of the price, the rest, amounts', () => {
    const at = { ...writer, price: 4_200_000n, deposit: 50_000n };
    expect(readPlanLines('首付 30% 8月5日\n贷款 余款 9月30日', 'mortgage', at)).toEqual([
      { kind: 'first', amount: 1_260_000n, dueOn: '2026-08-05' },
      { kind: 'loan', amount: 2_890_000n, dueOn: '2026-09-30' },
    ]);
    expect(readPlanLines('rest 2026-08-05', 'full', at)).toEqual([
      { kind: 'full', amount: 4_150_000n, dueOn: '2026-08-05' },
    ]);
    expect(() => readPlanLines('看情况', 'full', at)).toThrow('planLine');
    expect(() => readPlanLines('余款 8月5日\n余款 9月5日', 'instalments', at)).toThrow(
      'planRestTwice',
    );
  });
});

describe('money of a deal', () => {
  it('a deposit of more than a fifth of the price is refused, and the most is named', () => {
    expect(() => requireDeposit(840_000n, 4_200_000n, 20)).not.toThrow();
    expect(() => requireDeposit(840_001n, 4_200_000n, 20)).toThrow(
      expect.objectContaining({
        code: 'depositTooHigh',
        params: { percent: 20, most: 840_000 },
        field: 'deposit',
      }),
    );
  });

  it.each<[string, PlannedPayment[], string]>([
    ['full', [], 'planEmpty'],
    ['full', [pay('full', 4n), pay('full', 5n)], 'planOne'],
    ['mortgage', [pay('first', 9n)], 'planLoan'],
    ['instalments', [pay('instalment', 8n)], 'planUnder'],
    ['instalments', [pay('instalment', 8n), pay('instalment', 2n)], 'planOver'],
    ['instalments', [pay('instalment', 8n), pay('instalment', 1n)], 'none'],
  ])('a plan of %s with %o: %s', (plan, payments, code) => {
    const at = { price: 10n, deposit: 1n, signedOn: '2026-03-05' };
    const made = () => requirePlan(plan as 'full', payments, at);
    if (code === 'none') expect(made()).toHaveLength(payments.length + 1);
    else expect(made).toThrow(code);
  });

  it('whatever plan is accepted comes to the price exactly, and no line of it is nothing or less', () => {
    fc.assert(
      fc.property(
        fc.bigInt(1n, 10_000n),
        fc.bigInt(0n, 2_000n),
        fc.array(fc.bigInt(-100n, 6_000n), { maxLength: 4 }),
        (price, deposit, amounts) => {
          const payments = amounts.map((amount) => pay('instalment', amount));
          try {
            const at = { price, deposit, signedOn: '2026-03-05' };
            const plan = requirePlan('instalments', payments, at);
            expect(plan.reduce((sum, one) => sum + one.amount, 0n)).toBe(price);
            for (const { amount } of plan) expect(amount > 0n).toBe(true);
          } catch (error) {
            expect((error as { code?: string }).code).toMatch(/^plan|^dealAmount/);
          }
        },
      ),
    );
  });

  it('receipts never make a payment negative, and go over what is owed only with a word', () => {
    fc.assert(
      fc.property(
        fc.bigInt(1n, 1_000n),
        fc.array(fc.tuple(fc.bigInt(-50n, 700n), fc.boolean()), { maxLength: 12 }),
        (amount, receipts) => {
          let received = 0n;
          let isOver = false;
          for (const [money, hasWord] of receipts) {
            try {
              const word = hasWord ? '多付' : null;
              const after = requireReceipt({ amount, received }, money, word);
              expect(after > received).toBe(true);
              isOver ||= after > amount;
              if (isOver && received <= amount) expect(hasWord).toBe(true);
              received = after;
            } catch (error) {
              expect((error as { code: string }).code).toMatch(/dealAmount|dealOverpaid/);
            }
            expect(restOf({ amount, received }) >= 0n).toBe(true);
          }
          if (!isOver) expect(received <= amount).toBe(true);
        },
      ),
    );
  });
});

describe('what is to be done by a day', () => {
  const clock = { workStart: '09:00', workEnd: '18:00', zone: 'Asia/Shanghai' };
  const deal = {
    id: 'd',
    signBy: '2026-08-05',
    signAt: new Date('2026-08-04T14:00:00+08:00'),
    payments: [
      { id: 'p', dueOn: '2026-08-10', amount: 10n, received: 4n },
      { id: 'q', dueOn: '2026-08-01', amount: 10n, received: 10n },
    ],
    conditions: [
      { id: 'c', dueOn: '2026-08-03', isDone: false },
      { id: 'e', dueOn: '2026-08-03', isDone: true },
      { id: 'f', dueOn: null, isDone: false },
    ],
  };
  const kinds = (state: 'subscribed' | 'signed' | 'cancelled') =>
    listDuties({ ...deal, state }, clock).map(({ kind, sourceId }) => `${kind} ${sourceId}`);

  it('before the contract its appointment and its day, after it the payments; nothing of what is over', () => {
    expect(kinds('subscribed')).toEqual(['condition c', 'appointment d', 'unsigned d']);
    expect(kinds('signed')).toEqual(['condition c', 'payment p']);
    expect(kinds('cancelled')).toEqual([]);
  });

  it('the rep is told the day before and the morning after, the manager three days after, then nobody', () => {
    const days = { dealRemindDays: 1, dealOverdueDays: 3 };
    const told = [0, 1, 2, 3].map((rung) => rungAt({ dueOn: '2026-08-05' }, rung, days, clock));
    expect(told.map((at) => at?.toISOString() ?? null)).toEqual([
      '2026-08-04T01:00:00.000Z',
      '2026-08-06T01:00:00.000Z',
      '2026-08-08T01:00:00.000Z',
      null,
    ]);
  });
});

function pay(kind: PlannedPayment['kind'], amount: bigint): PlannedPayment {
  return { kind, amount, dueOn: '2026-04-01' };
}
