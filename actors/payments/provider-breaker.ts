import { setTimeout as sleep } from 'node:timers/promises'
import { SpanKind, SpanStatusCode, trace } from '@opentelemetry/api'
import {
  circuitBreaker,
  ConsecutiveBreaker,
  ExponentialBackoff,
  handleWhenResult,
  isBrokenCircuitError,
} from 'cockatiel'
import { steadyBackoff } from '#compose/steady-backoff.ts'
import { histogram } from '#subjects/instruments.ts'
import type { Failure } from './provider-port.ts'

const tracer = trace.getTracer('tradewind')
const duration = histogram('provider.call.duration', 'From asking the payment provider to having its answer')

/** Asks the provider something; the name is what it is measured under. */
export type Ask = <T extends { kind: string }>(name: string, work: () => Promise<T>) => Promise<T | Failure>

/**
 * The one way out: every call is measured here, and after a run of calls without an answer the next ones are not even
 * tried until one in a while gets through.
 */
export function throughBreaker(toFailure: (error: unknown) => Failure, mostPerSecond = Infinity): Ask {
  const pace = tokens(mostPerSecond)
  const breaker = circuitBreaker(
    handleWhenResult((result) => isOutage(result as Failure)),
    {
      breaker: new ConsecutiveBreaker(8),
      halfOpenAfter: steadyBackoff(new ExponentialBackoff({ initialDelay: 1_000, maxDelay: 30_000 })),
    },
  )
  return async <T extends { kind: string }>(name: string, work: () => Promise<T>): Promise<T | Failure> => {
    const waitMs = pace()
    if (waitMs > mostWaitMs)
      return { kind: 'retry', error: 'Too much is asked of the payment provider', afterMs: waitMs }
    if (waitMs > 0) await sleep(waitMs)
    try {
      return await breaker.execute(() => measured(name, () => work().catch(toFailure)))
    } catch (error) {
      if (!isBrokenCircuitError(error)) throw error
      return { kind: 'retry', error: 'The payment provider has stopped answering', afterMs: 1_000 }
    }
  }
}

/** Whoever would wait longer than this for their turn comes again later. */
const mostWaitMs = 2_000

/** A bucket of tokens (https://docs.stripe.com/rate-limits): says how long to wait for the next one, and takes it. */
function tokens(perSecond: number): () => number {
  let nextAt = 0
  return () => {
    if (perSecond === Infinity) return 0
    const now = performance.now()
    // A second's worth may be spent at once.
    const at = Math.max(nextAt, now - 1_000)
    const waitMs = Math.max(at - now, 0)
    if (waitMs <= mostWaitMs) nextAt = at + 1_000 / perSecond
    return waitMs
  }
}

const isOutage = (result: Failure) =>
  result.kind === 'unknown' || (result.kind === 'retry' && result.unreachable === true)

function measured<T extends { kind: string }>(operation: string, work: () => Promise<T>): Promise<T> {
  const startedAt = performance.now()
  return tracer.startActiveSpan(`stripe ${operation}`, { kind: SpanKind.CLIENT }, async (span) => {
    let outcome = 'bug'
    try {
      const result = await work()
      outcome = result.kind
      return result
    } finally {
      if (outcome === 'bug' || outcome === 'unknown') span.setStatus({ code: SpanStatusCode.ERROR, message: outcome })
      duration.record((performance.now() - startedAt) / 1_000, { operation, outcome })
      span.end()
    }
  })
}
