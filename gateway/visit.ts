import {
  type Context,
  context,
  propagation,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Logger } from 'pino'
import { newId } from '#subjects/id.ts'
import { histogram } from '#subjects/instruments.ts'

/** One request on its way through the edge. */
export type Visit = {
  readonly id: string
  readonly span: Span
  /** Everything asked on behalf of the request runs in this context, or its trace would end here. */
  readonly context: Context
  readonly startedAt: number
  /** How long it has waited for actors, and for how many it does now since when. */
  actorMs: number
  waitsFor: number
  waitsSince: number
  /** Where a cached answer came from: memory, Redis or somebody else's question, or an actor. */
  cache?: 'hit' | 'shared' | 'miss'
  /** Refused because there is too much to do: no time to write a line about each. */
  shed?: true
  over?: true
}

const tracer = trace.getTracer('tradewind')
const duration = histogram('http.server.request.duration', 'Time until a request was answered')

export const visitOf = (request: FastifyRequest): Visit => request.getDecorator<Visit>('visit')

/** Ends a visit before its answer has ended: of one that goes on for hours, nothing more is to be told or kept. */
export type Conclude = (request: FastifyRequest, reply: FastifyReply) => void

/** Gives each request its id, its trace, its line in the log and its place in the metrics. */
export function observe(app: FastifyInstance, log: Pick<Logger, 'warn' | 'debug' | 'isLevelEnabled'>): Conclude {
  app.decorateRequest('visit')
  app.addHook('onRequest', (request, reply, done) => {
    request.setDecorator<Visit>('visit', begin(request))
    void reply.header('request-id', request.id)
    // Nobody else tells of a client that leaves before its answer.
    reply.raw.once('close', () => end(request, reply, log))
    done()
  })
  app.addHook('onSend', (request, reply, payload, done) => {
    void reply.header('server-timing', timingOf(visitOf(request)))
    done(null, payload)
  })
  app.addHook('onResponse', (request, reply, done) => {
    end(request, reply, log)
    done()
  })
  return (request, reply) => {
    end(request, reply, log)
    request.setDecorator<undefined>('visit', undefined)
  }
}

/** Waits for an actor on the visit's clock, which runs no faster for several at a time. */
export async function waitFor<T>(visit: Visit, answer: Promise<T>): Promise<T> {
  if (visit.waitsFor++ === 0) visit.waitsSince = performance.now()
  try {
    return await answer
  } finally {
    if (--visit.waitsFor === 0) visit.actorMs += performance.now() - visit.waitsSince
  }
}

/** Where the time went (https://www.w3.org/TR/server-timing/). */
export function timingOf({ startedAt, actorMs, waitsFor, waitsSince, cache }: Visit): string {
  const now = performance.now()
  // One part of an answer may have failed while another is still waited for.
  const waitedMs = waitsFor > 0 ? actorMs + now - waitsSince : actorMs
  const edge = `edge;dur=${inTenths(now - startedAt - waitedMs)}`
  const actor = waitedMs > 0 ? `, actor;dur=${inTenths(waitedMs)}` : ''
  return cache ? `cache;desc=${cache}, ${edge}${actor}` : edge + actor
}

const inTenths = (ms: number) => Math.round(ms * 10) / 10

export const newRequestId = (): string => newId('req')

/** As nginx has it, for a client that did not wait for its answer. */
const leftEarly = 499

function begin(request: FastifyRequest): Visit {
  const parent = propagation.extract(ROOT_CONTEXT, request.headers)
  const span = tracer.startSpan(`${request.method} ${routeOf(request)}`, { kind: SpanKind.SERVER }, parent)
  const startedAt = performance.now()
  return {
    id: request.id,
    span,
    context: trace.setSpan(parent, span),
    startedAt,
    actorMs: 0,
    waitsFor: 0,
    waitsSince: 0,
  }
}

function end(
  request: FastifyRequest,
  reply: FastifyReply,
  log: Pick<Logger, 'warn' | 'debug' | 'isLevelEnabled'>,
): void {
  const visit = request.getDecorator<Visit | undefined>('visit')
  if (!visit || visit.over) return
  visit.over = true
  const { id, span, startedAt, context: ours, shed } = visit
  const seconds = (performance.now() - startedAt) / 1_000
  const [method, route, status] = [
    request.method,
    routeOf(request),
    reply.raw.headersSent ? reply.statusCode : leftEarly,
  ]
  const attributes = { 'http.request.method': method, 'http.route': route, 'http.response.status_code': status }
  duration.record(seconds, attributes)
  span.setAttributes(attributes)
  if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR })
  span.end()
  const level = status >= 500 && !shed ? 'warn' : 'debug'
  if (log.isLevelEnabled(level))
    context.with(ours, () => log[level]({ request: id, method, route, status, seconds }, 'answered'))
}

/** The pattern and not the address: a metric may not grow with what people ask for. */
const routeOf = (request: FastifyRequest) => request.routeOptions.url ?? 'unknown'
