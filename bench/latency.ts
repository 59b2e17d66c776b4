import { build } from 'hdr-histogram-js'

/** Durations, kept to three digits whatever their number. */
export type Latency = {
  record(ms: number): void
  summary(): LatencySummary
}

export type LatencySummary = {
  readonly count: number
  readonly p50Ms: number
  readonly p99Ms: number
  readonly maxMs: number
}

/** Longer than any operation may take; what takes longer still counts as this long. */
const longestMs = 120_000

/** An empty record of durations between a microsecond and two minutes. */
export function latency(): Latency {
  const histogram = build({
    lowestDiscernibleValue: 1,
    highestTrackableValue: longestMs * 1_000,
    numberOfSignificantValueDigits: 3,
  })
  const at = (percentile: number) => histogram.getValueAtPercentile(percentile) / 1_000
  return {
    record: (ms) => histogram.recordValue(Math.max(1, Math.round(Math.min(ms, longestMs) * 1_000))),
    summary: () => ({ count: histogram.totalCount, p50Ms: at(50), p99Ms: at(99), maxMs: at(100) }),
  }
}
