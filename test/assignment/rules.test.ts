import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type AssignDesk,
  type Choice,
  type Colleague,
  chooseAmong,
} from '../../src/crm/assignment/rules.ts';
import { readAssignRules, writeAssignRule } from '../../src/crm/settings/assign-rules.ts';
import { DEFAULTS } from '../../src/crm/settings/rules.ts';
import { Refusal } from '../../src/lib/refusal.ts';

const EAST = 'east';
const someone = (id: string, change: Partial<Colleague> = {}): Colleague => ({
  id,
  role: 'rep',
  active: true,
  teamIds: [EAST],
  isAway: false,
  turn: null,
  holding: 0,
  ...change,
});
const deskOf = (
  colleagues: Colleague[],
  settings: Partial<AssignDesk['settings']> = {},
): AssignDesk => ({
  teamId: EAST,
  colleagues,
  settings: { assignRules: [], assignWay: 'rota', assignLast: 'pool', ...settings },
});
const nobodySpecial = { source: null, districts: [], language: null };

describe('who gets a customer that arrives without a rep', () => {
  const rules = [
    { by: 'source' as const, value: 'douyin', repIds: ['lina', 'zhang'] },
    { by: 'district' as const, value: 'pudong', repIds: ['zhang'] },
    { by: 'language' as const, value: 'en', repIds: ['emma'] },
  ];
  const people = [someone('lina', { turn: 3n }), someone('zhang', { turn: 2n }), someone('emma')];

  it.each([
    ['the source decides first', { source: 'douyin', language: 'en' }, {}, 'zhang', 'by-source'],
    ['then the district', { districts: ['minhang', 'pudong'] }, {}, 'zhang', 'by-district'],
    ['then the language', { language: 'en' }, {}, 'emma', 'by-language'],
    ['else whoever waited longest', {}, {}, 'emma', 'by-rota'],
    [
      'a named one who is away is skipped',
      { source: 'douyin' },
      { zhang: true },
      'lina',
      'by-source',
    ],
    [
      'all named away: the next row that fits',
      { source: 'douyin', language: 'en' },
      { zhang: true, lina: true },
      'emma',
      'by-language',
    ],
    ['all named away: the team', { districts: ['pudong'] }, { zhang: true }, 'emma', 'by-rota'],
  ] as const)('%s', (_, customer, away: Record<string, boolean>, repId, why) => {
    const colleagues = people.map((one) => ({ ...one, isAway: away[one.id] ?? false }));
    const choice = chooseAmong(
      { ...nobodySpecial, ...customer },
      deskOf(colleagues, { assignRules: rules }),
    );
    expect(choice).toMatchObject({ repId, why });
    expect(choice.absentIds).toEqual(
      Object.keys(away).length > 0 ? expect.arrayContaining(['zhang']) : [],
    );
  });

  it('when the whole team is away, the last resort; when he is away too, the pool', () => {
    const away = [someone('lina', { isAway: true }), someone('wang', { role: 'manager' })];
    expect(chooseAmong(nobodySpecial, deskOf(away, { assignLast: 'wang' }))).toMatchObject({
      repId: 'wang',
      why: 'last-resort',
    });
    const all = away.map((one) => ({ ...one, isAway: true }));
    expect(chooseAmong(nobodySpecial, deskOf(all, { assignLast: 'wang' }))).toMatchObject({
      repId: null,
      why: 'to-pool',
      absentIds: ['lina'],
    });
  });
});

const ids = ['a', 'b', 'c', 'd', 'e', 'f'];
const colleague = (id: string) =>
  fc.record({
    id: fc.constant(id),
    role: fc.constantFrom('rep', 'rep', 'rep', 'manager', 'reviewer'),
    active: fc.boolean(),
    teamIds: fc.constantFrom([EAST], [EAST], ['west'], ['west', EAST], []),
    isAway: fc.boolean(),
    turn: fc.option(fc.bigInt(1n, 9n), { nil: null }),
    holding: fc.nat(5),
  });
const anyDesk = fc
  .tuple(
    fc.tuple(...ids.map(colleague)),
    fc.array(
      fc.record({
        by: fc.constantFrom('source' as const, 'district' as const, 'language' as const),
        value: fc.constantFrom('x', 'y'),
        repIds: fc.subarray(ids, { minLength: 1 }),
      }),
      { maxLength: 4 },
    ),
    fc.constantFrom('rota' as const, 'least_busy' as const),
    fc.constantFrom('pool', ...ids),
  )
  .map(([people, assignRules, assignWay, assignLast]) =>
    deskOf(people, { assignRules, assignWay, assignLast }),
  );
const anyCustomer = fc.record({
  source: fc.constantFrom('x', 'y', null),
  districts: fc.subarray(['x', 'y']),
  language: fc.constantFrom('x', 'y', null),
});
const atWork = ({ colleagues }: AssignDesk) =>
  colleagues.filter(
    ({ active, isAway, teamIds, role }) =>
      active && !isAway && teamIds.includes(EAST) && role === 'rep',
  );
const fitting = (choice: Choice, desk: AssignDesk) =>
  atWork(desk).filter(({ id }) => choice.rule?.repIds.includes(id) ?? true);

