import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classifyQuery, queryTokens, searchTokens } from '../../src/lib/search-tokens.ts';

const finds = (query: string, names: string[], numbers: string[] = []) => {
  const tokens = searchTokens({ names, numbers });
  const asked = queryTokens(query);
  return asked.length > 0 && asked.every((token) => tokens.includes(token));
};

describe('finding a customer by what is remembered', () => {
  it.each([
    '刘',
    '刘晓',
    '刘晓燕',
    '晓燕',
    '燕',
    '劉曉燕',
    '刘女士',
    'l',
    'liu',
    'liux',
    'liuxiaoyan',
    'liu xiaoyan',
    'Xiaoyan Liu',
    'xiaoyan',
    'yan',
    'lxy',
    'lx',
    'c-1042',
    'C1042',
    '1042',
    '刘 1042',
  ])('Li Na types %s and finds 刘晓燕 C-1042', (query) => {
    expect(finds(query, ['刘晓燕'], ['C-1042'])).toBe(true);
  });

  it.each(['王', '刘燕晓', 'lxz', 'wang', '1043'])('Li Na types %s and does not', (query) => {
    expect(finds(query, ['刘晓燕'], ['C-1042'])).toBe(false);
  });

  it.each(['em', 'emily', 'stone', 'stone emily', 'emily st', 'EMILY', '陈', 'chen'])(
    'Ben types %s and finds Emily Stone 陈爱美',
    (query) => {
      expect(finds(query, ['Emily Stone', '陈爱美'])).toBe(true);
    },
  );

  it('rows stay small, whatever the names', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { maxLength: 6 }), (names) => {
        const tokens = searchTokens({ names, numbers: ['C-1'] });
        expect(tokens.length).toBeLessThan(60);
        expect(tokens).not.toContain('');
      }),
    );
  });

  it('a Chinese name is found by every piece of itself', () => {
    const name = fc.stringMatching(/^[刘王陈赵孙][晓燕志远明芳国强]{1,2}$/u);
    fc.assert(
      fc.property(name, fc.nat(2), fc.integer({ min: 1, max: 3 }), (whole, from, length) => {
        const piece = whole.slice(from, from + length);
        if (piece !== '') expect(finds(piece, [whole])).toBe(true);
      }),
    );
  });
});

describe('what a query asks for', () => {
  it.each([
    ['C-1042', { kind: 'number', number: 1042 }],
    ['ｃ１０４２', { kind: 'number', number: 1042 }],
    ['42', { kind: 'number', number: 42 }],
    ['13700001111', { kind: 'phone-full', e164: '+8613700001111' }],
    ['137 0000 1111', { kind: 'phone-full', e164: '+8613700001111' }],
    ['137****1111', { kind: 'phone-masked', masked: '137****1111' }],
    ['1370000', { kind: 'phone-head', head: '1370000' }],
    ['1111', { kind: 'phone-last4', lastFour: '1111', number: 1111 }],
    ['13700', { kind: 'phone-part', digits: '13700', number: 13700 }],
    ['刘', { kind: 'name', tokens: ['刘'] }],
    ['  ', { kind: 'empty' }],
  ])('Li Na types %s', (text, expected) => {
    expect(classifyQuery(text)).toEqual(expected);
  });
});
