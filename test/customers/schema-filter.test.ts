import { describe, expect, it } from 'vitest';
import { type FilterContext, readFilterWords } from '../../src/crm/customers/schema-filter.ts';
import { DEFAULTS } from '../../src/crm/settings/rules.ts';

const context: FilterContext = {
  settings: DEFAULTS,
  now: new Date('2026-03-05T01:00:00Z'),
  self: 'me',
  reps: [
    { id: 'lina', name: '李娜' },
    { id: 'emma', name: 'Emma Clarke' },
    { id: 'zhang', name: '张伟 Zhang Wei' },
  ],
};

describe('a search that a rep types', () => {
  it.each([
    ['A类 逾期', { grade: 'A', overdue: true }],
    ['grade:b overdue', { grade: 'B', overdue: true }],
    ['意向客户 浦东', { stage: 'interested', districts: ['pudong'] }],
    ['negotiating Douyin', { stage: 'negotiating', source: 'douyin' }],
    ['王女士', { text: '王女士' }],
    ['wang A级', { text: 'wang', grade: 'A' }],
    ['Ａ类', { grade: 'A' }],
    ['', {}],
    ['Ada', { text: 'Ada' }],
    ['张伟的', { repId: 'zhang' }],
    ['Zhang Wei’s overdue', { repId: 'zhang', overdue: true }],
    ['张伟', { text: '张伟' }],
    [
      '两房 浦东 1000万内 A类 逾期',
      {
        layouts: ['2br'],
        districts: ['pudong'],
        budget: { min: null, max: 10_000_000 },
        grade: 'A',
        overdue: true,
      },
    ],
    [
      '3br under 10m overdue',
      { layouts: ['3br'], budget: { min: null, max: 10_000_000 }, overdue: true },
    ],
    ['浦东 徐汇 三房', { districts: ['pudong', 'xuhui'], layouts: ['3br'] }],
    ['想看两房的客户', { layouts: ['2br'] }],
    ['三个月内 抖音来的', { purchaseTime: 'month3', source: 'douyin' }],
    ['两房 王', { layouts: ['2br'], text: '王' }],
    ['王晓芳 两房', { layouts: ['2br'], text: '王晓芳' }],
    ['within 3 months 2br', { purchaseTime: 'month3', layouts: ['2br'] }],
    ['我的 逾期', { repId: 'me', overdue: true }],
    ['overdue mine', { repId: 'me', overdue: true }],
    ['138 1234 5678', { text: '138 1234 5678' }],
    ['138****5678', { text: '138****5678' }],
    ['8888', { text: '8888' }],
    ['wangx', { text: 'wangx' }],
    ['郭静安', { text: '郭静安' }],
  ])('“%s” is understood', (typed, filter) => {
    expect(readFilterWords(typed, context)).toEqual(filter);
  });

  it.each([
    ['李娜 逾期', { repId: 'lina', overdue: true }],
    ['李娜的', { repId: 'lina' }],
    ["Emma Clarke's 3br", { repId: 'emma', layouts: ['3br'] }],
    ['rep:Emma Clarke', { repId: 'emma' }],
    ['李娜', { text: '李娜' }],
    ['李娜娜 逾期', { text: '李娜娜', overdue: true }],
  ])(
    'Wang Fang, who manages, types “%s”: a rep only where it is said or beside a filter',
    (typed, filter) => {
      expect(readFilterWords(typed, context)).toEqual(filter);
    },
  );

  it('a rep, who sees only their own, never filters by another’s name', () => {
    expect(readFilterWords('李娜 逾期', { ...context, reps: [] })).toEqual({
      text: '李娜',
      overdue: true,
    });
  });
});
