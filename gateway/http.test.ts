import { once } from 'node:events'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { metricsText, startTelemetry } from '#compose/telemetry.ts'
import { currentEnvelope } from '#subjects/envelope.ts'
import { exampleOf } from '#subjects/examples.ts'
import { newId } from '#subjects/id.ts'
import { outOfStock } from '#subjects/inventory.ts'
import { clearCart, readCart } from '#subjects/carts.ts'
import { placeOrder } from '#subjects/orders.ts'
import { overloaded, Problem } from '#subjects/problem.ts'
import { listCategories } from '#subjects/products.ts'
import type { OutputOf } from '#subjects/subject.ts'
import { logIn, readKeys, wrongCredentials } from '#subjects/users.ts'
import { Replayed } from '#subjects/bus.ts'
import { cached } from './route.ts'
import { routes } from './routes.ts'
import { startEdge, type TestEdge, withAnswer } from './test-edge.ts'
import { emptyCart } from './test-example.ts'

const shippingAddress = { name: 'Ada', line1: '1 Quay', city: 'London', postalCode: 'E1', country: 'GB' }

const order = (status: OutputOf<typeof placeOrder>['status']): OutputOf<typeof placeOrder> => ({
  ...exampleOf(placeOrder).output,
  id: 'ord_00000000000000000000000001',
  status,
})

let edge: TestEdge
let authorization: string
let telemetry: AsyncDisposable
beforeAll(async () => {
  telemetry = await startTelemetry({ name: 'gateway', version: '0.1.0' })
  const broken = cached('GET /broken', readKeys, {
    tagsOf: () => {
      throw new Error('a secret of the edge')
    },
  })
  edge = await startEdge({ routes: [...routes, broken] })
  authorization = `Bearer ${await edge.signer.token()}`
})
afterAll(async () => {
  await edge[Symbol.asyncDispose]()
  await telemetry[Symbol.asyncDispose]()
})

describe('a route', () => {
  const place = (answer: () => Promise<unknown>) =>
    withAnswer(edge, placeOrder, answer, () =>
      edge.app.inject({
        method: 'POST',
        url: '/orders',
        headers: { authorization, 'idempotency-key': newId('key') },
        payload: { paymentMethod: 'pm_card_visa', shippingAddress },
      }),
    )

  test('answers the bytes of the actor, for nobody else to keep', async () => {
    const response = await withAnswer(
      edge,
      readCart,
      async () => emptyCart,
      () => get('/cart'),
    )
    expect(response.body).toBe(JSON.stringify(emptyCart))
    expect(response.headers).toMatchObject({ 'content-type': 'application/json', 'cache-control': 'private, no-store' })
  })

  test('answers 204 where there is nothing to say', async () => {
    const response = await withAnswer(
      edge,
      clearCart,
      async () => null,
      () => edge.app.inject({ method: 'DELETE', url: '/cart', headers: { authorization } }),
    )
    expect([response.statusCode, response.body, response.headers['content-type']]).toEqual([204, '', undefined])
  })

  test('says 201 and where the order is when it is done', async () => {
    const response = await place(async () => order('confirmed'))
    expect([response.statusCode, response.headers.location]).toEqual([201, `/orders/${order('confirmed').id}`])
    expect(response.headers['retry-after']).toBeUndefined()
  })

  test.each(['pending', 'awaiting_payment'] as const)(
    'says 202 and when to look again while it is %s',
    async (status) => {
      const response = await place(async () => order(status))
      expect([response.statusCode, response.headers.location]).toEqual([202, `/orders/${order(status).id}`])
      expect(response.headers['retry-after']).toBe('1')
      expect(response.json()).toEqual(order(status))
    },
  )

  test('tells that an answer repeats an earlier one', async () => {
    const response = await place(async () => new Replayed(order('confirmed')))
    expect([response.statusCode, response.headers['idempotency-replayed']]).toEqual([201, 'true'])
  })

  test('tells that a refusal repeats an earlier one', async () => {
    const refusal = (replayed: boolean) =>
      place(async () => {
        throw new Problem(outOfStock().body, { replayed })
      })
    const [first, second] = [await refusal(false), await refusal(true)]
    expect([first.statusCode, first.headers['idempotency-replayed']]).toEqual([409, undefined])
    expect([second.statusCode, second.headers['idempotency-replayed']]).toEqual([409, 'true'])
  })

  test('passes a problem on as the actor put it', async () => {
    const shortages = [{ sku: 'MUG', asked: 3, available: 2 }]
    const response = await place(async () => {
      throw outOfStock('2 of 3 mugs are left', { shortages })
    })
    expect([response.statusCode, response.headers['content-type']]).toEqual([409, 'application/problem+json'])
    expect(response.json()).toMatchObject({
      type: '/problems/out-of-stock',
      title: 'Not enough stock',
      status: 409,
      code: 'out-of-stock',
      detail: '2 of 3 mugs are left',
      retryable: false,
      shortages,
      instance: `/requests/${String(response.headers['request-id'])}`,
    })
  })

  test('says when to come back if nobody can answer', async () => {
    const nobody = await get('/orders')
    expect([nobody.statusCode, nobody.json().code, nobody.headers['retry-after']]).toEqual([503, 'unavailable', '1'])
    const busy = await place(async () => {
      throw overloaded()
    })
    expect([busy.statusCode, busy.json().code]).toEqual([503, 'overloaded'])
    expect(busy.headers['retry-after']).toMatch(/^[12]$/)
  })

  test('tells nothing of a bug, here or there', async () => {
    const there = await place(async () => {
      throw new Error('select secret from users')
    })
    const here = await get('/broken')
    for (const response of [there, here]) {
      expect([response.statusCode, response.json().code]).toEqual([500, 'internal'])
      expect(response.body).not.toMatch(/secret|select|at /)
    }
    expect(edge.logged.find((line) => line.includes('"bug"'))).toMatch(/a secret of the edge.*http\.test\.ts/)
  })

  test('asks for authentication when the actor does', async () => {
    const response = await withAnswer(
      edge,
      logIn,
      async () => Promise.reject(wrongCredentials()),
      () =>
        edge.app.inject({
          method: 'POST',
          url: '/auth/login',
          payload: { email: 'ada@example.com', password: 'wrong' },
        }),
    )
    expect([response.statusCode, response.headers['www-authenticate']]).toEqual([401, 'Bearer'])
  })
})

