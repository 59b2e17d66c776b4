import { parseArgs } from 'node:util'
import { run } from '#compose/run.ts'
import '#compose/light-imports.ts'

const help = `npm run chaos -- [--seed N] [--minutes M] [--cluster] [--json]

Two gateways and twice all actors, with customers who order and staff who send it, are killed, frozen and cut off, and so is
what they stand on, in an order that the seed decides. Again and again all is healed, and has to come to rest within a minute.
Then everything has to add up: laws, books, the provider's ledger, and what customers were told.

  --seed N       what happens, and when; without it, one by chance, which is printed
  --minutes M    for how long things go wrong (1); a third of a minute at a time
  --cluster      three NATS servers, each stream kept three times
  --only ROWS    nothing but these rows of the fault matrix, as F16,F54
  --list         what can go wrong, by the rows of the fault matrix, and what is left out and why
  --json         nothing but the last line, as JSON
  --help         this page

The exit code is 0 only if nothing is broken. What a run that fails leaves behind, logs and data, it says where.`

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    minutes: { type: 'string', default: '1' },
    cluster: { type: 'boolean', default: false },
    only: { type: 'string' },
    list: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
})
const seed = values.seed === undefined ? Math.floor(Math.random() * 1_000_000) : Number(values.seed)
const minutes = Number(values.minutes)

if (values.help) console.log(help)
else if (values.list) console.log((await import('./matrix.ts')).listMatrix())
else if (!Number.isSafeInteger(seed) || seed < 0 || !(minutes >= 0.2 && minutes <= 600)) {
  console.error(`--seed takes a whole number, --minutes a number from 0.2 to 600\n\n${help}`)
  process.exitCode = 2
} else await run(chaos)

async function chaos(_stack: AsyncDisposableStack, signal: AbortSignal): Promise<'finished'> {
  signal.addEventListener('abort', () => (process.exitCode = 130))
  const [{ perform }, { openReport }] = await Promise.all([import('./perform.ts'), import('./report.ts')])
  const only = values.only === undefined ? {} : { only: values.only.split(',') }
  const options = { seed, minutes, hasCluster: values.cluster, ...only }
  const report = openReport(options, values.json)
  const outcome = await perform(options, { signal, tell: report.tell })
  report.finished(outcome)
  if (outcome.violations.length > 0) process.exitCode = 1
  return 'finished'
}
