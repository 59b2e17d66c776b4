import { configDefaults, defineConfig } from 'vitest/config'

const all = '{subjects,db,actors,gateway,compose,bench}/**/*.test.ts'

/** What looks at the meters and tracers of a process, of which there is one set for all its modules, has a process of its own. */
const telemetry = ['compose/telemetry.test.ts', 'gateway/{http,overload,visit}.test.ts']

const each = {
  pool: 'forks',
  testTimeout: 30_000,
  hookTimeout: 30_000,
  // A test that needs another one to have run before it fails sooner or later here, not at a colleague's.
  sequence: { shuffle: { files: true, tests: true } },
} as const

export default defineConfig({
  test: {
    globalSetup: 'compose/test-servers.ts',
    maxWorkers: 3,
    projects: [
      // Loading everything anew for each file takes as long as a sixth of the tests.
      {
        test: {
          ...each,
          name: 'tests',
          include: [all],
          exclude: [...configDefaults.exclude, ...telemetry],
          isolate: false,
        },
      },
      { test: { ...each, name: 'telemetry', include: telemetry, sequence: { ...each.sequence, groupOrder: 1 } } },
    ],
  },
})
