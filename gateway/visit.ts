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
}

const tracer = trace.getTracer('tradewind')
const duration = histogram('http.server.request.duration', 'Time until a request was answered')

export const visitOf = (request: FastifyRequest): Visit => request.getDecorator<Visit>('visit')

/** Gives each request its id, its trace, its line in the log and its place in the metrics. */
export function observe(app: FastifyInstance, log: Pick<Logger, 'warn' | 'debug' | 'isLevelEnabled'>): void {
  app.decorateRequest('visit')
  app.addHook('onRequest', (request, reply, done) => {
    request.setDecorator<Visit>('visit', begin(request))
    void reply.header('request-id', request.id)
    done()
  })
  app.addHook('onResponse', (request, reply, done) => {
    end(request, reply, log)
    done()
  })
}

export const newRequestId = (): string => newId('req')

function begin(request: FastifyRequest): Visit {
  const parent = propagation.extract(ROOT_CONTEXT, request.headers)
  const span = tracer.startSpan(`${request.method} ${routeOf(request)}`, { kind: SpanKind.SERVER }, parent)
  return { id: request.id, span, context: trace.setSpan(parent, span), startedAt: performance.now() }
}

function end(
  request: FastifyRequest,
  reply: FastifyReply,
  log: Pick<Logger, 'warn' | 'debug' | 'isLevelEnabled'>,
): void {
  const { id, span, startedAt, context: ours } = visitOf(request)
  const seconds = (performance.now() - startedAt) / 1_000
  const [method, route, status] = [request.method, routeOf(request), reply.statusCode]
  const attributes = { 'http.request.method': method, 'http.route': route, 'http.response.status_code': status }
  duration.record(seconds, attributes)
  span.setAttributes(attributes)
  if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR })
  span.end()
  const level = status >= 500 ? 'warn' : 'debug'
  if (log.isLevelEnabled(level))
    context.with(ours, () => log[level]({ request: id, method, route, status, seconds }, 'answered'))
}

/** The pattern and not the address: a metric may not grow with what people ask for. */
const routeOf = (request: FastifyRequest) => request.routeOptions.url ?? 'unknown'
