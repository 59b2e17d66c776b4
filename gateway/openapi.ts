import { nameOf } from '#subjects/asyncapi.ts'
import { collectComponents, type Components } from '#subjects/components.ts'
import {
  commonProblems,
  idempotencyKeyMissing,
  idempotencyKeyReused,
  payloadTooLarge,
  type ProblemType,
  requestInProgress,
  unauthorized,
  forbidden,
} from '#subjects/problem.ts'
import type { TSchema } from 'typebox'
import { idempotencyKeyPattern } from './idempotency.ts'
import { invalidJson, tokenInvalid, unsupportedMediaType } from './problem.ts'
import { type ObjectSchema, type Route, splitInput } from './route.ts'

type Json = Record<string, unknown>

/** The public API as OpenAPI 3.1 has it, derived from the routes and their contracts. */
export function describeApi(routes: readonly Route[]): Json {
  const components = collectComponents()
  const paths: Record<string, Json> = {}
  for (const route of routes) {
    const { path, rename } = sharedPath(route.path, Object.keys(paths))
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(route, components, rename) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Tradewind',
      version: '0.1.0',
      license: { name: 'MIT', identifier: 'MIT' },
      description:
        'Money is an integer of minor units beside its currency. Times are RFC 3339 in UTC. Every failure is a problem (RFC 9457) whose `code` is stable. Lists come a page at a time: pass `next` back as `cursor` until it is null.',
    },
    servers: [{ url: '/' }],
    tags: [...new Set(routes.map(({ subject }) => subject.actor))].map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: { accessToken: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
      headers: headerComponents,
      schemas: components.schemas,
    },
  }
}

/** To OpenAPI `/products/{idOrSlug}` and `/products/{productId}` are one path, which can have one spelling only. */
function sharedPath(path: string, taken: readonly string[]): { path: string; rename: (name: string) => string } {
  const shape = (one: string) => one.replaceAll(/\{\w+\}/g, '{}')
  const names = (one: string) => [...one.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
  const same = taken.find((one) => shape(one) === shape(path)) ?? path
  const [own, theirs] = [names(path), names(same)]
  return { path: same, rename: (name) => theirs[own.indexOf(name)] ?? name }
}

function operation(route: Route, components: Components, rename: (name: string) => string): Json {
  const { subject, signature } = route
  const { params, query, body } = splitInput(route)
  const hasBody = body && Object.keys(body.properties).length > 0
  const parameters = signature
    ? [{ name: signature, in: 'header', required: true, schema: { type: 'string' } }]
    : [
        ...parametersOf(params, 'path', components).map((one) => ({ ...one, name: rename(one.name) })),
        ...parametersOf(query, 'query', components),
        ...headerParameters(route),
      ]
  return {
    operationId: nameOf(subject),
    summary: subject.summary,
    ...(subject.access !== 'public' && { description: `For ${audience[subject.access]}.` }),
    tags: [subject.actor],
    ...(subject.access !== 'public' && { security: [{ accessToken: [] }] }),
    ...(parameters.length > 0 && { parameters }),
    ...(signature && { requestBody: { required: true, content: json({ type: 'object' }) } }),
    ...(!signature && hasBody && { requestBody: { required: true, content: json(components.schema(body)) } }),
    responses: { ...success(route, components), ...failures(route, components) },
  }
}

const audience = {
  public: 'everybody',
  customer: 'everybody who is logged in',
  staff: 'staff',
  admin: 'administrators',
  internal: 'nobody outside',
}

const json = (schema: Json) => ({ 'application/json': { schema } })

function parametersOf({ properties, required = [] }: ObjectSchema, place: 'path' | 'query', components: Components) {
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: place,
    ...(required.includes(name) && { required: true }),
    schema: components.schema(schema as TSchema),
  }))
}

function headerParameters({ subject, cached }: Route): Json[] {
  if (cached) return [{ name: 'If-None-Match', in: 'header', schema: { type: 'string' } }]
  if (!subject.idempotencyKey) return []
  return [
    {
      name: 'Idempotency-Key',
      in: 'header',
      required: true,
      description: 'Your own name for this command. Sending it again with the same key acts once and answers the same',
      schema: { type: 'string', pattern: idempotencyKeyPattern },
      example: '"8e03978e-40d5-43e8-bc93-6894a57f9324"',
    },
  ]
}

function success({ subject, status, location, unfinished, cached }: Route, components: Components): Json {
  const content = status === 204 ? {} : { content: json(components.schema(subject.output.schema)) }
  const headers = headersOf([
    'Request-Id',
    ...(location ? ['Location'] : []),
    ...(cached ? ['ETag', 'Cache-Control'] : []),
    ...(subject.idempotencyKey ? ['Idempotency-Replayed'] : []),
  ])
  const later = { ...headers, ...headersOf(['Retry-After']) }
  return {
    [status]: { description: meanings[status], headers, ...content },
    ...(unfinished && { 202: { description: meanings[202], headers: later, ...content } }),
    ...(cached && { 304: { description: meanings[304], headers: headersOf(['Request-Id', 'ETag']) } }),
  }
}

/** Every problem an operation may answer, by status. */
function failures(route: Route, components: Components): Json {
  const byStatus = Map.groupBy(problemsOf(route), ({ status }) => status)
  const entries = [...byStatus].map(([status, problems]) => {
    const schemas = problems.map(components.problem)
    const [only, ...others] = schemas
    const schema = others.length === 0 && only ? only : { oneOf: schemas }
    const advice = status === 401 ? ['WWW-Authenticate'] : status === 503 ? ['Retry-After'] : []
    const description = problems.map(({ title }) => title).join('; ')
    const content = { 'application/problem+json': { schema } }
    return [status, { description, headers: headersOf(['Request-Id', ...advice]), content }]
  })
  return Object.fromEntries(entries) as Json
}

/** What its contract says, and what the edge and the way to the actor add. */
export function problemsOf(route: Route): readonly ProblemType[] {
  const { subject, method, signature } = route
  const [needsLogin, needsRole] = [
    subject.access !== 'public',
    subject.access === 'staff' || subject.access === 'admin',
  ]
  const common = commonProblems.filter(
    (problem) =>
      (problem !== unauthorized || needsLogin) &&
      (problem !== forbidden || needsRole) &&
      (problem !== payloadTooLarge || method !== 'GET'),
  )
  const unread = signature ? [] : [invalidJson, unsupportedMediaType]
  return [
    ...new Set([
      ...subject.problems,
      ...common,
      ...(needsLogin ? [tokenInvalid] : []),
      ...(method === 'GET' ? [] : unread),
      ...(subject.idempotencyKey ? [idempotencyKeyMissing, idempotencyKeyReused, requestInProgress] : []),
    ]),
  ]
}

const meanings: Readonly<Record<number, string>> = {
  200: 'Done',
  201: 'Made',
  202: 'Accepted and not finished: look again at Location',
  204: 'Done; there is nothing to add',
  304: 'What you have is still right',
}

const header = (description: string, type = 'string') => ({ description, schema: { type } })

const headerComponents = {
  'Request-Id': header('Names this request to the people who run the system'),
  Location: header('Where to find what was made'),
  ETag: header('Names exactly these bytes; send it back as If-None-Match'),
  'Cache-Control': header('How long caches may keep the answer'),
  'Idempotency-Replayed': header('`true` if this repeats the answer to an earlier request with the same key'),
  'Retry-After': header('Seconds to wait before the next try', 'integer'),
  'WWW-Authenticate': header('How to authenticate (RFC 6750)'),
}

const headersOf = (names: readonly string[]): Json =>
  Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]))
