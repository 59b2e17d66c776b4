import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Stack } from '#compose/local/stack.ts'
import { type DatabaseName, databases as actors } from '#db/databases.ts'
import type { Databases } from '../../databases.ts'
import { openNetwork } from './network.ts'
import type { Reaper } from './reaper.ts'

type Household = { readonly system: Stack; readonly databases: Databases; readonly dir: string }

/** Gives each actor of a stack a process of its own, with an heir, and a network on which somebody reads along. */
export async function keepHouse(
  reaper: Reaper,
  { system, databases, dir }: Household,
  stack: AsyncDisposableStack,
): Promise<void> {
  // Those that the stack has started give way.
  await system.process('actors').kill()
  const logs = join(dir, 'logs')
  await mkdir(logs, { recursive: true })
  const lives = actors.map(async (actor) => {
    const network = stack.use(openNetwork(reaper.meet))
    const environment = { ...(await network.between(system.urls.variables)), NODE_COMPILE_CACHE: join(dir, 'compiled') }
    const between = async () => {
      network.forget()
      await endLeases(actor, databases)
    }
    return { actor, environment, between, logFile: join(logs, `${actor}.log`) }
  })
  const begun = (await Promise.all(lives)).map(reaper.begin)
  stack.use(reaper)
  await Promise.all(begun)
}

/** What a dead process holds is free some seconds or minutes later, for which nobody waits here. */
async function endLeases(actor: DatabaseName, { orders, payments, notifications }: Databases): Promise<void> {
  if (actor === 'orders') await orders`update sagas set lease_until = clock_timestamp() where lease_owner is not null`
  if (actor === 'payments')
    await payments`update payments set lease_until = clock_timestamp() where lease_owner is not null`
  if (actor === 'notifications')
    await notifications`update notifications set lease_until = clock_timestamp() where lease_until is not null`
}
