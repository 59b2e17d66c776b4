import { context } from '@opentelemetry/api'
import type { FastifyInstance, FastifyReply, FastifyRequest, onRequestHookHandler, RouteOptions } from 'fastify'
import type { AskOptions, Bus } from '#subjects/bus.ts'
import type { RequestSubject } from '#subjects/subject.ts'
import { anonymous, type Door, visitorOf } from './auth.ts'
import type { Cache } from './cache.ts'
import { type Entry, entryOf } from './cache/entry.ts'
import { ifVersionOf, sendEntry } from './conditional.ts'
import { type CursorSeal, nextLink, pagesOf } from './cursor.ts'
import { type Deprecation, tellDeprecation } from './deprecation.ts'
import { addLink } from './headers.ts'
import { idempotencyKeyOf } from './idempotency.ts'
import type { Limits } from './limits.ts'
import { asLetIn, type Gate } from './overload.ts'
import type { CartBearer } from './merge.ts'
import { preferencesFor, tellApplied } from './prefer.ts'
import { type AskMore, type FormOf, formsOf, wishesOf } from './represent.ts'
import {
  type Cached,
  fastifyPath,
  type FileAnswer,
  isTagged,
  type ObjectSchema,
  type Route,
  splitInput,
} from './route.ts'
import type { Interpreter } from './version.ts'
import { traceOf, visitOf, waitFor } from './visit.ts'

export type Edge = Door & {
  readonly bus: Bus
  readonly cache: Cache
  readonly limits: Limits
  readonly gate: Gate
  readonly cursors: CursorSeal
  readonly carts: CartBearer
  readonly interpreterFor: (subject: RequestSubject) => Interpreter
}

/** What ten thousand rows take, and less than a message may be. */
const listBodyLimit = 768 * 1024

/** Puts a route on the server. Whatever can be known before the first request is worked out here. */
export function mount(app: FastifyInstance, route: Route, edge: Edge): void {
  const { limits, gate, admit, carts } = edge
  const { params, query, body } = splitInput(route)
  const interpreter = edge.interpreterFor(route.subject)
  const formOf = formsOf(route, interpreter, askMoreOn(route, edge))
  app.route({
    method: route.method,
    url: fastifyPath(route.path),
    schema: {
      params,
      querystring: { ...query, properties: { ...query.properties, ...wishesOf(route) } },
      ...(body && { body }),
    },
    onRequest: [
      ...(route.deprecation ? [farewell(route.deprecation)] : []),
      ...limits.beforeDoor(route),
      // What is held here is answered as fast as it would be refused, so only loading it has to find room.
      ...(route.cached ? [] : [gate.guard(route.subject)]),
      admit(route),
      ...limits.behindDoor,
      ...carts.before(route),
    ],
    preValidation: interpreter.before,
    ...(route.list && { bodyLimit: listBodyLimit }),
    ...limits.withBody(route),
    handler: handlerOf(route, { ...edge, formOf }),
  })
}

type Handle = RouteOptions['handler']

function farewell(deprecation: Deprecation): onRequestHookHandler {
  const tell = tellDeprecation(deprecation)
  return (_request, reply, done) => {
    tell(reply)
    done()
  }
}

type Means = Edge & { readonly formOf: FormOf }

function handlerOf(route: Route, means: Means): Handle {
  if (route.cached) return readThrough(route, route.cached, means)
  if (route.file) return readFile(route)
  return route.method === 'GET' ? read(route, means) : write(route, means)
}

const json = { 'content-type': 'application/json' } as const
const shared = { ...json, 'cache-control': 'public, s-maxage=30, stale-while-revalidate=300' } as const
/** Kept only to be asked about: keys that are withdrawn must be gone at once. */
const open = { ...json, 'cache-control': 'public, no-cache' } as const
/** Orders, carts and accounts lie in no cache, not even that of a browser which others use, too. */
const personal = { ...json, 'cache-control': 'private, no-store' } as const

