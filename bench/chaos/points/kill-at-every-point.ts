import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Stack, startStack } from '#compose/local/stack.ts'
import { CannotStart } from '#compose/run.ts'
import type { Bus } from '#subjects/bus.ts'
import { backlogReader, drained } from '../../backlog.ts'
import { type Databases, openDatabases } from '../../databases.ts'
import { keyOffenders } from '../../laws/keys.ts'
import { offendersAtRest } from '../../laws/laws.ts'
import { providerOffenders, readEffects } from '../../laws/provider.ts'
import { connectTools } from '../../system.ts'
import { randomFrom, shuffled } from '../random.ts'
import { leftOut, scenesFor } from './causes.ts'
import { keepHouse } from './household.ts'
import { openPatientEdge } from './patient-edge.ts'
import { everyPoint, type Point } from './points.ts'
import { openReaper, type Reaper } from './reaper.ts'
import { scenes } from './scenes/scenes.ts'
import { ask, type Scene, type Stage } from './scenes/stage.ts'
import { openTour } from './tour.ts'

export type Killing = {
  readonly signal: AbortSignal
  readonly tell: (what: string) => void
  /** Only at points whose name has one of these in it. */
  readonly at?: readonly string[] | undefined
  /** Scenes in an order that the seed decides, for so long; all there are until every point is covered, unless it is said. */
  readonly part?: { readonly seed: number; readonly withinMs: number }
}

export type Killed = {
  readonly covered: number
  readonly total: number
  readonly missed: readonly Point[]
  readonly violations: readonly string[]
}

/** Whoever waits for the dead waits for seconds, so scenes are played at once; but where many write, nobody can say who did. */
const [scenesAtOnce, crowdedTurns] = [3, 2]

/** A message is the death of one process at most, so what happens has to happen more than once. */
const mostTurns = 8

/**
 * Asks for everything that the API offers and lets everything else happen, and kills the process of an actor with SIGKILL the
 * first time it comes to each point, with what it said last or was to hear next still on its way. An heir finishes, and in
 * the end all laws are held.
 */
export async function killAtEveryPoint({ signal, tell, at = [''], part }: Killing): Promise<Killed> {
  await using stack = new AsyncDisposableStack()
  const dir = await mkdtemp(join(tmpdir(), 'tradewind-points-'))
  let isKept = false
  stack.defer(() => (isKept ? console.error(`logs and data are in ${dir}`) : rm(dir, { recursive: true, force: true })))
  // All of it comes from one address.
  process.env['RATE_LIMITS'] ??= 'x10000'
  const isNamed = (point: Point) => at.some((name) => point.includes(name))
  const points = (await everyPoint()).filter((point) => leftOut[point] === undefined && isNamed(point))
  if (points.length === 0) throw new CannotStart(`No point has ${at.join(' or ')} in its name`)
  const system = stack.use(await startStack({ dir, port: 0, signal }))
  const databases = stack.use(openDatabases(system.urls.postgres))
  const tools = stack.use(await connectTools(system.urls.variables))
  const edge = stack.use(await openPatientEdge(system.urls.api))
  const reaper = openReaper(points, { tell, onHeir: edge.askAgain })
  const atEdge = { ...system, urls: { ...system.urls, api: edge.url } }
  const tour = part ? [] : await openTour(atEdge)
  await keepHouse(reaper, { system, databases, dir }, stack)
  const until = performance.now() + (part?.withinMs ?? Number.POSITIVE_INFINITY)
  // A scene that has begun goes on to its end, and quickly then.
  if (part) setTimeout(reaper.spare, part.withinMs).unref()
  const isOver = () => signal.aborted || performance.now() > until
  const stage = () => openStage(atEdge, { tools, databases, reaper })
  await playAll(tour, { reaper, tell, isOver, stage, seed: part?.seed ?? 0 })
  reaper.spare()
  if (!part) for (const [point, why] of Object.entries(leftOut)) tell(`left out  ${point}, since ${why}`)
  const missed = reaper.missed()
  const violations = [
    ...(part ? [] : missed.map((point) => `nothing was killed at ${point}`)),
    ...(await brokenIn(system, { databases, tools, signal })),
    ...reaper.crashes,
  ]
  isKept = violations.length > 0
  return { covered: points.length - missed.length, total: points.length, missed, violations }
}

type Playing = {
  readonly reaper: Reaper
  readonly stage: () => Promise<Stage>
  readonly isOver: () => boolean
  readonly tell: (what: string) => void
}

/** Goes on the tour, then plays scenes, several at once at first, and all that again until there is nothing left to come to. */
async function playAll(
  tour: readonly Scene[],
  { seed, ...playing }: Playing & { readonly seed: number },
): Promise<void> {
  const random = randomFrom(seed)
  for (let turn = 0; turn < mostTurns; turn++) {
    await play(tour, playing)
    const lanes = Array.from({ length: turn < crowdedTurns ? scenesAtOnce : 1 }, () => shuffled(scenes, random))
    await Promise.all(lanes.map((lane) => play(lane, playing)))
  }
}

/** Plays those scenes that may lead to a point which nobody has come to yet. */
async function play(some: readonly Scene[], { reaper, stage, isOver, tell }: Playing): Promise<void> {
  for (const scene of some) {
    if (isOver()) return
    if (scenesFor(reaper.missed(), [scene]).length === 0) continue
    // What a crash has made of an answer is no matter here: it is told by what is there in the end.
    await stage()
      .then(scene.play)
      .catch((error: unknown) => tell(`        broken off: ${scene.name}: ${String(error)}`))
  }
}

type Means = { readonly tools: Bus; readonly databases: Databases; readonly reaper: Reaper }

async function openStage({ urls }: Stack, { tools, databases, reaper }: Means): Promise<Stage> {
  const { api, staff, stripe = '', mailbox = '' } = urls
  // Each time, since a login lasts for minutes.
  const { accessToken: token } = await ask<{ accessToken: string }>({ api }, 'POST /auth/login', { body: staff })
  const outside = { stripe, mailbox }
  return { api, staff: { token }, sku: 'MUG-ENAMEL-NAVY', tools, databases, outside, replace: reaper.replace }
}

/** Longer than an event takes to come again that was in the hands of a process when it was killed. */
const restWithinMs = 150_000

type Judging = { readonly databases: Databases; readonly tools: Bus; readonly signal: AbortSignal }

async function brokenIn({ urls }: Stack, { databases, tools, signal }: Judging): Promise<readonly string[]> {
  const backlog = backlogReader(databases, tools)
  const atRest = await drained(backlog, restWithinMs, signal)
  const left =
    atRest === undefined ? [`${JSON.stringify(await backlog())} is left ${restWithinMs / 1_000} s later`] : []
  const offenders = await offendersAtRest(databases, { signal })
  const orders = new Set((await databases.orders<{ id: string }[]>`select id from orders`).map(({ id }) => id))
  const ofProvider = providerOffenders(await readEffects(urls.stripe ?? ''), (id) => orders.has(id))
  const ofKeys = await keyOffenders(databases.payments, urls.stripe ?? '')
  return [...left, ...offenders, ...ofProvider, ...ofKeys]
}
