import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newApiKey } from '#subjects/api-key.ts'
import { exampleOf } from '#subjects/examples.ts'
import { newId } from '#subjects/id.ts'
import { placeOrder, readOrder } from '#subjects/orders.ts'
import { listProducts, readProduct } from '#subjects/products.ts'
import { verifyApiKey } from '#subjects/users.ts'
import { tellDeprecation } from './deprecation.ts'
import { route } from './route.ts'
import { routes } from './routes.ts'
import { startEdge, type TestEdge } from './test-edge.ts'
import { type Versions, versions, versionsSpoken } from './version.ts'

type Members = Record<string, unknown>
const renamed = (from: string, to: string) => (value: unknown) => {
  const { [from]: member, ...rest } = value as Members
  return member === undefined ? rest : { ...rest, [to]: member }
}

/** A product was once called by `title`, and before that by `label`; an address was sent as `address`. */
const dated: Versions = {
  current: '2026-11-01',
  past: [
    { version: '2025-01-01', deprecated: '2025-06-01', sunset: '2027-01-01', advice: '/docs/2025-06-01' },
    { version: '2025-06-01', deprecated: '2026-11-01', sunset: '2027-11-01', advice: '/docs/2026-11-01' },
  ],
  changes: [
    { since: '2025-06-01', subjects: [readProduct], downgrade: renamed('title', 'label') },
    { since: '2026-11-01', subjects: [readProduct], downgrade: renamed('name', 'title') },
    { since: '2026-11-01', subjects: [placeOrder], upgrade: renamed('address', 'shippingAddress') },
    { since: '2026-11-01', subjects: [listProducts], upgrade: renamed('query', 'q') },
  ],
}
const leaving = { deprecated: '2026-11-01', sunset: '2027-11-01', advice: '/docs/leaving' }

let edge: TestEdge
const asked: unknown[] = []
const product = exampleOf(readProduct).output

beforeAll(async () => {
  const old = route('GET /old-orders/{orderId}', readOrder, { deprecation: leaving })
  edge = await startEdge({ routes: [...routes, old], build: { versions: dated } })
  await edge.answer(readProduct, async () => product)
  await edge.answer(
    listProducts,
    async (input) => (asked.push(input), { ...exampleOf(listProducts).output, next: 'on' }),
  )
  await edge.answer(placeOrder, async (input) => (asked.push(input), exampleOf(placeOrder).output))
  await edge.answer(readOrder, async () => exampleOf(readOrder).output)
})
afterAll(() => edge[Symbol.asyncDispose]())

const get = (url: string, headers: Record<string, string> = {}) => edge.app.inject({ url, headers })
const speaking = (version: string, url = '/products/mug') => get(url, { 'api-version': version })

test.each([
  ['2025-01-01', 'label', ['@1748736000', 'Fri, 01 Jan 2027 00:00:00 GMT', '</docs/2025-06-01>; rel="deprecation"']],
  ['2025-06-01', 'title', ['@1793491200', 'Mon, 01 Nov 2027 00:00:00 GMT', '</docs/2026-11-01>; rel="deprecation"']],
  ['2026-11-01', 'name', [undefined, undefined, undefined]],
])('who speaks %s is told the %s, and whether that will end', async (version, member, farewell) => {
  const { headers, ...answer } = await speaking(version)
  const { name, ...rest } = product
  expect(answer.json()).toEqual({ ...rest, [member]: name })
  expect(headers).toMatchObject({ 'api-version': version, 'cache-control': expect.stringContaining('public') })
  expect(String(headers['vary'])).toContain('Api-Version')
  expect([headers['deprecation'], headers['sunset'], headers['link']]).toEqual(farewell)
})

test('who names no version is spoken to in the current one', async () => {
  const answer = await get('/products/mug')
  expect([answer.headers['api-version'], answer.json()]).toEqual(['2026-11-01', product])
  // Nor does a cache give it to a key that was made for an older one.
  expect(String(answer.headers['vary'])).toContain('Authorization')
  expect(String((await speaking('2026-11-01')).headers['vary'])).not.toContain('Authorization')
})

test('every version of one thing has a tag of its own, and what is picked is picked from what that version has', async () => {
  const [old, now] = [await speaking('2025-06-01'), await speaking('2026-11-01')]
  expect(old.headers.etag).not.toBe(now.headers.etag)
  expect(await speaking('2025-06-01', '/products/mug?fields=title').then((answer) => answer.json())).toEqual({
    title: product.name,
  })
  expect((await speaking('2026-11-01', '/products/mug?fields=title')).statusCode).toBe(400)
})