/** Asks the actor in the visitor's name, and hands its bytes on as they are. */
function read(route: Route, { cursors, formOf }: Means): Handle {
  const { subject } = route
  const pages = pagesOf(route, cursors)
  const headers = subject.access === 'public' ? open : personal
  return async (request, reply) => {
    const [input, form] = [inputOf(request), formOf(request)]
    const answer = await ask(request, subject, pages?.open(request, input) ?? input)
    const entry = entryOf(pages?.seal(request, input, bytesOf(answer.body)) ?? answer)
    return send(request, reply.headers(headers), form ? await form(entry) : entry)
  }
}

/** As `read`, of a file: its bytes go out, and a browser shows them or saves them under its name. */
function readFile({ subject }: Route): Handle {
  return async (request, reply) => {
    const { name, mediaType, content } = outputOf(await ask(request, subject, inputOf(request))) as FileAnswer
    const disposition = `inline; filename="${name.replaceAll(/[^\w.-]/g, '_')}"`
    const headers = { ...personal, 'content-type': mediaType, 'content-disposition': disposition }
    return send(request, reply.headers(headers), entryOf({ body: Buffer.from(content, 'base64') }))
  }
}

/** Has the actor do what the visitor wants, under the conditions and with the preferences the request names. */
function write(route: Route, { formOf, carts }: Means): Handle {
  const { subject, status, cartFor, strangers } = route
  const preferencesOf = preferencesFor(route)
  const tagged = isTagged(route)
  return async (request, reply) => {
    const preferences = preferencesOf(request)
    const answer = await ask(request, subject, inputOf(request), {
      idempotencyKey: idempotencyKeyOf(request, subject.idempotencyKey === true),
      ifVersion: ifVersionOf(request, subject),
      waitMs: preferences.waitMs,
    })
    void reply.code(status).header('cache-control', personal['cache-control'])
    if (answer.replayed) void reply.header('idempotency-replayed', 'true')
    const { newToken } = visitorOf(request)
    if (newToken !== undefined && strangers === 'become guests') void reply.header('cart-token', newToken)
    if (cartFor) await carts.after(request, cartFor(outputOf(answer)))
    if (status === 204) return reply.send()
    locate(reply, route, answer.body)
    const [whole, form] = [entryOf(answer), formOf(request)]
    const entry = form ? await form(whole) : whole
    if (tagged) void reply.header('etag', entry.etag)
    void tellApplied(reply, preferences)
    if (preferences.return === 'minimal') return reply.code(reply.statusCode === 200 ? 204 : reply.statusCode).send()
    return reply.headers(json).send(entry.body)
  }
}

function locate(reply: FastifyReply, { location, unfinished }: Route, body: Uint8Array): void {
  if (!location) return
  const output: unknown = JSON.parse(bytesOf(body).toString())
  void reply.header('location', location(output))
  if (unfinished?.(output)) void reply.code(202).header('retry-after', '1')
}

function send(request: FastifyRequest, reply: FastifyReply, entry: Entry): FastifyReply {
  if (entry.next !== undefined) addLink(reply, nextLink(request, entry.next))
  return sendEntry(request, reply, entry)
}

