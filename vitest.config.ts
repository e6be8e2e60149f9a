import { defineConfig } from 'vitest/config';

/** Tests that run processes, servers and clocks for minutes: one after another, so that they measure Dunlin and not each other. */
const ENGINE = ['test/scenarios/**/*.test.ts', 'test/embedded/**/*.test.ts', 'test/replay/**/*.test.ts', 'test/browser/**/*.test.ts'];

export default defineConfig({
  test: {
    globalSetup: ['test/support/global-setup.ts'],
    // Temporal's native runtime can be set up once in a process: every file has a process of its own.
    pool: 'forks',
    testTimeout: 60_000,
    hookTimeout: 120_000,
    teardownTimeout: 30_000,
    env: { TZ: 'UTC', TEMPORAL_ADDRESS: '', TEMPORAL_NAMESPACE: '' },
    projects: [
      // Rules leave nothing behind in their process: its files share the modules, which take as long to load as a file to run.
      { extends: true, test: { name: 'rules', include: ['test/**/*.test.ts'], exclude: ENGINE, maxWorkers: 2, isolate: false, sequence: { groupOrder: 0 } } },
      { extends: true, test: { name: 'engine', include: ENGINE, maxWorkers: 1, sequence: { groupOrder: 1 } } },
    ],
  },
});
