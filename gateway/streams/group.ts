import { setImmediate, setTimeout as sleep } from 'node:timers/promises'
import { jittered } from '#subjects/jitter.ts'
import { Problem } from '#subjects/problem.ts'
import type { Followed } from './feed.ts'
import type { Frame, Reader } from './reader.ts'

/** The readers of one history in one name: what is new is asked for once for all of them. */
export type Group = {
  readonly readers: Set<Reader>
  /** Reads on from where the hindmost reader is, now or as soon as what is being read has come. */
  readonly wake: () => void
  /** How often it was woken, for those who were not yet ready to hear of it. */
  readonly wakes: () => number
}

type Source = {
  readonly read: (after: number) => Promise<Followed>
  readonly framesOf: (items: Followed['items']) => readonly Frame[]
  /** Hears of what nobody expected, once until it has gone well again. */
  readonly onBug: (error: unknown) => void
}

/** So many are written to before others have their turn. */
const readersAtOnce = 250
const longestDelayMs = 5_000

export function openGroup({ read, framesOf, onBug }: Source): Group {
  const readers = new Set<Reader>()
  let [wakes, isReading, isStale, failures, isTold] = [0, false, false, 0, false]

  const readOn = async () => {
    for (isReading = true; isStale; ) {
      isStale = false
      const places = [...readers].filter(({ isReady }) => isReady).map(({ position }) => position)
      if (places.length === 0) break
      try {
        const after = places.reduce((a, b) => Math.min(a, b))
        const { items, state } = await read(after)
        isStale ||= state === 'more'
        await tellAll(readers, { after, frames: framesOf(items), isFinal: state === 'final' })
        ;[failures, isTold] = [0, false]
      } catch (error) {
        const refusal = error instanceof Problem && error.body.status < 500 ? error.body : undefined
        if (refusal) for (const reader of readers) reader.end(refusal.code, refusal.detail)
        else {
          if (!(error instanceof Problem) && !isTold) {
            isTold = true
            onBug(error)
          }
          isStale = true
          await sleep(backoffMs(failures++), undefined, { ref: false })
        }
      }
    }
    isReading = false
  }
  const wake = () => {
    wakes++
    isStale = true
    if (!isReading) void readOn()
  }
  return { readers, wake, wakes: () => wakes }
}

const backoffMs = (failures: number) => jittered(Math.min(500 * 2 ** failures, longestDelayMs), 0.5)

type News = { readonly after: number; readonly frames: readonly Frame[]; readonly isFinal: boolean }

/** Who was further behind when this was asked for is told later: it does not begin where they are. */
async function tellAll(readers: ReadonlySet<Reader>, { after, frames, isFinal }: News): Promise<void> {
  let told = 0
  for (const reader of readers) {
    if (++told % readersAtOnce === 0) await setImmediate()
    if (!reader.isReady || reader.position < after) continue
    reader.take(frames)
    if (isFinal) reader.end('final')
  }
}
