import { context } from '@opentelemetry/api'
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from 'fastify'
import type { AskOptions, Bus } from '#subjects/bus.ts'
import type { RequestSubject } from '#subjects/subject.ts'
import { type Doorkeeper, visitorOf } from './auth.ts'
import type { Cache } from './cache.ts'
import { type Entry, entryOf } from './cache/entry.ts'
import { sendEntry } from './conditional.ts'
import { type CursorSeal, nextLink, pagesOf } from './cursor.ts'
import { idempotencyKeyOf } from './idempotency.ts'
import { asLetIn, type Gate } from './overload.ts'
import { representation } from './represent.ts'
import { type Cached, fastifyPath, type ObjectSchema, type Route, splitInput } from './route.ts'
import { visitOf } from './visit.ts'

export type Edge = {
  readonly bus: Bus
  readonly cache: Cache
  readonly gate: Gate
  readonly admit: Doorkeeper
  readonly cursors: CursorSeal
}

/** Puts a route on the server. Whatever can be known before the first request is worked out here. */
export function mount(app: FastifyInstance, route: Route, edge: Edge): void {
  const { params, query, body } = splitInput(route)
  app.route({
    method: route.method,
    url: fastifyPath(route.path),
    schema: { params, querystring: query, ...(body && { body }) },
    // What is held here is answered as fast as it would be refused, so only loading it has to find room.
    onRequest: [...(route.cached ? [] : [edge.gate.guard(route.subject)]), edge.admit(route)],
    handler: route.cached ? readThrough(route, route.cached, edge) : passOn(route, edge),
  })
}

type Handle = RouteOptions['handler']

const personal = { 'content-type': 'application/json', 'cache-control': 'private, no-store' } as const
const shared = {
  'content-type': 'application/json',
  'cache-control': 'public, s-maxage=30, stale-while-revalidate=300',
} as const

/** Asks the actor in the visitor's name, and hands its bytes on as they are. */
function passOn(route: Route, { cursors }: Edge): Handle {
  const { subject, method, status } = route
  const pages = pagesOf(route, cursors)
  const represent = representation(route)
  return async (request, reply) => {
    const key = method === 'GET' ? undefined : idempotencyKeyOf(request, subject.idempotencyKey)
    const input = inputOf(request)
    const answer = await ask(request, subject, pages?.open(request, input) ?? input, key)
    if (answer.replayed) void reply.header('idempotency-replayed', 'true')
    if (status === 204) return reply.code(204).header('cache-control', personal['cache-control']).send()
    const bytes = bytesOf(answer.body)
    const located = withLocation(reply.code(status).headers(personal), route, bytes)
    const whole = pages?.seal(request, input, bytes) ?? { body: bytes }
    const entry = await represent(request, entryOf({ ...whole, tags: [] }))
    return withNext(request, located, entry).send(entry.body)
  }
}

function withLocation(reply: FastifyReply, { location, unfinished }: Route, bytes: Buffer): FastifyReply {
  if (!location) return reply
  const output: unknown = JSON.parse(bytes.toString())
  const found = reply.header('location', location(output))
  return unfinished?.(output) ? found.code(202).header('retry-after', '1') : found
}

function withNext(request: FastifyRequest, reply: FastifyReply, { next }: Entry): FastifyReply {
  return next === undefined ? reply : reply.header('link', nextLink(request, next))
}

/** Answers from the cache, and asks in nobody's name when it must: what it holds is for everybody. */
function readThrough(
  route: Route,
  { tagsOf, isCommon = () => true }: Cached<unknown, unknown>,
  { cache, bus, cursors, gate }: Edge,
): Handle {
  const { subject } = route
  const pages = pagesOf(route, cursors)
  const represent = representation(route)
  const nobody = bus.as({ id: 'anonymous', role: 'anonymous', via: 'edge' })
  const names = Object.keys((subject.input.schema as ObjectSchema).properties).sort()
  const load = async (request: FastifyRequest, input: Record<string, unknown>) => {
    const forward = (options: AskOptions) => nobody.forward(subject, input, options)
    const { body } = await gate.load(subject, () => within(request, forward))
    const bytes = bytesOf(body)
    const output: unknown = JSON.parse(bytes.toString())
    const whole = pages?.seal(request, input, bytes) ?? { body: bytes }
    return { ...whole, tags: tagsOf(output), common: isCommon(input, output) }
  }
  const send = (request: FastifyRequest, reply: FastifyReply, held: Entry) => {
    const entry = represent(request, held)
    // What is at hand goes out in the same turn: answers to one connection then leave in one write.
    if (!(entry instanceof Promise)) return sendEntry(request, withNext(request, reply.headers(shared), entry), entry)
    return entry.then((made) => sendEntry(request, withNext(request, reply.headers(shared), made), made))
  }
  return (request, reply) => {
    const given = inputOf(request)
    const input = pages?.open(request, given) ?? given
    const key = `${subject.name}:${JSON.stringify(names.map((name) => input[name]))}`
    const held = cache.peek(key)
    if (held) return send(request, reply, held)
    const source = { common: isCommon(input), load: () => load(request, input) }
    return cache.read(key, source).then((entry) => send(request, reply, entry))
  }
}

export function ask(request: FastifyRequest, subject: RequestSubject, input: unknown, idempotencyKey?: string) {
  const { asker } = visitorOf(request)
  const forward = (options: AskOptions) =>
    asker.forward(subject, input, { ...options, ...(idempotencyKey !== undefined && { idempotencyKey }) })
  return asLetIn(request, () => within(request, forward))
}

/** Runs in the request's trace, which a body that came in several pieces has lost on its way. */
function within<T>(request: FastifyRequest, work: (options: AskOptions) => Promise<T>): Promise<T> {
  const { context: ours, id } = visitOf(request)
  return context.with(ours, work, undefined, { correlationId: id })
}

const inputOf = ({ params, query, body }: FastifyRequest): Record<string, unknown> => ({
  ...(query as object),
  ...(body as object | undefined),
  ...(params as object),
})

const bytesOf = ({ buffer, byteOffset, byteLength }: Uint8Array) => Buffer.from(buffer, byteOffset, byteLength)
