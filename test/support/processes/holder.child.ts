import { withLock } from '../../../src/db/embedded/lock.ts';

// Takes the lock, says so, and never gives it back.

await withLock(process.argv[2] ?? '', () => {
  process.stdout.write('held\n');
  return new Promise(() => setInterval(() => {}, 1_000));
});
