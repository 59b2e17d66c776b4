import { once } from 'node:events'
import { type AddressInfo, connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { metricsText, startTelemetry } from '#compose/telemetry.ts'
import { readCart } from '#subjects/carts.ts'
import { readInvoice } from '#subjects/documents.ts'
import { listOrders, placeOrder, readTimeline } from '#subjects/orders.ts'
import { listPayments } from '#subjects/payments.ts'
import { overloaded } from '#subjects/problem.ts'
import { listCategories, listProducts } from '#subjects/products.ts'
import { everyMs } from './overload/returns.ts'
import { startEdge, type TestEdge } from './test-edge.ts'
import { emptyCart } from './test-example.ts'

const order = '/orders/ord_00000000000000000000000001'
let telemetry: AsyncDisposable
beforeAll(async () => {
  telemetry = await startTelemetry({ name: 'gateway', version: '0.1.0' })
})
afterAll(() => telemetry[Symbol.asyncDispose]())

/** More than the edge lets on their way to one actor. */
const more = 300

/** An edge where nobody answers for carts until `resume`, and somebody for the rest. */
async function openStalled() {
  const edge = await startEdge()
  const going = Promise.withResolvers<void>()
  const carts = await edge.answer(readCart, () => going.promise.then(() => emptyCart))
  await edge.answer(listCategories, async () => ({ items: [] }))
  await edge.answer(listPayments, async () => ({ items: [] }))
  await edge.answer(readTimeline, async () => ({ items: [] }))
  const authorization = `Bearer ${await edge.signer.token()}`
  const get = (url: string, headers: Record<string, string> = { authorization }) => edge.app.inject({ url, headers })
  // The keys that tokens are checked with are not part of what is tested.
  expect((await get(`${order}/payments`)).statusCode).toBe(200)
  return {
    edge,
    get,
    carts,
    authorization,
    resume: going.resolve,
    [Symbol.asyncDispose]: async () => {
      going.resolve()
      await edge[Symbol.asyncDispose]()
    },
  }
}

type Got = Awaited<ReturnType<TestEdge['app']['inject']>>

/** Sends many requests at once; `refused` has those that were while the others still wait. */
async function flood(send: () => Promise<Got>) {
  const refused: Got[] = []
  const sent = Array.from({ length: more }, async () => {
    const got = await send()
    if (got.statusCode === 503) refused.push(got)
    return got.statusCode
  })
  await vi.waitFor(() => expect(refused.length).toBeGreaterThan(0))
  await sleep(100)
  return { refused, answers: Promise.all(sent) }
}

test('an actor that stalls fills its own lane and no other, and the rest of its lane is for what matters more', async () => {
  await using stalled = await openStalled()
  const { edge, get, carts, authorization, resume } = stalled
  await edge.answer(placeOrder, () => Promise.reject(overloaded()))
  const { refused, answers } = await flood(() => get('/cart'))

  await vi.waitFor(() => expect(carts.asked + refused.length).toBe(more))
  expect((await get('/cart')).statusCode).toBe(503)
  const others = await Promise.all([get('/categories'), get(`${order}/payments`), get(`${order}/timeline`)])
  expect(others.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200])
  const headers = { authorization, 'idempotency-key': 'key' }
  const shippingAddress = { name: 'Ada', line1: '1 Quay', city: 'London', postalCode: 'E1', country: 'GB' }
  const payload = { paymentMethod: 'pm_card_visa', shippingAddress }
  const checkout = await edge.app.inject({ method: 'POST', url: '/orders', headers, payload })
  // It got through to the actor, which said so itself.
  expect(edge.lastCaller()?.session).toBe('ses_1')
  expect([checkout.statusCode, checkout.json().code]).toEqual([503, 'overloaded'])

  resume()
  expect((await answers).filter((status) => status === 200)).toHaveLength(carts.asked)
  expect((await get('/cart')).statusCode).toBe(200)
})

test('what an actor has too much of, and says when to come back for, takes no place from anything else of its lane', async () => {
  await using stalled = await openStalled()
  const { edge, get, carts, resume } = stalled
  const busy = () => Promise.reject(overloaded('Too many of these at once', { retryAfter: 7 }))
  await edge.answer(readInvoice, busy)
  for (let round = 0; round < 10; round++) {
    const refused = await Promise.all(Array.from({ length: 180 }, () => get(`${order}/invoice`)))
    expect(refused.map(({ headers }) => headers['retry-after'])).toContain('7')
    await sleep(everyMs)
  }
  const others = Promise.all(Array.from({ length: 100 }, () => get('/cart')))
  await vi.waitFor(() => expect(carts.asked).toBe(100))
  resume()
  expect((await others).every(({ statusCode }) => statusCode === 200)).toBe(true)
})

