import type { InjectOptions } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { exampleOf } from '#subjects/examples.ts'
import { readKeys } from '#subjects/users.ts'
import { describeApi } from './openapi.ts'
import { isTagged, type Route } from './route.ts'
import { routes } from './routes.ts'
import { spelledOut } from './test-description.ts'
import { startEdge, type TestEdge } from './test-edge.ts'
import { exampleRequest } from './test-example.ts'

let edge: TestEdge
let authorization: string
beforeAll(async () => {
  edge = await startEdge({ build: { origins: { shop: [], staff: ['https://shop.example'] } } })
  authorization = `Bearer ${await edge.signer.token({ role: 'admin' })}`
  // The edge publishes its own keys.
  const answered = routes.filter(({ subject, feed }) => subject !== readKeys && !feed)
  const subjects = new Set(answered.map(({ subject }) => subject))
  for (const subject of subjects) await edge.answer(subject, async () => exampleOf(subject).output)
  // A stream would go on for as long as somebody listens.
  for (const { subject } of streams)
    await edge.answer(subject, async () => ({ ...(exampleOf(subject).output as object), state: 'final' }))
})
afterAll(() => edge[Symbol.asyncDispose]())

const lines = (all: readonly Route[]) => all.map((route) => [`${route.method} ${route.path}`, route] as const)
const api = routes.filter(({ signature }) => !signature)
const streams = routes.filter(({ feed }) => feed)
const reads = api.filter(({ method, feed }) => method === 'GET' && !feed)
const writes = api.filter(({ method }) => method !== 'GET')

function send(route: Route, { headers, ...rest }: InjectOptions = {}) {
  const request = exampleRequest(route)
  return edge.app.inject({ ...request, ...rest, headers: { authorization, ...request.headers, ...headers } })
}

/** What does not change from one answer to the next. */
function steady({ headers }: Awaited<ReturnType<typeof send>>) {
  const passing = ['date', 'request-id', 'server-timing', 'ratelimit']
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !passing.includes(name)))
}

type Described = { responses: Record<string, { headers: object }>; parameters?: { name: string; in: string }[] }
const paths = spelledOut(describeApi(routes))['paths'] as Record<string, Record<string, Described>>
const described = ({ method, subject }: Route) =>
  Object.values(paths)
    .map((path) => path[method.toLowerCase()] as Described & { summary: string })
    .find((operation) => operation?.summary === subject.summary)

/** The headers of an answer of which the API's description tells. */
function toldHeaders(route: Route, status: number): string[] {
  return Object.keys(described(route)?.responses[status]?.headers ?? {}).map((name) => name.toLowerCase())
}

