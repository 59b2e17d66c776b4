import { hasRoom, type Priority } from './priority.ts'

/** How much may be under way at once, found by trying: as much as is still done quickly. */
export type Limit = {
  /** Takes note of how much there is under way. */
  readonly note: (taken: number) => void
  readonly hasRoom: (priority: Priority) => boolean
  /** Learns from whether there was too much of late; called every moment. */
  readonly adjust: (isTooMuch: boolean) => void
}

type Bounds = {
  readonly first: number
  readonly most: number
  /** However slow everything is, so many may try: that it is quick again is learnt from them. */
  readonly fewest: number
}

const [shrink, grow] = [0.8, 1.1]

/** Adjusts as TCP does, from what there was of late: a limit that nobody came near says nothing about what can be done. */
export function openLimit({ first, most, fewest }: Bounds): Limit {
  let [limit, now, peak] = [first, 0, 0]
  return {
    note: (taken) => {
      now = taken
      peak = Math.max(peak, taken)
    },
    hasRoom: (priority) => hasRoom(priority, now, limit),
    adjust: (isTooMuch) => {
      // While there is more under way than it allows, the last change has not shown yet.
      if (isTooMuch && now <= limit) limit = Math.max(fewest, Math.min(limit, peak) * shrink)
      else if (!isTooMuch && peak >= limit / 2) limit = Math.min(most, limit * grow)
      peak = now
    },
  }
}