describe('every answer', () => {
  test('has an id that goes along to the actor, and belongs to the trace of whoever asked', async () => {
    const traceId = '0af7651916cd43dd8448eb211c80319c'
    const traceparent = `00-${traceId}-b7ad6b7169203331-01`
    let correlationId: string | undefined
    const response = await withAnswer(
      edge,
      readCart,
      async () => {
        correlationId = currentEnvelope()?.correlationId
        throw outOfStock()
      },
      () => edge.app.inject({ url: '/cart', headers: { authorization, traceparent, 'request-id': 'mine' } }),
    )
    expect(response.headers['request-id']).toMatch(/^req_[0-9a-z]{26}$/)
    expect(correlationId).toBe(response.headers['request-id'])
    expect(response.json().traceId).toBe(traceId)
    expect((await get('/nowhere')).json().traceId).toMatch(/^[0-9a-f]{32}$/)
  })

  test('tells browsers not to guess, frame or load anything', async () => {
    const responses = await Promise.all(['/healthz', '/nowhere', '/products/%zz', '/openapi.json'].map(get))
    for (const { headers } of responses) {
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      })
      expect(headers).not.toHaveProperty('strict-transport-security')
    }
  })

  test('is counted by pattern and not by address', async () => {
    await withAnswer(
      edge,
      listCategories,
      async () => ({ items: [] }),
      () => get('/categories'),
    )
    await Promise.all(['/orders/ord_1', '/orders/ord_2', '/nowhere'].map(get))
    const metrics = await metricsText()
    expect(metrics).toMatch(/http_server_request_duration_count\{.*http_route="\/categories".*status_code="200".*\} \d/)
    expect(metrics).toContain('http_route="/orders/:orderId"')
    expect(metrics).not.toContain('ord_1')
    expect(metrics).not.toContain('nowhere')
  })
})

test('a server that closes is not ready, answers what is in hand, and lets connections go', async () => {
  await using own = await startEdge()
  const url = await own.app.listen({ port: 0, host: '127.0.0.1' })
  await own.answer(readCart, async () => {
    await sleep(300)
    return emptyCart
  })
  const headers = { authorization: `Bearer ${await own.signer.token()}` }
  expect((await fetch(`${url}/readyz`)).status).toBe(200)
  const inHand = fetch(`${url}/cart`, { headers })
  await sleep(100)
  const start = performance.now()
  const closed = own.app.close()
  const response = await inHand
  expect([response.status, response.headers.get('connection'), await response.json()]).toEqual([
    200,
    'close',
    emptyCart,
  ])
  await closed
  expect(performance.now() - start).toBeLessThan(2_000)
  await expect(fetch(`${url}/readyz`)).rejects.toThrow()
})

test('whoever leaves before the answer is counted and noted, too', async () => {
  await using own = await startEdge()
  const url = await own.app.listen({ port: 0, host: '127.0.0.1' })
  const going = Promise.withResolvers<void>()
  const carts = await own.answer(readCart, () => going.promise.then(() => emptyCart))
  const leaving = new AbortController()
  const headers = { authorization: `Bearer ${await own.signer.token()}` }
  const left = fetch(`${url}/cart`, { headers, signal: leaving.signal }).catch(() => {})
  await expect.poll(() => carts.asked).toBe(1)
  leaving.abort()
  await left
  const noted = () => own.logged.filter((line) => line.includes('"msg":"answered"')).map((line) => JSON.parse(line))
  await expect.poll(noted).toMatchObject([{ route: '/cart', status: 499 }])
  going.resolve()
})

test('a connection on which nothing was asked does not hold up the end', async () => {
  await using own = await startEdge()
  const url = new URL(await own.app.listen({ port: 0, host: '127.0.0.1' }))
  const silent = connect(Number(url.port), url.hostname)
  await once(silent, 'connect')
  expect((await fetch(new URL('/healthz', url))).status).toBe(200)
  const start = performance.now()
  await own.app.close()
  expect(performance.now() - start).toBeLessThan(2_000)
})

const get = (url: string) => edge.app.inject({ url, headers: { authorization } })
