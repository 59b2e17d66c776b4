import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { type AddressInfo, connect } from 'node:net'
import { resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { brotliDecompressSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { describeMessages, nameOf } from '#subjects/asyncapi.ts'
import { events, requests } from '#subjects/contracts.ts'
import { describeApi } from './openapi.ts'
import { html } from './docs/html.ts'
import { problemCodes } from './docs/problem-page.ts'
import { routes } from './routes.ts'
import { spelledOut } from './test-description.ts'
import { startEdge, type TestEdge } from './test-edge.ts'

type Operation = {
  operationId: string
  responses: Record<string, unknown>
  parameters?: Parameter[]
  security?: unknown[]
}
type Parameter = { name: string; in: string; required?: boolean }
type Api = {
  paths: Record<string, Record<string, Operation>>
  components: Partial<Record<'schemas' | 'parameters' | 'responses', Record<string, object>>>
}

const described = describeApi(routes) as unknown as Api
const api = spelledOut(described)
const shape = (path: string) => path.replaceAll(/\{\w+\}/g, '{}')

let edge: TestEdge
beforeAll(async () => {
  edge = await startEdge()
})
afterAll(() => edge[Symbol.asyncDispose]())

describe('the description of the API', () => {
  test('tells of every route, once, by the name of its contract', () => {
    const told = Object.entries(api.paths).flatMap(([path, operations]) =>
      Object.entries(operations).map(
        ([method, { operationId }]) => `${method.toUpperCase()} ${shape(path)} ${operationId}`,
      ),
    )
    expect(told.sort()).toEqual(
      routes.map(({ method, path, subject }) => `${method} ${shape(path)} ${nameOf(subject)}`).sort(),
    )
    expect(new Set(Object.keys(api.paths).map(shape)).size).toBe(Object.keys(api.paths).length)
  })

  test('tells of everything the server answers to, besides what is for operators and readers', () => {
    const others = [
      '/healthz',
      '/readyz',
      '/openapi.json',
      '/asyncapi.json',
      '/docs',
      '/docs*',
      '/docs/subjects',
      '/problems',
      '/problems/{code}',
    ]
    const served = servedPaths(edge.app.printRoutes({ commonPrefix: false }))
    expect(served).toEqual(expect.arrayContaining(others.map(shape)))
    const api = served.filter((path) => !others.map(shape).includes(path))
    expect(api.sort()).toEqual([...new Set(routes.map(({ path }) => shape(path)))].sort())
  })

  test('names an Idempotency-Key where the contract takes one, and a bad token where one is needed', () => {
    for (const { method, path, subject } of routes) {
      const told = JSON.stringify(
        Object.entries(api.paths).find(([one]) => shape(one) === shape(path))?.[1][method.toLowerCase()],
      )
      expect([path, told.includes('"Idempotency-Key"')]).toEqual([path, subject.idempotencyKey !== false])
      expect([path, told.includes('/TokenInvalidProblem"')]).toEqual([path, subject.access !== 'public'])
    }
  })

  test('names path parameters as the path spells them', () => {
    for (const [path, operations] of Object.entries(api.paths)) {
      const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
      for (const { parameters = [] } of Object.values(operations)) {
        const told = parameters.filter((one) => one.in === 'path')
        expect(told.map(({ name }) => name)).toEqual(names)
        expect(told.every(({ required }) => required)).toBe(true)
      }
    }
  })

  test('lists the problems of an operation by status, and what it needs', () => {
    const place = api.paths['/orders']?.['post']
    expect(Object.keys(place?.responses ?? {})).toEqual(
      expect.arrayContaining(['201', '202', '400', '401', '402', '409', '413', '415', '422', '500', '503', '504']),
    )
    expect(JSON.stringify(place?.responses['409'])).toContain('OutOfStockProblem')
    expect(place?.parameters).toContainEqual(expect.objectContaining({ name: 'Idempotency-Key', required: true }))
    expect(place?.security).toEqual([{ accessToken: [] }, { cartToken: [] }])
    expect(api.paths['/products']?.['get']?.security).toEqual([])
  })

  test.each([
    ['the API', described],
    ['the subjects', describeMessages()],
  ])('of %s refers to nothing that is not there', (_what, document) => {
    const text = JSON.stringify(document)
    const references = new Set([...text.matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, path = '']) => path))
    expect(references.size).toBeGreaterThan(30)
    for (const reference of references) {
      const found = reference.split('/').reduce<unknown>((at, key) => (at as Record<string, unknown>)?.[key], document)
      expect([reference, Object.keys(found ?? {}).length > 0]).toEqual([reference, true])
    }
  })

  test('says once what several operations say in the same words', () => {
    const { parameters = {}, responses = {} } = described.components
    expect(described.paths['/orders']?.['post']?.responses['500']).toEqual({ $ref: '#/components/responses/Internal' })
    expect(described.paths['/orders']?.['get']?.parameters).toContainEqual({ $ref: '#/components/parameters/cursor' })
    const text = JSON.stringify(described)
    for (const [kind, parts] of Object.entries({ parameters, responses }))
      for (const [name, part] of Object.entries(parts)) {
        expect([name, text.split(`"#/components/${kind}/${name}"`).length > 2]).toEqual([name, true])
        expect([name, text.split(JSON.stringify(part)).length]).toEqual([name, 2])
      }
  })

  test('of the subjects tells of every request and every event', () => {
    const { channels } = describeMessages() as { channels: Record<string, { address: string | null }> }
    const addresses = Object.values(channels).flatMap(({ address }) => address ?? [])
    expect(addresses.sort()).toEqual([...requests, ...events].map(({ name }) => name).sort())
  })

  test.each([
    ['/openapi.json', 'gateway/openapi.json'],
    ['/asyncapi.json', 'subjects/asyncapi.json'],
  ])('at %s is the one that was committed', async (url, file) => {
    const response = await edge.app.inject({ url })
    const committed = await readFile(resolve(import.meta.dirname, '..', file), 'utf8')
    expect(response.json()).toEqual(JSON.parse(committed))
    const again = await edge.app.inject({ url, headers: { 'if-none-match': String(response.headers.etag) } })
    expect(again.statusCode).toBe(304)
  })
})

