import { hasRoom, priorities, type Priority } from '#subjects/priority.ts'
import { openReturns } from './returns.ts'

/** What came of asking: an answer, or that the actor had no time for one. */
export type Outcome = 'answered' | 'lost'

/** The way to one actor, and how many may be on it at once. */
export type Lane = {
  readonly hasRoom: (priority: Priority) => boolean
  /** Takes a place for somebody who is going to ask. */
  readonly enter: (priority: Priority) => Place
  /** Takes note of somebody who is not let in, and answers after how many seconds there will be room for them. */
  readonly refuse: (priority: Priority) => number
  /** Learns from the answers since the last time; called every `everyMs` (`returns.ts`). */
  readonly adjust: () => void
  readonly taken: () => number
  readonly limit: () => number
}

export type Place = {
  /** False for one who took too long to ask, and has to find room again. */
  readonly ask: () => boolean
  readonly answered: (outcome: Outcome) => void
  /** For those who go without having asked. */
  readonly leave: () => void
}

/** Half of what one instance of an actor takes in hand, and so few that a process holds them all. */
const most = 256
/** However slow an actor is, so many may try: its quickness is learnt from them. */
const fewest = 16
const [shrink, step] = [0.8, 4]

/**
 * Adjusts its limit as TCP does (additive increase, multiplicative decrease): an actor that loses more than it answers is
 * asked less. It refuses at once, so whoever it refused keeps their place until the next look, or those behind them would
 * all be sent to hear the same. A limit that is not half used has nothing to do with what is lost, and stays.
 */
export function openLane(): Lane {
  const [waiting, returns] = [openWaiting(), openReturns()]
  let limit = most
  let [asking, peak] = [0, 0]
  let lost = nobody
  const taken = () => asking + waiting.count()
  /** As seen by one of this priority: whoever was refused stands in the way of those that are worth no more. */
  const takenFor = (priority: Priority) => taken() + countFrom(priority, lost)

  const enter = (priority: Priority): Place => {
    const { leave, counts } = waiting.enter()
    peak = Math.max(peak, takenFor(priority))
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
        if (outcome === 'lost') lost = { ...lost, [priority]: lost[priority] + 1 }
        else returns.answered(priority)
      },
    }
  }

  const adjust = () => {
    const [answered, lostInAll] = [returns.turn(), countFrom('low', lost)]
    if (answered + lostInAll > 0 && peak >= limit / 2)
      limit = lostInAll > answered ? Math.max(fewest, limit * shrink) : Math.min(most, limit + step)
    waiting.turn()
    lost = nobody
    peak = taken()
  }

  return {
    hasRoom: (priority) => hasRoom(priority, takenFor(priority), limit),
    enter,
    refuse: returns.refuse,
    adjust,
    taken,
    limit: () => Math.floor(limit),
  }
}

const nobody: Readonly<Record<Priority, number>> = { low: 0, normal: 0, high: 0, vital: 0 }

/** How many there are of this priority and those above it. */
const countFrom = (priority: Priority, counts: typeof nobody): number =>
  priorities.slice(priorities.indexOf(priority)).reduce((sum, each) => sum + counts[each], 0)

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
