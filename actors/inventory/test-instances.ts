import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import type { World } from '../world.ts'

/** An instance of the actor in a process of its own, which can be killed as a crash of its machine would, and replaced. */
export type Instance = AsyncDisposable & { readonly replace: () => Promise<void> }

/** Starts one; it does not outlive its test. */
export async function startInstance(world: World): Promise<Instance> {
  let child = await startProcess(world)
  return {
    replace: async () => {
      await kill(child)
      child = await startProcess(world)
    },
    [Symbol.asyncDispose]: () => kill(child),
  }
}

async function startProcess(world: World): Promise<ChildProcess> {
  const env = {
    ...process.env,
    ...world.natsVariables('inventory'),
    INVENTORY_DATABASE_URL: world.databaseUrl('inventory'),
    METRICS_PORT: '0',
    HOST: '127.0.0.1',
  }
  const child = spawn(process.execPath, ['actors/main.ts', 'inventory'], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  for await (const chunk of child.stdout) if (String(chunk).includes('"started"')) break
  child.stdout.resume()
  return child
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null && child.kill('SIGKILL')) await once(child, 'exit')
}
