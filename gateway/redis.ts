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
  // ioredis reports every single attempt to reconnect; one line for each outage is enough.
  let down = false
  redis.on('error', (error: Error) => {
    if (!down) log.warn({ err: error }, 'Redis is away: reads go to the actors')
    down = true
  })
  redis.on('ready', () => {
    if (down) log.info('Redis is back')
    down = false
  })
  return {
    attempt: (work) => breaker.execute(() => work(redis)),
    [Symbol.dispose]: () => redis.disconnect(),
  }
}
