import { Redis } from 'ioredis'
import { deniedForSeconds, deniedSessionKey } from '#subjects/session.ts'

/** Tells the edge which logins have ended, so that access tokens still in hand stop working at once. */
export type Denylist = Disposable & { deny(sessionIds: readonly string[]): Promise<void> }

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
  const deny = (sessionId: string) => redis.set(deniedSessionKey(sessionId), '1', 'EX', deniedForSeconds)
  return {
    deny: async (sessionIds) => {
      for (let start = 0; start < sessionIds.length; start += mostAtOnce) {
        await Promise.all(sessionIds.slice(start, start + mostAtOnce).map(deny))
      }
    },
    [Symbol.dispose]: () => redis.disconnect(),
  }
}
