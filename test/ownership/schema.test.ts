import { describe, expect, it } from 'vitest';
import { readOwnerQuestion } from '../../src/crm/ownership/schema.ts';

const now = new Date('2026-06-10T15:00:00+08:00');
const read = (text: string) =>
  readOwnerQuestion(text, { now, zone: 'Asia/Shanghai', locale: 'zh' });
const end = (day: string) => new Date(new Date(`${day}T24:00:00+08:00`).getTime() - 1);

describe('whose was it', () => {
  it.each([
    ['C-1042 on 3 May', end('2026-05-03')],
    ['C-1042 5月3日', end('2026-05-03')],
    ['c1042 as of 3 May 2026', end('2026-05-03')],
    ['1042 在 2026年5月3日', end('2026-05-03')],
    ['C-1042 12月24日', end('2025-12-24')],
    ['C-1042 on 24 December', end('2025-12-24')],
    ['C-1042 昨天', end('2026-06-09')],
    ['C-1042 yesterday', end('2026-06-09')],
    ['C-1042 5月3日下午3点', new Date('2026-05-03T15:00:00+08:00')],
    ['C-1042', now],
    ['Ｃ－１０４２ 今天', now],
  ])('%s', (text, asOf) => {
    expect(read(text)).toEqual({ number: 1042, asOf });
  });

  it.each([
    ['', 'ownerUnreadable'],
    ['王女士 5月3日', 'ownerUnreadable'],
    ['C-1042 whenever', 'ownerUnreadable'],
    ['C-1042 明天', 'ownerFuture'],
    ['C-1042 2027年5月3日', 'ownerFuture'],
  ])('%s is refused: %s', (text, code) => {
    expect(() => read(text)).toThrow(expect.objectContaining({ code }));
  });
});
