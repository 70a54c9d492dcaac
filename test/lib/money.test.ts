import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findArea } from '../../src/lib/area.ts';
import { findMoney } from '../../src/lib/money.ts';

const range = (min?: number, max?: number, about?: true) => ({
  ...(min === undefined ? {} : { min }),
  ...(max === undefined ? {} : { max }),
  ...(about ? { about } : {}),
});

describe('a budget as a rep writes it', () => {
  it.each([
    ['700-900万', range(7e6, 9e6)],
    ['７００－９００万', range(7e6, 9e6)],
    ['6-7.5m', range(6e6, 7.5e6)],
    ['6m to 7.5m', range(6e6, 7.5e6)],
    ['650万左右', range(6.5e6, 6.5e6, true)],
    ['大概650万', range(6.5e6, 6.5e6, true)],
    ['400多万', range(4e6, 4e6, true)],
    ['1.5亿', range(1.5e8, 1.5e8)],
    ['900万-1.1亿', range(9e6, 1.1e8)],
    ['≤450w', range(undefined, 4.5e6)],
    ['不超过450万', range(undefined, 4.5e6)],
    ['450万以内', range(undefined, 4.5e6)],
    ['under 4m', range(undefined, 4e6)],
    ['600万以上', range(6e6)],
    ['at least 2 million', range(2e6)],
    ['六百五十万', range(6.5e6, 6.5e6)],
    ['七八百万', range(7e6, 8e6)],
    ['一千二百万', range(1.2e7, 1.2e7)],
    ['1,250,000 yuan', { ...range(1.25e6, 1.25e6), currency: 'CNY' }],
    ['HK$7m', { ...range(7e6, 7e6), currency: 'HKD' }],
    ['S$1.8m', { ...range(1.8e6, 1.8e6), currency: 'SGD' }],
    ['90万美金', { ...range(9e5, 9e5), currency: 'USD' }],
    ['£850k', { ...range(8.5e5, 8.5e5), currency: 'GBP' }],
  ])('Li Na types %s and it is understood', (text, expected) => {
    expect(findMoney(text)).toMatchObject(expected);
  });

  it.each([
    '两房',
    '3br',
    '110平',
    '周四下午3点',
    '13812345678',
    '12月3日',
    '2室1厅',
    '18楼',
    'C-1042',
    '30%',
  ])('Li Na writes %s and no budget is read into it', (text) => {
    expect(findMoney(text)).toBeNull();
  });

  it('Li Na leaves 万 out in the budget field', () => {
    expect(findMoney('700-900', { whole: true, bareUnit: 1e4 })).toMatchObject(range(7e6, 9e6));
    expect(findMoney('7000000', { whole: true, bareUnit: 1e4 })).toMatchObject(range(7e6, 7e6));
  });

  it('Li Na writes one line and its words come back apart', () => {
    const found = findMoney('刘女士 想看三房 预算700-900万 徐汇');
    expect(found).toMatchObject({ matched: '预算700-900万', rest: '刘女士 想看三房 徐汇' });
  });
});

describe('an area as a rep writes it', () => {
  it.each([
    ['95平', range(95, 95)],
    ['95㎡', range(95, 95)],
    ['９５平米', range(95, 95)],
    ['90-110平', range(90, 110)],
    ['90平到110平', range(90, 110)],
    ['95平左右', range(95, 95, true)],
    ['一百一十平', range(110, 110)],
    ['140平以上', range(140)],
    ['不超过90平', range(undefined, 90)],
    ['1,000 sqft', range(92.9, 92.9)],
    ['30坪', range(99.2, 99.2)],
  ])('Li Na types %s and it is understood', (text, expected) => {
    expect(findArea(text)).toMatchObject(expected);
  });

  it.each(['大平层', '平时有空', '方便的话', '800万', '3房', '12号楼'])(
    'Li Na writes %s and no area is read into it',
    (text) => {
      expect(findArea(text)).toBeNull();
    },
  );
});

describe('whatever anybody types', () => {
  it('amounts are read or not, but nothing is thrown and ranges are in order', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.string({ unit: fc.constantFrom(...'1290.,-万亿mk平约到至 ') }),
        ),
        (text) => {
          for (const found of [findMoney(text, { whole: true }), findArea(text, { whole: true })]) {
            if (found?.min !== undefined && found.max !== undefined) {
              expect(found.min).toBeLessThanOrEqual(found.max);
            }
          }
        },
      ),
    );
  });
});
