import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULTS } from '../../src/crm/settings/rules.ts';
import { byWeight, REASONS, type WhyFacts, weigh } from '../../src/crm/why/rules.ts';

const now = new Date('2026-03-05T10:00:00+08:00');
const at = { now, zone: 'Asia/Shanghai', settings: DEFAULTS };
const hours = (n: number) => new Date(now.getTime() + n * 3_600_000);
const days = (n: number) => hours(24 * n);

/** Somebody interested, reached yesterday, with nothing planned. */
const calm: WhyFacts = {
  status: 'active',
  stage: 'interested',
  grade: 'C',
  doNotContact: false,
  arrivedAt: days(-10),
  lastEffectiveAt: days(-1),
  protectedUntil: days(20),
  plan: null,
  said: null,
  viewingAt: null,
  fits: [],
  cheaper: [],
  paymentOn: null,
  holdEndsAt: null,
};
const keysOf = (facts: Partial<WhyFacts>) =>
  weigh({ ...calm, ...facts }, at).reasons.map(({ key }) => key);

describe('why to call a customer today', () => {
  it.each<[string, Partial<WhyFacts>, string[]]>([
    ['nothing presses', {}, []],
    ['a plan two days ago', { plan: { dueAt: days(-2), grain: 'day' } }, ['overdue']],
    ['a plan of this morning, for the day', { plan: { dueAt: hours(-1), grain: 'day' } }, ['due']],
    ['a plan at 9, at 10', { plan: { dueAt: hours(-1), grain: 'minute' } }, ['overdue']],
    ['a plan at 3 p.m.', { plan: { dueAt: hours(5), grain: 'minute' } }, ['due']],
    ['a plan of tomorrow', { plan: { dueAt: hours(15), grain: 'minute' } }, []],
    ['protection that ends in two days', { protectedUntil: days(2) }, ['protection']],
    ['protection that ended', { protectedUntil: days(-1) }, []],
    ['never reached', { lastEffectiveAt: null }, ['unanswered']],
    ['silent for longer than grade C allows', { lastEffectiveAt: days(-14) }, ['silent']],
    ['not satisfied since', { said: { at: hours(-3), score: 1 } }, ['unhappy']],
    [
      'not satisfied, and reached after it',
      { said: { at: hours(-30), score: 1 }, lastEffectiveAt: hours(-3) },
      [],
    ],
    ['a good grade and nothing to do', { grade: 'A' }, []],
    [
      'a good grade with something to do',
      { grade: 'A', plan: { dueAt: hours(1), grain: 'minute' } },
      ['due', 'hot'],
    ],
    ['a hold that ends tonight', { holdEndsAt: hours(9) }, ['holdEnds']],
    ['a viewing this evening', { viewingAt: hours(8) }, ['viewing']],
    ['a viewing of tomorrow', { viewingAt: hours(15) }, []],
    ['a new home that fits', { fits: [hours(-2), hours(-3)] }, ['fits']],
    ['a home of the proposal became cheaper', { cheaper: [days(-1)] }, ['cheaper']],
    ['a new home for somebody who has bought', { stage: 'closed', fits: [hours(-2)] }, []],
    ['a payment of yesterday', { stage: 'closed', paymentOn: '2026-03-04' }, ['paymentLate']],
    ['a payment of today', { stage: 'closed', paymentOn: '2026-03-05' }, ['payment']],
    ['a payment of next week', { stage: 'closed', paymentOn: '2026-03-12' }, []],
    ['a home that came two months ago', { fits: [days(-60)] }, []],
    ['a hold of next week', { holdEndsAt: days(7) }, []],
    [
      'a closed customer who was silent for a year',
      { stage: 'closed', lastEffectiveAt: days(-365) },
      [],
    ],
    [
      'a closed customer whose return contact is due',
      { stage: 'closed', plan: { dueAt: hours(-1), grain: 'day' } },
      ['due'],
    ],
    [
      'no contact wished, whatever presses',
      { doNotContact: true, grade: 'A', plan: { dueAt: days(-2), grain: 'day' } },
      [],
    ],
    ['no customer at all', { status: 'invalid', lastEffectiveAt: null }, []],
  ])('%s', (_, facts, keys) => {
    expect(keysOf(facts)).toEqual(keys);
  });

  it('the rows are in the order of their weights, so that the table reads like the answer', () => {
    const weights = REASONS.map(({ weight }) => weight);
    expect(weights).toEqual([...weights].sort((a, b) => b - a));
    expect(new Set(REASONS.map(({ key }) => key)).size).toBe(REASONS.length);
  });

  const moment = fc.integer({ min: -400, max: 400 }).map(hours);
  const maybe = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: null });
  const anybody: fc.Arbitrary<WhyFacts> = fc.record({
    status: fc.constantFrom('active', 'invalid', 'merged', 'erased'),
    stage: fc.constantFrom('potential', 'interested', 'negotiating', 'closed', 'lost'),
    grade: maybe(fc.constantFrom('A', 'B', 'C', 'D')),
    doNotContact: fc.boolean(),
    arrivedAt: moment,
    lastEffectiveAt: maybe(moment),
    protectedUntil: maybe(moment),
    plan: maybe(fc.record({ dueAt: moment, grain: fc.constantFrom('minute', 'day', 'coarse') })),
    said: maybe(fc.record({ at: moment, score: fc.integer({ min: 1, max: 5 }) })),
    viewingAt: maybe(moment),
    fits: fc.array(moment, { maxLength: 3 }),
    cheaper: fc.array(moment, { maxLength: 3 }),
    paymentOn: maybe(fc.constantFrom('2026-02-01', '2026-03-05', '2026-03-07', '2026-05-01')),
    holdEndsAt: maybe(moment),
  });

  it('the sum is that of the reasons, the strongest first, and one more never makes it less', () => {
    fc.assert(
      fc.property(anybody, (facts) => {
        const { score, reasons } = weigh(facts, at);
        expect(score).toBe(reasons.reduce((sum, { weight }) => sum + weight, 0));
        const weights = reasons.map(({ weight }) => weight);
        expect(weights).toEqual([...weights].sort((a, b) => b - a));
        if (facts.status !== 'active' || facts.doNotContact) expect(score).toBe(0);
        const more = weigh({ ...facts, holdEndsAt: hours(1) }, at);
        expect(more.score).toBeGreaterThanOrEqual(score);
      }),
    );
  });

  it('an order by reasons keeps those together who have as many, as they came', () => {
    fc.assert(
      fc.property(fc.array(anybody, { maxLength: 12 }), (all) => {
        const lines = byWeight(all.map((facts, nth) => ({ nth, why: weigh(facts, at) })));
        for (const [nth, line] of lines.entries()) {
          const next = lines[nth + 1];
          if (!next) continue;
          expect(line.why.score).toBeGreaterThanOrEqual(next.why.score);
          if (line.why.score === next.why.score) expect(line.nth).toBeLessThan(next.nth);
        }
      }),
    );
  });
});
