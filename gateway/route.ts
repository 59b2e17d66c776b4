import type { Scope } from '#subjects/api-key.ts'
import type { ActorName } from '#subjects/contracts.ts'
import type { Role } from '#subjects/envelope.ts'
import type { InputOf, OutputOf, RequestSubject } from '#subjects/subject.ts'
import type { Deprecation } from './deprecation.ts'
import type { Expansions } from './expand.ts'
import type { Feed } from './streams/feed.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** One operation of the public API: how it is called, and the contract that says everything else about it. */
export type Route = RouteOptions<unknown> & {
  readonly method: Method
  /** As OpenAPI writes it: `/orders/{orderId}`. */
  readonly path: string
  readonly subject: RequestSubject
  readonly status: number
  /** A public read that may be answered from the cache. */
  readonly cached?: Cached<unknown, unknown>
  /** A webhook: the body is passed on as it came, beside the signature in this header. */
  readonly signature?: string
  /** A list, which may be sent as it is, too, and be longer than other bodies. */
  readonly list?: true
  /** What a mail program does for its reader: it sends a form. */
  readonly oneClick?: true
  /** A stream of events, whose contract is followed instead of asked once. */
  readonly feed?: Feed
}

/** What a route says that its contract does not. */
export type RouteOptions<Output> = {
  /** Of a good answer; without it 200, or 204 where the contract has nothing to say. */
  readonly status?: number
  /** Where to find what a command made. */
  readonly location?: (output: Output) => string
  /** Whether some of what a command answers is found nowhere afterwards. */
  readonly shownOnce?: boolean
  /** While what a command made is unfinished the answer is 202, and the client looks again. */
  readonly unfinished?: (output: Output) => boolean
  /** What can be shown beside the names in an answer. */
  readonly expand?: Expansions
  readonly deprecation?: Deprecation
  /** Of a file: what its bytes are. The contract answers them in base64, since the bus carries JSON. */
  readonly file?: string
  /** What becomes of somebody who shows neither a login nor a Cart-Token: they see an empty cart, or they get a token, since now they have one. Without it they are refused. */
  readonly strangers?: 'look' | 'become guests'
  /** Whose account this opens or makes: what they had in the cart as a guest is theirs from then on. */
  readonly cartFor?: (output: Output) => { readonly id: string; readonly role: Role }
}

/** How the answers to a public read are cached: the tags under which a change is announced, and which of them all gateways may keep in Redis. */
export type Cached<Input, Output> = {
  readonly tagsOf: (output: Output) => readonly string[]
  /** Whether a question is one of the few that many ask. Its answer, once there is one, may show that it is not. Without it, all are. */
  readonly isCommon?: (input: Input, output?: Output) => boolean
}

export type Line = `${Method} /${string}`

/** Offers an operation to the world: `route('POST /orders', orders.placeOrder, madeOrder)`. */
export function route<S extends RequestSubject>(
  line: Line,
  subject: S,
  options: RouteOptions<OutputOf<S>> = {},
): Route {
  if (!subject.callers.includes('edge')) throw new Error(`${subject.name} is not for the edge`)
  const [method, path] = line.split(' ') as [Method, string]
  const saysNothing = 'type' in subject.output.schema && subject.output.schema.type === 'null'
  return { method, path, subject, status: saysNothing ? 204 : 200, ...(options as RouteOptions<unknown>) }
}

/** Offers a public read whose answers are cached until an event touches one of their tags. */
export function cached<S extends RequestSubject>(
  line: Line,
  subject: S,
  how: Cached<InputOf<S>, OutputOf<S>> & RouteOptions<OutputOf<S>>,
): Route {
  const { tagsOf, isCommon, ...options } = how as Cached<unknown, unknown> & RouteOptions<OutputOf<S>>
  return { ...route(line, subject, options), cached: { tagsOf, ...(isCommon && { isCommon }) } }
}

type Part = {
  readonly type?: string
  readonly default?: unknown
  readonly description?: string
  readonly pattern?: string
}

/** Offers a file to the world, which goes out as its bytes. */
export function file<I>(line: Line, subject: RequestSubject<I, FileAnswer>, mediaType: string): Route {
  return { ...route(line, subject), file: mediaType }
}

/** A file as a contract answers it. */
export type FileAnswer = { readonly name: string; readonly mediaType: string; readonly content: string }

/** The schema of an object, as plain JSON Schema. */
export type ObjectSchema = {
  readonly type: 'object'
  readonly properties: Readonly<Record<string, Part>>
  readonly required?: readonly string[]
  readonly additionalProperties?: boolean
}

/** Where a route finds the members of its contract's input: in the path, in the query, or in the body. No member has two places. */
export function splitInput({ method, path, subject, feed }: Pick<Route, 'method' | 'path' | 'subject' | 'feed'>) {
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
  // Browsers come back to a stream with a header; this is for those who cannot set it.
  const place = { ...nothing, properties: { lastEventId: properties['after'] ?? {} } }
  if (feed) return { params, query: place, body: undefined }
  return method === 'GET' ? { params, query: rest, body: undefined } : { params, query: nothing, body: rest }
}

/** What an API key has to be let do for this: read or change what belongs to the actor. */
export const scopeOf = ({ subject, method }: Pick<Route, 'subject' | 'method'>): Scope =>
  `${subject.actor as ActorName}:${method === 'GET' ? 'read' : 'write'}`

/**
 * Whether good answers carry an ETag: what is read, and what a command made or changed if that has a version. What a PUT
 * answers has none: it would say that the thing was stored as it was sent (RFC 9110, 9.3.4).
 */
export function isTagged({ method, location, subject }: Route): boolean {
  if (method === 'GET') return true
  const { properties = {} } = subject.output.schema as Partial<ObjectSchema>
  return 'version' in properties && (method === 'PATCH' || location !== undefined)
}

/** Whether it is a way to become somebody: what anybody may try, and so what somebody may try too often. */
export const isWayIn = ({ subject, method }: Route): boolean =>
  subject.actor === 'users' && subject.access === 'public' && method !== 'GET'

/** The path as the router writes it. */
export const fastifyPath = (path: string): string => path.replaceAll(/\{(\w+)\}/g, ':$1')
