import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import Stripe from 'stripe'
import { expect, test } from 'vitest'
import { hold, startSandbox } from './test-sandbox.ts'

const secret = 'whsec_test'

test('every change is told, in events that the SDK verifies', async () => {
  await using shop = await startEndpoint()
  await using world = await startSandbox({ webhookUrl: shop.url, webhookSecret: secret })
  const { id } = await world.stripe.paymentIntents.create(hold, { idempotencyKey: 'auth:1' })
  await world.stripe.paymentIntents.capture(id)
  await world.stripe.refunds.create({ payment_intent: id })

  await expect.poll(() => shop.events.length).toBe(7)
  expect(shop.events.map(({ type }) => type).sort()).toEqual([
    'charge.captured',
    'charge.refunded',
    'charge.succeeded',
    'payment_intent.amount_capturable_updated',
    'payment_intent.created',
    'payment_intent.succeeded',
    'refund.created',
  ])
  const created = shop.events.find(({ type }) => type === 'payment_intent.created')
  const asCreated = { id, status: 'requires_confirmation' }
  expect(created).toMatchObject({
    livemode: false,
    request: { idempotency_key: 'auth:1' },
    data: { object: asCreated },
  })
  expect(await world.stripe.events.retrieve(String(created?.id))).toMatchObject({ type: 'payment_intent.created' })
  const { data } = await world.stripe.events.list({ types: ['charge.*'] })
  expect(data.map(({ type }) => type)).toEqual(['charge.refunded', 'charge.captured', 'charge.succeeded'])
})

test('an event that the endpoint does not take is sent again, then counted as delivered', async () => {
  await using shop = await startEndpoint([500, 503])
  await using world = await startSandbox({ webhookUrl: shop.url, webhookSecret: secret, webhookRetryMs: [20, 20, 20] })
  await world.stripe.paymentIntents.create({ amount: 500, currency: 'usd' })

  await expect
    .poll(async () => (await world.get('/sandbox/webhooks')).deliveries)
    .toMatchObject([
      {
        type: 'payment_intent.created',
        state: 'delivered',
        attempts: [{ status: 500 }, { status: 503 }, { status: 200 }],
      },
    ])
  expect(new Set(shop.events.map(({ id }) => id)).size).toBe(1)
  expect((await world.stripe.events.list()).data).toMatchObject([{ pending_webhooks: 0 }])
})

test('events can come twice, late, in another order, never, and from somebody who does not know the secret', async () => {
  await using shop = await startEndpoint()
  await using world = await startSandbox({ webhookUrl: shop.url, webhookSecret: secret })
  const fault = (type: string, how: string, ms?: number) =>
    world.post('/sandbox/webhooks/faults', { type, do: how, ...(ms !== undefined && { ms }) })
  await fault('payment_intent.created', 'reorder', 5_000)
  await fault('charge.succeeded', 'duplicate')
  await fault('payment_intent.amount*', 'delay', 300)
  await fault('charge.captured', 'drop')
  await fault('payment_intent.succeeded', 'forge')
  const { id } = await world.stripe.paymentIntents.create(hold)
  await world.stripe.paymentIntents.capture(id)

  await expect.poll(() => shop.events.length).toBe(5)
  const types = shop.events.map(({ type }) => type)
  expect(types.toSorted()).toEqual([
    'charge.succeeded',
    'charge.succeeded',
    'payment_intent.amount_capturable_updated',
    'payment_intent.created',
    'payment_intent.succeeded',
  ])
  expect(types[0]).not.toBe('payment_intent.created')
  expect(types.at(-1)).toBe('payment_intent.amount_capturable_updated')
  expect(shop.refused).toHaveLength(1)
})

test('an event is given up after the last try, and can be sent again by hand', async () => {
  await using shop = await startEndpoint([500, 500])
  await using world = await startSandbox({ webhookUrl: shop.url, webhookSecret: secret, webhookRetryMs: [5] })
  await world.stripe.paymentIntents.create({ amount: 500, currency: 'usd' })
  const deliveries = async () => (await world.get('/sandbox/webhooks')).deliveries as { event: string; state: string }[]
  await expect.poll(deliveries).toMatchObject([{ state: 'failed' }])

  const [failed] = await deliveries()
  expect((await world.post(`/sandbox/webhooks/${failed?.event}/redeliver`)).status).toBe(202)

  await expect.poll(deliveries).toMatchObject([{ state: 'delivered' }])
})

test('only the events subscribed to are sent', async () => {
  await using shop = await startEndpoint()
  const webhookEvents = ['payment_intent.succeeded']
  await using world = await startSandbox({ webhookUrl: shop.url, webhookSecret: secret, webhookEvents })
  const { id } = await world.stripe.paymentIntents.create(hold)
  await world.stripe.paymentIntents.capture(id)

  await expect.poll(() => shop.events.map(({ type }) => type)).toEqual(webhookEvents)
  expect((await world.get('/sandbox/webhooks')).deliveries).toHaveLength(1)
  expect((await world.stripe.events.list()).data).toHaveLength(5)
})

/** A shop's endpoint: it verifies every event with the SDK, and answers first with `statuses`, then with 200. */
async function startEndpoint(statuses: number[] = []) {
  const events: Stripe.Event[] = []
  const refused: string[] = []
  const { webhooks } = new Stripe('sk_test_endpoint')
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      try {
        events.push(webhooks.constructEvent(body, String(request.headers['stripe-signature']), secret))
        response.writeHead(statuses.shift() ?? 200).end()
      } catch {
        refused.push(body)
        response.writeHead(400).end()
      }
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/webhooks/stripe`,
    events,
    refused,
    async [Symbol.asyncDispose]() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}
