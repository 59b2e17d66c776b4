import type Stripe from 'stripe'
import { expect, test } from 'vitest'
import { failureOf, hold, startSandbox } from '../test-sandbox.ts'

test('a held payment is captured once, and the ledger tells both movements', async () => {
  await using world = await startSandbox()
  const { stripe } = world

  const held = await stripe.paymentIntents.create({ ...hold, expand: ['latest_charge'] })
  expect(held).toMatchObject({
    status: 'requires_capture',
    amount_capturable: 1_999,
    amount_received: 0,
    livemode: false,
  })
  const charge = held.latest_charge as Stripe.Charge
  expect(charge).toMatchObject({ object: 'charge', captured: false, paid: true, payment_intent: held.id })
  expect(charge.payment_method_details?.card?.capture_before).toBe(held.created + 7 * 24 * 3_600)

  const captured = await stripe.paymentIntents.capture(held.id)
  expect(captured).toMatchObject({ status: 'succeeded', amount_capturable: 0, amount_received: 1_999 })
  expect(await stripe.charges.retrieve(charge.id)).toMatchObject({ captured: true, amount_captured: 1_999 })

  const again = await failureOf(stripe.paymentIntents.capture(held.id))
  expect(again).toMatchObject({ statusCode: 400, code: 'payment_intent_unexpected_state' })
  expect(again.payment_intent).toMatchObject({ id: held.id, status: 'succeeded' })

  const { effects } = await world.get(`/sandbox/ledger?intent=${held.id}&metadata[order_id]=ord_1`)
  expect(effects).toMatchObject([
    { kind: 'created', amount: 1_999, currency: 'usd' },
    { kind: 'authorized', amount: 1_999 },
    { kind: 'captured', amount: 1_999 },
  ])
  expect(await world.get('/sandbox/ledger?metadata[order_id]=another')).toEqual({ effects: [] })
})

test('a partial capture lets go of the rest, and more than was held cannot be captured', async () => {
  await using world = await startSandbox()
  const { id } = await world.stripe.paymentIntents.create(hold)

  const tooMuch = await failureOf(world.stripe.paymentIntents.capture(id, { amount_to_capture: 2_000 }))
  expect(tooMuch).toMatchObject({ code: 'amount_too_large', param: 'amount_to_capture' })
  expect(await world.stripe.paymentIntents.capture(id, { amount_to_capture: 1_500 })).toMatchObject({
    status: 'succeeded',
    amount_received: 1_500,
  })

  expect((await world.get('/sandbox/ledger')).effects?.slice(2)).toMatchObject([
    { kind: 'captured', amount: 1_500 },
    { kind: 'released', amount: 499 },
  ])
})

test('an intent goes from no method, to confirmation, to success', async () => {
  await using world = await startSandbox()
  const { paymentIntents } = world.stripe
  const types = { allowed_payment_method_types: ['card'] }

  const empty = await paymentIntents.create({ amount: 700, currency: 'EUR', ...types })
  expect(empty).toMatchObject({ status: 'requires_payment_method', currency: 'eur', payment_method: null })
  expect(await failureOf(paymentIntents.confirm(empty.id))).toMatchObject({ code: 'payment_intent_unexpected_state' })
  expect(await paymentIntents.confirm(empty.id, { payment_method: 'pm_card_mastercard' })).toMatchObject({
    status: 'succeeded',
    amount_received: 700,
  })

  const ready = await paymentIntents.create({ amount: 700, currency: 'eur', payment_method: 'pm_card_visa', ...types })
  expect(ready.status).toBe('requires_confirmation')
  expect((await paymentIntents.confirm(ready.id)).status).toBe('succeeded')
})

