import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readMatters, withoutVerb } from '../../src/crm/conversation/schema/about.ts';
import { isCalled } from '../../src/crm/conversation/schema/called.ts';
import { listExposed } from '../../src/crm/conversation/schema/exposed.ts';
import { readIntents } from '../../src/crm/conversation/schema/intents.ts';
import { listNearest } from '../../src/crm/conversation/schema/nearest.ts';
import { hidePersonal } from '../../src/crm/conversation/schema/placeholders.ts';
import { readPlan } from '../../src/crm/followups/schema.ts';
import { DEFAULTS } from '../../src/crm/settings/rules.ts';
import { formatEcho } from '../../src/i18n/format.ts';

const zh = {
  now: new Date('2026-03-05T10:00:00+08:00'),
  zone: 'Asia/Shanghai',
  locale: 'zh' as const,
};
const en = { ...zh, zone: 'Europe/London', locale: 'en' as const };
const first = (text: string, who: typeof zh | typeof en = zh) => readIntents(text, who)[0];
const civil = (date: Date | null) =>
  date && new Date(date.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);

describe('what a message may want', () => {
  it.each([
    '今天该联系谁',
    '今天要打给谁？',
    '我今天该跟进哪些客户',
    '今天的跟进',
    '今天有什么安排',
    '待办',
    '请问今天该联系谁，谢谢',
    'who should I call today',
    'Who do I need to follow up with?',
    "what's due today",
    "today's follow-ups",
    'my day',
    'what should I do next',
  ])('“%s” asks for the day', (text) => {
    expect(first(text)).toEqual({ kind: 'day' });
  });

  it.each([
    ['有什么适合王女士的房子', '王女士'],
    ['有没有适合王女士的房源吗', '王女士'],
    ['哪些房子适合王晓芳', '王晓芳'],
    ['给王女士找几套房', '王女士'],
    ['匹配 C-1042', 'C-1042'],
    ['王女士适合什么样的房子', '王女士'],
    ['what fits Ms Wang', 'Ms Wang'],
    ['What do we have that suits C-1042?', 'C-1042'],
    ['homes for Ms Wang', 'Ms Wang'],
    ['match C-1042', 'C-1042'],
    ['find Ms Wang a flat', 'Ms Wang'],
  ])('“%s” asks for the homes of %s', (text, who) => {
    expect(first(text)).toEqual({ kind: 'match', who });
  });

  it.each([
    '给王女士打电话',
    '王女士看房很满意',
    'Ms Wang wants a flat in Pudong',
    'what’s due for me today',
  ])('“%s” asks for no homes', (text) => {
    expect(readIntents(text, zh).map(({ kind }) => kind)).not.toContain('match');
  });

  it.each([
    ['本周逾期的', '2026-03-02', '2026-03-09'],
    ['上周逾期的客户有哪些', '2026-02-23', '2026-03-02'],
    ['谁逾期了', null, null],
    ['overdue this week', '2026-03-02', '2026-03-09'],
    ["what's overdue", null, null],
    ['my overdue follow-ups', null, null],
  ])('“%s” asks what is overdue', (text, from, to) => {
    const found = first(text);
    expect(found?.kind).toBe('due');
    if (found?.kind !== 'due') return;
    expect(found.question.overdue).toBe(true);
    expect([civil(found.question.from), civil(found.question.to)]).toEqual([from, to]);
  });

  it.each([
    ['明天的跟进', '2026-03-06', '2026-03-07'],
    ['下周有什么安排', '2026-03-09', '2026-03-16'],
    ['周五的带看', '2026-03-06', '2026-03-07'],
    ['follow-ups for tomorrow', '2026-03-06', '2026-03-07'],
    ['what is planned for next week', '2026-03-09', '2026-03-16'],
  ])('“%s” asks what is planned then', (text, from, to) => {
    const found = first(text);
    expect(found?.kind).toBe('due');
    if (found?.kind !== 'due') return;
    expect([civil(found.question.from), civil(found.question.to)]).toEqual([from, to]);
  });

  it.each([
    ['这周数字', ''],
    ['上周数据怎么样', '上周'],
    ['本周周报', ''],
    ["this week's numbers", ''],
    ['how did we do last week', 'last week'],
    ['东区上周业绩', '上周 东区'],
  ])('“%s” asks for the figures', (text, asked) => {
    expect(first(text)).toEqual({ kind: 'figures', text: asked });
  });

  it.each([
    ['move C-1042 to Friday', 'C-1042', 'Friday'],
    ['please postpone Ms Wang to next Monday 3pm', 'Ms Wang', 'next Monday 3pm'],
    ["reschedule Ms Wang's viewing to Friday", 'Ms Wang', 'Friday'],
    ['把王女士改到周五', '王女士', '周五'],
    ['C-1042 改到下周一上午10点', 'C-1042', '下周一上午10点'],
    ['王女士的带看推迟到周日', '王女士', '周日'],
  ])('“%s” moves a plan', (text, who, when) => {
    expect(first(text)).toEqual({ kind: 'move', who, when });
  });

  it.each([
    '王女士下周三三点复访',
    'C-1042 phone talked about price',
    '两房 浦东 1000万内 A类 逾期',
  ])('“%s” is told of somebody, or looked for', (text) => {
    expect(readIntents(text, zh).map(({ kind }) => kind)).toEqual(['about', 'find']);
  });
});

