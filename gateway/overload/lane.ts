import { hasRoom, type Priority } from '#subjects/priority.ts'

/** How an answer came: within what is usual, after a wait that only a queue explains, or not at all. */
export type Outcome = 'in time' | 'late' | 'lost'

/** The way to one actor, and how many may be on it at once. */
export type Lane = {
  readonly hasRoom: (priority: Priority) => boolean
  /** Takes a place for somebody who is going to ask. */
  readonly enter: () => Place
  readonly refused: () => void
  /** Learns from the answers since the last time; called every `everyMs`. */
  readonly adjust: () => void
  readonly taken: () => number
  readonly limit: () => number
  /** Until those who are here, and as many as were refused in a second, have been answered at the pace of late. */
  readonly secondsToClear: () => number
}

export type Place = {
  /** False for one who took too long to ask, and has to find room again. */
  readonly ask: () => boolean
  readonly answered: (outcome: Outcome) => void
  /** For those who go without having asked. */
  readonly leave: () => void
}

export const everyMs = 250

/** Half of what one instance of an actor takes in hand, and so few that a process holds them all. */
const most = 256
/** However slow an actor is, so many may try: its quickness is learnt from them. */
const fewest = 16
const [shrink, step] = [0.8, 4]

/**
 * Adjusts its limit as TCP does (additive increase, multiplicative decrease), by the signal that CoDel watches: a queue that
 * stands, where even the quickest answer was late. One slow operation, such as a provider's, is no queue while others are
 * answered at once. A limit that is not half used has nothing to do with how long answers take, and stays.
 */
export function openLane(): Lane {
  const [waiting, pace] = [openWaiting(), openPace()]
  let limit = most
  let [asking, peak] = [0, 0]
  let seen = nothing
  const taken = () => asking + waiting.count()

  const enter = (): Place => {
    const { leave, counts } = waiting.enter()
    peak = Math.max(peak, taken())
    return {
      leave,
      ask: () => {
        if (!counts() && taken() >= limit) return false
        leave()
        asking++
        return true
      },
      answered: (outcome) => {
        asking--
        seen = { ...seen, [outcome]: seen[outcome] + 1 }
      },
    }
  }

  const adjust = () => {
    const { 'in time': inTime, late, lost } = seen
    if (inTime + late + lost > 0 && peak >= limit / 2) {
      const queueStands = inTime === 0 || lost > inTime
      limit = queueStands ? Math.max(fewest, limit * shrink) : Math.min(most, limit + step)
    }
    pace.note(inTime + late)
    waiting.turn()
    seen = nothing
    peak = taken()
  }

  return {
    hasRoom: (priority) => hasRoom(priority, taken(), limit),
    enter,
    refused: pace.refused,
    adjust,
    taken,
    limit: () => Math.floor(limit),
    secondsToClear: () => (taken() + pace.refusedPerSecond()) / Math.max(1, pace.answeredPerSecond()),
  }
}

const nothing: Readonly<Record<Outcome, number>> = { 'in time': 0, late: 0, lost: 0 }

/**
 * Those who were let in and have not asked yet, which takes a token's check and a body. They count for a moment only, or
 * slow senders of bodies could keep all others out.
 */
function openWaiting() {
  let [now, before] = [{ count: 0 }, { count: 0 }]
  return {
    count: () => now.count + before.count,
    turn: () => {
      before = now
      now = { count: 0 }
    },
    enter: () => {
      const group = now
      let gone = false
      group.count++
      return {
        counts: () => !gone && (group === now || group === before),
        leave: () => {
          if (!gone) group.count--
          gone = true
        },
      }
    },
  }
}

/** How many were answered and refused in a second, lately. */
function openPace() {
  let [answeredPerSecond, refusedPerSecond, turnedAway] = [0, 0, 0]
  const smooth = (average: number, count: number) => 0.75 * average + (0.25 * count * 1_000) / everyMs
  return {
    refused: () => void turnedAway++,
    note: (answered: number) => {
      answeredPerSecond = smooth(answeredPerSecond, answered)
      refusedPerSecond = smooth(refusedPerSecond, turnedAway)
      turnedAway = 0
    },
    answeredPerSecond: () => answeredPerSecond,
    refusedPerSecond: () => refusedPerSecond,
  }
}
