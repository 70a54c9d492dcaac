import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskValue } from '../../src/crm/customers/values.ts';
import { compareFaces, type Face } from '../../src/crm/duplicates/matching.ts';
import { readHome } from '../../src/lib/address.ts';
import { compareNames } from '../../src/lib/name-likeness.ts';
import { readNationalId } from '../../src/lib/national-id.ts';
import { comparePhones, nearParts } from '../../src/lib/phone.ts';

const NOBODY: Face = {
  name: '',
  phones: [],
  hidden: [],
  wechat: null,
  email: null,
  nationalId: null,
  address: null,
  referrerId: null,
  referrer: null,
};
const face = (change: Partial<Face>): Face => ({ ...NOBODY, ...change });

describe('how two names are alike', () => {
  it.each([
    ['王晓芳', '王晓芳女士', 'same'],
    ['劉曉芳', '刘晓芳', 'script'],
    ['王晓芳', '王小方', 'sound'],
    ['王晓芳', 'Wang Xiaofang', 'sound'],
    ['王晓芳', 'Xiaofang Wang', 'sound'],
    ['陈伟', '程伟', 'sound'],
    ['芳晓王', '王晓芳', 'order'],
    ['Emma Clarke', 'Emma Clark', 'typo'],
    ['王晓芳', '王晓兰', 'typo'],
    ['王晓芳', '王女士', 'part'],
    ['Mr Chen', '陈先生', 'part'],
    ['王先生', '王女士', 'surname'],
    ['王伟', '王强', 'surname'],
    ['李强', '王强', 'different'],
  ])('%s and %s: %s', (one, other, how) => {
    expect(compareNames(one, other)).toBe(how);
    expect(compareNames(other, one)).toBe(how);
  });
});

describe('how two phones are alike', () => {
  it.each([
    ['+8613812345678', '+8613812345678', 'same'],
    ['+8613812345678', '+8613812345679', 'digit'],
    ['+8613812345678', '+8613812345687', 'swapped'],
    ['+8613812345678', '+8613812354678', 'swapped'],
    ['+8613812345678', '+8613812345789', null],
    ['+8613812345678', '+6591234567', null],
  ])('%s and %s: %s', (one, other, how) => {
    expect(comparePhones(one, other)).toBe(how);
  });

  it('one slip or two neighbours swapped always leave a part by which they are found', () => {
    const digits = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 10, maxLength: 10 });
    fc.assert(
      fc.property(digits, fc.nat(9), fc.nat(9), fc.boolean(), (rest, place, digit, swaps) => {
        const slipped = [...rest];
        if (swaps && place < 9) {
          [slipped[place], slipped[place + 1]] = [rest[place + 1]!, rest[place]!];
        } else slipped[place] = digit;
        const [one, other] = [`+861${rest.join('')}`, `+861${slipped.join('')}`];
        const shared = nearParts(one).filter((part) => nearParts(other).includes(part));
        expect(shared.length).toBeGreaterThan(0);
        expect(comparePhones(one, other)).not.toBeNull();
      }),
    );
  });
});

describe('where somebody lives', () => {
  it.each([
    ['上海市浦东新区张杨路100弄5号301室', '浦东张杨路100弄5-301'],
    ['浦东新区張楊路100弄5號301', '张杨路一零零弄五号301室'],
    ['Flat 3, 12 Baker Street', '12 Baker St Flat 3'],
    ['浦东新区浦东南路100弄5号301室', '浦东南路100弄5-301'],
    ['静安南京西路100弄5号301', '南京西路100弄5号301室'],
  ])('%s is %s', (one, other) => {
    expect(readHome(one)).toEqual(readHome(other));
    expect(readHome(one)).toMatchObject({ isDoor: true });
  });

  it('streets that are called after a city are not one street', () => {
    const [nanjing, beijing] = ['南京西路100弄5号301室', '北京西路100弄5号301室'].map(readHome);
    expect(nanjing).not.toEqual(beijing);
  });

  it.each(['世纪大道', '仁恒河滨城', 'Baker Street'])('%s is many people’s', (address) => {
    expect(readHome(address)).toBeNull();
  });

  it('a house without a door is not yet a home', () => {
    expect(readHome('世纪大道1200号')).toMatchObject({ isDoor: false });
  });
});

