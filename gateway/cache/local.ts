import { LRUCache } from 'lru-cache'
import { keepPacked } from '../compression.ts'
import type { Entry } from './entry.ts'

/** The answers this process holds for a moment, so that a rush on one product is no rush on Redis. */
export type LocalLayer = {
  /** A stamp to take before loading. */
  readonly now: () => number
  readonly read: (key: string) => Entry | undefined
  readonly write: (key: string, entry: Entry, since: number) => void
  /** Keeps what is true now for when nobody has time to say what is true then. */
  readonly keep: (key: string, entry: Entry) => void
  readonly kept: (key: string) => Entry | undefined
  readonly invalidate: (tags: readonly string[]) => void
  readonly clear: () => void
}

/** What is held, since when, and when it was last found to be good. */
type Held = { readonly entry: Entry; readonly since: number; goodAt: number | undefined }

const heldForMs = 2_000
const atMostBytes = 32 * 1024 * 1024
/** As long as `stale-while-revalidate` lets any cache on the way show it. */
const keptForMs = 300_000

export function localLayer(): LocalLayer {
  let clock = 0
  const held = new LRUCache<string, Held>({
    maxSize: atMostBytes,
    // As much again for its packed forms.
    sizeCalculation: ({ entry }, key) => 2 * entry.body.length + key.length + 500,
    ttl: heldForMs,
    // A look at the clock lasts for so long, and each takes a timer.
    ttlResolution: 20,
  })
  const kept = new LRUCache<string, Entry>({
    maxSize: atMostBytes / 2,
    sizeCalculation: ({ body }, key) => body.length + key.length + 500,
    ttl: keptForMs,
  })
  // A stamp outlives every entry it could concern, whose load may have taken long.
  const stamps = new LRUCache<string, number>({ maxSize: 100_000, sizeCalculation: () => 1, ttl: 20 * heldForMs })
  let cleared = 0

  const isStale = (found: Held) => {
    // Most are read many times between two changes of anything.
    if (found.goodAt === clock) return false
    const { entry, since } = found
    if (since < cleared || entry.tags.some((tag) => (stamps.get(tag) ?? 0) > since)) return true
    found.goodAt = clock
    return false
  }

  return {
    now: () => clock,
    read: (key) => {
      const found = held.get(key)
      if (!found) return undefined
      if (!isStale(found)) return found.entry
      held.delete(key)
      return undefined
    },
    write: (key, entry, since) => {
      keepPacked(entry.body)
      held.set(key, { entry, since, goodAt: undefined })
    },
    keep: (key, entry) => void kept.set(key, entry),
    kept: (key) => kept.get(key),
    invalidate: (tags) => {
      clock++
      for (const tag of tags) stamps.set(tag, clock)
    },
    clear: () => {
      cleared = ++clock
      held.clear()
      kept.clear()
    },
  }
}
