import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  arrivalReason,
  fitsMask,
  isSamePerson,
  readReportNumber,
  sayReport,
  windowOf,
} from '../../src/crm/partners/rules.ts';
import { readReports } from '../../src/crm/partners/schema.ts';
import { DEFAULTS, officeHours } from '../../src/crm/settings/rules.ts';

const zone = 'Asia/Shanghai';
const at = (time: string) => new Date(`2026-03-${time}:00+08:00`);
const terms = { reportLeadMinutes: 30, reportDaysAhead: 1 };

describe('the window of a report', () => {
  it.each([
    ['11T09:00', '11T09:30', null],
    ['11T09:00', '11T09:29', 'tooLate'],
    ['11T09:00', '11T08:59', 'past'],
    ['11T23:50', '12T10:00', null],
    ['11T00:10', '12T23:59', null],
    ['11T09:00', '13T00:00', 'tooEarly'],
  ])('reported %s for %s: %s', (reported, expected, reason) => {
    const window = windowOf({ reportedAt: at(reported), expectedAt: at(expected), zone }, terms);
    expect(window.reason).toBe(reason);
  });

  it('an arrival counts from half an hour after the report until the day is over, no sooner, no later', () => {
    const window = windowOf(
      { reportedAt: at('11T09:00'), expectedAt: at('11T15:00'), zone },
      terms,
    );
    expect(arrivalReason(window, at('11T09:29'))).toBe('arrivedEarly');
    expect(arrivalReason(window, at('11T09:30'))).toBeNull();
    expect(arrivalReason(window, at('11T23:59'))).toBeNull();
    expect(arrivalReason(window, at('12T00:00'))).toBe('expired');
  });

  it('whatever the terms, a report that is valid has an arrival that counts', () => {
    const minute = fc.integer({ min: 0, max: 5 * 24 * 60 });
    fc.assert(
      fc.property(minute, minute, fc.nat(600), fc.nat(5), (reported, expected, lead, ahead) => {
        const time = (minutes: number) => new Date(at('11T00:00').getTime() + minutes * 60_000);
        const window = windowOf(
          { reportedAt: time(reported), expectedAt: time(expected), zone },
          { reportLeadMinutes: lead, reportDaysAhead: ahead },
        );
        if (window.reason === null) expect(arrivalReason(window, time(expected))).toBeNull();
      }),
    );
  });
});

describe('whom a report names', () => {
  const masked = '133****3333';
  it.each([
    [{ e164: null, masked, name: '王女士' }, { e164: null, masked, name: '王芳' }, true],
    [{ e164: null, masked, name: '王女士' }, { e164: null, masked, name: '李女士' }, false],
    [
      { e164: '+8613311113333', masked, name: '王' },
      { e164: '+8613311113333', masked, name: '李' },
      true,
    ],
    [
      { e164: '+8613311113333', masked, name: '王' },
      { e164: '+8613322223333', masked, name: '王' },
      false,
    ],
    [
      { e164: '+8613311113333', masked, name: '王女士' },
      { e164: null, masked, name: '王先生' },
      true,
    ],
  ])('%j and %j: the same person %s', (one, other, same) => {
    expect(isSamePerson(one, other)).toBe(same);
    expect(isSamePerson(other, one)).toBe(same);
  });

  it('the whole phone must fit the mask', () => {
    expect(fitsMask(['+8613812345678', '+8613355553333'], masked)).toBe(true);
    expect(fitsMask(['+8613355553334'], masked)).toBe(false);
    expect(fitsMask([], masked)).toBe(false);
  });

  it('P-17 is read however it is said', () => {
    expect(['P-17', 'p17', '17', 'Ｐ－17'].map(readReportNumber)).toEqual([17, 17, 17, 17]);
    expect(readReportNumber('C-17')).toBeNull();
    expect(readReportNumber(sayReport(42))).toBe(42);
  });
});

describe('a partner’s text', () => {
  const context = {
    sources: DEFAULTS.sources,
    districts: DEFAULTS.districts,
    currency: 'CNY',
    region: 'CN' as const,
    now: at('11T09:00'),
    zone,
    locale: 'zh' as const,
    hours: officeHours(DEFAULTS, zone),
  };
  const read = (text: string, when = '') => readReports(text, when, context);

  it('several customers, one a line, masked or whole, each with its time or the common one', () => {
    const text = '1. 王女士 133****3333 今天下午3点到访\n2、李先生 13812345678 明天';
    expect(read(text)).toEqual([
      { name: '王女士', e164: null, masked: '133****3333', expectedAt: at('11T15:00') },
      { name: '李先生', e164: '+8613812345678', masked: '138****5678', expectedAt: at('12T23:59') },
    ]);
    expect(read('王女士 133****3333', '今天下午4点')[0]!.expectedAt).toEqual(at('11T16:00'));
  });

  it.each([
    ['', 'reportNothing'],
    ['王女士 明天', 'reportPhone'],
    ['133****3333 明天', 'reportName'],
    ['王女士 133****3333', 'reportWhen'],
  ])('says which line lacks what: “%s” %s', (text, code) => {
    expect(() => read(text)).toThrow(expect.objectContaining({ code }));
  });
});