/** Answers from the cache, and asks in nobody's name when it must: what it holds is for everybody. */
function readThrough(
  route: Route,
  { tagsOf, isCommon = () => true }: Cached<unknown, unknown>,
  { cache, bus, cursors, gate, formOf }: Means,
): Handle {
  const { subject } = route
  const pages = pagesOf(route, cursors)
  const nobody = bus.as(anonymous)
  const keyOf = keysOf(subject)
  const questionOf = questionsOf(subject)
  const load = async (request: FastifyRequest, input: Record<string, unknown>) => {
    visitOf(request).cache = 'miss'
    const forward = (options: AskOptions) => nobody.forward(subject, input, options)
    const answer = await gate.load(subject, () => within(request, forward))
    const bytes = bytesOf(answer.body)
    const output: unknown = JSON.parse(bytes.toString())
    const whole = pages?.seal(request, input, bytes) ?? answer
    return { ...whole, tags: tagsOf(output), common: isCommon(input, output) }
  }
  return (request, reply) => {
    const [given, form] = [questionOf(request), formOf(request)]
    const answer = (entry: Entry) => {
      const made = form ? form(entry) : entry
      const told = reply.headers(shared)
      // What is at hand goes out in the same turn: answers to one connection then leave in one write.
      return made instanceof Promise ? made.then((one) => send(request, told, one)) : send(request, told, made)
    }
    const input = pages?.open(request, given) ?? given
    const key = keyOf(input)
    const held = cache.peek(key)
    visitOf(request).cache = held ? 'hit' : 'shared'
    if (held) return answer(held)
    const source = { common: isCommon(input), load: () => load(request, input) }
    return cache.read(key, source).then(answer)
  }
}

/** Asks an actor in the name of whoever sent the request. */
export function ask(request: FastifyRequest, subject: RequestSubject, input: unknown, options?: AskOptions) {
  const { asker } = visitorOf(request)
  const forward = (correlated: AskOptions) => asker.forward(subject, input, { ...correlated, ...options })
  return asLetIn(request, () => within(request, forward))
}

/** Asks for what belongs beside an answer: in the visitor's name, or in nobody's where the answer is for everybody. */
function askMoreOn({ subject: { access } }: Route, { bus, cache, gate }: Edge): AskMore {
  const nobody = bus.as(anonymous)
  return async (request, { subject, tagsOf }, input) => {
    const asker = access === 'public' || tagsOf ? nobody : visitorOf(request).asker
    const forward = (options: AskOptions) => asker.forward(subject, input, options)
    const load = () => gate.load(subject, () => within(request, forward))
    if (!tagsOf) return outputOf(await load())
    const key = keysOf(subject)(input as Input)
    const loadToKeep = async () => {
      const answer = await load()
      return { ...answer, tags: tagsOf(outputOf(answer)), common: true }
    }
    return outputOf(cache.peek(key) ?? (await cache.read(key, { common: true, load: loadToKeep })))
  }
}

type Input = Readonly<Record<string, unknown>>

/** Under which key the answer to a question is kept: the same for all who ask the same. */
function keysOf({ name, input }: RequestSubject): (input: Input) => string {
  const members = Object.keys((input.schema as ObjectSchema).properties).sort()
  return (asked) => `${name}:${JSON.stringify(members.map((member) => asked[member]))}`
}

/** Runs in the request's trace, which a body that came in several pieces has lost on its way, and on its clock. */
function within<T>(request: FastifyRequest, work: (options: AskOptions) => Promise<T>): Promise<T> {
  const visit = visitOf(request)
  return waitFor(visit, context.with(traceOf(request).context, work, undefined, { correlationId: visit.id }))
}

function inputOf({ params, query, body }: FastifyRequest): Record<string, unknown> {
  const { fields: _fields, expand: _expand, ...asked } = query as Readonly<Record<string, unknown>>
  return { ...asked, ...(body as object | undefined), ...(params as object) }
}

/** As `inputOf`, for what is asked most. */
function questionsOf({ input }: RequestSubject): (request: FastifyRequest) => Record<string, unknown> {
  const members = Object.keys((input.schema as ObjectSchema).properties)
  return (request) => {
    const [params, query] = [request.params as Input, request.query as Input]
    const asked: Record<string, unknown> = {}
    for (const member of members) {
      const value = params[member] ?? query[member]
      if (value !== undefined) asked[member] = value
    }
    return asked
  }
}

const outputOf = ({ body }: { readonly body: Uint8Array }): unknown => JSON.parse(bytesOf(body).toString())

const bytesOf = ({ buffer, byteOffset, byteLength }: Uint8Array) => Buffer.from(buffer, byteOffset, byteLength)
