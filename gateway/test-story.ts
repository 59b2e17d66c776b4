import { createHmac, randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import type { Stack } from '#compose/local/stack.ts'
import { nameOf } from '#subjects/asyncapi.ts'
import { requests } from '#subjects/contracts.ts'
import { spelledOut } from './test-description.ts'

type Json = Record<string, unknown>
type Content = Record<string, { schema?: object; example?: unknown }>
type Parameter = { name: string; in: 'path' | 'query' | 'header'; required?: boolean; example?: unknown }
type Described = {
  operationId: string
  parameters?: Parameter[]
  requestBody?: { content: Content }
  responses: Record<string, { content?: Content }>
}

/** An operation of the API, and where it is. */
export type Operation = Described & { readonly method: string; readonly path: string }

type Answer = { readonly status: number; readonly type: string; readonly text: string; readonly body: unknown }

/** The examples of the API's description as one story, told to a stack. */
export type Story = {
  readonly operations: readonly Operation[]
  /** Sends the example of an operation. Says what is wrong about the answer; undefined if it was served as described. */
  tell(operationId: string, headers?: Headers, instead?: Readonly<Record<string, string>>): Promise<unknown>
}

type Headers = Readonly<Record<string, string>>

const staffOnly = new Set(
  requests.filter(({ access }) => access === 'staff' || access === 'admin').map((request) => nameOf(request)),
)

/** Begins a story. Where an example names what an earlier one made, this shop's name of it takes its place. */
export async function openStory({ urls }: Stack): Promise<Story> {
  const { operations, wrongAbout } = readDescription(await (await fetch(`${urls.api}/openapi.json`)).json())
  const standIns = new Map<unknown, string | number>()
  const here = (value: unknown) => standIns.get(value) ?? value
  const readStaffToken = keptFor(staffTokenMs, () => logIn(urls))
  let token = ''
  const told = new Set<string>()
  const learn = (operation: Operation, answer: Answer) => {
    for (const [name, told, real] of pairsOf(exampleFor(operation, answer), answer.body)) {
      // What is first in a list may be another one.
      const isNews = operation.method !== 'GET' || !standIns.has(told)
      if (isNews && /(^id|Id|Token|^number)$/.test(name)) standIns.set(told, real)
      if (name === 'accessToken') token = String(real)
    }
  }

  return {
    operations,
    async tell(operationId, more = {}, instead = {}) {
      const operation = operations.find((one) => one.operationId === operationId)
      if (!operation) return [operationId, 'is not described']
      const said = (value: unknown) => instead[String(value)] ?? here(value)
      const secret = urls.variables['STRIPE_WEBHOOK_SECRETS']
      const staffToken = await readStaffToken()
      const request = requestOf(operation, { api: urls.api, here: said, secret })
      const headers: Record<string, string> = {
        authorization: `Bearer ${staffOnly.has(operationId) ? staffToken : token}`,
        ...request.headers,
        ...more,
      }
      // Told again, it is another command.
      if (told.has(operationId) && headers['Idempotency-Key']) headers['Idempotency-Key'] = `"${randomUUID()}"`
      told.add(operationId)
      const [answer, wrong] = await patiently(operation, async () => {
        if (headers['If-Match']) headers['If-Match'] = await tagAt(request.url, `Bearer ${staffToken}`)
        const answer = await send({ ...request, headers })
        return [answer, wrongAbout(operation, answer)]
      })
      if (!wrong) learn(operation, answer)
      return wrong && [operation.method, operation.path, answer.status, wrong, answer.text]
    },
  }
}

/** What makes something comes before what looks at it, and what ends it comes last. */
export const byChapter = (one: Operation, other: Operation): number => chapterOf(one) - chapterOf(other)

function chapterOf({ method, path }: Operation): number {
  const login = ['/auth/register', '/auth/login', '/auth/refresh', '/auth/logout'].indexOf(path)
  if (login >= 0) return login < 2 ? login : login + 10
  return ['PUT', 'POST', 'PATCH', 'GET', 'DELETE'].indexOf(method) + 2
}

type Judged = [answer: Answer, wrong: unknown]

const patienceMs = 20_000

/** Some things are a moment away: an order is paid, a mail is sent. And of two who change something, one has to look again. */
async function patiently({ method }: Operation, attempt: () => Promise<Judged>): Promise<Judged> {
  for (const until = Date.now() + patienceMs; ; await sleep(100)) {
    const [answer, wrong] = await attempt()
    const { retryable = false } = (answer.body ?? {}) as { retryable?: boolean }
    const { status } = answer
    const mayPass = status < 300 ? method === 'GET' : status < 500 && (retryable || status === 412)
    if (!wrong || !mayPass || Date.now() > until) return [answer, wrong]
  }
}

/** The operations, and what is wrong about an answer of one of them. */
function readDescription(json: unknown) {
  const description = spelledOut(json as { paths: Record<string, Record<string, Described>> })
  const ajv = addFormats.default(new Ajv2020({ strict: false, allErrors: true }))
  ajv.addSchema(description, 'api')
  const operations = Object.entries(description.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ ...operation, method: method.toUpperCase(), path })),
  )
  const wrongAbout = ({ responses }: Operation, { status, type, text, body }: Answer): unknown => {
    const content = responses[status]?.content
    if (status >= 300 || !responses[status]) return 'is not what was asked for'
    if (!content) return text && 'has a body, and none is described'
    const shape = content[type]
    if (!shape) return `is ${type}, which is not described`
    if (type === 'application/pdf') return text.startsWith('%PDF-') ? undefined : 'is no PDF'
    if (type !== 'application/json') return undefined
    const valid = ajv.compile(absolute(shape.schema) as object)
    return valid(body) ? missingIn(shape.example, body) : valid.errors
  }
  return { operations, wrongAbout }
}

