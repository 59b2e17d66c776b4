import { run } from '#compose/run.ts'
import '#compose/light-imports.ts'

/**
 * `node actors/orders/test-doomed.ts orders`: a process of orders like any other, except that the first saga that comes to a
 * point it was told of stays there, until the process is killed.
 */
const { main } = await import('../process.ts')
const { ordersWith } = await import('./test-points.ts')

const fatal = new Set<unknown>()
process.on('message', (point) => {
  fatal.add(point)
  process.send?.(`waiting for ${String(point)}`)
})
const stay = async (point: string) => {
  if (!fatal.delete(point)) return
  process.send?.(`stopped ${point}`)
  await new Promise(() => {})
}
await run((stack, signal) => main(stack, signal, async () => [ordersWith(stay)]))
