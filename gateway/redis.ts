import { ConsecutiveBreaker, ConstantBackoff, circuitBreaker, handleWhen } from 'cockatiel'
import { Redis, ReplyError } from 'ioredis'
import type { Logger } from 'pino'
import { steadyBackoff } from '#compose/steady-backoff.ts'

/** A connection that makes nobody wait for long: what Redis does not answer in time counts as not answered. */
export type RedisLink = Disposable & {
  /** Rejects when Redis is down or slow; every caller knows what to do without it. */
  attempt<T>(work: (redis: Redis) => Promise<T>): Promise<T>
}

/**
 * What Redis is asked for. A cache that is slow is worth nothing, while whether a login has ended is worth a wait. Each has a
 * connection and a breaker of its own, so that no trouble with the one keeps the other from being asked.
 */
const uses = {
  cache: { answerWithinMs: 50, without: 'reads go to the actors' },
  limits: { answerWithinMs: 100, without: 'each gateway counts requests by itself' },
  denylist: { answerWithinMs: 500, without: 'only logouts already heard of are known, and staff writes wait' },
} as const

/** After this many failures in a row Redis is left alone for a second, so that a slow one does not slow down everything. */
const patience = 5

type Options = {
  readonly use: keyof typeof uses
  readonly log: Pick<Logger, 'warn' | 'info'>
  readonly keyPrefix?: string
}

export function connectRedis(url: string, { use, log, keyPrefix = '' }: Options): RedisLink {
  const { answerWithinMs, without } = uses[use]
  const redis = new Redis(url, {
    keyPrefix,
    connectTimeout: 1_000,
    enableOfflineQueue: false,
    enableAutoPipelining: true,
    maxRetriesPerRequest: 0,
    retryStrategy: (attempt) => Math.min(attempt * 50, 1_000),
  })
  const breaker = circuitBreaker(
    handleWhen((error) => !(error instanceof ReplyError)),
    { halfOpenAfter: steadyBackoff(new ConstantBackoff(1_000)), breaker: new ConsecutiveBreaker(patience) },
  )
  // One line for each outage, however many attempts are made during it.
  let [away, stopped] = [false, false]
  let reason: Error | undefined
  const noteAway = () => {
    if (!away && !stopped) log.warn({ err: reason, use }, `Redis is away or slow: ${without}`)
    away = true
  }
  const noteBack = () => {
    if (away) log.info({ use }, 'Redis is back')
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
    attempt: (work) => breaker.execute(() => inTime(work(redis), answerWithinMs)),
    [Symbol.dispose]: () => {
      stopped = true
      redis.disconnect()
    },
  }
}

/** A timer that rings this late tells of this process and not of Redis. */
const stallMs = 20

/** Rejects when `work` takes longer than `ms`. Time in which this process stood still is given back, once. */
async function inTime<T>(work: Promise<T>, ms: number): Promise<T> {
  const late = Promise.withResolvers<never>()
  let timer: NodeJS.Timeout | undefined
  const wait = (giveBack: boolean) => {
    const due = performance.now() + ms
    timer = setTimeout(() => {
      if (giveBack && performance.now() > due + stallMs) wait(false)
      else late.reject(new Error(`Redis did not answer within ${ms} ms`))
    }, ms)
  }
  wait(true)
  try {
    return await Promise.race([work, late.promise])
  } finally {
    clearTimeout(timer)
  }
}
