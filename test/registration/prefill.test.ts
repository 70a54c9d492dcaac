import { describe, expect, it } from 'vitest';
import { readPrefill } from '../../src/crm/registration/schema/prefill.ts';

const how = { region: 'CN', now: new Date('2026-03-05T01:00:00Z'), zone: 'Asia/Shanghai' } as const;

describe('a line after /customer new', () => {
  it.each([
    [
      '王女士 138 1234 5678',
      { name: '王女士', phones: '138 1234 5678', nextFollowUp: null, left: null },
    ],
    [
      '王女士 13812345678 明天下午3点',
      { name: '王女士', phones: '13812345678', nextFollowUp: '明天下午3点', left: null },
    ],
    [
      '欧阳先生 １３９１２３４５６７８ 想看两房',
      { name: '欧阳先生', phones: '13912345678', nextFollowUp: null, left: '想看两房' },
    ],
    [
      'Ms Wang +65 9123 4567 tomorrow 10am',
      { name: 'Ms Wang', phones: '+65 9123 4567', nextFollowUp: 'tomorrow 10am', left: null },
    ],
    [
      'Emma Clarke wants three bedrooms',
      { name: 'Emma Clarke', phones: null, nextFollowUp: null, left: 'wants three bedrooms' },
    ],
    ['13812345678', { name: null, phones: '13812345678', nextFollowUp: null, left: null }],
  ])('“%s” fills the form and loses nothing', (text, expected) => {
    expect(readPrefill(text, { ...how, locale: /[a-z]/i.test(text) ? 'en' : 'zh' })).toEqual(
      expected,
    );
  });

  it.each([
    '',
    '   ',
    '💥💥',
    '‮evil',
    '1',
    '<script>',
    "'; DROP TABLE customers; --",
    'x'.repeat(4000),
  ])('whatever is typed (%#), every word is in a field or left', (text) => {
    const { name, phones, nextFollowUp, left } = readPrefill(text, { ...how, locale: 'en' });
    const kept = [name, phones, nextFollowUp, left].filter(Boolean).join('').replace(/\s/g, '');
    expect(kept.length).toBe(text.normalize('NFKC').replace(/\s/g, '').length);
  });
});
