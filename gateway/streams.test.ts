import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { newId } from '#subjects/id.ts'
import { followNotifications, notificationSent } from '#subjects/notifications.ts'
import { followOrder, orderConfirmed } from '#subjects/orders.ts'
import { notFound } from '#subjects/problem.ts'
import type { OutputOf } from '#subjects/subject.ts'
import { exampleOf } from '#subjects/examples.ts'
import { ada, startEdge, type TestEdge } from './test-edge.ts'
import { readStream } from './test-stream.ts'

const heartbeatMs = 300

let edge: TestEdge
let url: string
let token: string
beforeAll(async () => {
  edge = await startEdge({ build: { streams: { heartbeatMs } } })
  url = await edge.app.listen({ port: 0, host: '127.0.0.1' })
  token = await edge.signer.token()
  await edge.answer(followOrder, async ({ orderId, after = 0 }) => {
    const order = orders.get(orderId)
    if (!order || order.owner !== edge.lastCaller()?.id) throw notFound(`There is no order ${orderId}`)
    const items = Array.from({ length: order.length - Math.min(after, order.length) }, (_, index) =>
      entry(after + index + 1),
    )
    return { items: items.filter(({ seq }) => !order.hidden.includes(seq)), state: order.state }
  })
})
afterAll(() => edge[Symbol.asyncDispose]())

type State = OutputOf<typeof followOrder>['state']
const orders = new Map<string, { length: number; hidden: number[]; state: State; owner: string }>()

const entry = (seq: number) => ({
  seq,
  type: seq === 1 ? 'order.created' : 'order.confirmed',
  text: 'Something happened.',
  status: 'confirmed' as const,
  at: '2026-01-01T00:00:00.000Z',
})

/** An order with a history of this length, which a test lets grow. */
function givenOrder(length: number, state: State = 'open') {
  const [orderId, order] = [newId('ord'), { length, hidden: [] as number[], state, owner: ada }]
  orders.set(orderId, order)
  const wake = () => edge.publish(orderConfirmed, { ...exampleOf(orderConfirmed), orderId })
  return { path: `/orders/${orderId}/events`, order, wake }
}

type Mail = OutputOf<typeof followNotifications>['items'][number]

const seqs = (heard: readonly { readonly id?: number }[]) => heard.map(({ id }) => id)

