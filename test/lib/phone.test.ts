import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findPhone, formatPhone, maskPhone, phoneKeys, readPhones } from '../../src/lib/phone.ts';

const full = (text: string, region?: Parameters<typeof readPhones>[1]) =>
  readPhones(text, region).map((one) =>
    one.kind === 'full' ? one.e164 + (one.ext ? `#${one.ext}` : '') : one.masked,
  );

describe('phones as reps type them', () => {
  it.each([
    ['13700001111'],
    ['137 0000 1111'],
    ['137-0000-1111'],
    ['１３７００００１１１１'],
    ['+86 137 0000 1111'],
    ['0086 13700001111'],
    ['86 13700001111'],
    ['013700001111'],
    ['(+86)13700001111'],
    ['电话：13700001111（微信同号）'],
    ['137\u200B00001111'],
    ['137—0000—1111'],
  ])('Li Na types %s and one mainland mobile is read', (text) => {
    expect(full(text)).toEqual(['+8613700001111']);
  });

  it.each([
    ['010-64001234-802', ['+861064001234#802']],
    ['021 6400 1234 转 802', ['+862164001234#802']],
    ['13700001111转5', ['+8613700001111#5']],
    ['400-810-1234', ['+864008101234']],
    ['+852 9123 0000', ['+85291230000']],
    ['0085291230000', ['+85291230000']],
    ['6581230000', ['+6581230000']],
    ['13700001111/13800002222、+6581230000', ['+8613700001111', '+8613800002222', '+6581230000']],
    ['137 0000 1111 138 0000 2222', ['+8613700001111', '+8613800002222']],
    ['137****1111', ['137****1111']],
    ['137xxxx1111 或 13800002222', ['137****1111', '+8613800002222']],
    ['12345678901', []],
    ['110101199003070000', []],
    ['2026-12-01 14:30', []],
    ['C-1042 预算700-900万 95平', []],
  ])('Li Na types %s', (text, expected) => {
    expect(full(text)).toEqual(expected);
  });

  it('Ben in Hong Kong and Mei in Singapore type local numbers', () => {
    expect(full('9123 0000', 'HK')).toEqual(['+85291230000']);
    expect(full('8123 0000', 'SG')).toEqual(['+6581230000']);
    expect(full('9123 0000')).toEqual([]);
  });

  it('the words that were read can be cut out of the line', () => {
    const text = '刘女士 ＋86 137 0000 1111 周四看房';
    const [one] = readPhones(text);
    expect(text.slice(one?.start, one?.end)).toContain('137 0000 1111');
    expect(findPhone('13700001111 13800002222')).toBeNull();
  });
});

describe('a count written beside a phone', () => {
  it.each([
    ['Ms Lee 07911 123456 3 bed budget 2-2.5m', 'GB', '+447911123456', '07911 123456'],
    ['arrive 3 07911 123456', 'GB', '+447911123456', '07911 123456'],
    ['2 07911 123456 3 bed', 'GB', '+447911123456', '07911 123456'],
    ['Ms Green +44 20 7946 0018 2 bed 1m', 'GB', '+442079460018', '+44 20 7946 0018'],
    ['Mr Tan +65 9123 4567 3 rooms', 'GB', '+6591234567', '+65 9123 4567'],
    ['Mr Silva 212 736 5000 2 br', 'US', '+12127365000', '212 736 5000'],
    ['陈先生 9123 4567 3房', 'HK', '+85291234567', '9123 4567'],
  ] as const)('%s', (text, region, e164, words) => {
    const [one, ...more] = readPhones(text, region);
    expect(one).toMatchObject({ kind: 'full', e164, raw: words });
    expect(text.slice(one?.start, one?.end)).toBe(words);
    expect(more).toEqual([]);
  });
});

describe('what may be shown and looked up', () => {
  it('a colleague sees a mask, a landline shows its last four', () => {
    expect(maskPhone('+8613700001111')).toBe('137****1111');
    expect(maskPhone('+85291230000')).toBe('91****00');
    expect(maskPhone('+861064001234')).toBe('****1234');
    expect(maskPhone('+14155550123')).toBe('****0123');
  });

  it('a partner finds a customer by the masked number, Li Na by its beginning or end', () => {
    expect(phoneKeys('+8613700001111')).toEqual({
      normalised: '+8613700001111',
      masked: '137****1111',
      lastFour: '1111',
      head: '1370000',
    });
    expect(phoneKeys('+861064001234', '802').normalised).toBe('+861064001234;ext=802');
    const [masked] = readPhones('137****1111');
    expect(masked?.masked).toBe(phoneKeys('+8613700001111').masked);
  });

  it.each(['Mr Brown 0207****1234 today 11am', '****1234', '+44 20 **** 1234', '07700 ***1234'])(
    'in London a partner hides the middle of %s, and the last four find the customer',
    (text) => {
      expect(full(text, 'GB')).toEqual([phoneKeys('+442079461234').masked]);
    },
  );

  it('a revealed number reads as people dial it', () => {
    expect(formatPhone('+8613700001111')).toBe('137 0000 1111');
    expect(formatPhone('+6581230000')).toBe('+65 8123 0000');
  });

  it('no mask shows more than seven digits, whatever the number', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^1[3-9]\d{9}$/), (digits) => {
        const [one] = readPhones(digits);
        if (one?.kind !== 'full') return;
        expect(one.masked.replace(/\D/g, '').length).toBeLessThanOrEqual(7);
        expect(one.masked).not.toContain(digits.slice(3, 7));
      }),
    );
  });

  it('a mobile that stands alone is read as it is read among other words, in every region', () => {
    const regions = fc.constantFrom('CN', 'HK', 'SG', 'US', 'GB' as const);
    fc.assert(
      fc.property(fc.stringMatching(/^1[3-9]\d{9}$/), regions, (digits, region) => {
        const plain = (text: string) =>
          readPhones(text, region).map(({ start: _, end: __, ...one }) => one);
        expect(plain(digits)).toEqual(plain(`电话 ${digits}`));
      }),
    );
  });

  it('whatever anybody types, nothing is thrown and places lie inside the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'0123456789+-*() 转/王x１') }), (text) => {
        for (const one of readPhones(text)) {
          expect(one.start).toBeGreaterThanOrEqual(0);
          expect(one.end).toBeLessThanOrEqual(text.length);
          expect(one.raw).not.toBe('');
        }
      }),
    );
  });
});
