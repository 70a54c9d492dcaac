import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ROLES } from '../../src/crm/access/roles.ts';
import {
  beginReview,
  type Judge,
  type Move,
  moved,
  type Reviewed,
  whyNotApprove,
} from '../../src/crm/review/rules/machine.ts';
import { itemOf } from '../../src/crm/review/rules/remarks.ts';
import { chainAnew, chainOf, listAbove, listAsked } from '../../src/crm/review/rules/reviewers.ts';
import { Refusal } from '../../src/lib/refusal.ts';

const lina: Judge = { id: 'lina', role: 'rep' };
const wang: Judge = { id: 'wang', role: 'manager' };
const grace: Judge = { id: 'grace', role: 'manager' };
const chen: Judge = { id: 'chen', role: 'reviewer' };
const zhao: Judge = { id: 'zhao', role: 'administrator' };

const two = chainOf('two', []);
const from = (...authors: Judge[]) =>
  beginReview(
    two,
    authors.map(({ id }) => id),
  );
const refusal = (act: () => unknown): string | null => {
  try {
    act();
    return null;
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
};

describe('a review in two steps', () => {
  it('goes from the manager to the reviewer', () => {
    const first = moved(from(lina), 'approve', wang);
    expect(first).toMatchObject({ state: 'waiting', approvals: ['wang'] });
    expect(moved(first, 'approve', chen)).toMatchObject({ state: 'approved' });
  });

  it.each([
    ['a rep cannot approve', from(lina), lina, 'reviewOwn'],
    ['a manager does not approve what she registered', from(wang), wang, 'reviewOwn'],
    [
      'a manager does not approve a customer of hers, whoever registered it',
      { ...from(lina), repId: wang.id },
      wang,
      'reviewOwn',
    ],
    ['the reviewer does not take the manager’s step', from(lina), chen, 'reviewOtherStep'],
    [
      'nobody approves both steps, not even an administrator',
      moved(from(lina), 'approve', zhao),
      zhao,
      'reviewBothSteps',
    ],
    [
      'a second manager comes too late for the first step',
      moved(from(lina), 'approve', wang),
      grace,
      'reviewOtherStep',
    ],
    [
      'what was returned is not approved',
      moved(from(lina), 'return', wang),
      wang,
      'reviewReturned',
    ],
  ])('%s', (_title, review, who, code) => {
    expect(whyNotApprove(review, who)).toBe(code);
    expect(refusal(() => moved(review, 'approve', who))).toBe(code);
  });

  it('begins anew when it is handed in again or changed: earlier approvals were of something else', () => {
    const returned = moved(moved(from(lina), 'approve', wang), 'return', chen);
    const again = moved(returned, 'resubmit', lina);
    expect(again).toMatchObject({ state: 'waiting', round: 2, approvals: [] });
    const changed = moved(moved(again, 'approve', wang), 'change', grace);
    expect(changed).toMatchObject({ approvals: [], authors: ['lina', 'grace'] });
    expect(whyNotApprove(changed, grace)).toBe('reviewOwn');
  });

  it('an approval is taken back by who gave it last, as long as nothing came after it', () => {
    const first = moved(from(lina), 'approve', wang);
    const both = moved(first, 'approve', chen);
    expect(moved(both, 'undo', chen)).toEqual(first);
    expect(moved(first, 'undo', wang)).toEqual(from(lina));
    expect(refusal(() => moved(both, 'undo', wang))).toBe('undoChanged');
    expect(refusal(() => moved(moved(first, 'return', chen), 'undo', wang))).toBe('undoChanged');
  });

  it('goes on where it stood after a question was answered', () => {
    const asked = moved(moved(from(lina), 'approve', wang), 'ask', chen);
    expect(moved(asked, 'answer', lina)).toMatchObject({ state: 'waiting', approvals: ['wang'] });
  });
});

describe('who is asked', () => {
  const office = [wang, chen, zhao];

  it.each([
    ['the manager first', from(lina), 'step', ['wang']],
    ['then the reviewer', moved(from(lina), 'approve', wang), 'step', ['chen']],
    [
      'the administrator, where the only manager registered it',
      from(wang),
      'administrator',
      ['zhao'],
    ],
    ['nobody, where the administrator had a hand in it too', from(wang, zhao), 'nobody', []],
  ])('%s', (_title, review, by, ids) => {
    const asked = listAsked(review, office);
    expect(asked.by).toBe(by);
    expect(asked.people.map(({ id }) => id)).toEqual(ids);
  });

  it('hears of what waits too long: the manager of a reviewer’s step, the administrator of a manager’s', () => {
    expect(listAbove(from(lina), office, [wang])).toEqual([zhao]);
    expect(listAbove(moved(from(lina), 'approve', wang), office, [chen])).toEqual([wang]);
  });

  it('one step is anybody’s of the two; a change of the rep is the reviewer’s alone', () => {
    expect(chainOf('off', [])).toEqual([]);
    expect(listAsked(beginReview(chainOf('one', []), ['lina']), office).people).toEqual([
      wang,
      chen,
    ]);
    expect(chainOf('two', ['assignedRep'])).toEqual(['reviewer']);
    expect(chainOf('two', ['assignedRep', 'phones'])).toHaveLength(2);
  });
});

describe('what is changed while it waits', () => {
  const claimed = { cause: 'change', chain: chainOf('two', ['assignedRep']) };

  it.each([
    [
      'a phone changed after the claim is the manager’s to see too',
      claimed,
      ['assignedRep', 'phones'],
      two,
    ],
    [
      'a second change of the rep is still the reviewer’s alone',
      claimed,
      ['assignedRep'],
      ['reviewer'],
    ],
    [
      'a registration that goes to another rep keeps both its steps',
      { cause: 'registration', chain: two },
      ['assignedRep'],
      two,
    ],
  ])('%s', (_title, { cause, chain }, fields, after) => {
    expect(chainAnew({ cause, chain, fields }, 'two')).toEqual(after);
  });

  it.each(['off', 'one'] as const)('no step is lost because the office turned to “%s”', (steps) => {
    expect(chainAnew({ cause: 'registration', chain: two, fields: ['phones'] }, steps)).toEqual(
      two,
    );
  });

  it.each([
    ['wechat', 'phone'],
    ['email', 'phone'],
    ['phones', 'phone'],
    ['budget', 'need'],
    ['nationalId', 'identity'],
    ['remark', null],
  ])('a change of %s voids what was checked of %s', (field, item) => {
    expect(itemOf(field)).toBe(item);
  });
});

describe('four eyes', () => {
  const people = fc
    .uniqueArray(fc.record({ id: fc.stringMatching(/^[a-f]$/), role: fc.constantFrom(...ROLES) }), {
      selector: ({ id }) => id,
      minLength: 1,
      maxLength: 6,
    })
    .chain((office) =>
      fc.record({
        office: fc.constant(office),
        authors: fc.subarray(
          office.map(({ id }) => id),
          { minLength: 1 },
        ),
        repId: fc.constantFrom(null, ...office.map(({ id }) => id)),
        chain: fc.constantFrom(two, chainOf('one', []), chainOf('two', ['assignedRep'])),
        moves: fc.array(
          fc.record({
            move: fc.constantFrom<Move>(
              'approve',
              'return',
              'ask',
              'answer',
              'resubmit',
              'change',
              'undo',
            ),
            by: fc.constantFrom(...office),
          }),
          { maxLength: 40 },
        ),
      }),
    );

  it('no path leads past them: whatever people press, each approval is another person’s and none an author’s', () => {
    fc.assert(
      fc.property(people, ({ office, authors, chain, moves, repId }) => {
        let review: Reviewed = { ...beginReview(chain, authors), repId };
        for (const { move, by } of moves) {
          try {
            review = moved(review, move, by);
          } catch (error) {
            if (!(error instanceof Refusal)) throw error;
          }
          const { approvals } = review;
          expect(new Set(approvals).size).toBe(approvals.length);
          expect(approvals.filter((id) => [...review.authors, repId].includes(id))).toEqual([]);
          expect(review.state === 'approved').toBe(approvals.length === chain.length);
          approvals.forEach((id, nth) => {
            const { role } = office.find((one) => one.id === id)!;
            const fits = chain[nth] === 'either' ? ['manager', 'reviewer'] : [chain[nth]];
            expect([...fits, 'administrator']).toContain(role);
          });
          const asked = listAsked(review, office);
          if (review.state === 'waiting' && asked.by === 'nobody')
            for (const one of office) expect(whyNotApprove(review, one)).not.toBeNull();
        }
      }),
      { numRuns: 400 },
    );
  });
});
