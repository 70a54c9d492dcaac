import { expect, it } from 'vitest';
import { wallClock } from '../../src/lib/calendar/zone.ts';
import { fewRandomBytes } from '../../src/lib/random.ts';
import { remembered } from '../../src/lib/remember.ts';

it('is asked once while it is remembered, and again after so many others', () => {
  let asked = 0;
  const double = remembered(2, (n: number) => {
    asked += 1;
    return 2 * n;
  });
  expect([double(1), double(1), double(2), double(3), double(1)]).toEqual([2, 2, 4, 6, 2]);
  expect(asked).toBe(4);
});

it('hands out every random byte once', () => {
  const drawn = Array.from({ length: 5_000 }, () => fewRandomBytes(12).toString('hex'));
  expect(new Set(drawn).size).toBe(drawn.length);
});

it('shows the clocks of a day on which they change before and after the change, whatever was asked first', () => {
  const minute = (iso: string) => wallClock(new Date(iso), 'Europe/London').minute;
  // 29 March 2026: one o'clock GMT becomes two o'clock.
  expect(minute('2026-03-29T00:30:00Z')).toBe(30);
  expect(minute('2026-03-29T01:30:00Z')).toBe(150);
  expect(minute('2026-03-29T00:45:00Z')).toBe(45);
});
