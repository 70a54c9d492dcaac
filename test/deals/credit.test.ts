import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type CreditFacts,
  changedParts,
  creditOf,
  isInOwnCause,
} from '../../src/crm/deals/rules/credit.ts';

const today = '2026-03-11';
/** Hours of that day. */
const hour = (n: number) => new Date(Date.UTC(2026, 2, 11, n));
const plain: CreditFacts = {
  repId: 'lina',
  at: hour(5),
  since: hour(5),
  days: [{ day: today, at: hour(5) }],
  courtesies: [],
  ruling: null,
  concealed: [],
};
const received = { receiverId: 'zhang', assignedShare: 60, day: today, at: hour(3) };
const ruling = {
  ...{ verdict: 'split' as const, holderId: 'lina', claimantIds: ['chen', 'tom'] },
  ...{ toId: 'chen', share: 30, at: hour(9) },
};
const conceals = (memberId: string, at = hour(8)) => [{ memberId, at, fromId: 'wu' }];

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
      {
        courtesies: [received],
        at: hour(99),
        days: [...plain.days, { day: '2026-03-15', at: hour(99) }],
      },
      'lina 60 courtesy, zhang 40 courtesy',
    ],
    [
      'Zhang Wei received the day before',
      { courtesies: [{ ...received, day: '2026-03-10' }] },
      'lina 100 assigned',
    ],
    [
      'he received them after the deal was made',
      { courtesies: [{ ...received, at: hour(6) }] },
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
    ['a case was split', { ruling }, 'lina 70 verdict, chen 30 verdict'],
    [
      'a case was split before the deal, and Li Na has handed over to Wu since',
      { repId: 'wu', ruling: { ...ruling, at: hour(1) } },
      'wu 70 verdict, chen 30 verdict',
    ],
    [
      'a case was split before the deal, and the claimant is the assigned rep since',
      { repId: 'chen', ruling: { ...ruling, at: hour(1) } },
      'chen 100 assigned',
    ],
    [
      'a verdict goes before a reception',
      { ruling, courtesies: [received] },
      'lina 70 verdict, chen 30 verdict',
    ],
    [
      'the case gives it after the deal',
      { ruling: { ...ruling, verdict: 'give', share: null } },
      'chen 100 verdict',
    ],
    [
      'it was given before the deal: the claimant made it as the assigned rep',
      { repId: 'chen', ruling: { ...ruling, verdict: 'give', share: null, at: hour(1) } },
      'chen 100 assigned',
    ],
    [
      'it was given, sold, and on appeal kept: the holder’s',
      { repId: 'chen', ruling: { ...ruling, verdict: 'keep', toId: null, share: null } },
      'lina 100 verdict',
    ],
    [
      'it was given, sold, and on appeal split',
      { repId: 'chen', ruling },
      'lina 70 verdict, chen 30 verdict',
    ],
    [
      'it was given, sold, and on appeal given again',
      { repId: 'chen', ruling: { ...ruling, verdict: 'give', share: null } },
      'chen 100 verdict',
    ],
    [
      'the case keeps: a reception of the day splits',
      { ruling: { ...ruling, verdict: 'keep', toId: null, share: null }, courtesies: [received] },
      'lina 60 courtesy, zhang 40 courtesy',
    ],
    [
      'the case sends the customer to the pool: who made the deal made it',
      { repId: 'chen', ruling: { ...ruling, verdict: 'pool', toId: null, share: null } },
      'chen 100 assigned',
    ],
    [
      'who shares concealed a reception',
      { courtesies: [received], concealed: conceals('zhang') },
      'lina 100 concealed',
    ],
    [
      'the claimant is found to have concealed a reception after the verdict',
      { ruling, concealed: conceals('chen', hour(10)) },
      'lina 100 concealed',
    ],
    [
      'the verdict was given with the concealment known',
      { ruling, concealed: conceals('chen') },
      'lina 70 verdict, chen 30 verdict',
    ],
    [
      'somebody else concealed one',
      { courtesies: [received], concealed: conceals('chen') },
      'lina 60 courtesy, zhang 40 courtesy',
    ],
    [
      'who made the deal alone had concealed it from Wu',
      { concealed: conceals('lina') },
      'wu 100 concealed',
    ],
    [
      'it came out after 认购: signing later does not bring it back',
      { concealed: conceals('lina'), at: hour(99) },
      'wu 100 concealed',
    ],
    [
      'who concealed once has become the assigned rep since, and sells',
      { concealed: conceals('lina', hour(1)) },
      'lina 100 assigned',
    ],
    [
      'it was concealed from nobody that is known',
      { concealed: [{ ...conceals('lina')[0]!, fromId: null }] },
      'lina 100 assigned',
    ],
  ])('%s', (_, facts, expected) => {
    expect(said(facts)).toBe(expected);
  });

  const who = fc.constantFrom('lina', 'zhang', 'chen', 'wu');
  const percent = fc.integer({ min: 0, max: 100 });
  const moment = fc.integer({ min: 0, max: 20 }).map(hour);
  const day = fc.constantFrom(today, '2026-03-12');
  const someRuling = fc.record({
    verdict: fc.constantFrom('keep', 'give', 'split', 'pool'),
    holderId: who,
    claimantIds: fc.uniqueArray(who, { maxLength: 3 }),
    toId: fc.option(who),
    share: fc.option(fc.integer({ min: 1, max: 99 })),
    at: moment,
  });
  const facts: fc.Arbitrary<CreditFacts> = fc.record({
    repId: who,
    at: moment,
    since: moment,
    days: fc.array(fc.record({ day, at: moment }), { maxLength: 2 }),
    courtesies: fc.array(fc.record({ receiverId: who, assignedShare: percent, day, at: moment })),
    ruling: fc.option(someRuling),
    concealed: fc.array(fc.record({ memberId: who, at: moment, fromId: fc.option(who) })),
  });

  it('comes to 100 percent, each person once and with something, whatever happened', () => {
    fc.assert(
      fc.property(facts, (given) => {
        const shares = creditOf(given);
        expect(shares.reduce((sum, one) => sum + one.percent, 0)).toBe(100);
        expect(shares.every((one) => one.percent > 0)).toBe(true);
        expect(new Set(shares.map(({ memberId }) => memberId)).size).toBe(shares.length);
      }),
      { numRuns: 1000 },
    );
  });

  it('a concealment found after everything else leaves the concealer no share of another’s deal', () => {
    fc.assert(
      fc.property(facts, who, (given, memberId) => {
        const found = { memberId, at: hour(30), fromId: 'tom' };
        const shares = creditOf({ ...given, concealed: [...given.concealed, found] });
        expect(shares.map((one) => one.memberId)).not.toContain(memberId);
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    ['zhang', 'rep', true, 'gains'],
    ['lina', 'rep', false, 'gives away'],
    ['tom', 'rep', true, 'takes for another'],
    ['wang', 'manager', false, 'has no part in it'],
    ['zhang', 'administrator', true, 'gains'],
  ])(
    '%s, %s: moving half of Li Na’s to Zhang Wei is in their own cause: %s (%s)',
    (id, role, is) => {
      const changed = changedParts(
        [{ memberId: 'lina', percent: 100, because: 'assigned' }],
        [
          { memberId: 'lina', percent: 50, because: 'courtesy' },
          { memberId: 'zhang', percent: 50, because: 'courtesy' },
        ],
      );
      expect(isInOwnCause({ id, role }, changed)).toBe(is);
    },
  );

  it('what changes between two cuts is told of everybody, and comes to nothing in sum', () => {
    fc.assert(
      fc.property(facts, facts, (one, other) => {
        const changed = changedParts(creditOf(one), creditOf(other));
        expect(changed.reduce((sum, { was, is }) => sum + is - was, 0)).toBe(0);
      }),
    );
  });
});
