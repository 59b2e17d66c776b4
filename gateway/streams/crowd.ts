import { setTimeout as sleep } from 'node:timers/promises'
import { gauge } from '#subjects/instruments.ts'
import { overloaded, Problem, unavailable } from '#subjects/problem.ts'
import { tooManyStreams } from '../problem.ts'
import type { Reader } from './reader.ts'

export type CrowdOptions = {
  /** How many streams one caller may have open at this process. */
  readonly perCaller?: number
  /** How many this process keeps open. */
  readonly atMost?: number
  /** How often each stream says that it still stands, and is asked whether its reader still may read. */
  readonly heartbeatMs?: number
}

/** Somebody who wants in. `stands` rejects once they would not be let in any more. */
export type Visit = { readonly who: string; readonly reader: Reader; readonly stands: () => Promise<unknown> }

/** Everybody who reads a stream of this process. */
export type Crowd = {
  /** Counts somebody in until disposed; throws if there is no room. */
  admit(visit: Visit): Disposable
  /** Sends everybody away, to come back to another process. */
  disperse(): Promise<void>
}

/** One timer for all, that visits a part of them each time. */
const turns = 15

const goodbyeMs = 1_000

/** Somebody leaves any second, or not for hours. */
const retryAfterS = 10

const open = gauge('http.server.streams', 'Streams of events that are open')

export function openCrowd({ perCaller = 10, atMost = 12_000, heartbeatMs = 15_000 }: CrowdOptions): Crowd {
  const rows = Array.from({ length: turns }, () => new Set<Visit>())
  const counts = new Map<string, number>()
  let [count, turn, nextRow, isClosed] = [0, 0, 0, false]
  let everybodyLeft: (() => void) | undefined

  const ticking = setInterval(() => {
    turn = (turn + 1) % turns
    for (const visit of rows[turn] ?? []) lookAfter(visit)
  }, heartbeatMs / turns).unref()

  return {
    admit: (visit) => {
      const { who } = visit
      const own = counts.get(who) ?? 0
      if (isClosed) throw unavailable('This server is about to stop')
      if (own >= perCaller)
        throw tooManyStreams(`${perCaller} are open already: close one first`, { retryAfter: retryAfterS })
      if (count >= atMost)
        throw overloaded('As many streams are open as there is room for', { retryAfter: retryAfterS })
      nextRow = (nextRow + 1) % turns
      const row = rows[nextRow]
      row?.add(visit)
      counts.set(who, own + 1)
      count++
      open.add(1, {})
      const leave = () => {
        if (!row?.delete(visit)) return
        const left = (counts.get(who) ?? 0) - 1
        if (left > 0) counts.set(who, left)
        else counts.delete(who)
        open.add(-1, {})
        if (--count === 0) everybodyLeft?.()
      }
      return { [Symbol.dispose]: leave }
    },
    disperse: async () => {
      isClosed = true
      clearInterval(ticking)
      if (count === 0) return
      const gone = new Promise<void>((resolve) => (everybodyLeft = resolve))
      const visits = () => rows.flatMap((row) => [...row])
      for (const { reader } of visits()) reader.end('closing')
      await Promise.race([gone, sleep(goodbyeMs, undefined, { ref: false })])
      for (const { reader } of visits()) reader.cut()
    },
  }
}

/** Without an answer whether somebody may still read, they may: it is asked again at the next beat. */
function lookAfter({ reader, stands }: Visit): void {
  reader.beat()
  stands().catch((error: unknown) => {
    const refusal = error instanceof Problem && error.body.status < 500 ? error.body : undefined
    if (refusal) reader.end(refusal.code, refusal.detail)
  })
}
