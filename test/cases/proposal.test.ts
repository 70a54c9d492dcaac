import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Evidence } from '../../src/crm/cases/rules/evidence.ts';
import { proposeVerdict } from '../../src/crm/cases/rules/proposal.ts';

const LINA = 'lina';
const ZHANG = 'zhang';
const EMMA = 'emma';
const RULES = { caseSilentDays: 7, cadenceDays: { A: 2, B: 7, C: 14, D: 30 } };
const day = (n: number, clock = '10:00') =>
  new Date(`2026-03-${String(n).padStart(2, '0')}T${clock}:00+08:00`).toISOString();

/** Li Na registered the customer on 5 March and reached her on the 12th; claimed on the 15th. */
function evidence(change: Partial<Evidence> = {}): Evidence {
  return {
    asOf: day(15),
    grade: 'B',
    registration: { at: day(5), arrivedAt: day(5, '09:30'), byId: LINA, kind: 'visit' },
    periods: [{ memberId: LINA, from: day(5), to: null, why: 'registered', endedWhy: null }],
    clock: {
      since: day(5),
      until: '2026-04-04T02:00:00.000Z',
      because: 'default',
      days: { first: 30, contact: 15, maximum: 180 },
    },
    contacts: [contact(LINA, 12), contact(LINA, 5)],
    enteredAfter: 0,
    holds: [],
    arrivals: [],
    families: [],
    reports: [],
    checks: [],
    people: {},
    ...change,
  };
}
const contact = (memberId: string, on: number, enteredOn = on) => ({
  memberId,
  kind: 'phone',
  at: day(on),
  enteredAt: day(enteredOn),
});
const received = (memberId: string, on: number) => ({ memberId, at: day(on), how: 'turn' });
const courtesy = (on: number) => ({
  ...received(ZHANG, on),
  courtesy: { assignedId: LINA, answer: 'receive', assignedShare: 50 },
});
const report = (change: Partial<Evidence['reports'][number]>) => ({
  ...{ number: 1, at: day(4), status: 'valid', company: '链家', receiverId: null },
  ...change,
});
const propose = (change: Partial<Evidence> = {}, claimantIds = [ZHANG]) =>
  proposeVerdict(evidence(change), { holderId: LINA, claimantIds }, RULES);

