import { Redis } from 'ioredis'
import { unavailable } from '#subjects/problem.ts'
import { deniedForSeconds, deniedSessionKey } from '#subjects/session.ts'

/** Tells the edge which logins have ended, so that access tokens still in hand stop working at once. */
export type Denylist = Disposable & { deny(sessionId: string): Promise<void> }

export function openDenylist(url: string): Denylist {
  const redis = new Redis(url, {
    connectTimeout: 1_000,
    commandTimeout: 1_000,
    maxRetriesPerRequest: 1,
    retryStrategy: (failures) => Math.min(failures * 100, 1_000),
  })
  // Every command that fails says so itself; without a listener the outage would be reported a second time.
  redis.on('error', () => {})
  return {
    deny: async (sessionId) => {
      try {
        await redis.set(deniedSessionKey(sessionId), '1', 'EX', deniedForSeconds)
      } catch {
        throw unavailable('The login has ended, but not everybody could be told yet; please try again')
      }
    },
    [Symbol.dispose]: () => redis.disconnect(),
  }
}