test('says that it is overloaded as everybody does, and when to come back', async () => {
  await using stalled = await openStalled()
  const { refused, answers } = await flood(() => stalled.get('/cart'))
  const [got] = refused
  expect(got?.headers).toMatchObject({ 'content-type': 'application/problem+json', 'cache-control': 'no-store' })
  expect(got?.json()).toMatchObject({
    type: 'https://iana.org/assignments/http-problem-types#temporary-reduced-capacity',
    code: 'overloaded',
    status: 503,
    retryable: true,
    retryAfter: Number(got?.headers['retry-after']),
    instance: `/requests/${String(got?.headers['request-id'])}`,
  })
  const seconds = refused.map(({ headers }) => Number(headers['retry-after']))
  for (const each of seconds) expect(each).toSatisfy((value: number) => value >= 1 && value <= 30)
  // Not all at the same moment.
  expect(new Set(seconds).size).toBeGreaterThan(1)
  stalled.resume()
  await answers
})

test('looks at no token and no body before it refuses, and whoever was refused at the door takes no place', async () => {
  await using stalled = await openStalled()
  const { get, resume } = stalled
  const strangers = await Promise.all(Array.from({ length: more }, () => get('/orders', {})))
  expect(new Set(strangers.slice(0, 10).map(({ statusCode }) => statusCode))).toEqual(new Set([401]))
  const { refused, answers } = await flood(() => get('/cart'))
  expect(refused.length).toBeLessThan(more)
  expect((await get('/orders', {})).statusCode).toBe(503)
  resume()
  await answers
})

test('what is held is served, and what has to be loaded is refused first', async () => {
  await using stalled = await openStalled()
  const { edge, get } = stalled
  const going = Promise.withResolvers<void>()
  await edge.answer(listProducts, () => going.promise.then(() => ({ items: [], next: null })))
  let turn = 0
  const { refused, answers } = await flood(() => get(`/products?q=word${turn++}`))
  expect(refused[0]?.json().code).toBe('overloaded')
  // The same actor, and from memory.
  expect((await get('/categories')).statusCode).toBe(503)
  going.resolve()
  await answers
  const { headers } = await get('/products?q=word0')
  expect(headers.etag).toBeDefined()
  stalled.resume()
})

test('what was held a moment ago is shown again while it cannot be loaded', async () => {
  await using stalled = await openStalled()
  const { edge, get } = stalled
  const before = await get('/categories')
  expect(before.statusCode).toBe(200)
  const going = Promise.withResolvers<void>()
  await edge.answer(listProducts, () => going.promise.then(() => ({ items: [], next: null })))
  // So that it is held no more.
  await sleep(2_100)
  let turn = 0
  const { answers } = await flood(() => get(`/products?q=word${turn++}`))
  expect((await get('/products?q=other')).statusCode).toBe(503)
  expect((await get('/categories')).body).toBe(before.body)
  going.resolve()
  await answers
})

test('whoever sends a body slowly keeps nobody out', async () => {
  await using stalled = await openStalled()
  const { edge, get, authorization } = stalled
  await edge.answer(listOrders, async () => ({ items: [], next: null }))
  await edge.app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = edge.app.server.address() as AddressInfo
  const begun = [
    'PUT /cart/lines/MUG HTTP/1.1',
    'host: edge',
    `authorization: ${authorization}`,
    'content-type: application/json',
    'content-length: 15',
    '\r\n{"quantity"',
  ].join('\r\n')
  const sockets = await Promise.all(
    Array.from({ length: more }, async () => {
      const socket = connect(port, '127.0.0.1').on('error', () => {})
      await once(socket, 'connect')
      return socket
    }),
  )
  using _ = { [Symbol.dispose]: () => sockets.forEach((socket) => socket.destroy()) }
  await Promise.all(sockets.map((socket) => new Promise((resolve) => socket.write(begun, resolve))))
  await sleep(300)
  await vi.waitFor(async () => expect((await get('/orders')).statusCode).toBe(200), 5_000)
  expect(sockets.filter(({ bytesRead }) => bytesRead === 0).length).toBeGreaterThan(100)
})

test('counts what it refuses, and is alive and ready all the while', async () => {
  await using stalled = await openStalled()
  const { get, resume } = stalled
  const { refused, answers } = await flood(() => get('/cart'))
  const lines = stalled.edge.logged.filter((line) => /more to ask this actor|"status":503/.test(line))
  expect(lines.map((line) => JSON.parse(line).level)).toEqual([40, ...refused.map(() => 20)])
  const answered = await Promise.all(['/healthz', '/readyz'].map((url) => get(url)))
  expect(answered.map(({ statusCode }) => statusCode)).toEqual([200, 200])
  const metrics = await metricsText()
  expect(refused.length).toBeGreaterThan(0)
  expect(metrics).toMatch(/^http_server_shed_total\{actor="orders",priority="normal"[^}]*\} \d\d/m)
  expect(metrics).toMatch(/^http_server_in_flight\{actor="orders"[^}]*\} \d\d/m)
  expect(metrics).toMatch(/^http_server_in_flight_limit\{actor="orders"[^}]*\} \d\d/m)
  resume()
  await answers
})
