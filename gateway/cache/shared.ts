import { setTimeout as sleep } from 'node:timers/promises'
import type { Redis } from 'ioredis'
import { jittered } from '#subjects/jitter.ts'
import type { RedisLink } from '../redis.ts'
import { decode, type Entry, encode } from './entry.ts'

/** The answers all gateways share in Redis. Nothing here throws: without Redis there is simply nothing to find. */
export type SharedLayer = AsyncDisposable & {
  /** What is held under a key, if it is still true, and otherwise the stamp with which to write what is loaded now. */
  readonly read: (key: string) => Promise<{ entry?: Entry; since?: number }>
  readonly write: (key: string, entry: Entry, since: number) => void
  readonly invalidate: (tags: readonly string[]) => Promise<void>
  readonly dropAll: () => void
  /** Settles when Redis was tried once, whether or not it is there. */
  readonly tried: Promise<void>
}

const clockKey = 'cache:clock'
const everything = 'everything'
const tagKey = (tag: string) => `cache:tag:${tag}`
const keptForMs = 60_000
/** Longer than any entry lives that it could concern. */
const stampForSeconds = 300

/**
 * Stamps tags with a time that only grows. An entry carries the clock as it stood before its load began, and is stale as
 * soon as one of its tags has a later stamp, so a slow load can never bury an invalidation that overtook it. The time is
 * Redis' own, so that it goes on growing after all keys were lost.
 */
const stampTags = `
local time = redis.call('TIME')
local last = tonumber(redis.call('GET', KEYS[1]) or '0') or 0
local stamp = string.format('%.0f', math.max(time[1] * 1000000 + time[2], last + 1))
for i = 1, #KEYS do redis.call('SET', KEYS[i], stamp, 'EX', ARGV[1]) end`

/** Redis is trusted only while it is known to have been told of every change that this process has heard of. */
export function sharedLayer(redis: RedisLink): SharedLayer {
  const stopped = new AbortController()
  let [trusted, failures] = [false, 0]
  const first = Promise.withResolvers<void>()
  let recovering: Promise<void> | undefined

  const stamp = async (tags: readonly string[]) => {
    const keys = [clockKey, ...tags.map(tagKey)]
    await redis.attempt((client) => client.eval(stampTags, keys.length, ...keys, stampForSeconds))
  }
  const recover = async () => {
    while (!stopped.signal.aborted) {
      const seen = failures
      await stamp([everything]).catch(() => failures++)
      if (seen === failures) break
      first.resolve()
      await sleep(500, undefined, { ref: false, signal: stopped.signal }).catch(() => {})
    }
    trusted = !stopped.signal.aborted
    recovering = undefined
    first.resolve()
  }
  const distrust = () => {
    trusted = false
    failures++
    if (!stopped.signal.aborted) recovering ??= recover()
  }
  distrust()

  return {
    read: async (key) => (trusted ? redis.attempt((client) => find(client, key)).catch(() => ({})) : {}),
    write: (key, entry, since) => {
      const ttlMs = Math.round(jittered(keptForMs, 0.1))
      const bytes = encode(entry, since)
      redis.attempt((client) => client.set(`cache:${key}`, bytes, 'PX', ttlMs)).catch(() => {})
    },
    invalidate: (tags) => stamp(tags).catch(distrust),
    dropAll: distrust,
    tried: first.promise,
    [Symbol.asyncDispose]: async () => {
      trusted = false
      stopped.abort()
      await recovering
    },
  }
}

async function find(client: Redis, key: string): Promise<{ entry?: Entry; since?: number }> {
  const [clock = null, bytes = null] = await client.mgetBuffer(clockKey, `cache:${key}`)
  const since = Number(clock?.toString() ?? 0)
  const entry = decode(bytes)
  if (!entry) return { since }
  // Stamps are read after the entry: one that comes later concerns somebody who asks later.
  const stamps = await client.mget(...[everything, ...entry.tags].map(tagKey))
  return stamps.some((stamp) => Number(stamp ?? 0) > entry.since) ? { since } : { entry }
}
