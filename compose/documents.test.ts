import { execFile } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { spelledOut } from '#gateway/test-description.ts'
import { nameOf } from '#subjects/asyncapi.ts'
import { requests } from '#subjects/contracts.ts'
import { type Stack, startStack } from './local/stack.ts'

type Json = Record<string, unknown>
type Content = Record<string, { schema: object; example?: unknown }>
type Parameter = { name: string; in: 'path' | 'query' | 'header'; required?: boolean; example?: unknown }
type Operation = {
  operationId: string
  parameters?: Parameter[]
  requestBody?: { content: Content }
  responses: Record<string, { content?: Content }>
}
type Step = { method: string; path: string; operation: Operation }

let dir: string
let stack: Stack
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'tradewind-documents-'))
  stack = await startStack({ dir, port: 0 })
}, 120_000)
afterAll(async () => {
  await stack[Symbol.asyncDispose]()
  await rm(dir, { recursive: true, force: true })
})

test('every example of the API is answered as the API says', async () => {
  const description = spelledOut(
    (await (await fetch(`${stack.urls.api}/openapi.json`)).json()) as {
      paths: Record<string, Record<string, Operation>>
    },
  )
  const ajv = addFormats.default(new Ajv2020({ strict: false, allErrors: true }))
  ajv.addSchema(description, 'api')
  const matches = (schema: object) => ajv.compile(absolute(schema) as object)
  const steps = Object.entries(description.paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
  )
  const story = await openStory()
  const wrong: unknown[] = []
  for (const step of steps.sort((one, other) => chapterOf(one) - chapterOf(other))) {
    const { status, body, text } = await story.send(step)
    const told = step.operation.responses[status]
    const answer = told?.content?.['application/json']
    const valid = answer && matches(answer.schema)
    if (!told || status >= 500 || (status >= 300 && !lateInTheStory.test(step.path)))
      wrong.push([step.method, step.path, status, text])
    else if (valid && !valid(body)) wrong.push([step.method, step.path, valid.errors, body])
    else if (answer?.example) story.learn(answer.example, body)
  }
  expect(steps.length).toBeGreaterThan(25)
  expect(wrong).toEqual([])
}, 60_000)

/** What only an order that was sent, a rule of the store or a coupon has a place for: examples in the order of the story do not lead there, and are refused as described. */
const lateInTheStory =
  /^\/(cart\/coupon|shipments|returns|tax-rates|coupons|promotions|shipping-methods|store|orders\/\{orderId\}\/(resolution|shipments|returns|invoice|credit-notes|documents|cancellation|why))/

/** What makes something comes before what looks at it, and what ends it comes last. */
function chapterOf({ method, path }: Step): number {
  const login = ['/auth/register', '/auth/login', '/auth/refresh', '/auth/logout'].indexOf(path)
  if (login >= 0) return login < 2 ? login : login + 10
  return ['PUT', 'POST', 'PATCH', 'GET', 'DELETE'].indexOf(method) + 2
}

const staffOnly = new Set(
  requests.filter(({ access }) => access === 'staff' || access === 'admin').map((request) => nameOf(request)),
)

