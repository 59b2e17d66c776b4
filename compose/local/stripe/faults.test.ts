import { expect, test } from 'vitest'
import { failureOf, hold, startSandbox, stripeClient } from './test-sandbox.ts'

const key = { idempotencyKey: 'auth:1' }

test('500_before did nothing: the same key succeeds afterwards', async () => {
  await using world = await startSandbox()
  await world.post('/sandbox/faults', { match: { key: 'auth:*' }, do: '500_before' })

  expect(await failureOf(world.stripe.paymentIntents.create(hold, key))).toMatchObject({ statusCode: 500 })
  expect(await world.get('/sandbox/ledger')).toEqual({ effects: [] })
  expect((await world.stripe.paymentIntents.create(hold, key)).status).toBe('requires_capture')
})

test('500_after did the work, and the key answers 500 for good', async () => {
  await using world = await startSandbox()
  await world.post('/sandbox/faults', { match: { path: '/v1/payment_intents' }, do: '500_after' })

  for (let n = 0; n < 3; n++) {
    expect(await failureOf(world.stripe.paymentIntents.create(hold, key))).toMatchObject({ statusCode: 500 })
  }
  expect((await world.get('/sandbox/ledger?kind=authorized')).effects).toHaveLength(1)
  expect((await world.stripe.paymentIntents.list()).data).toMatchObject([{ status: 'requires_capture' }])
})

test.each(['timeout_before', 'timeout_after'] as const)(
  '%s: the client gives up, and the same key finds one intent',
  async (fault) => {
    await using world = await startSandbox()
    await world.post('/sandbox/faults', { do: fault, match: { paymentMethod: 'pm_card_visa' } })
    const impatient = stripeClient(world.sandbox, { timeout: 100 })

    expect(await failureOf(impatient.paymentIntents.create(hold, key))).toMatchObject({ type: 'StripeConnectionError' })
    expect((await world.get('/sandbox/ledger?kind=authorized')).effects).toHaveLength(fault === 'timeout_after' ? 1 : 0)
    expect((await impatient.paymentIntents.create(hold, key)).status).toBe('requires_capture')
    expect((await world.get('/sandbox/ledger?kind=authorized')).effects).toHaveLength(1)
  },
)

test.each(['reset_before', 'reset_after'] as const)(
  '%s: the connection breaks, and the same key finds one intent',
  async (fault) => {
    await using world = await startSandbox()
    // The SDK repeats a request whose connection was closed once by itself, even when retries are off.
    await world.post('/sandbox/faults', { do: fault, times: 2 })

    expect(await failureOf(world.stripe.paymentIntents.create(hold, key))).toMatchObject({
      type: 'StripeConnectionError',
    })
    await fetch(`${world.sandbox.url}/sandbox/faults`, { method: 'DELETE' })
    expect((await world.stripe.paymentIntents.create(hold, key)).status).toBe('requires_capture')
    expect((await world.get('/sandbox/ledger?kind=authorized')).effects).toHaveLength(1)
  },
)

test('429 and lock_timeout are told as Stripe tells them, and nothing was done', async () => {
  await using world = await startSandbox()
  await world.post('/sandbox/faults', { do: '429' })
  await world.post('/sandbox/faults', { do: 'lock_timeout' })

  expect(await failureOf(world.stripe.paymentIntents.create(hold))).toMatchObject({
    type: 'StripeRateLimitError',
    code: 'rate_limit',
  })
  const locked = await failureOf(world.stripe.paymentIntents.create(hold))
  expect(locked).toMatchObject({ statusCode: 429, code: 'lock_timeout', headers: { 'stripe-should-retry': 'true' } })
  expect(await world.get('/sandbox/ledger')).toEqual({ effects: [] })
})

test('slow takes its time', async () => {
  await using world = await startSandbox()
  await world.post('/sandbox/faults', { do: 'slow', ms: 120 })
  const startedAt = performance.now()
  await world.stripe.paymentIntents.create(hold)
  expect(performance.now() - startedAt).toBeGreaterThan(110)
})

test('a fault strikes only what it is aimed at, as often as it says, and is written down', async () => {
  await using world = await startSandbox()
  const { id } = await world.stripe.paymentIntents.create(hold)
  const { id: other } = await world.stripe.paymentIntents.create({ ...hold, metadata: { order_id: 'ord_2' } })
  const match = { path: '/v1/payment_intents/*/capture', method: 'POST', metadata: { order_id: 'ord_1' } }
  await world.post('/sandbox/faults', { match, do: '500_before', times: 2 })

  expect((await world.stripe.paymentIntents.retrieve(id)).status).toBe('requires_capture')
  expect((await world.stripe.paymentIntents.capture(other)).status).toBe('succeeded')
  expect(await failureOf(world.stripe.paymentIntents.capture(id))).toMatchObject({ statusCode: 500 })
  expect((await world.get('/sandbox/faults')).faults).toMatchObject([{ times: 1 }])
  expect(await failureOf(world.stripe.paymentIntents.capture(id))).toMatchObject({ statusCode: 500 })
  expect((await world.stripe.paymentIntents.capture(id)).status).toBe('succeeded')

  const { requests = [] } = await world.get('/sandbox/requests')
  expect(requests.slice(-2)).toMatchObject([
    { path: `/v1/payment_intents/${id}/capture`, status: 500, fault: '500_before' },
    { status: 200, fault: null, replayed: false },
  ])
})

test('a fault that nobody can do is refused', async () => {
  await using world = await startSandbox()
  expect((await world.post('/sandbox/faults', { do: 'earthquake' })).status).toBe(400)
  expect((await world.post('/sandbox/faults', { do: '429', mach: {} })).status).toBe(400)
  expect((await world.get('/sandbox/faults')).faults).toEqual([])
})
