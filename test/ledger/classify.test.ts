import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CODES, classify, isHopeless, pauseMs } from '../../src/ledger/classify.ts';

describe('what an answer means', () => {
  it.each([
    ['channel_not_found', 'no-way'],
    ['is_archived', 'no-way'],
    ['not_in_channel', 'no-way'],
    ['restricted_action_read_only_channel', 'no-way'],
    ['cannot_dm_bot', 'no-way'],
    ['token_revoked', 'stopped'],
    ['account_inactive', 'stopped'],
    ['missing_scope', 'stopped'],
    ['invalid_blocks', 'poison'],
    ['msg_too_long', 'poison'],
    ['internal_error', 'doubtful'],
    ['fatal_error', 'doubtful'],
    ['service_unavailable', 'doubtful'],
    ['request_timeout', 'doubtful'],
    ['ratelimited', 'limited'],
    ['team_is_being_migrated', 'later'],
  ])('%s is %s', (code, is) => {
    expect(classify({ kind: 'refused', code }).is).toBe(is);
  });

  it('a post that existed and was deleted counts as delivered', () => {
    expect(classify({ kind: 'refused', code: 'duplicate_message_not_found' })).toEqual({
      is: 'sent',
      ts: null,
    });
  });

  it('no answer is a doubt, no connection is a no', () => {
    expect(classify({ kind: 'unknown', why: 'TimeoutError' }).is).toBe('doubtful');
    expect(classify({ kind: 'unreached', why: 'ECONNREFUSED' }).is).toBe('later');
    expect(classify({ kind: 'limited', afterMs: 7000 })).toEqual({ is: 'limited', afterMs: 7000 });
    expect(classify({ kind: 'posted', ts: '1.2' })).toEqual({ is: 'sent', ts: '1.2' });
  });

  it('no code has two meanings', () => {
    const all = Object.values(CODES).flat();
    expect(new Set(all).size).toBe(all.length);
  });

  it('a code nobody knows is tried again, never given up at once and never taken for sent', () => {
    const known = new Set(Object.values(CODES).flat());
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z_]{1,40}$/), (code) => {
        fc.pre(!known.has(code));
        expect(classify({ kind: 'refused', code })).toEqual({ is: 'later', why: code });
      }),
    );
  });
});

describe('the pause before another try', () => {
  it('grows, stays within a quarter of an hour, and is never zero', () => {
    fc.assert(
      fc.property(fc.nat(2000), fc.double({ min: 0, max: 1, noNaN: true }), (attempts, random) => {
        const pause = pauseMs(attempts, random);
        expect(pause).toBeGreaterThanOrEqual(2_500);
        expect(pause).toBeLessThanOrEqual(15 * 60_000);
      }),
    );
    expect(pauseMs(3, 1)).toBeGreaterThan(pauseMs(0, 1));
  });

  it('lasts about a week before a message is given up', () => {
    let total = 0;
    for (let attempts = 0; !isHopeless(attempts); attempts++) total += pauseMs(attempts, 0.5);
    expect(total / 86_400_000).toBeGreaterThan(4);
  });
});
