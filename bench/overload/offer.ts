import type { Client } from '../http.ts'
import { latency, type LatencySummary } from '../latency.ts'
import { runLoad } from '../load.ts'
import { type Crowd, type Kind, kinds } from '../shoppers.ts'

/** How soon an answer is any good to whoever waits for it. */
const goodWithinMs: Readonly<Record<Kind, number>> = { page: 1_000, search: 1_000, cart: 2_000, checkout: 5_000 }

/** What is offered, and to whom. */
export type Offer = {
  readonly crowd: Crowd
  readonly client: Client
  /** So many may wait for an answer at a time. */
  readonly workers: number
  readonly signal: AbortSignal
  readonly durationS: number
  /** Acts that begin each second, however slow the answers are. */
  readonly rate: number
  /** One kind alone, and not the mix. */
  readonly only?: Kind
  /** Hears of everybody who was told to come back. */
  readonly onShed?: (kind: Kind, retryAfterS: number) => void
}

/** What came of the acts of one kind. Those that were `good` came before whoever waited had to give up. */
export type Part = {
  readonly offered: number
  readonly good: number
  readonly late: number
  readonly shed: number
  /** Of what was done, counted from the moment it was meant to begin. */
  readonly latency: LatencySummary
}

export type Offered = {
  readonly parts: Readonly<Record<Kind, Part>>
  /** What may not be answered however much is asked, and how often it was. */
  readonly wrong: ReadonlyMap<string, number>
  readonly perS: number
  readonly durationS: number
}

/** Lets the crowd at the system, and counts what it does in time. */
export async function offer({ crowd, client, only, onShed, ...load }: Offer): Promise<Offered> {
  const tallies = eachKind(() => ({ offered: 0, good: 0, late: 0, shed: 0, done: latency() }))
  const { reasons, elapsedS, operations, errors } = await runLoad(async (_worker, _timed, lateMs) => {
    const kind = only ?? crowd.next()
    const [tally, startedAt] = [tallies[kind], performance.now()]
    tally.offered++
    const outcome = await crowd.act(kind, client).catch((error: unknown) => {
      throw new Error(`${kind} ${error instanceof Error ? error.message : String(error)}`)
    })
    const ms = performance.now() - startedAt + lateMs
    if (outcome !== 'done') {
      tally.shed++
      onShed?.(kind, outcome.retryAfterS)
      return
    }
    tally[ms <= goodWithinMs[kind] ? 'good' : 'late']++
    tally.done.record(ms)
  }, load)
  return {
    parts: eachKind((kind) => {
      const { done, ...counts } = tallies[kind]
      return { ...counts, latency: done.summary() }
    }),
    wrong: reasons,
    perS: (operations + errors) / elapsedS,
    durationS: load.durationS,
  }
}

/** A record with something for each kind. */
export const eachKind = <T>(make: (kind: Kind) => T): Readonly<Record<Kind, T>> =>
  Object.fromEntries(kinds.map((kind) => [kind, make(kind)])) as Record<Kind, T>
