import { run } from '#compose/run.ts'
import '#compose/light-imports.ts'
import { UsageError } from './flags.ts'
import { type Options, readOptions } from './options.ts'
import type { Scenario } from './scenario.ts'
import { scenarios, type Tour } from './scenarios.ts'
import type { Trial } from './trial.ts'

const help = `npm run bench                 a tour of what users do, each for a few seconds, in a few minutes
npm run bench -- <scenario>   measures Tradewind on this machine, against what the machine does bare

${[...scenarios.values()].map(({ name, summary }) => `  ${name.padEnd(28)}${summary}`).join('\n')}

  --connections N             how many operations may be under way at once (32, and of a tour 8)
  --duration S                seconds that are measured (10, unless a scenario says otherwise)
  --warmup S                  seconds before, that are not (3)
  --rate R                    begin R operations each second, however slow the answers are (open loop);
                              without it, each connection begins one when its last has ended (closed loop)
  --rates R,R,R               as --rate, one after the other: throughput and latency by load
  --sku-count N               with N products in stock besides those of the seed (reserve: 100000 in its larger inventory)
  --orders-stored N           with N orders in the databases (stored: 1000000)
  --movements N               how many movements the larger inventory of reserve has (1000000)
  --instances orders=2,…      a process for each actor, and as many as that of some
  --actor NAME                the actor that scale has more and more processes of
  --profile                   leave a CPU profile of each process in bench/results/
  --json                      a JSON line for each measurement, the last one for the scenario
  --url URL                   measure a stack that runs already, and not one started for the purpose
  --nats URL                  with --url, the broker of that stack, if it is not one of this checkout
  --help                      this page

Of a stack that runs elsewhere, DATABASE_ADMIN_URL, NATS_URL, METRICS_URL (the gateway's),
STRIPE_API_URL, STAFF_EMAIL and STAFF_PASSWORD tell the rest.
The exit code is 0 only if nothing failed and the books are even.`

const chosen = choose()
if (chosen === undefined) console.log(help)
else await run((stack, signal) => perform(chosen, stack, signal))

async function perform(
  { scenario, options }: { scenario: Scenario | Trial | Tour; options: Options },
  stack: AsyncDisposableStack,
  signal: AbortSignal,
): Promise<'finished'> {
  // What was interrupted has not succeeded.
  signal.addEventListener('abort', () => (process.exitCode = 130))
  if ('perform' in scenario) {
    const { tryOut } = await import('./trial.ts')
    if (!(await tryOut(scenario, { options, stack, signal }))) process.exitCode = 1
    return 'finished'
  }
  const [{ benchmark }, { failuresOf, openReport, summaryOf }] = await Promise.all([
    import('./benchmark.ts'),
    import('./report.ts'),
  ])
  const acts = 'acts' in scenario ? scenario.acts : ([scenario] as const)
  const reporterOf = (act: Scenario) => openReport(act, options)
  const outcomes = await benchmark(acts, { options, reporterOf, stack, signal })
  if (acts.length > 1 && !options.json) console.log(summaryOf(outcomes))
  if (outcomes.some(([, outcome]) => failuresOf(outcome).length > 0)) process.exitCode = 1
  return 'finished'
}

function choose(): { scenario: Scenario | Trial | Tour; options: Options } | undefined {
  try {
    const options = readOptions(process.argv.slice(2), scenarios, 'tour')
    if (options === 'help') return undefined
    const scenario = scenarios.get(options.scenario)
    return scenario && { scenario, options }
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    console.error(`${error.message}\n\n${help}`)
    return process.exit(2)
  }
}
