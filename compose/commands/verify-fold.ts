import { Command } from 'commander'
import type { OutputOf } from '#subjects/subject.ts'
import { parseDuration } from './duration.ts'
import { openBus } from './environment.ts'
import { jsonOf, print } from './output.ts'

type Options = { readonly since?: number; readonly json?: boolean }

/** `tradewind verify fold`: makes every order anew from its history, and compares. */
export const verifyFold = new Command('fold')
  .description('whether every order is what its history makes of it')
  .option('--since <time>', 'only orders that were placed in the last 10m, 2h, 7d …', parseDuration)
  .option('--json', 'as JSON')
  .action(async ({ since, json }: Options) => {
    const { checked, differences } = await verifyAll(since)
    if (json) console.log(jsonOf({ checked, differences }, 2))
    else if (differences.length > 0) print(false, differences)
    console.error(`${checked} orders, ${differences.length} differences`)
    if (differences.length > 0) process.exitCode = 1
  })

async function verifyAll(sinceMs: number | undefined) {
  const contract = (await import('#subjects/oversight.ts')).verifyFold
  const { systemCaller } = await import('#subjects/envelope.ts')
  await using bus = await openBus()
  const tools = bus.as(systemCaller('tools'))
  const since = sinceMs === undefined ? {} : { since: new Date(Date.now() - sinceMs).toISOString() }
  const differences: OutputOf<typeof contract>['differences'] = []
  let [checked, after]: [number, string | null] = [0, null]
  do {
    const batch: OutputOf<typeof contract> = await tools.request(contract, after === null ? since : { after })
    checked += batch.checked
    differences.push(...batch.differences)
    after = batch.next
  } while (after !== null)
  return { checked, differences }
}
