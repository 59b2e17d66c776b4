import { setTimeout as sleep } from 'node:timers/promises'
import { SpanKind, SpanStatusCode, trace } from '@opentelemetry/api'
import { ErrorCode, NatsError } from 'nats'
import { type Caller, currentEnvelope, type Envelope, type IfVersion } from '../envelope.ts'
import { newId } from '../id.ts'
import { histogram } from '../instruments.ts'
import { asProblem, payloadTooLarge, Problem, timedOut, unavailable } from '../problem.ts'
import type { InputOf, OutputOf, RequestSubject } from '../subject.ts'
import type { Exchange, Reply } from './exchange.ts'
import { envelopeHeaders } from './headers.ts'

/** Asks questions in somebody's name. */
export type Asker = {
  readonly request: <S extends RequestSubject>(
    subject: S,
    input: InputOf<S>,
    options?: AskOptions,
  ) => Promise<OutputOf<S>>
  /** As `request`, but leaves the reply as the bytes that came, for an edge that only passes them on. */
  readonly forward: <S extends RequestSubject>(
    subject: S,
    input: InputOf<S>,
    options?: AskOptions,
  ) => Promise<Forwarded>
}

export type AskOptions = {
  readonly idempotencyKey?: string | undefined
  readonly correlationId?: string
  readonly ifVersion?: IfVersion | undefined
  readonly waitMs?: number | undefined
}

/** A reply as it came. */
export type Forwarded = {
  readonly body: Uint8Array
  /** It repeats the answer to an earlier request with the same key. */
  readonly replayed: boolean
  /** Of the thing it shows, if that has one. */
  readonly version?: number
}

/** A subject without a responder has not run anything, so asking again is harmless; a rolling restart looks like this. */
const noResponderDelaysMs = [50, 150, 400]

const tracer = trace.getTracer('tradewind')
const duration = histogram('messaging.request.duration', 'Time until a request was answered, as its caller saw it')

/** An asker that speaks for `caller` and carries on the envelope of the message being handled. */
export function askerFor(exchange: Exchange, caller: Caller): Asker {
  const send = (subject: RequestSubject, input: unknown, options: AskOptions = {}) =>
    measured(subject, () => ask(exchange, subject, input, outgoing(subject, caller, options)))
  return {
    request: async <S extends RequestSubject>(subject: S, input: InputOf<S>, options?: AskOptions) =>
      (await send(subject, input, options)).json() as OutputOf<S>,
    forward: async (subject, input, options) => {
      const reply = await send(subject, input, options)
      const version = reply.header('Version')
      return { body: reply.bytes(), replayed: isReplayed(reply), ...(version && { version: Number(version) }) }
    },
  }
}

function outgoing(subject: RequestSubject, caller: Caller, options: AskOptions): Envelope {
  const { idempotencyKey, correlationId, ifVersion, waitMs } = options
  const current = currentEnvelope()
  const ownDeadline = Date.now() + subject.timeoutMs + (waitMs ?? subject.waitMs)
  const deadline = Math.min(ownDeadline, current?.deadline ?? Number.POSITIVE_INFINITY)
  return {
    caller,
    correlationId: correlationId ?? current?.correlationId ?? newId('req'),
    deadline,
    ...(current?.causationId && { causationId: current.causationId }),
    ...(idempotencyKey !== undefined && { idempotencyKey }),
    ...(ifVersion !== undefined && { ifVersion }),
    ...(waitMs !== undefined && { waitMs }),
  }
}

async function ask(exchange: Exchange, subject: RequestSubject, input: unknown, envelope: Envelope): Promise<Reply> {
  const deadline = envelope.deadline ?? Date.now() + subject.timeoutMs
  const question = { headers: envelopeHeaders(envelope), body: JSON.stringify(input), deadline }
  for (let attempt = 0; ; attempt++) {
    try {
      const reply = await exchange(subject, question)
      if (reply.header('Nats-Service-Error-Code')) throw asProblem(bodyOf(reply), { replayed: isReplayed(reply) })
      return reply
    } catch (error) {
      if (error instanceof Problem) throw error
      const code = error instanceof NatsError ? error.code : undefined
      const delayMs = noResponderDelaysMs[attempt]
      if (code === ErrorCode.NoResponders && delayMs !== undefined && delayMs < deadline - Date.now())
        await sleep(delayMs)
      else if (code === ErrorCode.MaxPayloadExceeded) throw payloadTooLarge()
      else if (code === ErrorCode.Timeout) throw timedOut(subject.name)
      else throw unavailable(subject.name)
    }
  }
}

const isReplayed = (reply: Reply): boolean => reply.header('Idempotency-Replayed') !== undefined

function bodyOf(reply: Reply): unknown {
  try {
    return reply.json()
  } catch {
    return undefined
  }
}

async function measured(subject: RequestSubject, work: () => Promise<Reply>): Promise<Reply> {
  const start = performance.now()
  let outcome = 'ok'
  return tracer.startActiveSpan(subject.name, { kind: SpanKind.CLIENT }, async (span) => {
    try {
      return await work()
    } catch (error) {
      outcome = error instanceof Problem ? error.body.code : 'bug'
      span.setStatus({ code: SpanStatusCode.ERROR, message: outcome })
      throw error
    } finally {
      duration.record((performance.now() - start) / 1_000, { subject: subject.name, outcome })
      span.end()
    }
  })
}
