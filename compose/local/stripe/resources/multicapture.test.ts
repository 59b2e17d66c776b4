import type Stripe from 'stripe'
import { expect, test } from 'vitest'
import { failureOf, hold, startSandbox } from '../test-sandbox.ts'

const inParts = {
  ...hold,
  payment_method_options: { card: { request_multicapture: 'if_available' } },
  expand: ['latest_charge'],
} as const satisfies Stripe.PaymentIntentCreateParams

const part = (amount: number) => ({ amount_to_capture: amount, final_capture: false })
const multicaptureOf = ({ latest_charge: charge }: Stripe.PaymentIntent) =>
  (charge as Stripe.Charge).payment_method_details?.card?.multicapture

test('money is taken in parts until a capture is the last, which lets go of the rest', async () => {
  await using world = await startSandbox()
  const { paymentIntents, charges, balanceTransactions } = world.stripe
  const held = await paymentIntents.create(inParts)
  expect(multicaptureOf(held)).toEqual({ status: 'available' })
  const chargeId = (held.latest_charge as Stripe.Charge).id

  const first = await paymentIntents.capture(held.id, part(700), { idempotencyKey: 'first' })
  expect(first).toMatchObject({ status: 'requires_capture', amount_capturable: 1_299, amount_received: 700 })
  expect(await charges.retrieve(chargeId)).toMatchObject({ captured: false, amount_captured: 700 })
  expect(await paymentIntents.capture(held.id, part(700), { idempotencyKey: 'first' }), 'once').toEqual(first)

  const tooMuch = await failureOf(paymentIntents.capture(held.id, part(1_300)))
  expect(tooMuch).toMatchObject({ code: 'amount_too_large', param: 'amount_to_capture' })
  const last = await paymentIntents.capture(held.id, { amount_to_capture: 1_000 })
  expect(last).toMatchObject({ status: 'succeeded', amount_capturable: 0, amount_received: 1_700 })
  expect(await charges.retrieve(chargeId)).toMatchObject({ captured: true, amount_captured: 1_700 })
  expect((await failureOf(paymentIntents.capture(held.id, part(1)))).code).toBe('payment_intent_unexpected_state')

  expect((await world.get('/sandbox/ledger')).effects?.slice(2)).toMatchObject([
    { kind: 'captured', amount: 700 },
    { kind: 'captured', amount: 1_000 },
    { kind: 'released', amount: 299 },
  ])
  expect((await balanceTransactions.list()).data.map(({ amount }) => amount)).toEqual(
    expect.arrayContaining([1_000, 700]),
  )
})

test('a card that does not give its money in parts, or was not asked to, gives it once', async () => {
  await using world = await startSandbox()
  const { paymentIntents } = world.stripe
  const unable = await paymentIntents.create({ ...inParts, payment_method: 'pm_card_visa_debit' })
  const unasked = await paymentIntents.create({ ...hold, expand: ['latest_charge'] })
  for (const held of [unable, unasked]) {
    expect(multicaptureOf(held)).toEqual({ status: 'unavailable' })
    const refused = await failureOf(paymentIntents.capture(held.id, part(700)))
    expect(refused).toMatchObject({ type: 'StripeInvalidRequestError', param: 'final_capture' })
    expect(await paymentIntents.retrieve(held.id)).toMatchObject({ status: 'requires_capture', amount_received: 0 })
    const nothing = await failureOf(paymentIntents.capture(held.id, { amount_to_capture: 0 }))
    expect(nothing).toMatchObject({ code: 'parameter_invalid_integer' })
  }
})

test('what was taken so far can be given back before the rest is taken', async () => {
  await using world = await startSandbox()
  const { paymentIntents, refunds, charges } = world.stripe
  const { id, latest_charge: charge } = await paymentIntents.create(inParts)
  const none = await failureOf(refunds.create({ payment_intent: id }))
  expect(none.code).toBe('payment_intent_unexpected_state')
  await paymentIntents.capture(id, part(700))
  expect((await failureOf(refunds.create({ payment_intent: id, amount: 701 }))).code).toBe('amount_too_large')
  await refunds.create({ payment_intent: id, amount: 700 })
  const chargeId = (charge as Stripe.Charge).id
  expect(await charges.retrieve(chargeId)).toMatchObject({ amount_refunded: 700, refunded: false })
  await paymentIntents.capture(id, { amount_to_capture: 0, final_capture: true })
  expect(await charges.retrieve(chargeId)).toMatchObject({ captured: true, refunded: true })
})

test.each(['cancelled', 'left alone until its bank lets go of it'])(
  'a payment that is %s has succeeded with what was taken of it',
  async (end) => {
    let shiftMs = 0
    await using world = await startSandbox({ now: () => Date.now() + shiftMs })
    const { paymentIntents, events } = world.stripe
    const { id } = await paymentIntents.create(inParts)
    await paymentIntents.capture(id, part(700))
    if (end === 'cancelled') await paymentIntents.cancel(id)
    else shiftMs = 7.5 * 24 * 3_600_000
    expect(await paymentIntents.retrieve(id)).toMatchObject({ status: 'succeeded', amount_received: 700 })
    expect((await world.get('/sandbox/ledger')).effects?.at(-1)).toMatchObject({ kind: 'released', amount: 1_299 })
    const types = (await events.list()).data.map(({ type }) => type)
    expect(types.filter((type) => type === 'payment_intent.amount_capturable_updated')).toHaveLength(3)
    expect(types.filter((type) => type === 'charge.updated' || type === 'charge.captured')).toHaveLength(2)
    expect(types).not.toContain('charge.expired')
  },
)
