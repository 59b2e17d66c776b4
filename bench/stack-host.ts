import { once } from 'node:events'
import '#compose/light-imports.ts'
import type { StackUrls } from '#compose/local/lock.ts'
import type { Instances } from '#compose/local/processes.ts'
import type { Stack } from '#compose/local/stack.ts'
import { run } from '#compose/run.ts'

/** Where a stack is reached, and its processes by name. */
export type HostedStack = { readonly urls: StackUrls; readonly pids: Readonly<Record<string, number>> }

/**
 * `node bench/stack-host.ts <dir> [instances as JSON]`: a stack in a process of its own, so that the Stripe sandbox and the mailbox, which live
 * in the process that starts them, take nothing from the one that measures. It ends with whoever started it.
 */
await run(async (stack, signal) => {
  const { startStack } = await import('#compose/local/stack.ts')
  // All load comes from one address: it is counted as ever, and meets no limit.
  process.env['RATE_LIMITS'] ??= 'x10000'
  const [dir = '', instances] = process.argv.slice(2)
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'))
  // Listening for that must not keep the process of a stopped stack alive.
  process.channel?.unref()
  const local = stack.use(
    await startStack({ dir, port: 0, signal, ...(instances && { instances: JSON.parse(instances) as Instances }) }),
  )
  process.send?.({ urls: local.urls, pids: pidsOf(local) } satisfies HostedStack)
  const end = await Promise.race([local.crashed, once(signal, 'abort')])
  if (end instanceof Error) {
    // Whoever measures is to hear of it before all the rest is stopped.
    process.disconnect?.()
    throw end
  }
  return 'finished'
})

/** Of the servers only those that are ours: the environment may have named others. */
function pidsOf(local: Stack): Record<string, number> {
  const pids: Record<string, number> = {}
  for (const name of ['gateway', ...Object.keys(local.urls.actors), 'postgres', 'nats', 'redis']) {
    try {
      pids[name] = local.process(name).pid
    } catch {
      // Not a process of this stack.
    }
  }
  return pids
}
