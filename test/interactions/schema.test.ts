import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  findAhead,
  readContactText,
  readHappened,
  readParty,
  readSaid,
  splitAddressee,
} from '../../src/crm/interactions/schema.ts';

const NOW = new Date('2026-03-05T10:00:00+08:00');
const writer = { now: NOW, zone: 'Asia/Shanghai', locale: 'zh' as const };

describe('an account as people type it', () => {
  it.each([
    ['电话 谈了价格', 'phone', 'effective', '谈了价格', null],
    [
      'phone talked about price, wants south',
      'phone',
      'effective',
      'talked about price, wants south',
      null,
    ],
    ['看房 很满意', 'visit', 'effective', '很满意', null],
    ['带父母复访，看了样板间', 'revisit', 'effective', '带父母复访，看了样板间', null],
    ['来电 问首付', 'call_in', 'effective', '问首付', null],
    ['没接', 'phone', 'no_answer', '没接', null],
    ['关机', 'phone', 'powered_off', '关机', null],
    ['电话 空号', 'phone', 'wrong_number', '空号', null],
    ['no answer', 'phone', 'no_answer', 'no answer', null],
    ["called, didn't pick up", 'phone', 'no_answer', "didn't pick up", null],
    ['微信 发了户型图', 'wechat', 'sent', '发了户型图', null],
    ['微信 回复了 周末来', 'wechat', 'effective', '回复了 周末来', null],
    ['wechat floor plan', 'wechat', null, 'floor plan', null],
    ['emailed, she replied: too dear', 'email', 'effective', 'she replied: too dear', null],
    ['电话 谈了价格 下次 周三下午3点', 'phone', 'effective', '谈了价格', '周三下午3点'],
    ['viewing, liked it; next: Wed 3pm', 'visit', 'effective', 'liked it', 'Wed 3pm'],
    ['想要朝南', null, null, '想要朝南', null],
    ['电话 聊了价格，周五带看', 'phone', 'effective', '聊了价格，周五带看', null],
    ['聊了价格，周五带看', null, null, '聊了价格，周五带看', null],
    ['phone: wants a viewing', 'phone', 'effective', 'wants a viewing', null],
    ['price is fine, viewing on Friday', null, null, 'price is fine, viewing on Friday', null],
    ['微信 已发 约周六看房', 'wechat', 'sent', '已发 约周六看房', null],
  ])('%s', (text, kind, result, said, next) => {
    expect(readContactText(text)).toEqual({ kind, result, said, next });
  });

  it('keeps every word of what was said, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (text) => {
        const { said, next } = readContactText(`电话 ${text}`);
        const kept = (said + (next ?? '')).replace(/\s/gu, '');
        for (const word of text.normalize('NFC').match(/[\p{Script=Han}]{2,}/gu) ?? [])
          expect(kept).toContain(word);
      }),
    );
  });

  it('refuses an account that is too long, naming the limit', () => {
    expect(readSaid('  ')).toBeNull();
    expect(() => readSaid('长'.repeat(2_001))).toThrow('tooLong');
  });

  it.each(['0', '51', '2.5', '三', '-1'])('A party of %s people is refused', (typed) => {
    expect(() => readParty(typed)).toThrow('countUnreadable');
  });

  it('A party is read in full-width digits too', () => {
    expect(readParty('３')).toBe(3);
    expect(readParty('')).toBeNull();
  });
});

describe('what lies ahead at the end of an account', () => {
  it.each([
    ['聊了价格，周五带看', '周五带看'],
    ['liked it, Friday viewing', 'Friday viewing'],
    ['聊了价格', null],
    ['他说昨天看了别的盘', null],
    ['周五他没空，再联系', null],
    ['回复了，周末来看', null],
  ])('%s', (said, ahead) => {
    expect(findAhead(said, writer)).toBe(ahead);
  });
});

describe('when it happened', () => {
  it.each([
    ['昨天下午3点 电话 聊了', '2026-03-04T15:00:00+08:00', '电话 聊了'],
    ['昨天 电话 聊了', '2026-03-04T12:00:00+08:00', '电话 聊了'],
    ['今天上午9点 电话 聊了', '2026-03-05T09:00:00+08:00', '电话 聊了'],
  ])('%s', (text, iso, rest) => {
    expect(readHappened(text, writer)).toEqual({ happenedAt: new Date(iso), rest });
  });

  it.each(['电话 聊了', '电话 他说昨天看了别的盘', '明天 电话'])('“%s” happened now', (text) => {
    expect(readHappened(text, writer)).toEqual({ happenedAt: null, rest: text });
  });
});

describe('whom a line begins with', () => {
  const first = (text: string) => splitAddressee(text).map(({ who }) => who);
  it.each([
    ['C-1042 phone talked', 'C-1042'],
    ['王女士看房很满意', '王女士'],
    ['王芳来电问价格', '王芳'],
    ['Emma Clarke phone talked', 'Emma Clarke'],
    ['C1042电话', 'C1042'],
    ['王女士，下周三', '王女士'],
  ])('%s', (text, who) => {
    expect(first(text)).toContain(who);
  });

  it('a whole phone is not cut: 138 1234 may be another customer’s', () => {
    const tried = first('138 1234 5678 聊了 价格');
    expect(tried).toContain('138 1234 5678');
    expect(tried).not.toContain('138 1234');
    expect(tried).not.toContain('138');
  });

  it('tries longer names before shorter ones, and never an essay', () => {
    const tried = first('Anna Maria Rossi said she would come again');
    expect(tried.indexOf('Anna Maria Rossi')).toBeLessThan(tried.indexOf('Anna'));
    fc.assert(
      fc.property(fc.string({ maxLength: 5_000 }), (text) => {
        expect(splitAddressee(text).length).toBeLessThan(16);
        for (const { who } of splitAddressee(text)) expect(who.length).toBeLessThanOrEqual(60);
      }),
    );
  });
});
