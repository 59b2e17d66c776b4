import { CannotStart } from '#compose/run.ts'
import { lawCount } from '../laws/laws.ts'
import type { System } from '../system.ts'
import type { Crowd } from './crowd/crowd.ts'
import { openShop } from './crowd/shop.ts'
import type { Fault } from './fault.ts'
import { faultsOfCluster, faultsOfOne } from './faults.ts'
import { inflict } from './inflict.ts'
import { type Held, leaks, readHeld } from './leaks.ts'
import { randomFrom } from './random.ts'
import { comeToRest, convergeWithinMs } from './rest.ts'
import { planned } from './schedule.ts'
import { openStage, processes, type Stage } from './stage.ts'
import { uncaptured } from './uncaptured.ts'
import { type Case, judge, type Verdict } from './verdict.ts'

export type ChaosOptions = {
  readonly seed: number
  readonly minutes: number
  readonly hasCluster: boolean
  /** The rows of the fault matrix to which it is confined. */
  readonly only?: readonly string[]
}

export type Outcome = Verdict & {
  readonly operations: number
  readonly ok: number
  readonly unknown: number
  readonly faults: number
  /** How long it took to come to rest after each window; `undefined` where it did not. */
  readonly convergedMs: readonly (number | undefined)[]
}

/** Of a run in which nothing was to go wrong. */
export const nothingDone: Outcome = {
  operations: 0,
  ok: 0,
  unknown: 0,
  faults: 0,
  laws: lawCount,
  violations: [],
  convergedMs: [],
}

export type Telling = { readonly signal: AbortSignal; readonly tell: (what: string) => void }
type Means = Telling & { readonly stack: AsyncDisposableStack; readonly faults: readonly Fault[] }

/** Lets customers shop while what the seed plans goes wrong, heals everything, and looks whether all adds up. */
export async function perform(options: ChaosOptions, telling: Telling): Promise<Outcome> {
  const { signal, tell } = telling
  const faults = faultsFor(options)
  await using stack = new AsyncDisposableStack()
  tell('starting two gateways and twice all actors')
  const stage = stack.use(await openStage({ signal, tell, hasCluster: options.hasCluster }))
  try {
    return await performOn(stage, options, { ...telling, stack, faults })
  } catch (error) {
    if (!signal.aborted) stage.keep()
    throw error
  }
}

/** A run in which nothing of that comes about would say that it was survived. */
function faultsFor({ hasCluster, only }: ChaosOptions): readonly Fault[] {
  const all = hasCluster ? faultsOfCluster : faultsOfOne
  const missing = only?.filter((row) => !all.some(({ rows }) => rows.includes(row))) ?? []
  if (missing.length > 0) {
    const where = hasCluster ? 'with --cluster' : 'without --cluster'
    throw new CannotStart(`Nothing is done of ${missing.join(', ')} ${where}: --list says what is`)
  }
  return only ? all.filter(({ rows }) => rows.some((row) => only.includes(row))) : all
}

async function performOn(stage: Stage, options: ChaosOptions, means: Means): Promise<Outcome> {
  const { seed, minutes } = options
  const { signal, tell, stack, faults: faultsToCome } = means
  const crowd = await openShop(stage.system, { apis: stage.apis, seed, stack })
  const plan = planned(minutes * 60, faultsToCome, randomFrom(seed))
  const failures: string[] = []
  const convergedMs: (number | undefined)[] = []
  let [faults, held]: [number, Held | undefined] = [0, undefined]
  for (const [index, window] of plan.entries()) {
    const itsSeed = seed * 1_000 + index
    crowd.carryOn()
    await crowd.clerk.takeMoneyOn(randomFrom(itsSeed).one(['confirmation', 'shipment']))
    const onFailure = (what: string) => {
      failures.push(what)
      tell(`FAILED: ${what}`)
    }
    const orderedBefore = crowd.ordered
    faults += await inflict(stage, window, { seed: itsSeed, signal, tell, onFailure })
    const healedAt = performance.now()
    await crowd.rest()
    const { tookMs, left } = await comeToRest(stage.system, signal)
    const restedMs = tookMs === undefined ? undefined : performance.now() - healedAt
    convergedMs.push(restedMs)
    const late =
      left ??
      (restedMs !== undefined && restedMs > convergeWithinMs
        ? `that took ${(restedMs / 1_000).toFixed(1)} s`
        : undefined)
    if (late !== undefined) onFailure(`not at rest ${convergeWithinMs / 1_000} s after everything was healed: ${late}`)
    tell(`healed, and at rest ${restedMs === undefined ? 'not at all' : `after ${(restedMs / 1_000).toFixed(1)} s`}`)
    for (const unanswered of await crowd.askAgain()) onFailure(unanswered)
    // Whoever is never served is never told anything that is not so.
    if (crowd.ordered === orderedBefore) onFailure('nobody could order anything, from one rest to the next')
    held ??= heldBy(stage)
  }
  const verdict = await finish(stage.system, crowd, { signal, waitsForMails: minutes >= 1, isAlone: true })
  const violations = [
    ...failures,
    ...verdict.violations,
    ...leaks(held ?? new Map(), heldBy(stage)),
    ...stage.network.unused().map((link) => `nobody came over the network to ${link}, to be hindered there`),
    ...stage.crashes.map((crash) => `ended by itself: ${crash}`),
  ]
  if (violations.length > 0) stage.keep()
  return { ...countsOf(crowd), ...verdict, violations, faults, convergedMs }
}

/** Sends what is not paid for before it is sent, and judges what is there then. */
export async function finish(system: System, crowd: Crowd, { signal, ...how }: Finishing): Promise<Verdict> {
  await crowd.finish()
  const unanswered = await crowd.askAgain()
  for (const sold of await uncaptured(system, [...crowd.customerIds])) await crowd.clerk.send(sold)
  const { left } = await comeToRest(system, signal)
  const { history, rude, customerIds } = crowd
  const { laws, violations } = await judge(system, { history, customerIds: [...customerIds], signal, ...how })
  return {
    laws,
    violations: [
      ...(left === undefined ? [] : [`at the end, ${left} is left`]),
      ...unanswered,
      ...violations,
      ...new Set(rude),
    ],
  }
}

type Finishing = Omit<Case, 'history' | 'customerIds'>

export function countsOf({ history }: Crowd) {
  const count = (outcome: string) => history.filter((one) => one.outcome === outcome).length
  return { operations: history.length, ok: count('ok'), unknown: count('unknown') }
}

const heldBy = (stage: Stage) => readHeld(Object.fromEntries(processes.map((name) => [name, stage.process(name).pid])))