describe('what the rules propose', () => {
  it.each<[string, Partial<Evidence>, { rule: string; verdict: string; toId: string | null }]>([
    [
      'Zhang Wei has nothing on record: the first registration holds',
      {},
      { rule: 'first', verdict: 'keep', toId: null },
    ],
    [
      'Zhang Wei received her the day before Li Na registered: he was there first',
      { arrivals: [received(ZHANG, 4)] },
      { rule: 'earlier', verdict: 'give', toId: ZHANG },
    ],
    [
      'Zhang Wei received her afterwards and called nobody: the whole credit returns to Li Na',
      { arrivals: [received(ZHANG, 13)] },
      { rule: 'concealed', verdict: 'keep', toId: null },
    ],
    [
      'Li Na stamped her arrival even earlier than Zhang Wei',
      { arrivals: [received(LINA, 3), received(ZHANG, 4)] },
      { rule: 'first', verdict: 'keep', toId: null },
    ],
    [
      'a contact of the 4th that Zhang Wei entered on the 14th proves the 14th only',
      { contacts: [contact(ZHANG, 4, 14), contact(LINA, 12)] },
      { rule: 'first', verdict: 'keep', toId: null },
    ],
    [
      'the party of a valid partner report from before was received by Zhang Wei',
      { reports: [report({ receiverId: ZHANG })] },
      { rule: 'earlier', verdict: 'give', toId: ZHANG },
    ],
    [
      'an invalid report counts nothing',
      { reports: [report({ receiverId: ZHANG, status: 'invalid' })] },
      { rule: 'first', verdict: 'keep', toId: null },
    ],
    [
      'one that repeats another of its company counts nothing',
      { reports: [report({ receiverId: ZHANG, status: 'duplicate' })] },
      { rule: 'first', verdict: 'keep', toId: null },
    ],
    [
      'a report is its company’s: while nobody came with it, it counts for nobody',
      { reports: [report({ receiverId: null })] },
      { rule: 'first', verdict: 'keep', toId: null },
    ],
    [
      'Zhang Wei received her for Li Na, who was called: the credit stays',
      { arrivals: [courtesy(13)] },
      { rule: 'courtesy', verdict: 'keep', toId: null },
    ],
    [
      'and what he received for Li Na is a contact of hers: she was not silent',
      { contacts: [contact(LINA, 5)], arrivals: [courtesy(13)] },
      { rule: 'courtesy', verdict: 'keep', toId: null },
    ],
    [
      'protection was over, but Zhang Wei only stood in for Li Na: nobody looks after her',
      { clock: { ...evidence().clock!, until: day(14) }, arrivals: [courtesy(14)] },
      { rule: 'over', verdict: 'pool', toId: null },
    ],
    [
      'Zhang Wei concealed one reception and called Li Na at another: the whole credit returns',
      { arrivals: [courtesy(13), received(ZHANG, 14)] },
      { rule: 'concealed', verdict: 'keep', toId: null },
    ],
    [
      'Zhang Wei received her while she was nobody’s: that is no concealing',
      {
        periods: [
          { memberId: LINA, from: day(1), to: day(3), why: 'registered', endedWhy: 'lapsed' },
          { memberId: LINA, from: day(5), to: null, why: 'claimed', endedWhy: null },
        ],
        arrivals: [received(LINA, 2), received(ZHANG, 4)],
      },
      { rule: 'first', verdict: 'keep', toId: null },
    ],
    [
      'Zhang Wei looks after her husband: one family, one rep',
      { families: [{ repId: ZHANG, number: 1001, relation: 'spouse' }] },
      { rule: 'family', verdict: 'give', toId: ZHANG },
    ],
    [
      'and so does Li Na: the family decides nothing',
      {
        families: [
          { repId: ZHANG, number: 1001, relation: 'spouse' },
          { repId: LINA, number: 1002, relation: 'child' },
        ],
      },
      { rule: 'first', verdict: 'keep', toId: null },
    ],
    [
      'Li Na was silent for ten days, and Zhang Wei met her since',
      { contacts: [contact(LINA, 5)], arrivals: [received(ZHANG, 13)] },
      { rule: 'silent', verdict: 'give', toId: ZHANG },
    ],
    [
      'Li Na was silent for ten days, and nobody met her',
      { contacts: [contact(LINA, 5)] },
      { rule: 'silent', verdict: 'pool', toId: null },
    ],
    [
      'ten silent days are within the cadence of grade C',
      { contacts: [contact(LINA, 5)], grade: 'C' },
      { rule: 'first', verdict: 'keep', toId: null },
    ],
    [
      'while a manager held her, nobody had to call',
      { contacts: [contact(LINA, 5)], clock: { ...evidence().clock!, because: 'exempt' } },
      { rule: 'first', verdict: 'keep', toId: null },
    ],
    [
      'protection was over, and Zhang Wei met her since',
      {
        clock: { ...evidence().clock!, until: day(14) },
        arrivals: [received(ZHANG, 14)],
      },
      { rule: 'over', verdict: 'give', toId: ZHANG },
    ],
    [
      'protection was over, and nobody looks after her',
      { clock: { ...evidence().clock!, until: day(14) } },
      { rule: 'over', verdict: 'pool', toId: null },
    ],
    [
      'Zhang Wei had her before and lost her: what was then is past',
      {
        arrivals: [received(ZHANG, 2)],
        periods: [
          { memberId: ZHANG, from: day(1), to: day(4), why: 'registered', endedWhy: 'lapsed' },
          { memberId: LINA, from: day(5), to: null, why: 'claimed', endedWhy: null },
        ],
      },
      { rule: 'first', verdict: 'keep', toId: null },
    ],
  ])('%s', (_, change, proposed) => {
    expect(propose(change)).toMatchObject(proposed);
  });

  it('of two claimants the earlier one', () => {
    const arrivals = [received(ZHANG, 4), received(EMMA, 3)];
    expect(propose({ arrivals }, [ZHANG, EMMA])).toMatchObject({ verdict: 'give', toId: EMMA });
  });

  it('says what speaks for it, and against', () => {
    const { reasons } = propose({ arrivals: [received(ZHANG, 4)], enteredAfter: 2 });
    expect(reasons).toEqual([
      { code: 'registered', who: LINA, at: day(5) },
      { code: 'protected', at: '2026-04-04T02:00:00.000Z' },
      { code: 'reached', who: LINA, n: 2, at: day(12) },
      { code: 'received', who: ZHANG, at: day(4) },
      { code: 'enteredAfter', n: 2 },
    ]);
  });
});

