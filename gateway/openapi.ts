import { nameOf } from '#subjects/asyncapi.ts'
import { collectComponents, type Components } from '#subjects/components.ts'
import { actorNames, purposes } from '#subjects/contracts.ts'
import { exampleOf } from '#subjects/examples.ts'
import { release } from '#subjects/release.ts'
import { headerComponents, headerParameters } from './openapi/headers.ts'
import { type Paths, shareRepeated } from './openapi/repeated.ts'
import { securityOf, securitySchemes } from './openapi/security.ts'
import { responsesOf } from './openapi/responses.ts'
import { listTypes } from './lists.ts'
import { describedWishesOf } from './represent.ts'
import { type ObjectSchema, type Route, splitInput } from './route.ts'

type Json = Record<string, unknown>

/** The public API as OpenAPI 3.1 has it, derived from the routes and their contracts. */
export function describeApi(routes: readonly Route[]): Json {
  const components = collectComponents()
  const spelledOut: Record<string, Json> = {}
  for (const route of routes) {
    spelledOut[route.path] = { ...spelledOut[route.path], [route.method.toLowerCase()]: operation(route, components) }
  }
  const { paths, components: shared } = shareRepeated(spelledOut as Paths)
  return {
    openapi: '3.1.0',
    info: {
      title: 'Tradewind',
      version: release,
      license: { name: 'MIT', identifier: 'MIT' },
      description:
        'Money is an integer of minor units beside its currency. Times are RFC 3339 in UTC. Every failure is a problem (RFC 9457) whose `code` is stable. Lists come a page at a time: pass `next` back as `cursor` until it is null.',
    },
    servers: [{ url: '/' }],
    externalDocs: { url: '/docs/subjects', description: 'The subjects behind it: requests and events' },
    tags: actorNames
      .filter((name) => routes.some(({ subject }) => subject.actor === name))
      .map((name) => ({ name, description: purposes[name] })),
    paths,
    components: {
      securitySchemes,
      headers: mentionedIn({ paths, shared }),
      ...shared,
      schemas: components.schemas,
    },
  }
}

function mentionedIn(parts: Json): Json {
  const text = JSON.stringify(parts)
  const mentioned = ([name]: [string, unknown]) => text.includes(`"#/components/headers/${name}"`)
  return Object.fromEntries(Object.entries(headerComponents).filter(mentioned))
}

function operation(route: Route, components: Components): Json {
  const { subject } = route
  const { params, query } = splitInput(route)
  const { input } = exampleOf(subject)
  const describe = (part: ObjectSchema, place: 'path' | 'query') => parametersOf(part, place, { components, input })
  const parameters = [
    ...describe(params, 'path'),
    ...describe({ ...query, properties: { ...query.properties, ...describedWishesOf(route) } }, 'query'),
    ...headerParameters(route),
  ]
  const body = bodyOf(route, components)
  return {
    operationId: nameOf(subject),
    summary: subject.summary,
    description: `For ${audience[subject.access]}. Asks \`${subject.name}\`.`,
    tags: [subject.actor],
    ...(route.deprecation && { deprecated: true }),
    security: securityOf(route),
    ...(parameters.length > 0 && { parameters }),
    ...(body && { requestBody: { required: true, content: { 'application/json': body, ...plainForms(route) } } }),
    responses: responsesOf(route, components),
  }
}

/** What is sent beside path, query and headers. A webhook's body is the provider's affair. */
function bodyOf(route: Route, components: Components): Json | undefined {
  const { input } = exampleOf(route.subject)
  if (route.signature) return { schema: { type: 'object' }, example: JSON.parse(String(partOf(input, 'payload'))) }
  const { body } = splitInput(route)
  const names = Object.keys(body?.properties ?? {})
  if (!body || names.length === 0) return undefined
  const given = Object.entries(input as object).filter(([name]) => names.includes(name))
  return { schema: components.schema(body), example: Object.fromEntries(given) }
}

/** The forms in which a list is sent as it is. */
function plainForms({ list, subject }: Route): Json {
  const { input } = exampleOf(subject)
  const forms = Object.keys(list ? listTypes : {})
  return Object.fromEntries(forms.map((type) => [type, { schema: { type: 'string' }, ...exampleIn(type, input) }]))
}

/** Of an operation there is one example, in one form. */
const exampleIn = (type: string, input: unknown) =>
  listTypes[type] === partOf(input, 'format') ? { example: partOf(input, 'content') } : {}

const audience = {
  public: 'everybody',
  shopper: 'everybody who is logged in, and guests',
  customer: 'everybody who is logged in',
  staff: 'staff',
  admin: 'administrators',
  internal: 'nobody outside',
}

type Told = { readonly components: Components; readonly input: unknown }

function parametersOf({ properties, required = [] }: ObjectSchema, place: 'path' | 'query', told: Told) {
  return Object.entries(properties).map(([name, schema]) => {
    const example = partOf(told.input, name)
    return {
      name,
      in: place,
      ...(required.includes(name) && { required: true }),
      ...(schema.description && { description: schema.description }),
      schema: told.components.schema(schema),
      ...(example !== undefined && { example }),
    }
  })
}

const partOf = (input: unknown, name: string) => (input as Readonly<Record<string, unknown>>)[name]
