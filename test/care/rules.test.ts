import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keptOn, readMonthDay } from '../../src/crm/care/rules/days.ts';
import {
  creditedRep,
  earnedBy,
  type Introduced,
  isFresh,
  reachedEvents,
  stepOf,
} from '../../src/crm/care/rules/referral.ts';
import { CODE_BYTES, codeFrom, isLow, readAnswer } from '../../src/crm/care/rules/satisfaction.ts';
import { readCreditRules, writeCreditRule } from '../../src/crm/settings/credit-rules.ts';
import { DEFAULTS } from '../../src/crm/settings/rules.ts';

const at = (iso: string) => new Date(iso);

describe('to whom an owner’s referral counts', () => {
  const of: Introduced = {
    referrerRepId: 'lina',
    newcomerRepId: 'zhang',
    isAsked: false,
    loggedAt: null,
    arrivedAt: at('2026-03-05T10:00:00+08:00'),
  };

  it.each([
    ['nobody asked and nothing was logged: who serves the newcomer', {}, 'zhang', null],
    ['the newcomer asked for Li Na', { isAsked: true }, 'lina', 'asked'],
    [
      'Li Na logged it the day before',
      { loggedAt: at('2026-03-04T18:00:00+08:00') },
      'lina',
      'introduced',
    ],
    [
      'Li Na logged it when the newcomer stood there already',
      { loggedAt: at('2026-03-05T10:00:00+08:00') },
      'zhang',
      null,
    ],
    [
      'the referrer has no rep any more, whoever asked',
      { referrerRepId: null, isAsked: true },
      'zhang',
      null,
    ],
  ] as const)('%s', (_, change, repId, because) => {
    expect(creditedRep({ ...of, ...change })).toEqual({ repId, because });
  });

  it('counts for exactly one of the two, whatever happened', () => {
    const reps = fc.option(fc.constantFrom('lina', 'zhang', 'tom'), { nil: null });
    const moment = fc.date({ min: at('2026-01-01'), max: at('2026-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(
        fc.record({
          referrerRepId: reps,
          newcomerRepId: reps,
          isAsked: fc.boolean(),
          loggedAt: fc.option(moment, { nil: null }),
          arrivedAt: moment,
        }),
        (one) => {
          const { repId, because } = creditedRep(one);
          expect(repId).toBe(because ? one.referrerRepId : one.newcomerRepId);
          if (because === 'introduced') expect(one.loggedAt! < one.arrivedAt).toBe(true);
        },
      ),
    );
  });
});

describe('what a referral earns', () => {
  it.each([
    [{ stage: 'potential', visitCount: 0 }, ['registered']],
    [{ stage: 'interested', visitCount: 2 }, ['registered', 'visited']],
    [{ stage: 'closed', visitCount: 1 }, ['registered', 'visited', 'signed']],
    [{ stage: 'closed', visitCount: 0 }, ['registered', 'signed']],
    [{ stage: 'lost', visitCount: 0 }, ['registered']],
  ])('%o has come as far as %o', (newcomer, events) => {
    expect(reachedEvents(newcomer)).toEqual(events);
  });

  it('each row of the step earns one credit; a rep’s credit needs a rep', () => {
    const rows = DEFAULTS.referralCredits;
    const ours = { repId: 'lina', because: 'asked' as const };
    expect(earnedBy(['registered'], rows, ours)).toEqual([]);
    expect(earnedBy(['visited'], rows, ours).map((one) => one.recipient)).toEqual(['referrer']);
    const signed = earnedBy(['signed'], rows, ours);
    expect(signed.map((one) => [one.recipient, one.memberId, one.because])).toEqual([
      ['referrer', null, null],
      ['newcomer', null, null],
      ['rep', 'lina', 'asked'],
    ]);
    expect(earnedBy(['signed'], rows, { repId: null, because: null })).toHaveLength(2);
  });

  it('steps count up, and what lies a month behind when the link is seen is no introduction', () => {
    expect((['registered', 'visited', 'signed'] as const).map(stepOf)).toEqual([1, 2, 3]);
    expect(isFresh(at('2026-02-10T00:00:00Z'), at('2026-03-05T00:00:00Z'))).toBe(true);
    expect(isFresh(at('2026-01-10T00:00:00Z'), at('2026-03-05T00:00:00Z'))).toBe(false);
  });

  it('the office’s rows are read as they are written, in both languages', () => {
    for (const locale of ['zh', 'en'] as const) {
      const lines = DEFAULTS.referralCredits.map((rule) => writeCreditRule(rule, locale));
      expect(readCreditRules('referralCredits', lines)).toEqual(DEFAULTS.referralCredits);
    }
    expect(() => readCreditRules('referralCredits', ['signed everybody → gold | gold'])).toThrow();
    expect(() => readCreditRules('referralCredits', ['signed referrer'])).toThrow();
  });
});

describe('a code that a customer texts back', () => {
  it.each([
    ['K7Q39M 5 all fine', 5, 'all fine'],
    ['k7q39m 4', 4, null],
    ['Ｋ7Ｑ39Ｍ，５分，很满意！', 5, '很满意!'],
    ['K7Q39M 3分一般般', 3, '一般般'],
    ['【K7Q39M】 1 星 没人管', 1, '没人管'],
    ['K7Q39M5', 5, null],
  ])('%s', (text, score, words) => {
    expect(readAnswer(text)).toEqual({ code: 'K7Q39M', score, words });
  });

  it.each(['Walker 3 rooms', '王女士 5', 'K7Q39M', 'K7Q39M 6', 'K7Q39M 55', '138123 5', ''])(
    '%s is none',
    (text) => {
      expect(readAnswer(text)).toBeNull();
    },
  );

  it('every code is read back, however it is typed', () => {
    const bytes = fc.uint8Array({ minLength: CODE_BYTES, maxLength: CODE_BYTES });
    fc.assert(
      fc.property(bytes, fc.integer({ min: 1, max: 5 }), fc.boolean(), (raw, score, lower) => {
        const code = codeFrom(raw);
        const typed = `${lower ? code.toLowerCase() : code} ${score}`;
        expect(readAnswer(typed)).toEqual({ code, score, words: null });
      }),
    );
  });

  it('the office says what is low; 0 is never', () => {
    expect([1, 2, 3, 4, 5].filter((score) => isLow(score, 2))).toEqual([1, 2]);
    expect([1, 2, 3, 4, 5].filter((score) => isLow(score, 0))).toEqual([]);
  });
});

describe('days of the year', () => {
  it.each([
    ['3月5日', '03-05'],
    ['1988年3月5号', '03-05'],
    ['03-05', '03-05'],
    ['1988-03-05', '03-05'],
    ['5 March', '03-05'],
    ['5th Mar 1988', '03-05'],
    ['March 5, 1988', '03-05'],
    ['2月29日', '02-29'],
  ])('%s is %s', (text, day) => {
    expect(readMonthDay(text)).toBe(day);
  });

  it.each(['5/3', '2月30日', '13-01', 'sometime', 'Foo 5', ''])('%s is none', (text) => {
    expect(readMonthDay(text)).toBeNull();
  });

  it('29 February is kept on the 28th where there is none, and once a year everywhere', () => {
    expect(keptOn('2027-02-28')).toEqual(['02-28', '02-29']);
    expect(keptOn('2028-02-28')).toEqual(['02-28']);
    expect(keptOn('2028-02-29')).toEqual(['02-29']);
  });
});
