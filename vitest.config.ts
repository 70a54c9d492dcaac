import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/global-setup.ts'],
    pool: 'forks',
    // Files have databases of their own and wait a lot; on a small CI machine vitest would run one at a time.
    maxWorkers: '100%',
    // Loading the whole product takes longer than most files run; nothing of it keeps state between them.
    isolate: false,
    // A forgotten await must not hang the suite; tests that start servers say so themselves.
    testTimeout: 20_000,
    hookTimeout: 60_000,
    env: { TZ: 'UTC' },
  },
});
