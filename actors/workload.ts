import { openLimit } from '#subjects/limit.ts'
import type { Priority } from '#subjects/priority.ts'

/** What the actors of one process have in hand of what comes from outside, and how much that may be. */
export type Workload = Disposable & {
  /** Begins to look after an actor. `touch` does as little as can be done where that actor's work has to wait. */
  readonly join: (touch: () => Promise<unknown>) => Member
}

/** One actor's part of it. */
export type Member = Disposable & {
  /** Takes one more in hand, and answers what to call when it is done; undefined if there is no room for it. */
  readonly enter: (priority: Priority) => (() => void) | undefined
}

const touchEveryMs = 80
/** One moment's wait is no queue: the quickest of a few touches tells how old a queue is. */
const touchesInBeat = 3
const bearableAgeMs = 100
/** The first rush must not be taken whole before anybody knows how long it takes. */
const bounds = { first: 128, most: 512, fewest: 16 }

/**
 * Lets in as much as keeps the queues young, the least important last: those for a database's connections, and those for the
 * processor. Actors of one process share both the processor and the limit, so that looking around gives way to checkouts
 * though another actor answers it. What a saga or an actor is in the middle of is neither counted nor refused; it makes the
 * queues older, and so keeps newcomers out. An actor that answers nothing at all has stalled, which is no work to share.
 */
export function openWorkload(): Workload {
  const limit = openLimit(bounds)
  const queues = new Set<Queue>()
  let [taken, touches] = [0, 0]
  const timer = setInterval(() => {
    if (taken > 0) for (const queue of queues) queue.touch()
    if (++touches % touchesInBeat !== 0) return
    const ages = [...queues].map((queue) => queue.turn())
    limit.adjust(Math.max(0, ...ages) > bearableAgeMs)
  }, touchEveryMs).unref()
  return {
    join(touch) {
      const queue = openQueue(touch)
      queues.add(queue)
      return {
        enter: (priority) => {
          if (!limit.hasRoom(priority)) return undefined
          limit.note(++taken)
          return () => {
            limit.note(--taken)
            queue.answered()
          }
        },
        [Symbol.dispose]: () => void queues.delete(queue),
      }
    },
    [Symbol.dispose]: () => clearInterval(timer),
  }
}

type Queue = ReturnType<typeof openQueue>

/** How long a touch takes: the quickest since the last turn, or the one that is still on its way. */
function openQueue(touch: () => Promise<unknown>) {
  let quickestMs: number | undefined
  let begunAt: number | undefined
  let answered = 0
  return {
    answered: () => void answered++,
    touch: () => {
      if (begunAt !== undefined) return
      const startedAt = performance.now()
      begunAt = startedAt
      const end = () => {
        begunAt = undefined
        quickestMs = Math.min(quickestMs ?? Number.POSITIVE_INFINITY, performance.now() - startedAt)
      }
      touch().then(end, end)
    },
    turn: () => {
      const pendingMs = begunAt === undefined ? 0 : performance.now() - begunAt
      const ageMs = answered > 0 ? (quickestMs ?? pendingMs) : 0
      quickestMs = undefined
      answered = 0
      return ageMs
    },
  }
}
