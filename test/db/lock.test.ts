import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { withLock } from '../../src/db/embedded/lock.ts';
import { startChild } from '../support/child.ts';
import { temporaryFolder } from '../support/folder.ts';

const folders = temporaryFolder('lock');
let folder = '';
let lock = '';
beforeEach(() => {
  folder = mkdtempSync(join(folders, 'case-'));
  lock = join(folder, 'lock');
});

describe('the lock between processes', () => {
  test('lets one in at a time, of four processes that all want it', {
    timeout: 120_000,
  }, async () => {
    const file = join(folder, 'count');
    writeFileSync(file, '0');
    const children = Array.from({ length: 4 }, () => startChild('counter', [lock, file, '40']));
    expect(await Promise.all(children.map((child) => child.ended))).toEqual([0, 0, 0, 0]);
    expect(readFileSync(file, 'utf8')).toBe('160');
  });

  test('lets one in at a time within a process too', async () => {
    let inside = 0;
    const visits = Array.from({ length: 10 }, () =>
      withLock(lock, async () => {
        inside += 1;
        await new Promise((resolve) => setImmediate(resolve));
        const seen = inside;
        inside -= 1;
        return seen;
      }),
    );
    expect(await Promise.all(visits)).toEqual(Array(10).fill(1));
  });

  test('is never taken from a living holder, and at once from one that was killed', {
    timeout: 60_000,
  }, async () => {
    const holder = startChild('holder', [lock]);
    await holder.printed(1);
    await expect(withLock(lock, async () => 'in', 200)).rejects.toThrow(/is held by process \d+/);
    await holder.kill();
    expect(await withLock(lock, async () => 'in')).toBe('in');
  });

  test('is given back when the work under it fails', async () => {
    await expect(withLock(lock, async () => Promise.reject(new Error('stumbled')))).rejects.toThrow(
      'stumbled',
    );
    expect(await withLock(lock, async () => 'in')).toBe('in');
  });

  test.each([
    ['torn by a power cut', '{"pid": 1'],
    ['empty', ''],
    ['of a process that no longer is', '{"pid":4000000,"started":"1"}'],
    ['of a process whose number another one has now', `{"pid":${process.pid},"started":"1"}`],
  ])('is not stopped by a file %s', async (_, content) => {
    mkdirSync(lock);
    writeFileSync(join(lock, '7'), content);
    expect(await withLock(lock, async () => 'in', 1_000)).toBe('in');
  });
});
