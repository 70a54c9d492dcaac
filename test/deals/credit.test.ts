import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CreditFacts, creditOf } from '../../src/crm/deals/rules/credit.ts';

const today = '2026-03-11';
const plain: CreditFacts = {
  repId: 'lina',
  days: [today],
  courtesies: [],
  verdict: null,
  concealedBy: [],
};
const received = { receiverId: 'zhang', assignedShare: 60, day: today };
const verdict = { holderId: 'lina', toId: 'chen', share: 30 };

const said = (facts: Partial<CreditFacts>) =>
  creditOf({ ...plain, ...facts })
    .map(({ memberId, percent, because }) => `${memberId} ${percent} ${because}`)
    .join(', ');

describe('whose result a deal is', () => {
  it.each<[string, Partial<CreditFacts>, string]>([
    ['Li Na sold alone', {}, 'lina 100 assigned'],
    [
      'Zhang Wei received that day',
      { courtesies: [received] },
      'lina 60 courtesy, zhang 40 courtesy',
    ],
    [
      'subscribed that day, signed later',
      { courtesies: [received], days: [today, '2026-03-20'] },
      'lina 60 courtesy, zhang 40 courtesy',
    ],
    [
      'Zhang Wei received the day before',
      { courtesies: [{ ...received, day: '2026-03-10' }] },
      'lina 100 assigned',
    ],
    [
      'two received that day, the last one shares',
      { courtesies: [received, { ...received, receiverId: 'chen' }] },
      'lina 60 courtesy, chen 40 courtesy',
    ],
    [
      'who received is the assigned rep by now',
      { courtesies: [{ ...received, receiverId: 'lina' }] },
      'lina 100 assigned',
    ],
    [
      'the office leaves all with the assigned rep',
      { courtesies: [{ ...received, assignedShare: 100 }] },
      'lina 100 courtesy',
    ],
    ['a case was split', { verdict }, 'lina 70 verdict, chen 30 verdict'],
    [
      'a verdict goes before a reception',
      { verdict, courtesies: [received] },
      'lina 70 verdict, chen 30 verdict',
    ],
    [
      'who shares concealed a reception',
      { courtesies: [received], concealedBy: ['zhang'] },
      'lina 100 concealed',
    ],
    [
      'the claimant concealed a reception',
      { verdict, concealedBy: ['chen'] },
      'lina 100 concealed',
    ],
    [
      'somebody else concealed one',
      { courtesies: [received], concealedBy: ['chen'] },
      'lina 60 courtesy, zhang 40 courtesy',
    ],
  ])('%s', (_, facts, expected) => {
    expect(said(facts)).toBe(expected);
  });

  it('comes to 100 percent, each person once and with something, whatever happened', () => {
    const who = fc.constantFrom('lina', 'zhang', 'chen');
    const percent = fc.integer({ min: 0, max: 100 });
    const day = fc.constantFrom(today, '2026-03-12');
    const facts = fc.record({
      repId: who,
      days: fc.array(day, { maxLength: 2 }),
      courtesies: fc.array(fc.record({ receiverId: who, assignedShare: percent, day })),
      verdict: fc.option(
        fc
          .record({ holderId: who, toId: who, share: percent })
          .filter(({ holderId, toId }) => holderId !== toId),
      ),
      concealedBy: fc.array(who),
    });
    fc.assert(
      fc.property(facts, (given) => {
        const shares = creditOf(given);
        expect(shares.reduce((sum, one) => sum + one.percent, 0)).toBe(100);
        expect(shares.every((one) => one.percent > 0)).toBe(true);
        expect(new Set(shares.map(({ memberId }) => memberId)).size).toBe(shares.length);
        const isLost = given.concealedBy.some(
          (id) => id !== given.repId && shares.some(({ memberId }) => memberId === id),
        );
        expect(isLost).toBe(false);
      }),
    );
  });
});
