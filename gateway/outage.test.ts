import type { LightMyRequestResponse } from 'fastify'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, inject, test, vi } from 'vitest'
import { listCategories, listProducts, productUpdated } from '#subjects/products.ts'
import { exampleOf } from '#subjects/examples.ts'
import { newId } from '#subjects/id.ts'
import { followOrder, orderConfirmed, readOrder } from '#subjects/orders.ts'
import { stream } from './streams.ts'
import { orderFeed } from './streams/feed.ts'
import { startEdge } from './test-edge.ts'
import { type Line, openLine } from './test-line.ts'
import { readStream } from './test-stream.ts'

const productChanged = { productId: newId('prd'), slug: 'mug', skus: ['MUG'] }
const tent = {
  id: newId('prd'),
  slug: 'tent',
  name: 'Tent',
  brand: 'Harbour',
  category: 'outdoors',
  priceFrom: { amount: 9900, currency: 'EUR' },
  inStock: true,
}
const longerThanKeptHereMs = 2_200

/** What the actor said of the next page, which the edge has signed. */
const placeOf = (page: LightMyRequestResponse) => page.json<{ next: string }>().next.split('.')[0]

test('what changed while Redis was away is not served when it is back', async () => {
  await using line = await openLine(inject('redisUrl'))
  await using edge = await startEdge({ redisUrl: line.url })
  let next = 'old'
  await edge.answer(listProducts, async () => ({ items: [tent], next }))
  const read = async () => placeOf(await edge.app.inject({ url: '/products' }))
  await vi.waitFor(async () => expect(await edge.kept('cache:tag:everything')).toHaveLength(1))
  await vi.waitFor(async () => {
    expect(await read()).toBe('old')
    expect(await edge.kept('cache:req.products.list:*')).toHaveLength(1)
    await sleep(longerThanKeptHereMs)
  }, 10_000)

  line.cut()
  next = 'new'
  await edge.publish(productUpdated, productChanged)
  await vi.waitFor(async () => expect(await read()).toBe('new'))
  line.mend()
  await sleep(longerThanKeptHereMs)
  expect(await read()).toBe('new')
  await vi.waitFor(() => expect(edge.logged.join()).toContain('Redis is back'))
  const categories = await edge.answer(listCategories, async () => ({ items: [] }))
  await edge.app.inject({ url: '/categories' })
  await sleep(longerThanKeptHereMs)
  await edge.app.inject({ url: '/categories' })
  expect(categories.asked).toBe(1)
})

/** The way of an edge, and of nobody else, to its broker: it is known when the edge is started. */
function lineToNats() {
  let line: Line | undefined
  return {
    open: async (url: string) => (line = await openLine(url)).url,
    cut: () => line?.cut(),
    mend: () => line?.mend(),
    [Symbol.asyncDispose]: async () => line?.[Symbol.asyncDispose](),
  }
}

test('what changed while the edge could hear nothing is not served afterwards', async () => {
  await using line = lineToNats()
  await using edge = await startEdge({ natsLine: line.open })
  let next = 'old'
  await edge.answer(listProducts, async () => ({ items: [tent], next }))
  const read = () => edge.app.inject({ url: '/products' })
  expect(placeOf(await read())).toBe('old')

  line.cut()
  await vi.waitFor(async () => expect((await edge.app.inject({ url: '/readyz' })).statusCode).toBe(503), 10_000)
  next = 'new'
  await edge.publish(productUpdated, productChanged)
  await sleep(longerThanKeptHereMs)
  expect([(await read()).statusCode, placeOf(await read())]).toEqual([200, 'old'])
  line.mend()
  await vi.waitFor(async () => expect(placeOf(await read())).toBe('new'), 10_000)
  expect((await edge.app.inject({ url: '/readyz' })).statusCode).toBe(200)
})

test('what happened while the edge could hear nothing reaches its streams afterwards', async () => {
  await using line = lineToNats()
  await using edge = await startEdge({ natsLine: line.open })
  const url = await edge.app.listen({ port: 0, host: '127.0.0.1' })
  const orderId = newId('ord')
  let length = 1
  const entry = (seq: number) => ({ ...created, seq })
  await edge.answer(followOrder, async ({ after = 0 }) => ({
    items: Array.from({ length: length - after }, (_, index) => entry(after + index + 1)),
    state: 'open' as const,
  }))
  const token = await edge.signer.token()
  using reading = await readStream(`${url}/orders/${orderId}/events`, { token })
  await vi.waitFor(() => expect(reading.heard).toHaveLength(1))

  line.cut()
  await vi.waitFor(async () => expect((await edge.app.inject({ url: '/readyz' })).statusCode).toBe(503), 10_000)
  length = 3
  await edge.publish(orderConfirmed, { ...exampleOf(orderConfirmed), orderId })
  await sleep(200)
  expect(reading.heard).toHaveLength(1)
  line.mend()
  await vi.waitFor(() => expect(reading.heard.map(({ id }) => id)).toEqual([1, 2, 3]), 10_000)
})

