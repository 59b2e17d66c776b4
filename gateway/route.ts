import { context } from '@opentelemetry/api'
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from 'fastify'
import type { AskOptions, Bus } from '#subjects/bus.ts'
import type { InputOf, OutputOf, RequestSubject } from '#subjects/subject.ts'
import { type Doorkeeper, visitorOf } from './auth.ts'
import type { Cache } from './cache.ts'
import { sendEntry } from './conditional.ts'
import { idempotencyKeyOf } from './idempotency.ts'
import { visitOf } from './visit.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** One operation of the public API: how it is called, and the contract that says everything else about it. */
export type Route = {
  readonly method: Method
  /** As OpenAPI writes it: `/orders/{orderId}`. */
  readonly path: string
  readonly subject: RequestSubject
  readonly status: number
  readonly outcome?: Outcome<unknown>
  /** A public read that may be answered from the cache; the tags under which a change of an answer is announced. */
  readonly tagsOf?: (output: unknown) => readonly string[]
  /** Which of them all gateways may keep in Redis; without it, all. */
  readonly isCommon?: IsCommon<unknown, unknown>
  /** A webhook: the body is passed on as it came, beside the signature in this header. */
  readonly signature?: string
}

/** Where to find what a command made. While that is unfinished the answer is 202, and the client looks again. */
export type Outcome<Output> = {
  readonly location: (output: Output) => string
  readonly unfinished?: (output: Output) => boolean
}

/** Whether a question is one of the few that many ask. Its answer, once there is one, may show that it is not. */
export type IsCommon<Input, Output> = (input: Input, output?: Output) => boolean

export type Line = `${Method} /${string}`

/** Offers an operation to the world: `route('POST /orders', orders.placeOrder, 201, madeOrder)`. */
export function route<S extends RequestSubject>(
  line: Line,
  subject: S,
  status = 200,
  outcome?: Outcome<OutputOf<S>>,
): Route {
  if (!subject.callers.includes('edge')) throw new Error(`${subject.name} is not for the edge`)
  const [method, path] = line.split(' ') as [Method, string]
  return { method, path, subject, status, ...(outcome && { outcome: outcome as Outcome<unknown> }) }
}

/** Offers a public read whose answers are cached until an event touches one of their tags. */
export function cached<S extends RequestSubject>(
  line: Line,
  subject: S,
  tagsOf: (output: OutputOf<S>) => readonly string[],
  isCommon: IsCommon<InputOf<S>, OutputOf<S>> = () => true,
): Route {
  return {
    ...route(line, subject),
    tagsOf: tagsOf as Route['tagsOf'] & object,
    isCommon: isCommon as Route['isCommon'] & object,
  }
}

/** The schema of an object, as plain JSON Schema. */
export type ObjectSchema = {
  readonly type: 'object'
  readonly properties: Readonly<Record<string, { readonly type?: string; readonly default?: unknown }>>
  readonly required?: readonly string[]
  readonly additionalProperties?: boolean
}

/** Where a route finds the members of its contract's input: in the path, in the query, or in the body. No member has two places. */
export function splitInput({ method, path, subject }: Pick<Route, 'method' | 'path' | 'subject'>) {
  const { properties, required = [] } = subject.input.schema as ObjectSchema
  const only = (keep: (name: string) => boolean): ObjectSchema => ({
    type: 'object',
    properties: Object.fromEntries(Object.entries(properties).filter(([name]) => keep(name))),
    required: required.filter(keep),
    additionalProperties: false,
  })
  const inPath = (name: string) => path.includes(`{${name}}`)
  const rest = only((name) => !inPath(name))
  const nothing = only(() => false)
  const params = only(inPath)
  return method === 'GET' ? { params, query: rest, body: undefined } : { params, query: nothing, body: rest }
}

export type Edge = { readonly bus: Bus; readonly cache: Cache; readonly admit: Doorkeeper }

/** Puts a route on the server. Whatever can be known before the first request is worked out here. */
export function mount(app: FastifyInstance, route: Route, { admit, bus, cache }: Edge): void {
  const { params, query, body } = splitInput(route)
  app.route({
    method: route.method,
    url: fastifyPath(route.path),
    schema: { params, querystring: query, ...(body && { body }) },
    onRequest: admit(route.subject.access),
    handler: route.tagsOf ? readThrough(route, cache, bus) : passOn(route),
  })
}

export const fastifyPath = (path: string): string => path.replaceAll(/\{(\w+)\}/g, ':$1')

type Handle = RouteOptions['handler']

export const personal = { 'content-type': 'application/json', 'cache-control': 'private, no-store' } as const
const shared = {
  'content-type': 'application/json',
  'cache-control': 'public, s-maxage=30, stale-while-revalidate=300',
} as const

/** Asks the actor in the visitor's name, and hands its bytes on as they are. */
function passOn({ subject, method, status, outcome }: Route): Handle {
  return async (request, reply) => {
    const key = method === 'GET' ? undefined : idempotencyKeyOf(request, subject.idempotencyKey)
    const answer = await ask(request, subject, inputOf(request), key)
    if (answer.replayed) void reply.header('idempotency-replayed', 'true')
    if (status === 204) return reply.code(204).header('cache-control', personal['cache-control']).send()
    const bytes = bytesOf(answer.body)
    const told = reply.code(status).headers(personal)
    return (outcome ? withOutcome(told, outcome, JSON.parse(bytes.toString())) : told).send(bytes)
  }
}

function withOutcome(reply: FastifyReply, { location, unfinished }: Outcome<unknown>, output: unknown): FastifyReply {
  const found = reply.header('location', location(output))
  return unfinished?.(output) ? found.code(202).header('retry-after', '1') : found
}

/** Answers from the cache, and asks in nobody's name when it must: what it holds is for everybody. */
function readThrough({ subject, tagsOf, isCommon = () => true }: Route, cache: Cache, bus: Bus): Handle {
  const nobody = bus.as({ id: 'anonymous', role: 'anonymous', via: 'edge' })
  const names = Object.keys((subject.input.schema as ObjectSchema).properties).sort()
  const load = async (request: FastifyRequest, input: unknown) => {
    const { body } = await within(request, (options) => nobody.forward(subject, input, options))
    const output: unknown = JSON.parse(bytesOf(body).toString())
    return { body, tags: tagsOf?.(output) ?? [], common: isCommon(input, output) }
  }
  return (request, reply) => {
    const input = inputOf(request)
    const key = `${subject.name}:${JSON.stringify(names.map((name) => input[name]))}`
    const held = cache.peek(key)
    // What is at hand goes out in the same turn: answers to one connection then leave in one write.
    if (held) return sendEntry(request, reply.headers(shared), held)
    const source = { common: isCommon(input), load: () => load(request, input) }
    return cache.read(key, source).then((entry) => sendEntry(request, reply.headers(shared), entry))
  }
}

export function ask(request: FastifyRequest, subject: RequestSubject, input: unknown, idempotencyKey?: string) {
  const { asker } = visitorOf(request)
  return within(request, (options) =>
    asker.forward(subject, input, { ...options, ...(idempotencyKey !== undefined && { idempotencyKey }) }),
  )
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