describe('what is said of a customer', () => {
  const matters = (text: string) => {
    const { text: rest, verb } = withoutVerb(text);
    return readMatters(rest, verb, { ...zh, settings: DEFAULTS });
  };
  it.each([
    ['', ['card']],
    ['下周三三点复访', ['plan']],
    ['Friday 3pm show flat', ['plan']],
    ['电话 明天上午10点', ['plan']],
    ['看房 很满意 嫌总价高 下周二再约', ['log']],
    ['没接', ['log']],
    ['phone talked about price', ['log']],
    ['很满意', ['log']],
    ['A类', [{ grade: 'A' }]],
    ['升到A', [{ grade: 'A' }]],
    ['改成意向', [{ stage: 'interested' }]],
    ['lost', [{ stage: 'lost' }]],
  ])('“%s” is %j', (text, expected) => {
    expect(matters(text)).toEqual(expected);
  });
});

describe('numbers that others read', () => {
  it.each([
    ['登记 王女士 138 1234 5678', ['phone']],
    ['身份证 11010119900307451X', ['id']],
    ['＋８６ １３８１２３４５６７８', ['phone']],
    ['138****5678 想看两房 预算1000万', []],
    ['C-1042 改到周五', []],
  ])('“%s” shows %j', (text, kinds) => {
    expect(listExposed(text, 'CN')).toEqual(kinds);
  });
});

describe('what leaves for a model', () => {
  it.each([
    ['王女士说 13812345678 打不通，微信 lina_88', /王女士|138|lina_88/],
    ['Ms Clarkson and Peter Low asked, call +44 7911 123456', /Clarkson|Peter|7911/],
    ['C-1042 住在世纪大道88弄3号，邮箱 a@b.com', /1042|世纪|a@b/],
    ['给陈小明打电话', /陈小明/],
  ])('“%s” leaves without anything personal, and comes back whole', (text, secret) => {
    const hidden = hidePersonal(text, { region: 'CN', names: [] });
    expect(hidden.text).not.toMatch(secret);
    expect(hidden.restore(hidden.text)).toBe(text);
    expect(hidden.restore('[NAME_99] tomorrow')).toBeNull();
  });
});

describe('the echo of a plan', () => {
  it('written again, is the same plan', () => {
    const start = zh.now.getTime();
    const minutes = fc.integer({ min: 60, max: 500_000 });
    fc.assert(
      fc.property(minutes, fc.constantFrom(zh, en), (ahead, who) => {
        const at = new Date(Math.floor(start / 60_000 + ahead) * 60_000);
        const echo = `${formatEcho(at, who.locale, who.zone, 'minute')} 带看`;
        const writer = { ...who, settings: DEFAULTS };
        expect(readMatters(echo, null, writer)).toEqual(['plan']);
        expect(readPlan(echo, writer).dues.map(({ dueAt }) => dueAt)).toEqual([at]);
      }),
      { numRuns: 100 },
    );
  });
});

describe('any text at all', () => {
  it('never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
        for (const who of [zh, en]) readIntents(text, who);
        const { text: rest, verb } = withoutVerb(text);
        readMatters(rest, verb, { ...zh, settings: DEFAULTS });
        listExposed(text, 'CN');
        isCalled(text, text);
        expect(listNearest(text, () => true)).toHaveLength(3);
        hidePersonal(text, { region: 'CN', names: [] });
      }),
      { numRuns: 60 },
    );
  });

  it('a month of blanks or brackets takes no time to speak of', () => {
    for (const piece of [' ', ',', '，', '给', 'please ', '周', 'to ', '[', '逾期的'])
      for (const who of [zh, en]) readIntents(piece.repeat(2_000), who);
  });
});
