import { describe, expect, it } from 'vitest';
import { requireTime } from '../../src/crm/absence/rules.ts';
import { readAbsence } from '../../src/crm/absence/schema.ts';

const zone = 'Asia/Shanghai';
const now = new Date('2026-03-05T10:00:00+08:00');
const colleagues = [
  { id: 'lina', name: '李娜' },
  { id: 'zhang', name: '张伟' },
  { id: 'tom', name: 'Tom Becker' },
  { id: 'chen', name: '陈静 Chen Jing' },
  { id: 'wei1', name: '王伟 Wei' },
  { id: 'wei2', name: '王伟 David' },
];
const say = (at: Date | null | undefined) =>
  at?.toLocaleString('sv', { timeZone: zone }).slice(5, 16) ?? null;

/** `who/cover kind weekdays from..to`, with `?` where the line is not clear. */
function read(text: string): string {
  const { whoId, coverId, kind, weekdays, time, isClear } = readAbsence(text, {
    now,
    zone,
    locale: 'zh',
    colleagues,
  });
  const span = time ? `${say(time.fromAt)}..${say(time.toAt) ?? ''}` : 'when';
  return [
    `${whoId ?? 'me'}/${coverId ?? '-'}`,
    kind ?? '-',
    weekdays.join(''),
    span,
    isClear ? '' : '?',
  ]
    .filter(Boolean)
    .join(' ');
}

describe('leave as people type it, on Thursday 5 March', () => {
  it.each([
    ['3月12日到14日 @张伟代班', 'me/zhang - 03-12 00:00..03-15 00:00'],
    ['请假 3月12日-14日 由张伟代', 'me/zhang leave 03-12 00:00..03-15 00:00'],
    ['12–14 March cover @Tom Becker', 'me/tom - 03-12 00:00..03-15 00:00'],
    ['from March 12 to 14, covered by Tom Becker', 'me/tom - 03-12 00:00..03-15 00:00'],
    ['tomorrow until Friday tom becker covers', 'me/tom - 03-06 00:00..03-07 00:00'],
    ['@李娜 3/12-3/14 cover @张伟', 'lina/zhang - 03-12 00:00..03-15 00:00'],
    ['张伟 明天 李娜', 'zhang/lina - 03-06 00:00..03-07 00:00'],
    ['明天', 'me/- - 03-06 00:00..03-07 00:00'],
    ['3月12日到14日 @陈静代班', 'me/chen - 03-12 00:00..03-15 00:00'],
    ['12–14 March cover @Chen Jing', 'me/chen - 03-12 00:00..03-15 00:00'],
    ['@陈静 Chen Jing 明天 李娜', 'chen/lina - 03-06 00:00..03-07 00:00'],
    ['明天 王伟代班', 'me/- - 03-06 00:00..03-07 00:00 ?'],
    ['到周日', 'me/- - 03-05 00:00..03-09 00:00'],
    ['下周一到下周三 张伟代', 'me/zhang - 03-09 00:00..03-12 00:00'],
    ['明天下午2点到6点', 'me/- - 03-06 14:00..03-06 18:00'],
    ['2026-03-12 – 2026-03-14', 'me/- - 03-12 00:00..03-15 00:00'],
    ['轮休 每周三', 'me/- rest 3 03-05 00:00..'],
    ['每周二、周四 张伟代班', 'me/zhang rest 24 03-05 00:00..'],
    ['every Wed and Thu', 'me/- rest 34 03-05 00:00..'],
    ['下周', 'me/- - when ?'],
    ['张伟', 'zhang/- - when ?'],
    ['家里有事', 'me/- - when ?'],
    ['明天 家里有事', 'me/- - 03-06 00:00..03-07 00:00 ?'],
  ])('%s', (text, understood) => {
    expect(read(text)).toBe(understood);
  });

  it.each([
    ['2026-03-04T12:00:00+08:00', '2026-03-06T00:00:00+08:00', 'awayPast'],
    ['2026-03-05T08:00:00+08:00', '2026-03-05T09:00:00+08:00', 'awayPast'],
    ['2026-03-06T00:00:00+08:00', '2026-03-06T00:00:00+08:00', 'awayEndsFirst'],
    ['2026-03-06T00:00:00+08:00', '2027-06-01T00:00:00+08:00', 'awayLong'],
    ['2026-03-05T00:00:00+08:00', '2026-03-06T00:00:00+08:00', null],
  ])('from %s to %s: %s', (from, to, code) => {
    const check = () => requireTime({ fromAt: new Date(from), toAt: new Date(to) }, { now, zone });
    if (code) expect(check).toThrow(expect.objectContaining({ code }));
    else expect(check).not.toThrow();
  });
});
