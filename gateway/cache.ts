import { setTimeout as sleep } from 'node:timers/promises'
import type { Bus } from '#subjects/bus.ts'
import { overloaded } from '#subjects/problem.ts'
import { type Entry, entryOf } from './cache/entry.ts'
import { localLayer } from './cache/local.ts'
import { sharedLayer } from './cache/shared.ts'
import { type Affected, affectedBy, heardEvents } from './cache/tags.ts'
import type { RedisLink } from './redis.ts'

/** What is loaded for the cache: the bytes to answer with, and the tags under which a change of them is announced. */
export type Loaded = {
  readonly body: Uint8Array
  readonly version?: number
  readonly tags: readonly string[]
  readonly next?: string
  /** Whether it is worth a place in Redis. */
  readonly common: boolean
}

/** How to load what nobody holds. What is not `common` is not looked for in Redis, which has no room for all that can be asked. */
export type Source = { readonly common: boolean; readonly load: () => Promise<Loaded> }

/** Answers to public questions, kept here for moments and in Redis for a minute, and dropped when an event says so. */
export type Cache = AsyncDisposable & {
  /** What this process still holds, without waiting. */
  readonly peek: (key: string) => Entry | undefined
  /** Loads what nobody holds, once however many ask for it at a time. */
  readonly read: (key: string, source: Source) => Promise<Entry>
}

/**
 * The products actor writes down new stock at the same moment as we hear of it. What was read in between may be the old
 * number, so it is dropped once more, a little later.
 */
const echoAfterMs = 2_000
/** What changes within this time is dropped once more together: a timer for each would be thousands at a rush. */
const gatherMs = 200

/** Hears the events that make answers stale, and drops those; after a gap in hearing it drops all. */
export async function startCache(bus: Bus, redis: RedisLink): Promise<Cache> {
  const [local, shared, loading] = [localLayer(), sharedLayer(redis), new Map<string, Promise<Entry>>()]
  const invalidate = invalidator(local.invalidate, shared.invalidate)
  const [affected, stopped] = [affectedBy(), new AbortController()]
  const invalidateAgain = echoed(invalidate, stopped.signal)

  bus.hear(heardEvents, (event) => {
    const { tags, again }: Affected = affected.tagsOf(event)
    invalidate(tags)
    if (again.length > 0) invalidateAgain(again)
  })
  bus.onReconnect(() => {
    affected.forget()
    local.clear()
    shared.dropAll()
  })

  await shared.tried

  /** Both stamps are taken before anything is loaded: an invalidation during the load makes its result stale at birth. */
  const fetch = async (key: string, { common, load }: Source): Promise<Entry> => {
    const before = local.now()
    const { entry: found, since } = common ? await shared.read(key) : {}
    try {
      const entry = found ?? (await loadFor(key, load, since))
      local.write(key, entry, before)
      if (common) local.keep(key, entry)
      return entry
    } catch (error) {
      // What was true a moment ago is more than nothing, and costs those who have too much to do no time.
      const entry = overloaded.matches(error) ? local.kept(key) : undefined
      if (!entry) throw error
      local.write(key, entry, before)
      return entry
    }
  }
  const loadFor = async (key: string, load: Source['load'], since: number | undefined) => {
    const loaded = await load()
    const entry = entryOf(loaded)
    if (loaded.common && since !== undefined) shared.write(key, entry, since)
    return entry
  }

  return {
    peek: local.read,
    read: (key, source) => {
      // Nobody joins a load that began before something was heard to change.
      const turn = `${local.now()} ${key}`
      const current = loading.get(turn) ?? fetch(key, source).finally(() => loading.delete(turn))
      loading.set(turn, current)
      return current
    },
    [Symbol.asyncDispose]: async () => {
      stopped.abort()
      await shared[Symbol.asyncDispose]()
    },
  }
}

/** Drops tags some time after they are named, those of a moment together. */
function echoed(drop: (tags: readonly string[]) => void, signal: AbortSignal) {
  const later = { ref: false, signal }
  let gathering: Set<string> | undefined
  const echo = async (tags: Set<string>) => {
    await sleep(gatherMs, undefined, later)
    gathering = undefined
    await sleep(echoAfterMs, undefined, later)
    drop([...tags])
  }
  return (tags: readonly string[]) => {
    if (!gathering) void echo((gathering = new Set())).catch(() => {})
    for (const tag of tags) gathering?.add(tag)
  }
}

/**
 * Drops tags at once here and in batches in Redis. Here they are dropped again when Redis is done, since until then an old
 * answer may have come back from there.
 */
function invalidator(here: (tags: readonly string[]) => void, there: (tags: readonly string[]) => Promise<void>) {
  const pending = new Set<string>()
  let flushing: Promise<void> | undefined
  const flush = async () => {
    while (pending.size > 0) {
      const tags = [...pending]
      pending.clear()
      await there(tags)
      here(tags)
    }
    flushing = undefined
  }
  return (tags: readonly string[]) => {
    here(tags)
    for (const tag of tags) pending.add(tag)
    flushing ??= flush()
  }
}
