import { setTimeout as sleep } from 'node:timers/promises'
import { Command } from 'commander'
import { openBus } from './environment.ts'
import { jsonOf, print } from './output.ts'

type Options = { readonly json?: boolean }

/** `tradewind reconcile`: has payments held against what the provider has, and waits for what comes of it. */
export const reconcile = new Command('reconcile')
  .description('holds the payment provider against the books; exit code 1 if they do not agree')
  .option('--json', 'as JSON')
  .action(async ({ json }: Options) => {
    const { checked, underway, repaired, raised } = await outcome()
    const differences = [
      ...repaired.map((difference) => ({ done: 'repaired', ...difference })),
      ...raised.map((difference) => ({ done: 'raised', ...difference })),
    ].map(({ paymentId, ...rest }) => ({ ...rest, paymentId: paymentId ?? '' }))
    if (json) console.log(jsonOf({ checked, underway, repaired, raised }, 2))
    else if (differences.length > 0) print(false, differences)
    const moving = underway > 0 ? `, ${underway} still under way` : ''
    console.error(`${checked} payments, ${differences.length} differences${moving}`)
    if (differences.length > 0) process.exitCode = 1
  })

async function outcome() {
  const contracts = await import('#subjects/books.ts')
  const { systemCaller } = await import('#subjects/envelope.ts')
  await using bus = await openBus()
  const tools = bus.as(systemCaller('tools'))
  const { id: reconciliationId } = await tools.request(contracts.reconcile, {})
  for (;;) {
    const run = await tools.request(contracts.readReconciliation, { reconciliationId })
    if (run.finishedAt !== null) return run
    await sleep(200)
  }
}
