import { ConsecutiveBreaker, circuitBreaker, handleWhen } from 'cockatiel'
import { Redis, ReplyError } from 'ioredis'
import type { Logger } from 'pino'

/** A connection that never makes anybody wait: what Redis does not answer at once counts as not answered. */
export type RedisLink = Disposable & {
  /** Rejects when Redis is down or slow; every caller knows what to do without it. */
  attempt<T>(work: (redis: Redis) => Promise<T>): Promise<T>
}

const answerWithinMs = 50

/** After this many failures in a row Redis is left alone for a second, so that a slow one does not slow down everything. */
const patience = 5

export function connectRedis(
  url: string,
  { log, keyPrefix = '' }: { log: Pick<Logger, 'warn' | 'info'>; keyPrefix?: string },
): RedisLink {
  const redis = new Redis(url, {
    keyPrefix,
    commandTimeout: answerWithinMs,
    connectTimeout: 1_000,
    enableOfflineQueue: false,
    enableAutoPipelining: true,
    maxRetriesPerRequest: 0,
    retryStrategy: (attempt) => Math.min(attempt * 50, 1_000),
  })
  const breaker = circuitBreaker(
    handleWhen((error) => !(error instanceof ReplyError)),
    { halfOpenAfter: 1_000, breaker: new ConsecutiveBreaker(patience) },
  )
  // One line for each outage, however many attempts are made during it.
  let [away, stopped] = [false, false]
  let reason: Error | undefined
  const noteAway = () => {
    if (!away && !stopped) log.warn({ err: reason }, 'Redis is away or slow: reads go to the actors')
    away = true
  }
  const noteBack = () => {
    if (away) log.info('Redis is back')
    away = false
  }
  redis.on('error', (error: Error) => {
    reason = error
  })
  redis.on('close', noteAway)
  redis.on('ready', noteBack)
  breaker.onBreak(noteAway)
  breaker.onReset(noteBack)
  return {
    attempt: (work) => breaker.execute(() => work(redis)),
    [Symbol.dispose]: () => {
      stopped = true
      redis.disconnect()
    },
  }
}