test('an API without web origins answers no preflight, and does not vary by origin', async () => {
  const preflight = { origin: 'https://shop.example', 'access-control-request-method': 'POST' }
  const told = await edge.app.inject({ method: 'OPTIONS', url: '/orders', headers: preflight })
  expect([told.statusCode, told.headers.allow]).toEqual([204, 'GET, HEAD, OPTIONS, POST'])
  const response = await edge.app.inject({ url: '/healthz', headers: { origin: 'https://shop.example' } })
  for (const { headers } of [told, response]) {
    expect(headers).not.toHaveProperty('access-control-allow-origin')
    expect(headers).not.toHaveProperty('access-control-allow-methods')
    expect(headers['vary'] ?? '').not.toContain('Origin')
  }
})

test('every problem has a page that its type leads to', async () => {
  expect(problemCodes.length).toBeGreaterThan(30)
  const json = { accept: 'application/json' }
  for (const code of problemCodes) {
    const response = await edge.app.inject({ url: `/problems/${code}`, headers: json })
    expect([code, response.statusCode]).toEqual([code, 200])
    const type = expect.stringMatching(/^(\/problems\/|https:\/\/iana\.org\/assignments\/http-problem-types#)[a-z-]+$/)
    expect(response.json()).toMatchObject({ type, code, title: expect.any(String), meaning: expect.any(String) })
    expect([code, response.json().meaning]).toEqual([code, expect.not.stringContaining('understood and refused')])
    const page = await edge.app.inject({ url: `/problems/${code}` })
    expect([page.headers['content-type'], page.headers.vary]).toEqual([
      'text/html; charset=utf-8',
      'Api-Version, Accept, Accept-Encoding',
    ])
    expect(page.body).toContain(`<code>${code}</code>`)
  }
  const { operations, members } = (await edge.app.inject({ url: '/problems/out-of-stock', headers: json })).json()
  expect(operations).toEqual([{ line: 'POST /orders', tag: 'orders' }])
  expect(members.map(({ name }: { name: string }) => name)).toEqual(['orderId', 'shortages'])
  const all = (await edge.app.inject({ url: '/problems', headers: json })).json()
  expect(all.items.map(({ code }: { code: string }) => code)).toEqual(problemCodes)
})

test('a problem nobody declared has no page, and what is asked for stays out of the markup', async () => {
  const response = await edge.app.inject({ url: '/problems/%3Cscript%3E', headers: { accept: 'text/html' } })
  expect([response.statusCode, response.headers['content-type']]).toEqual([404, 'application/problem+json'])
  expect(html`${'<b title="&">'}`.text).toBe('&#60;b title=&#34;&#38;&#34;&#62;')
})

test('types of problems are whole addresses where the edge knows its own, whatever the request says', async () => {
  await using own = await startEdge({ build: { publicUrl: 'https://api.shop.example' } })
  const spoofed = { host: 'evil.example', 'x-forwarded-host': 'evil.example' }
  const missing = await own.app.inject({ url: '/nothing', headers: spoofed })
  expect(missing.json().type).toBe('https://api.shop.example/problems/not-found')
  const tooLong = await own.app.inject({ url: `/products/${'x'.repeat(2_000)}`, headers: spoofed })
  expect(tooLong.json().type).toMatch(/^https:\/\/api\.shop\.example\/problems\//)
  await own.app.listen({ port: 0, host: '127.0.0.1' })
  const socket = connect((own.app.server.address() as AddressInfo).port, '127.0.0.1')
  socket.end('GET / HTTP/9.9\r\n\r\n')
  expect(await text(socket)).toContain('"type":"https://api.shop.example/problems/malformed-request"')

  expect((await edge.app.inject({ url: '/nothing', headers: spoofed })).json()).toMatchObject({
    type: '/problems/not-found',
    instance: expect.stringMatching(/^\/requests\/req_/),
  })
})

test('the page of the subjects tells of every request, event and shape, leads only to what is there, and loads nothing', async () => {
  const { headers, body } = await edge.app.inject({ url: '/docs/subjects' })
  expect(headers['content-type']).toBe('text/html; charset=utf-8')
  const ids = new Set([...body.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id))
  for (const subject of [...requests, ...events]) {
    expect(ids).toContain(nameOf(subject))
    expect(body).toContain(`<code>${subject.name}</code>`)
  }
  const links = new Set([...body.matchAll(/ href="([^"]+)"/g)].map(([, link = '']) => link))
  expect(links.size).toBeGreaterThan(50)
  for (const link of links) {
    if (link.startsWith('#')) expect(ids).toContain(link.slice(1))
    else expect([link, (await edge.app.inject({ url: link })).statusCode]).toEqual([link, 200])
  }
  expect(body).not.toMatch(/ src=|@import|url\(/)
  // The policy names the style and the script by what they are, so nothing that was slipped in would run.
  for (const [, kind = '', text = ''] of body.matchAll(/<(style|script)>([^]*?)<\/\1>/g)) {
    const digest = createHash('sha256').update(text).digest('base64')
    expect(headers['content-security-policy']).toContain(`${kind}-src 'sha256-${digest}'`)
  }
  const again = await edge.app.inject({ url: '/docs/subjects', headers: { 'if-none-match': String(headers.etag) } })
  expect(again.statusCode).toBe(304)
})

test('the reference loads nothing from elsewhere', async () => {
  expect((await edge.app.inject({ url: '/docs' })).headers.location).toBe('/docs/')
  const page = await edge.app.inject({ url: '/docs/' })
  expect(page.headers['content-type']).toBe('text/html; charset=utf-8')
  expect(page.headers['content-security-policy']).toContain("default-src 'none'")
  const sources = [...page.body.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, source = '']) => source)
  expect(sources.length).toBeGreaterThan(0)
  for (const source of sources) {
    const asset = await edge.app.inject({ url: new URL(source, 'http://edge/docs/').pathname })
    expect([source, asset.statusCode, source.includes('//')]).toEqual([source, 200, false])
  }
  expect(page.body).toContain('/openapi.json')
})

test('the script of the reference is packed and hashed once, however often it is asked for', async () => {
  const url = '/docs/js/scalar.js'
  const [plain, zipped] = await Promise.all([
    edge.app.inject({ url }),
    edge.app.inject({ url, headers: { 'accept-encoding': 'br, gzip;q=0.8' } }),
  ])
  expect([plain.headers['content-encoding'], zipped.headers['content-encoding']]).toEqual([undefined, 'br'])
  expect(zipped.headers.vary).toContain('Accept-Encoding')
  expect(brotliDecompressSync(zipped.rawPayload).equals(plain.rawPayload)).toBe(true)
  expect(zipped.headers.etag).not.toBe(plain.headers.etag)
  const refusing = await edge.app.inject({ url, headers: { 'accept-encoding': 'gzip;q=0' } })
  expect(refusing.headers).not.toHaveProperty('content-encoding')
  const start = performance.now()
  for (let times = 0; times < 20; times++) {
    const again = await edge.app.inject({ url, headers: { 'if-none-match': String(plain.headers.etag) } })
    expect(again.statusCode).toBe(304)
  }
  expect(performance.now() - start).toBeLessThan(400)
})

test('beside the pages of the reference there is nothing', async () => {
  const nothing = await edge.app.inject({ url: '/docs/nothing' })
  expect([nothing.statusCode, nothing.headers['content-type'], nothing.json().code]).toEqual([
    404,
    'application/problem+json',
    'not-found',
  ])
  await edge.app.listen({ port: 0, host: '127.0.0.1' })
  const socket = connect((edge.app.server.address() as AddressInfo).port, '127.0.0.1')
  socket.end('GET /docs/../cart HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n')
  expect(await text(socket)).toMatch(/^HTTP\/1.1 404 .*application\/problem\+json.*"code":"not-found"/s)
})

test('a reference that could not be opened is opened when it is asked for again', async () => {
  await using own = await startEdge()
  vi.doMock('@scalar/fastify-api-reference', () => {
    throw new Error('no such module')
  })
  expect((await own.app.inject({ url: '/docs/' })).statusCode).toBe(500)
  vi.doUnmock('@scalar/fastify-api-reference')
  expect((await own.app.inject({ url: '/docs/' })).statusCode).toBe(200)
})

/** Reads the tree that Fastify prints, in which each line stands as deep as its path is long. */
function servedPaths(tree: string): string[] {
  const above: string[] = []
  return tree.split('\n').flatMap((line) => {
    const [, indent = '', segment = ''] = /^([│ ]*)[├└]── (\S+)/.exec(line) ?? []
    if (!segment || (segment === '*' && indent === '')) return []
    const depth = indent.length / 4
    above.splice(depth, above.length, segment.replaceAll(/:[\w|:]+/g, '{}'))
    return [above.join('')]
  })
}
