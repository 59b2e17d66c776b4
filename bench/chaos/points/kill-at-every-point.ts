import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { startStack } from '#compose/local/stack.ts'
import { lateChapters } from '#gateway/test-late-chapters.ts'
import { byChapter, openStory, type Story } from '#gateway/test-story.ts'
import { backlogReader, drained } from '../../backlog.ts'
import { type Databases, openDatabases } from '../../databases.ts'
import { offendersOf } from '../../laws/laws.ts'
import { providerOffenders, readEffects } from '../../laws/provider.ts'
import { connectTools } from '../../system.ts'
import { openNetwork } from './network.ts'
import { openPatientEdge } from './patient-edge.ts'
import { everyPoint, type Point } from './points.ts'
import { openReaper } from './reaper.ts'

export type Killing = {
  readonly signal: AbortSignal
  readonly tell: (what: string) => void
  /** The operations to be asked for, in this order; all that the API offers, unless it is said. */
  readonly story?: readonly string[]
  /** How long to go on with the story; until its end, unless it is said. */
  readonly withinMs?: number
  /** Which points are meant; all of them, unless it is said. */
  readonly at?: (point: Point) => boolean
}

export type Killed = {
  readonly covered: number
  readonly total: number
  readonly missed: readonly Point[]
  readonly violations: readonly string[]
}

/**
 * Asks for everything that the API offers, and kills the process of the actors with SIGKILL the first time it comes to each
 * point, with what it said last or was to hear next still on its way. An heir finishes, and at the end all laws are held.
 */
export async function killAtEveryPoint(killing: Killing): Promise<Killed> {
  const { signal, tell, story, withinMs = Number.POSITIVE_INFINITY, at = () => true } = killing
  await using stack = new AsyncDisposableStack()
  const dir = await mkdtemp(join(tmpdir(), 'tradewind-points-'))
  stack.defer(() => rm(dir, { recursive: true, force: true }))
  // All of it comes from one address.
  process.env['RATE_LIMITS'] ??= 'x10000'
  const points = (await everyPoint()).filter(at)
  const reaper = openReaper(points, tell)
  const network = stack.use(openNetwork(reaper.meet))
  const system = stack.use(await startStack({ dir, port: 0, signal, between: network.between }))
  const databases = stack.use(openDatabases(system.urls.postgres))
  const edge = stack.use(await openPatientEdge(system.urls.api))
  const told = await openStory({ ...system, urls: { ...system.urls, api: edge.url } })
  // Its own actors give way to some that nobody misses.
  await system.process('actors').kill()
  stack.use(reaper)
  reaper.begin({
    environment: system.urls.variables,
    between: async () => {
      network.forget()
      await endLeases(databases)
    },
  })
  const until = performance.now() + withinMs
  for (const operationId of story ?? wholeStory(told)) {
    if (signal.aborted || performance.now() > until) break
    // What a crash has made of the answer is no matter here: it is told by what is there in the end.
    await told.tell(operationId).catch(() => undefined)
  }
  reaper.spare()
  const bus = stack.use(await connectTools(system.urls.variables))
  const atRest = await drained(backlogReader(databases, bus), restWithinMs, signal)
  const violations = await violationsIn(databases, system.urls.stripe ?? '')
  const missed = reaper.missed()
  const restless = atRest === undefined ? [`not at rest ${restWithinMs / 1_000} s after the last kill`] : []
  return {
    covered: points.length - missed.length,
    total: points.length,
    missed,
    violations: [...restless, ...violations],
  }
}

/** First what makes something, then what needs others before it. */
const wholeStory = ({ operations }: Story): readonly string[] => {
  const late = lateChapters.flatMap(({ given, told }) => [...given, ...told])
  const early = operations.toSorted(byChapter).map(({ operationId }) => operationId)
  return [...early.filter((one) => !lateChapters.some(({ told }) => told.includes(one))), ...late]
}

/** What a dead process holds is free after half a minute, for which nobody waits here. */
async function endLeases({ orders, payments }: Databases): Promise<void> {
  await orders`update sagas set lease_until = clock_timestamp() where lease_owner is not null`
  await payments`update payments set lease_until = clock_timestamp() where lease_owner is not null`
}

const restWithinMs = 120_000
/** Books are kept a few seconds after the money has moved. */
const bookedWithinMs = 15_000

async function violationsIn(databases: Databases, stripe: string): Promise<readonly string[]> {
  for (const until = performance.now() + bookedWithinMs; ; await sleep(1_000)) {
    const orders = await databases.orders<{ id: string }[]>`select id from orders`
    const ids = new Set(orders.map(({ id }) => id))
    const found = [
      ...(await offendersOf(databases)),
      ...providerOffenders(await readEffects(stripe), (id) => ids.has(id)),
    ]
    if (found.length === 0 || performance.now() > until) return found
  }
}
