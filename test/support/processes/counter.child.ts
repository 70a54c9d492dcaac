import { readFileSync, writeFileSync } from 'node:fs';
import { withLock } from '../../../src/db/embedded/lock.ts';

// Adds one to a number in a file, so many times, each time under the lock: without it, additions get lost.

const [lock = '', file = '', times = '0'] = process.argv.slice(2);
for (let n = 0; n < Number(times); n += 1) {
  await withLock(lock, async () => {
    const before = Number(readFileSync(file, 'utf8'));
    await new Promise((resolve) => setImmediate(resolve));
    writeFileSync(file, String(before + 1));
  });
}
