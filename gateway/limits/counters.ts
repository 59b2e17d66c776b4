import { LRUCache } from 'lru-cache'
import type { RedisLink } from '../redis.ts'
import { aheadUs, type Count, type Entry, hasRoom, learn, move } from './entry.ts'
import { openReports } from './reports.ts'
import { countInRedis } from './script.ts'
import type { Tier } from './tiers.ts'

/**
 * Counts requests by the generic cell rate algorithm, whose whole memory is one moment for each policy: the time by which
 * everything let in so far would have come at the allowed rate.
 */
export type Counters = Disposable & {
  /** Decides in the same turn by what this process knows, and tells Redis soon. */
  readonly here: (tier: Tier, partition: string) => Count
  /** Lets Redis decide, for all processes as one. Without Redis it is as `here`. */
  readonly together: (tier: Tier, partition: string) => Promise<Count>
  /** Takes back one that was let in and turned out not to count. */
  readonly giveBack: (tier: Tier, partition: string) => Promise<void>
}

/** More addresses than are busy at once; of one that is forgotten Redis still knows. */
const mostEntries = 20_000

/**
 * How far `here` may be off: a process knows at once what it let in itself, and what others let in after `reportAfterMs` of
 * `reports.ts` and one answer of Redis. So P processes let in what the quota allows and, besides, what P − 1 of them let in
 * during that time; never more than P quotas, and that only if all of them are asked at the very same moment. While Redis is
 * away each process goes on by itself with the whole quota, and afterwards reports no more than has not been made up for
 * since: a client that kept to its limit notices nothing.
 */
export function openCounters({
  redis,
  nowUs = () => performance.now() * 1_000,
}: {
  redis: RedisLink
  nowUs?: () => number
}): Counters {
  const reports = openReports(redis, nowUs)
  const entries = new LRUCache<string, Entry>({ max: mostEntries, dispose: reports.forget })

  const entryOf = (tier: Tier, partition: string): Entry => {
    const key = `limit:${tier.name}:${partition}`
    const known = entries.get(key)
    if (known) return known
    const entry: Entry = { key, tier, dueUs: tier.policies.map(() => 0), pending: 0 }
    entries.set(key, entry)
    return entry
  }
  const here: Counters['here'] = (tier, partition) => {
    const [entry, at] = [entryOf(tier, partition), nowUs()]
    const admitted = hasRoom(entry, at)
    if (admitted) {
      move(entry, 1, at)
      reports.soon(entry)
    }
    return { admitted, aheadUs: aheadUs(entry, at) }
  }
  const inRedis = async (entry: Entry, by: 1 | -1): Promise<Count | undefined> => {
    const policies = entry.tier.policies.map(({ intervalUs, windowUs }) => ({ addUs: by * intervalUs, windowUs }))
    const [count] = await countInRedis(redis, [{ key: entry.key, asks: by > 0, policies }]).catch(() => [])
    if (count) learn(entry, count, nowUs())
    return count
  }
  return {
    here,
    together: async (tier, partition) => (await inRedis(entryOf(tier, partition), 1)) ?? here(tier, partition),
    giveBack: async (tier, partition) => {
      const entry = entryOf(tier, partition)
      if (await inRedis(entry, -1)) return
      move(entry, -1, nowUs())
      reports.soon(entry)
    },
    [Symbol.dispose]: reports[Symbol.dispose],
  }
}