describe('whatever the office looks like', () => {
  it('nobody who is away, has left or is of another team gets anything', () => {
    fc.assert(
      fc.property(anyCustomer, anyDesk, (customer, desk) => {
        const { repId, why } = chooseAmong(customer, desk);
        const chosen = desk.colleagues.find(({ id }) => id === repId);
        if (!chosen) {
          expect(atWork(desk)).toEqual([]);
          return;
        }
        expect(chosen).toMatchObject({ active: true, isAway: false });
        expect(chosen.teamIds).toContain(EAST);
        if (why !== 'last-resort') expect(chosen.role).toBe('rep');
        else expect(atWork(desk)).toEqual([]);
      }),
    );
  });

  it('the least busy is the least busy of those who were asked', () => {
    fc.assert(
      fc.property(anyCustomer, anyDesk, (customer, desk) => {
        const choice = chooseAmong(customer, {
          ...desk,
          settings: { ...desk.settings, assignWay: 'least_busy' },
        });
        if (!choice.repId || choice.why === 'last-resort') return;
        const chosen = desk.colleagues.find(({ id }) => id === choice.repId)!;
        const others = fitting(choice, desk);
        expect(chosen.holding).toBe(Math.min(...others.map(({ holding }) => holding)));
      }),
    );
  });

  it('a rota of those who are there is fair: nobody gets two more than another', () => {
    fc.assert(
      fc.property(anyDesk, fc.integer({ min: 1, max: 40 }), (desk, arrivals) => {
        const colleagues = desk.colleagues.map((one) => ({ ...one }));
        const got = new Map<string, number>();
        let turn = 100n;
        for (let n = 0; n < arrivals; n++) {
          const choice = chooseAmong(nobodySpecial, {
            ...desk,
            colleagues,
            settings: { assignRules: [], assignWay: 'rota', assignLast: 'pool' },
          });
          if (!choice.repId) return;
          got.set(choice.repId, (got.get(choice.repId) ?? 0) + 1);
          colleagues.find(({ id }) => id === choice.repId)!.turn = turn++;
        }
        const counts = atWork({ ...desk, colleagues }).map(({ id }) => got.get(id) ?? 0);
        expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('rows as people write them', () => {
  const names = {
    reps: [
      { id: '00000000-0000-7000-8000-000000000001', name: '李娜' },
      { id: '00000000-0000-7000-8000-000000000002', name: 'Zhang Wei' },
      { id: '00000000-0000-7000-8000-000000000003', name: '王伟' },
      { id: '00000000-0000-7000-8000-000000000004', name: '王伟' },
    ],
    settings: DEFAULTS,
    locale: 'zh' as const,
  };
  const read = (...lines: string[]) => readAssignRules('assignRules', lines, names);
  const [lina, zhang, wang1, wang2] = names.reps.map(({ id }) => id);

  it.each([
    ['来源 抖音 → 李娜、Zhang Wei', { by: 'source', value: 'douyin', repIds: [lina, zhang] }],
    ['source Douyin -> 李娜, zhang wei', { by: 'source', value: 'douyin', repIds: [lina, zhang] }],
    ['来源渠道:短视频=>李娜', null],
    ['来源渠道 短视频 => 李娜;李娜', { by: 'source', value: 'douyin', repIds: [lina] }],
    ['区域浦东新区：李娜', null],
    ['区域浦东新区: 李娜', { by: 'district', value: 'pudong', repIds: [lina] }],
    ["District jing'an → 李娜", { by: 'district', value: 'jingan', repIds: [lina] }],
    ['language English → 王伟#0004', { by: 'language', value: 'en', repIds: [wang2] }],
    ['语言 普通话 → @王伟#0003', { by: 'language', value: 'zh', repIds: [wang1] }],
    ['sourceDouyin → 李娜', null],
    ['来源 抖音', null],
    ['抖音 → 李娜', null],
  ])('%s', (line, rule) => {
    if (rule) expect(read(line)).toEqual([rule]);
    else expect(() => read(line)).toThrow(Refusal);
  });

  it.each([
    [['来源 快手 → 李娜'], 'assignNoValue'],
    [['来源 抖音 → 赵六'], 'assignNobody'],
    [['来源 抖音 → 王伟'], 'assignTwoNames'],
    [['来源 抖音 → 李娜', 'source tiktok → 李娜'], 'assignTwice'],
  ])('%j is refused: %s', (lines, code) => {
    expect(() => read(...lines)).toThrow(expect.objectContaining({ code, field: 'assignRules' }));
  });

  it('what is written is read back as it was, in both languages; who left is not written', () => {
    const rules = read(
      '来源 抖音 → 李娜、王伟#0004',
      '区域 徐汇 → Zhang Wei',
      '语言 英文 → 王伟#0003',
    );
    for (const locale of ['zh', 'en'] as const) {
      const lines = rules.flatMap((rule) => writeAssignRule(rule, { ...names, locale }));
      expect(read(...lines)).toEqual(rules);
    }
    const left = { ...names, reps: names.reps.slice(0, 1) };
    expect(rules.flatMap((rule) => writeAssignRule(rule, left))).toEqual(['来源 抖音 → 李娜']);
  });
});
