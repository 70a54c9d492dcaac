import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NO_VALUES } from '../../src/crm/customers/values.ts';
import { NearRows } from '../../src/crm/exchange/rules/near-rows.ts';
import { numberOf, RowTable } from '../../src/crm/exchange/rules/row-table.ts';
import { nameScopes } from '../../src/lib/name-likeness.ts';
import { comparePhones } from '../../src/lib/phone.ts';

const somebody = (name: string, more: object) => ({ ...NO_VALUES, name, ...more });

describe('two rows of one file', () => {
  const couplesOf = (...people: ReturnType<typeof somebody>[]) => {
    const near = new NearRows();
    const shared = people.flatMap((one, nth) => near.see(nth + 2, one));
    return new Set([...shared, ...[...near.phonesNear()].flat()].map((one) => one.join('-')));
  };

  it('are found by phones as two people comparing them would, whatever their number', () => {
    const digits = fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 4, maxLength: 4 });
    const person = fc.record({
      name: fc.constantFrom('王芳', '王小明', '李星', 'Emma Clarke', '歐陽娜'),
      tail: digits,
    });
    fc.assert(
      fc.property(fc.array(person, { minLength: 2, maxLength: 40 }), (people) => {
        const rows = people.map(({ name, tail }) =>
          somebody(name, { phones: [`+861380001${tail.join('')}`] }),
        );
        const expected = new Set<string>();
        for (const [b, one] of rows.entries())
          for (const [a, other] of rows.slice(0, b).entries()) {
            const how = comparePhones(one.phones[0]!, other.phones[0]!);
            const isNamed = nameScopes(one.name).some((part) =>
              nameScopes(other.name).includes(part),
            );
            if (how && how !== 'same' && isNamed) expected.add(`${a + 2}-${b + 2}`);
          }
        expect(couplesOf(...rows)).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });

  const wang = '王晓芳';
  it.each([
    [
      'one home and one name',
      somebody(wang, { address: '世纪大道100号' }),
      somebody('王曉芳', { address: '世纪大道 100 号' }),
      true,
    ],
    [
      'one door',
      somebody(wang, { address: '世纪大道100号302室' }),
      somebody('陈明', { address: '世纪大道100号302' }),
      true,
    ],
    [
      'a street alone',
      somebody(wang, { address: '世纪大道' }),
      somebody(wang, { address: '世纪大道' }),
      false,
    ],
    [
      'one referrer and one name',
      somebody(wang, { referrer: '李娜' }),
      somebody(wang, { referrer: '李娜' }),
      true,
    ],
    [
      'one referrer',
      somebody(wang, { referrer: '李娜' }),
      somebody('陈明', { referrer: '李娜' }),
      false,
    ],
    [
      'a phone half known',
      somebody(wang, { note: '138****0001' }),
      somebody('王芳', { phones: ['+8613800010001'] }),
      true,
    ],
    [
      'a phone half known later',
      somebody('王芳', { phones: ['+8613800010001'] }),
      somebody(wang, { note: '138****0001' }),
      true,
    ],
    [
      'ends that are alike',
      somebody(wang, { phones: ['+8613800010001'] }),
      somebody(wang, { phones: ['+8613822220001'] }),
      false,
    ],
    ['a name alone', somebody(wang, {}), somebody(wang, {}), false],
  ])('with %s', (_, one, other, isFound) => {
    expect(couplesOf(one, other).size).toBe(isFound ? 1 : 0);
  });
});

it('a table of numbers answers as a Map does', () => {
  const numbers = fc.oneof(fc.integer({ min: 0, max: 50 }), fc.maxSafeNat());
  fc.assert(
    fc.property(fc.array(numbers, { maxLength: 3_000 }), (keys) => {
      const [table, map] = [new RowTable(), new Map<number, number>()];
      for (const [place, key] of keys.entries()) {
        expect(table.meet(key, place)).toBe(map.get(key) ?? -1);
        map.set(key, place);
      }
      expect(keys.every((key) => table.find(key) === map.get(key))).toBe(true);
      table.clear();
      expect(keys.every((key) => table.find(key) === -1)).toBe(true);
    }),
    { numRuns: 20 },
  );
  const many = new Set(
    Array.from({ length: 50_000 }, (_, n) => numberOf(`address|浦东大道-${n}|王`)),
  );
  expect(many.size).toBe(50_000);
});

it('phones that somebody chose to lie in one place of a table do not make a file of 200,000 rows take minutes', () => {
  // A well known multiplier and its inverse: what is made of these keys by it ends on eighteen zeros.
  const inverse = 0x0e8b2f51;
  expect(Math.imul(0x9e3779b1, inverse)).toBe(1);
  const keys: number[] = [];
  for (let head = 0; keys.length < 200_000; head++) {
    let product = head << 18;
    for (let bit = 17; bit >= 0; bit--)
      product |= bit + 15 < 32 ? ((product >>> (bit + 15)) & 1) << bit : 0;
    for (let high = 2006; high < 2106; high++)
      keys.push(high * 0x100000000 + ((Math.imul(product, inverse) ^ high) >>> 0));
  }
  const table = new RowTable();
  for (const [place, key] of keys.entries()) table.meet(key, place);
  expect(keys.every((key, place) => table.find(key) === place)).toBe(true);
});
