import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['{subjects,db,actors,gateway,compose,bench}/**/*.test.ts'],
    globalSetup: 'compose/test-servers.ts',
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // A test that needs another one to have run before it fails sooner or later here, not at a colleague's.
    sequence: { shuffle: { files: true, tests: true } },
  },
})
