import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isNear, nearTokens } from '../../src/lib/near-names.ts';
import { queryTokens, searchTokens } from '../../src/lib/search-tokens.ts';

/** Whether a customer of that name is offered when nobody is called as typed. */
function offers(typed: string, name: string): boolean {
  const near = nearTokens(typed);
  const tokens = new Set(searchTokens({ names: [name] }));
  if (!near) return false;
  return (
    near.all.every((token) => tokens.has(token)) &&
    near.any.some((token) => tokens.has(token)) &&
    isNear(typed, name)
  );
}

describe('a customer whose name was nearly typed', () => {
  it.each([
    ['王小芳', '王晓芳', 'the same sound'],
    ['王晓方', '王晓芳', 'the same sound'],
    ['王晓英', '王晓芳', 'one character'],
    ['晓芳王', '王晓芳', 'another order'],
    ['欧阳自远', '欧阳志远', 'one character'],
    ['wangxaiofang', '王晓芳', 'two letters swapped'],
    ['Clakrson', 'Anna Clarkson', 'two letters swapped'],
    ['Clarksn', 'Anna Clarkson', 'a letter left out'],
    ['Clarksson', 'Anna Clarkson', 'a letter doubled'],
    ['anna klarkson', 'Anna Clarkson', 'another letter'],
  ])('%s offers %s: %s', (typed, name) => {
    expect(offers(typed, name)).toBe(true);
  });

  it.each([
    ['王晓芳', '李晓明'],
    ['王', '王晓芳'],
    ['ann', 'Anna Clarkson'],
    ['bob klarkson', 'Anna Clarkson'],
    ['王大明', '王晓芳'],
  ])('%s does not offer %s', (typed, name) => {
    expect(offers(typed, name)).toBe(false);
  });

  it('any two neighbouring letters of a long surname may be swapped', () => {
    fc.assert(
      fc.property(fc.nat(6), (at) => {
        const word = 'Clarkson';
        const slip = `${word.slice(0, at)}${word[at + 1]}${word[at]}${word.slice(at + 2)}`;
        expect(offers(slip, 'Anna Clarkson')).toBe(true);
      }),
    );
  });

  it('never throws, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
        nearTokens(text);
        isNear(text, text);
      }),
    );
  });
});

describe('pinyin with its tones', () => {
  it.each([
    ['wáng xiǎo fāng', ['wang', 'xiao', 'fang']],
    ['wang2 xiao3 fang1', ['wang', 'xiao', 'fang']],
    ['wang2xiao3fang1', ['wangxiaofang']],
    ['lǚ', ['lv']],
    ['Lübeck', ['lubeck']],
    ['c-1', ['c1']],
    ['Ms Clarkson', ['clarkson']],
  ])('%s is looked up as %j', (typed, tokens) => {
    expect(queryTokens(typed)).toEqual(tokens);
  });
});
