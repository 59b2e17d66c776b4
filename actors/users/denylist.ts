import { Redis } from 'ioredis'
import { deniedForSeconds, deniedKey } from '#subjects/session.ts'

/** Tells the edge which logins and API keys have ended, so that tokens still in hand stop working at once. */
export type Denylist = Disposable & { deny(ids: readonly string[]): Promise<void> }

const mostAtOnce = 1_000

export function openDenylist(url: string): Denylist {
  const redis = new Redis(url, {
    connectTimeout: 1_000,
    commandTimeout: 1_000,
    maxRetriesPerRequest: 1,
    retryStrategy: (failures) => Math.min(failures * 100, 1_000),
  })
  // Every command that fails says so itself; without a listener the outage would be reported a second time.
  redis.on('error', () => {})
  const deny = (id: string) => redis.set(deniedKey(id), '1', 'EX', deniedForSeconds)
  return {
    deny: async (ids) => {
      for (let start = 0; start < ids.length; start += mostAtOnce) {
        await Promise.all(ids.slice(start, start + mostAtOnce).map(deny))
      }
    },
    [Symbol.dispose]: () => redis.disconnect(),
  }
}
