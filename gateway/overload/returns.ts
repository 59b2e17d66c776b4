import { jittered } from '#subjects/jitter.ts'
import type { Priority } from '#subjects/priority.ts'

/** When those who were refused may come back: one after the other, at the pace at which such as they are answered. */
export type Returns = {
  readonly answered: (priority: Priority) => void
  /** Gives the next free moment away, and answers in how many seconds that is. */
  readonly refuse: (priority: Priority) => number
  /** Learns the pace; called every `everyMs`. Answers how many were answered since the last time. */
  readonly turn: () => number
}

export const everyMs = 250

const [soonestMs, latestMs] = [1_000, 20_000]
/** Until more is known. */
const firstPace = 20

export function openReturns(): Returns {
  const queues = { low: openQueue(), normal: openQueue(), high: openQueue(), vital: openQueue() }
  return {
    answered: (priority) => queues[priority].answered(),
    refuse: (priority) => queues[priority].refuse(),
    turn: () => Object.values(queues).reduce((sum, queue) => sum + queue.turn(), 0),
  }
}

function openQueue() {
  let [pace, answered, refused] = [firstPace, 0, 0]
  let next = 0
  return {
    answered: () => void answered++,
    refuse: () => {
      refused++
      const now = performance.now()
      next = Math.min(Math.max(next + 1_000 / pace, now + soonestMs), now + latestMs)
      // Nobody knows who comes in so long a time. Spread, those who come back together are at least no rush.
      const dueMs = next < now + latestMs ? next - now : jittered(latestMs, 0.5)
      return Math.ceil(dueMs / 1_000)
    },
    turn: () => {
      const [count, seen] = [answered, (answered * 1_000) / everyMs]
      // Only those who are refused some of what they ask show what can be done.
      pace = Math.max(1, refused > 0 ? 0.75 * pace + 0.25 * seen : Math.max(pace, seen))
      ;[answered, refused] = [0, 0]
      return count
    },
  }
}
