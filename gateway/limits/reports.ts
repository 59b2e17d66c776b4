import type { RedisLink } from '../redis.ts'
import { type Entry, learn } from './entry.ts'
import { countInRedis, type Question } from './script.ts'

/** Tells Redis what was counted here, many partitions at a time, and learns from its answer what was counted elsewhere. */
export type Reports = Disposable & {
  readonly soon: (entry: Entry) => void
  /** Lets go of an entry that is remembered no longer, whether or not Redis has heard of it. */
  readonly forget: (entry: Entry) => void
}

const reportAfterMs = 20
const tryAgainAfterMs = 250
const mostAtOnce = 500

export function openReports(redis: RedisLink, nowUs: () => number): Reports {
  const due = new Set<Entry>()
  const underWay = new Set<Entry>()
  let timer: NodeJS.Timeout | undefined
  let stopped = false

  const schedule = (afterMs: number) => {
    if (!stopped) timer ??= setTimeout(() => void report(), afterMs).unref()
  }
  const report = async () => {
    const batch = [...due].slice(0, mostAtOnce)
    const questions = batch.map((entry) => questionOf(entry, nowUs()))
    const told = batch.map(({ pending }) => pending)
    for (const entry of batch) {
      due.delete(entry)
      underWay.add(entry)
      entry.pending = 0
    }
    const counts = await countInRedis(redis, questions).catch(() => undefined)
    batch.forEach((entry, index) => {
      const count = counts?.[index]
      if (count) learn(entry, count, nowUs())
      else entry.pending += told[index] ?? 0
      if (!count && underWay.has(entry)) due.add(entry)
    })
    underWay.clear()
    timer = undefined
    if (due.size > 0) schedule(counts ? reportAfterMs : tryAgainAfterMs)
  }
  return {
    soon: (entry) => {
      due.add(entry)
      schedule(reportAfterMs)
    },
    forget: (entry) => {
      due.delete(entry)
      underWay.delete(entry)
    },
    [Symbol.dispose]: () => {
      stopped = true
      clearTimeout(timer)
    },
  }
}

/** What came in during an outage and has been made up for by now is nobody's concern any more. */
function questionOf({ key, tier, dueUs, pending }: Entry, at: number): Question {
  const policies = tier.policies.map(({ intervalUs, windowUs }, index) => {
    const aheadUs = Math.max(0, (dueUs[index] ?? 0) - at)
    return { addUs: Math.min(pending * intervalUs, aheadUs), windowUs }
  })
  return { key, asks: false, policies }
}
