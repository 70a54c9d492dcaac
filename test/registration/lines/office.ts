import type { WordsContext } from '../../../src/crm/customers/schema-words/finder.ts';
import { DEFAULTS } from '../../../src/crm/settings/rules.ts';
import { TYPED_AT, TYPED_IN } from './truth.ts';

const shared = { sources: DEFAULTS.sources, now: TYPED_AT, zone: TYPED_IN };

/** The offices in which the lines are typed: Shanghai with the default lists, and one that also sells in Singapore. */
export const OFFICES: Record<'zh' | 'en', WordsContext> = {
  zh: { ...shared, districts: DEFAULTS.districts, currency: 'CNY', region: 'CN', locale: 'zh' },
  en: {
    ...shared,
    districts: [
      ...DEFAULTS.districts,
      { key: 'orchard', zh: '乌节路', en: 'Orchard', aliases: ['D9'] },
      { key: 'river_valley', zh: '里峇峇利', en: 'River Valley', aliases: [] },
      { key: 'bukit_timah', zh: '武吉知马', en: 'Bukit Timah', aliases: ['BT'] },
    ],
    currency: 'SGD',
    region: 'SG',
    locale: 'en',
  },
};
