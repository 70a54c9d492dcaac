import { describe, expect, it } from 'vitest';
import { readFilterWords } from '../../src/crm/customers/schema-filter.ts';
import { DEFAULTS } from '../../src/crm/settings/rules.ts';

describe('a search that a rep types', () => {
  it.each([
    ['A类 逾期', { grade: 'A', overdue: true }],
    ['grade:b overdue', { grade: 'B', overdue: true }],
    ['意向客户 浦东', { stage: 'interested', district: 'pudong' }],
    ['negotiating Douyin', { stage: 'negotiating', source: 'douyin' }],
    ['王女士', { text: '王女士' }],
    ['wang A级', { text: 'wang', grade: 'A' }],
    ['Ａ类', { grade: 'A' }],
    ['', {}],
    ['Ada', { text: 'Ada' }],
  ])('“%s” is understood', (typed, filter) => {
    expect(readFilterWords(typed, DEFAULTS)).toEqual(filter);
  });
});
