import { kill, startProcess } from '../test-processes.ts'
import type { World } from '../world.ts'

/** An instance of the actor in a process of its own, which can be killed as a crash of its machine would, and replaced. */
export type Instance = AsyncDisposable & { readonly replace: () => Promise<void> }

/** Starts one; it does not outlive its test. */
export async function startInstance(world: World): Promise<Instance> {
  let child = await startProcess(world, 'inventory')
  return {
    replace: async () => {
      await kill(child)
      child = await startProcess(world, 'inventory')
    },
    [Symbol.asyncDispose]: () => kill(child),
  }
}
