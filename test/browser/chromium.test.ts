import { afterEach, expect, test, vi } from 'vitest';
import { canBrowse, findChromium } from './chromium.ts';

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

test('a developer names the Chromium to use', () => {
  vi.stubEnv('CHROMIUM_PATH', process.execPath);
  expect(findChromium()).toBe(process.execPath);
});

test('a developer without a Chromium is told in one line that browser tests are skipped', () => {
  vi.stubEnv('CHROMIUM_PATH', '/nowhere/chromium');
  vi.stubEnv('REQUIRE_BROWSER', '');
  const told = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  expect(canBrowse()).toBe(false);
  expect(told).toHaveBeenCalledOnce();
  expect(told.mock.calls[0]?.[0]).toMatch(/^Browser tests need a Chromium: .*skipped\.\n$/);
});

test('a machine that must run browser tests fails without a Chromium', () => {
  vi.stubEnv('CHROMIUM_PATH', '/nowhere/chromium');
  vi.stubEnv('REQUIRE_BROWSER', '1');
  expect(() => canBrowse()).toThrow('Browser tests need a Chromium');
});