/** Sends examples one after the other. Where one names what an earlier one made, this shop's name of it takes its place. */
async function openStory() {
  const standIns = new Map<unknown, string>()
  const tags = new Map<string, string>()
  const { api, staff, variables } = stack.urls
  const logIn = await post(`${api}/auth/login`, staff)
  const staffToken = ((await logIn.json()) as { accessToken: string }).accessToken
  let token = ''
  const here = (value: unknown) => standIns.get(value) ?? value

  return {
    learn(example: unknown, answered: unknown) {
      for (const [name, told, real] of pairsOf(example, answered)) {
        if (/(^id|Id|Token)$/.test(name)) standIns.set(told, real)
        if (name === 'accessToken') token = real
      }
    },
    async send({ method, path, operation }: Step) {
      const { parameters = [], requestBody, operationId } = operation
      // A header that may be left out asks for another form of the answer, which has no example of its own.
      const given = parameters.filter((one) => one.example !== undefined && (one.required || one.in !== 'header'))
      const at = (place: string) => given.filter((one) => one.in === place)
      const filled = at('path').reduce(
        (url, { name, example }) => url.replace(`{${name}}`, String(here(example))),
        path,
      )
      const url = new URL(filled, api)
      for (const { name, example } of at('query')) url.searchParams.set(name, String(here(example)))
      const body = requestBody && JSON.stringify(replaced(requestBody.content['application/json']?.example, here))
      const headers = Object.fromEntries(at('header').map(({ name, example }) => [name, String(example)]))
      if (headers['stripe-signature'])
        headers['stripe-signature'] = signatureOf(String(body), String(variables['STRIPE_WEBHOOK_SECRETS']))
      const tag = tags.get(filled)
      if (headers['If-Match'] && tag) headers['If-Match'] = tag
      const response = await fetch(url, {
        method,
        headers: {
          authorization: `Bearer ${staffOnly.has(operationId) ? staffToken : token}`,
          ...(body && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body && { body }),
      })
      const text = await wholeOf(response)
      tags.set(response.headers.get('location') ?? filled, response.headers.get('etag') ?? '')
      return { status: response.status, text, body: text ? (JSON.parse(text) as unknown) : undefined }
    },
  }
}

/** A stream of events has no end to wait for. */
async function wholeOf(response: Response): Promise<string> {
  if (!response.headers.get('content-type')?.startsWith('text/event-stream')) return response.text()
  await response.body?.cancel()
  return ''
}

const post = (url: string, body: object) =>
  fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })

/** A schema as the compiler of schemas finds it, which knows the whole description by a name of its own. */
const absolute = (schema: unknown): unknown =>
  JSON.parse(JSON.stringify(schema), (key, value: unknown) =>
    key === '$ref' && typeof value === 'string' ? value.replace(/^#/, 'api#') : value,
  )

/** The texts that stand at the same place in both. */
function pairsOf(example: unknown, answered: unknown): [name: string, told: string, real: string][] {
  if (!isObject(example) || !isObject(answered)) return []
  return Object.entries(example).flatMap(([name, told]): [string, string, string][] => {
    const real = answered[name]
    if (typeof told === 'string' && typeof real === 'string') return [[name, told, real]]
    return pairsOf(told, real)
  })
}

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null

const replaced = (value: unknown, here: (value: unknown) => unknown): unknown =>
  JSON.parse(JSON.stringify(value), (_key, member: unknown) => here(member))

function signatureOf(payload: string, secret: string): string {
  const at = Math.floor(Date.now() / 1_000)
  return `t=${at},v1=${createHmac('sha256', secret).update(`${at}.${payload}`).digest('hex')}`
}

test('the first order by hand works as it is written, and twice is once', async () => {
  const readme = await readFile(resolve(import.meta.dirname, '../README.md'), 'utf8')
  const [, shown = ''] = /## A first order by hand\n\n```sh\n([^]*?)```/.exec(readme) ?? []
  const [first = '', ...lines] = shown.split('\n')
  expect(first).toMatch(/^api=http/)
  const order = lines.findIndex((line) => line.startsWith('curl -s -i $api/orders'))
  const again = lines.slice(order, lines.findIndex((line, index) => index >= order && !/[\\:]$/.test(line)) + 1)
  // A line whose answer is a refusal ends the script.
  const script = ['set -euo pipefail', 'curl() { command curl --fail-with-body "$@"; echo; }', `api=${stack.urls.api}`]
  const { stdout } = await promisify(execFile)('bash', ['-c', [...script, ...lines, ...again].join('\n')])
  expect(stdout).toContain('"slug":"enamel-mug"')
  const placed = [...stdout.matchAll(/^location: \/orders\/(ord_\w+)/gim)].map(([, id]) => id)
  expect([placed.length, new Set(placed).size]).toEqual([2, 1])
  expect(stdout.match(/^HTTP\/1\.1 201/gm)).toHaveLength(2)
  expect(stdout.match(/^idempotency-replayed: true/gim)).toHaveLength(1)
}, 60_000)
