import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { initials, nameKey, pinyinOf, splitName, surnameWithTitle } from '../../src/lib/names.ts';

describe('the parts of a name', () => {
  it.each([
    ['刘女士', '刘', '', 'female'],
    ['刘先生', '刘', '', 'male'],
    ['刘总', '刘', '', undefined],
    ['刘医生', '刘', '', undefined],
    ['李生', '李', '', 'male'],
    ['黄生生', '黄', '生生', undefined],
    ['刘晓燕', '刘', '晓燕', undefined],
    ['刘晓燕小姐', '刘', '晓燕', 'female'],
    ['诸葛小姐', '诸葛', '', 'female'],
    ['歐陽志遠', '歐陽', '志遠', undefined],
    ['小刘', '刘', '', undefined],
    ['阿芳', '', '阿芳', undefined],
    ['Mr Tan', 'Tan', '', 'male'],
    ['Ms. Emily Stone', 'Stone', 'Emily', 'female'],
    ['Stone, Emily', 'Stone', 'Emily', undefined],
    ['CHAN Siu Ming', 'CHAN', 'Siu Ming', undefined],
    ['Chan Siu Ming', 'Chan', 'Siu Ming', undefined],
    ['Liu Fang', 'Liu', 'Fang', undefined],
    ['Wei Zhang', 'Zhang', 'Wei', undefined],
    ['Emily', '', 'Emily', undefined],
  ])('Li Na registers %s', (name, surname, given, gender) => {
    const parts = splitName(name);
    expect([parts.surname, parts.given, parts.gender]).toEqual([surname, given, gender]);
  });
});

describe('what a channel reads', () => {
  it.each([
    ['刘晓燕', 'female', '刘女士', 'Ms Liu'],
    ['单雄信', 'male', '单先生', 'Mr Shan'],
    ['尉迟恭', 'male', '尉迟先生', 'Mr Yuchi'],
    ['Emily Stone', 'female', 'Stone 女士', 'Ms Stone'],
    ['CHAN Siu Ming', 'male', 'Chan 先生', 'Mr Chan'],
    ['刘女士', null, '刘女士', 'Ms Liu'],
    ['刘晓燕', null, '刘先生/女士', 'Liu'],
  ] as const)('%s (%s) is called %s and %s', (name, who, zh, en) => {
    expect(surnameWithTitle(name, who, 'zh')).toBe(zh);
    expect(surnameWithTitle(name, who, 'en')).toBe(en);
  });

  it('刘总 stays 刘总 among colleagues who write Chinese', () => {
    expect(surnameWithTitle('刘总', null, 'zh')).toBe('刘总');
    expect(surnameWithTitle('刘晓燕', { title: '总' }, 'zh')).toBe('刘总');
    expect(surnameWithTitle('刘总', null, 'en')).toBe('Liu');
    expect(surnameWithTitle('Amy Tan', { title: 'Dr' }, 'en')).toBe('Dr Tan');
  });

  it('a post never carries the given name of a Chinese customer', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[刘王陈欧阳赵][晓燕志远明芳]{2}$/u), (name) => {
        const { given } = splitName(name);
        expect(surnameWithTitle(name, 'female', 'zh')).not.toContain(given);
      }),
    );
  });
});

describe('spellings of one name', () => {
  it.each([
    ['刘晓燕', '劉曉燕'],
    ['刘晓燕', '刘晓燕女士'],
    ['刘晓燕', 'Liu Xiaoyan'],
    ['刘晓燕', 'Xiaoyan Liu'],
    ['刘晓燕', 'LIU Xiao Yan'],
    ['吕丽', 'Lv Li'],
    ['单雄信', 'Shan Xiongxin'],
    ['José García', 'Garcia, Jose'],
    ['Ｅmily Stone', 'stone emily'],
  ])('%s and %s meet under one key', (one, other) => {
    expect(nameKey(one)).toBe(nameKey(other));
  });

  it('刘晓燕 and 刘晓峰 stay apart', () => {
    expect(nameKey('刘晓燕')).not.toBe(nameKey('刘晓峰'));
  });

  it('pinyin and initials read surnames as surnames', () => {
    expect(pinyinOf('仇英')).toEqual({ surname: 'qiu', given: ['ying'] });
    expect(pinyinOf('Emily Stone')).toBeNull();
    expect(initials('刘晓燕')).toBe('lxy');
    expect(initials('Emily Stone')).toBe('es');
  });

  it('whatever anybody is called, nothing is thrown', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        expect(typeof nameKey(name)).toBe('string');
        expect(typeof surnameWithTitle(name, null, 'en')).toBe('string');
        expect(typeof initials(name)).toBe('string');
      }),
    );
  });
});