describe.each(lines(reads))('%s', (_line, route) => {
  test('is told by its ETag, and not sent again to who names it', async () => {
    const full = await send(route)
    const { etag } = full.headers
    expect([full.statusCode, etag]).toEqual([200, expect.stringMatching(/^"(\d+\.)?[\w-]{22}"$/)])
    for (const known of [`${etag}`, `W/${etag}`, `"other", ${etag}`, '*']) {
      const same = await send(route, { headers: { 'if-none-match': known } })
      expect([same.statusCode, same.body, same.headers.etag]).toEqual([304, '', etag])
      expect(same.headers['cache-control']).toBe(full.headers['cache-control'])
    }
    expect((await send(route, { headers: { 'if-none-match': '"other"' } })).body).toBe(full.body)
  })

  test('begins its ETag with the version, if it has one', async () => {
    const { headers, body } = await send(route)
    const { version } = (route.file ? {} : JSON.parse(body)) as { version?: number }
    expect(/^"(\d+)\./.exec(String(headers.etag))?.[1]).toBe(version?.toString())
  })

  test('answers HEAD as GET, without the body', async () => {
    const [full, head] = [await send(route), await send(route, { method: 'HEAD' })]
    expect([head.statusCode, head.body, steady(head)]).toEqual([200, '', steady(full)])
    expect(head.headers['content-length']).toBe(`${full.rawPayload.length}`)
    const known = { 'if-none-match': String(full.headers.etag) }
    const same = await send(route, { method: 'HEAD', headers: known })
    expect([same.statusCode, same.body, same.headers.etag]).toEqual([304, '', full.headers.etag])
    expect([undefined, full.headers['content-length']]).toContain(same.headers['content-length'])
  })

  test('is not read by who means another state of it', async () => {
    const { headers } = await send(route)
    for (const other of ['"other"', `W/${headers.etag}`]) {
      const refused = await send(route, { headers: { 'if-match': other } })
      expect([refused.statusCode, refused.json().code]).toEqual([412, 'precondition-failed'])
    }
    for (const meant of [`"other" , ${headers.etag}`, '*'])
      expect((await send(route, { headers: { 'if-match': meant } })).statusCode).toBe(200)
    expect((await send(route, { headers: { 'if-match': '7' } })).statusCode).toBe(400)
  })
})

describe.each(lines(writes))('%s', (_line, route) => {
  test('checks a condition or refuses it, and never passes over one', async () => {
    const meantForReading = await send(route, { headers: { 'if-none-match': '*' } })
    expect([meantForReading.statusCode, meantForReading.json().code]).toEqual([412, 'precondition-failed'])
    const request = exampleRequest(route)
    if (route.subject.conditional) {
      const { 'if-match': _, ...headers } = { authorization, ...request.headers }
      const without = await edge.app.inject({ ...request, headers })
      expect([without.statusCode, without.json().code]).toEqual([428, 'precondition-required'])
      expect((await send(route, { headers: { 'if-match': '7' } })).statusCode).toBe(400)
    } else {
      const refused = await send(route, { headers: { 'if-match': '"7"' } })
      expect([refused.statusCode, refused.json().code]).toEqual([412, 'precondition-failed'])
    }
  })

  test('shows the ETag of what it made or changed, if that is what it answers', async () => {
    const { headers } = await send(route)
    expect(typeof headers.etag).toBe(isTagged(route) ? 'string' : 'undefined')
  })
})

describe.each(lines(api))('%s', (_line, route) => {
  test('answers nothing that its description does not tell', async () => {
    const answers = [
      await send(route),
      await send(route, { headers: { prefer: 'return=minimal, wait=1' } }),
      await send(route, { headers: { 'if-none-match': '*', 'if-match': '"other"' } }),
    ]
    for (const { statusCode, headers } of answers) {
      const told = toldHeaders(route, statusCode)
      expect(told, `${statusCode}`).toContain('request-id')
      const said = ['etag', 'location', 'preference-applied', 'idempotency-replayed', 'retry-after', 'server-timing']
      for (const name of said) if (name in headers) expect(told, `${name} on ${statusCode}`).toContain(name)
    }
  })

  test('says where the time went', async () => {
    const { headers } = await send(route)
    expect(headers['server-timing']).toMatch(
      /^(cache;desc=(hit|shared|miss), )?edge;dur=\d+(\.\d)?(, actor;dur=\d+(\.\d)?)?$/,
    )
  })

  test('tells which methods its address knows', async () => {
    const { url } = exampleRequest(route)
    const told = await edge.app.inject({ method: 'OPTIONS', url })
    const allowed = String(told.headers.allow).split(', ')
    expect([told.statusCode, allowed]).toEqual([204, expect.arrayContaining(['OPTIONS', route.method])])
    const origin = { origin: 'https://shop.example', 'access-control-request-method': route.method }
    const preflight = await edge.app.inject({ method: 'OPTIONS', url, headers: origin })
    expect([preflight.statusCode, preflight.headers['access-control-allow-origin']]).toEqual([204, origin.origin])
    for (const method of (['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const).filter(
      (one) => !allowed.includes(one),
    )) {
      const refused = await edge.app.inject({ method, url })
      expect([refused.statusCode, refused.headers.allow]).toEqual([405, told.headers.allow])
    }
  })
})
