import { setTimeout as sleep } from 'node:timers/promises'
import { type Latency, type LatencySummary, latency } from './latency.ts'
import { closedLoop, openLoop } from './schedule.ts'

/** One thing a user does, by one of the workers; it throws if the answer is not what it should be. `lateMs`: how long after its time it begins. */
export type Operation = (worker: number, timed: Timed, lateMs: number) => Promise<unknown>

/** Measures a part of an operation under a name of its own. */
export type Timed = <T>(part: string, work: Promise<T>) => Promise<T>

/** Where no part has to have a name. */
export const untimed: Timed = (_part, work) => work

export type Load = {
  /** How many operations may be under way at once. */
  readonly workers: number
  readonly durationS: number
  /** Operations to begin each second; without it, each worker begins one when its last has ended. */
  readonly rate?: number | undefined
  /** Ends the load early: what was to begin until then is still done and measured, and nothing more begins. */
  readonly until?: AbortSignal
  readonly signal: AbortSignal
  readonly onProgress?: (progress: {
    readonly elapsedS: number
    readonly operations: number
    readonly errors: number
  }) => void
}

/** What came of a load. Only operations that succeeded have a latency. */
export type Measured = {
  readonly operations: number
  readonly errors: number
  /** What went wrong, and how often. */
  readonly reasons: ReadonlyMap<string, number>
  readonly elapsedS: number
  /** Operations each second. */
  readonly rate: number
  readonly latency: LatencySummary
  readonly parts: ReadonlyMap<string, LatencySummary>
}

/** What an open loop could not begin in time is given this long after its end, and is an error then. */
const graceMs = 10_000
const mostReasons = 20

/** Runs `operation` again and again, and measures each from the moment it was meant to begin. */
export async function runLoad(operation: Operation, load: Load): Promise<Measured> {
  const run = openRun(operation, load)
  await run.goOn(load.durationS)
  return run.measured()
}

/** Longer than anything that load is put on for takes. */
const noEndS = 3_600

/** Runs `operation` for as long as `work` takes, and answers what came of both. */
export async function runLoadDuring<T>(
  operation: Operation,
  load: Omit<Load, 'durationS' | 'until'>,
  work: () => Promise<T>,
): Promise<{ readonly result: T; readonly measured: Measured }> {
  const done = new AbortController()
  const measuring = runLoad(operation, { ...load, durationS: noEndS, until: done.signal })
  // An interrupt ends both: the work tells of it, and nobody is there to hear it from the load as well.
  measuring.catch(() => {})
  try {
    const result = await work()
    done.abort()
    return { result, measured: await measuring }
  } finally {
    done.abort()
  }
}

/** So long each of two goes on before the other has its turn. */
const turnS = 0.5

/** Runs two operations in turns, each for the whole duration, so that both meet the same moods of the machine. */
export async function runInTurns(
  [ours, theirs]: readonly [Operation, Operation],
  load: Load,
): Promise<readonly [ours: Measured, theirs: Measured]> {
  const turns = Math.ceil(load.durationS / turnS)
  const { onProgress: _ours, ...unseen } = load
  const runs = [openRun(ours, load), openRun(theirs, unseen)] as const
  for (let turn = 0; turn < turns; turn++) for (const run of runs) await run.goOn(load.durationS / turns)
  return [runs[0].measured(), runs[1].measured()]
}

/** A load that can rest and go on. */
function openRun(operation: Operation, { workers, rate, until, signal, onProgress }: Load) {
  const tally = openTally()
  let beforeS = 0
  return {
    async goOn(durationS: number) {
      const durationMs = durationS * 1_000
      const next = rate === undefined ? closedLoop(durationMs) : openLoop(rate, durationMs)
      const startedAt = performance.now()
      const elapsedMs = () => performance.now() - startedAt
      let untilMs = until?.aborted ? 0 : durationMs
      const endEarly = () => void (untilMs = Math.min(durationMs, elapsedMs()))
      until?.addEventListener('abort', endEarly)

      const work = async (worker: number) => {
        for (let at = next(elapsedMs()); at !== undefined; at = next(elapsedMs())) {
          signal.throwIfAborted()
          const aheadMs = at - elapsedMs()
          if (aheadMs > 0) await sleep(aheadMs, undefined, { signal })
          // An end that came early drops nobody who was there before it, and only has no time for them yet.
          if (at >= untilMs) return
          // Timers count whole milliseconds, so this one may have ended a moment early.
          const begunMs = Math.min(at, elapsedMs())
          if (elapsedMs() > untilMs + graceMs) tally.failed('not begun in time: more than this load can have under way')
          else
            await operation(worker, tally.timed, elapsedMs() - begunMs).then(
              () => tally.succeeded(elapsedMs() - begunMs),
              (error: unknown) => tally.failed(error instanceof Error ? error.message : String(error)),
            )
        }
      }

      const tell = () => onProgress?.({ elapsedS: beforeS + elapsedMs() / 1_000, ...tally.counts() })
      const ticking = onProgress && setInterval(tell, 250)
      try {
        await Promise.all(Array.from({ length: workers }, (_, worker) => work(worker)))
      } finally {
        clearInterval(ticking)
        until?.removeEventListener('abort', endEarly)
        beforeS += elapsedMs() / 1_000
      }
    },
    measured: (): Measured => ({
      ...tally.result(),
      elapsedS: beforeS,
      rate: tally.counts().operations / beforeS,
    }),
  }
}

function openTally() {
  const whole = latency()
  const parts = new Map<string, Latency>()
  const reasons = new Map<string, number>()
  let [operations, errors] = [0, 0]
  const partOf = (name: string) => {
    const part = parts.get(name) ?? latency()
    parts.set(name, part)
    return part
  }
  return {
    counts: () => ({ operations, errors }),
    succeeded(ms: number) {
      operations += 1
      whole.record(ms)
    },
    failed(reason: string) {
      errors += 1
      const key = reasons.has(reason) || reasons.size < mostReasons ? reason : 'others'
      reasons.set(key, (reasons.get(key) ?? 0) + 1)
    },
    timed: async <T>(name: string, work: Promise<T>): Promise<T> => {
      const startedAt = performance.now()
      const result = await work
      partOf(name).record(performance.now() - startedAt)
      return result
    },
    result: () => ({
      operations,
      errors,
      reasons,
      latency: whole.summary(),
      parts: new Map([...parts].map(([name, part]) => [name, part.summary()])),
    }),
  }
}
