import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  CONTACT_KINDS,
  type Countable,
  isFitting,
  mostValuable,
  RESULTS,
  resultsOf,
  tally,
  visitKind,
} from '../../src/crm/interactions/rules.ts';

describe('what can come of a contact', () => {
  it.each([
    ['phone', 'no_answer', true],
    ['phone', 'wrong_number', true],
    ['phone', 'sent', false],
    ['wechat', 'sent', true],
    ['wechat', 'effective', true],
    ['email', 'powered_off', false],
    ['visit', 'effective', true],
    ['visit', 'no_answer', false],
    ['meeting', 'no_answer', false],
  ] as const)('a %s with %s: %s', (kind, result, fits) => {
    expect(isFitting(kind, result)).toBe(fits);
  });

  it('A message that was sent is an attempt unless the rep says that it was answered', () => {
    expect(resultsOf('wechat')[0]).toBe('sent');
    expect(resultsOf('email')[0]).toBe('sent');
  });

  it('A visit after a visit is a revisit, whatever the rep called it', () => {
    expect(visitKind('visit', 0)).toBe('visit');
    expect(visitKind('visit', 1)).toBe('revisit');
    expect(visitKind('phone', 5)).toBe('phone');
  });
});

const contact: fc.Arbitrary<Countable> = fc.record({
  kind: fc.constantFrom(...CONTACT_KINDS),
  effective: fc.boolean(),
  happenedAt: fc.date({
    min: new Date('2025-01-01'),
    max: new Date('2026-12-31'),
    noInvalidDate: true,
  }),
  withdrawn: fc.boolean(),
});

describe('the sum of contacts', () => {
  it('never depends on the order they were entered in', () => {
    fc.assert(
      fc.property(fc.array(contact), (contacts) => {
        expect(tally([...contacts].reverse())).toEqual(tally(contacts));
      }),
    );
  });

  it('is the same after logging a contact and taking it back', () => {
    fc.assert(
      fc.property(fc.array(contact), contact, (contacts, one) => {
        expect(tally([...contacts, { ...one, withdrawn: true }])).toEqual(tally(contacts));
      }),
    );
  });

  it('counts an attempt never as contact', () => {
    fc.assert(
      fc.property(fc.array(contact), contact, (contacts, one) => {
        const attempt = { ...one, effective: false };
        const { effectiveCount, visitCount, lastEffectiveAt } = tally(contacts);
        expect(tally([...contacts, attempt])).toMatchObject({
          effectiveCount,
          visitCount,
          lastEffectiveAt,
        });
      }),
    );
  });
});

it('Li Na is asked for the phone before anything else, then for what sells', () => {
  expect(mostValuable(['gender', 'layouts', 'phones'])).toBe('phones');
  expect(mostValuable(['gender', 'layouts'])).toBe('layouts');
  expect(mostValuable([])).toBeNull();
  expect(mostValuable(['note'])).toBe('note');
});

it('every result has a kind it fits', () => {
  for (const result of RESULTS) {
    expect(CONTACT_KINDS.some((kind) => isFitting(kind, result))).toBe(true);
  }
});