test.each([
  ['pm_card_chargeDeclined', 'generic_decline'],
  ['pm_card_chargeDeclinedInsufficientFunds', 'insufficient_funds'],
])('%s is declined with 402 and can be tried again with another card', async (card, declineCode) => {
  await using world = await startSandbox()

  const error = await failureOf(world.stripe.paymentIntents.create({ ...hold, payment_method: card }))
  expect(error).toMatchObject({
    type: 'StripeCardError',
    statusCode: 402,
    code: 'card_declined',
    decline_code: declineCode,
  })
  const intent = error.payment_intent
  expect(intent).toMatchObject({ status: 'requires_payment_method', last_payment_error: { decline_code: declineCode } })
  expect(await world.stripe.charges.retrieve(String(error.charge))).toMatchObject({ status: 'failed', paid: false })

  const second = await world.stripe.paymentIntents.confirm(String(intent?.id), { payment_method: 'pm_card_visa' })
  expect(second).toMatchObject({ status: 'requires_capture', last_payment_error: null })
  const { effects = [] } = await world.get('/sandbox/ledger')
  expect(effects.map((each) => (each as { kind: string }).kind)).toEqual(['created', 'declined', 'authorized'])
})

test('a bank that asks the customer leaves the intent waiting until they answer', async () => {
  await using world = await startSandbox()
  const asking = { ...hold, payment_method: 'pm_card_authenticationRequired', return_url: 'https://shop.example/back' }

  const asked = await world.stripe.paymentIntents.create(asking)
  expect(asked).toMatchObject({
    status: 'requires_action',
    next_action: { type: 'redirect_to_url' },
    latest_charge: null,
  })
  expect(asked.client_secret).toContain(`${asked.id}_secret_`)
  const answer = await world.post(`/sandbox/payment_intents/${asked.id}/authenticate`, { outcome: 'succeed' })
  expect(answer.status).toBe(200)
  expect((await world.stripe.paymentIntents.retrieve(asked.id)).status).toBe('requires_capture')

  const refused = await world.stripe.paymentIntents.create(asking)
  await world.post(`/sandbox/payment_intents/${refused.id}/authenticate`, { outcome: 'fail' })
  expect(await world.stripe.paymentIntents.retrieve(refused.id)).toMatchObject({
    status: 'requires_payment_method',
    last_payment_error: { code: 'payment_intent_authentication_failure' },
  })
})

test('cancelling lets go of the money, and a cancelled intent stays cancelled', async () => {
  await using world = await startSandbox()
  const { id } = await world.stripe.paymentIntents.create(hold)

  expect(await world.stripe.paymentIntents.cancel(id, { cancellation_reason: 'abandoned' })).toMatchObject({
    status: 'canceled',
    amount_capturable: 0,
    cancellation_reason: 'abandoned',
  })
  for (const call of ['capture', 'confirm', 'cancel'] as const) {
    expect(await failureOf(world.stripe.paymentIntents[call](id))).toMatchObject({
      code: 'payment_intent_unexpected_state',
    })
  }
  expect((await world.get('/sandbox/ledger')).effects?.slice(2)).toMatchObject([
    { kind: 'released' },
    { kind: 'canceled' },
  ])
})

test('a hold that nobody captured within seven days has expired', async () => {
  let now = Date.parse('2026-03-01T12:00:00Z')
  await using world = await startSandbox({ now: () => now })
  const { id } = await world.stripe.paymentIntents.create(hold)

  now += 7 * 24 * 3_600_000
  expect(await failureOf(world.stripe.paymentIntents.capture(id))).toMatchObject({
    code: 'payment_intent_unexpected_state',
  })

  expect(await world.stripe.paymentIntents.retrieve(id)).toMatchObject({
    status: 'canceled',
    cancellation_reason: 'automatic',
    canceled_at: now / 1_000,
  })
})

