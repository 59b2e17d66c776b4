import {
  type Attributes,
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

/** A request's span. Everything asked on its behalf runs in this context, or its trace would end here. */
export type Traced = { readonly span: Span; readonly context: Context }

/** One request on its way through the edge. */
export type Visit = {
  readonly id: string
  readonly startedAt: number
  traced?: Traced
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

/** The trace a request belongs to. Without anybody who collects spans it is begun when its ids are needed: most pages need none. */
export function traceOf(request: FastifyRequest): Traced {
  const visit = visitOf(request)
  visit.traced ??= startTrace(request)
  return visit.traced
}

function startTrace(request: FastifyRequest): Traced {
  const parent = propagation.extract(ROOT_CONTEXT, request.headers)
  const name = `${request.method} ${routeOf(request)}`
  const span = tracer.startSpan(name, { kind: SpanKind.SERVER }, parent)
  return { span, context: trace.setSpan(parent, span) }
}

/** What visits are told to, and whether somebody collects the span of each. */
type Listeners = { readonly log: Pick<Logger, 'warn' | 'debug' | 'isLevelEnabled'>; readonly spans: boolean }

/** Ends a visit before its answer has ended: of one that goes on for hours, nothing more is to be told or kept. */
export type Conclude = (request: FastifyRequest, reply: FastifyReply) => void

/** Gives each request its id, its trace, its line in the log and its place in the metrics. */
export function observe(app: FastifyInstance, listeners: Listeners): Conclude {
  app.decorateRequest('visit')
  app.addHook('onRequest', (request, reply, done) => {
    request.setDecorator<Visit>('visit', begin(request))
    if (listeners.spans) traceOf(request)
    void reply.header('request-id', request.id)
    // Nobody else tells of a client that leaves before its answer.
    reply.raw.on('close', () => end(request, reply, listeners))
    done()
  })
  app.addHook('onSend', (request, reply, payload, done) => {
    void reply.header('server-timing', timingOf(visitOf(request)))
    done(null, payload)
  })
  app.addHook('onResponse', (request, reply, done) => {
    end(request, reply, listeners)
    done()
  })
  return (request, reply) => {
    end(request, reply, listeners)
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

const begin = ({ id }: FastifyRequest): Visit => ({
  id,
  startedAt: performance.now(),
  actorMs: 0,
  waitsFor: 0,
  waitsSince: 0,
})

function end(request: FastifyRequest, reply: FastifyReply, { log }: Listeners): void {
  const visit = request.getDecorator<Visit | undefined>('visit')
  if (!visit || visit.over) return
  visit.over = true
  const { id, startedAt, shed } = visit
  const seconds = (performance.now() - startedAt) / 1_000
  const [method, route] = [request.method, routeOf(request)]
  const status = reply.raw.headersSent ? reply.statusCode : leftEarly
  const attributes = { 'http.request.method': method, 'http.route': route, 'http.response.status_code': status }
  duration.record(seconds, attributes)
  if (visit.traced) endSpan(visit.traced.span, attributes, status)
  const level = status >= 500 && !shed ? 'warn' : 'debug'
  if (log.isLevelEnabled(level))
    context.with(traceOf(request).context, () =>
      log[level]({ request: id, method, route, status, seconds }, 'answered'),
    )
}

function endSpan(span: Span, attributes: Attributes, status: number): void {
  span.setAttributes(attributes)
  if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR })
  span.end()
}

/** The pattern and not the address: a metric may not grow with what people ask for. */
const routeOf = (request: FastifyRequest) => request.routeOptions.url ?? 'unknown'
