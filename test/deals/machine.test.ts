import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  CHECK_KINDS,
  CHECK_RESULTS,
  type Checked,
  checksFor,
  listUnmet,
  requireEligible,
} from '../../src/crm/deals/rules/eligibility.ts';
import {
  type DealState,
  holdsUnit,
  isLive,
  listMarks,
  listWaysBack,
  nextOf,
  requireMark,
  requireStep,
  STATES,
  STEPS,
  type StepKey,
  WAY_REASONS,
} from '../../src/crm/deals/rules/machine.ts';

const refused = (act: () => unknown): string => {
  try {
    act();
    return 'none';
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('the steps of a deal, as an office would read them out', () => {
  it.each<[StepKey, string, DealState]>([
    ['intent', 'open', 'intent'],
    ['subscribe', 'open intent', 'subscribed'],
    ['sign', 'open intent subscribed', 'signed'],
    ['deliver', 'signed', 'delivered'],
    ['drop', 'open', 'dropped'],
    ['withdraw', 'intent', 'withdrawn'],
    ['cancel', 'subscribed', 'cancelled'],
    ['forfeit', 'subscribed', 'forfeited'],
    ['return', 'signed delivered', 'returned'],
  ])('%s from %s makes it %s', (key, from, to) => {
    for (const state of STATES) {
      const code = refused(() => requireStep(state, key, 'price'));
      expect(code).toBe(from.split(' ').includes(state) ? 'none' : 'dealNotNow');
    }
    expect(STEPS[key].to).toBe(to);
  });

  it('every way back needs a reason of the list, and what is over does not move any more', () => {
    for (const state of STATES) {
      for (const way of listWaysBack(state)) {
        expect(refused(() => requireStep(state, way))).toBe('reasonMissing');
        expect(refused(() => requireStep(state, way, 'because'))).toBe('reasonMissing');
      }
      if (!isLive(state)) {
        expect(listWaysBack(state)).toEqual([]);
        for (const key of Object.keys(STEPS) as StepKey[])
          expect(refused(() => requireStep(state, key, 'price'))).toBe('dealNotNow');
      }
    }
  });

  it('a loan goes its way only where one was agreed: applied, approved, paid out, or refused and applied again', () => {
    const signed = {
      state: 'signed',
      plan: 'mortgage',
      isFiled: true,
      isRegistered: true,
    } as const;
    const marks = (loan: string) => listMarks({ ...signed, loan });
    expect(marks('none')).toEqual(['loan_applied']);
    expect(marks('applied')).toEqual(['loan_approved', 'loan_refused']);
    expect(marks('approved')).toEqual(['loan_granted', 'loan_refused']);
    expect(marks('refused')).toEqual(['loan_applied']);
    expect(marks('granted')).toEqual([]);
    expect(listMarks({ ...signed, plan: 'full', loan: 'none' })).toEqual([]);
    expect(refused(() => requireMark({ ...signed, loan: 'none' }, 'loan_granted'))).toBe(
      'dealNotNow',
    );
  });

  it('the one primary button is the next milestone', () => {
    const at = { withIntents: true, isEligible: true, isPaymentDue: false };
    const deal = { loan: 'none', plan: 'mortgage', isFiled: false, isRegistered: false } as const;
    expect(nextOf({ ...deal, state: 'open' }, at)).toBe('intent');
    expect(nextOf({ ...deal, state: 'open' }, { ...at, withIntents: false })).toBe('subscribe');
    expect(nextOf({ ...deal, state: 'intent' }, at)).toBe('subscribe');
    expect(nextOf({ ...deal, state: 'subscribed' }, { ...at, isEligible: false })).toBe('check');
    expect(nextOf({ ...deal, state: 'subscribed' }, at)).toBe('sign');
    expect(nextOf({ ...deal, state: 'signed' }, at)).toBe('filed');
    const filed = { ...deal, state: 'signed', isFiled: true } as const;
    expect(nextOf(filed, { ...at, isPaymentDue: true })).toBe('pay');
    expect(nextOf(filed, at)).toBe('loan_applied');
    expect(nextOf({ ...filed, loan: 'granted' }, at)).toBe('registered');
    expect(nextOf({ ...filed, loan: 'granted', isRegistered: true }, at)).toBe('deliver');
    expect(nextOf({ ...deal, state: 'delivered' }, at)).toBeNull();
    expect(nextOf({ ...deal, state: 'returned' }, at)).toBeNull();
  });
});

const checked: fc.Arbitrary<Checked> = fc.record(
  Object.fromEntries(CHECK_KINDS.map((kind) => [kind, fc.constantFrom(...CHECK_RESULTS)])),
  { requiredKeys: [] },
);
const plan = fc.constantFrom('full', 'instalments', 'mortgage', null);

describe('whatever an office does', () => {
  it('nobody signs past a check that failed, is pending or was never made', () => {
    fc.assert(
      fc.property(checked, fc.subarray([...CHECK_KINDS]), plan, (known, asked, how) => {
        const kinds = checksFor(asked, how);
        const code = refused(() => requireEligible(known, kinds, { customerId: 'x' }));
        const isClear = kinds.every((kind) => ['passed', 'not_needed'].includes(known[kind] ?? ''));
        expect(code === 'none').toBe(isClear);
        expect(listUnmet(known, kinds).length === 0).toBe(isClear);
        if (kinds.some((kind) => known[kind] === 'failed')) expect(code).toBe('dealIneligible');
      }),
    );
  });

  it('a walk of any steps leaves each unit with at most one live deal, and never wakes a dead one', () => {
    const step = fc.record({
      deal: fc.nat({ max: 3 }),
      unit: fc.nat({ max: 1 }),
      key: fc.constantFrom(...(Object.keys(STEPS) as StepKey[])),
      reason: fc.constantFrom(...WAY_REASONS),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const deals = [0, 1, 2, 3].map(() => ({ state: 'open' as DealState, unit: -1 }));
        for (const { deal, unit, key, reason } of steps) {
          const one = deals[deal]!;
          const wasLive = isLive(one.state);
          if (refused(() => requireStep(one.state, key, reason)) !== 'none') continue;
          expect(wasLive).toBe(true);
          const { to } = STEPS[key];
          const wanted = one.unit >= 0 ? one.unit : unit;
          const isTaken = deals.some(
            (other) => other !== one && holdsUnit(other.state) && other.unit === wanted,
          );
          if (holdsUnit(to) && isTaken) continue;
          one.state = to;
          if (holdsUnit(to)) one.unit = wanted;
        }
        for (const unit of [0, 1])
          expect(
            deals.filter((one) => holdsUnit(one.state) && one.unit === unit).length,
          ).toBeLessThanOrEqual(1);
      }),
    );
  });
});
