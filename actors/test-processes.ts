import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect } from 'vitest'
import { type DatabaseName, urlVariable } from '#db/databases.ts'
import type { Shop } from './shop.ts'
import type { World } from './world.ts'

/** A process of one actor that does not outlive its test. */
export async function startProcess(
  world: World,
  actor: DatabaseName,
  main = 'actors/main.ts',
): Promise<ChildProcess & AsyncDisposable> {
  const env = {
    ...process.env,
    ...world.natsVariables(actor),
    [urlVariable(actor)]: world.databaseUrl(actor),
    METRICS_PORT: '0',
    HOST: '127.0.0.1',
  }
  const child = spawn(process.execPath, [main, actor], { env, stdio: ['ignore', 'pipe', 'inherit', 'ipc'] })
  for await (const chunk of child.stdout ?? []) if (String(chunk).includes('"started"')) break
  child.stdout?.resume()
  return Object.assign(child, { [Symbol.asyncDispose]: () => kill(child) })
}

export const startOrders = ({ world }: Shop) => startProcess(world, 'orders')

/** A process whose sagas can be stopped for good, one at each point. */
export type Doomed = ChildProcess &
  AsyncDisposable & {
    /** Resolves when the first saga has stopped at the point, to which `bring` brings one. */
    readonly stopAt: (point: string, bring: () => void) => Promise<void>
  }

export async function startDoomed({ world }: Shop): Promise<Doomed> {
  const child = await startProcess(world, 'orders', 'actors/orders/test-doomed.ts')
  const told: unknown[] = []
  child.on('message', (what) => told.push(what))
  const hears = (what: string) => expect.poll(() => told, { interval: 10, timeout: 15_000 }).toContain(what)
  return Object.assign(child, {
    stopAt: async (point: string, bring: () => void) => {
      child.send(point)
      await hears(`waiting for ${point}`)
      bring()
      await hears(`stopped ${point}`)
    },
  })
}

/** Kills a process as a crash of its machine would, and waits until it is gone. */
export async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null && child.kill('SIGKILL')) await once(child, 'exit')
}

/** Asks a process to stop, and waits until it has stopped as it should. */
export async function stop(child: ChildProcess): Promise<void> {
  child.kill('SIGTERM')
  expect(await once(child, 'exit')).toEqual([0, null])
}
