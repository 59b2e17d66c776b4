import { createHistogram, type RecordableHistogram } from 'node:perf_hooks'

/** How one instance has answered one request: counts since it started, times of its latest answers. */
export type EndpointStats = {
  /** Of which one message may have brought many. */
  readonly requests: number
  /** Answered with a problem that is the caller's. */
  readonly refused: number
  /** Answered with a problem of 500 or above, a bug among them. */
  readonly failed: number
  readonly inFlight: number
  /** Of the last ten to twenty seconds; null if nothing was answered in them. */
  readonly p50Ms: number | null
  readonly p99Ms: number | null
}

const windowMs = 10_000

/** Times in microseconds, to two figures, up to a minute. */
const newTimes = () => createHistogram({ lowest: 1, highest: 60_000_000, figures: 2 })

/** Keeps the stats of an endpoint. The library's own end when a handler returns its promise, and so measure nothing. */
export function trackEndpoint() {
  const count = { requests: 0, refused: 0, failed: 0, inFlight: 0 }
  let [current, previous]: (RecordableHistogram | undefined)[] = []
  let since = performance.now()

  /** What is older than two windows is forgotten, and the histograms are made only for what is asked at all. */
  const turn = () => {
    const windows = Math.floor((performance.now() - since) / windowMs)
    if (windows === 0) return
    since += windows * windowMs
    ;[previous, current] = windows === 1 ? [current, previous] : []
    current?.reset()
  }

  return {
    begin: () => {
      count.requests += 1
      count.inFlight += 1
    },
    /** `status` is that of the problem, 200 without one. */
    end: (ms: number, status: number) => {
      turn()
      count.inFlight -= 1
      if (status >= 500) count.failed += 1
      else if (status >= 400) count.refused += 1
      current ??= newTimes()
      current.record(Math.min(Math.max(Math.round(ms * 1_000), 1), 60_000_000))
    },
    turnedAway: () => {
      count.requests += 1
      count.failed += 1
    },
    stats: (): EndpointStats => {
      turn()
      const times = newTimes()
      for (const part of [current, previous]) if (part && part.count > 0) times.add(part)
      const percentile = (share: number) => (times.count > 0 ? times.percentile(share) / 1_000 : null)
      return { ...count, p50Ms: percentile(50), p99Ms: percentile(99) }
    },
  }
}