describe('a stream', () => {
  test('begins with what was missed, and goes on as it happens', async () => {
    const { path, order, wake } = givenOrder(2)
    using reading = await readStream(`${url}${path}`, { token })
    expect([reading.status, reading.headers['content-type']]).toEqual([200, 'text/event-stream'])
    expect(reading.headers).toMatchObject({
      'cache-control': 'private, no-store, no-transform',
      'x-accel-buffering': 'no',
    })
    await vi.waitFor(() => expect(seqs(reading.heard)).toEqual([1, 2]))
    expect(reading.heard[0]).toEqual({ event: 'order.created', id: 1, data: entry(1) })
    order.length = 3
    await wake()
    await vi.waitFor(() => expect(seqs(reading.heard)).toEqual([1, 2, 3]))
    expect(reading.besides[0]).toMatch(/^retry: [1-4]\d{3}$/)
  })

  test.each([
    ['the header', { lastEventId: 2 }, ''],
    ['the query', {}, '?lastEventId=2'],
    ['the header before the query', { lastEventId: 2 }, '?lastEventId=0'],
  ])('goes on after the last event that its reader saw, as %s says', async (_what, headers, query) => {
    const { path } = givenOrder(4)
    using reading = await readStream(`${url}${path}${query}`, { token, ...headers })
    await vi.waitFor(() => expect(seqs(reading.heard)).toEqual([3, 4]))
  })

  test('goes on over entries that are not for its reader, and from each that is', async () => {
    const { path, order, wake } = givenOrder(6)
    // As the actor tells a customer who must not see every other note.
    order.hidden = [2, 4, 5]
    using reading = await readStream(`${url}${path}`, { token, lastEventId: 1 })
    await vi.waitFor(() => expect(seqs(reading.heard)).toEqual([3, 6]))
    order.hidden = [2, 4, 5, 7]
    order.length = 7
    await wake()
    order.length = 8
    await wake()
    await vi.waitFor(() => expect(seqs(reading.heard)).toEqual([3, 6, 8]))
    for (const [lastEventId, rest] of [
      [3, [6, 8]],
      [4, [6, 8]],
      [6, [8]],
    ] as const) {
      using again = await readStream(`${url}${path}`, { token, lastEventId })
      await vi.waitFor(() => expect(seqs(again.heard)).toEqual(rest))
    }
  })

  test('refuses a place that is none', async () => {
    const { path } = givenOrder(2)
    for (const [query, headers] of [
      ['', { lastEventId: 'nonsense' }],
      ['', { lastEventId: '99999999999' }],
      ['?lastEventId=-1', {}],
      ['?lastEventId=1&after=1', {}],
    ] as const) {
      using reading = await readStream(`${url}${path}${query}`, { token, ...headers })
      expect([query, reading.status, reading.headers['content-type']]).toEqual([query, 400, 'application/problem+json'])
    }
  })

  test('ends when nothing more can happen, and tells whoever comes back not to', async () => {
    const { path, order, wake } = givenOrder(1)
    using reading = await readStream(`${url}${path}`, { token })
    Object.assign(order, { length: 2, state: 'final' })
    await wake()
    await reading.ended
    expect(reading.heard.map(({ event }) => event)).toEqual(['order.created', 'order.confirmed', 'end'])
    expect(reading.heard.at(-1)).toEqual({ event: 'end', data: { reason: 'final' } })
    using again = await readStream(`${url}${path}`, { token, lastEventId: 2 })
    expect(again.status).toBe(204)
    using late = await readStream(`${url}${path}`, { token, lastEventId: 1 })
    await late.ended
    expect(late.heard.map(({ event }) => event)).toEqual(['order.confirmed', 'end'])
  })

  test("of somebody else's order is refused as one of an order that is not there", async () => {
    const { path } = givenOrder(2)
    const eve = await edge.signer.token({ sub: 'usr_00000000000000000000000eve', sid: 'ses_eve' })
    const headers = { authorization: `Bearer ${eve}` }
    const [theirs, none] = await Promise.all([
      edge.app.inject({ url: path, headers }),
      edge.app.inject({ url: `/orders/${newId('ord')}/events`, headers }),
    ])
    const told = ({ code, title, status }: Record<string, unknown>) => ({ code, title, status })
    expect(told(theirs.json())).toEqual(told(none.json()))
    expect(theirs.statusCode).toBe(404)
    expect((await edge.app.inject({ url: path })).statusCode).toBe(401)
  })

  test('answers HEAD with its headers, and keeps nothing open', async () => {
    const { path } = givenOrder(2)
    const headers = { authorization: `Bearer ${token}` }
    for (let times = 0; times < 12; times++) {
      const head = await edge.app.inject({ method: 'HEAD', url: path, headers })
      expect([head.statusCode, head.headers['content-type'], head.body]).toEqual([200, 'text/event-stream', ''])
      expect(head.headers).not.toHaveProperty('content-length')
    }
    const url = givenOrder(2, 'final').path
    const over = await edge.app.inject({ method: 'HEAD', url, headers: { ...headers, 'last-event-id': '2' } })
    expect(over.statusCode).toBe(204)
  })

  test('says now and then that it still stands', async () => {
    const { path } = givenOrder(1)
    using reading = await readStream(`${url}${path}`, { token })
    await vi.waitFor(() => expect(reading.besides.filter((line) => line === ':').length).toBeGreaterThan(1), 3_000)
  })

  test('is compressed by nobody', async () => {
    const { path } = givenOrder(1, 'final')
    const headers = { authorization: `Bearer ${token}`, 'accept-encoding': 'gzip, br' }
    const response = await edge.app.inject({ url: path, headers })
    expect(response.headers).not.toHaveProperty('content-encoding')
    expect(response.body).toContain('event: order.created\n')
  })
})

