import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { exampleOf } from '#subjects/examples.ts'
import { followOrder, placeOrder } from '#subjects/orders.ts'
import { notFound, overloaded } from '#subjects/problem.ts'
import { outOfStock } from '#subjects/inventory.ts'
import { readProduct } from '#subjects/products.ts'
import { readMe, registerUser } from '#subjects/users.ts'
import { createTradewind, dataOf, Refusal, type TradewindOptions } from 'tradewind-client'
import { ada, startEdge, type TestEdge } from './test-edge.ts'

let edge: TestEdge
let baseUrl: string
beforeAll(async () => {
  edge = await startEdge()
  await edge.app.listen({ port: 0, host: '127.0.0.1' })
  baseUrl = `http://127.0.0.1:${(edge.app.server.address() as AddressInfo).port}`
})
afterAll(() => edge[Symbol.asyncDispose]())

let sent: Request[]
beforeEach(() => {
  sent = []
})

const open = (options: Partial<TradewindOptions> = {}) =>
  createTradewind({
    baseUrl,
    fetch: (request) => {
      sent.push(request)
      return fetch(request)
    },
    ...options,
  })

const order = exampleOf(placeOrder)

test('a request speaks for the token that is good now, unless it brings its own', async () => {
  await using me = await edge.answer(readMe, async () => exampleOf(readMe).output)
  const tokens = [await edge.signer.token(), await edge.signer.token({ sub: 'usr_00000000000000000000000eve' })]
  const api = open({ token: () => tokens.shift() })
  await dataOf(api.GET('/users/me'))
  expect(edge.lastCaller()?.id).toBe(ada)
  await dataOf(api.GET('/users/me'))
  expect(edge.lastCaller()?.id).toBe('usr_00000000000000000000000eve')
  const { error } = await api.GET('/users/me', { headers: { authorization: 'Bearer nonsense' } })
  expect([error?.code, me.asked]).toEqual(['token-invalid', 2])
})

test('a command that needs a name gets one, and keeps the one it has', async () => {
  await using orders = await edge.answer(placeOrder, async () => order.output)
  const api = open({ token: await edge.signer.token() })
  const body = order.input
  await dataOf(api.POST('/orders', { body }))
  await dataOf(api.POST('/orders', { body }))
  await dataOf(api.POST('/orders', { body, params: { header: { 'Idempotency-Key': 'mine' } } }))
  const keys = sent.map(({ headers }) => headers.get('idempotency-key'))
  expect(keys[0]).toMatch(/^[0-9a-f-]{36}$/)
  expect([new Set(keys).size, keys[2], orders.asked]).toEqual([3, 'mine', 3])
  await api.POST('/auth/login', { body: { email: 'a@b.example', password: 'x' } })
  expect(sent.at(-1)?.headers.has('idempotency-key')).toBe(false)
})

test('what the server has no room for is sent again under the same name, when the server says so', async () => {
  const keys: (string | undefined)[] = []
  await using orders = await edge.answer(placeOrder, async (_input, envelope) => {
    keys.push(envelope.idempotencyKey)
    if (keys.length < 3) throw overloaded()
    return order.output
  })
  const startedAt = performance.now()
  const placed = await dataOf(open({ token: await edge.signer.token() }).POST('/orders', { body: order.input }))
  expect(placed.id).toBe(order.output.id)
  expect([orders.asked, new Set(keys).size]).toEqual([3, 1])
  expect(performance.now() - startedAt).toBeGreaterThan(2_000)
})

test('what may not be said twice is said once, and no longer than asked for', async () => {
  await using users = await edge.answer(registerUser, async () => {
    throw overloaded()
  })
  const { response } = await open().POST('/auth/register', { body: exampleOf(registerUser).input })
  expect([response.status, users.asked]).toEqual([503, 1])
  await using reading = await edge.answer(readProduct, async () => {
    throw overloaded()
  })
  const { error } = await open({ retries: 0 }).GET('/products/{productId}', { params: { path: { productId: 'mug' } } })
  expect([error?.code, reading.asked]).toEqual(['overloaded', 1])
})

test('a wait that is too long, or that nobody waits for any more, ends the request', async () => {
  const busy = (after: string) => async () => new Response('', { status: 429, headers: { 'retry-after': after } })
  const { response } = await open({ fetch: busy('3600') }).GET('/products')
  expect(response.status).toBe(429)
  const later = new Date(Date.now() + 3_600_000).toUTCString()
  expect((await open({ fetch: busy(later) }).GET('/products')).response.status).toBe(429)
  const signal = AbortSignal.timeout(50)
  await expect(open({ fetch: busy('20') }).GET('/products', { signal })).rejects.toThrow('timeout')
  const never = ({ signal }: Request) =>
    new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)))
  await expect(open({ fetch: never, timeoutMs: 50 }).GET('/products')).rejects.toThrow('timeout')
})

test('a stream is followed for longer than an answer may take', async () => {
  await using orders = await edge.answer(followOrder, async () => exampleOf(followOrder).output)
  const api = open({ token: await edge.signer.token(), timeoutMs: 300 })
  const params = { path: { orderId: order.output.id } }
  const stream = await dataOf(api.GET('/orders/{orderId}/events', { params, parseAs: 'stream' }))
  const reader = (stream as ReadableStream<Uint8Array>).getReader()
  const longEnough = sleep(700, 'long enough' as const)
  let heard = ''
  for (;;) {
    const read = await Promise.race([longEnough, reader.read()])
    if (read === 'long enough') break
    expect(read.done).toBe(false)
    heard += Buffer.from(read.value ?? []).toString()
  }
  expect(heard).toContain('event: order.confirmed')
  await reader.cancel()
  expect(orders.asked).toBe(1)
})

test('a problem is told apart by its code, with what it carries', async () => {
  await using orders = await edge.answer(placeOrder, async () => {
    throw outOfStock(undefined, { shortages: [{ sku: 'MUG', requested: 2, available: 1 }] })
  })
  const { error } = await open({ token: await edge.signer.token() }).POST('/orders', { body: order.input })
  expect(error?.code === 'out-of-stock' && error.shortages).toEqual([{ sku: 'MUG', requested: 2, available: 1 }])
  expect(orders.asked).toBe(1)
})

test('where only an answer will do, a refusal is thrown with its problem, and one from elsewhere without', async () => {
  await using products = await edge.answer(readProduct, async () => {
    throw notFound('There is no such product')
  })
  const params = { path: { productId: 'gone' } }
  const refused = await dataOf(open().GET('/products/{productId}', { params })).catch((error: unknown) => error)
  expect(refused).toBeInstanceOf(Refusal)
  expect(refused).toMatchObject({ status: 404, problem: { code: 'not-found' } })
  expect(products.asked).toBe(1)
  expect(String(refused)).toBe(`Refusal: ${baseUrl}/products/gone answered 404 not-found: There is no such product`)
  const proxy = async () => new Response('<h1>Bad Gateway</h1>', { status: 502, statusText: 'Bad Gateway' })
  await expect(dataOf(open({ fetch: proxy }).GET('/products'))).rejects.toThrow(/502 Bad Gateway/)
})