describe('a national id', () => {
  it.each([
    ['11010519491231002X', '11010519491231002X'],
    ['１１０１０５ １９４９１２３１ ００２ｘ', '11010519491231002X'],
    ['110105194912310021', null],
    ['110105491231002', null],
    ['11010518991231002X', null],
    ['11010519490231002X', null],
  ])('%s is read as %s', (typed, id) => {
    expect(readNationalId(typed)).toBe(id);
  });

  it('one wrong digit is always noticed', () => {
    fc.assert(
      fc.property(fc.nat(16), fc.integer({ min: 1, max: 9 }), (place, by) => {
        const id = [...'11010519491231002X'];
        id[place] = String((Number(id[place]) + by) % 10);
        expect(readNationalId(id.join(''))).toBeNull();
      }),
    );
  });

  it('shows one digit and two at most', () => {
    const shown = maskValue({ key: 'nationalId', kind: 'line' }, '11010519491231002X');
    expect(shown.replace(/\*/g, '')).toBe('12X');
  });
});

describe('whether two files are one person', () => {
  const wang = face({ name: '王晓芳', phones: ['+8613812345678'] });
  it.each([
    [
      'the same phone however the name is written',
      { name: 'Wang Xiaofang', phones: ['+8613812345678'] },
      'person',
      90,
    ],
    [
      'one digit off, the name by sound',
      { name: '王小方', phones: ['+8613812345679'] },
      'person',
      80,
    ],
    [
      'two digits swapped, the name in traditional',
      { name: '王曉芳', phones: ['+8613812345687'] },
      'person',
      80,
    ],
    ['only 王女士, one digit off', { name: '王女士', phones: ['+8613812345679'] }, 'person', 55],
    ['a masked phone that fits', { name: '王女士', hidden: ['138****5678'] }, 'person', 55],
    ['the same phone, another name', { name: '李强', phones: ['+8613812345678'] }, 'family', 65],
  ] satisfies [string, Partial<Face>, string, number][])('%s', (_, other, kind, atLeast) => {
    const match = compareFaces(wang, face(other));
    expect(match?.kind).toBe(kind);
    expect(match?.score).toBeGreaterThanOrEqual(atLeast);
  });

  it('whoever lives behind the same door under another name is of the family', () => {
    const address = '张杨路100弄5号301室';
    expect(
      compareFaces(face({ name: '王晓芳', address }), face({ name: '李强', address })),
    ).toMatchObject({
      kind: 'family',
      reasons: ['door'],
    });
  });

  it('the name alone is never enough, however alike', () => {
    const names = fc.constantFrom('王晓芳', '王曉芳', 'Wang Xiaofang', '王女士', 'Emma Clarke');
    fc.assert(
      fc.property(names, names, (one, other) => {
        expect(compareFaces(face({ name: one }), face({ name: other }))).toBeNull();
      }),
    );
  });

  it('says the same whichever file is looked at first, and never a hundred', () => {
    const some = fc.record({
      name: fc.constantFrom('王晓芳', '王女士', '李强', 'Wang Xiaofang'),
      phones: fc.constantFrom<string[]>([], ['+8613812345678'], ['+8613812345679']),
      hidden: fc.constantFrom<string[]>([], ['138****5678']),
      wechat: fc.constantFrom(null, 'wx1', 'WX1'),
      email: fc.constantFrom(null, 'a@b.cn'),
      address: fc.constantFrom(null, '张杨路100弄5号', '世纪大道1号'),
      referrer: fc.constantFrom(null, '赵敏'),
    });
    fc.assert(
      fc.property(some, some, (a, b) => {
        const [one, other] = [face(a), face(b)];
        expect(compareFaces(one, other)).toEqual(compareFaces(other, one));
        expect(compareFaces(one, other)?.score ?? 0).toBeLessThan(100);
      }),
    );
  });
});