describe('readers of one history', () => {
  test('are told in order, each entry once, however fast it grows and whenever they come', async () => {
    const { path, order, wake } = givenOrder(1)
    using first = await readStream(`${url}${path}`, { token })
    const growing = (async () => {
      for (; order.length < 60; order.length++) await wake()
      await wake()
    })()
    await sleep(10)
    using second = await readStream(`${url}${path}`, { token })
    using third = await readStream(`${url}${path}`, { token, lastEventId: 1 })
    await growing
    const all = Array.from({ length: 60 }, (_, index) => index + 1)
    await vi.waitFor(() => expect([first, second].map(({ heard }) => seqs(heard))).toEqual([all, all]))
    await vi.waitFor(() => expect(seqs(third.heard)).toEqual(all.slice(1)))
  })

  test('cost one question for all of them when it grows', async () => {
    await using own = await startEdge({ build: { streams: { perCaller: 100 } } })
    const at = await own.app.listen({ port: 0, host: '127.0.0.1' })
    const mine = await own.signer.token()
    let length = 1
    const actor = await own.answer(followOrder, async ({ after = 0 }) => ({
      items: after < length ? [entry(length)] : [],
      state: 'open' as const,
    }))
    const orderId = newId('ord')
    const open = () => readStream(`${at}/orders/${orderId}/events`, { token: mine })
    const readings = await Promise.all(Array.from({ length: 30 }, open))
    const before = actor.asked
    length = 2
    await own.publish(orderConfirmed, { ...exampleOf(orderConfirmed), orderId })
    await vi.waitFor(() => expect(readings.every(({ heard }) => heard.at(-1)?.id === 2)).toBe(true))
    expect(actor.asked - before).toBe(1)
    for (const reading of readings) reading[Symbol.dispose]()
  })

  test('on two gateways are told the same, and go on from the one to the other', async () => {
    const { path, order, wake } = givenOrder(1)
    const other = await edge.another()
    const otherUrl = await other.listen({ port: 0, host: '127.0.0.1' })
    using here = await readStream(`${url}${path}`, { token })
    using there = await readStream(`${otherUrl}${path}`, { token })
    order.length = 2
    await wake()
    await vi.waitFor(() =>
      expect([here, there].map(({ heard }) => seqs(heard))).toEqual([
        [1, 2],
        [1, 2],
      ]),
    )
    await other.close()
    await there.ended
    expect(there.heard.at(-1)).toEqual({ event: 'end', data: { reason: 'closing' } })
    order.length = 3
    using resumed = await readStream(`${url}${path}`, { token, lastEventId: there.heard.at(-2)?.id ?? 0 })
    await vi.waitFor(() => expect(seqs(resumed.heard)).toEqual([3]))
  })
})

test('notifications are followed by their reader', async () => {
  let length = 1
  const mail = (seq: number) => ({ ...exampleOf(followNotifications).output.items[0], seq }) as Mail
  await using actor = await edge.answer(followNotifications, async ({ after = 0 }) => ({
    items: after < length ? [mail(length)] : [],
    state: 'open' as const,
  }))
  using reading = await readStream(`${url}/notifications/events`, { token })
  length = 2
  await edge.publish(notificationSent, { ...exampleOf(notificationSent), userId: newId('usr') })
  await edge.publish(notificationSent, { ...exampleOf(notificationSent), userId: ada })
  await vi.waitFor(() => expect(seqs(reading.heard)).toEqual([1, 2]))
  expect(reading.heard[1]?.event).toBe('notification.sent')
  expect(actor.asked).toBe(2)
})
