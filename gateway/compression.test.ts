import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { listProducts } from '#subjects/products.ts'
import type { OutputOf } from '#subjects/subject.ts'
import { logIn } from '#subjects/users.ts'
import { keepPacked, pack } from './compression.ts'
import { ada, startEdge, type TestEdge } from './test-edge.ts'

const item = (name: string) => ({
  id: 'prd_00000000000000000000000mvg',
  slug: 'mug',
  name,
  brand: 'Harbour',
  category: 'kitchen',
  priceFrom: { amount: 1490, currency: 'EUR' },
  inStock: true,
})

const unpack = { zstd: zstdDecompressSync, br: brotliDecompressSync, gzip: gunzipSync }

let edge: TestEdge
beforeAll(async () => {
  edge = await startEdge({ build: { origins: { shop: ['https://shop.example'], staff: [] } } })
  // `limit` says how many there are, and so how large an answer is.
  await edge.answer(listProducts, async ({ limit = 20 }) => ({
    items: Array.from({ length: limit }, (_, index) => item(`Mug ${index}`)),
    next: null,
  }))
})
afterAll(() => edge[Symbol.asyncDispose]())

const get = (url: string, headers: Record<string, string> = {}) => edge.app.inject({ url, headers })
const codingOf = async (accepted: string, url = '/products?limit=20') =>
  (await get(url, { 'accept-encoding': accepted })).headers['content-encoding']

describe.each([
  ['/products?limit=20', 'at once'],
  ['/products?limit=100', 'on another thread'],
])('what is at %s', (url, how) => {
  test.each(['zstd', 'br', 'gzip'] as const)(`is packed ${how} with %s, under a tag of its own`, async (coding) => {
    const plain = await get(url)
    const packed = await get(url, { 'accept-encoding': coding })
    expect(plain.headers).not.toHaveProperty('content-encoding')
    expect(packed.headers['content-encoding']).toBe(coding)
    expect(unpack[coding](packed.rawPayload).equals(plain.rawPayload)).toBe(true)
    expect(Number(packed.headers['content-length'])).toBe(packed.rawPayload.length)
    expect(packed.rawPayload.length).toBeLessThan(plain.rawPayload.length / 3)
    expect(packed.headers.etag).toBe(`${plain.headers.etag?.slice(0, -1)}-${coding}"`)
  })

  test('is told apart by caches, and by scripts of other origins, too', async () => {
    const { headers } = await get(url, { origin: 'https://shop.example' })
    expect(String(headers['vary']).split(', ')).toEqual(expect.arrayContaining(['Origin', 'Accept-Encoding']))
  })

  test('has not changed for whoever has it in any form', async () => {
    for (const had of ['zstd', 'br', 'gzip', 'identity']) {
      const etag = String((await get(url, { 'accept-encoding': had })).headers.etag)
      for (const headers of [{ 'accept-encoding': had }, { 'accept-encoding': 'br' }, {}] as Record<string, string>[]) {
        const again = await get(url, { ...headers, 'if-none-match': `"other", ${etag}` })
        expect(again.statusCode, `${had} ${headers['accept-encoding']}`).toBe(304)
        expect(again.rawPayload).toHaveLength(0)
        expect(again.headers).not.toHaveProperty('content-encoding')
        expect(String(again.headers['vary'])).toContain('Accept-Encoding')
        if (headers['accept-encoding'] === had) expect(again.headers.etag).toBe(etag)
      }
      expect((await get(url, { 'if-none-match': etag.replace('"', '"x') })).statusCode).toBe(200)
    }
  })

  test('has the same headers for HEAD', async () => {
    const headers = { 'accept-encoding': 'gzip' }
    const [whole, head] = [await get(url, headers), await edge.app.inject({ method: 'HEAD', url, headers })]
    const told = ({ headers }: typeof head) =>
      ['etag', 'vary', 'content-length', 'content-encoding', 'content-type'].map((name) => headers[name])
    expect(told(head)).toEqual(told(whole))
    expect(head.rawPayload).toHaveLength(0)
  })
})

test.each([
  ['gzip, deflate, br, zstd', 'zstd'],
  ['gzip, deflate, br', 'br'],
  ['br;q=0.5, gzip', 'gzip'],
  ['br;q=0, gzip;q=0.1', 'gzip'],
  ['*', 'zstd'],
  ['gzip;q=0.5, identity', undefined],
  ['gzip;q=0', undefined],
  ['deflate, compress', undefined],
  ['constructor, toString', undefined],
  [';;q=,=', undefined],
  ['', undefined],
])('a client that accepts %o is sent %o', async (accepted, coding) => {
  expect(await codingOf(accepted)).toBe(coding)
})

test('what fits into a packet goes out as it is', async () => {
  expect(await codingOf('br', '/products?limit=1')).toBeUndefined()
  const { rawPayload } = await get('/products?limit=1', { 'accept-encoding': 'br' })
  expect(rawPayload.length).toBeLessThan(1_024)
})

test('the answer to a command is never packed: its length would tell what a secret has in common with a guess', async () => {
  const accessToken = 'secret'.repeat(1_000)
  const user = {
    id: ada,
    email: 'ada@example.com',
    name: 'Ada',
    role: 'customer',
    createdAt: new Date(0).toISOString(),
  }
  const session = { accessToken, tokenType: 'Bearer', expiresIn: 600, refreshToken: 'r', user } as const
  await edge.answer(logIn, async () => session as OutputOf<typeof logIn>)
  const headers = { 'accept-encoding': 'br' }
  const payload = { email: 'ada@example.com', password: 'correct horse' }
  const answer = await edge.app.inject({ method: 'POST', url: '/auth/login', headers, payload })
  expect(answer.json()).toEqual(session)
  expect(answer.headers).not.toHaveProperty('content-encoding')
})

test.each([1_024, 100_000])('%i bytes that are kept are packed once, and forgotten with the bytes', async (length) => {
  const [kept, other] = [Buffer.alloc(length, 'a'), Buffer.alloc(length, 'a')]
  keepPacked(kept)
  const [first, again] = await Promise.all([pack(kept, 'br'), pack(kept, 'br')])
  expect(again).toBe(first)
  expect(await pack(kept, 'br')).toBe(first)
  expect(await pack(kept, 'gzip')).not.toBe(first)
  expect(await pack(other, 'br')).not.toBe(await pack(other, 'br'))
})