test('what an old client sends is translated before it is checked', async () => {
  const { shippingAddress, ...rest } = exampleOf(placeOrder).input
  const authorization = `Bearer ${await edge.signer.token()}`
  const place = (version: string) =>
    edge.app.inject({
      method: 'POST',
      url: '/orders',
      headers: { authorization, 'idempotency-key': newId('key'), 'api-version': version },
      payload: { ...rest, address: shippingAddress },
    })
  expect((await place('2025-06-01')).statusCode).toBe(201)
  expect(asked.at(-1)).toEqual({ ...rest, shippingAddress })
  expect((await place('2026-11-01')).json()).toMatchObject({ status: 400, code: 'invalid-request' })

  const found = await speaking('2025-01-01', '/products?query=mug')
  expect(found.statusCode).toBe(200)
  expect(asked.at(-1)).toMatchObject({ q: 'mug' })
  expect(String(found.headers['link'])).toMatch(/^<[^>]+>; rel="deprecation", <[^>]+>; rel="next"$/)
  expect((await speaking('2026-11-01', '/products?query=mug')).statusCode).toBe(400)
})

test.each(['2025-01-02', 'latest', '', '2026-11-01, 2025-01-01'])(
  'the version %o is refused with those there are',
  async (version) => {
    const answer = await speaking(version)
    expect(answer.json()).toMatchObject({ status: 400, code: 'api-version-unknown', supported: versionsSpoken(dated) })
    expect(answer.headers['api-version']).toBe('2026-11-01')
  },
)

describe('an API key', () => {
  const key = (apiVersion: string) => async () => ({
    id: 'key_01m84rbg7sf689g5cpjrqy2hsy',
    scopes: ['products:read' as const],
    apiVersion,
    expiresAt: null,
  })
  test.each([
    ['2025-06-01', 'title', '2025-06-01'],
    ['2026-01-15', 'title', '2025-06-01'],
    ['2020-01-01', 'label', '2025-01-01'],
    ['2026-11-20', 'name', '2026-11-01'],
  ])(
    'made for %s is told the %s, unless a request says otherwise, and no cache tells others',
    async (pin, member, version) => {
      await using own = await startEdge({ build: { versions: dated } })
      await own.answer(readProduct, async () => product)
      await own.answer(verifyApiKey, key(pin))
      const headers = { authorization: `Bearer ${newApiKey('test')}` }
      const answer = await own.app.inject({ url: '/products/mug', headers })
      expect(answer.json()).toHaveProperty(member)
      expect(answer.headers['api-version']).toBe(version)
      expect(String(answer.headers['cache-control']).split(',')[0]).toBe(
        version === dated.current ? 'public' : 'private',
      )
      const named = await own.app.inject({ url: '/products/mug', headers: { ...headers, 'api-version': '2026-11-01' } })
      expect(named.json()).toHaveProperty('name')
      expect(named.headers['cache-control']).toContain('public')
    },
  )
})

test('an operation on its way out says so, and where to read more', async () => {
  const { headers } = await get('/old-orders/ord_01m84rbg7sf689g5d4061wm4sc')
  expect(headers).toMatchObject({
    deprecation: '@1793491200',
    sunset: 'Mon, 01 Nov 2027 00:00:00 GMT',
    link: '</docs/leaving>; rel="deprecation"',
  })
})

test('nothing goes with less than a year of notice', () => {
  expect(() => tellDeprecation({ ...leaving, sunset: '2027-10-31' })).toThrow('may not go on 2027-10-31 already')
  expect(() => tellDeprecation({ ...leaving, sunset: 'soon' })).toThrow('may not go on soon already')
  for (const one of [...versions.past, ...routes.flatMap(({ deprecation }) => deprecation ?? [])]) tellDeprecation(one)
})

test('the versions are days in their order, and every change leads from one of them to the next', () => {
  for (const table of [versions, dated]) {
    const spoken = versionsSpoken(table)
    expect(spoken.every((version) => /^\d{4}-\d\d-\d\d$/.test(version))).toBe(true)
    expect(spoken).toEqual(spoken.toSorted())
    const since = table.changes.map((change) => change.since)
    expect(since).toEqual(since.toSorted())
    for (const version of since) expect(spoken.slice(1)).toContain(version)
  }
})
