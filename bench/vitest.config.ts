import { defineConfig } from 'vitest/config';

/** The runner of the tests carries the measurements: it starts the same servers. Nothing here passes or fails by a time. */
export default defineConfig({
  test: {
    include: ['bench/**/*.bench.ts'],
    globalSetup: ['test/support/global-setup.ts'],
    pool: 'forks',
    maxWorkers: 1,
    testTimeout: 1_800_000,
    hookTimeout: 600_000,
    env: { TZ: 'UTC', TEMPORAL_ADDRESS: '', TEMPORAL_NAMESPACE: '' },
  },
});
