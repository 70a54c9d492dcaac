import { describe, expect, it } from 'vitest';
import { readFields } from '../../src/crm/customers/schema.ts';
import { prefillOf } from '../../src/crm/registration/schema/prefill.ts';
import { readLine } from '../../src/crm/registration/schema/reader.ts';
import { DEFAULTS, type Settings } from '../../src/crm/settings/rules.ts';
import { GENERATED_EN } from './lines/generate-en.ts';
import { GENERATED_ZH } from './lines/generate-zh.ts';
import { HAND_EN } from './lines/hand-en.ts';
import { HAND_ZH } from './lines/hand-zh.ts';
import { OFFICES } from './lines/office.ts';

const shanghai = DEFAULTS;
const singapore: Settings = {
  ...DEFAULTS,
  phoneRegion: 'SG',
  currency: 'SGD',
  districts: [...OFFICES.en.districts],
};

describe('a line in the form', () => {
  it('Li Na’s line fills the inputs, each with the words it came from, and opens their sections', () => {
    const line =
      '王女士 138 1234 5678 抖音来的 想看两房120平 预算800-1000万 浦东 三个月内买 嫌楼层低 周四下午3点带看';
    const found = prefillOf(readLine(line, OFFICES.zh), shanghai);
    expect(found.typed).toEqual({
      name: '王女士',
      gender: 'female',
      phones: '138 1234 5678',
      source: 'douyin',
      layouts: ['2br'],
      area: '120㎡',
      budget: '800-1000万',
      districts: ['pudong'],
      purchaseTime: 'month3',
      nextFollowUp: '周四下午3点带看',
      note: '嫌楼层低',
    });
    expect(found.words).toMatchObject({
      gender: '王女士',
      source: '抖音来的',
      layouts: '想看两房',
      budget: '预算800-1000万',
      nextFollowUp: '周四下午3点带看',
    });
    expect(found.open).toEqual(['person', 'source', 'need', 'competition']);
  });

  it('a phone with a hidden middle fills nothing: it is possible, and kept in the note', () => {
    const found = prefillOf(readLine('周先生 138****5678 三房', OFFICES.zh), shanghai);
    expect(found.typed).not.toHaveProperty('phones');
    expect(found.possible).toEqual(['138****5678']);
    expect(found.typed.note).toBe('138****5678');
  });

  it.each([
    ['zh', shanghai, [...HAND_ZH, ...GENERATED_ZH]],
    ['en', singapore, [...HAND_EN, ...GENERATED_EN]],
  ] as const)(
    'whatever fills the %s form, the form reads again as what the line said',
    (locale, settings, lines) => {
      for (const { text } of lines) {
        const { values } = readLine(text, OFFICES[locale]);
        const { typed } = prefillOf(readLine(text, OFFICES[locale]), settings);
        const { nextFollowUp: _, grade: __, arrivalKind: ___, ...fields } = typed;
        const again = readFields(fields, settings);
        expect({ text, phones: again.phones ?? [] }).toEqual({
          text,
          phones: values.phones?.map(({ e164 }) => e164) ?? [],
        });
        expect({ text, budget: again.budget }).toEqual({ text, budget: values.budget });
        expect({ text, area: again.area }).toEqual({ text, area: values.area });
      }
    },
  );
});
