import { Command } from 'commander'
import { CannotStart } from '../run.ts'
import { confirm } from './confirm.ts'
import { openBus } from './environment.ts'
import { loadSubjects } from './find-subject.ts'
import { didYouMean, print } from './output.ts'

/** `tradewind streams rebuild`: forgets what the broker keeps, and has it filled again from the outboxes. */
export const rebuildStreams = new Command('rebuild')
  .description('makes streams anew and has them filled from the outboxes; nothing takes effect twice')
  .argument('[owners...]', 'the actors whose streams; all if left out')
  .option('--yes', 'does not ask before it does that')
  .option('--json', 'as JSON')
  .action(async (names: string[], { yes = false, json }: { yes?: boolean; json?: boolean }) => {
    const owners = await choose(names)
    const [{ openDatabases }, { planRebuild, rebuild }] = await Promise.all([
      import('./databases.ts'),
      import('./rebuild.ts'),
    ])
    await using stack = new AsyncDisposableStack()
    const databases = openDatabases(stack)
    const bus = stack.use(await openBus())
    const plans = await planRebuild(bus, databases, owners)
    const count = plans.reduce((sum, { events }) => sum + events, 0)
    await confirm(`Make the streams of ${owners.join(', ')} anew and publish ${count} events again?`, { yes })
    const rows = []
    for (const plan of plans) rows.push(await rebuild(bus, databases, plan))
    print(json, rows)
  })

async function choose(names: readonly string[]): Promise<readonly string[]> {
  const { events } = await loadSubjects()
  const owners = [...new Set(events.map(({ stream }) => stream))]
  for (const name of names) {
    if (!owners.includes(name)) throw new CannotStart(`There is no stream of ${name}${didYouMean(name, owners)}`)
  }
  return names.length > 0 ? [...new Set(names)] : owners
}
