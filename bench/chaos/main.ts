import { parseArgs } from 'node:util'
import { run } from '#compose/run.ts'
import '#compose/light-imports.ts'

const help = `npm run chaos -- [--seed N] [--minutes M] [--json]

Two gateways and twice all actors, with customers who order, are killed, frozen and cut off, and so is what they stand on, in
an order that the seed decides. Then all is healed, and everything has to add up: laws, books, and what customers were told.

  --seed N       what happens, and when; without it, one by chance, which is printed
  --minutes M    for how long (1)
  --points       instead: the API's examples are asked for, and at every point the actors' process is killed once; --minutes ends it
  --json         nothing but the last line, as JSON
  --help         this page

The exit code is 0 only if nothing is broken.`

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    minutes: { type: 'string' },
    points: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
})
const seed = values.seed === undefined ? Math.floor(Math.random() * 1_000_000) : Number(values.seed)
const minutes = Number(values.minutes ?? 1)

if (values.help) console.log(help)
else if (!Number.isSafeInteger(seed) || seed < 0 || !(minutes >= 0.2 && minutes <= 600)) {
  console.error(`--seed takes a whole number, --minutes a number from 0.2 to 600\n\n${help}`)
  process.exitCode = 2
} else await run(values.points ? points : chaos)

async function chaos(_stack: AsyncDisposableStack, signal: AbortSignal): Promise<'finished'> {
  signal.addEventListener('abort', () => (process.exitCode = 130))
  const [{ perform }, { describeMachine }] = await Promise.all([import('./perform.ts'), import('../machine.ts')])
  const say = (line: string) => void (!values.json && console.log(line))
  say(
    `seed ${seed}, ${minutes} min; again with npm run chaos -- --seed ${seed} --minutes ${minutes}\n${describeMachine()}\n`,
  )
  const { violations, laws, convergedMs, operations, ok, unknown, faults } = await perform(
    { seed, minutes },
    { signal, tell: say },
  )
  say(
    `\n${operations} orders and cancellations: ${ok} done, ${unknown} without an answer, the rest refused\n` +
      `${faults.length} faults survived, at rest after ${convergedMs === undefined ? '?' : (convergedMs / 1_000).toFixed(1)} s, ${laws} laws held against it`,
  )
  for (const violation of violations) console.error(`VIOLATION: ${violation}`)
  if (values.json) {
    const convergeP99S = convergedMs === undefined ? null : Math.round(convergedMs) / 1_000
    console.log(JSON.stringify({ seed, minutes, faults: faults.length, operations, laws, violations, convergeP99S }))
  }
  if (violations.length > 0) process.exitCode = 1
  return 'finished'
}

async function points(_stack: AsyncDisposableStack, signal: AbortSignal): Promise<'finished'> {
  signal.addEventListener('abort', () => (process.exitCode = 130))
  const { killAtEveryPoint } = await import('./points/kill-at-every-point.ts')
  const tell = (line: string) => void (!values.json && console.log(line))
  const { covered, total, missed, violations } = await killAtEveryPoint({
    signal,
    tell,
    ...(values.minutes !== undefined && { withinMs: minutes * 60_000 }),
  })
  tell(`\nkilled at ${covered} of ${total} points; not at\n${missed.join('\n')}`)
  for (const violation of violations) console.error(`VIOLATION: ${violation}`)
  if (values.json) console.log(JSON.stringify({ crashPoints: { covered, total }, violations }))
  if (violations.length > 0) process.exitCode = 1
  return 'finished'
}