test.each([
  [{ currency: 'usd' }, 'parameter_missing', 'amount'],
  [{ amount: 100 }, 'parameter_missing', 'currency'],
  [{ amount: 12.5, currency: 'usd' }, 'parameter_invalid_integer', 'amount'],
  [{ amount: 'many', currency: 'usd' }, 'parameter_invalid_integer', 'amount'],
  [{ amount: -5, currency: 'usd' }, 'parameter_invalid_integer', 'amount'],
  [{ amount: 49, currency: 'usd' }, 'amount_too_small', 'amount'],
  [{ amount: 100_000_000, currency: 'usd' }, 'amount_too_large', 'amount'],
  [{ amount: 100, currency: 'usd', colour: 'red' }, 'parameter_unknown', 'colour'],
  [{ amount: 100, currency: 'usd', description: '' }, 'parameter_invalid_empty', 'description'],
  [{ amount: 100, currency: 'usd', payment_method: 'pm_card_unheard' }, 'resource_missing', 'payment_method'],
  [{ amount: 100, currency: 'zzz' }, undefined, 'currency'],
  [{ amount: 100, currency: 'usd', capture_method: 'later' }, undefined, 'capture_method'],
])('%j is refused and leaves no trace', async (params, code, param) => {
  await using world = await startSandbox()
  const error = await failureOf(
    world.stripe.paymentIntents.create(params as unknown as Stripe.PaymentIntentCreateParams),
  )
  expect(error).toMatchObject({ statusCode: 400, type: 'StripeInvalidRequestError', param })
  expect(error.code).toBe(code)
  expect(await world.get('/sandbox/ledger')).toEqual({ effects: [] })
  expect((await world.stripe.paymentIntents.list()).data).toEqual([])
})

test('methods that may redirect need a return_url, as at Stripe', async () => {
  await using world = await startSandbox()
  const { allowed_payment_method_types: _, ...automatic } = hold
  expect(await failureOf(world.stripe.paymentIntents.create(automatic))).toMatchObject({ param: 'return_url' })
  const allow = { enabled: true, allow_redirects: 'never' } as const
  const paid = await world.stripe.paymentIntents.create({ ...automatic, automatic_payment_methods: allow })
  expect(paid.status).toBe('requires_capture')
})

test('lists are paged from the newest, filtered by time, and walked by the SDK', async () => {
  let now = Date.parse('2026-03-01T12:00:00Z')
  await using world = await startSandbox({ now: () => (now += 1_000) })
  const { paymentIntents } = world.stripe
  const ids: string[] = []
  for (let n = 0; n < 5; n++) ids.unshift((await paymentIntents.create({ amount: 100 + n, currency: 'usd' })).id)

  const first = await paymentIntents.list({ limit: 2 })
  expect(first).toMatchObject({ object: 'list', has_more: true, data: [{ id: ids[0] }, { id: ids[1] }] })
  const rest = await paymentIntents.list({ limit: 3, starting_after: String(ids[1]) })
  expect(rest).toMatchObject({ has_more: false, data: [{ id: ids[2] }, { id: ids[3] }, { id: ids[4] }] })

  const walked: string[] = []
  for await (const { id } of paymentIntents.list({ limit: 2 })) walked.push(id)
  expect(walked).toEqual(ids)

  const { created } = await paymentIntents.retrieve(String(ids[2]))
  const later = await paymentIntents.list({ created: { gt: created } })
  expect(later.data.map(({ id }) => id)).toEqual(ids.slice(0, 2))
  expect((await paymentIntents.list({ created })).data).toHaveLength(1)

  expect(await failureOf(paymentIntents.list({ limit: 101 }))).toMatchObject({ code: 'parameter_invalid_integer' })
  expect(await failureOf(paymentIntents.list({ starting_after: 'pi_none' }))).toMatchObject({
    code: 'resource_missing',
  })
})

test('what is expanded is the object itself, in lists too; what is no reference cannot be', async () => {
  await using world = await startSandbox()
  const { paymentIntents } = world.stripe
  const { id } = await paymentIntents.create(hold)

  const { data } = await paymentIntents.list({ expand: ['data.latest_charge.payment_intent', 'data.payment_method'] })
  expect(data).toMatchObject([
    { latest_charge: { object: 'charge', payment_intent: { id } }, payment_method: { card: { last4: '4242' } } },
  ])
  expect(await failureOf(paymentIntents.create({ ...hold, expand: ['currency'] }))).toMatchObject({ param: 'expand' })
  expect((await paymentIntents.list()).data).toHaveLength(1)
  expect(await failureOf(paymentIntents.retrieve('pi_none'))).toMatchObject({
    statusCode: 404,
    code: 'resource_missing',
  })
})
