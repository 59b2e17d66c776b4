import { nameOf } from '#subjects/asyncapi.ts'
import { collectComponents, type Components } from '#subjects/components.ts'
import type { TSchema } from 'typebox'
import { headerComponents, headerParameters } from './openapi/headers.ts'
import { responsesOf } from './openapi/responses.ts'
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
    responses: responsesOf(route, components),
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
