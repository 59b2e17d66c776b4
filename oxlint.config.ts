import { defineConfig, type OxlintOverride } from 'oxlint'

const actors = ['users', 'products', 'orders', 'payments', 'inventory', 'notifications']

/** Packages that one folder speaks to for everybody. */
const packages = ['fastify', 'postgres', 'nats', 'stripe', 'ioredis', 'nodemailer', 'openapi-fetch']

type Boundary = {
  /** The packages of `packages` that are at home here. */
  readonly has?: readonly string[]
  /** The top-level folders that may not be imported from here. */
  readonly never?: readonly string[]
  /** The actors whose own things may not be imported from here. */
  readonly apartFrom?: readonly string[]
}

/** Says what an import may not reach from here. The last one that fits a file counts, whole. */
function boundary({ has = [], never = [], apartFrom = [] }: Boundary): NonNullable<OxlintOverride['rules']> {
  const foreign = packages.filter((name) => !has.includes(name))
  const patterns = [
    { regex: `^(${foreign.join('|')})$`, message: 'This package has another home; ask the folder that owns it.' },
    { regex: '^(\\.\\./)+(subjects|db|actors|gateway|compose|bench)/', message: 'Another folder is #folder/….' },
    { regex: `^#(${never.join('|')})/`, message: 'Imports point one way: subjects ← db ← actors, subjects ← gateway.' },
    {
      regex: `^(#db/|#actors/|(\\.\\./)+)(${apartFrom.join('|')})/`,
      message: 'An actor reaches another one through its contracts alone.',
    },
  ]
  return { 'eslint/no-restricted-imports': ['error', { patterns }] }
}

const aboveDb = ['actors', 'gateway', 'bench']
const boundaries: readonly (readonly [files: string, Boundary])[] = [
  ['subjects/**', { never: ['db', 'compose', ...aboveDb] }],
  ['subjects/bus{.ts,/**}', { has: ['nats'], never: ['db', 'compose', ...aboveDb] }],
  ['db/**', { has: ['postgres'], never: aboveDb }],
  ['actors/**', { never: ['gateway', 'bench'] }],
  ...actors.map((name) => {
    const has = { users: ['ioredis'], payments: ['stripe'], notifications: ['nodemailer'] }[name] ?? []
    return [
      `actors/${name}/**`,
      { has, never: ['gateway', 'bench'], apartFrom: actors.filter((other) => other !== name) },
    ] as const
  }),
  ['gateway/**', { has: ['fastify', 'ioredis'], never: ['db', 'actors', 'bench'] }],
  // Made to be used by people who have nothing else of ours.
  ['gateway/client/**', { has: ['openapi-fetch'], never: ['subjects', 'db', 'compose', ...aboveDb] }],
  ['compose/**', { never: aboveDb }],
  // What holds of tables is written down where they are kept.
  ['compose/commands/verify-laws.ts', { never: ['gateway', 'bench'] }],
  ['compose/local/postgres.ts', { has: ['postgres'], never: aboveDb }],
  ['compose/local/stripe/**', { has: ['stripe'], never: aboveDb }],
  ['bench/**', { never: ['actors', 'gateway'] }],
  // What holds of stock is written down where stock is kept.
  ['bench/laws/**', { never: ['gateway'] }],
  // And who reacts to which events, where they do.
  ['bench/broker/**', { never: ['gateway'] }],
  // What can be asked is what the API's examples ask, and where it may end what the actors say they do.
  ['bench/chaos/points/**', {}],
  // What bare Fastify can do is a measure to read the other figures by.
  ['bench/calibration/**', { has: ['fastify'], never: ['actors', 'gateway'] }],
  // Whoever has the keys of an operator can do to the broker what no contract allows.
  ['bench/chaos/faults/broker.ts', { has: ['nats'], never: ['actors', 'gateway'] }],
  ['bench/chaos/faults/redis.ts', { has: ['ioredis'], never: ['actors', 'gateway'] }],
  ['bench/passage/**', { has: ['fastify', 'nats'], never: ['actors', 'gateway'] }],
]

/** Lint: faults, sizes, and who may import what. */
export default defineConfig({
  plugins: ['typescript', 'import', 'unicorn', 'oxc'],
  categories: { correctness: 'error', suspicious: 'error' },
  rules: {
    'typescript/no-floating-promises': ['error', { checkThenables: true }],
    'typescript/no-misused-promises': 'error',
    'typescript/await-thenable': 'error',
    'typescript/return-await': ['error', 'in-try-catch'],
    'typescript/switch-exhaustiveness-check': 'error',
    'typescript/no-explicit-any': 'error',
    'typescript/no-non-null-assertion': 'error',
    'typescript/consistent-type-imports': 'error',
    'import/no-cycle': 'error',
    'import/no-default-export': 'error',
    'import/extensions': ['error', 'ignorePackages'],
    'import/no-unassigned-import': 'off',
    'unicorn/filename-case': ['error', { case: 'kebabCase' }],
    'eslint/max-lines': ['error', 300],
    'eslint/max-lines-per-function': ['error', 60],
    'eslint/max-params': ['error', 4],
    'eslint/no-await-in-loop': 'off',
    'eslint/no-shadow': 'off',
    'typescript/no-unsafe-type-assertion': 'off',
    'unicorn/consistent-function-scoping': 'off',
    'unicorn/no-array-sort': 'off',
    'import/no-named-as-default': 'off',
    // It takes threads for windows.
    'unicorn/require-post-message-target-origin': 'off',
    // The compiler's noImplicitReturns says it, and knows when a switch is complete.
    'typescript/consistent-return': 'off',
  },
  overrides: [
    ...boundaries.map(([files, rule]) => ({ files: [files], rules: boundary(rule) })),
    {
      files: ['**/*.test.ts', 'bench/**', '*.config.ts', 'db/drizzle.config.ts'],
      rules: { 'eslint/max-lines-per-function': 'off', 'import/no-default-export': 'off' },
    },
    // A test looks at its actor from outside, with the real thing.
    { files: ['**/*.test.ts'], rules: { 'eslint/no-restricted-imports': 'off' } },
  ],
  ignorePatterns: ['**/migrations/**', '.tradewind/**', 'gateway/client/schema.d.ts'],
})