test('without a broker the edge refuses soon, and at once when that lasts; of a moment without one nobody hears', async () => {
  await using line = lineToNats()
  await using edge = await startEdge({ natsLine: line.open })
  const { output } = exampleOf(readOrder)
  let [slow, asked] = [Promise.resolve(), Promise.withResolvers<void>()]
  await edge.answer(readOrder, async () => {
    asked.resolve()
    await slow
    return output
  })
  const headers = { authorization: `Bearer ${await edge.signer.token()}` }
  const timed = async () => {
    const startedAt = performance.now()
    const { statusCode, headers: told } = await edge.app.inject({ url: `/orders/${output.id}`, headers })
    return { statusCode, retryAfter: told['retry-after'], ms: performance.now() - startedAt }
  }
  expect(await timed()).toMatchObject({ statusCode: 200 })

  const answered = Promise.withResolvers<void>()
  slow = answered.promise
  asked = Promise.withResolvers()
  const underWay = timed()
  await asked.promise
  slow = Promise.resolve()
  line.cut()
  await sleep(50)
  const meanwhile = timed()
  await sleep(300)
  line.mend()
  expect(await meanwhile).toMatchObject({ statusCode: 200 })
  answered.resolve()
  expect(await underWay).toMatchObject({ statusCode: 200 })

  line.cut()
  await sleep(50)
  const first = await timed()
  const second = await timed()
  expect([first, second]).toMatchObject([
    { statusCode: 503, retryAfter: '1' },
    { statusCode: 503, retryAfter: '1' },
  ])
  expect([first.ms < 4_000, second.ms < 500]).toEqual([true, true])
})

test('a question of a stream that nobody answers is asked again', async () => {
  await using edge = await startEdge()
  const url = await edge.app.listen({ port: 0, host: '127.0.0.1' })
  const orderId = newId('ord')
  let length = 1
  const answers = () =>
    edge.answer(followOrder, async ({ after = 0 }) => ({
      items: after < length ? [{ ...created, seq: length }] : [],
      state: 'open' as const,
    }))
  const actor = await answers()
  using reading = await readStream(`${url}/orders/${orderId}/events`, { token: await edge.signer.token() })
  await actor[Symbol.asyncDispose]()
  length = 2
  await edge.publish(orderConfirmed, { ...exampleOf(orderConfirmed), orderId })
  await sleep(1_000)
  await answers()
  await vi.waitFor(() => expect(reading.heard.map(({ id }) => id)).toEqual([1, 2]), 15_000)
})

test('a history that cannot be shown is told of in the log, once, and goes on where it was when it can', async () => {
  let isBroken = true
  const nameOf = ({ seq }: { seq: number }) => {
    if (seq === 2 && isBroken) throw new Error('nobody knows this entry')
    return 'order.created'
  }
  const routes = [stream('GET /orders/{orderId}/events', followOrder, { ...orderFeed, nameOf })]
  await using edge = await startEdge({ routes })
  const url = await edge.app.listen({ port: 0, host: '127.0.0.1' })
  const orderId = newId('ord')
  let length = 1
  const actor = await edge.answer(followOrder, async ({ after = 0 }) => ({
    items: after < length ? [{ ...created, seq: length }] : [],
    state: 'open' as const,
  }))
  using reading = await readStream(`${url}/orders/${orderId}/events`, { token: await edge.signer.token() })
  length = 2
  await edge.publish(orderConfirmed, { ...exampleOf(orderConfirmed), orderId })
  await vi.waitFor(() => expect(actor.asked).toBeGreaterThan(3), 10_000)
  const told = edge.logged.filter((line) => line.includes('"msg":"bug"'))
  expect(told).toEqual([expect.stringMatching(/nobody knows this entry.*"subject":"req\.orders\.follow"/)])
  isBroken = false
  await vi.waitFor(() => expect(reading.heard.map(({ id }) => id)).toEqual([1, 2]), 10_000)
})

const created = {
  type: 'order.created',
  text: 'Something happened.',
  status: 'pending' as const,
  at: '2026-01-01T00:00:00.000Z',
}
