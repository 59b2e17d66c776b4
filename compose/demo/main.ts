import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findRunningStack } from '../local/lock.ts'
import { startStack } from '../local/stack.ts'
import { CannotStart, run } from '../run.ts'
import { afterwards } from './afterwards.ts'
import { cards } from './cards.ts'
import { guests } from './guests.ts'
import { journey } from './journey.ts'
import type { Scene, Step } from './scene.ts'
import { trouble } from './trouble.ts'

/** `npm run demo`: walks a shopper through the shop and into its troubles. Ends well only if every step proved what it says. */
await run(async (stack, signal) => {
  const scene = await openScene(stack, signal)
  const startedAt = performance.now()
  const steps = [...journey, ...afterwards, ...cards, ...guests, ...trouble]
  for (const step of steps) {
    await show(step, scene)
  }
  console.log(`\nAll ${steps.length} steps held, in ${seconds(startedAt)}.`)
  return 'finished'
})

/** The stack that runs already, or one of its own in a directory that goes away with it. */
async function openScene(stack: AsyncDisposableStack, signal: AbortSignal): Promise<Scene> {
  const shopper = {
    signal,
    email: `ada.${randomUUID().slice(0, 8)}@example.com`,
    password: 'correct horse battery staple',
    token: '',
    staffToken: '',
    orderId: '',
  }
  const running = findRunningStack()
  if (running) {
    console.log(`A shopper walks through the shop at ${running.api}\n`)
    return { ...shopper, urls: running }
  }
  const startedAt = performance.now()
  const dir = await mkdtemp(join(tmpdir(), 'tradewind-demo-'))
  stack.defer(() => rm(dir, { recursive: true, force: true }))
  const own = stack.use(await startStack({ dir, port: 0, signal }))
  console.log(`Tradewind started in ${seconds(startedAt)}; a shopper walks through it\n`)
  const actors = own.process('actors')
  return {
    ...shopper,
    urls: own.urls,
    orders: { kill: async () => void (await actors.kill('SIGKILL')), start: () => actors.start() },
  }
}

async function show({ name, run: perform }: Step, scene: Scene): Promise<void> {
  const startedAt = performance.now()
  try {
    const proof = await perform(scene)
    console.log(`  ✓ ${name.padEnd(34)} ${seconds(startedAt).padStart(7)}   ${proof}`)
  } catch (error) {
    scene.signal.throwIfAborted()
    console.log(`  ✗ ${name}`)
    throw new CannotStart(`\n${error instanceof Error ? error.message : String(error)}`)
  }
}

function seconds(since: number): string {
  return `${((performance.now() - since) / 1_000).toFixed(2)} s`
}
