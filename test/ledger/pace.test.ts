import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Pace } from '../../src/ledger/pace.ts';

const rates = { channel: { perSecond: 1, burst: 3 }, workspace: { perSecond: 5, burst: 20 } };

/** A pace with a clock of the test's own. */
function paced() {
  let now = 1_000_000;
  const pace = new Pace(rates, () => now);
  return { pace, pass: (ms: number) => (now += ms), now: () => now };
}

describe('the pace of what leaves', () => {
  it('three at once into one channel, then one a second', () => {
    const { pace, pass } = paced();
    expect([pace.take('C1'), pace.take('C1'), pace.take('C1')]).toEqual([0, 0, 0]);
    expect(pace.take('C1')).toBe(1000);
    pass(1000);
    expect(pace.take('C1')).toBe(0);
    expect(pace.take('C1')).toBeGreaterThan(0);
  });

  it('those who wait are sent for one after the other, not all at once', () => {
    const { pace } = paced();
    for (let i = 0; i < 3; i++) pace.take('C1');
    expect([pace.take('C1'), pace.take('C1'), pace.take('C1')]).toEqual([1000, 2000, 3000]);
  });

  it('a refusal pauses only its own channel', () => {
    const { pace, pass } = paced();
    pace.pause('C1', 30_000);
    expect(pace.take('C1')).toBe(30_000);
    expect(pace.take('C2')).toBe(0);
    pass(30_000);
    expect(pace.take('C1')).toBe(0);
  });

  it('refusals in two channels at a time pause the workspace', () => {
    const { pace } = paced();
    pace.pause('C1', 30_000);
    pace.pause('C2', 10_000);
    expect(pace.take('C3')).toBe(10_000);
  });

  it('without a limit nobody waits', () => {
    const free = { perSecond: Number.POSITIVE_INFINITY, burst: 10 };
    const pace = new Pace({ channel: free, workspace: free });
    for (let n = 0; n < 100; n++) expect(pace.take('C1')).toBe(0);
  });

  it('no second has more than its burst and rate allow, whatever comes', () => {
    const step = fc.record({ wait: fc.nat(1500), channel: fc.constantFrom('C1', 'C2', 'C3') });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
        const { pace, pass, now } = paced();
        const sent: { at: number; channel: string }[] = [];
        for (const { wait, channel } of steps) {
          pass(wait);
          if (pace.take(channel) === 0) sent.push({ at: now(), channel });
        }
        for (const { at, channel } of sent) {
          const within = sent.filter(
            (one) => one.channel === channel && one.at >= at && one.at < at + 10_000,
          );
          expect(within.length).toBeLessThanOrEqual(3 + 10);
        }
      }),
    );
  });
});