const exampleFor = ({ responses }: Operation, { status, type }: Answer): unknown =>
  responses[status]?.content?.[type]?.example

/** Where an answer has less than its example shows. */
function missingIn(example: unknown, answered: unknown, at = ''): string | undefined {
  if (!isObject(example)) return undefined
  if (!isObject(answered)) return `has nothing at ${at}`
  if (Array.isArray(example)) return Number(answered['length']) < example.length ? `has too little at ${at}` : undefined
  const [lack] = Object.entries(example).flatMap(([name, told]) => {
    const there = `${at}/${name}`
    return name in answered ? (missingIn(told, answered[name], there) ?? []) : [`has nothing at ${there}`]
  })
  return lack
}

type Setting = { readonly api: string; readonly here: (value: unknown) => unknown; readonly secret: string | undefined }

type Request = {
  readonly method: string
  readonly url: URL
  readonly headers: Headers
  readonly body: string | undefined
}

/** The request of an operation's example. */
function requestOf({ method, path, parameters = [], requestBody }: Operation, { api, here, secret }: Setting): Request {
  // A header that may be left out asks for another form of the answer, which has no example of its own.
  const given = parameters.filter((one) => one.example !== undefined && (one.required || one.in !== 'header'))
  const at = (place: string) => given.filter((one) => one.in === place)
  const filled = at('path').reduce((url, { name, example }) => url.replace(`{${name}}`, String(here(example))), path)
  const url = new URL(filled, api)
  for (const { name, example } of at('query')) url.searchParams.set(name, String(here(example)))
  const body = requestBody && JSON.stringify(replaced(requestBody.content['application/json']?.example, here))
  const headers = Object.fromEntries(at('header').map(({ name, example }) => [name, String(example)]))
  if (headers['stripe-signature']) headers['stripe-signature'] = signatureOf(String(body), String(secret))
  return { method, url, headers: { ...headers, ...(body && { 'content-type': 'application/json' }) }, body }
}

async function send({ url, ...request }: Request): Promise<Answer> {
  const response = await fetch(url, { ...request, body: request.body ?? null })
  const [type = ''] = (response.headers.get('content-type') ?? '').split(';')
  const text = await wholeOf(response, type)
  return { status: response.status, type, text, body: type.endsWith('json') ? JSON.parse(text) : undefined }
}

/** A stream of events has no end to wait for. */
async function wholeOf(response: Response, type: string): Promise<string> {
  if (type !== 'text/event-stream') return response.text()
  await response.body?.cancel()
  return ''
}

/** What is there now, by its ETag. What is resolved about an order is what `why` tells of it. */
async function tagAt(url: URL, authorization: string): Promise<string> {
  const { headers } = await fetch(new URL(url.pathname.replace(/\/resolution$/, '/why'), url), {
    headers: { authorization },
  })
  return headers.get('etag') ?? ''
}

/** Sooner than it ends: a story may be long. */
const staffTokenMs = 300_000

function keptFor<T>(ms: number, read: () => Promise<T>): () => Promise<T> {
  let [kept, readAt]: [Promise<T> | undefined, number] = [undefined, 0]
  return () => {
    if (!kept || Date.now() - readAt > ms) [kept, readAt] = [read(), Date.now()]
    return kept
  }
}

async function logIn({ api, staff }: Stack['urls']): Promise<string> {
  const headers = { 'content-type': 'application/json' }
  const response = await fetch(`${api}/auth/login`, { method: 'POST', headers, body: JSON.stringify(staff) })
  return ((await response.json()) as { accessToken: string }).accessToken
}

/** A schema as the compiler of schemas finds it, which knows the whole description by a name of its own. */
const absolute = (schema: unknown): unknown =>
  JSON.parse(JSON.stringify(schema), (key, value: unknown) =>
    key === '$ref' && typeof value === 'string' ? value.replace(/^#/, 'api#') : value,
  )

/** The texts and numbers that stand at the same place in both. */
function pairsOf(example: unknown, answered: unknown): [name: string, told: unknown, real: string | number][] {
  if (!isObject(example) || !isObject(answered)) return []
  return Object.entries(example).flatMap(([name, told]): [string, unknown, string | number][] => {
    const real = answered[name]
    if (typeof real !== 'string' && typeof real !== 'number') return pairsOf(told, real)
    return typeof real === typeof told ? [[name, told, real]] : []
  })
}

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null

const replaced = (value: unknown, here: (value: unknown) => unknown): unknown =>
  JSON.parse(JSON.stringify(value), (_key, member: unknown) => (typeof member === 'string' ? here(member) : member))

function signatureOf(payload: string, secret: string): string {
  const at = Math.floor(Date.now() / 1_000)
  return `t=${at},v1=${createHmac('sha256', secret).update(`${at}.${payload}`).digest('hex')}`
}