it('says of Zhang Wei that he received for Li Na, and that he did not call her', () => {
  const { reasons } = propose({ arrivals: [courtesy(12), received(ZHANG, 13)] });
  expect(reasons).toContainEqual({ code: 'courtesy', who: ZHANG, at: day(12) });
  expect(reasons).toContainEqual({ code: 'concealed', who: ZHANG, at: day(13) });
  expect(reasons.map(({ code }) => code)).not.toContain('nothing');
});

describe('whatever the evidence', () => {
  const people = fc.constantFrom(LINA, ZHANG, EMMA, 'wang');
  const on = fc.integer({ min: 1, max: 28 });
  const anyEvidence = fc
    .record({
      asOf: on.map((n) => day(n)),
      grade: fc.constantFrom('A', 'B', 'C', 'D', null),
      contacts: fc.array(
        fc.tuple(people, on, on).map(([who, at, entered]) => contact(who, at, entered)),
      ),
      arrivals: fc.array(fc.tuple(people, on).map(([who, at]) => received(who, at))),
      families: fc.array(people.map((repId) => ({ repId, number: 1, relation: 'spouse' }))),
      until: fc.option(on.map((n) => day(n))),
    })
    .map(({ until, ...change }) => evidence({ ...change, clock: { ...evidence().clock!, until } }));
  const claimants = fc.constantFrom<string[]>([ZHANG], [ZHANG, EMMA]);

  it('gives to nobody but a claimant, and the same evidence gives the same answer', () => {
    fc.assert(
      fc.property(anyEvidence, claimants, (one, claimantIds) => {
        const sides = { holderId: LINA, claimantIds };
        const proposal = proposeVerdict(one, sides, RULES);
        expect(proposal.toId === null).toBe(proposal.verdict !== 'give');
        if (proposal.toId) expect(claimantIds).toContain(proposal.toId);
        expect(proposal.reasons.length).toBeGreaterThan(1);
        expect(proposeVerdict(structuredClone(one), sides, RULES)).toEqual(proposal);
      }),
    );
  });

  it('one contact more of Li Na’s on the day never takes the customer from her', () => {
    fc.assert(
      fc.property(anyEvidence, claimants, (one, claimantIds) => {
        const sides = { holderId: LINA, claimantIds };
        const before = proposeVerdict(one, sides, RULES);
        const now = { memberId: LINA, kind: 'phone', at: one.asOf, enteredAt: one.asOf };
        const after = proposeVerdict({ ...one, contacts: [now, ...one.contacts] }, sides, RULES);
        if (before.verdict === 'keep') expect(after.verdict).toBe('keep');
        if (before.rule === 'silent') expect(after.verdict).toBe('keep');
      }),
    );
  });

  it('a stranger’s records decide nothing', () => {
    fc.assert(
      fc.property(anyEvidence, on, (one, n) => {
        const sides = { holderId: LINA, claimantIds: [ZHANG] };
        const more = { ...one, arrivals: [...one.arrivals, received('stranger', n)] };
        expect(proposeVerdict(more, sides, RULES)).toEqual(proposeVerdict(one, sides, RULES));
      }),
    );
  });
});
